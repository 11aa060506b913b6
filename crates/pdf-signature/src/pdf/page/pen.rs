//! The state of drawing one content stream.

use std::rc::Rc;

use super::font::Font;
use super::geometry::{Area, EVERYWHERE, IDENTITY, Matrix, around, at, times};

/// What is set while a page is drawn.
#[derive(Debug, Clone)]
pub(super) struct DrawingState {
    pub(super) matrix: Matrix,
    pub(super) clip: Area,
    pub(super) white_fill: bool,
    pub(super) white_line: bool,
    pub(super) line_width: f64,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) letter_space: f64,
    pub(super) word_space: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// Text that is only clipped to, or not shown at all.
    pub(super) unseen: bool,
}

impl Default for DrawingState {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            clip: EVERYWHERE,
            white_fill: false,
            white_line: false,
            line_width: 1.0,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            unseen: false,
        }
    }
}

/// A path that is being drawn, on the page.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// The box around each piece of it, from point to point.
    pub(super) pieces: Vec<Area>,
    pub(super) start: (f64, f64),
    pub(super) here: (f64, f64),
    pub(super) clips: bool,
}

/// The state of drawing one content stream.
pub(super) struct Pen {
    pub(super) state: DrawingState,
    pub(super) saved: Vec<DrawingState>,
    pub(super) path: Path,
    /// Where the line of text begins, and where the next glyph stands.
    pub(super) line: Matrix,
    pub(super) text: Matrix,
}

impl Pen {
    /// A pen that begins with this state.
    pub(super) fn new(state: DrawingState) -> Self {
        Self { state, saved: Vec::new(), path: Path::default(), line: IDENTITY, text: IDENTITY }
    }

    /// Goes to the next line of text, so far to the right and up.
    pub(super) fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    /// Draws a piece of a path.
    pub(super) fn draw(&mut self, operator: &[u8], numbers: &[f64]) {
        let points: Vec<_> =
            numbers.chunks_exact(2).map(|pair| at(self.state.matrix, pair[0], pair[1])).collect();
        let path = &mut self.path;
        match (operator, &points[..]) {
            (b"m", [point, ..]) => (path.start, path.here) = (*point, *point),
            (b"l" | b"c" | b"v" | b"y", [.., last]) => {
                path.pieces.push(around([path.here].into_iter().chain(points.iter().copied())));
                path.here = *last;
            }
            (b"h", _) => {
                path.pieces.push(around([path.here, path.start]));
                path.here = path.start;
            }
            (b"re", [point, _]) => {
                let (x, y, width, height) = (numbers[0], numbers[1], numbers[2], numbers[3]);
                let corner = |x: f64, y: f64| at(self.state.matrix, x, y);
                let corners = [
                    corner(x, y),
                    corner(x + width, y),
                    corner(x + width, y + height),
                    corner(x, y + height),
                ];
                path.pieces
                    .extend((0..4).map(|side| around([corners[side], corners[(side + 1) % 4]])));
                (path.start, path.here) = (*point, *point);
            }
            _ => {}
        }
    }
}
