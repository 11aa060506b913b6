//! The signature desk: it signs finished papers, and knows PDF files, keys and certificates.
//!
//! It does not know what a product or a round is, makes no page, prints nothing, and reads neither the environment nor the
//! clock: the time is handed in.

mod cms;
mod encode;
mod fetch;
mod issuers;
pub mod keys;
pub mod ltv;
mod pdf;
mod public;
mod read;
mod refusal;
mod role;
pub mod sign;
pub mod timestamp;

pub use fetch::FetchError;
pub use issuers::Issuers;
pub use pdf::PdfError;
pub use refusal::Refusal;
pub use role::Role;

#[cfg(test)]
mod sample;
#[cfg(test)]
#[path = "../../tests/support/pki/mod.rs"]
mod test_pki;
