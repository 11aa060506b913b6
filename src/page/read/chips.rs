//! A column in a few words: its letter, its heading, what it was recognised as.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{ColumnReadBack, TableReadBack};
use crate::finding::CellRef;
use crate::forms::ColumnKind;

/// A column as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct ColumnChip {
    /// Letter of the column, e.g. `D`, or the cell of its heading.
    pub(super) at: String,
    /// The heading; empty when the role says the same.
    pub(super) heading: String,
    /// What the column was recognised as, in Vietnamese.
    pub(super) role: String,
    pub(super) kind: ColumnKind,
}

/// Returns the columns of a table, from the left.
pub(super) fn chips(table: &TableReadBack<'_>) -> Vec<ColumnChip> {
    table.columns.iter().map(|column| chip(table, column)).collect()
}

/// Returns one column of a table as the page shows it.
pub(super) fn chip(table: &TableReadBack<'_>, column: &ColumnReadBack<'_>) -> ColumnChip {
    ColumnChip {
        at: at(table, column),
        heading: if says(column.role, column.heading) {
            String::new()
        } else {
            column.heading.to_owned()
        },
        role: column.role.to_owned(),
        kind: column.kind,
    }
}

/// Tells whether the role repeats the heading.
fn says(role: &str, heading: &str) -> bool {
    heading.is_empty() || role.to_lowercase().contains(&heading.to_lowercase())
}

/// Returns the letter of the column; the whole cell in a table whose criteria stand in columns and
/// products in rows.
pub(super) fn at(table: &TableReadBack<'_>, column: &ColumnReadBack<'_>) -> String {
    let Some(cell) = column.cell else { return String::new() };
    let beside: BTreeSet<u32> =
        table.columns.iter().filter_map(|other| Some(other.cell?.column)).collect();
    if beside.len() < table.columns.len() {
        return cell.to_string();
    }
    letters(cell)
}

fn letters(cell: CellRef) -> String {
    cell.to_string().trim_end_matches(|sign: char| sign.is_ascii_digit()).to_owned()
}
