//! Files that people change where they lie: forms that are filled in. What they changed is never
//! replaced.

use std::io;

use super::record::{FiledPaper, Record, RunState};
use super::unwritten::not_written;
use super::{Ledger, PreviousRun, RECORD, journal};
use crate::careful::{self, PAPER_BYTES};
use crate::finding::Finding;
use crate::fingerprint::sha256;

impl Ledger {
    /// Returns the SHA-256 of the file that stands there; `None` where none does.
    ///
    /// # Errors
    ///
    /// When something else than a file stands there, or the file cannot be read.
    pub fn standing(&self, file: &str) -> io::Result<Option<String>> {
        let path = super::store::below(&self.outputs, file)?;
        match careful::read_file(&path, PAPER_BYTES) {
            Ok(bytes) => Ok(Some(sha256(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Tells whether an earlier run filed these bytes under this name, or was about to.
    #[must_use]
    pub fn has_filed(&self, file: &str, sha256: &str) -> bool {
        self.ours.all().any(|known| known == (file, sha256))
    }

    /// Returns the files of a folder that earlier runs filed and that still stand there.
    #[must_use]
    pub fn filed_in(&self, folder: &str) -> Vec<FiledPaper> {
        let is_in =
            |file: &str| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let mut filed = self.ours.filed();
        filed.dedup_by(|one, other| one.file == other.file);
        filed.retain(|one| is_in(&one.file) && self.stands(&one.file) && !self.failed(&one.file));
        filed
    }

    /// Tells whether anything stands there.
    #[must_use]
    pub fn stands(&self, file: &str) -> bool {
        let path = super::store::below(&self.outputs, file);
        path.is_ok_and(|path| fs_err::symlink_metadata(path).is_ok())
    }

    /// Tells whether these bytes stand there.
    #[must_use]
    pub fn holds(&self, file: &str, bytes: &[u8]) -> bool {
        self.standing(file).is_ok_and(|stands| stands == Some(sha256(bytes)))
    }

    /// Tells whether this run could not write the file.
    #[must_use]
    pub fn failed(&self, file: &str) -> bool {
        self.writing().failed.iter().any(|failed| failed == file)
    }

    /// Reads a file of the folder as it stands; `None` where there is none that can be read.
    #[must_use]
    pub fn content(&self, file: &str, limit: u64) -> Option<Vec<u8>> {
        let path = super::store::below(&self.outputs, file).ok()?;
        careful::read_file(&path, limit).ok()
    }

    /// Closes a command that filed these files beside what earlier runs issued: they are added to
    /// the record of the last run. Where there is none, `fresh` is the record; after a run that was
    /// stopped, the record still says so.
    ///
    /// # Errors
    ///
    /// A finding when the record cannot be written.
    pub fn close_beside(&self, files: Vec<FiledPaper>, fresh: Record) -> Result<(), Box<Finding>> {
        let mut record = match &self.previous {
            PreviousRun::Done(record) => record.as_ref().clone(),
            PreviousRun::None => Record { outputs: Vec::new(), ..fresh },
            PreviousRun::Begun | PreviousRun::Damaged(_) => Record {
                program: fresh.program,
                state: RunState::Begun,
                outputs: self.ours.filed(),
                left: self.ours.left(),
                earlier: self.earlier_issues(),
                ..Record::default()
            },
        };
        let cleared = self.writing().cleared.clone();
        let stays = |known: &FiledPaper| {
            files.iter().all(|file| file.file != known.file) && !cleared.contains(&known.file)
        };
        record.outputs.retain(stays);
        record.outputs.extend(files);
        record.outputs.sort();
        match &self.previous {
            PreviousRun::Done(known) if **known == record => return Ok(()),
            PreviousRun::Damaged(_) if self.writing().journal.is_none() => return Ok(()),
            _ => {}
        }
        if let PreviousRun::Damaged(_) = self.previous {
            let strangers = super::strays::strangers(&self.outputs);
            let known = |file: &String| record.outputs.iter().any(|known| known.file == *file);
            let strange = strangers.into_iter().filter(|file| !known(file));
            record.left.extend(strange.map(super::HashedFile::unknown));
        }
        self.write_record(&record).map_err(|error| Box::new(not_written(RECORD, &error)))?;
        self.writing().journal = None;
        journal::end(&self.outputs);
        Ok(())
    }
}
