//! What has been drawn of a page so far.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::colour::{Colour, Sight};
use super::geometry::{Area, common};
use super::image::MaskGrid;
use super::mark::{Drawn, Glyph, MarkKind, PaintedMark, is_blank};
use super::marked::MarkedContent;
use super::painted::{Coat, Cover};
use crate::pdf::reading::stream_data_within;
use crate::pdf::syntax::Object;

/// What the contents of a page may unpack to, in bytes.
const MAX_CONTENT: usize = 32 << 20;
/// What a drawing costs at least, in bytes: small ones may be drawn very often.
const LEAST: usize = 256;
/// How many marks of one page are kept.
const MAX_MARKS: usize = 400_000;

/// What has been drawn of a page, and how much more of it may be unpacked.
#[derive(Debug)]
pub(super) struct Canvas {
    pub(super) drawn: Drawn,
    pub(super) marked: MarkedContent,
    /// How many bytes of content may still be unpacked.
    left: usize,
    /// The parts of masks: where the mask stands and its number, and how many parts it has across and
    /// up.
    pub(super) grids: BTreeMap<(usize, u32, usize, usize), Option<Rc<MaskGrid>>>,
    /// Whether white is taken for paper: not of a picture that lies on something.
    white_is_paper: bool,
}

/// Where a glyph stands, in points.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) start: [f64; 2],
    pub(super) width: f64,
    pub(super) size: f64,
    /// The box around it.
    pub(super) area: Area,
    /// What of the page can be seen.
    pub(super) clip: Area,
}

impl Canvas {
    /// A page on which something was drawn before; white is paper.
    pub(super) fn paper(drawn: Drawn) -> Self {
        Self {
            drawn,
            marked: MarkedContent::default(),
            left: MAX_CONTENT,
            grids: BTreeMap::new(),
            white_is_paper: true,
        }
    }

    /// What lies on something else: white is seen on it.
    pub(super) fn glass() -> Self {
        Self { white_is_paper: false, ..Self::paper(Drawn::default()) }
    }

    /// Whether it is something that is laid over a page.
    pub(super) fn is_glass(&self) -> bool {
        !self.white_is_paper
    }

    /// What was drawn.
    pub(super) fn finish(mut self) -> Drawn {
        self.drawn.unpacked += MAX_CONTENT - self.left;
        self.drawn
    }

    /// A picture apart from this one, that shares its bound.
    pub(super) fn beside(&self) -> Self {
        Self { left: self.left, ..Self::glass() }
    }

    /// Takes over what is left of the bound that was shared.
    pub(super) fn share(&mut self, other: &Self) {
        self.left = other.left;
    }

    /// Counts bytes that were looked through in vain; whether more may be.
    pub(super) fn may_look(&mut self, bytes: usize) -> bool {
        self.left = self.left.saturating_sub(bytes);
        self.left > 0
    }

    /// The content of a stream; empty when it cannot be unpacked.
    pub(super) fn unpacked(&mut self, stream: &Object<'_>) -> Vec<u8> {
        let data = self.unpacked_if_possible(stream);
        self.drawn.unsure |= data.is_none();
        data.unwrap_or_default()
    }

    /// The content of a stream; `None` when it cannot be unpacked.
    pub(super) fn unpacked_if_possible(&mut self, stream: &Object<'_>) -> Option<Vec<u8>> {
        let data = stream_data_within(stream, self.left as u64).ok();
        let size = data.as_ref().map_or(0, Vec::len);
        self.left = self.left.saturating_sub(size.max(LEAST));
        data
    }

    /// Draws what can be seen of a mark.
    pub(super) fn mark(&mut self, kind: MarkKind, area: Area, clip: Area, sight: Sight) {
        if self.is_shown(sight)
            && let Some(area) = seen(area, clip)
        {
            self.keep(kind, area, true);
        }
    }

    /// Notes an area that lies over what was drawn before.
    pub(super) fn cover(&mut self, area: Area, clip: Area, coat: Coat) {
        if let Some(area) = seen(area, clip)
            && self.marked.sight() != Sight::Hidden
        {
            if self.drawn.covers.len() < MAX_MARKS {
                let before = self.drawn.marks.len();
                self.drawn.covers.push(Cover { before, area, coat });
            } else {
                self.drawn.unsure = true;
            }
        }
    }

    /// Draws what can be seen of a glyph. What cannot be seen is kept apart.
    pub(super) fn glyph(&mut self, text: &str, spot: &Spot, sight: Sight, may_show: bool) {
        let sight = sight.min(self.marked.sight());
        let area = seen(spot.area, spot.clip);
        let blank = is_blank(text);
        let (Some(area), true) = (area, blank || self.is_shown(sight)) else {
            let mark = PaintedMark {
                kind: MarkKind::Faint(text.to_owned()),
                area: spot.area,
                may_show: false,
            };
            if !blank && self.white_is_paper && self.drawn.hidden.len() < MAX_MARKS {
                self.drawn.hidden.push(mark);
            }
            return;
        };
        let is_whole = size(area) >= MOST_OF_IT * size(spot.area);
        if !blank && (sight != Sight::Plain || !is_whole || spot.size < SMALLEST) {
            return self.keep(MarkKind::Faint(text.to_owned()), area, true);
        }
        let &Spot { start, width, size, .. } = spot;
        let (is_decoration, piece) = (self.marked.is_decoration(), self.marked.pieces());
        let stands_for = self.marked.take_text();
        let glyph =
            Glyph { text: text.to_owned(), start, width, size, is_decoration, piece, stands_for };
        self.keep(MarkKind::Glyph(glyph), area, may_show);
    }

    fn keep(&mut self, kind: MarkKind, area: Area, may_show: bool) {
        if self.drawn.marks.len() < MAX_MARKS {
            self.drawn.marks.push(PaintedMark { kind, area, may_show });
        } else {
            self.drawn.unsure = true;
        }
    }

    /// Whether anything is seen: of what lies on something else, programs may show what others
    /// hide.
    fn is_shown(&self, sight: Sight) -> bool {
        !self.white_is_paper || sight.min(self.marked.sight()) != Sight::Hidden
    }

    /// What is seen of letters of a colour.
    pub(super) fn sight_of_letters(&self, colour: Colour) -> Sight {
        match colour {
            Colour::White if self.white_is_paper => Sight::Hidden,
            Colour::White | Colour::Pale | Colour::Unknown => Sight::Faint,
            Colour::Dark => Sight::Plain,
        }
    }

    /// Whether an area of a colour is seen.
    pub(super) fn shows(&self, colour: Colour) -> bool {
        !(self.white_is_paper && colour == Colour::White)
    }
}

/// Letters no larger than this, in points, are not read.
const SMALLEST: f64 = 1.5;
/// How much of a letter must be seen to be read.
const MOST_OF_IT: f64 = 0.5;

fn size(area: Area) -> f64 {
    (area[2] - area[0]) * (area[3] - area[1])
}

/// What can be seen of an area.
fn seen(area: Area, clip: Area) -> Option<Area> {
    let seen = common(area, clip);
    (seen[0] <= seen[2] && seen[1] <= seen[3] && !seen.iter().any(|edge| edge.is_nan()))
        .then_some(seen)
}
