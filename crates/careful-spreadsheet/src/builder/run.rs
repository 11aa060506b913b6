//! A stretch of text of a cell.

use crate::text::legacy::FontEncoding;

/// A stretch of the text of a cell, as it stands in the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextRun<'t> {
    pub(crate) text: &'t str,
    /// The font it was typed in.
    pub(crate) font: FontEncoding,
    /// Whether it is struck through.
    pub(crate) struck: bool,
}

impl<'t> TextRun<'t> {
    /// Text of which nothing more is known.
    pub(crate) fn plain(text: &'t str) -> Self {
        Self { text, font: FontEncoding::Other, struck: false }
    }

    /// Whether there is more to it than spaces and punctuation.
    pub(crate) fn has_words(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}
