//! What was read from one sheet, before it is decided which sheets of the workbook count.

use careful_spreadsheet::Worksheet;

use super::Submission;
use crate::finding::{Findings, Place};
use crate::forms::{SheetReading, Sourced, TakenFor};

/// What was read from one sheet that may hold lists.
pub(in crate::forms) struct ParsedSheet {
    pub(super) place: Place,
    /// The name of the sheet.
    pub(super) name: String,
    pub(in crate::forms) submissions: Vec<Submission>,
    pub(in crate::forms) findings: Findings,
    pub(in crate::forms) reading: SheetReading,
    /// The titles of its tables, with their cells.
    pub(super) titles: Vec<Sourced<String>>,
    /// The names of the products as they are typed, for a sheet without sets, scores and dossiers;
    /// `None` for any other.
    pub(super) mentioned: Option<Vec<String>>,
}

impl ParsedSheet {
    /// A sheet from which nothing was read.
    pub(super) fn nothing(sheet: &Worksheet) -> Self {
        let place = sheet.place.clone();
        let reading = SheetReading {
            place: place.clone(),
            taken_for: TakenFor::Unknown,
            tables: Vec::new(),
            skipped: Vec::new(),
        };
        Self {
            name: sheet.name().to_owned(),
            submissions: Vec::new(),
            findings: Findings::default(),
            reading,
            titles: Vec::new(),
            mentioned: None,
            place,
        }
    }
}
