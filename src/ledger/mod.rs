//! Files what a run issues: writes whole files or none, never over a signed paper, and keeps the
//! run record.
//!
//! The ledger knows files and their hashes. It does not know how a paper was made. Whoever files
//! holds the turn of the folder ([`Turn`]): the only right to write there. The record says that a
//! run has begun before its first file is written, and that it is done after the last.

mod book;
mod earlier;
pub mod folders;
mod forms;
mod journal;
mod papers;
mod record;
mod register;
mod results;
mod settled;
mod signatures;
mod store;
mod strays;
mod to_sign;
mod turn;
mod unwritten;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use self::book::{BookFault, SIGNATURES, SignatureBook, SignedPaper};
pub use self::earlier::{EARLIER, KeptIssue, Remembered};
pub use self::journal::JOURNAL;
use self::journal::{Journal, JournalEntries};
pub use self::papers::{Filed, PaperToFile};
pub use self::record::{
    AcceptedFinding, FiledPaper, HashedFile, PROGRAM, Record, RunState, TechnicalNote,
};
pub use self::register::{DeclaredNumbers, NumberFault, REGISTER, RegisterFault, RegisteredPaper};
pub use self::results::Results;
pub use self::signatures::{ANNEXES, COPIES, SignedFault};
pub use self::store::{NewFile, Stored, below, is_signed, store, store_new};
use self::strays::KnownFiles;
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

/// How long a finished signature waits for its turn to be filed; longer than a run takes.
const SIGNING_PATIENCE: Duration = Duration::from_mins(1);

/// How many data files are filed together at most.
const TOGETHER: usize = 48;

/// The outputs folder of a run.
#[derive(Debug)]
pub struct Ledger {
    outputs: PathBuf,
    /// What the last run left on record.
    previous: PreviousRun,
    /// The files of earlier runs that may stand in the folder.
    ours: KnownFiles,
    /// Earlier issues of numbered papers, which stay.
    earlier: Vec<HashedFile>,
    /// The turn of the folder, held while a run files.
    _turn: Option<Turn>,
    /// Who works in the folder.
    who: Holder,
    writing: Mutex<WritingState>,
}

/// A file that is to be stored.
struct FileToStore<'a> {
    /// Its name below the outputs folder.
    name: &'a str,
    bytes: &'a [u8],
    /// The hash of its bytes.
    sha256: &'a str,
}

/// The run record as it was found.
#[derive(Debug)]
enum PreviousRun {
    None,
    /// The record cannot be read, or is not one that this program writes. Holds the reason.
    Damaged(String),
    /// The record is of a run that was stopped before its end.
    Begun,
    Done(Box<Record>),
}

/// What the current run has written so far.
#[derive(Debug, Default)]
struct WritingState {
    /// Whether the run issues papers; a check does not.
    issues: bool,
    /// The journal; opened with the first file that is written.
    journal: Option<Journal>,
    /// Files that could not be written. Their earlier forms, where there are any, still stand in
    /// the folder.
    failed: Vec<String>,
    /// Files that were taken away from a folder of this command.
    cleared: Vec<String>,
    /// Earlier issues that this run put aside.
    kept: Vec<KeptIssue>,
}

impl Ledger {
    /// Opens the outputs folder for reading, and makes it when it does not exist.
    ///
    /// # Errors
    ///
    /// When the folder can be neither made nor read.
    pub fn open(outputs: &Path) -> io::Result<Self> {
        Ok(Self::read(Self::folder(outputs)?))
    }

    /// Opens the outputs folder for a run: takes its turn, waiting at most `patience`, and clears
    /// away the unfinished files of stopped runs.
    ///
    /// # Errors
    ///
    /// [`TurnFault`] when somebody else has the turn, or the folder can be neither made nor read.
    pub fn take(outputs: &Path, who: &Holder, patience: Duration) -> Result<Self, TurnFault> {
        let outputs = Self::folder(outputs)?;
        let turn = Turn::take(&outputs, who, patience)?;
        // Temporary files are removed only when all signed files among them have taken their
        // places.
        if book::finish(&outputs).is_ok() {
            store::sweep(&outputs);
        }
        Ok(Self { _turn: Some(turn), who: who.clone(), ..Self::read(outputs) })
    }

    /// Opens the outputs folder without its turn, for `who`, who will take the turn later
    /// ([`Ledger::turn`]).
    ///
    /// # Errors
    ///
    /// As [`Ledger::open`].
    pub fn open_for(outputs: &Path, who: Holder) -> io::Result<Self> {
        Ok(Self { who, ..Self::open(outputs)? })
    }

    /// Reads the folder again: others may have worked in it since.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { who: self.who.clone(), ..Self::read(self.outputs.clone()) }
    }

    /// Takes the turn to file one signed paper, waiting up to a minute.
    ///
    /// # Errors
    ///
    /// [`TurnFault`] when somebody else has the turn for longer, or the folder cannot be used.
    pub fn turn(&self) -> Result<Turn, TurnFault> {
        let turn = Turn::take(&self.outputs, &self.who, SIGNING_PATIENCE)?;
        // On failure, the next program that has the turn finishes it. What stopped programs left
        // unfinished goes, when all signed files among it have taken their places; elsewhere in the
        // folder somebody may be writing without the turn.
        if book::finish(&self.outputs).is_ok() {
            let all = folders::OF_SIGNED.iter().chain([&folders::REHEARSAL]);
            all.for_each(|name| store::sweep(&self.outputs.join(name)));
        }
        Ok(turn)
    }

    /// Makes the folder where needed and returns its real path, with links resolved.
    fn folder(outputs: &Path) -> io::Result<PathBuf> {
        fs_err::create_dir_all(outputs)?;
        careful::real(outputs)
    }

    fn read(outputs: PathBuf) -> Self {
        let (found, left) = (
            careful::read_file(&outputs.join(RECORD), RECORD_BYTES),
            JournalEntries::read(&outputs),
        );
        let (mut ours, mut previous) = (KnownFiles::default(), PreviousRun::None);
        let mut earlier = Vec::new();
        match found.map(|bytes| serde_json::from_slice::<Record>(&bytes)) {
            Ok(Ok(record)) => {
                ours.add_record(&record);
                earlier.clone_from(&record.earlier);
                let done = record.state == RunState::Done && !left.unrecorded;
                previous =
                    if done { PreviousRun::Done(Box::new(record)) } else { PreviousRun::Begun };
            }
            Ok(Err(error)) => previous = PreviousRun::Damaged(error.to_string()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => previous = PreviousRun::Damaged(error.to_string()),
        }
        for (file, sha256) in left.files {
            if earlier::is_earlier(&file) {
                earlier.push(HashedFile { file, sha256, from_office: None });
            } else {
                ours.add(file, sha256);
            }
        }
        if let PreviousRun::Damaged(_) = previous {
            earlier.extend(earlier::found(&outputs));
        }
        Self {
            outputs,
            previous,
            ours,
            earlier,
            _turn: None,
            who: Holder::default(),
            writing: Mutex::default(),
        }
    }

    /// Returns the record of the last run; `None` when there is none, it cannot be read, or the run
    /// was stopped.
    #[must_use]
    pub fn record(&self) -> Option<&Record> {
        match &self.previous {
            PreviousRun::Done(record) => Some(record),
            _ => None,
        }
    }

    /// Tells whether the last run was stopped before its end.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.previous, PreviousRun::Begun)
    }

    /// Returns a finding when the record of the last run is damaged.
    #[must_use]
    pub fn remarks(&self) -> Option<Finding> {
        match &self.previous {
            PreviousRun::Damaged(why) => Some(strays::damaged(why)),
            _ => None,
        }
    }

    /// Marks this run as one that issues papers.
    ///
    /// Before the first file is written or removed, the record will say that a run has begun, and
    /// every file is noted in the journal before it takes its place. When nothing changes, nothing
    /// is written.
    pub fn begin(&self) {
        self.writing().issues = true;
    }

    /// Writes into the record, once, that a run has begun. When the record cannot be written, the
    /// journal says so; the fault itself is reported at the end.
    fn say_begun(&self, writing: &mut WritingState) -> io::Result<()> {
        if !writing.issues || writing.journal.is_some() {
            return Ok(());
        }
        let mut left = self.ours.left();
        if let PreviousRun::Damaged(_) = self.previous {
            left.extend(strays::strangers(&self.outputs).into_iter().map(HashedFile::unknown));
        }
        let begun = Record {
            program: PROGRAM.to_owned(),
            state: RunState::Begun,
            outputs: self.ours.filed(),
            left,
            earlier: self.earlier.clone(),
            ..Record::default()
        };
        let recorded = self.write_record(&begun);
        let mut journal = Journal::begin(&self.outputs)?;
        if recorded.is_err() {
            journal.note_unrecorded()?;
            journal.note(self.ours.all())?;
            let earlier = self.earlier.iter();
            journal.note(earlier.map(|kept| (kept.file.as_str(), kept.sha256.as_str())))?;
        }
        writing.journal = Some(journal);
        Ok(())
    }

    /// Files data such as results or reports. It replaces an earlier file of the same name.
    ///
    /// # Errors
    ///
    /// A finding when it cannot be written; an earlier file is then unchanged.
    pub fn file_data(&self, name: &str, bytes: &[u8]) -> Result<FiledPaper, Box<Finding>> {
        self.file(name, bytes).map_err(|error| Box::new(not_written(name, &error)))?;
        let (file, sha256) = (name.to_owned(), sha256(bytes));
        Ok(FiledPaper { file, sha256, pages: None, to_sign: None, key: None })
    }

    /// Files data like [`Ledger::file_data`], in the pieces in which `write` gives it.
    ///
    /// # Errors
    ///
    /// As [`Ledger::file_data`].
    pub fn file_pieces(
        &self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<FiledPaper, Box<Finding>> {
        let path = store::below(&self.outputs, name);
        let noted = |sum: &str| self.note([(name, sum)]);
        let stored = path.and_then(|path| store::store_pieces(&path, write, noted));
        let (_, sha256) = stored.map_err(|error| {
            self.writing().failed.push(name.to_owned());
            Box::new(not_written(name, &error))
        })?;
        Ok(FiledPaper { file: name.to_owned(), sha256, pages: None, to_sign: None, key: None })
    }

    /// Files many data files, waiting for the disk once for some of them together. The results are
    /// in their order; a finding tells that a file cannot be written.
    pub fn file_all_data(
        &self,
        files: &[(String, Vec<u8>)],
    ) -> Vec<Result<FiledPaper, Box<Finding>>> {
        let mut all = Vec::with_capacity(files.len());
        for some in files.chunks(TOGETHER) {
            let sums: Vec<String> = some.iter().map(|(_, bytes)| sha256(bytes)).collect();
            let store = some.iter().zip(&sums);
            let store: Vec<_> =
                store.map(|((name, bytes), sha256)| FileToStore { name, bytes, sha256 }).collect();
            let stored = self.file_together(&store);
            all.extend(some.iter().zip(sums).zip(stored).map(|(((name, _), sha256), stored)| {
                stored.map_err(|error| Box::new(not_written(name, &error)))?;
                Ok(FiledPaper { file: name.clone(), sha256, pages: None, to_sign: None, key: None })
            }));
        }
        all
    }

    /// Returns a data file of the last run; `None` when the record does not name it, or it is not as
    /// the run left it.
    #[must_use]
    pub fn data(&self, name: &str) -> Option<Vec<u8>> {
        let recorded = self.record()?.outputs.iter().find(|output| output.file == name)?;
        let bytes = careful::read_file(&self.outputs.join(name), RECORD_BYTES).ok()?;
        (sha256(&bytes) == recorded.sha256).then_some(bytes)
    }

    /// Files one paper or data file under a name below the outputs folder.
    ///
    /// # Errors
    ///
    /// When it cannot be written; an earlier file is then unchanged.
    pub fn file(&self, name: &str, bytes: &[u8]) -> io::Result<Stored> {
        let stored = self.file_together(&[FileToStore { name, bytes, sha256: &sha256(bytes) }]);
        stored.into_iter().next().unwrap_or_else(|| Err(io::ErrorKind::Other.into()))
    }

    /// Files several papers and waits for the disk once: all are written and synced under temporary
    /// names, then noted in the journal, then each takes its place. The results are in their order.
    fn file_together(&self, files: &[FileToStore<'_>]) -> Vec<io::Result<Stored>> {
        let (mut below, mut results) = (Vec::new(), Vec::new());
        for file in files {
            let path = store::below(&self.outputs, file.name);
            results.push(path.map(|path| below.push((path, file.bytes))));
        }
        let sound: Vec<_> = files
            .iter()
            .zip(&results)
            .filter(|(_, path)| path.is_ok())
            .map(|(file, _)| file)
            .collect();
        let noted = |new: &[usize]| {
            self.note(new.iter().map(|index| (sound[*index].name, sound[*index].sha256)))
        };
        let mut stored = store::store_together(&below, noted).into_iter();
        let next = |path: io::Result<()>| {
            path.and_then(|()| stored.next().unwrap_or_else(|| Err(io::ErrorKind::Other.into())))
        };
        let results: Vec<_> = results.into_iter().map(next).collect();
        let failed = files.iter().zip(&results).filter(|(_, result)| result.is_err());
        let failed = failed.map(|(file, _)| file.name.to_owned());
        self.writing().failed.extend(failed);
        results
    }

    /// Notes files that are about to take their places.
    fn note<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a str)>) -> io::Result<()> {
        let mut writing = self.writing();
        self.say_begun(&mut writing)?;
        writing.journal.as_mut().map_or(Ok(()), |journal| journal.note(files))
    }

    /// Removes the files of earlier runs that are not among the `issued` ones, as far as they are
    /// unchanged since they were filed. Returns the files that stay, for the record, and findings
    /// about them.
    pub fn clear(&self, issued: &[&str]) -> (Vec<HashedFile>, Findings) {
        let issued: BTreeSet<&str> = issued.iter().copied().collect();
        let mut writing = self.writing();
        if self.ours.all().any(|(file, _)| !issued.contains(file)) {
            // Should this fail, the present record still names everything that is removed; only a
            // stop of this run would go unnoticed.
            let _ = self.say_begun(&mut writing);
        }
        let failed = writing.failed.clone();
        let unknown = matches!(self.previous, PreviousRun::Damaged(_));
        strays::clear(&self.outputs, &self.ours, &issued, &failed, unknown)
    }

    /// Removes the files of earlier runs in one folder that are not among the `issued` ones, as far
    /// as they are unchanged since they were filed. Returns findings about those that stay.
    pub fn clear_folder(&self, folder: &str, issued: &[&str]) -> Findings {
        let ours = self.ours.within(folder);
        let mut writing = self.writing();
        if ours.all().any(|(file, _)| !issued.contains(&file)) {
            // As in `clear`.
            let _ = self.say_begun(&mut writing);
        }
        let failed = writing.failed.clone();
        let issued = issued.iter().copied().collect();
        let (left, findings) = strays::clear(&self.outputs, &ours, &issued, &failed, false);
        let gone = ours.all().map(|(file, _)| file).filter(|file| !issued.contains(file));
        let gone = gone.filter(|file| left.iter().all(|left| left.file != **file));
        writing.cleared.extend(gone.map(str::to_owned));
        findings
    }

    /// Closes the run: writes the record with the state “done” and removes the journal.
    ///
    /// # Errors
    ///
    /// A finding when the record cannot be written. The next run then knows that this one did not
    /// come to its end.
    pub fn close(&self, record: Record) -> Result<(), Box<Finding>> {
        let record = self.concluded(record);
        self.write_record(&record).map_err(|error| Box::new(not_written(RECORD, &error)))?;
        self.writing().journal = None;
        journal::end(&self.outputs);
        Ok(())
    }

    /// Completes the record of this run with what else stands in the folder.
    #[must_use]
    pub fn concluded(&self, mut record: Record) -> Record {
        let failed = self.writing().failed.clone();
        record.earlier = self.earlier_issues();
        // The earlier forms of these files still stand in the folder.
        record.left.extend(failed.iter().flat_map(|file| self.ours.of(file)));
        record.left.sort();
        record.left.dedup();
        record
    }

    /// Notes in the record of the last run that these data files were written anew, e.g. by a
    /// check.
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
        let path = self.outputs.join(RECORD);
        store::store_pieces(&path, |out| record.write(out), |_| Ok(())).map(|_| ())
    }

    fn writing(&self) -> MutexGuard<'_, WritingState> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
