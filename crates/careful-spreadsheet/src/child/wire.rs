//! The lines from the child process to its parent: one JSON value each.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::workbook::{Cell, Value};

/// A line from the child process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ChildLine {
    /// A sheet begins.
    Sheet { name: String, hidden: bool },
    /// A cell of text: its row and column, the text as it stands in the file, and whether a formula
    /// made it.
    Text(u32, u32, String, bool),
    /// A cell of another value: its row and column, the value, and whether a formula made it.
    Cell(u32, u32, PlainValue, bool),
    /// A merged region, by its first and last row and column.
    Merge((u32, u32), (u32, u32)),
    /// The workbook is protected by a password; nothing follows.
    Locked,
    /// The workbook cannot be read; nothing follows.
    Damaged(String),
    /// The workbook was read to its end.
    End,
}

/// A value of a cell other than text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum PlainValue {
    /// A number; it is never infinite.
    Number(f64),
    /// A number that was stored as a whole one.
    Whole(i64),
    /// A date: its year, and the number of the day in the year, from 1.
    Day(i32, u16),
    Bool(bool),
    Error(String),
    NotCalculated,
}

impl PlainValue {
    /// Makes the cell; `None` for a day that does not exist.
    pub(super) fn cell(self, formula: bool) -> Option<Cell> {
        let value = match self {
            Self::Number(number) => Value::from_float(number),
            Self::Whole(number) => Value::Number(number.into()),
            Self::Day(year, day) => Value::Date(Date::from_ordinal_date(year, day).ok()?),
            Self::Bool(value) => Value::Bool(value),
            Self::Error(name) => Value::from_error(&name),
            Self::NotCalculated => Value::NotCalculated,
        };
        Some(Cell::new(value, formula))
    }
}
