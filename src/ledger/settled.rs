//! Whether the folder is as the last run left it, so that the run need not be made again.

use std::collections::BTreeSet;
use std::io;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{HOLDER, LOCK, Ledger, RECORD, Record, SIGNATURES};
use crate::documents::folders::ARCHIVE;
use crate::fingerprint::{sha256, sha256_of_json};
use crate::own::RECORD_BYTES;

impl Ledger {
    /// Returns the fingerprint of a record and of all signatures in the folder, without the entry of
    /// the file `besides`: the one in which the fingerprint itself is kept.
    ///
    /// `None` when the book of signatures cannot be read.
    #[must_use]
    pub fn state(&self, record: &Record, besides: &str) -> Option<String> {
        let Record {
            program,
            state,
            inputs,
            templates,
            previous,
            outputs,
            left,
            earlier,
            findings,
            accepted,
            technical,
        } = record;
        let outputs: Vec<_> = outputs.iter().filter(|output| output.file != besides).collect();
        let read = (program, state, inputs, templates, previous);
        let told = (findings, accepted, technical);
        let book = self.content(SIGNATURES, RECORD_BYTES).map(|bytes| sha256(&bytes));
        let signed = self.signatures().ok()?.signed;
        let standing = |file: &String| self.standing(file).ok().flatten();
        let signed: Vec<_> = signed.par_iter().map(|line| standing(&line.file)).collect();
        sha256_of_json(&(read, outputs, left, earlier, told, book, signed)).ok()
    }

    /// Tells whether every file that the last run left still stands in the folder byte for byte, the
    /// record among them, and nothing else but signed papers and archives.
    #[must_use]
    pub fn is_as_left(&self) -> bool {
        let Some(record) = self.record().filter(|record| record.left.is_empty()) else {
            return false;
        };
        let outputs = record.outputs.iter().map(|output| (&output.file, &output.sha256));
        let earlier = record.earlier.iter().map(|kept| (&kept.file, &kept.sha256));
        let left: Vec<(&String, &String)> = outputs.chain(earlier).collect();
        let stands = |(file, sum): &(&String, &String)| {
            self.standing(file).is_ok_and(|standing| standing.as_ref() == Some(sum))
        };
        let mut text = Vec::new();
        record.write(&mut text).is_ok()
            && self.content(RECORD, RECORD_BYTES) == Some(text)
            && self.holds_only(left.iter().map(|(file, _)| file.as_str())).unwrap_or(false)
            && left.par_iter().all(stands)
    }

    /// Tells whether only these files stand in the folder, beside the record, signed papers with
    /// their book, and what no run looks at: archives, and notes that people keep there.
    fn holds_only<'a>(&self, files: impl Iterator<Item = &'a str>) -> io::Result<bool> {
        let signed = self.signatures().map(|book| book.signed).unwrap_or_default();
        let mut known: BTreeSet<&str> = files.collect();
        known.extend([RECORD, SIGNATURES, LOCK, HOLDER]);
        known.extend(signed.iter().map(|line| line.file.as_str()));
        for entry in WalkDir::new(&self.outputs).follow_links(false) {
            let entry = entry?;
            if entry.file_type().is_dir() {
                continue;
            }
            let name = entry.path().strip_prefix(&self.outputs).ok().and_then(|it| it.to_str());
            let name = name.map(|name| name.replace('\\', "/"));
            let is_known =
                |name: String| known.contains(name.as_str()) || is_archive(&name) || is_note(&name);
            if !name.is_some_and(is_known) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Tells whether a file is called like an archive of a round.
fn is_archive(name: &str) -> bool {
    let in_folder = name.strip_prefix(ARCHIVE).and_then(|name| name.strip_prefix('/'));
    in_folder.is_some_and(|name| !name.contains('/') && name.strip_suffix(".zip").is_some())
}

/// Tells whether a file is a note of somebody, such as `README.md`.
fn is_note(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    !file.starts_with('.') && [".md", ".txt"].iter().any(|ending| file.ends_with(ending))
}
