//! The sheet of a product as its hidden keys lay it out: which column holds what, which row is what.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Worksheet};
use rust_decimal::Decimal;

use crate::criteria::PARTS;
use crate::finding::{CellRef, Place};
use crate::forms::issued::keys::{self, ballot_row, table};

/// Rows and columns at the beginning of a sheet in which its key is looked for.
const HEAD: (usize, u32) = (10, 5);

/// The sheet of a product that still bears its keys.
#[derive(Debug)]
pub(super) struct KeyedBallot<'a> {
    pub(super) sheet: &'a Worksheet,
    /// Key of the product, and its cell.
    pub(super) product: (&'a str, CellRef),
    /// The column of the keys.
    key_column: u32,
    /// The row that names the columns; `None` where it is gone.
    pub(super) names: Option<u32>,
    /// The columns by their names.
    columns: BTreeMap<&'a str, u32>,
    /// The cell of a name that stands over a second column.
    pub(super) twice: Option<CellRef>,
    /// The rows that hold anything, down to the end of the form.
    pub(super) rows: Vec<(u32, RowKey<'a>)>,
    /// A row of the table below the end of the form.
    pub(super) below_end: Option<u32>,
}

/// What a row is by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKey<'a> {
    /// The product and its owner.
    Subject,
    /// Why the member does not score the product.
    Reason,
    /// The part of this index.
    Part(usize),
    /// The group of this number.
    Group(&'a str),
    /// A criterion: its index in the set and its number.
    Criterion(usize, &'a str),
    /// An option: index of its criterion, its number from 1, its points.
    Option(usize, usize, Option<Decimal>),
    /// The knock-out of the criterion of this index.
    KnockOut(usize),
    /// The total.
    Total,
    /// The member's opinion.
    Opinion,
    /// Another row that the program wrote.
    Other,
    /// A row without a key.
    Unkeyed,
}

impl<'a> KeyedBallot<'a> {
    /// Reads the keys of a sheet; `None` where it is not the sheet of a product.
    pub(super) fn of(sheet: &'a Worksheet) -> Option<Self> {
        let (at, product) = head_key(sheet, ballot_row::SHEET)?;
        let mut keyed = Self {
            sheet,
            product: (product, at),
            key_column: at.column,
            names: None,
            columns: BTreeMap::new(),
            twice: None,
            rows: Vec::new(),
            below_end: None,
        };
        keyed.name_columns();
        keyed.take_rows();
        Some(keyed)
    }

    /// The column of this name.
    pub(super) fn column(&self, name: &str) -> Option<u32> {
        self.columns.get(name).copied()
    }

    /// Whether a column has a name or holds the keys.
    pub(super) fn is_named(&self, column: u32) -> bool {
        column == self.key_column || self.columns.values().any(|named| *named == column)
    }

    /// What stands in a row, in the column of this name.
    pub(super) fn cell(&self, row: u32, name: &str) -> Option<(CellRef, &'a Cell)> {
        let at = CellRef::new(row, self.column(name)?);
        Some((at, self.sheet.cell(at)?))
    }

    /// The place of a cell.
    pub(super) fn place(&self, at: CellRef) -> Place {
        self.sheet.place(at)
    }

    /// The cells of a row beside its key.
    pub(super) fn beside(&self, row: u32) -> impl Iterator<Item = (CellRef, &'a Cell)> {
        let key_column = self.key_column;
        self.sheet.row(row).filter(move |(at, _)| at.column != key_column)
    }

    /// The rows of this kind.
    pub(super) fn rows_of(&self, is: impl Fn(&RowKey<'_>) -> bool) -> impl Iterator<Item = u32> {
        self.rows.iter().filter(move |(_, key)| is(key)).map(|(row, _)| *row)
    }

    fn name_columns(&mut self) {
        let wanted = keys::join(&[keys::COLUMNS, table::BALLOT]);
        let is_names = |row: &u32| self.key(*row) == Some(&wanted);
        let Some(row) = self.sheet.rows().find(is_names) else { return };
        self.names = Some(row);
        for (at, cell) in self.beside(row).collect::<Vec<_>>() {
            let Some(name) = cell.text() else { continue };
            if *self.columns.entry(name).or_insert(at.column) != at.column {
                self.twice.get_or_insert(at);
            }
        }
    }

    fn key(&self, row: u32) -> Option<&'a str> {
        self.sheet.cell(CellRef::new(row, self.key_column))?.text()
    }

    fn take_rows(&mut self) {
        let mut ended = false;
        for row in self.sheet.rows() {
            let key = self.key(row).map_or(RowKey::Unkeyed, RowKey::of);
            ended |= self.key(row).is_some_and(|key| keys::split(key).0 == ballot_row::END);
            if !ended {
                self.rows.push((row, key));
            } else if matches!(key, RowKey::Criterion(..) | RowKey::Part(_)) {
                self.below_end.get_or_insert(row);
            }
        }
    }
}

impl<'a> RowKey<'a> {
    fn of(key: &'a str) -> Self {
        let (first, parts) = keys::split(key);
        let index = || parts.first()?.parse::<usize>().ok();
        let second = parts.get(1).copied();
        let known = match first {
            ballot_row::SUBJECT => Some(Self::Subject),
            ballot_row::REASON => Some(Self::Reason),
            ballot_row::PART => {
                PARTS.iter().position(|part| parts.first() == Some(part)).map(Self::Part)
            }
            ballot_row::GROUP => parts.first().copied().map(Self::Group),
            ballot_row::CRITERION => {
                index().zip(second).map(|(of, code)| Self::Criterion(of, code))
            }
            ballot_row::OPTION => index().map(|of| {
                let number = second.and_then(|number| number.parse().ok()).unwrap_or_default();
                Self::Option(of, number, parts.get(2).and_then(|points| points.parse().ok()))
            }),
            ballot_row::KNOCK_OUT => index().map(Self::KnockOut),
            ballot_row::TOTAL => Some(Self::Total),
            ballot_row::OPINION => Some(Self::Opinion),
            _ => None,
        };
        known.unwrap_or(Self::Other)
    }
}

/// The key with this first part at the beginning of a sheet: its cell and the rest of it.
fn head_key<'a>(sheet: &'a Worksheet, first: &str) -> Option<(CellRef, &'a str)> {
    let rows = sheet.rows().take(HEAD.0);
    let mut cells = rows.flat_map(|row| sheet.row(row).take_while(|(at, _)| at.column < HEAD.1));
    cells.find_map(|(at, cell)| {
        let rest = cell.text()?.strip_prefix(first)?.strip_prefix('|')?;
        Some((at, rest.trim()))
    })
}

/// The row and the column of the keys of a cover; `None` where the sheet is not the cover.
pub(super) fn cover(sheet: &Worksheet) -> Option<CellRef> {
    let wanted = keys::join(&[keys::COLUMNS, table::COVER]);
    let rows = sheet.rows().take(4 * HEAD.0);
    let mut cells = rows.flat_map(|row| sheet.row(row).take_while(|(at, _)| at.column < HEAD.1));
    cells.find(|(_, cell)| cell.text() == Some(&wanted)).map(|(at, _)| at)
}

/// The names of the columns of a cover, whose keys begin at this cell.
pub(super) fn cover_names(sheet: &Worksheet, at: CellRef) -> BTreeMap<u32, &str> {
    let cells = sheet.row(at.row).filter(|(cell, _)| cell.column > at.column);
    cells.filter_map(|(cell, name)| Some((cell.column, name.text()?))).collect()
}
