//! The archive of a round (hồ sơ lưu): one zip file with everything that came in, the office's
//! templates, every paper, the signed ones and the record, with a list of contents; and the way
//! back: the same papers, byte for byte, from that file alone, on any machine.
//!
//! Private keys never go into an archive.

mod contents;
mod gather;
mod manifest;
mod pack;
mod replay;
mod unpack;

use std::path::PathBuf;
use std::time::Duration;

use crate::documents::folders::ARCHIVE;
use crate::intake;
use crate::job::{Job, RunFault};
use crate::ledger::Ledger;
use crate::round::{self, Round};
use crate::templates::Templates;

pub use self::manifest::{ArchivedFile, FileRole, Manifest};
pub use self::replay::{ReplayFault, Replayed, replay};
pub use self::unpack::{ArchiveFault, unpack};

/// How long an archive waits for a run in the same outputs folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// What became of an archive.
#[derive(Debug, PartialEq, Eq)]
pub enum Archived {
    /// It stands in the outputs folder.
    Filed {
        /// Its path below the outputs folder.
        file: String,
        /// Whether it was written now; `false` when the same archive stood there already.
        new: bool,
        /// How many files it holds.
        files: usize,
        /// Its SHA-256.
        sha256: String,
        /// Private keys that were left out, as paths below the inputs folder.
        keys: Vec<String>,
    },
    /// Nothing was written: the outputs folder does not hold a whole run of these inputs.
    Refused(Unready),
}

/// Why a round cannot be archived.
#[derive(Debug, PartialEq, Eq)]
pub enum Unready {
    /// There is no declaration that can be read.
    NoRound,
    /// No run came to its end in the outputs folder.
    NoRun,
    /// Another version of the program made the papers. Holds its name.
    OtherProgram(String),
    /// These inputs or templates changed since the run.
    Changed(Vec<String>),
    /// These outputs of the run are missing, or were changed since.
    Gone(Vec<String>),
}

/// Archives the last run of a round in `10-luu-tru/` of its outputs folder. An archive that stands
/// there is never replaced: when the round has changed since, the new one gets the next number.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read or written, or somebody else works in it.
pub fn archive(job: &Job) -> Result<Archived, RunFault> {
    intake::look_for(&job.inputs)?;
    job.check_folders()?;
    let ledger = Ledger::take(&job.outputs, &job.who, PATIENCE)?;
    let (Some(round), _) = round::read_round(&job.inputs) else {
        return Ok(Archived::Refused(Unready::NoRound));
    };
    let gathered = match gather::gather(job, &ledger)? {
        Ok(gathered) => gathered,
        Err(unready) => return Ok(Archived::Refused(unready)),
    };
    let contents = contents::workbook(&round, &gathered.manifest)?;
    let packed = pack::pack(&job.outputs, &name(&round), &gathered, &contents)?;
    Ok(Archived::Filed {
        file: packed.file,
        new: packed.new,
        files: gathered.manifest.files.len(),
        sha256: packed.sha256,
        keys: gathered.keys,
    })
}

/// Returns the path of the archive of a round below the outputs folder, without ending.
fn name(round: &Round) -> String {
    format!("{ARCHIVE}/ho-so-ocop-{}-dot-{}", round.round.year, round.round.number)
}

/// Returns the job that makes the papers of an unpacked archive again.
fn job_in(folder: &std::path::Path, manifest: &Manifest, job: Job) -> Job {
    let previous = manifest.of(FileRole::Previous).map(|file| folder.join(&file.path));
    Job {
        inputs: folder.join("inputs"),
        outputs: folder.join("outputs"),
        templates: folder.join("templates"),
        previous: previous.collect::<Vec<PathBuf>>(),
        fresh: true,
        ..job
    }
}

/// Opens the office's own templates of a job.
fn templates(job: &Job) -> std::io::Result<Templates> {
    Templates::new(&job.templates)
}
