//! The list: a first sheet that names every mark, and whatever else is to be told.

pub(crate) mod part;

use careful_spreadsheet::CellRef;

use crate::mark::Weight;

/// The sheet that is put before all others: lines of explanation, then a table with one row for
/// each mark, or for anything else. It is laid out for paper, A4 across, in Times New Roman.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Name of the sheet, at most 31 characters. No sheet of the workbook may have it, whatever its
    /// case.
    pub name: String,
    /// The line at the top, large and bold.
    pub title: String,
    /// The lines below it, over the whole width.
    pub lines: Vec<Line>,
    /// The columns of the table, from the left.
    pub columns: Vec<Column>,
    /// The rows of the table, from the top.
    pub rows: Vec<Row>,
    /// The foot of each printed page in the codes of Excel: `&P/&N` is the number of the page and
    /// of all pages. May be empty.
    pub footer: String,
}

/// A line of explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// How many lines high its row is.
    pub lines: u32,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// Its width, in characters.
    pub width: u32,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its cells, from the left.
    pub cells: Vec<Cell>,
    /// How many lines high it is.
    pub lines: u32,
}

/// A cell of the table. Texts are wrapped within their column; Excel shows at most 32767 characters
/// of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A whole number; it is shown in the middle of the cell.
    Number(u32),
    /// Words, from the left.
    Words(String),
    /// A short word or a code, in the middle.
    Middle(String),
    /// A bold word on the colour of this weight, in the middle.
    Weight(Weight, String),
    /// Words that lead to a place of the workbook.
    Link {
        /// The words.
        text: String,
        /// Name of the sheet, as [`Workbook::sheets`](crate::Workbook::sheets) gives it. Where the
        /// workbook has no such sheet, the words lead nowhere.
        sheet: String,
        /// The cell; without one, the top of the sheet.
        cell: Option<CellRef>,
    },
}

impl Column {
    /// A column with this heading, so many characters wide.
    pub fn new(heading: impl Into<String>, width: u32) -> Self {
        Self { heading: heading.into(), width }
    }
}
