//! Signs papers: PAdES B-B, or B-T with a time stamp, by adding to the end of the file.
//!
//! One [`SigningDesk`] stands for one sitting: one role, one certificate, as many papers as there
//! are. All fields of a paper are made when the first person signs, so that whoever signs later
//! changes nothing but one field. The first signature allows nothing more than that, each locks what
//! does not come after it, and the seal locks everything. Between the last person and the seal,
//! [`fill_in`] fills number and day in.
//!
//! ```no_run
//! use pdf_signature::keys::P12;
//! use pdf_signature::sign::{Paper, FieldBox, Settings, SigningDesk};
//! use pdf_signature::{Issuers, Role, time::OffsetDateTime};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (key_file, roots, pdf): (Vec<u8>, Vec<u8>, Vec<u8>) = Default::default();
//! let key = P12::open(&key_file, &"the secret".into())?;
//! let settings = Settings::new(Role::Official, Issuers::from_pem_or_der(&roots, b"")?);
//! let now = OffsetDateTime::now_utc();
//! let desk = SigningDesk::open(&settings, &key, now)?;
//! // On the first page; without an appearance nothing is seen there.
//! let places = [(Role::Official, FieldBox { page: 1, rectangle: [330.0, 200.0, 458.0, 260.0] })];
//! let signed = desk.sign(&Paper { pdf: &pdf, places: &places, blanks: &[], appearance: None }, now)?;
//! assert!(signed.pdf.starts_with(&pdf));
//! # Ok(())
//! # }
//! ```

mod certificate;
mod desk;
mod error;
mod expected;
mod filling;
mod paper;
mod settings;

pub use certificate::check_certificate;
pub use desk::{Signed, SigningDesk, Stamp};
pub use error::{CertificateError, SignError};
pub use expected::ExpectedCertificate;
pub use filling::{FillInError, FilledBlank, fill_in};
pub(crate) use paper::signature_dictionary;
pub use paper::{FieldBox, Paper};
pub use settings::{Settings, Timestamping};

#[cfg(test)]
mod tests;

#[cfg(test)]
mod oracle;
