//! What a page shows, piece by piece.

use super::geometry::Area;
use super::painted::Cover;

/// Something that a page shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PaintedMark {
    pub(crate) kind: MarkKind,
    pub(crate) area: Area,
    /// Whether something may be seen of it although it says nothing.
    pub(super) may_show: bool,
}

/// What a mark is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MarkKind {
    /// A letter, digit or sign; white space too.
    Glyph(Glyph),
    /// Letters that may be hard to see, or may not look like what they say.
    Faint(String),
    /// A line.
    Line,
    /// An area that is filled.
    Area,
    /// A picture, or a colour that runs into another.
    Picture,
    /// An annotation of which no more is known.
    Other,
    /// The picture of a signature, with the name of its field.
    Signature(String),
}

/// A sign that a page shows: mostly one letter, digit or space, and sometimes several in one, such
/// as `fi`.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// What it says, as far as its font tells; else U+FFFD.
    pub text: String,
    /// Where it begins on its baseline, in points from the left and from the bottom of the page.
    pub start: [f64; 2],
    /// How wide it is, in points.
    pub width: f64,
    /// The size of the font as it comes out on the page, in points.
    pub size: f64,
    /// Whether the file marks it as decoration (`/Artifact`): a page number, a repeated heading.
    pub is_decoration: bool,
    /// How many numbered pieces of the page (`/MCID`) had begun before it: the glyphs of one cell
    /// or paragraph have one number.
    pub piece: usize,
    /// What the file says that should be read in place of the glyphs of a span (`/ActualText`): the
    /// whole text at the first glyph of the span, nothing at the others. `None` where the glyphs
    /// stand for themselves. A program shows the glyphs, so whoever judges what is seen must not
    /// believe it.
    pub stands_for: Option<String>,
}

impl PaintedMark {
    /// What is certainly seen written.
    pub(crate) fn text(&self) -> Option<&str> {
        if let MarkKind::Glyph(glyph) = &self.kind { Some(&glyph.text) } else { None }
    }

    /// What is written, seen or not.
    pub(super) fn words(&self) -> Option<&str> {
        if let MarkKind::Faint(words) = &self.kind { Some(words) } else { self.text() }
    }

    /// Whether nothing of it can be seen, as far as it says itself.
    pub(super) fn is_blank(&self) -> bool {
        self.text().is_some_and(is_blank)
    }

    /// Whether it says something; lines of dots and dashes only lead to a place.
    pub(super) fn is_letter(&self) -> bool {
        const LEADERS: [char; 8] = ['.', '_', '-', '–', '—', '…', '·', ' '];
        !self.is_blank()
            && self.words().is_some_and(|text| !text.chars().all(|sign| LEADERS.contains(&sign)))
    }
}

/// Whether a text consists of white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || sign.is_control())
}

/// What a page shows.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// In the order in which they are drawn.
    pub(crate) marks: Vec<PaintedMark>,
    /// Whether there is something that could not be read.
    pub(crate) unsure: bool,
    /// Areas through which nothing is seen, white ones too, in the order in which they are drawn.
    pub(super) covers: Vec<Cover>,
    /// Letters that are drawn and not seen.
    pub(crate) hidden: Vec<PaintedMark>,
    /// How many bytes were unpacked for it.
    pub(super) unpacked: usize,
}

impl Drawn {
    /// A page that was not looked at.
    pub(crate) fn unread() -> Self {
        Self { unsure: true, ..Self::default() }
    }

    /// How much work it was to draw, in bytes.
    pub(crate) fn work(&self) -> usize {
        const OF_A_MARK: usize = 32;
        self.unpacked + OF_A_MARK * (self.marks.len() + self.hidden.len())
    }

    /// Whether a reader sees nothing here: every mark is white space or a control character.
    /// `false` as soon as something could not be read.
    pub(crate) fn is_empty(&self) -> bool {
        !self.unsure && self.marks.iter().all(|mark| mark.is_blank() && !mark.may_show)
    }

    /// Everything that is certainly seen written, in the order in which it is drawn.
    pub(crate) fn text(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(PaintedMark::text)
    }
}
