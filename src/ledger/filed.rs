//! What stands in the outputs folder after a run.

use super::to_sign::ToSign;

/// A paper in the outputs folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// What it is called, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Where it stands below the outputs folder.
    pub file: String,
    /// Its pages; a workbook has none.
    pub pages: Option<usize>,
    /// Whether this run wrote it.
    pub changed: bool,
    /// SHA-256 of the file that stands there.
    pub sha256: String,
    /// What whoever signs it must know; absent of a workbook, and of a paper that was signed in its
    /// place.
    pub to_sign: Option<ToSign>,
}
