//! Finds where another item of a table can be typed into the workbook.

use std::collections::BTreeMap;

use careful_spreadsheet::{CellRef, Opener};

use super::FILE;
use super::read::next_row;

/// A blank row of a table: its sheet, and its cells by the keys of their fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankRow {
    /// Name of the sheet, cleaned.
    pub sheet: String,
    /// The cells.
    pub(super) cells: BTreeMap<String, CellRef>,
}

impl BlankRow {
    /// The cell of a field.
    #[must_use]
    pub fn cell(&self, key: &str) -> Option<CellRef> {
        self.cells.get(key).copied()
    }
}

/// Returns the row below the last item of the table with this key (`accept`); `None` when the bytes
/// are no declaration, or the table has no blank row left.
#[must_use]
pub fn blank_row(bytes: &[u8], key: &str) -> Option<BlankRow> {
    let opened = Opener::new().open(FILE, bytes);
    let workbook = opened.into_iter().find_map(|opened| opened.workbook)?;
    workbook.sheets.iter().find_map(|sheet| next_row(sheet, key))
}
