//! The signature desk: signs papers and tells whether signed papers can be relied on.
//!
//! It knows PDF files, keys and certificates. It does not know rounds, products or layouts, makes no page, prints nothing, and
//! reads neither the environment nor the clock: the time is handed in. Verifying asks no one on the network: everything it
//! needs is handed to it.

mod cms;
mod der;
mod fetch;
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

pub use cms::CmsFault;
pub use fetch::FetchError;
pub use issuers::Issuers;
pub use pdf::{Glyph, Page, PdfError, PdfFile, StructureFault};
pub use pki::{Certificate, ChainFault, PkiFault, RevocationList};
pub use refusal::Refusal;
pub use role::Role;
pub use verify::{
    Change, Entry, Kind, OriginalFault, Reason, State, TimeProof, Trust, UnsignedField, Verdict, begins_with, verify,
    verify_with,
};

#[cfg(test)]
#[path = "../tests/support/pki/mod.rs"]
mod test_pki;
#[cfg(test)]
mod testing;
