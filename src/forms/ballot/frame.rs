//! The place of one table in a ballot's sheet, seen so that the criteria stand downwards.

use std::borrow::Cow;

use careful_spreadsheet::{Cell, Worksheet};

use crate::finding::{CellRef, Place};

/// The place of one table of marks in a sheet, seen so that the criteria stand downwards.
///
/// Rows and columns of a frame are those of its view. Where the form has products in rows, the view
/// is the sheet with rows and columns exchanged; [`Frame::at`] and [`Frame::place`] give the cells
/// of the sheet itself.
#[derive(Debug, Clone)]
pub(in crate::forms) struct Frame<'a> {
    /// The view: the sheet, or the sheet with rows and columns exchanged.
    pub(super) view: Cow<'a, Worksheet>,
    /// Whether rows and columns are exchanged in the view.
    pub(super) turned: bool,
    /// The first row of the headings.
    pub(super) top: u32,
    /// The column of the criteria's names (or, in a turned summary, of the members').
    pub(super) criterion: u32,
    /// The first and the last column that belong to the table.
    pub(super) columns: (u32, u32),
    /// The row at which another table begins; [`u32::MAX`] where none follows.
    pub(super) end: u32,
    /// Whether the heading of the criteria has a letter wrong.
    pub(super) misspelt: bool,
    /// Whether columns are headed by members, as in a summary.
    pub(super) members: bool,
}

impl Frame<'_> {
    /// The cell of the sheet that is this cell of the view.
    pub(super) fn at(&self, row: u32, column: u32) -> CellRef {
        if self.turned { CellRef::new(column, row) } else { CellRef::new(row, column) }
    }

    /// The place in the sheet of a cell of the view.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        self.view.place(self.at(row, column))
    }

    /// The cell that a person sees here: the cell itself, or the one that is merged over it.
    pub(super) fn seen(&self, row: u32, column: u32) -> Option<&Cell> {
        self.view.merged(CellRef::new(row, column)).map(|(_, cell)| cell)
    }

    /// The cell that holds something exactly here.
    pub(super) fn own(&self, row: u32, column: u32) -> Option<&Cell> {
        self.view.cell(CellRef::new(row, column))
    }
}
