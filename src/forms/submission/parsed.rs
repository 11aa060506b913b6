//! What was read from one sheet of lists, before it is known which sheets count.

use careful_spreadsheet::Worksheet;

use super::Submission;
use crate::finding::{Findings, Place};
use crate::forms::{Reading, Sourced, TakenFor};

/// What was read from one sheet.
pub(in crate::forms) struct Parsed {
    pub(super) place: Place,
    pub(super) name: String,
    pub(in crate::forms) submissions: Vec<Submission>,
    pub(in crate::forms) findings: Findings,
    pub(in crate::forms) reading: Reading,
    /// Titles of its tables, with their cells.
    pub(super) titles: Vec<Sourced<String>>,
    /// The products as they are typed, where neither sets nor scores stand beside them.
    pub(super) mentioned: Option<Vec<String>>,
}

impl Parsed {
    pub(super) fn nothing(sheet: &Worksheet) -> Self {
        let place = sheet.place.clone();
        let reading = Reading {
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
