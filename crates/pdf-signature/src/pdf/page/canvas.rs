//! What has been drawn of a page so far.

use super::geometry::{Area, common};
use super::mark::{Drawn, Glyph, MarkKind, PaintedMark};
use super::marked::MarkedContent;
use crate::pdf::reading::stream_data_within;
use crate::pdf::syntax::{Object, Value};

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
    /// Whether white is taken for paper: not of a picture that lies on something.
    white_is_paper: bool,
}

/// Where a glyph stands, in points.
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
        Self { drawn, marked: MarkedContent::default(), left: MAX_CONTENT, white_is_paper: true }
    }

    /// What lies on something else: white is seen on it.
    pub(super) fn glass() -> Self {
        Self { white_is_paper: false, ..Self::paper(Drawn::default()) }
    }

    /// The content of a stream; empty when it cannot be unpacked.
    pub(super) fn unpacked(&mut self, stream: &Object<'_>) -> Vec<u8> {
        let data = stream_data_within(stream, self.left as u64).ok();
        self.drawn.unsure |= data.is_none();
        let data = data.unwrap_or_default();
        self.left = self.left.saturating_sub(data.len().max(LEAST));
        data
    }

    /// Draws what can be seen of a mark.
    pub(super) fn mark(&mut self, kind: MarkKind, area: Area, clip: Area) {
        if let Some(area) = seen(area, clip) {
            self.keep(kind, area);
        }
    }

    /// Notes an area through which what was drawn before is not seen.
    pub(super) fn cover(&mut self, area: Area, clip: Area) {
        if let Some(area) = seen(area, clip)
            && self.drawn.covers.len() < MAX_MARKS
        {
            self.drawn.covers.push((self.drawn.marks.len(), area));
        }
    }

    /// Draws what can be seen of a glyph.
    pub(super) fn glyph(&mut self, text: &str, spot: &Spot) {
        let Some(area) = seen(spot.area, spot.clip) else { return };
        let &Spot { start, width, size, .. } = spot;
        let (is_decoration, piece) = (self.marked.is_decoration(), self.marked.pieces());
        let stands_for = self.marked.take_text();
        let glyph =
            Glyph { text: text.to_owned(), start, width, size, is_decoration, piece, stands_for };
        self.keep(MarkKind::Glyph(glyph), area);
    }

    fn keep(&mut self, kind: MarkKind, area: Area) {
        if self.drawn.marks.len() < MAX_MARKS {
            self.drawn.marks.push(PaintedMark { kind, area });
        } else {
            self.drawn.unsure = true;
        }
    }

    /// Whether a colour is that of the paper; a pattern is not. Four parts are ink, three and one
    /// are light.
    pub(super) fn is_paper(&self, colour: &[Value<'_>], ink: bool) -> bool {
        let parts: Vec<f64> = colour.iter().filter_map(Value::points).collect();
        let white = if ink || parts.len() == 4 { 0.0 } else { 1.0 };
        let is_white =
            parts.len() == colour.len() && parts.iter().all(|part| (part - white).abs() < 0.004);
        self.white_is_paper && !parts.is_empty() && is_white
    }
}

/// What can be seen of an area.
fn seen(area: Area, clip: Area) -> Option<Area> {
    let seen = common(area, clip);
    (seen[0] <= seen[2] && seen[1] <= seen[3] && !seen.iter().any(|edge| edge.is_nan()))
        .then_some(seen)
}
