//! Remarks about a worksheet that was read.

use crate::place::Place;
use crate::text::Encoding;

/// A remark: something that people should know about a worksheet although it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The cell, or the first of several cells.
    pub place: Place,
    /// The observation.
    pub noticed: Noticed,
}

/// An observation about one or several cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noticed {
    /// Cells beyond [`ROWS`](crate::ROWS) and [`COLUMNS`](crate::COLUMNS). They were not read.
    FarCells {
        /// Number of such cells.
        count: u64,
    },
    /// Hidden cells that hold something. They were read like the others.
    Hidden(HiddenCells),
    /// Only a part of the text of a cell is struck through. All of the text was read.
    StruckInPart {
        /// The text that was read.
        shown: String,
    },
    /// The text was typed in an old Vietnamese encoding, or was garbled. It was read as it was
    /// meant.
    Mended {
        /// The encoding that it was typed in, or how it was garbled.
        encoding: Encoding,
        /// The text as it stands in the file, cleaned.
        typed: String,
        /// The text that was read.
        meant: String,
    },
    /// A letter of another script, such as Cyrillic, stands in a word of Latin letters. The text
    /// was kept as it is.
    LookAlike {
        /// The text.
        typed: String,
        /// The first such letter.
        letter: char,
    },
}

/// The hidden rows and columns that hold something. Both count from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiddenCells {
    /// Whether the sheet as a whole is hidden.
    pub sheet: bool,
    /// First and last row of each run of hidden rows, from the top.
    pub rows: Vec<(u32, u32)>,
    /// First and last column of each run of hidden columns, from the left.
    pub columns: Vec<(u32, u32)>,
}
