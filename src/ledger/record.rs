//! The run record (`so-ket-xuat.json`): what a run read, what it used, and what it wrote.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Filed, ToSign};
use crate::careful;
use crate::documents::CERTIFICATE_PICTURES;
use crate::finding::{Acceptance, Finding, FindingCounts, Findings};
use crate::fingerprint::sha256;
use crate::intake::InputFile;
use crate::round::PREVIOUS_BYTES;
use crate::shared::Shared;
use crate::templates::Templates;

/// The record of one run. It depends neither on the time nor on the machine of the run, except for
/// messages of the system about a failure.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct Record {
    /// Name and version of the program.
    pub program: String,
    /// Whether the run came to its end.
    #[serde(default)]
    pub state: RunState,
    /// All files of the inputs folder.
    pub inputs: Vec<HashedFile>,
    /// All templates and fonts.
    pub templates: Vec<HashedFile>,
    /// The results of earlier rounds against which lists were held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<HashedFile>,
    /// All files that were issued. While the run has only begun: all files of earlier runs that may
    /// still stand there.
    pub outputs: Vec<FiledPaper>,
    /// Files of earlier runs that still stand in the folder, because they could not be removed or
    /// were changed since. The hash is empty where it is not known whose they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<HashedFile>,
    /// Earlier issues of papers with a number and a day, which no run removes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<HashedFile>,
    /// How many findings of each weight the run had.
    #[serde(default)]
    pub findings: FindingCounts,
    /// Warnings that somebody accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedFinding>,
    /// Technical messages of the system or of a library about findings; not for clerks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub technical: Vec<TechnicalNote>,
}

/// How far a run came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    /// The run is writing, or was stopped while it did.
    Begun,
    /// Everything that the record names was written. Records of older versions have no state; they
    /// were written at the end.
    #[default]
    Done,
}

/// The technical message of the system or of a library about a finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct TechnicalNote {
    /// Code of the finding.
    pub code: String,
    /// Place of the finding.
    pub place: String,
    /// The message as it was given.
    pub detail: String,
}

impl Record {
    /// Makes the record of a run from the papers it filed and the data files beside them.
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
            program: PROGRAM.to_owned(),
            state: RunState::Done,
            left: Vec::new(),
            earlier: Vec::new(),
            technical: findings.iter().filter_map(TechnicalNote::of).collect(),
            inputs: inputs.iter().map(HashedFile::input).collect(),
            templates: HashedFile::templates(templates)?,
            previous: Vec::new(),
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
    /// Returns the names of the input files, templates and results of earlier rounds that changed,
    /// came or went since this record was made, in alphabetical order. Results are the same
    /// wherever they lie.
    ///
    /// # Errors
    ///
    /// When a template cannot be read.
    pub fn changed(
        &self,
        inputs: &[InputFile],
        templates: &Templates,
        previous: &[HashedFile],
    ) -> io::Result<Vec<String>> {
        let inputs: BTreeSet<_> = inputs.iter().map(HashedFile::input).collect();
        let templates: BTreeSet<_> = HashedFile::templates(templates)?.into_iter().collect();
        let differ = |then: &[HashedFile], now: &BTreeSet<HashedFile>| {
            let then: BTreeSet<_> = then.iter().cloned().collect();
            then.symmetric_difference(now).map(|file| file.file.clone()).collect::<BTreeSet<_>>()
        };
        let mut changed = differ(&self.inputs, &inputs);
        changed.extend(differ(&self.templates, &templates));
        let missing = |these: &[HashedFile], those: &[HashedFile]| -> Vec<String> {
            let same = |one: &HashedFile| those.iter().any(|other| other.sha256 == one.sha256);
            these.iter().filter(|one| !same(one)).map(|one| one.file.clone()).collect()
        };
        changed.extend(missing(&self.previous, previous));
        changed.extend(missing(previous, &self.previous));
        Ok(changed.into_iter().collect())
    }

    /// Writes the record, piece by piece. The same record gives the same bytes.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(&self, mut out: impl io::Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// Tells whether this version of the program made the record.
    #[must_use]
    pub fn is_of_this_program(&self) -> bool {
        self.program == PROGRAM
    }
}

/// Name and version of the program.
pub const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct HashedFile {
    /// Path below its folder, with `/` between the parts.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Whether a template is the office's own; `None` for inputs.
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
    /// Makes the entry of a file whose hash at its filing is not known.
    pub fn unknown(file: String) -> Self {
        Self { file, sha256: String::new(), from_office: None }
    }

    /// Makes the entry of an input file.
    pub fn input(file: &InputFile) -> Self {
        Self { file: file.path.clone(), sha256: file.sha256.clone(), from_office: None }
    }

    /// Makes the entries of files of results of earlier rounds, in the order of their names.
    ///
    /// # Errors
    ///
    /// When a file cannot be read.
    pub fn previous(paths: &[PathBuf]) -> io::Result<Vec<Self>> {
        let entry = |path: &PathBuf| {
            let sha256 = sha256(&careful::read_named_file(path, PREVIOUS_BYTES)?);
            Ok(Self { file: path.display().to_string(), sha256, from_office: None })
        };
        let mut files = paths.iter().map(entry).collect::<io::Result<Vec<_>>>()?;
        files.sort();
        Ok(files)
    }

    /// Makes the entries of all templates and fonts.
    ///
    /// # Errors
    ///
    /// When a template cannot be read.
    pub fn templates(templates: &Templates) -> io::Result<Vec<Self>> {
        let mut files = Vec::new();
        let folders =
            ["criteria", "fonts", "layout", CERTIFICATE_PICTURES, "wording"].map(str::to_owned);
        for folder in folders.into_iter().chain(templates.folders("wording")?) {
            files.extend(templates.folder(&folder)?.into_iter().map(|template| Self {
                sha256: sha256(&template.bytes),
                file: template.name,
                from_office: Some(template.from_office),
            }));
        }
        Ok(files)
    }
}

/// A file that was issued, as the record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct FiledPaper {
    /// Path below the outputs folder, with `/` between its parts.
    pub file: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Number of pages; `None` unless it is a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// What is needed to sign it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_sign: Option<Shared<ToSign>>,
    /// What decided its bytes. While it stays the same, the paper is not typeset again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl FiledPaper {
    /// Makes the entry of a file that was filed.
    #[must_use]
    pub fn of(paper: &Filed) -> Self {
        Self {
            file: paper.file.clone(),
            sha256: paper.sha256.clone(),
            pages: paper.pages,
            to_sign: paper.to_sign.clone(),
            key: paper.key.clone(),
        }
    }
}

/// A warning that somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct AcceptedFinding {
    /// Code of the warning.
    pub code: String,
    /// Place of the warning, as reports show it.
    pub place: String,
    /// Message of the warning.
    pub message: String,
    /// Why it was accepted.
    pub reason: String,
    /// Who answers for the acceptance.
    pub by: String,
    /// Date of the acceptance, `YYYY-MM-DD`.
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
        assert_eq!(record.changed(&then, &templates, &[]).unwrap(), Vec::<String>::new());
        let now = [file("a.xlsx", "1"), file("b.xlsx", "9"), file("d.xlsx", "3")];
        assert_eq!(record.changed(&now, &templates, &[]).unwrap(), ["b.xlsx", "c.xlsx", "d.xlsx"]);
        let previous = |name: &str, sha256: &str| HashedFile {
            file: name.into(),
            sha256: sha256.into(),
            from_office: None,
        };
        let record = Record { previous: vec![previous("cu/ket-qua.json", "1")], ..record };
        let changed = |now: &[HashedFile]| record.changed(&then, &templates, now).unwrap();
        assert_eq!(changed(&[previous("moi/ket-qua.json", "1")]), Vec::<String>::new());
        assert_eq!(changed(&[]), ["cu/ket-qua.json"]);
        assert_eq!(changed(&[previous("k.json", "2")]), ["cu/ket-qua.json", "k.json"]);
    }
}
