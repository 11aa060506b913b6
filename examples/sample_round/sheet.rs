//! A sheet as an office lays it out, apart from any file format. `xlsx` and `ods` write it.

use rust_xlsxwriter::utility::row_col_to_cell;

use crate::look::Look;
use crate::value::Points;

/// One sheet of a workbook.
#[derive(Default)]
pub(crate) struct Sheet {
    pub name: String,
    /// Width of each column, in characters.
    pub widths: Vec<u16>,
    /// Heights in points of rows that do not find theirs by themselves.
    pub heights: Vec<(u32, u16)>,
    pub cells: Vec<Cell>,
    pub landscape: bool,
    /// First and last row of the table's head, repeated on each page.
    pub head: Option<(u32, u32)>,
}

/// A cell, or a block of merged cells.
pub(crate) struct Cell {
    pub from: At,
    pub to: At,
    pub value: Value,
    pub look: Look,
}

/// What a cell holds.
pub(crate) enum Value {
    Blank,
    Text(String),
    Number(Points),
    /// With the result the office's program saved. Without one, the formula is written to show an
    /// empty text.
    Formula(Formula, Option<Points>),
}

/// The two formulas of the forms.
pub(crate) enum Formula {
    /// The sum of a block.
    Sum(At, At),
    /// The sum of single cells.
    Plus(Vec<At>),
}

/// Row and column, from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub row: u32,
    pub col: u16,
}

/// Row and column, from 0.
pub(crate) const fn at(row: u32, col: u16) -> At {
    At { row, col }
}

impl At {
    /// `H9`.
    pub(crate) fn name(self) -> String {
        row_col_to_cell(self.row, self.col)
    }
}

impl Sheet {
    pub(crate) fn put(&mut self, at: At, value: impl Into<Value>, look: Look) {
        self.merge(at, at, value, look);
    }

    /// One cell if both corners are the same.
    pub(crate) fn merge(&mut self, from: At, to: At, value: impl Into<Value>, look: Look) {
        self.cells.push(Cell { from, to, value: value.into(), look });
    }

    pub(crate) fn height(&mut self, row: u32, points: u16) {
        self.heights.push((row, points));
    }
}

impl Value {
    /// How many lines it takes in a column of `width` characters; two of them are lost where words
    /// break.
    pub(crate) fn lines(&self, width: u16) -> u16 {
        match self {
            Self::Text(text) => {
                let characters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
                characters.div_ceil(width.saturating_sub(2).max(1))
            }
            _ => 1,
        }
    }
}

impl Cell {
    pub(crate) fn is_merged(&self) -> bool {
        self.from != self.to
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Points> for Value {
    fn from(points: Points) -> Self {
        Self::Number(points)
    }
}

impl From<u8> for Value {
    fn from(points: u8) -> Self {
        Self::Number(Points::whole(points))
    }
}
