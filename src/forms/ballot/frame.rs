//! One table of a ballot's sheet, turned so that criteria stand downwards.

use std::borrow::Cow;

use careful_spreadsheet::{Cell, Worksheet};

use crate::finding::{CellRef, Place};

/// One table of a sheet, turned so that criteria stand downwards.
#[derive(Debug, Clone)]
pub(in crate::forms) struct Frame<'a> {
    /// The sheet; with rows and columns exchanged where the form has products in rows.
    pub(super) view: Cow<'a, Worksheet>,
    /// Whether rows and columns are exchanged.
    pub(super) turned: bool,
    /// First row of the headings.
    pub(super) top: u32,
    /// Column of the criteria's names.
    pub(super) criterion: u32,
    /// First and last column that belong to the table.
    pub(super) columns: (u32, u32),
    /// The row below which another table begins.
    pub(super) end: u32,
    /// Whether the heading of the criteria has a letter wrong.
    pub(super) misspelt: bool,
    /// Whether columns are headed by members: a summary, not a ballot.
    pub(super) members: bool,
}

impl Frame<'_> {
    /// The cell of the sheet that stands here in the view.
    pub(super) fn at(&self, row: u32, column: u32) -> CellRef {
        if self.turned { CellRef::new(column, row) } else { CellRef::new(row, column) }
    }

    /// The place of a cell of the view.
    pub(super) fn place(&self, row: u32, column: u32) -> Place {
        self.view.place(self.at(row, column))
    }

    /// What a reader sees here.
    pub(super) fn seen(&self, row: u32, column: u32) -> Option<&Cell> {
        self.view.merged(CellRef::new(row, column)).map(|(_, cell)| cell)
    }

    /// What stands exactly here.
    pub(super) fn own(&self, row: u32, column: u32) -> Option<&Cell> {
        self.view.cell(CellRef::new(row, column))
    }
}
