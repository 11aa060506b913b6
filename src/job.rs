//! A run as a whole: what it is asked to do, how it reports its steps, what it did, and what can
//! stop it.

mod apart;
mod forms;
mod report;

use std::io;
use std::path::{Path, PathBuf};

use careful_spreadsheet::ChildReader;
use rust_xlsxwriter::XlsxError;

pub use self::forms::{
    AwaitedForms, FormsReport, OutdatedForms, SaidOfForms, StandingForms, WaitingForms,
};
pub use self::report::{DistrictRow, IssuableKind, RunReport};
use crate::ledger::{Holder, TurnFault};
use crate::round::PreviousFault;
use crate::{intake, own, recount};

/// The folders of a run, and how it works.
#[derive(Debug, Clone)]
pub struct Job {
    /// The folder with `round.toml` and the workbooks.
    pub inputs: PathBuf,
    /// The folder to which the papers are written.
    pub outputs: PathBuf,
    /// The folder with the office's own wording, layouts and fonts.
    pub templates: PathBuf,
    /// The results (`ket-qua.json`) of earlier rounds, against which lists are held.
    pub previous: Vec<PathBuf>,
    /// How many papers are typeset at the same time, at least 1. The papers do not depend on it.
    pub threads: usize,
    /// Whether papers are typeset although nothing they say has changed.
    pub fresh: bool,
    /// The program that reads old workbooks (`.xls`) in a process of its own.
    pub reader: ChildReader,
    /// Who runs it; others who want the outputs folder at the same time are told so.
    pub who: Holder,
}

impl Job {
    /// Refuses a job whose inputs and outputs folder lie in each other: a run would read what it
    /// wrote, or write into its inputs.
    ///
    /// # Errors
    ///
    /// [`RunFault::Apart`] when they are not apart, [`RunFault::OutputsAsInputs`] when the inputs are
    /// an outputs folder of an earlier run.
    pub fn check_folders(&self) -> Result<(), RunFault> {
        check_folders(&self.inputs, &self.outputs)
    }
}

/// Refuses two folders of which one lies in the other, like [`Job::check_folders`].
///
/// # Errors
///
/// As [`Job::check_folders`].
pub fn check_folders(inputs: &Path, outputs: &Path) -> Result<(), RunFault> {
    if own::is_outputs(inputs) {
        Err(RunFault::OutputsAsInputs(inputs.to_owned()))
    } else if apart::are_apart(inputs, outputs) {
        Ok(())
    } else {
        Err(RunFault::Apart { inputs: inputs.to_owned(), outputs: outputs.to_owned() })
    }
}

/// What stops a run as a whole. A clerk cannot mend it in a workbook.
#[derive(Debug, thiserror::Error)]
pub enum RunFault {
    /// The inputs folder cannot be listed.
    #[error(transparent)]
    Intake(#[from] intake::IntakeFault),
    /// A file of templates or outputs cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The results cannot be put into JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The second count differs from the tally, or from the cells of a sheet; nothing was printed.
    #[error(transparent)]
    Recount(#[from] recount::RecountDifference),
    /// The inputs folder is an outputs folder of an earlier run.
    #[error("`{0}` holds a run record")]
    OutputsAsInputs(PathBuf),
    /// One of the folders lies in the other, or they are the same.
    #[error("`{inputs}` and `{outputs}` lie in each other")]
    Apart {
        /// The inputs folder as it was given.
        inputs: PathBuf,
        /// The outputs folder as it was given.
        outputs: PathBuf,
    },
    /// A file of results of an earlier round cannot be used.
    #[error(transparent)]
    Previous(#[from] PreviousFault),
    /// Somebody else works in the outputs folder, or the folder cannot be used.
    #[error(transparent)]
    Turn(#[from] TurnFault),
    /// The round is larger than a workbook can hold.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
}

/// A step of a run, as it is reported while the run goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading `round.toml` and the workbooks.
    Read,
    /// Finding the forms in the workbooks.
    Understand,
    /// Applying the rules.
    Check,
    /// Counting.
    Tally,
    /// Writing up the papers.
    WriteUp,
    /// Typesetting and filing papers. Holds their number.
    Print(usize),
    /// One more paper was typeset.
    Printed,
}
