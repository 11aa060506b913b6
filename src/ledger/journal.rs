//! The journal of a run ([`JOURNAL`]): every file is noted in it before the file takes its place.
//! After a run that was stopped, it tells which files may be from that run. It exists only while a
//! run writes.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::careful::{self, UnsuitableFile};
use crate::own::RECORD_BYTES;

/// Name of the journal in the outputs folder.
pub const JOURNAL: &str = "so-ket-xuat.dang-ghi";

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
enum JournalLine {
    /// A file that is about to take its place, with its hash.
    File { file: String, sha256: String },
    /// The run record could not be written at the beginning, so it does not say that a run has
    /// begun.
    Unrecorded { unrecorded: bool },
}

/// The journal of a run that writes.
#[derive(Debug)]
pub(super) struct Journal(File);

/// The content of a journal that a stopped run left.
#[derive(Debug, Default)]
pub(super) struct JournalEntries {
    /// Names of the files with their hashes.
    pub(super) files: Vec<(String, String)>,
    /// Whether the record does not know of the run.
    pub(super) unrecorded: bool,
}

impl Journal {
    /// Begins an empty journal.
    pub(super) fn begin(outputs: &Path) -> io::Result<Self> {
        let path = outputs.join(JOURNAL);
        if let Ok(found) = fs_err::symlink_metadata(&path)
            && let Some(strange) = UnsuitableFile::of_type(found.file_type())
        {
            return Err(strange.into());
        }
        let file = careful::hidden().create(true).write(true).truncate(true).open(&path);
        file.map(Self).map_err(|error| careful::of_path(&path, error))
    }

    /// Notes files that are about to take their places, each with its hash.
    pub(super) fn note<'a>(
        &mut self,
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> io::Result<()> {
        let line = |(file, sha256): (&str, &str)| JournalLine::File {
            file: file.to_owned(),
            sha256: sha256.to_owned(),
        };
        self.lines(files.into_iter().map(line))
    }

    /// Notes that the record does not know of this run.
    pub(super) fn note_unrecorded(&mut self) -> io::Result<()> {
        self.lines([JournalLine::Unrecorded { unrecorded: true }])
    }

    /// Writes lines and waits once until the disk has them.
    fn lines(&mut self, lines: impl IntoIterator<Item = JournalLine>) -> io::Result<()> {
        let mut text = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut text, &line)?;
            text.push(b'\n');
        }
        self.0.write_all(&text)?;
        self.0.sync_data()
    }
}

impl JournalEntries {
    /// Reads the journal of this folder; empty when there is none. An incomplete line is skipped:
    /// its file never took its place.
    pub(super) fn read(outputs: &Path) -> Self {
        let mut left = Self::default();
        let bytes = careful::read_file(&outputs.join(JOURNAL), RECORD_BYTES).unwrap_or_default();
        for line in bytes.split(|byte| *byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(JournalLine::File { file, sha256 }) => left.files.push((file, sha256)),
                Ok(JournalLine::Unrecorded { unrecorded }) => left.unrecorded |= unrecorded,
                Err(_) => {}
            }
        }
        left
    }
}

/// Removes the journal, since the record now names every file.
pub(super) fn end(outputs: &Path) {
    // A journal that cannot be removed does no harm: the record already names everything in it.
    let _ = fs_err::remove_file(outputs.join(JOURNAL));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_known_afterwards_and_a_torn_line_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::begin(folder.path()).unwrap();
        journal.note([("ke-hoach.pdf", "0a"), ("giay-moi/01.pdf", "0b")]).unwrap();
        drop(journal);
        let path = folder.path().join(JOURNAL);
        let mut bytes = fs_err::read(&path).unwrap();
        bytes.truncate(bytes.len() - 4);
        fs_err::write(&path, bytes).unwrap();
        let left = JournalEntries::read(folder.path());
        assert_eq!(left.files, [("ke-hoach.pdf".to_owned(), "0a".to_owned())]);
        assert!(!left.unrecorded);
        end(folder.path());
        assert!(JournalEntries::read(folder.path()).files.is_empty());
    }
}
