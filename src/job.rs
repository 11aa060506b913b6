//! What a run is asked to do, how it tells its steps, and what can stop it as a whole.

use std::io;
use std::path::PathBuf;

use rust_xlsxwriter::XlsxError;

use crate::intake::ChildReader;
use crate::{intake, recount};

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
    /// The second count disagrees with the tally, or with what was read of a sheet; nothing was printed.
    #[error(transparent)]
    Recount(#[from] recount::Difference),
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
