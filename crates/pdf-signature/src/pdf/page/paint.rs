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
    let Some(whole) = whole else { return };
    let is_thin = (whole[2] - whole[0]).min(whole[3] - whole[1]) < THIN;
    if fills && !is_thin {
        canvas.cover(whole, state.clip);
    }
    if fills && !state.white_fill {
        canvas.mark(if is_thin { MarkKind::Line } else { MarkKind::Other }, whole, state.clip);
    }
    if strokes && !state.white_line {
        let scale =
            state.matrix[0].hypot(state.matrix[1]).max(state.matrix[2].hypot(state.matrix[3]));
        let half = state.line_width * scale / 2.0;
        for piece in &path.pieces {
            canvas.mark(
                MarkKind::Line,
                [piece[0] - half, piece[1] - half, piece[2] + half, piece[3] + half],
                state.clip,
            );
        }
    }
    if path.clips {
        state.clip = common(state.clip, whole);
    }
}
