//! The run record (`so-ket-xuat.json`): what went in, with what it was made, what came out.

use std::io;
use std::path::{Component, Path};

use serde::{Deserialize, Serialize};

use super::{Filed, RESULTS};
use crate::finding::Findings;
use crate::fingerprint::sha256;
use crate::intake::InputFile;
use crate::templates::Templates;
use crate::typeset::Spot;

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

impl Record {
    /// The record of a run.
    ///
    /// # Errors
    ///
    /// When a template cannot be read again.
    pub fn of(
        inputs: &[InputFile],
        templates: &Templates,
        filed: &[Filed],
        results: &[u8],
        findings: &Findings,
    ) -> io::Result<Self> {
        let results = FiledPaper { file: RESULTS.into(), sha256: sha256(results), pages: None, spots: Vec::new() };
        let mut outputs: Vec<_> = filed.iter().map(FiledPaper::of).chain([results]).collect();
        outputs.sort();
        Ok(Self {
            program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into(),
            inputs: inputs.iter().map(HashedFile::input).collect(),
            templates: HashedFile::templates(templates)?,
            outputs,
            findings: FindingCounts::of(findings),
        })
    }
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

impl HashedFile {
    fn input(file: &InputFile) -> Self {
        Self { file: file.path.clone(), sha256: file.sha256.clone(), from_office: None }
    }

    fn templates(templates: &Templates) -> io::Result<Vec<Self>> {
        let mut files = Vec::new();
        for folder in ["criteria", "fonts", "layout", "wording"] {
            files.extend(templates.folder(folder)?.into_iter().map(|template| Self {
                sha256: sha256(&template.bytes),
                file: template.name,
                from_office: Some(template.from_office),
            }));
        }
        Ok(files)
    }
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
    /// Where its signatures belong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spots: Vec<Spot>,
}

impl FiledPaper {
    fn of(paper: &Filed) -> Self {
        Self { file: paper.file.clone(), sha256: paper.sha256.clone(), pages: paper.pages, spots: paper.spots.clone() }
    }
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
