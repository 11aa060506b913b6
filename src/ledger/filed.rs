//! A file in the outputs folder after a run.

use super::to_sign::ToSign;

/// A paper or workbook that stands in the outputs folder after a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Name of the kind of paper, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Path below the outputs folder.
    pub file: String,
    /// Number of pages; `None` for a workbook.
    pub pages: Option<usize>,
    /// Whether this run wrote the file; `false` when it stood there already.
    pub changed: bool,
    /// SHA-256 of the file that stands there.
    pub sha256: String,
    /// What decided its bytes ([`Typesetter::key`](crate::typeset::Typesetter::key)); `None` for a
    /// workbook, and for a paper that was kept because it is signed.
    pub key: Option<String>,
    /// What is needed to sign it; `None` for a workbook, and for a paper that was kept because it
    /// is signed.
    pub to_sign: Option<ToSign>,
}
