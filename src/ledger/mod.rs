//! The filing: writes whole files or none, never over a signed paper, and keeps the run record.
//!
//! The ledger knows files and their hashes. It does not know how a paper came about. Whoever files
//! has the turn of the folder ([`Turn`]); the record says that a run has begun before its first
//! file is written, and that it is done after the last.

mod book;
mod filed;
mod journal;
mod papers;
mod record;
mod results;
mod signatures;
mod store;
mod strays;
mod to_sign;
mod turn;
mod unwritten;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use self::book::{BookFault, SIGNATURES, SignatureBook, SignedPaper};
pub use self::filed::Filed;
pub use self::journal::JOURNAL;
use self::journal::{Journal, JournalEntries};
pub use self::record::{AcceptedFinding, FiledPaper, HashedFile, Record, RunState, TechnicalNote};
pub use self::results::Results;
pub use self::signatures::{ANNEXES, SignedFault};
pub use self::store::{Stored, store, store_new};
use self::strays::OwnFiles;
pub use self::to_sign::{Signatory, ToSign};
pub use self::turn::{HOLDER, Holder, LOCK, Turn, TurnFault, began};
use self::unwritten::not_written;
use crate::careful;
use crate::finding::{Finding, Findings};
use crate::fingerprint::sha256;
pub use crate::own::RECORD;
use crate::own::RECORD_BYTES;

/// Name of the results in the outputs folder.
pub const RESULTS: &str = "ket-qua.json";

/// How long a signature that was made waits to be filed: longer than a run takes.
const SIGNING_PATIENCE: Duration = Duration::from_mins(1);

/// The outputs folder of a run.
#[derive(Debug)]
pub struct Ledger {
    outputs: PathBuf,
    /// What the last run filed.
    previous: PreviousRun,
    /// What may stand there and is ours.
    ours: OwnFiles,
    /// Held while a run files.
    _turn: Option<Turn>,
    /// Who works with it.
    who: Holder,
    writing: Mutex<WritingState>,
}

/// The run record as it was found.
#[derive(Debug)]
enum PreviousRun {
    None,
    /// It is not what this program writes, or cannot be read.
    Damaged(String),
    /// It is that of a run that did not come to its end.
    Begun,
    Done(Box<Record>),
}

/// What this run is writing.
#[derive(Debug, Default)]
struct WritingState {
    /// Whether it issues papers; a check does not.
    issues: bool,
    /// There as soon as something is written.
    journal: Option<Journal>,
    /// Files that could not be written; what stood in their places stands there still.
    failed: Vec<String>,
}

impl Ledger {
    /// Opens the outputs folder, making it when it is not there.
    ///
    /// # Errors
    ///
    /// When the folder can be neither made nor read.
    pub fn open(outputs: &Path) -> io::Result<Self> {
        Ok(Self::read(Self::folder(outputs)?))
    }

    /// Opens the outputs folder to file in it, with the turn of it, and clears away what dead runs
    /// left unfinished. Waits for the turn at most this long.
    ///
    /// # Errors
    ///
    /// [`TurnFault`] when somebody else has the turn, or the folder can be neither made nor read.
    pub fn take(outputs: &Path, who: &Holder, patience: Duration) -> Result<Self, TurnFault> {
        let outputs = Self::folder(outputs)?;
        let turn = Turn::take(&outputs, who, patience)?;
        // What was signed is finished before anything unfinished goes; until it is, nothing does.
        if book::finish(&outputs).is_ok() {
            store::sweep(&outputs);
        }
        Ok(Self { _turn: Some(turn), who: who.clone(), ..Self::read(outputs) })
    }

    /// Opens the outputs folder for somebody who will ask for the turn later on.
    ///
    /// # Errors
    ///
    /// As [`Ledger::open`].
    pub fn open_for(outputs: &Path, who: Holder) -> io::Result<Self> {
        Ok(Self { who, ..Self::open(outputs)? })
    }

    /// The folder as it is now: others may have worked in it.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { who: self.who.clone(), ..Self::read(self.outputs.clone()) }
    }

    /// Takes the turn for one signed paper, waiting for whoever has it.
    ///
    /// # Errors
    ///
    /// [`TurnFault`] when somebody else has it for longer than anybody should.
    pub fn turn(&self) -> Result<Turn, TurnFault> {
        let turn = Turn::take(&self.outputs, &self.who, SIGNING_PATIENCE)?;
        // What cannot be finished now is finished by a later one.
        let _ = book::finish(&self.outputs);
        Ok(turn)
    }

    /// The folder itself, whatever leads to it.
    fn folder(outputs: &Path) -> io::Result<PathBuf> {
        fs_err::create_dir_all(outputs)?;
        fs_err::canonicalize(outputs)
    }

    fn read(outputs: PathBuf) -> Self {
        let (found, left) =
            (careful::read(&outputs.join(RECORD), RECORD_BYTES), JournalEntries::read(&outputs));
        let (mut ours, mut previous) = (OwnFiles::default(), PreviousRun::None);
        match found.map(|bytes| serde_json::from_slice::<Record>(&bytes)) {
            Ok(Ok(record)) => {
                ours.add_record(&record);
                let done = record.state == RunState::Done && !left.unrecorded;
                previous =
                    if done { PreviousRun::Done(Box::new(record)) } else { PreviousRun::Begun };
            }
            Ok(Err(error)) => previous = PreviousRun::Damaged(error.to_string()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => previous = PreviousRun::Damaged(error.to_string()),
        }
        for (file, sha256) in left.files {
            ours.add(file, sha256);
        }
        Self {
            outputs,
            previous,
            ours,
            _turn: None,
            who: Holder::default(),
            writing: Mutex::default(),
        }
    }

    /// The record of the last run, if there is one that can be read and the run came to its end.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        match &self.previous {
            PreviousRun::Done(record) => Some(record),
            _ => None,
        }
    }

    /// Whether the last run was stopped before its end.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.previous, PreviousRun::Begun)
    }

    /// What is wrong with the record of the last run.
    #[must_use]
    pub fn remarks(&self) -> Option<Finding> {
        match &self.previous {
            PreviousRun::Damaged(why) => Some(strays::damaged(why)),
            _ => None,
        }
    }

    /// Begins to issue: before the first file is written or taken away, the record says that a run
    /// has begun, and every file is noted before it takes its place. Where nothing changes, nothing
    /// is written.
    pub fn begin(&self) {
        self.writing().issues = true;
    }

    /// Says that a run has begun, once. A record that cannot be written now is told of at the end.
    fn say_begun(&self, writing: &mut WritingState) -> io::Result<()> {
        if !writing.issues || writing.journal.is_some() {
            return Ok(());
        }
        let mut left = self.ours.left();
        if let PreviousRun::Damaged(_) = self.previous {
            left.extend(strays::strangers(&self.outputs).into_iter().map(HashedFile::unknown));
        }
        let begun = Record {
            program: record::program(),
            state: RunState::Begun,
            outputs: self.ours.filed(),
            left,
            ..Record::default()
        };
        let recorded = self.write_record(&begun);
        let mut journal = Journal::begin(&self.outputs)?;
        if recorded.is_err() {
            journal.note_unrecorded()?;
            for (file, sha256) in self.ours.all() {
                journal.note(file, sha256)?;
            }
        }
        writing.journal = Some(journal);
        Ok(())
    }

    /// Files what is no paper: results, reports. It replaces what stood there.
    ///
    /// # Errors
    ///
    /// A finding when it cannot be written; what stood there before is then still there.
    pub fn file_data(&self, name: &str, bytes: &[u8]) -> Result<FiledPaper, Box<Finding>> {
        self.file(name, bytes).map_err(|error| Box::new(not_written(name, &error)))?;
        Ok(FiledPaper { file: name.to_owned(), sha256: sha256(bytes), pages: None, to_sign: None })
    }

    /// Files one paper or JSON file below the outputs folder.
    ///
    /// # Errors
    ///
    /// When it cannot be written; what stood there before is then still there.
    pub fn file(&self, name: &str, bytes: &[u8]) -> io::Result<Stored> {
        let noted = || {
            let mut writing = self.writing();
            self.say_begun(&mut writing)?;
            writing.journal.as_mut().map_or(Ok(()), |journal| journal.note(name, &sha256(bytes)))
        };
        let stored = store::below(&self.outputs, name)
            .and_then(|path| store::store_after(&path, bytes, noted));
        if stored.is_err() {
            self.writing().failed.push(name.to_owned());
        }
        stored
    }

    /// Takes away the files of earlier runs that this one does not issue, where they are still,
    /// byte for byte, what was filed. What stays is told, and the record will name it.
    pub fn clear(&self, issued: &[&str]) -> (Vec<HashedFile>, Findings) {
        let mut writing = self.writing();
        if self.ours.all().any(|(file, _)| !issued.contains(&file)) {
            // The record as it is names everything that is taken away; at worst a stopped run is
            // not known as such.
            let _ = self.say_begun(&mut writing);
        }
        let failed = writing.failed.clone();
        let unknown = matches!(self.previous, PreviousRun::Damaged(_));
        strays::clear(&self.outputs, &self.ours, issued, &failed, unknown)
    }

    /// Closes the run: the record says that it is done.
    ///
    /// # Errors
    ///
    /// A finding when the record cannot be written. The next run then knows that this one did not
    /// come to its end.
    pub fn close(&self, mut record: Record) -> Result<(), Box<Finding>> {
        let failed = self.writing().failed.clone();
        // What could not be replaced stands there still.
        record.left.extend(failed.iter().flat_map(|file| self.ours.of(file)));
        record.left.sort();
        record.left.dedup();
        self.write_record(&record).map_err(|error| Box::new(not_written(RECORD, &error)))?;
        self.writing().journal = None;
        journal::end(&self.outputs);
        Ok(())
    }

    /// Says in the record of the last run that these files were written anew since.
    ///
    /// # Errors
    ///
    /// A finding when the record cannot be written.
    pub fn note_data(&self, data: &[FiledPaper]) -> Result<(), Box<Finding>> {
        let Some(record) = self.record() else { return Ok(()) };
        let mut noted = record.clone();
        for output in &mut noted.outputs {
            if let Some(now) = data.iter().find(|one| one.file == output.file) {
                output.clone_from(now);
            }
        }
        if noted == *record {
            return Ok(());
        }
        self.write_record(&noted).map_err(|error| Box::new(not_written(RECORD, &error)))
    }

    fn write_record(&self, record: &Record) -> io::Result<()> {
        let mut text = serde_json::to_vec_pretty(record)?;
        text.push(b'\n');
        store(&self.outputs.join(RECORD), &text).map(|_| ())
    }

    fn writing(&self) -> MutexGuard<'_, WritingState> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
