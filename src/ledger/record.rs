//! The run record (`so-ket-xuat.json`): what went in, with what it was made, what came out.

use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use crate::finding::Findings;

/// The record of one run. Nothing in it depends on when or where the run was made.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct Record {
    /// Name and version of the program.
    pub program: String,
    /// Every file of the inputs folder.
    pub inputs: Vec<HashedFile>,
    /// Every template and font.
    pub templates: Vec<HashedFile>,
    /// Every file that was issued.
    pub outputs: Vec<FiledPaper>,
    /// How many findings of each weight the run had.
    #[serde(default)]
    pub findings: FindingCounts,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct HashedFile {
    /// Path below its folder, with `/` between its parts.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Whether a template is the office's own; absent for inputs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_office: Option<bool>,
}

/// An issued file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct FiledPaper {
    /// Path below the outputs folder, with `/` between its parts.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Pages of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
}

/// How many findings of each weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct FindingCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Notes.
    pub notes: usize,
}

impl FindingCounts {
    /// Counts the findings of a run.
    #[must_use]
    pub fn of(findings: &Findings) -> Self {
        use crate::finding::Severity::{Error, Note, Warning};
        Self { errors: findings.count(Error), warnings: findings.count(Warning), notes: findings.count(Note) }
    }
}

/// Whether a recorded path stays below the outputs folder. A record is a file like any other and may have been changed.
pub(super) fn is_below(file: &str) -> bool {
    Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}
