//! The signature desk: signs papers and tells whether signed papers can be relied on.
//!
//! It knows PDF files, keys and certificates. It does not know rounds, products or layouts, prints nothing, reads neither the
//! clock nor the environment, and verifying asks no one on the network: everything it needs is handed to it.

pub(crate) mod cms;
pub(crate) mod der;
pub(crate) mod moment;
pub(crate) mod pdf;
pub(crate) mod pki;
mod role;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod timestamp;
mod verify;

pub use pdf::{StructureFault, load};
pub use pki::{Certificate, PkiFault, RevocationList};
pub use role::Role;
pub use verify::{
    Change, Entry, Kind, OriginalFault, Reason, State, TimeProof, Trust, UnsignedField, Verdict, begins_with, verify,
};
