//! What a page shows, and where: enough to tell whether a picture that is put on it meets anything.
//!
//! Text is known letter by letter. Lines, areas and pictures are known by the box around them only, so what meets such a box
//! may lie on empty paper; what is white is taken for paper.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::flate::stream_data_within;
use super::font::Font;
use super::load::PdfFile;
use super::pages::pages;
use super::syntax::{Parser, is_space};
use super::value::{Dict, Object, Value};
use super::{StructureFault, View, decode_text};

/// What the contents of a page may unpack to, in bytes.
const MAX_CONTENT: usize = 32 << 20;
/// What a drawing costs at least, in bytes: small ones may be drawn very often.
const LEAST: usize = 256;
/// How many states of drawing may be put aside.
const MAX_SAVED: usize = 1000;
/// How many fonts of a page are read.
const MAX_FONTS: usize = 500;
/// How many marks of one page are kept.
const MAX_MARKS: usize = 400_000;
/// How deep drawings may stand in each other.
const MAX_DEPTH: usize = 12;
/// How many operands of an operator are kept.
const MAX_OPERANDS: usize = 64;
/// How many nodes of the page tree may lie above a page.
const MAX_ABOVE: usize = 32;
/// Less of an overlap than this, in points, is no overlap: programs round differently.
const TOUCH: f64 = 0.5;

/// What is filled and no higher or no wider than this, in points, is a line.
const THIN: f64 = 2.0;

/// Left, bottom, right, top in points.
pub(crate) type Area = [f64; 4];

/// Something that a page shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    pub(crate) kind: MarkKind,
    pub(crate) area: Area,
}

/// What a mark is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MarkKind {
    /// A letter, digit or sign; white space too.
    Text(String),
    /// A line.
    Line,
    /// An area, a picture, or an annotation of which no more is known.
    Other,
    /// The picture of a signature, with the name of its field.
    Signature(String),
}

/// What a page shows.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// In the order in which they are drawn.
    pub(crate) marks: Vec<Mark>,
    /// Whether there is something that could not be read.
    pub(crate) unsure: bool,
}

/// Whether a picture meets what a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meeting {
    Nothing,
    /// It stands on lines, or close to words.
    Touches(String),
    /// It may. Holds what, in Vietnamese.
    May(String),
    /// It stands on these words.
    Covers(String),
}

/// The lines that are written on each page, from top to bottom, as they are seen: whatever program wrote the file, and in
/// whatever order. What a line holds is read from left to right.
///
/// # Errors
///
/// The first thing that is wrong with the structure of the file.
pub fn lines(pdf: &[u8]) -> Result<Vec<Vec<String>>, StructureFault> {
    let file = PdfFile::read(pdf)?;
    let view = file.latest();
    Ok(pages(view)?.into_iter().map(|page| Drawn::content(view, page).all_lines()).collect())
}

impl Drawn {
    /// What a page shows, with its annotations; `number` is the page's object.
    pub(crate) fn page(view: View<'_, '_>, number: u32) -> Self {
        let mut artist = Artist::new(view, Self::content(view, number));
        let annotations = view.get(number).and_then(Object::dict).map(|page| view.array(page, b"Annots"));
        for annotation in annotations.unwrap_or_default() {
            if let Some(annotation) = view.resolve(annotation).dict() {
                artist.annotation(annotation);
            }
        }
        artist.drawn
    }

    /// The same without annotations.
    fn content(view: View<'_, '_>, number: u32) -> Self {
        let mut artist = Artist::new(view, Self::default());
        let Some(page) = view.get(number).and_then(Object::dict) else {
            return Self { unsure: true, ..Self::default() };
        };
        let empty = Dict::default();
        let resources = inherited(view, page, b"Resources").and_then(Value::dict).unwrap_or(&empty);
        let mut content = Vec::new();
        let streams = match view.lookup(page, b"Contents") {
            Some(Value::Array(items)) => items.iter().filter_map(Value::reference).collect(),
            _ => page.get(b"Contents").and_then(Value::reference).into_iter().collect::<Vec<_>>(),
        };
        for stream in streams.into_iter().filter_map(|number| view.get(number)) {
            content.extend(artist.unpacked(stream));
            content.push(b'\n');
        }
        artist.run(&content, resources, State::default(), 0);
        artist.drawn
    }

    /// What the appearance of an annotation shows, where it stands on the page.
    pub(crate) fn appearance(view: View<'_, '_>, annotation: &Dict<'_>) -> Self {
        let artist = Artist::new(view, Self::default());
        let mut artist = Artist { white_is_paper: false, ..artist };
        artist.appearance(annotation);
        artist.drawn
    }

    /// Whether nothing of it can be seen.
    pub(crate) fn is_empty(&self) -> bool {
        !self.unsure && self.marks.iter().all(Mark::is_blank)
    }

    /// Whether the picture of a signature field in this area meets anything but what the field itself showed before.
    pub(crate) fn meets(&self, area: Area, own: &str) -> Meeting {
        if self.marks.iter().any(|mark| mark.is_letter() && overlap(mark.area, area)) {
            return Meeting::Covers(shortened(&self.lines(area).join(" ")));
        }
        let next_to = |mark: &&Mark| {
            let near = (mark.area[3] - mark.area[1]) / 2.0;
            let wider = [mark.area[0] - near, mark.area[1], mark.area[2] + near, mark.area[3]];
            mark.text().is_some_and(|text| text.chars().any(char::is_alphanumeric)) && overlap(wider, area)
        };
        let is_own = |mark: &Mark| matches!(&mark.kind, MarkKind::Signature(field) if field == own);
        let others = || self.marks.iter().filter(|mark| !mark.is_blank() && !is_own(mark) && overlap(mark.area, area));
        let signature = others().find_map(|mark| match &mark.kind {
            MarkKind::Signature(field) => Some(field),
            _ => None,
        });
        if let Some(field) = signature {
            Meeting::May(format!("hình ký ở ô {field}"))
        } else if others().any(|mark| mark.kind == MarkKind::Other) {
            Meeting::May("hình hoặc mảng màu".into())
        } else if self.unsure {
            Meeting::May("phần nội dung mà chương trình chưa đọc được".into())
        } else if others().next().is_some() {
            Meeting::Touches("đường kẻ".into())
        } else if self.marks.iter().any(|mark| next_to(&mark)) {
            Meeting::Touches("chữ ở sát bên cạnh".into())
        } else {
            Meeting::Nothing
        }
    }

    /// The words in an area, from top to bottom, one line each.
    pub(crate) fn lines(&self, area: Area) -> Vec<String> {
        let mut letters: Vec<(&Mark, &str)> = self
            .marks
            .iter()
            .filter(|mark| overlap(mark.area, area))
            .filter_map(|mark| Some((mark, mark.text()?)))
            .collect();
        letters.sort_by(|(one, _), (other, _)| other.area[1].total_cmp(&one.area[1]));
        let mut lines: Vec<Vec<(&Mark, &str)>> = Vec::new();
        for letter in letters {
            match lines.last_mut().filter(|line| (line[0].0.area[1] - letter.0.area[1]).abs() < 2.0) {
                Some(line) => line.push(letter),
                None => lines.push(vec![letter]),
            }
        }
        lines.into_iter().map(one_line).filter(|line| !line.is_empty()).collect()
    }

    /// Everything that is written, line by line from top to bottom.
    pub(crate) fn all_lines(&self) -> Vec<String> {
        self.lines(EVERYWHERE)
    }

    /// Everything that is written, in the order in which it is drawn.
    pub(crate) fn text(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(Mark::text)
    }
}

impl Mark {
    pub(crate) fn text(&self) -> Option<&str> {
        if let MarkKind::Text(text) = &self.kind { Some(text) } else { None }
    }

    fn is_blank(&self) -> bool {
        self.text().is_some_and(|text| text.chars().all(|sign| sign.is_whitespace() || sign.is_control()))
    }

    /// Whether it says something; lines of dots and dashes only lead to a place.
    fn is_letter(&self) -> bool {
        const LEADERS: [char; 8] = ['.', '_', '-', '–', '—', '…', '·', ' '];
        !self.is_blank() && self.text().is_some_and(|text| !text.chars().all(|sign| LEADERS.contains(&sign)))
    }
}

/// The letters of a line from left to right, with spaces where there are gaps.
fn one_line(mut letters: Vec<(&Mark, &str)>) -> String {
    letters.sort_by(|(one, _), (other, _)| one.area[0].total_cmp(&other.area[0]));
    let mut line = String::new();
    let mut end = None;
    for (mark, text) in letters {
        let gap = (mark.area[3] - mark.area[1]) * 0.25;
        if end.is_some_and(|end| mark.area[0] - end > gap) && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(text);
        end = Some(mark.area[2]);
    }
    line.trim().to_owned()
}

fn shortened(words: &str) -> String {
    const MOST: usize = 40;
    let words = words.trim();
    match words.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

fn overlap(one: Area, other: Area) -> bool {
    let across: f64 = one[2].min(other[2]) - one[0].max(other[0]);
    let up = one[3].min(other[3]) - one[1].max(other[1]);
    // A line has no height of its own.
    let enough = |common: f64, first: f64, second: f64| common >= TOUCH.min(first).min(second) - 1e-9 && common >= 0.0;
    enough(across, one[2] - one[0], other[2] - other[0]) && enough(up, one[3] - one[1], other[3] - other[1])
}

/// A value of the page or of the page tree above it.
fn inherited<'f, 'a>(view: View<'f, 'a>, page: &'f Dict<'a>, key: &[u8]) -> Option<&'f Value<'a>> {
    let mut node = page;
    for _ in 0..MAX_ABOVE {
        if let Some(found) = view.lookup(node, key) {
            return Some(found);
        }
        node = view.dict(node, b"Parent")?;
    }
    None
}

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
const EVERYWHERE: Area = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];

/// First `one`, then `other`.
fn times(one: Matrix, other: Matrix) -> Matrix {
    let turn = |x: f64, y: f64| (x * other[0] + y * other[2], x * other[1] + y * other[3]);
    let (across, up, shift) = (turn(one[0], one[1]), turn(one[2], one[3]), turn(one[4], one[5]));
    [across.0, across.1, up.0, up.1, shift.0 + other[4], shift.1 + other[5]]
}

fn at(matrix: Matrix, x: f64, y: f64) -> (f64, f64) {
    (x * matrix[0] + y * matrix[2] + matrix[4], x * matrix[1] + y * matrix[3] + matrix[5])
}

/// The box around a rectangle that was turned.
fn turned(matrix: Matrix, [left, bottom, right, top]: Area) -> Area {
    around([(left, bottom), (left, top), (right, bottom), (right, top)].map(|(x, y)| at(matrix, x, y)))
}

fn around(points: impl IntoIterator<Item = (f64, f64)>) -> Area {
    points.into_iter().fold([f64::MAX, f64::MAX, f64::MIN, f64::MIN], |area, (x, y)| {
        [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)]
    })
}

fn common(one: Area, other: Area) -> Area {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

/// What is set while a page is drawn.
#[derive(Debug, Clone)]
struct State {
    matrix: Matrix,
    clip: Area,
    white_fill: bool,
    white_line: bool,
    line_width: f64,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    /// Text that is only clipped to, or not shown at all.
    unseen: bool,
}

impl Default for State {
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
struct Path {
    /// The box around each piece of it, from point to point.
    pieces: Vec<Area>,
    start: (f64, f64),
    here: (f64, f64),
    clips: bool,
}

struct Artist<'f, 'a> {
    view: View<'f, 'a>,
    drawn: Drawn,
    fonts: BTreeMap<u32, Rc<Font>>,
    /// How many bytes of content may still be unpacked.
    left: usize,
    /// Whether white is taken for paper: not of a picture that lies on something.
    white_is_paper: bool,
}

impl<'f, 'a> Artist<'f, 'a> {
    fn new(view: View<'f, 'a>, drawn: Drawn) -> Self {
        Self { view, drawn, fonts: BTreeMap::new(), left: MAX_CONTENT, white_is_paper: true }
    }

    fn unpacked(&mut self, stream: &Object<'_>) -> Vec<u8> {
        let data = stream_data_within(stream, self.left as u64).ok();
        self.drawn.unsure |= data.is_none();
        let data = data.unwrap_or_default();
        self.left = self.left.saturating_sub(data.len().max(LEAST));
        data
    }

    fn mark(&mut self, kind: MarkKind, area: Area, clip: Area) {
        let seen = common(area, clip);
        if seen[0] > seen[2] || seen[1] > seen[3] || seen.iter().any(|edge| edge.is_nan()) {
            return;
        }
        if self.drawn.marks.len() < MAX_MARKS {
            self.drawn.marks.push(Mark { kind, area: seen });
        } else {
            self.drawn.unsure = true;
        }
    }

    fn annotation(&mut self, annotation: &'f Dict<'a>) {
        let flags = self.view.lookup(annotation, b"F").and_then(Value::integer).unwrap_or(0);
        let kind = self.view.lookup(annotation, b"Subtype").and_then(Value::name);
        if flags & 0b10_0010 != 0 || matches!(kind, Some(b"Popup" | b"Link")) {
            return;
        }
        if self.view.lookup(annotation, b"FT").and_then(Value::name) == Some(b"Sig") {
            let shown = Drawn::appearance(self.view, annotation);
            if let Some(area) = rectangle(self.view, annotation).filter(|_| !shown.is_empty()) {
                let name =
                    self.view.lookup(annotation, b"T").and_then(Value::text).map(decode_text).unwrap_or_default();
                self.mark(MarkKind::Signature(name), area, EVERYWHERE);
            }
        } else {
            self.appearance(annotation);
        }
    }

    /// The normal appearance, fitted into the rectangle (ISO 32000-1, 12.5.5).
    fn appearance(&mut self, annotation: &'f Dict<'a>) {
        let Some(area) = rectangle(self.view, annotation) else { return };
        let Some(appearance) = self.view.dict(annotation, b"AP") else {
            // A program may make one up, but for a field that is empty.
            let is_empty = annotation.is(b"Subtype", b"Widget") && annotation.get(b"V").is_none();
            if !is_empty {
                self.mark(MarkKind::Other, area, EVERYWHERE);
            }
            return;
        };
        // What is shown under the mouse may look different.
        if appearance.iter().any(|(key, _)| key != b"N") {
            self.mark(MarkKind::Other, area, EVERYWHERE);
        }
        let normal = appearance.get(b"N");
        let chosen = match normal.map(|normal| self.view.resolve(normal)) {
            Some(Value::Dict(states)) if normal.and_then(Value::reference).is_none_or(|n| !self.is_stream(n)) => {
                self.view.lookup(annotation, b"AS").and_then(Value::name).and_then(|state| states.get(state))
            }
            _ => normal,
        };
        let form = chosen.and_then(Value::reference).and_then(|number| self.view.get(number));
        let Some((form, dict)) = form.and_then(|form| Some((form, form.dict()?))) else { return };
        let matrix = matrix_of(self.view, dict);
        let Some(bounds) = corners(self.view, dict, b"BBox") else { return self.drawn.unsure = true };
        let bounds = turned(matrix, bounds);
        let fit = |from: f64, to: f64| if from > 0.0 { to / from } else { 1.0 };
        let (across, up) =
            (fit(bounds[2] - bounds[0], area[2] - area[0]), fit(bounds[3] - bounds[1], area[3] - area[1]));
        let place = [across, 0.0, 0.0, up, area[0] - bounds[0] * across, area[1] - bounds[1] * up];
        let state = State { matrix: place, clip: area, ..State::default() };
        self.form(form, dict, &Dict::default(), state, 0);
    }

    fn is_stream(&self, number: u32) -> bool {
        self.view.get(number).is_some_and(|object| object.stream.is_some())
    }

    fn form(&mut self, form: &'f Object<'a>, dict: &'f Dict<'a>, above: &Dict<'a>, mut state: State, depth: usize) {
        if depth > MAX_DEPTH {
            self.drawn.unsure = true;
            return;
        }
        state.matrix = times(matrix_of(self.view, dict), state.matrix);
        if let Some(bounds) = corners(self.view, dict, b"BBox") {
            state.clip = common(state.clip, turned(state.matrix, bounds));
        }
        let content = self.unpacked(form);
        let own = self.view.dict(dict, b"Resources");
        self.run(&content, own.unwrap_or(above), state, depth + 1);
    }

    fn run(&mut self, content: &[u8], resources: &Dict<'a>, state: State, depth: usize) {
        let mut parser = Parser::new(content, 0);
        let mut pen = Pen { state, saved: Vec::new(), path: Path::default(), line: IDENTITY, text: IDENTITY };
        let mut operands: Vec<Value<'_>> = Vec::new();
        loop {
            parser.skip_space();
            if parser.rest().is_empty() {
                return;
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
                    self.drawn.unsure = true;
                    parser.at = before + 1;
                }
                b"BI" => {
                    skip_inline_image(&mut parser);
                    self.mark(MarkKind::Other, turned(pen.state.matrix, [0.0, 0.0, 1.0, 1.0]), pen.state.clip);
                }
                _ => self.operator(operator, &operands, &mut pen, resources, depth),
            }
            operands.clear();
        }
    }

    fn operator(&mut self, operator: &[u8], operands: &[Value<'_>], pen: &mut Pen, resources: &Dict<'a>, depth: usize) {
        let numbers: Vec<f64> = operands.iter().filter_map(Value::points).collect();
        let first = || numbers.first().copied().unwrap_or(0.0);
        match operator {
            b"q" if pen.saved.len() < MAX_SAVED => pen.saved.push(pen.state.clone()),
            b"q" => self.drawn.unsure = true,
            b"Q" => pen.state = pen.saved.pop().unwrap_or_else(|| pen.state.clone()),
            b"cm" => match <[f64; 6]>::try_from(&numbers[..]) {
                Ok(matrix) => pen.state.matrix = times(matrix, pen.state.matrix),
                Err(_) => self.drawn.unsure = true,
            },
            b"w" => pen.state.line_width = first(),
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => {
                pen.state.white_fill = self.white_is_paper && is_white(operands, operator == b"k");
            }
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => {
                pen.state.white_line = self.white_is_paper && is_white(operands, operator == b"K");
            }
            b"cs" => pen.state.white_fill = false,
            b"CS" => pen.state.white_line = false,
            b"m" | b"l" | b"c" | b"v" | b"y" | b"re" | b"h" => pen.draw(operator, &numbers),
            b"W" | b"W*" => pen.path.clips = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => self.paint(operator, pen),
            b"sh" => self.mark(MarkKind::Other, pen.state.clip, EVERYWHERE),
            b"Do" => self.object(operands, pen, resources, depth),
            b"gs" => self.graphics_state(operands, pen, resources),
            _ => self.write(operator, operands, &numbers, pen, resources),
        }
    }

    fn paint(&mut self, operator: &[u8], pen: &mut Pen) {
        let path = std::mem::take(&mut pen.path);
        let state = &mut pen.state;
        let fills = matches!(operator, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*");
        let strokes = matches!(operator, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*");
        let whole = path.pieces.iter().copied().reduce(|one, other| {
            [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
        });
        let Some(whole) = whole else { return };
        if fills && !state.white_fill {
            let is_thin = (whole[2] - whole[0]).min(whole[3] - whole[1]) < THIN;
            self.mark(if is_thin { MarkKind::Line } else { MarkKind::Other }, whole, state.clip);
        }
        if strokes && !state.white_line {
            let scale = state.matrix[0].hypot(state.matrix[1]).max(state.matrix[2].hypot(state.matrix[3]));
            let half = state.line_width * scale / 2.0;
            for piece in &path.pieces {
                self.mark(
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
            Some(_) => self.mark(MarkKind::Other, turned(pen.state.matrix, [0.0, 0.0, 1.0, 1.0]), pen.state.clip),
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
        if let [Value::Reference(font, _), size] = state.map(|state| view.array(state, b"Font")).unwrap_or_default() {
            pen.state.size = size.points().unwrap_or(0.0);
            pen.state.font = self.font(*font);
        }
    }

    fn font(&mut self, number: u32) -> Option<Rc<Font>> {
        if let Some(known) = self.fonts.get(&number) {
            return Some(Rc::clone(known));
        }
        if self.fonts.len() >= MAX_FONTS {
            return None;
        }
        let font = Rc::new(Font::read(self.view, self.view.get(number)?.dict()?));
        self.fonts.insert(number, Rc::clone(&font));
        Some(font)
    }

    fn write(&mut self, operator: &[u8], operands: &[Value<'_>], numbers: &[f64], pen: &mut Pen, resources: &Dict<'a>) {
        let first = numbers.first().copied().unwrap_or(0.0);
        match operator {
            b"BT" => (pen.line, pen.text) = (IDENTITY, IDENTITY),
            b"Tf" => {
                pen.state.size = first;
                let view = self.view;
                let fonts = view.dict(resources, b"Font");
                let font = fonts.and_then(|fonts| fonts.get(operands.first()?.name()?));
                pen.state.font = match font {
                    Some(Value::Reference(number, _)) => self.font(*number),
                    Some(Value::Dict(font)) => Some(Rc::new(Font::read(view, font))),
                    _ => None,
                };
            }
            b"Tc" => pen.state.letter_space = first,
            b"Tw" => pen.state.word_space = first,
            b"Tz" => pen.state.stretch = first / 100.0,
            b"TL" => pen.state.leading = first,
            b"Ts" => pen.state.rise = first,
            b"Tr" => pen.state.unseen = [3.0, 7.0].contains(&first),
            b"Td" | b"TD" => {
                if let [x, y] = *numbers {
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
            b"Tj" => self.show(operands, pen),
            b"TJ" => self.show(operands.first().and_then(Value::array).unwrap_or_default(), pen),
            b"'" => {
                pen.next_line(0.0, -pen.state.leading);
                self.show(operands, pen);
            }
            b"\"" => {
                if let [words, letters, text] = operands {
                    pen.state.word_space = words.points().unwrap_or(0.0);
                    pen.state.letter_space = letters.points().unwrap_or(0.0);
                    pen.next_line(0.0, -pen.state.leading);
                    self.show(std::slice::from_ref(text), pen);
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, parts: &[Value<'_>], pen: &mut Pen) {
        let Some(font) = pen.state.font.clone() else {
            self.drawn.unsure |= parts.iter().any(|part| part.text().is_some_and(|text| !text.is_empty()));
            return;
        };
        self.drawn.unsure |= !font.certain;
        let state = pen.state.clone();
        for part in parts {
            let Some(text) = part.text() else {
                let shift = -part.points().unwrap_or(0.0) / 1000.0 * state.size * state.stretch;
                pen.text = times([1.0, 0.0, 0.0, 1.0, shift, 0.0], pen.text);
                continue;
            };
            for glyph in font.glyphs(text) {
                let width = glyph.width * state.size * state.stretch;
                if !state.unseen && !state.white_fill || glyph.text.trim().is_empty() {
                    // From the baseline to the height of a capital letter.
                    let letter = [0.0, state.rise, width, state.rise + 0.66 * state.size];
                    let area = turned(times(pen.text, state.matrix), letter);
                    self.mark(MarkKind::Text(glyph.text.to_owned()), area, state.clip);
                }
                let word = if glyph.is_word_space { state.word_space } else { 0.0 };
                let shift = width + (state.letter_space + word) * state.stretch;
                pen.text = times([1.0, 0.0, 0.0, 1.0, shift, 0.0], pen.text);
            }
        }
    }
}

/// The state of drawing one content stream.
struct Pen {
    state: State,
    saved: Vec<State>,
    path: Path,
    line: Matrix,
    text: Matrix,
}

impl Pen {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.text = self.line;
    }

    fn draw(&mut self, operator: &[u8], numbers: &[f64]) {
        let points: Vec<_> = numbers.chunks_exact(2).map(|pair| at(self.state.matrix, pair[0], pair[1])).collect();
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
                let corners =
                    [corner(x, y), corner(x + width, y), corner(x + width, y + height), corner(x, y + height)];
                path.pieces.extend((0..4).map(|side| around([corners[side], corners[(side + 1) % 4]])));
                (path.start, path.here) = (*point, *point);
            }
            _ => {}
        }
    }
}

/// Whether a colour is white; a pattern is not. Four parts are ink, three and one are light.
fn is_white(operands: &[Value<'_>], ink: bool) -> bool {
    let parts: Vec<f64> = operands.iter().filter_map(Value::points).collect();
    let white = if ink || parts.len() == 4 { 0.0 } else { 1.0 };
    !parts.is_empty() && parts.len() == operands.len() && parts.iter().all(|part| (part - white).abs() < 0.004)
}

fn rectangle(view: View<'_, '_>, annotation: &Dict<'_>) -> Option<Area> {
    let area = corners(view, annotation, b"Rect")?;
    (area[2] > area[0] && area[3] > area[1]).then_some(area)
}

fn corners(view: View<'_, '_>, dict: &Dict<'_>, key: &[u8]) -> Option<Area> {
    let list = match dict.get(key)? {
        Value::Reference(number, _) => view.get(*number)?.value.array()?.to_vec(),
        Value::Array(list) => list.clone(),
        _ => return None,
    };
    let [a, b, c, d]: [f64; 4] = list.iter().map(Value::points).collect::<Option<Vec<_>>>()?.try_into().ok()?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn matrix_of(view: View<'_, '_>, dict: &Dict<'_>) -> Matrix {
    let list = match dict.get(b"Matrix") {
        Some(Value::Reference(number, _)) => view.get(*number).and_then(|object| object.value.array()),
        Some(Value::Array(list)) => Some(&list[..]),
        _ => None,
    };
    let numbers = list.and_then(|list| list.iter().map(Value::points).collect::<Option<Vec<_>>>());
    numbers.and_then(|numbers| numbers.try_into().ok()).unwrap_or(IDENTITY)
}

/// Goes behind an image that stands in the content: `BI … ID … EI`.
fn skip_inline_image(parser: &mut Parser<'_>) {
    let rest = parser.rest();
    let data = rest.windows(2).position(|window| window == b"ID").map_or(rest.len(), |at| at + 2);
    let ends = |at: &usize| {
        let before = rest.get(at.wrapping_sub(1)).is_none_or(|&byte| is_space(byte));
        before && rest[*at..].starts_with(b"EI") && rest.get(at + 2).is_none_or(|&byte| is_space(byte))
    };
    parser.at += (data..rest.len()).find(ends).map_or(rest.len(), |at| at + 2);
}
