//! A workbook while one of the readers reads it.

use std::collections::BTreeMap;

use crate::builder::WorksheetBuilder;
use crate::limits::{Allowance, SHEETS};
use crate::place::Place;
use crate::refusal::{Refusal, TooLarge};
use crate::remark::Remark;
use crate::text;
use crate::workbook::{Workbook, Worksheet};

/// A workbook while it is read: its place, the remaining allowance, and the worksheets read so far.
pub(crate) struct WorkbookReading<'a> {
    place: &'a Place,
    pub(crate) allowance: &'a Allowance,
    sheets: Vec<Worksheet>,
    remarks: Vec<Remark>,
    /// The custom properties.
    pub(crate) properties: BTreeMap<String, String>,
}

impl<'a> WorkbookReading<'a> {
    /// Starts a workbook at this place, without worksheets.
    pub(crate) fn new(place: &'a Place, allowance: &'a Allowance) -> Self {
        Self {
            place,
            allowance,
            sheets: Vec::new(),
            remarks: Vec::new(),
            properties: BTreeMap::new(),
        }
    }

    /// Returns the place of the worksheet of this name; the name is cleaned for people.
    pub(crate) fn place(&self, name: &str) -> Place {
        self.place.sheet(text::clean(name))
    }

    /// Adds a worksheet that was read.
    ///
    /// # Errors
    ///
    /// [`Refusal::Damaged`] when the workbook already has a worksheet of this name,
    /// [`Refusal::TooLarge`] when it has too many.
    pub(crate) fn add(&mut self, builder: WorksheetBuilder) -> Result<(), Refusal> {
        let (sheet, remarks) = builder.finish();
        if self.sheets.iter().any(|other| other.name() == sheet.name()) {
            return Err(Refusal::damaged(format!("two sheets have the name {:?}", sheet.name())));
        }
        self.remarks.extend(remarks);
        self.sheets.push(sheet);
        if self.sheets.len() > SHEETS { Err(Refusal::TooLarge(TooLarge::Sheets)) } else { Ok(()) }
    }

    /// Returns the workbook and the remarks about its worksheets.
    pub(crate) fn finish(self) -> (Workbook, Vec<Remark>) {
        let Self { place, sheets, remarks, properties, .. } = self;
        (Workbook { place: place.clone(), sheets, properties }, remarks)
    }
}
