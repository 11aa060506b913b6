//! The words on typeset pages, with their places.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::Page;

/// A word on a page.
#[derive(Debug, Clone)]
pub(super) struct PlacedWord {
    /// The word in small letters: layouts print some titles in capitals.
    pub(super) text: String,
    /// Index of the page.
    pub(super) page: usize,
    /// Left and right end.
    pub(super) left: Abs,
    pub(super) right: Abs,
    /// The line on which the letters stand, from the top of the page.
    pub(super) base: Abs,
    /// Size of the letters.
    pub(super) size: Abs,
}

/// Returns the words of all pages in the order in which they are typeset. Words are what stands
/// between spaces; a word that is cut into pieces on one line is one word.
pub(super) fn words(pages: &[Page]) -> Vec<PlacedWord> {
    let mut words = Vec::new();
    for (page, typeset) in pages.iter().enumerate() {
        let mut reader = Reader { page, words: Vec::new(), open: false };
        reader.frame(&typeset.frame, Transform::identity());
        words.extend(reader.words);
    }
    words
}

struct Reader {
    page: usize,
    words: Vec<PlacedWord>,
    /// Whether the last word may go on.
    open: bool,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, outer: Transform) {
        for (at, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform));
                }
                FrameItem::Text(text) => self.text(text, here),
                _ => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, here: Transform) {
        let mut x = Abs::zero();
        for glyph in &item.glyphs {
            let next = x + glyph.x_advance.at(item.size);
            let (from, to) =
                (Point::with_x(x).transform(here), Point::with_x(next).transform(here));
            let letters = item.text.get(glyph.range()).unwrap_or_default();
            if letters.chars().all(char::is_whitespace) {
                self.open &= letters.is_empty();
            } else {
                self.letters(letters, from, to, item.size);
            }
            x = next;
        }
    }

    /// Adds letters to the last word where they go on from it, else begins a new one.
    fn letters(&mut self, letters: &str, from: Point, to: Point, size: Abs) {
        let letters = letters.to_lowercase();
        let goes_on = |word: &&mut PlacedWord| {
            (word.base - from.y).abs() < size * 0.3 && (from.x - word.right).abs() < size * 0.15
        };
        match self.words.last_mut().filter(|_| self.open).filter(goes_on) {
            Some(word) => {
                word.text.push_str(&letters);
                word.right = to.x;
            }
            None => self.words.push(PlacedWord {
                text: letters,
                page: self.page,
                left: from.x,
                right: to.x,
                base: from.y,
                size,
            }),
        }
        self.open = true;
    }
}
