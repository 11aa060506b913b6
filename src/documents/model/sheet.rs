//! Papers that are not running text. Each has a layout of its own, which knows its fields.

use serde::Serialize;

use super::certificate::{CertificateSheet, CopyForm};

/// What such a paper shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Sheet {
    /// A certificate of one product.
    Certificate(CertificateSheet),
    /// The form of a copy below an excerpt.
    Copy(CopyForm),
}
