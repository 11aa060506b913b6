//! Paths that are filled and stroked.

use super::canvas::Canvas;
use super::geometry::common;
use super::mark::MarkKind;
use super::pen::Pen;

/// What is filled and no higher or no wider than this, in points, is a line.
const THIN: f64 = 2.0;

/// Ends the path: fills it, strokes it, or clips to it.
pub(super) fn paint(operator: &[u8], pen: &mut Pen, canvas: &mut Canvas) {
    let path = std::mem::take(&mut pen.path);
    let state = &mut pen.state;
    let fills = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
    let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
    let whole = path.pieces.iter().copied().reduce(|one, other| {
        [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
    });
    let Some(whole) = whole else {
        // Programs differ on what is seen in a clip of nothing.
        state.odd_clip |= path.clips;
        return;
    };
    let is_thin = (whole[2] - whole[0]).min(whole[3] - whole[1]) < THIN;
    if fills {
        if let Some(coat) = state.covers(state.fill) {
            canvas.cover(whole, state.clip, coat);
        }
        if canvas.shows(state.fill.colour) {
            let kind = if is_thin { MarkKind::Line } else { MarkKind::Area };
            canvas.mark(kind, whole, state.clip, state.sight_of(state.fill));
        }
    }
    if strokes {
        let scale =
            state.matrix[0].hypot(state.matrix[1]).max(state.matrix[2].hypot(state.matrix[3]));
        let half = state.line_width * scale / 2.0;
        for piece in &path.pieces {
            let area = [piece[0] - half, piece[1] - half, piece[2] + half, piece[3] + half];
            if let Some(coat) = state.covers(state.line) {
                canvas.cover(area, state.clip, coat);
            }
            if canvas.shows(state.line.colour) {
                canvas.mark(MarkKind::Line, area, state.clip, state.sight_of(state.line));
            }
        }
    }
    if path.clips {
        state.clip = common(state.clip, whole);
        state.odd_clip |= !path.is_box();
    }
}
