//! Draws what a page shows, and where: enough to tell whether a picture that is put on it meets
//! anything, and what is written.
//!
//! Text is known letter by letter. Lines, areas and pictures are known by the box around them only,
//! so what meets such a box may lie on empty paper; what is white is taken for paper.

use super::canvas::Canvas;
use super::colour::{ColourSpace, Sight};
use super::geometry::{EVERYWHERE, common, matrix_of, times, turned};
use super::image::{draw_image, inline_image};
use super::layers::{sight_of, sight_of_layer};
use super::mark::{Drawn, MarkKind};
use super::paint::paint;
use super::painted::Coat;
use super::pen::{Blend, DrawingState, DrawnGlyph, Pen};
use super::text::{Fonts, write};
use crate::pdf::reading::{View, content_streams, corners, inherited, seen_area};
use crate::pdf::syntax::{Dict, Object, Parser, Value};

/// How many states of drawing may be put aside.
const MAX_SAVED: usize = 1000;
/// How deep drawings may stand in each other.
const MAX_DEPTH: usize = 12;
/// How many operands of an operator are kept.
const MAX_OPERANDS: usize = 64;

/// How many values one operand may consist of.
const MAX_VALUES: usize = 100_000;

/// What the content of a page shows, without annotations; `number` is the page's object.
pub(crate) fn draw_content(view: View<'_, '_>, number: u32) -> Drawn {
    let Some(page) = view.target(number).and_then(Object::dict) else {
        return Drawn { unsure: true, ..Drawn::default() };
    };
    let mut artist = Artist::new(view, Canvas::paper(Drawn::default()));
    let empty = Dict::default();
    let resources = inherited(view, page, b"Resources").and_then(Value::dict).unwrap_or(&empty);
    let mut content = Vec::new();
    for stream in content_streams(view, number).into_iter().filter_map(|number| view.target(number))
    {
        content.extend(artist.canvas.unpacked(stream));
        content.push(b'\n');
    }
    let seen = seen_area(view, page);
    artist.canvas.drawn.unsure |= seen.is_none();
    let state = DrawingState { clip: seen.unwrap_or(EVERYWHERE), ..DrawingState::default() };
    artist.run(&content, resources, state, 0);
    artist.finish()
}

pub(super) struct Artist<'f, 'a> {
    pub(super) view: View<'f, 'a>,
    pub(super) canvas: Canvas,
    fonts: Fonts<'f, 'a>,
}

impl<'f, 'a> Artist<'f, 'a> {
    pub(super) fn new(view: View<'f, 'a>, canvas: Canvas) -> Self {
        Self { view, canvas, fonts: Fonts::new(view) }
    }

    /// What was drawn.
    pub(super) fn finish(mut self) -> Drawn {
        self.canvas.drawn.unpacked += self.fonts.work();
        self.canvas.finish()
    }

    pub(super) fn form(
        &mut self,
        form: &Object<'a>,
        dict: &Dict<'a>,
        above: &Dict<'a>,
        mut state: DrawingState,
        depth: usize,
    ) {
        let Some(matrix) = matrix_of(self.view, dict).filter(|_| depth <= MAX_DEPTH) else {
            return self.canvas.drawn.unsure = true;
        };
        state.matrix = times(matrix, state.matrix);
        if let Some(bounds) = corners(self.view, dict, b"BBox") {
            state.clip = common(state.clip, turned(state.matrix, bounds));
        }
        state.sight = state.sight.min(sight_of(self.view, dict));
        // A group is drawn by itself, then laid down as one.
        if dict.get(b"Group").is_some() {
            state.veil *= state.fill.opacity;
            (state.fill.opacity, state.line.opacity) = (1.0, 1.0);
            state.sight = state.sight.min(state.mixed());
            (state.blend, state.masked) = (Blend::Normal, false);
        }
        let content = self.canvas.unpacked(form);
        let own = self.view.dict(dict, b"Resources");
        self.run(&content, own.unwrap_or(above), state, depth + 1);
    }

    fn run(&mut self, content: &[u8], resources: &Dict<'a>, state: DrawingState, depth: usize) {
        let mut parser = Parser::new(content, 0);
        let mut pen = Pen::new(state);
        let outside = self.canvas.marked.depth();
        let mut operands: Vec<Value<'_>> = Vec::new();
        let mut tolerant = 0_usize;
        loop {
            parser.skip_space();
            if parser.rest().is_empty() {
                return self.canvas.marked.close_to(outside);
            }
            let before = parser.at;
            parser.values = MAX_VALUES;
            let value = parser.value();
            // Some programs take a name apart where others see one.
            self.canvas.drawn.unsure |= parser.take_odd().splitting.is_some();
            if let Ok(value) = value {
                if operands.len() >= MAX_OPERANDS {
                    self.canvas.drawn.unsure = true;
                    operands.remove(0);
                }
                operands.push(value);
                continue;
            }
            parser.at = before;
            if matches!(parser.rest(), [b'(' | b'<' | b'[', ..])
                && (parser.reached >= content.len()
                    || !self.canvas.may_look(parser.reached.saturating_sub(before)))
            {
                // What has no end reaches to the end of the content, as it does in all programs.
                self.canvas.drawn.unsure = true;
                return self.canvas.marked.close_to(outside);
            }
            parser.reached = 0;
            let operator = parser.word();
            // Of more operands than it takes programs use the first or the last.
            let (taken, is_known) = match arity(operator) {
                Arity::Exactly(count) => {
                    self.canvas.drawn.unsure |= count > 0 && operands.len() != count;
                    (&operands[operands.len().saturating_sub(count)..], true)
                }
                Arity::Any => (&operands[..], true),
                Arity::Unknown => (&operands[..], false),
            };
            self.canvas.drawn.unsure |= !is_known && (tolerant == 0 || !is_word(operator));
            match operator {
                b"" => parser.at = before + 1,
                b"BX" => tolerant += 1,
                b"EX" => tolerant = tolerant.saturating_sub(1),
                b"BI" => self.inline_image(&mut parser, &pen.state),
                b"BMC" | b"BDC" => {
                    let sight = self.sight_of_span(taken, resources);
                    self.canvas.marked.begin(taken, sight);
                }
                b"EMC" => self.canvas.marked.end(outside),
                _ => self.operator(operator, taken, &mut pen, resources, depth),
            }
            for glyph in std::mem::take(&mut pen.glyphs) {
                self.glyph(&glyph, &pen.state, resources, depth);
            }
            operands.clear();
        }
    }

    /// What is seen of marked content that belongs to a layer: `/OC /name BDC`.
    fn sight_of_span(&self, operands: &[Value<'_>], resources: &Dict<'a>) -> Sight {
        let [tag, properties] = operands else { return Sight::Plain };
        if tag.name() != Some(b"OC") {
            return Sight::Plain;
        }
        let named = || self.view.dict(resources, b"Properties")?.get(properties.name()?);
        named().map_or(Sight::Faint, |layer| sight_of_layer(self.view, layer))
    }

    fn inline_image(&mut self, parser: &mut Parser<'_>, state: &DrawingState) {
        self.canvas.drawn.unsure |= !inline_image(parser);
        let area = turned(state.matrix, [0.0, 0.0, 1.0, 1.0]);
        if let Some(coat) = state.covers(state.fill) {
            self.canvas.cover(area, state.clip, Coat { is_white: true, ..coat });
        }
        self.canvas.mark(MarkKind::Picture, area, state.clip, state.sight_of(state.fill));
    }

    /// A glyph that is a drawing of its own: it says what its font tells if anything is drawn.
    fn glyph(&mut self, glyph: &DrawnGlyph, state: &DrawingState, above: &Dict<'a>, depth: usize) {
        let Some(drawings) = &glyph.font.drawings else { return };
        let before = self.canvas.drawn.marks.len();
        if let Some(stream) = self.view.target(glyph.number).filter(|_| depth <= MAX_DEPTH) {
            let content = self.canvas.unpacked(stream);
            let mut state = state.clone();
            state.matrix = times(drawings.matrix, glyph.matrix);
            state.sight = state.sight.min(Sight::Faint);
            let own = drawings.resources.as_ref().and_then(Value::dict);
            self.run(&content, own.unwrap_or(above), state, depth + 1);
        } else {
            self.canvas.drawn.unsure = true;
        }
        let is_drawn = self.canvas.drawn.marks.len() > before;
        let sight = if is_drawn { glyph.sight } else { Sight::Hidden };
        self.canvas.glyph(&glyph.text, &glyph.spot, sight, is_drawn);
    }

    fn operator(
        &mut self,
        operator: &[u8],
        operands: &[Value<'_>],
        pen: &mut Pen,
        resources: &Dict<'a>,
        depth: usize,
    ) {
        let numbers: Vec<f64> = operands.iter().filter_map(Value::points).collect();
        let state = &mut pen.state;
        match operator {
            b"q" if pen.saved.len() < MAX_SAVED => pen.saved.push(pen.state.clone()),
            b"q" => self.canvas.drawn.unsure = true,
            b"Q" => *state = pen.saved.pop().unwrap_or_else(|| state.clone()),
            b"cm" => match <[f64; 6]>::try_from(&numbers[..]) {
                Ok(matrix) => state.matrix = times(matrix, state.matrix),
                Err(_) => self.canvas.drawn.unsure = true,
            },
            b"w" => state.line_width = numbers.first().copied().unwrap_or(0.0),
            b"d1" => state.fixed_colour = true,
            b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs" | b"G" | b"RG" | b"K" | b"SC" | b"SCN"
            | b"CS" => self.colour(operator, operands, state, resources),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h" => pen.draw(operator, &numbers),
            b"W" | b"W*" => pen.path.clips = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                paint(operator, pen, &mut self.canvas);
            }
            b"sh" => {
                if let Some(coat) = state.covers(state.fill) {
                    let coat = Coat { is_white: true, ..coat };
                    self.canvas.cover(state.clip, EVERYWHERE, coat);
                }
                let sight = state.sight_of(state.fill);
                self.canvas.mark(MarkKind::Picture, state.clip, EVERYWHERE, sight);
            }
            b"Do" => self.object(operands, pen, resources, depth),
            b"gs" => self.graphics_state(operands, pen, resources),
            _ => write(operator, operands, pen, &mut self.canvas, &mut self.fonts, resources),
        }
    }

    fn colour(
        &self,
        operator: &[u8],
        operands: &[Value<'_>],
        state: &mut DrawingState,
        resources: &Dict<'a>,
    ) {
        if state.fixed_colour {
            return;
        }
        let paint =
            if operator[0].is_ascii_uppercase() { &mut state.line } else { &mut state.fill };
        let space = match operator {
            b"g" | b"G" => Some(ColourSpace::Grey),
            b"rg" | b"RG" => Some(ColourSpace::Light),
            b"k" | b"K" => Some(ColourSpace::Ink),
            b"cs" | b"CS" => {
                let name = operands.first().and_then(Value::name).unwrap_or_default();
                paint.space = ColourSpace::named(self.view, resources, name);
                paint.colour = paint.space.first();
                return;
            }
            _ => None,
        };
        paint.space = space.unwrap_or(paint.space);
        paint.colour = paint.space.colour(operands);
    }

    fn object(&mut self, operands: &[Value<'_>], pen: &Pen, resources: &Dict<'a>, depth: usize) {
        let view = self.view;
        let named = || {
            let objects = view.dict(resources, b"XObject")?;
            let number = objects.get(operands.first()?.name()?)?.reference()?;
            let object = view.target(number)?;
            Some((object, object.dict()?))
        };
        match named() {
            Some((form, dict)) if dict.is(b"Subtype", b"Form") => {
                self.form(form, dict, resources, pen.state.clone(), depth);
            }
            Some((image, _)) => draw_image(view, image, &pen.state, &mut self.canvas),
            // What is not there is not drawn.
            None => {}
        }
    }

    fn graphics_state(&mut self, operands: &[Value<'_>], pen: &mut Pen, resources: &Dict<'a>) {
        let view = self.view;
        let found = operands.first().and_then(Value::name).and_then(|name| {
            let states = view.dict(resources, b"ExtGState")?;
            view.dict(states, name)
        });
        let Some(found) = found else { return };
        let state = &mut pen.state;
        if let [Value::Reference(font, _), size] = view.array(found, b"Font") {
            state.size = view.resolve(size).points().unwrap_or(0.0);
            state.font = self.fonts.numbered(*font);
        }
        let number = |key: &[u8]| view.lookup(found, key).and_then(Value::points);
        state.line_width = number(b"LW").unwrap_or(state.line_width);
        state.fill.opacity = number(b"ca").unwrap_or(state.fill.opacity);
        state.line.opacity = number(b"CA").unwrap_or(state.line.opacity);
        if let Some(mode) = view.lookup(found, b"BM") {
            let first = mode.array().and_then(<[_]>::first).map(|mode| view.resolve(mode));
            state.blend = match first.unwrap_or(mode).name() {
                Some(b"Normal" | b"Compatible") => Blend::Normal,
                Some(b"Multiply" | b"Darken") => Blend::Darkens,
                _ => Blend::Odd,
            };
        }
        if let Some(mask) = view.lookup(found, b"SMask") {
            state.masked = mask.name() != Some(b"None");
        }
    }
}

/// Whether programs that do not know an operator see one word in it.
fn is_word(operator: &[u8]) -> bool {
    operator.iter().all(|byte| byte.is_ascii_alphabetic() || b"*'\"".contains(byte))
}

/// How many operands an operator takes.
enum Arity {
    Exactly(usize),
    Any,
    Unknown,
}

fn arity(operator: &[u8]) -> Arity {
    Arity::Exactly(match operator {
        b"q" | b"Q" | b"h" | b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*"
        | b"n" | b"W" | b"W*" | b"BT" | b"ET" | b"T*" | b"EMC" | b"BX" | b"EX" | b"BI" => 0,
        b"w" | b"J" | b"j" | b"M" | b"i" | b"ri" | b"gs" | b"g" | b"G" | b"Tc" | b"Tw" | b"Tz"
        | b"TL" | b"Ts" | b"Tr" | b"Do" | b"sh" | b"Tj" | b"TJ" | b"'" | b"cs" | b"CS" | b"MP"
        | b"BMC" => 1,
        b"d" | b"m" | b"l" | b"Td" | b"TD" | b"Tf" | b"BDC" | b"DP" | b"d0" => 2,
        b"rg" | b"RG" | b"\"" => 3,
        b"v" | b"y" | b"re" | b"k" | b"K" => 4,
        b"cm" | b"Tm" | b"c" | b"d1" => 6,
        b"sc" | b"scn" | b"SC" | b"SCN" => return Arity::Any,
        _ => return Arity::Unknown,
    })
}
