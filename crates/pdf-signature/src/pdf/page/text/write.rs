//! Text that a page shows (ISO 32000-1, 9.4).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::font::{Drawing, Font};
use crate::pdf::page::canvas::{Canvas, Spot};
use crate::pdf::page::colour::Sight;
use crate::pdf::page::geometry::{IDENTITY, at, times, turned};
use crate::pdf::page::pen::{DrawingState, DrawnGlyph, Pen};
use crate::pdf::reading::View;
use crate::pdf::syntax::{Dict, Value};

/// How many fonts of a page are read, and how much work they may be, in bytes.
const MAX_FONTS: usize = 500;
const MAX_WORK: usize = 32 << 20;

/// The fonts of a page, each read once.
pub(in crate::pdf::page) struct Fonts<'f, 'a> {
    view: View<'f, 'a>,
    known: BTreeMap<u32, Rc<Font>>,
    work: usize,
}

impl<'f, 'a> Fonts<'f, 'a> {
    pub(in crate::pdf::page) fn new(view: View<'f, 'a>) -> Self {
        Self { view, known: BTreeMap::new(), work: 0 }
    }

    /// How much work it was to read them, in bytes.
    pub(in crate::pdf::page) fn work(&self) -> usize {
        self.work
    }

    /// A font, unless too much was read already.
    fn read(&mut self, font: &Dict<'a>) -> Option<Rc<Font>> {
        if self.work > MAX_WORK {
            return None;
        }
        let font = Font::of(self.view, font);
        self.work += font.work;
        Some(Rc::new(font))
    }

    /// The font with this name among the resources.
    fn named(&mut self, resources: &Dict<'a>, name: &[u8]) -> Option<Rc<Font>> {
        let view = self.view;
        match view.dict(resources, b"Font")?.get(name)? {
            Value::Reference(number, _) => self.numbered(*number),
            Value::Dict(font) => self.read(font),
            _ => None,
        }
    }

    /// The font that is the object with this number.
    pub(in crate::pdf::page) fn numbered(&mut self, number: u32) -> Option<Rc<Font>> {
        if let Some(known) = self.known.get(&number) {
            return Some(Rc::clone(known));
        }
        if self.known.len() >= MAX_FONTS {
            return None;
        }
        let font = self.read(self.view.target(number)?.dict()?)?;
        self.known.insert(number, Rc::clone(&font));
        Some(font)
    }
}

/// Carries out an operator of text, whose operands are as many as it takes; others draw nothing.
pub(in crate::pdf::page) fn write<'a>(
    operator: &[u8],
    operands: &[Value<'_>],
    pen: &mut Pen,
    canvas: &mut Canvas,
    fonts: &mut Fonts<'_, 'a>,
    resources: &Dict<'a>,
) {
    let numbers: Vec<f64> = operands.iter().filter_map(Value::points).collect();
    let first = numbers.first().copied().unwrap_or(0.0);
    match operator {
        b"BT" => (pen.line, pen.text) = (IDENTITY, IDENTITY),
        b"ET" => pen.state.odd_clip |= std::mem::take(&mut pen.text_clips),
        b"Tf" => {
            pen.state.size = first;
            pen.state.font = operands
                .first()
                .and_then(Value::name)
                .and_then(|name| fonts.named(resources, name));
        }
        b"Tc" => pen.state.letter_space = first,
        b"Tw" => pen.state.word_space = first,
        b"Tz" => pen.state.stretch = first / 100.0,
        b"TL" => pen.state.leading = first,
        b"Ts" => pen.state.rise = first,
        b"Tr" => pen.state.text_mode = mode(first, canvas),
        b"Td" | b"TD" => {
            if let [x, y] = numbers[..] {
                if operator == b"TD" {
                    pen.state.leading = -y;
                }
                pen.next_line(x, y);
            }
        }
        b"Tm" => {
            if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
                (pen.line, pen.text) = (matrix, matrix);
            }
        }
        b"T*" => pen.next_line(0.0, -pen.state.leading),
        b"Tj" => show(operands, pen, canvas),
        b"TJ" => show(operands.first().and_then(Value::array).unwrap_or_default(), pen, canvas),
        b"'" => {
            pen.next_line(0.0, -pen.state.leading);
            show(operands, pen, canvas);
        }
        b"\"" => {
            if let [words, letters, text] = operands {
                pen.state.word_space = words.points().unwrap_or(0.0);
                pen.state.letter_space = letters.points().unwrap_or(0.0);
                pen.next_line(0.0, -pen.state.leading);
                show(std::slice::from_ref(text), pen, canvas);
            }
        }
        _ => {}
    }
}

/// Shows texts, with the shifts between them.
fn show(parts: &[Value<'_>], pen: &mut Pen, canvas: &mut Canvas) {
    let Some(font) = pen.state.font.clone() else {
        canvas.drawn.unsure |=
            parts.iter().any(|part| part.text().is_some_and(|text| !text.is_empty()));
        return;
    };
    canvas.drawn.unsure |= !font.certain;
    let state = pen.state.clone();
    for part in parts {
        let Some(text) = part.text() else {
            let shift = -part.points().unwrap_or(0.0) / 1000.0 * state.size * state.stretch;
            pen.text = times([1.0, 0.0, 0.0, 1.0, shift, 0.0], pen.text);
            continue;
        };
        pen.text_clips |= state.text_mode >= CLIPS;
        let sight = sight(&state, canvas);
        for code in font.codes(text) {
            let width = code.width * state.size * state.stretch;
            // From the baseline to the height of a capital letter.
            let letter = [0.0, state.rise, width, state.rise + 0.66 * state.size];
            let whole = times(pen.text, state.matrix);
            let (x, y) = at(whole, 0.0, 0.0);
            let scale = whole[0].hypot(whole[1]);
            let area = turned(whole, letter);
            let start = [x, y];
            let spot = Spot {
                start,
                width: width * scale,
                size: state.size * scale,
                area,
                clip: state.clip,
            };
            match code.drawing {
                Drawing::Outline => canvas.glyph(code.text, &spot, sight, code.may_show),
                Drawing::Nothing => canvas.glyph(code.text, &spot, Sight::Hidden, false),
                Drawing::Part(number) => {
                    let size = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
                    pen.glyphs.push(DrawnGlyph {
                        font: Rc::clone(&font),
                        number,
                        matrix: times(size, whole),
                        text: code.text.to_owned(),
                        spot,
                        sight,
                    });
                }
            }
            let word = if code.is_word_space { state.word_space } else { 0.0 };
            let shift = width + (state.letter_space + word) * state.stretch;
            pen.text = times([1.0, 0.0, 0.0, 1.0, shift, 0.0], pen.text);
        }
    }
}

/// From this mode on, text is clipped to.
const CLIPS: u8 = 4;

/// How text is painted (ISO 32000-1, 9.3.6).
fn mode(number: f64, canvas: &mut Canvas) -> u8 {
    let known = (0_u8..8).find(|mode| (f64::from(*mode) - number).abs() < f64::EPSILON);
    canvas.drawn.unsure |= known.is_none();
    known.unwrap_or(0)
}

/// What is seen of text, as far as it does not depend on where it stands.
fn sight(state: &DrawingState, canvas: &Canvas) -> Sight {
    let fill = state.sight_of(state.fill).min(canvas.sight_of_letters(state.fill.colour));
    let line = state.sight_of(state.line).min(canvas.sight_of_letters(state.line.colour));
    let painted = match state.text_mode {
        0 | 4 => fill,
        1 | 5 => line,
        2 | 6 => fill.max(line),
        _ => Sight::Hidden,
    };
    if state.odd_clip { painted.min(Sight::Faint) } else { painted }
}
