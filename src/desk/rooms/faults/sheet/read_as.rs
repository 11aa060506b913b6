//! What columns were taken for: the readings of the tables that stand above a row.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Value, Worksheet};

use super::Role;
use super::columns::Column;
use super::rows::Line;
use crate::finding::CellRef;
use crate::forms::{ColumnKind, ColumnReading, SheetReading, TableReading};

/// Most rows of headings of a table.
const DEEPEST: u32 = 8;

/// The headings of a sheet: which rows they are, and what each column was taken for.
#[derive(Debug, Default)]
pub(super) struct Headings<'a> {
    /// By column; by row in a table with headings in rows.
    read: BTreeMap<u32, &'a ColumnReading>,
    /// The rows of headings of the table that is looked at.
    pub(super) rows: BTreeSet<u32>,
    /// The rows of headings of all tables.
    all: BTreeSet<u32>,
    /// Whether the headings stand in rows: products below each other, criteria side by side.
    pub(super) turned: bool,
    /// The rows that were passed over, with why.
    skipped: BTreeMap<u32, &'a str>,
}

impl<'a> Headings<'a> {
    /// Gathers the headings of the tables that reach this row, or of the first ones.
    pub(super) fn of(reading: Option<&'a SheetReading>, row: Option<u32>) -> Self {
        let mut headings = Self::default();
        let Some(reading) = reading else { return headings };
        let top = |table: &TableReading| table.place.cell.map_or(0, |cell| cell.row);
        let first = reading.tables.iter().map(top).min().unwrap_or_default();
        let until = row.unwrap_or(first).max(first);
        let above = reading.tables.iter().filter(|table| top(table) <= until);
        let nearest = above.clone().map(top).max().unwrap_or_default();
        headings.turned = above.clone().any(is_turned);
        for table in above {
            for column in &table.columns {
                let Some(cell) = column.place.cell else { continue };
                let line = if headings.turned { cell.row } else { cell.column };
                // Tables come from the top: the nearest one above counts.
                headings.read.insert(line, column);
            }
        }
        if !headings.turned {
            for table in &reading.tables {
                let rows = rows_of(table);
                if top(table) == nearest {
                    headings.rows.extend(rows.clone());
                }
                headings.all.extend(rows);
            }
        }
        let skipped =
            |row: &'a crate::forms::Skipped| Some((row.place.cell?.row, row.why.as_str()));
        headings.skipped = reading.skipped.iter().filter_map(skipped).collect();
        headings
    }

    /// Whether a row holds headings.
    pub(super) fn is_heading(&self, row: u32) -> bool {
        self.all.contains(&row)
    }

    /// Why a row was passed over.
    pub(super) fn skipped(&self, row: u32) -> Option<&'a str> {
        self.skipped.get(&row).copied()
    }

    /// The columns that were taken for something.
    pub(super) fn columns(&self) -> impl Iterator<Item = u32> {
        self.read.values().filter_map(|column| column.place.cell).map(|cell| cell.column)
    }

    /// What the cell stands under.
    pub(super) fn kind(&self, at: CellRef) -> Option<ColumnKind> {
        self.read.get(&if self.turned { at.row } else { at.column }).map(|column| column.kind)
    }

    /// What each column was taken for; empty where nothing was.
    pub(super) fn roles(
        &self,
        sheet: &Worksheet,
        columns: &[Column],
        keep: Option<u32>,
    ) -> Vec<Role> {
        if self.read.is_empty() {
            return Vec::new();
        }
        let holds = |column: u32| sheet.cells().take(20_000).any(|(at, _)| at.column == column);
        let first_marks = self
            .read
            .iter()
            .find(|(_, column)| matches!(column.kind, ColumnKind::Marks | ColumnKind::Maximum))
            .map(|(column, _)| *column);
        let only_marks = self.read.values().all(|column| {
            matches!(
                column.kind,
                ColumnKind::Marks | ColumnKind::Maximum | ColumnKind::Unread | ColumnKind::Doubtful
            )
        });
        let role = |column: &Column| match *column {
            Column::Fold { .. } => Role { text: String::new(), class: "gone" },
            Column::Real(index) => match self.read.get(&index) {
                Some(read) => role(read, keep == Some(index)),
                // Ballots have no reading for what stands before the marks.
                None if only_marks && first_marks.is_some_and(|first| index < first) => {
                    let text = if keep == Some(index) { "tiêu chí" } else { "" };
                    Role { text: text.to_owned(), class: class(false, keep == Some(index)) }
                }
                None => {
                    let text = if holds(index) { "không dùng đến" } else { "" };
                    Role { text: text.to_owned(), class: class(true, keep == Some(index)) }
                }
            },
        };
        columns.iter().map(role).collect()
    }

    /// What a row was taken for, in a table with headings in rows.
    pub(super) fn role_of_row(&self, row: u32) -> Role {
        match self.read.get(&row) {
            Some(read) => role(read, false),
            None => Role { text: String::new(), class: "not-read" },
        }
    }

    /// The column that is kept in sight: the names of products, or of criteria.
    pub(super) fn keep(
        &self,
        sheet: &Worksheet,
        columns: &[Column],
        lines: &[Line],
    ) -> Option<u32> {
        let real = |wanted: u32| columns.contains(&Column::Real(wanted)).then_some(wanted);
        if self.turned {
            let heads = self.read.values().filter_map(|column| column.place.cell);
            return heads.map(|cell| cell.column).min().and_then(real);
        }
        let named = self.read.iter().find(|(_, column)| column.role == PRODUCT);
        if let Some((column, _)) = named {
            return real(*column);
        }
        let marks = self
            .read
            .iter()
            .find(|(_, column)| matches!(column.kind, ColumnKind::Marks | ColumnKind::Maximum));
        let first = *marks?.0;
        // The column with the longest words before the marks names the criteria.
        let words = |column: u32| -> usize {
            let rows = lines.iter().filter_map(|line| match line {
                Line::Row(row) if !self.is_heading(*row) => Some(*row),
                _ => None,
            });
            let texts =
                rows.filter_map(|row| match &sheet.cell(CellRef::new(row, column))?.value {
                    Value::Text(text) => Some(text.chars().count().min(80)),
                    _ => None,
                });
            texts.sum()
        };
        let before = columns.iter().filter_map(|column| match column {
            Column::Real(column) if *column < first => Some(*column),
            _ => None,
        });
        before.max_by_key(|column| words(*column)).filter(|column| words(*column) > 0)
    }
}

/// The role of the column with the names of products.
const PRODUCT: &str = "tên sản phẩm";

fn role(read: &ColumnReading, keep: bool) -> Role {
    let unread = matches!(read.kind, ColumnKind::Unread | ColumnKind::Doubtful);
    // Every score of a list is that of its unit.
    let text = read.role.trim_end_matches(" của đơn vị gửi");
    Role { text: super::super::subject::cut(text, 90), class: class(unread, keep) }
}

fn class(unread: bool, keep: bool) -> &'static str {
    match (unread, keep) {
        (true, true) => "not-read keep",
        (true, false) => "not-read",
        (false, true) => "keep",
        (false, false) => "",
    }
}

/// Whether the headings of a table stand below each other.
fn is_turned(table: &TableReading) -> bool {
    let cells = || table.columns.iter().filter_map(|column| column.place.cell);
    let rows: BTreeSet<u32> = cells().map(|cell| cell.row).collect();
    let columns: BTreeSet<u32> = cells().map(|cell| cell.column).collect();
    rows.len() > columns.len()
}

/// The rows of headings of a table.
fn rows_of(table: &TableReading) -> std::ops::RangeInclusive<u32> {
    let cells = || {
        let columns = table.columns.iter().filter_map(|column| column.place.cell);
        columns.chain(table.place.cell).map(|cell| cell.row)
    };
    let first = cells().min().unwrap_or_default();
    let last = cells().max().unwrap_or_default();
    first..=last.min(first + DEEPEST)
}
