//! Finds the parts of a sheet by the marks in its hidden column and rows.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, CellRef, Place, Value, Worksheet, text};

use super::{Reading, at};
use crate::declaration::FILE;
use crate::declaration::blank::BlankRow;
use crate::declaration::form::{
    END, Field, HEADINGS, Items, MARK, Part, Shape, SheetForm, VALUE, form,
};
use crate::declaration::spot::Spot;

/// A part of the form as it was found on a sheet.
#[derive(Debug)]
pub(super) struct FoundPart<'a> {
    pub(super) sheet: &'a Worksheet,
    pub(super) form: &'static SheetForm,
    pub(super) part: &'static Part,
    /// The text of its mark.
    pub(super) mark: String,
    /// The hidden column with the keys of rows.
    pub(super) key_column: u32,
    /// The keys in the hidden row, by column.
    pub(super) columns: BTreeMap<u32, String>,
    /// Its rows, the row of headings left out.
    pub(super) rows: Vec<u32>,
    /// The row of headings.
    pub(super) headings: Option<u32>,
    /// Cells below its last row, beside the title of the next part: something pasted too far down.
    pub(super) beyond: Vec<CellRef>,
}

/// Finds the parts of a sheet, from the top.
pub(super) fn parts(sheet: &Worksheet) -> Vec<FoundPart<'_>> {
    let key_at = |at: CellRef| sheet.cell(at).and_then(Cell::text).unwrap_or_default();
    let marks: Vec<_> = sheet
        .cells()
        .filter_map(|(at, cell)| {
            let mark = cell.text()?;
            (mark.starts_with(MARK)).then(|| (at, form().part(mark)))
        })
        .collect();
    let mut found = Vec::new();
    for (index, (mark, known)) in marks.iter().enumerate() {
        let Some((sheet_form, part)) = known else { continue };
        let next = marks.get(index + 1).map_or(u32::MAX, |(next, _)| next.row);
        let end = next;
        let column = mark.column;
        let below = || sheet.rows().filter(|row| (mark.row + 1..end).contains(row));
        let end = below().find(|row| key_at(at(*row, column)) == END).unwrap_or(end);
        let headings = below().find(|row| key_at(at(*row, column)) == HEADINGS);
        let mut rows: Vec<_> = below().filter(|row| *row < end && Some(*row) != headings).collect();
        // Where items must be given, the first rows count even while they are blank.
        if let (Shape::Rows, Some(headings)) = (part.shape, headings) {
            let first = (headings + 1..).take(part.always).take_while(|row| *row < end);
            rows.extend(first.filter(|row| !sheet.rows().any(|known| known == *row)));
            rows.sort_unstable();
        }
        let columns = sheet
            .row(mark.row)
            .filter(|(at, _)| at.column != column)
            .filter_map(|(at, cell)| Some((at.column, cell.text()?.to_owned())))
            .collect();
        let first = column + 1;
        let beside = |at: &CellRef| at.column > first && at.row >= end && at.row < next;
        let beyond = sheet.cells().map(|(at, _)| at).filter(beside).collect();
        found.push(FoundPart {
            sheet,
            form: sheet_form,
            part,
            mark: key_at(*mark).to_owned(),
            key_column: column,
            columns,
            rows,
            headings,
            beyond,
        });
    }
    found
}

/// Finds the row below the last item of a table with one row an item, as long as it stands above
/// the end of the table.
pub(in crate::declaration) fn next_row(sheet: &Worksheet, key: &str) -> Option<BlankRow> {
    let part = parts(sheet).into_iter().find(|part| part.part.key == key)?;
    let columns = part.field_columns();
    let is_filled = |row: &&u32| columns.iter().any(|(at, _)| part.cell(**row, *at).is_some());
    let last = part.rows.iter().filter(is_filled).max().copied().or(part.headings)?;
    // Behind the last part of a sheet stands no mark.
    let is_end =
        |row: &u32| *row > last && (part.key(*row) == END || part.key(*row).starts_with(MARK));
    let end = sheet.rows().find(is_end).unwrap_or(u32::MAX);
    if part.part.shape != Shape::Rows || last + 1 >= end {
        return None;
    }
    let cells =
        columns.into_iter().map(|(column, field)| (field.key.clone(), at(last + 1, column)));
    Some(BlankRow { sheet: sheet.name().to_owned(), cells: cells.collect() })
}

impl FoundPart<'_> {
    /// Reads the values of the part.
    pub(super) fn read(&self, reading: &mut Reading) {
        self.left_alone(&self.beyond, reading);
        match self.part.shape {
            Shape::Single | Shape::Grid => self.read_grid(reading),
            Shape::Rows => self.read_rows(reading),
            Shape::Groups => self.read_groups(reading),
            Shape::Presence => self.read_presence(reading),
        }
    }

    /// Returns the place of its sheet.
    pub(super) fn place(&self) -> Place {
        Place::file(FILE).sheet(self.sheet.place.sheet.clone().unwrap_or_else(|| "".into()))
    }

    /// Returns the key of a row; empty where it has none.
    pub(super) fn key(&self, row: u32) -> &str {
        self.sheet.cell(at(row, self.key_column)).and_then(Cell::text).unwrap_or_default()
    }

    /// Returns the cell in a row and column, unless it is blank.
    pub(super) fn cell(&self, row: u32, column: u32) -> Option<&Cell> {
        self.sheet.cell(at(row, column))
    }

    /// Returns the field of a key.
    pub(super) fn field(&self, key: &str) -> Option<&'static Field> {
        self.part.fields.iter().find(|field| field.key == key && !key.is_empty())
    }

    /// Returns the columns of fields, from the left.
    pub(super) fn field_columns(&self) -> Vec<(u32, &'static Field)> {
        let fields = self.columns.iter();
        fields.filter_map(|(column, key)| Some((*column, self.field(key)?))).collect()
    }

    /// Returns the heading that stands above a column of a table.
    pub(super) fn column_heading(&self, column: u32, field: &Field) -> String {
        let typed = self.headings.and_then(|row| self.cell(row, column)).map(Cell::shown);
        typed.unwrap_or_else(|| field.head.clone())
    }

    /// Returns the text beside the values of a row of a grid: the nearest one on their left.
    pub(super) fn row_heading(&self, row: u32, field: &Field) -> String {
        let first = self.columns.keys().next().copied().unwrap_or(u32::MAX);
        let beside = self.sheet.row(row).filter(|(at, cell)| {
            at.column < first && at.column != self.key_column && cell.text().is_some()
        });
        beside.last().map_or_else(|| field.head.clone(), |(_, cell)| cell.shown())
    }

    /// Makes the spot of a cell.
    pub(super) fn spot(&self, at: CellRef, heading: String, field: Option<&'static Field>) -> Spot {
        let shown = self.sheet.cell(at).map(Cell::shown).unwrap_or_default();
        let sheet = self.sheet.place.sheet.clone().unwrap_or_else(|| "".into());
        Spot { sheet, at, heading, shown, field }
    }

    /// Returns the ids of its items with their short names; empty where items have no ids.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        if self.part.items != Items::Map {
            return Vec::new();
        }
        let named: Vec<(String, String)> = match self.part.shape {
            Shape::Grid => self.grid_names(),
            _ => self.row_names(),
        };
        ids(&self.part.key, &named)
    }

    fn grid_names(&self) -> Vec<(String, String)> {
        let Some(row) = self.rows.iter().find(|row| self.key(**row) == "@name") else {
            return Vec::new();
        };
        let named = self.columns.iter().filter(|(_, key)| *key != VALUE);
        named
            .filter_map(|(column, key)| {
                Some((own_id(key).to_owned(), name_in(self.cell(*row, *column)?)))
            })
            .collect()
    }

    fn row_names(&self) -> Vec<(String, String)> {
        let Some((column, _)) = self.columns.iter().find(|(_, key)| *key == "@name") else {
            return Vec::new();
        };
        let rows = self.rows.iter();
        rows.filter_map(|row| Some((self.key(*row).to_owned(), name_in(self.cell(*row, *column)?))))
            .collect()
    }
}

/// Returns the short name that a cell holds.
fn name_in(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        _ => cell.shown(),
    }
}

/// Returns the id in the key of a column; spare columns have none.
pub(super) fn own_id(key: &str) -> &str {
    if key.starts_with('@') { "" } else { key }
}

/// Gives every short name its id: the known one of that name, else the one in the hidden cell, else
/// one made from its letters. No id is given twice.
fn ids(table: &str, named: &[(String, String)]) -> Vec<(String, String)> {
    let mut given: Vec<Option<String>> =
        named.iter().map(|(_, name)| form().id(table, name).map(str::to_owned)).collect();
    let mut taken: BTreeSet<String> = given.iter().flatten().cloned().collect();
    for (given, (hidden, _)) in given.iter_mut().zip(named) {
        if given.is_none() && !hidden.is_empty() && taken.insert(hidden.clone()) {
            *given = Some(hidden.clone());
        }
    }
    let mut all: Vec<(String, String)> = Vec::new();
    for (id, (_, name)) in given.into_iter().zip(named) {
        let id = id.unwrap_or_else(|| {
            let plain = text::bare(name);
            let word = |sign: char| if sign.is_ascii_alphanumeric() { sign } else { '_' };
            plain.chars().map(word).collect()
        });
        all.push((id, name.clone()));
    }
    all
}
