//! A table of a form as its keys lay it out: which column holds what, which rows are its own.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Cell, Worksheet};
use rust_decimal::prelude::ToPrimitive;

use crate::finding::CellRef;
use crate::forms::heading::{ListColumn, ListField, ListHeader};
use crate::forms::issued::keys::{self, attendance_row, list_row};

/// The key of the column with the numbers of the rows.
const ORDER: &str = "order";

/// How the keys begin of rows that are not for products.
const FIXED: [&str; 14] = [
    keys::COLUMNS,
    keys::PRODUCT,
    list_row::UNIT,
    list_row::TITLE,
    list_row::LETTER,
    list_row::HEADINGS,
    list_row::TOTALS,
    list_row::SIGNATURE,
    list_row::GUIDE,
    list_row::END,
    attendance_row::MEMBER,
    attendance_row::GUEST,
    attendance_row::TIME,
    attendance_row::PLACE,
];

/// A table whose sheet still bears its hidden keys.
pub(in crate::forms::issued) struct KeyedTable<'a> {
    pub(in crate::forms::issued) sheet: &'a Worksheet,
    /// The column with the keys of the rows.
    key_column: u32,
    /// The row with the keys of the columns; the headings stand right below it.
    columns_row: u32,
    /// The leftmost column of each key.
    columns: BTreeMap<&'a str, u32>,
    /// Cells of keys that stand in a second column.
    pub(in crate::forms::issued) twice: Vec<(CellRef, &'a str)>,
    /// The rows for products, from the top, each with the number in its key.
    pub(in crate::forms::issued) rows: Vec<(u32, u32)>,
    /// The rows that the form fills itself: titles, letter, headings, totals, signatures.
    fixed: BTreeMap<u32, &'a str>,
    /// The row at which the table ends.
    end: u32,
}

impl<'a> KeyedTable<'a> {
    /// Finds the table of this name on a sheet; `None` where the sheet has not its keys.
    pub(in crate::forms::issued) fn of(sheet: &'a Worksheet, table: &str) -> Option<Self> {
        let mark = keys::join(&[keys::COLUMNS, table]);
        let (at, _) = sheet.cells().find(|(_, cell)| cell.text() == Some(&mark))?;
        let mut columns = BTreeMap::new();
        let mut twice = Vec::new();
        for (cell, key) in sheet.row(at.row).filter(|(cell, _)| cell.column != at.column) {
            let Some(key) = key.text() else { continue };
            if *columns.entry(key).or_insert(cell.column) != cell.column {
                twice.push((cell, key));
            }
        }
        let mut found = Self {
            sheet,
            key_column: at.column,
            columns_row: at.row,
            columns,
            twice,
            rows: Vec::new(),
            fixed: BTreeMap::from([(at.row, keys::COLUMNS)]),
            end: u32::MAX,
        };
        found.take_rows();
        Some(found)
    }

    /// Sorts the rows by their keys.
    fn take_rows(&mut self) {
        for row in self.sheet.rows() {
            let key = self.sheet.cell(CellRef::new(row, self.key_column)).and_then(Cell::text);
            let Some((first, rest)) = key.map(keys::split) else { continue };
            let number = rest.first().and_then(|number| number.parse().ok());
            match (first, number) {
                (list_row::ROW, Some(number)) => self.rows.push((row, number)),
                _ if FIXED.contains(&first) => {
                    self.fixed.insert(row, key.unwrap_or_default());
                }
                // What somebody typed into the hidden column makes no row one of the form's.
                _ => {}
            }
            if first == list_row::END {
                self.end = self.end.min(row);
            }
        }
    }

    /// The column with this key.
    pub(in crate::forms::issued) fn column(&self, key: &str) -> Option<u32> {
        self.columns.get(key).copied()
    }

    /// The cell of a row in the column with this key.
    pub(in crate::forms::issued) fn at(&self, row: u32, key: &str) -> Option<CellRef> {
        Some(CellRef::new(row, self.column(key)?))
    }

    /// What stands in a row under this key.
    pub(in crate::forms::issued) fn cell(
        &self,
        row: u32,
        key: &str,
    ) -> Option<(CellRef, &'a Cell)> {
        let at = self.at(row, key)?;
        Some((at, self.sheet.cell(at)?))
    }

    /// The row with this key, as the form wrote it: that of the letter, the totals.
    pub(in crate::forms::issued) fn row_of(&self, key: &str) -> Option<u32> {
        self.fixed.iter().find(|(_, known)| **known == key).map(|(row, _)| *row)
    }

    /// The rows with a key that begins like this, from the top, each with the rest of its key.
    pub(in crate::forms::issued) fn rows_of(&self, first: &str) -> Vec<(u32, &'a str)> {
        let rows = self.fixed.iter().filter_map(|(row, key)| Some((*row, key.split_once('|')?)));
        rows.filter(|(_, (known, _))| *known == first).map(|(row, (_, rest))| (row, rest)).collect()
    }

    /// The cells of a row beside its key, from the left.
    pub(in crate::forms::issued) fn beside(
        &self,
        row: u32,
    ) -> impl Iterator<Item = (CellRef, &'a Cell)> {
        let key_column = self.key_column;
        self.sheet.row(row).filter(move |(at, _)| at.column != key_column)
    }

    /// The row of the headings.
    pub(in crate::forms::issued) fn headings_row(&self) -> u32 {
        self.row_of(list_row::HEADINGS).unwrap_or(self.columns_row + 1)
    }

    /// The number that stands in a row, which ties it to the other sheets.
    pub(in crate::forms::issued) fn order(&self, row: u32) -> Option<u32> {
        self.cell(row, ORDER)?.1.amount()?.to_u32()
    }

    /// Whether the sheet has the column of the numbers.
    pub(in crate::forms::issued) fn is_numbered(&self) -> bool {
        self.column(ORDER).is_some()
    }

    /// The rows without a key between the first row for a product and the end of the table, in
    /// which something stands.
    pub(in crate::forms::issued) fn rows_without_key(&self) -> Vec<u32> {
        let first = self.rows.first().map_or(self.headings_row() + 1, |(row, _)| *row);
        let own: BTreeSet<u32> = self.rows.iter().map(|(row, _)| *row).collect();
        let inside = self.sheet.rows().filter(|row| (first..self.end).contains(row));
        inside.filter(|row| !own.contains(row) && !self.fixed.contains_key(row)).collect()
    }

    /// The cells that hold something and do not belong to the form: in rows without a key, and in
    /// columns without one. `is_read` tells which rows without a key were read.
    pub(in crate::forms::issued) fn outside(
        &self,
        is_read: impl Fn(u32) -> bool,
    ) -> Vec<(CellRef, &'a Cell)> {
        let known: BTreeSet<u32> = self.columns.values().copied().collect();
        let own: BTreeSet<u32> = self.rows.iter().map(|(row, _)| *row).collect();
        let is_fixed = |at: CellRef| match self.fixed.get(&at.row) {
            Some(&list_row::HEADINGS) => known.contains(&at.column),
            Some(_) => true,
            None => false,
        };
        let is_ours = |at: CellRef| {
            at.column == self.key_column
                || is_fixed(at)
                || (own.contains(&at.row) || is_read(at.row)) && known.contains(&at.column)
        };
        self.sheet.cells().filter(|(at, _)| !is_ours(*at)).collect()
    }

    /// The header of the table, as readers of lists know one. `with` tells which fields it has;
    /// columns without a key are those that nobody knows.
    pub(in crate::forms::issued) fn header(&self, with: impl Fn(ListField) -> bool) -> ListHeader {
        let heading = |index: u32| ListColumn {
            index,
            heading: CellRef::new(self.headings_row(), index),
            weak: false,
            doubt: crate::forms::heading::Doubt::None,
        };
        let fields = self.columns.iter().filter_map(|(key, index)| {
            let field = ListField::of_key(key).filter(|field| with(*field))?;
            Some((field, vec![heading(*index)]))
        });
        let known: BTreeSet<u32> = self.columns.values().copied().collect();
        let others = self.beside(self.headings_row()).map(|(at, _)| at.column);
        ListHeader {
            top: self.headings_row(),
            body: self.headings_row() + 1,
            end: self.end,
            columns: fields.collect(),
            others: others.filter(|column| !known.contains(column)).map(heading).collect(),
            unread: Vec::new(),
            undecided: Vec::new(),
        }
    }
}
