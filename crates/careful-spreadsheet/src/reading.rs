//! What the readers of all formats work with.

use crate::filling::Filling;
use crate::limits::{Allowance, SHEETS};
use crate::place::Place;
use crate::refusal::{Refusal, TooLarge};
use crate::remark::Remark;
use crate::text;
use crate::workbook::{Workbook, Worksheet};

/// A workbook while it is being read: the place to name, the allowance to spend, and where its
/// sheets go.
pub(crate) struct Reading<'a> {
    place: &'a Place,
    pub(crate) allowance: &'a Allowance,
    sheets: Vec<Worksheet>,
    remarks: Vec<Remark>,
}

impl<'a> Reading<'a> {
    /// The workbook at this place, of which no sheet has been read.
    pub(crate) fn new(place: &'a Place, allowance: &'a Allowance) -> Self {
        Self { place, allowance, sheets: Vec::new(), remarks: Vec::new() }
    }

    /// The place of a sheet; its name is cleaned for people.
    pub(crate) fn place(&self, name: &str) -> Place {
        self.place.sheet(text::clean(name))
    }

    /// Adds a sheet that was read; a workbook with two of the same name is not sound, and too many
    /// are refused.
    pub(crate) fn add(&mut self, filling: Filling) -> Result<(), Refusal> {
        let (sheet, remarks) = filling.finish();
        if self.sheets.iter().any(|other| other.name() == sheet.name()) {
            return Err(Refusal::damaged(format!("two sheets have the name {:?}", sheet.name())));
        }
        self.remarks.extend(remarks);
        self.sheets.push(sheet);
        if self.sheets.len() > SHEETS { Err(Refusal::TooLarge(TooLarge::Sheets)) } else { Ok(()) }
    }

    /// The workbook, and what was noticed about its sheets.
    pub(crate) fn finish(self) -> (Workbook, Vec<Remark>) {
        (Workbook { place: self.place.clone(), sheets: self.sheets }, self.remarks)
    }
}
