//! What was read from one sheet of lists, before it is known which sheets count.

use careful_spreadsheet::Worksheet;

use super::Submission;
use crate::finding::{Findings, Place};
use crate::forms::{SheetReading, Sourced, TakenFor};

/// What was read from one sheet.
pub(in crate::forms) struct ParsedSheet {
    pub(super) place: Place,
    pub(super) name: String,
    pub(in crate::forms) submissions: Vec<Submission>,
    pub(in crate::forms) findings: Findings,
    pub(in crate::forms) reading: SheetReading,
    /// Titles of its tables, with their cells.
    pub(super) titles: Vec<Sourced<String>>,
    /// The products as they are typed, where neither sets nor scores stand beside them.
    pub(super) mentioned: Option<Vec<String>>,
}

impl ParsedSheet {
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
