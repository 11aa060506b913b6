#![doc = include_str!("../README.md")]
//!
//! # Where things are
//!
//! [`verify()`] gives the [`Verdict`] on a file; [`sign`] signs one; [`ltv`] adds what it takes to
//! check it in later years; [`keys`] opens keys; [`PdfFile`] reads what stands on the pages. The
//! library prints nothing, and reads neither the environment nor the clock: the moment is always
//! handed in. Only [`timestamp`] and [`ltv`] ask others over the network.

mod cms;
mod der;
mod fetch;
mod fill_in;
mod hex;
mod issuers;
pub mod keys;
pub mod ltv;
pub mod moment;
mod oid;
mod pdf;
mod pki;
mod refusal;
mod role;
pub mod sign;
pub mod timestamp;
mod verify;

// What functions of this library take and give.
pub use ::{secrecy, time};
pub use cms::CmsFault;
pub use fetch::FetchError;
pub use fill_in::FillIn;
pub use issuers::Issuers;
pub use pdf::{
    Activity, Glyph, Overlay, Page, PageFrame, PdfError, PdfFile, Shape, ShapeKind, StructureFault,
};
pub use pki::{Certificate, ChainFault, PkiFault, RevocationList};
pub use refusal::OfficeMessage;
pub use role::Role;
pub use verify::{
    BlankField, Change, FieldPlace, OriginalFault, Reason, SignatureEntry, SignatureKind, State,
    TimeProof, Trust, UnsignedField, Verdict, begins_with, begins_with_places, blank_fields,
    looks_like, verify, verify_with,
};

#[cfg(test)]
#[path = "../tests/support/pki/mod.rs"]
mod test_pki;
#[cfg(test)]
mod testing;
