//! A run of text in a cell.

use crate::text::legacy::FontEncoding;

/// A run: a part of the text of a cell that has one font. The text is given as it stands in the
/// file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextRun<'t> {
    pub(crate) text: &'t str,
    /// The encoding that its font stands for.
    pub(crate) font: FontEncoding,
    /// Whether it is struck through.
    pub(crate) struck: bool,
}

impl<'t> TextRun<'t> {
    /// A run without a known font that is not struck through.
    pub(crate) fn plain(text: &'t str) -> Self {
        Self { text, font: FontEncoding::Other, struck: false }
    }

    /// Tells whether the run holds letters or digits, not only spaces and punctuation.
    pub(crate) fn has_words(&self) -> bool {
        self.text.chars().any(char::is_alphanumeric)
    }
}
