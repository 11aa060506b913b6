//! What a draft holds, from top to bottom: lines in named styles, tables, pages. The writer writes
//! it, and the comparison holds what came back against it.

mod build;
mod form;
mod lines;
mod pieces;
mod sheets;
mod table;

pub(super) use self::build::content;
pub(super) use self::lines::{FlatLine, Letter, flat, lines};
pub(super) use self::pieces::OURS;
use super::style::Style;
use crate::documents::model::PrintedTable;

/// What a draft holds.
pub(super) struct Content<'d> {
    pub(super) parts: Vec<Part>,
    /// Everything that stands in a control of its own, in the order in which it stands.
    pub(super) held: Vec<Held<'d>>,
}

/// A part of a draft.
pub(super) enum Part {
    Line(Line),
    Table(Table),
    /// What follows stands on new pages of this format.
    Pages {
        landscape: bool,
    },
}

/// A paragraph.
pub(super) struct Line {
    pub(super) style: Style,
    pub(super) pieces: Vec<Piece>,
    pub(super) from: Origin,
    /// Whether it begins a page.
    pub(super) fresh: bool,
    /// Room above it, beside that of its style.
    pub(super) above: u32,
    /// Room below it, beside that of its style.
    pub(super) below: u32,
    /// How far it stays from both margins.
    pub(super) inset: u32,
    /// Whether it stays on one page with what follows, beside what its style says.
    pub(super) keep: bool,
}

/// A stretch of text in one face.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Index in [`Content::held`].
    pub(super) held: Option<usize>,
    /// Which letter of the block of the wording it begins with; `None` where it is none of the
    /// wording.
    pub(super) at: Option<usize>,
}

/// Where the words of a line come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// Words of the form that the decree prescribes, or of the layout.
    Form,
    /// The issuing body.
    Issuer,
    /// Number and symbol.
    Number,
    /// Place and date.
    PlaceDate,
    /// Type name, from the wording.
    Name,
    /// Subject, from the wording.
    Subject,
    /// An addressee.
    Addressee,
    /// A block of the body, from the wording, by its index.
    Body(usize),
    /// A recipient, by its index.
    Recipient(usize),
    /// The signer.
    Signer,
    /// A cell of a table.
    Table,
    /// The heading of a column, or what stands above a table.
    Head,
    /// The heading of an annex.
    AnnexHead,
    /// Text in an annex.
    Annex,
    /// A sheet of its own layout.
    Sheet,
}

/// What stands in a control of its own.
pub(super) struct Held<'d> {
    /// Names the control in the file; no two of one draft are called alike.
    pub(super) tag: String,
    /// What it says.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: HeldKind<'d>,
}

/// The kinds of controls.
#[derive(Clone, Copy)]
pub(super) enum HeldKind<'d> {
    /// The number, which may be filled in.
    Number,
    /// The day, which may be filled in.
    Day,
    /// A fact of the round, by its index in the list of the papers.
    Fact(usize),
    /// A cell of a table.
    Cell(&'d PrintedTable, usize, usize),
    /// The name of a product or owner.
    Name,
    /// A star or a line of a sheet.
    Sheet,
}

impl HeldKind<'_> {
    /// Whether people may write into it.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Number | Self::Day)
    }
}

/// A table. Its rows have cells whose widths add up to that of the columns.
pub(super) struct Table {
    /// Widths of the columns.
    pub(super) widths: Vec<u32>,
    /// Whether its lines are drawn.
    pub(super) ruled: bool,
    /// How many rows from the top are repeated on each page.
    pub(super) heads: usize,
    pub(super) rows: Vec<Row>,
    /// Least height of a row, but for the heads.
    pub(super) height: u32,
    /// Room at the left and the right of a cell.
    pub(super) margin: u32,
}

/// A row of a table.
pub(super) struct Row {
    pub(super) cells: Vec<Cell>,
}

/// A cell of a row.
pub(super) struct Cell {
    pub(super) lines: Vec<Line>,
    /// How many columns it takes.
    pub(super) across: usize,
    pub(super) down: Down,
    /// Whether its words stand upright.
    pub(super) upright: bool,
}

/// How a cell belongs to those below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Down {
    /// It stands alone.
    Alone,
    /// It is the first of several that are one.
    First,
    /// It is part of the one above.
    Goes,
}

impl Line {
    pub(super) fn new(style: Style, from: Origin, pieces: Vec<Piece>) -> Self {
        Self { style, pieces, from, fresh: false, above: 0, below: 0, inset: 0, keep: false }
    }

    /// Returns a line of words in the face of its style.
    pub(super) fn of(style: Style, from: Origin, text: impl Into<String>) -> Self {
        Self::new(style, from, vec![Piece { text: text.into(), ..Piece::default() }])
    }

    pub(super) fn kept(mut self) -> Self {
        self.keep = true;
        self
    }
}

impl Cell {
    pub(super) fn of(lines: Vec<Line>) -> Self {
        Self { lines, across: 1, down: Down::Alone, upright: false }
    }
}

impl From<Line> for Part {
    fn from(line: Line) -> Self {
        Self::Line(line)
    }
}

impl From<Table> for Part {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}
