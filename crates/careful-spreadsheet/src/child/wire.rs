//! What the two processes say to each other: one JSON value a line.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::workbook::{Cell, Value};

/// A line from the process that reads.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ChildLine {
    /// A sheet begins.
    Sheet { name: String, hidden: bool },
    /// Text in a row and column, as it stands in the file, and whether a formula made it.
    Text(u32, u32, String, bool),
    /// Another value in a row and column, and whether a formula made it.
    Cell(u32, u32, PlainValue, bool),
    /// A merged region, by its first and last row and column.
    Merge((u32, u32), (u32, u32)),
    /// The workbook is protected by a password; nothing follows.
    Locked,
    /// The workbook cannot be read; nothing follows.
    Damaged(String),
    /// Everything has been said.
    End,
}

/// A value that is no text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum PlainValue {
    /// A number; it is never infinite.
    Number(f64),
    /// A number that was stored as a whole one.
    Whole(i64),
    /// A day: the year and its day.
    Day(i32, u16),
    Bool(bool),
    Error(String),
    NotCalculated,
}

impl PlainValue {
    /// The cell; `None` for a day that does not exist.
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
