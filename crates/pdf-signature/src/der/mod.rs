//! DER, as far as signatures need it (X.690): read without copying, written in the shortest form,
//! and rewritten from BER.
//!
//! What is signed is always hashed as the bytes that stand in the file, so the reader hands out
//! slices of them, and certificates and names of others are copied byte for byte; only what is ours
//! is put together here.

mod ber;
mod fault;
mod read;
pub(crate) mod tag;
mod write;

pub(crate) use ber::definite;
pub(crate) use fault::DerFault;
pub(crate) use read::{Reader, Tlv};
pub(crate) use write::{NULL, TRUE, VERSION_1, attribute, integer, oid, sequence, sorted, tlv};
