//! Signs papers: PAdES B-B, or B-T with a time stamp, by adding to the end of the file.
//!
//! One [`SigningDesk`] stands for one sitting: one role, one certificate, as many papers as there are. Both fields of a paper
//! are made when the official signs, so that the seal later changes nothing but its own field.

mod certificate;
mod desk;
mod error;
mod expected;
mod paper;
mod settings;

pub use certificate::check_certificate;
pub use desk::{Signed, SigningDesk, Stamp};
pub use error::{CertificateError, SignError};
pub use expected::Expected;
pub(crate) use paper::signature_dictionary;
pub use paper::{Paper, Place};
pub use settings::{Settings, Timestamping};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod oracle;
