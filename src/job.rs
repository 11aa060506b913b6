//! What a run is asked to do, how it tells its steps, what it did, and what can stop it as a whole.

mod apart;
mod report;

use std::io;
use std::path::{Path, PathBuf};

use careful_spreadsheet::ChildReader;
use rust_xlsxwriter::XlsxError;

pub use self::report::{DistrictRow, RunReport};
use crate::ledger::{Holder, TurnFault};
use crate::{intake, own, recount};

/// Where a run reads and writes.
#[derive(Debug, Clone)]
pub struct Job {
    /// The folder with `round.toml` and the workbooks.
    pub inputs: PathBuf,
    /// The folder the papers go to.
    pub outputs: PathBuf,
    /// The office's own wording, layouts and fonts.
    pub templates: PathBuf,
    /// How many papers are typeset at a time, at least 1. The papers do not depend on it.
    pub threads: usize,
    /// The program that reads old workbooks (`.xls`) apart from this process.
    pub reader: ChildReader,
    /// Who runs it, to be told to others who want the outputs folder at the same time.
    pub who: Holder,
}

impl Job {
    /// Refuses folders that lie in each other: a run would read what it wrote, or write into what
    /// it reads.
    ///
    /// # Errors
    ///
    /// [`Fault::Apart`] or [`Fault::OutputsAsInputs`].
    pub fn check_folders(&self) -> Result<(), Fault> {
        check_folders(&self.inputs, &self.outputs)
    }
}

/// As [`Job::check_folders`], of these folders.
///
/// # Errors
///
/// As [`Job::check_folders`].
pub fn check_folders(inputs: &Path, outputs: &Path) -> Result<(), Fault> {
    if own::is_outputs(inputs) {
        Err(Fault::OutputsAsInputs(inputs.to_owned()))
    } else if apart::are_apart(inputs, outputs) {
        Ok(())
    } else {
        Err(Fault::Apart { inputs: inputs.to_owned(), outputs: outputs.to_owned() })
    }
}

/// What stops a run as a whole. Not the clerk's to mend in a workbook.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The inputs folder cannot be listed.
    #[error(transparent)]
    Intake(#[from] intake::Fault),
    /// A file of templates or outputs cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The results cannot be put into JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The second count disagrees with the tally, or with what was read of a sheet; nothing was
    /// printed.
    #[error(transparent)]
    Recount(#[from] recount::RecountDifference),
    /// The inputs folder is one that a run wrote its papers to.
    #[error("`{0}` holds a run record")]
    OutputsAsInputs(PathBuf),
    /// Inputs and outputs lie in each other, or are the same folder.
    #[error("`{inputs}` and `{outputs}` lie in each other")]
    Apart {
        /// The inputs folder as it was given.
        inputs: PathBuf,
        /// The outputs folder as it was given.
        outputs: PathBuf,
    },
    /// Somebody else works in the outputs folder, or it cannot be used.
    #[error(transparent)]
    Turn(#[from] TurnFault),
    /// The round is larger than a workbook can hold.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
}

/// A step of the way, as told to whoever is watching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading `round.toml` and the workbooks.
    Read,
    /// Finding forms in them.
    Understand,
    /// Applying the rules.
    Check,
    /// Counting.
    Tally,
    /// Writing up the papers.
    WriteUp,
    /// Typesetting and filing so many papers.
    Print(usize),
    /// One more paper is done.
    Printed,
}
