//! Finds the sheets as they were opened, by the places that ballots name.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Workbook, Worksheet};

use crate::finding::{CellRef, Place};

/// All sheets of a round, by file and name.
pub(super) struct SheetIndex<'a>(BTreeMap<(&'a str, &'a str), &'a Worksheet>);

impl<'a> SheetIndex<'a> {
    /// Indexes the sheets of these workbooks.
    pub(super) fn of(workbooks: &'a [Workbook]) -> Self {
        let sheets = workbooks.iter().flat_map(|workbook| &workbook.sheets);
        Self(sheets.map(|sheet| (key(&sheet.place), sheet)).collect())
    }

    /// The sheet that holds a place.
    pub(super) fn at(&self, place: &Place) -> Option<&'a Worksheet> {
        self.0.get(&key(place)).copied()
    }
}

fn key(place: &Place) -> (&str, &str) {
    (&place.file, place.sheet.as_deref().unwrap_or_default())
}

/// Whether a place stands on this sheet.
pub(super) fn is_on(sheet: &Worksheet, place: &Place) -> bool {
    place.file == sheet.place.file && place.sheet == sheet.place.sheet
}

/// Whether a cell stands in the rectangle between two others.
pub(super) fn is_between(first: CellRef, last: CellRef, at: CellRef) -> bool {
    (first.row..=last.row).contains(&at.row) && (first.column..=last.column).contains(&at.column)
}

/// The cells in the rectangle between two others, by row, then column.
pub(super) fn between(
    sheet: &Worksheet,
    first: CellRef,
    last: CellRef,
) -> impl Iterator<Item = (CellRef, &Cell)> {
    let rows = sheet
        .rows()
        .skip_while(move |row| *row < first.row)
        .take_while(move |row| *row <= last.row);
    let is_column = first.column == last.column;
    rows.flat_map(move |row| {
        // In a column, one cell a row is looked up, however wide the sheet is.
        let at = CellRef::new(row, first.column);
        let one = is_column.then(|| sheet.cell(at)).flatten().map(|cell| (at, cell));
        let across = (!is_column).then(|| sheet.row(row)).into_iter().flatten();
        one.into_iter().chain(across.filter(move |(at, _)| is_between(first, last, *at)))
    })
}
