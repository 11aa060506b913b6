//! What stands on the sheets of a form outside its cells: told once a sheet.

use careful_spreadsheet::{Cell, Worksheet};

use super::told;
use crate::finding::{CellRef, Finding};

/// Cells that hold something and were not read, by sheet.
#[derive(Default)]
pub(super) struct Strays<'a>(Vec<StraySheet<'a>>);

struct StraySheet<'a> {
    sheet: &'a Worksheet,
    cells: Vec<(CellRef, &'a Cell)>,
}

impl<'a> Strays<'a> {
    /// Notes cells of a sheet.
    pub(super) fn take(&mut self, sheet: &'a Worksheet, cells: Vec<(CellRef, &'a Cell)>) {
        if cells.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|known| known.sheet.place == sheet.place) {
            Some(known) => known.cells.extend(cells),
            None => self.0.push(StraySheet { sheet, cells }),
        }
    }

    /// The findings, one a sheet, at its first such cell.
    pub(super) fn told(self) -> Vec<Finding> {
        let told = self.0.into_iter().map(|mut stray| {
            stray.cells.sort_by_key(|(at, _)| *at);
            stray.cells.dedup_by_key(|(at, _)| *at);
            told::outside(stray.sheet, &stray.cells)
        });
        told.collect()
    }
}
