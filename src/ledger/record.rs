//! The run record (`so-ket-xuat.json`): what went in, with what it was made, what came out.

use std::collections::BTreeSet;
use std::io;

use serde::{Deserialize, Serialize};

use super::{Filed, ToSign};
use crate::finding::{Acceptance, Finding, FindingCounts, Findings};
use crate::fingerprint::sha256;
use crate::intake::InputFile;
use crate::templates::Templates;

/// The record of one run. Nothing in it depends on when or where the run was made, but for what the
/// system says where it fails.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct Record {
    /// Name and version of the program.
    pub program: String,
    /// Whether the run came to its end.
    #[serde(default)]
    pub state: RunState,
    /// Every file of the inputs folder.
    pub inputs: Vec<HashedFile>,
    /// Every template and font.
    pub templates: Vec<HashedFile>,
    /// Every file that was issued; while the run has only begun, every file of ours that may stand
    /// there.
    pub outputs: Vec<FiledPaper>,
    /// Files of earlier runs that stand there still, as they could not be taken away or were
    /// changed since. Without a hash where nobody knows whose they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<HashedFile>,
    /// How many findings of each weight the run had.
    #[serde(default)]
    pub findings: FindingCounts,
    /// Warnings that somebody took as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedFinding>,
    /// What the system or a library said about a finding; not for clerks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub technical: Vec<TechnicalNote>,
}

/// How far a run came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// It writes papers, or was stopped while it did.
    Begun,
    /// Everything that the record names was written. Records before there were states were written
    /// at the end.
    #[default]
    Done,
}

/// What the system or a library said about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct TechnicalNote {
    /// The finding's code.
    pub code: String,
    /// Where it stands.
    pub place: String,
    /// The words, as they were.
    pub detail: String,
}

/// Name and version of the program.
pub(super) fn program() -> String {
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into()
}

impl Record {
    /// The record of a run: the papers it filed, and the files of data beside them.
    ///
    /// # Errors
    ///
    /// When a template cannot be read again.
    pub fn of(
        inputs: &[InputFile],
        templates: &Templates,
        filed: &[Filed],
        data: Vec<FiledPaper>,
        findings: &Findings,
    ) -> io::Result<Self> {
        let mut outputs: Vec<_> = filed.iter().map(FiledPaper::of).chain(data).collect();
        outputs.sort();
        outputs.dedup();
        Ok(Self {
            program: program(),
            state: RunState::Done,
            left: Vec::new(),
            technical: findings.iter().filter_map(TechnicalNote::of).collect(),
            inputs: inputs.iter().map(HashedFile::input).collect(),
            templates: HashedFile::templates(templates)?,
            outputs,
            findings: FindingCounts::of(findings),
            accepted: findings
                .accepted()
                .map(|(finding, by)| AcceptedFinding::of(finding, by))
                .collect(),
        })
    }
}

impl Record {
    /// The files of the inputs and the templates that are no longer as this record has them, in the
    /// order of their names.
    ///
    /// # Errors
    ///
    /// When a template cannot be read.
    pub fn changed(&self, inputs: &[InputFile], templates: &Templates) -> io::Result<Vec<String>> {
        let inputs: BTreeSet<_> = inputs.iter().map(HashedFile::input).collect();
        let templates: BTreeSet<_> = HashedFile::templates(templates)?.into_iter().collect();
        let differ = |then: &[HashedFile], now: &BTreeSet<HashedFile>| {
            let then: BTreeSet<_> = then.iter().cloned().collect();
            then.symmetric_difference(now).map(|file| file.file.clone()).collect::<BTreeSet<_>>()
        };
        let mut changed = differ(&self.inputs, &inputs);
        changed.extend(differ(&self.templates, &templates));
        Ok(changed.into_iter().collect())
    }

    /// Whether this program made it.
    #[must_use]
    pub fn is_of_this_program(&self) -> bool {
        self.program == PROGRAM
    }
}

/// Name and version of the program.
const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

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

impl TechnicalNote {
    fn of(finding: &Finding) -> Option<Self> {
        let detail = finding.technical.clone()?;
        Some(Self { code: finding.code.id().to_owned(), place: finding.place.to_string(), detail })
    }
}

impl HashedFile {
    /// A file of which nobody knows what it was when it was filed.
    pub(super) fn unknown(file: String) -> Self {
        Self { file, sha256: String::new(), from_office: None }
    }

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
    /// What whoever signs it must know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sign: Option<ToSign>,
}

impl FiledPaper {
    fn of(paper: &Filed) -> Self {
        Self {
            file: paper.file.clone(),
            sha256: paper.sha256.clone(),
            pages: paper.pages,
            to_sign: paper.to_sign.clone(),
        }
    }
}

/// A warning that somebody took as it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct AcceptedFinding {
    /// Its code.
    pub code: String,
    /// Where it stands, as reports show it.
    pub place: String,
    /// What it says.
    pub message: String,
    /// Why it was accepted.
    pub reason: String,
    /// Who answers for it.
    pub by: String,
    /// When, `YYYY-MM-DD`.
    pub date: String,
}

impl AcceptedFinding {
    fn of(finding: &Finding, acceptance: &Acceptance) -> Self {
        Self {
            code: finding.code.id().to_owned(),
            place: finding.place.to_string(),
            message: finding.message.clone(),
            reason: acceptance.reason.clone(),
            by: acceptance.by.clone(),
            date: acceptance.date.to_string(),
        }
    }
}
#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_file_that_changed_came_or_went_is_named() {
        let file =
            |path: &str, sha256: &str| InputFile { path: path.into(), sha256: sha256.into() };
        let then = [file("a.xlsx", "1"), file("b.xlsx", "2"), file("c.xlsx", "3")];
        let templates = Templates::new(Path::new("/khong/co")).unwrap();
        let record = Record::of(&then, &templates, &[], Vec::new(), &Findings::default()).unwrap();
        assert_eq!(record.changed(&then, &templates).unwrap(), Vec::<String>::new());
        let now = [file("a.xlsx", "1"), file("b.xlsx", "9"), file("d.xlsx", "3")];
        assert_eq!(record.changed(&now, &templates).unwrap(), ["b.xlsx", "c.xlsx", "d.xlsx"]);
    }
}
