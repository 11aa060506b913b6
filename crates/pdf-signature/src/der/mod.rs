//! DER, as far as signatures need it (X.690): read without copying, written in the shortest form, and rewritten from BER.
//!
//! What is signed is always hashed as the bytes that stand in the file, so the reader hands out slices of them, and certificates
//! and names of others are copied byte for byte; only what is ours is put together here.

mod ber;
mod read;
mod write;

use thiserror::Error;

pub(crate) use ber::definite;
pub(crate) use read::{Reader, Tlv};
pub(crate) use write::{attribute, integer, oid, sequence, sorted, tlv};

/// The tags in use; `CONTEXT` is or-ed with the number of a context-specific constructed tag.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0A;
    pub(crate) const UTF8_STRING: u8 = 0x0C;
    pub(crate) const PRINTABLE_STRING: u8 = 0x13;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const BMP_STRING: u8 = 0x1E;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    pub(crate) const CONTEXT: u8 = 0xA0;
    /// A context-specific primitive tag.
    pub(crate) const CONTEXT_PRIMITIVE: u8 = 0x80;
}

/// `NULL`, whole.
pub(crate) const NULL: [u8; 2] = [tag::NULL, 0];
/// `BOOLEAN TRUE`, whole.
pub(crate) const TRUE: [u8; 3] = [tag::BOOLEAN, 1, 0xFF];
/// `INTEGER 1`, whole: the version of most things.
pub(crate) const VERSION_1: [u8; 3] = [tag::INTEGER, 1, 1];

/// Why bytes are not the DER that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum DerFault {
    #[error("the data ends inside an element")]
    Truncated,
    #[error("a length or tag is not written as DER asks")]
    Header,
    #[error("expected tag {expected:#04x}, found {found:#04x}")]
    Tag { expected: u8, found: u8 },
    #[error("bytes follow where an element should end")]
    Trailing,
    #[error("elements stand too deep in each other")]
    Depth,
    #[error("a moment is not written as certificates do")]
    Time,
    #[error("a value is not possible here")]
    Value,
}
