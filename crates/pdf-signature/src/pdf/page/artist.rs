//! Draws what a page shows, and where: enough to tell whether a picture that is put on it meets
//! anything, and what is written.
//!
//! Text is known letter by letter. Lines, areas and pictures are known by the box around them only,
//! so what meets such a box may lie on empty paper; what is white is taken for paper.

use super::canvas::Canvas;
use super::geometry::{Area, EVERYWHERE, common, matrix_of, times, turned};
use super::mark::{Drawn, MarkKind};
use super::paint::paint;
use super::pen::{DrawingState, Pen};
use super::write::{Fonts, write};
use crate::pdf::reading::{View, content_streams, corners, inherited, place};
use crate::pdf::syntax::{Dict, Object, Parser, Value, decode_text, is_space};

/// How many states of drawing may be put aside.
const MAX_SAVED: usize = 1000;
/// How deep drawings may stand in each other.
const MAX_DEPTH: usize = 12;
/// How many operands of an operator are kept.
const MAX_OPERANDS: usize = 64;
/// Where an appearance is drawn of which only is asked whether it shows anything.
const SOMEWHERE: Area = [0.0, 0.0, 100.0, 100.0];

/// What a page shows, with its annotations; `number` is the page's object.
pub(crate) fn draw_page(view: View<'_, '_>, number: u32) -> Drawn {
    let mut artist = Artist::new(view, Canvas::paper(draw_content(view, number)));
    let annotations =
        view.get(number).and_then(Object::dict).map(|page| view.array(page, b"Annots"));
    for annotation in annotations.unwrap_or_default() {
        if let Some(annotation) = view.resolve(annotation).dict() {
            artist.annotation(annotation);
        }
    }
    artist.canvas.drawn
}

/// The same without annotations.
pub(crate) fn draw_content(view: View<'_, '_>, number: u32) -> Drawn {
    let Some(page) = view.get(number).and_then(Object::dict) else {
        return Drawn { unsure: true, ..Drawn::default() };
    };
    let mut artist = Artist::new(view, Canvas::paper(Drawn::default()));
    let empty = Dict::default();
    let resources = inherited(view, page, b"Resources").and_then(Value::dict).unwrap_or(&empty);
    let mut content = Vec::new();
    for stream in content_streams(view, number).into_iter().filter_map(|number| view.get(number)) {
        content.extend(artist.canvas.unpacked(stream));
        content.push(b'\n');
    }
    artist.run(&content, resources, DrawingState::default(), 0);
    artist.canvas.drawn
}

/// What the appearance of an annotation shows, where it stands on the page.
pub(crate) fn draw_appearance(view: View<'_, '_>, annotation: &Dict<'_>) -> Drawn {
    let mut artist = Artist::new(view, Canvas::glass());
    artist.appearance(annotation);
    artist.canvas.drawn
}

struct Artist<'f, 'a> {
    view: View<'f, 'a>,
    canvas: Canvas,
    fonts: Fonts<'f, 'a>,
}

impl<'f, 'a> Artist<'f, 'a> {
    fn new(view: View<'f, 'a>, canvas: Canvas) -> Self {
        Self { view, canvas, fonts: Fonts::new(view) }
    }

    fn annotation(&mut self, annotation: &'f Dict<'a>) {
        let flags = self.view.lookup(annotation, b"F").and_then(Value::integer).unwrap_or(0);
        let kind = self.view.lookup(annotation, b"Subtype").and_then(Value::name);
        if flags & 0b10_0010 != 0 || matches!(kind, Some(b"Popup" | b"Link")) {
            return;
        }
        if self.view.lookup(annotation, b"FT").and_then(Value::name) == Some(b"Sig") {
            let shown = draw_appearance(self.view, annotation);
            if shown.is_empty() {
                return;
            }
            if let Some(area) = place(self.view, annotation) {
                let name = self
                    .view
                    .lookup(annotation, b"T")
                    .and_then(Value::text)
                    .map(decode_text)
                    .unwrap_or_default();
                self.canvas.mark(MarkKind::Signature(name), area, EVERYWHERE);
            } else {
                self.canvas.drawn.unsure = true;
            }
        } else {
            self.appearance(annotation);
        }
    }

    /// The normal appearance, fitted into the rectangle (ISO 32000-1, 12.5.5).
    fn appearance(&mut self, annotation: &'f Dict<'a>) {
        match place(self.view, annotation) {
            Some(area) => self.appearance_in(annotation, area),
            // Programs differ on where they draw what has no place.
            None if self.view.dict(annotation, b"AP").is_some() => {
                let mut somewhere = Artist::new(self.view, Canvas::glass());
                somewhere.appearance_in(annotation, SOMEWHERE);
                self.canvas.drawn.unsure |= !somewhere.canvas.drawn.is_empty();
            }
            None => {}
        }
    }

    fn appearance_in(&mut self, annotation: &'f Dict<'a>, area: Area) {
        let Some(appearance) = self.view.dict(annotation, b"AP") else {
            // A program may make one up, but for a field that is empty.
            let is_empty = annotation.is(b"Subtype", b"Widget") && annotation.get(b"V").is_none();
            if !is_empty {
                self.canvas.mark(MarkKind::Other, area, EVERYWHERE);
            }
            return;
        };
        // What is shown under the mouse may look different.
        if appearance.iter().any(|(key, _)| key != b"N") {
            self.canvas.mark(MarkKind::Other, area, EVERYWHERE);
        }
        let normal = appearance.get(b"N");
        let chosen = match normal.map(|normal| self.view.resolve(normal)) {
            Some(Value::Dict(states))
                if normal.and_then(Value::reference).is_none_or(|n| !self.is_stream(n)) =>
            {
                self.view
                    .lookup(annotation, b"AS")
                    .and_then(Value::name)
                    .and_then(|state| states.get(state))
            }
            _ => normal,
        };
        let form = chosen.and_then(Value::reference).and_then(|number| self.view.get(number));
        let Some((form, dict)) = form.and_then(|form| Some((form, form.dict()?))) else { return };
        let matrix = matrix_of(self.view, dict);
        let Some(bounds) = corners(self.view, dict, b"BBox") else {
            return self.canvas.drawn.unsure = true;
        };
        let bounds = turned(matrix, bounds);
        let fit = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
        let (across, up) = (
            fit(bounds[2] - bounds[0], area[2] - area[0]),
            fit(bounds[3] - bounds[1], area[3] - area[1]),
        );
        let place = [across, 0.0, 0.0, up, area[0] - bounds[0] * across, area[1] - bounds[1] * up];
        let state = DrawingState { matrix: place, clip: area, ..DrawingState::default() };
        self.form(form, dict, &Dict::default(), state, 0);
    }

    fn is_stream(&self, number: u32) -> bool {
        self.view.get(number).is_some_and(|object| object.stream.is_some())
    }

    fn form(
        &mut self,
        form: &'f Object<'a>,
        dict: &'f Dict<'a>,
        above: &Dict<'a>,
        mut state: DrawingState,
        depth: usize,
    ) {
        if depth > MAX_DEPTH {
            self.canvas.drawn.unsure = true;
            return;
        }
        state.matrix = times(matrix_of(self.view, dict), state.matrix);
        if let Some(bounds) = corners(self.view, dict, b"BBox") {
            state.clip = common(state.clip, turned(state.matrix, bounds));
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
        loop {
            parser.skip_space();
            if parser.rest().is_empty() {
                return self.canvas.marked.close_to(outside);
            }
            let before = parser.at;
            if let Ok(value) = parser.value() {
                if operands.len() < MAX_OPERANDS {
                    operands.push(value);
                }
                continue;
            }
            parser.at = before;
            let operator = parser.word();
            match operator {
                b"" => {
                    self.canvas.drawn.unsure = true;
                    parser.at = before + 1;
                }
                b"BI" => {
                    skip_inline_image(&mut parser);
                    self.canvas.mark(
                        MarkKind::Other,
                        turned(pen.state.matrix, [0.0, 0.0, 1.0, 1.0]),
                        pen.state.clip,
                    );
                }
                b"BMC" | b"BDC" => self.canvas.marked.begin(&operands),
                b"EMC" => self.canvas.marked.end(outside),
                _ => self.operator(operator, &operands, &mut pen, resources, depth),
            }
            operands.clear();
        }
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
        let first = || numbers.first().copied().unwrap_or(0.0);
        match operator {
            b"q" if pen.saved.len() < MAX_SAVED => pen.saved.push(pen.state.clone()),
            b"q" => self.canvas.drawn.unsure = true,
            b"Q" => pen.state = pen.saved.pop().unwrap_or_else(|| pen.state.clone()),
            b"cm" => match <[f64; 6]>::try_from(&numbers[..]) {
                Ok(matrix) => pen.state.matrix = times(matrix, pen.state.matrix),
                Err(_) => self.canvas.drawn.unsure = true,
            },
            b"w" => pen.state.line_width = first(),
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => {
                pen.state.white_fill = self.canvas.is_paper(operands, operator == b"k");
            }
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => {
                pen.state.white_line = self.canvas.is_paper(operands, operator == b"K");
            }
            b"cs" => pen.state.white_fill = false,
            b"CS" => pen.state.white_line = false,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h" => pen.draw(operator, &numbers),
            b"W" | b"W*" => pen.path.clips = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                paint(operator, pen, &mut self.canvas);
            }
            b"sh" => self.canvas.mark(MarkKind::Other, pen.state.clip, EVERYWHERE),
            b"Do" => self.object(operands, pen, resources, depth),
            b"gs" => self.graphics_state(operands, pen, resources),
            _ => write(operator, operands, pen, &mut self.canvas, &mut self.fonts, resources),
        }
    }

    fn object(&mut self, operands: &[Value<'_>], pen: &Pen, resources: &Dict<'a>, depth: usize) {
        let view = self.view;
        let named = || {
            let objects = view.dict(resources, b"XObject")?;
            let number = objects.get(operands.first()?.name()?)?.reference()?;
            let object = view.get(number)?;
            Some((object, object.dict()?))
        };
        match named() {
            Some((form, dict)) if dict.is(b"Subtype", b"Form") => {
                self.form(form, dict, resources, pen.state.clone(), depth);
            }
            Some((_, dict)) => {
                let area = turned(pen.state.matrix, [0.0, 0.0, 1.0, 1.0]);
                let is_clear = [&b"SMask"[..], b"Mask", b"ImageMask"]
                    .iter()
                    .any(|key| dict.get(key).is_some());
                if !is_clear {
                    self.canvas.cover(area, pen.state.clip);
                }
                self.canvas.mark(MarkKind::Other, area, pen.state.clip);
            }
            // What is not there is not drawn.
            None => {}
        }
    }

    /// A font may be set here too.
    fn graphics_state(&mut self, operands: &[Value<'_>], pen: &mut Pen, resources: &Dict<'a>) {
        let view = self.view;
        let state = operands.first().and_then(Value::name).and_then(|name| {
            let states = view.dict(resources, b"ExtGState")?;
            view.dict(states, name)
        });
        if let [Value::Reference(font, _), size] =
            state.map(|state| view.array(state, b"Font")).unwrap_or_default()
        {
            pen.state.size = size.points().unwrap_or(0.0);
            pen.state.font = self.fonts.numbered(*font);
        }
    }
}

/// Goes behind an image that stands in the content: `BI … ID … EI`.
fn skip_inline_image(parser: &mut Parser<'_>) {
    let rest = parser.rest();
    let data = rest.windows(2).position(|window| window == b"ID").map_or(rest.len(), |at| at + 2);
    let ends = |at: &usize| {
        let before = rest.get(at.wrapping_sub(1)).is_none_or(|&byte| is_space(byte));
        before
            && rest[*at..].starts_with(b"EI")
            && rest.get(at + 2).is_none_or(|&byte| is_space(byte))
    };
    parser.at += (data..rest.len()).find(ends).map_or(rest.len(), |at| at + 2);
}
