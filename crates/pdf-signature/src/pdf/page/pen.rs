//! The state of drawing one content stream.

use std::rc::Rc;

use super::canvas::Spot;
use super::colour::{Colour, ColourSpace, Sight};
use super::geometry::{Area, EVERYWHERE, IDENTITY, Matrix, around, at, times};
use super::painted::Coat;
use super::text::Font;

/// What is set while a page is drawn.
#[derive(Debug, Clone)]
pub(super) struct DrawingState {
    pub(super) matrix: Matrix,
    pub(super) clip: Area,
    /// Whether less may be seen than what lies in the clip.
    pub(super) odd_clip: bool,
    pub(super) fill: Paint,
    pub(super) line: Paint,
    /// How much the drawings around this one let through.
    pub(super) veil: f64,
    /// What is seen of the drawings around this one.
    pub(super) sight: Sight,
    pub(super) blend: Blend,
    /// Whether a mask lets some of it through only.
    pub(super) masked: bool,
    /// Whether colours are set outside (a glyph that is a drawing).
    pub(super) fixed_colour: bool,
    pub(super) line_width: f64,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) letter_space: f64,
    pub(super) word_space: f64,
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    /// How text is painted (`Tr`).
    pub(super) text_mode: u8,
}

/// What areas or lines are painted with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    pub(super) space: ColourSpace,
    pub(super) colour: Colour,
    /// 1 lets nothing through.
    pub(super) opacity: f64,
}

impl Default for Paint {
    fn default() -> Self {
        Self { space: ColourSpace::Grey, colour: Colour::Dark, opacity: 1.0 }
    }
}

/// How paint mixes with what lies below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blend {
    Normal,
    /// It makes what lies below no lighter.
    Darkens,
    /// Any other.
    Odd,
}

impl DrawingState {
    /// What is seen of paint, whatever its colour.
    pub(super) fn sight_of(&self, paint: Paint) -> Sight {
        let own = Sight::of_opacity(paint.opacity * self.veil);
        self.sight.min(own).min(self.mixed())
    }

    /// What is seen of paint as it is mixed with what lies below.
    pub(super) fn mixed(&self) -> Sight {
        if self.blend == Blend::Odd || self.masked { Sight::Faint } else { Sight::Plain }
    }

    /// How paint hides or changes what lies below; `None` when it does not.
    pub(super) fn covers(&self, paint: Paint) -> Option<Coat> {
        const VISIBLE: f64 = 0.3;
        const THICK: f64 = 0.8;
        let opacity = paint.opacity * self.veil;
        let is_seen = opacity >= VISIBLE && self.sight != Sight::Hidden;
        (is_seen && self.blend != Blend::Darkens)
            .then_some(Coat { is_white: paint.colour != Colour::Dark, is_thick: opacity >= THICK })
    }
}

impl Default for DrawingState {
    fn default() -> Self {
        Self {
            matrix: IDENTITY,
            clip: EVERYWHERE,
            odd_clip: false,
            fill: Paint::default(),
            line: Paint::default(),
            veil: 1.0,
            sight: Sight::Plain,
            blend: Blend::Normal,
            masked: false,
            fixed_colour: false,
            line_width: 1.0,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            text_mode: 0,
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
    /// How many parts it has.
    pub(super) parts: usize,
}

impl Path {
    /// Whether it is one rectangle that is not turned: what lies in the box around it lies in it.
    pub(super) fn is_box(&self) -> bool {
        const SLACK: f64 = 0.05;
        let is_straight = |piece: &Area| piece[2] - piece[0] < SLACK || piece[3] - piece[1] < SLACK;
        self.parts == 1 && self.pieces.len() <= 5 && self.pieces.iter().all(is_straight)
    }
}

/// A glyph that is a drawing of its own, and waits to be drawn.
pub(super) struct DrawnGlyph {
    pub(super) font: Rc<Font>,
    /// The number of the drawing.
    pub(super) number: u32,
    pub(super) matrix: Matrix,
    pub(super) text: String,
    pub(super) spot: Spot,
    pub(super) sight: Sight,
}

/// The state of drawing one content stream.
pub(super) struct Pen {
    pub(super) state: DrawingState,
    pub(super) saved: Vec<DrawingState>,
    pub(super) path: Path,
    /// Where the line of text begins, and where the next glyph stands.
    pub(super) line: Matrix,
    pub(super) text: Matrix,
    /// Whether the text since `BT` is clipped to.
    pub(super) text_clips: bool,
    pub(super) glyphs: Vec<DrawnGlyph>,
}

impl Pen {
    /// A pen that begins with this state.
    pub(super) fn new(state: DrawingState) -> Self {
        Self {
            state,
            saved: Vec::new(),
            path: Path::default(),
            line: IDENTITY,
            text: IDENTITY,
            text_clips: false,
            glyphs: Vec::new(),
        }
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
            (b"m", [point, ..]) => {
                (path.start, path.here) = (*point, *point);
                path.parts += 1;
            }
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
                path.parts += 1;
            }
            _ => {}
        }
    }
}
