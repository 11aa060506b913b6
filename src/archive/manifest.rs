//! What an archive holds, file by file (`ho-so.json`).

use serde::{Deserialize, Serialize};

use crate::ledger::ToSign;
use crate::shared::Shared;

/// Name of the manifest in an archive.
pub(super) const MANIFEST: &str = "ho-so.json";

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Manifest {
    /// Version of this form; 1.
    pub format: u32,
    /// Name and version of the program that made the papers.
    pub program: String,
    /// The files, in the order in which they stand in the archive: inputs, templates, results of
    /// earlier rounds, then outputs and signed papers in the order of time.
    pub files: Vec<ArchivedFile>,
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct ArchivedFile {
    /// Path in the archive, with `/` between its parts.
    pub path: String,
    /// Length in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// What the file is.
    pub role: FileRole,
    /// Number of pages of a paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<usize>,
    /// What the record knows of a paper: title, number, date, signers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Shared<ToSign>>,
}

/// What a file of an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRole {
    /// A file of the inputs folder.
    Input,
    /// A template of the office.
    Template,
    /// Results of an earlier round.
    Previous,
    /// A file that the run issued.
    Output,
    /// A signed paper, or the book of signatures.
    Signed,
    /// The record of the run.
    Record,
}

impl Manifest {
    /// Iterates over the files of one role.
    pub fn of(&self, role: FileRole) -> impl Iterator<Item = &ArchivedFile> {
        self.files.iter().filter(move |file| file.role == role)
    }
}

impl FileRole {
    /// Returns the folder of its files in the archive.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Input => "inputs",
            Self::Template => "templates",
            Self::Previous => "dot-truoc",
            Self::Output | Self::Signed | Self::Record => "outputs",
        }
    }

    /// Returns its name in the list of contents.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Input => "Tệp gửi đến, khai báo",
            Self::Template => "Mẫu riêng của cơ quan",
            Self::Previous => "Kết quả đợt trước",
            Self::Output => "Tệp đã lập",
            Self::Signed => "Bản đã ký số",
            Self::Record => "Sổ kết xuất",
        }
    }
}
