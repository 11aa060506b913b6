//! What is marked: a cell, how heavily, and what its note says.

use careful_spreadsheet::CellRef;

/// How heavily a cell is marked. Of several marks at one cell the heaviest gives the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Light yellow, as Excel's own style “Neutral”.
    Light,
    /// Light red, as Excel's own style “Bad”.
    Heavy,
}

/// A cell to be coloured, with what its note says.
///
/// A mark inside merged cells is put at the first of them, the one that is seen. A mark in a sheet
/// that the workbook does not have or that has no cells (a chart), or beyond the last cell of a
/// worksheet, is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellMark {
    /// Name of the sheet, exactly as [`Workbook::sheets`](crate::Workbook::sheets) gives it.
    pub sheet: String,
    /// The cell.
    pub cell: CellRef,
    /// How heavily it is marked.
    pub weight: Weight,
    /// What the note says. Of each run at most 4000 characters are put in.
    pub note: Vec<Run>,
}

/// A stretch of a note in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Whether it is bold.
    pub bold: bool,
    /// Its text; `\n` begins a new line.
    pub text: String,
}

impl Run {
    /// A bold stretch.
    pub fn bold(text: impl Into<String>) -> Self {
        Self { bold: true, text: text.into() }
    }

    /// A stretch of usual weight.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { bold: false, text: text.into() }
    }
}

/// What all notes have in common.
#[derive(Debug, Clone)]
pub struct Notes {
    /// Who writes them, as Excel shows it in its status bar.
    pub author: String,
    /// What stands at the end of a note that has no room for so many more marks of its cell.
    pub more: fn(usize) -> String,
}
