//! Reads an issued PDF back: pages, glyphs with their places, ruled lines, fonts and metadata.
//!
//! Only what typst writes is understood; any other text operator is a panic, so that nothing is
//! overlooked.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Millimetres of a point.
const MM: f64 = 25.4 / 72.0;

/// An issued paper.
pub(crate) struct Pdf {
    pub(crate) pages: Vec<Page>,
    pub(crate) fonts: Vec<FontFile>,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) language: String,
    pub(crate) xmp: String,
}

/// A font of the file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FontFile {
    /// Without the letters that mark a subset.
    pub(crate) name: String,
    pub(crate) embedded: bool,
}

/// A page; all measures are millimetres from the upper left corner.
pub(crate) struct Page {
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) glyphs: Vec<Glyph>,
    /// Stroked lines.
    pub(crate) rules: Vec<Rule>,
}

/// A glyph where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    pub(crate) text: String,
    pub(crate) font: Rc<str>,
    /// Points.
    pub(crate) size: f64,
    pub(crate) x: f64,
    /// The baseline.
    pub(crate) y: f64,
    pub(crate) width: f64,
    /// Whether it is turned, to be read from below upwards.
    pub(crate) turned: bool,
    /// Whether it is decoration: a page number, a repeated header.
    pub(crate) artifact: bool,
}

/// A straight line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub(crate) from: (f64, f64),
    pub(crate) to: (f64, f64),
}

impl Pdf {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let file = Document::load_mem(bytes).expect("a whole PDF");
        let catalog = file.catalog().unwrap();
        let info = deref(&file, file.trailer.get(b"Info").unwrap()).as_dict().unwrap();
        let xmp = deref(&file, catalog.get(b"Metadata").unwrap())
            .as_stream()
            .unwrap()
            .get_plain_content()
            .unwrap();
        let pages: Vec<ObjectId> = file.page_iter().collect();
        let mut fonts: Vec<FontFile> =
            pages.iter().flat_map(|page| font_files(&file, *page)).collect();
        fonts.sort();
        fonts.dedup();
        Self {
            pages: pages.into_iter().map(|page| Page::read(&file, page)).collect(),
            fonts,
            title: words(info.get(b"Title").unwrap()),
            author: words(info.get(b"Author").unwrap()),
            language: words(catalog.get(b"Lang").unwrap()),
            xmp: String::from_utf8(xmp).unwrap(),
        }
    }

    /// The text of all pages without page numbers and repeated headers, on one line with single
    /// spaces.
    pub(crate) fn text(&self) -> String {
        let pages: Vec<_> =
            self.pages.iter().map(Page::text).filter(|text| !text.is_empty()).collect();
        pages.join(" ")
    }

    /// The first page that has this text, and the piece itself.
    pub(crate) fn piece(&self, text: &str) -> Piece<'_> {
        let found = self.pages.iter().find_map(|page| page.find(text, false));
        found.unwrap_or_else(|| panic!("`{text}` does not stand in:\n{}", self.text()))
    }
}

/// The alternative texts of the figures of a paper, in the order of the file.
pub(crate) fn alternatives(bytes: &[u8]) -> Vec<String> {
    let file = Document::load_mem(bytes).unwrap();
    let elements = file.objects.values().filter_map(|object| object.as_dict().ok());
    elements.filter_map(|element| element.get(b"Alt").ok()).map(words).collect()
}

/// What is written on the signatures of a paper, one text a signature, in the order of the file.
pub(crate) fn written_on_signatures(bytes: &[u8]) -> Vec<String> {
    let file = Document::load_mem(bytes).unwrap();
    let widgets = file.objects.values().filter_map(|object| object.as_dict().ok());
    let signed = widgets.filter(|widget| {
        widget.has(b"V") && widget.get(b"FT").is_ok_and(|kind| kind == &Object::from("Sig"))
    });
    let written = signed.map(|widget| {
        let appearance = file.get_dict_in_dict(widget, b"AP").unwrap().get(b"N").unwrap();
        let form = deref(&file, appearance).as_stream().unwrap();
        let resources = deref(&file, form.dict.get(b"Resources").unwrap()).as_dict().unwrap();
        let mut reader = Reader { fonts: fonts(&file, resources), ..Reader::default() };
        for operation in Content::decode(&form.decompressed_content().unwrap()).unwrap().operations
        {
            if operation.operator != "Do" {
                reader.take(&operation.operator, &operation.operands);
            }
        }
        reader.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    });
    written.collect()
}

impl Page {
    fn read(file: &Document, id: ObjectId) -> Self {
        let page = file.get_dictionary(id).unwrap();
        let sheet = numbers(deref(file, inherited(file, page, b"MediaBox")));
        let resources = deref(file, inherited(file, page, b"Resources")).as_dict().unwrap();
        let mut reader = Reader { fonts: fonts(file, resources), ..Reader::default() };
        for operation in Content::decode(&file.get_page_content(id)).unwrap().operations {
            reader.take(&operation.operator, &operation.operands);
        }
        let (width, height) = (sheet[2] - sheet[0], sheet[3] - sheet[1]);
        let flip = |(x, y): (f64, f64)| ((x - sheet[0]) * MM, (sheet[3] - y) * MM);
        let mut glyphs = reader.glyphs;
        for glyph in &mut glyphs {
            (glyph.x, glyph.y) = flip((glyph.x, glyph.y));
            glyph.width *= MM;
        }
        let rules = reader
            .rules
            .into_iter()
            .map(|(from, to)| Rule { from: flip(from), to: flip(to) })
            .collect();
        Self { width: width * MM, height: height * MM, glyphs, rules }
    }

    /// The text without page number and repeated headers, on one line with single spaces.
    pub(crate) fn text(&self) -> String {
        self.folded(false).into_iter().map(|(sign, _)| sign).collect()
    }

    /// The piece of the page with this text.
    pub(crate) fn piece(&self, text: &str) -> Piece<'_> {
        self.find(text, false)
            .unwrap_or_else(|| panic!("`{text}` does not stand in:\n{}", self.text()))
    }

    /// All pieces with this text, those in page numbers and repeated headers too.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.find(text, false).or_else(|| self.find(text, true)).is_some()
    }

    /// What stands in the header of the page: its number.
    pub(crate) fn number(&self) -> Option<Piece<'_>> {
        let glyphs: Vec<_> =
            self.glyphs.iter().filter(|glyph| glyph.artifact && glyph.y < 20.0).collect();
        (!glyphs.is_empty()).then_some(Piece { glyphs })
    }

    /// The glyphs that leave a mark and are no artifact.
    pub(crate) fn body(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs.iter().filter(|glyph| !glyph.artifact && !glyph.text.trim().is_empty())
    }

    fn find(&self, wanted: &str, artifacts: bool) -> Option<Piece<'_>> {
        let folded = self.folded(artifacts);
        let wanted: Vec<char> = wanted.chars().collect();
        let matches =
            |window: &[(char, usize)]| window.iter().map(|(sign, _)| sign).eq(wanted.iter());
        let found = folded.windows(wanted.len()).find(|window| matches(window))?;
        let mut indices: Vec<_> = found.iter().map(|(_, index)| *index).collect();
        indices.dedup();
        Some(Piece { glyphs: indices.into_iter().map(|index| &self.glyphs[index]).collect() })
    }

    /// The characters with the glyph each came from. A new line or a gap counts as a space.
    fn folded(&self, artifacts: bool) -> Vec<(char, usize)> {
        let mut out: Vec<(char, usize)> = Vec::new();
        let mut before: Option<&Glyph> = None;
        for (index, glyph) in
            self.glyphs.iter().enumerate().filter(|(_, glyph)| glyph.artifact == artifacts)
        {
            let apart = before.is_some_and(|before| {
                let (line, gap) = if glyph.turned && before.turned {
                    (before.x - glyph.x, before.y - glyph.y - before.width)
                } else {
                    (before.y - glyph.y, glyph.x - before.x - before.width)
                };
                let new_line = line.abs() > 0.1;
                // A hyphen inside a word or a range of days may end a line.
                let hyphen =
                    matches!(out.as_slice(), [.., (letter, _), ('-', _)] if *letter != ' ');
                let em = glyph.size * MM;
                // Pairs like `V.` are kerned up to an eighth of the size.
                (new_line && !hyphen) || (!new_line && !(-0.3 * em..0.15 * em).contains(&gap))
            });
            before = Some(glyph);
            let signs = glyph.text.chars().filter(|sign| !matches!(sign, '\u{2060}' | '\u{200B}'));
            for sign in apart.then_some(' ').into_iter().chain(signs) {
                let sign = if sign.is_whitespace() { ' ' } else { sign };
                if sign != ' ' || out.last().is_some_and(|(last, _)| *last != ' ') {
                    out.push((sign, index));
                }
            }
        }
        if out.last().is_some_and(|(last, _)| *last == ' ') {
            out.pop();
        }
        out
    }
}

/// Some text of a page where it stands.
pub(crate) struct Piece<'a> {
    pub(crate) glyphs: Vec<&'a Glyph>,
}

impl Piece<'_> {
    pub(crate) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    fn inked(&self) -> impl Iterator<Item = &&Glyph> {
        self.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty())
    }

    pub(crate) fn left(&self) -> f64 {
        self.inked().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min)
    }

    pub(crate) fn right(&self) -> f64 {
        self.inked().map(|glyph| glyph.x + glyph.width).fold(0.0, f64::max)
    }

    pub(crate) fn middle(&self) -> f64 {
        f64::midpoint(self.left(), self.right())
    }

    /// The baseline of its first line.
    pub(crate) fn baseline(&self) -> f64 {
        self.inked().next().expect("some ink").y
    }

    /// The glyphs by line, for text that may have been broken.
    pub(crate) fn lines(&self) -> Vec<Piece<'_>> {
        let mut lines: Vec<Piece<'_>> = Vec::new();
        for glyph in self.inked() {
            match lines.last_mut().filter(|line| (line.baseline() - glyph.y).abs() < 0.1) {
                Some(line) => line.glyphs.push(glyph),
                None => lines.push(Piece { glyphs: vec![glyph] }),
            }
        }
        lines
    }

    /// The size in points, which must be the same throughout.
    pub(crate) fn size(&self) -> f64 {
        let size = self.inked().next().expect("some ink").size;
        assert!(
            self.inked().all(|glyph| (glyph.size - size).abs() < 0.01),
            "`{}` has several sizes",
            self.text()
        );
        size
    }

    /// `upright`, `bold`, `italic` or `bold italic`; the same throughout.
    pub(crate) fn style(&self) -> &'static str {
        let font = &self.inked().next().expect("some ink").font;
        assert!(
            self.inked().all(|glyph| glyph.font == *font),
            "`{}` has several fonts",
            self.text()
        );
        match (font.contains("Bold"), font.contains("Italic")) {
            (false, false) => "upright",
            (true, false) => "bold",
            (false, true) => "italic",
            (true, true) => "bold italic",
        }
    }
}

/// A font of a page: text and width of each glyph.
struct Font {
    name: Rc<str>,
    texts: BTreeMap<u16, String>,
    /// Thousandths of the size.
    widths: BTreeMap<u16, f64>,
}

type Matrix = [f64; 6];
type Point = (f64, f64);

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Walks through the content of a page.
#[derive(Default)]
struct Reader {
    fonts: BTreeMap<Vec<u8>, Rc<Font>>,
    matrix: Option<Matrix>,
    saved: Vec<Option<Matrix>>,
    text: Option<Matrix>,
    font: Option<(Rc<Font>, f64)>,
    /// For each open marked content: whether it is an artifact.
    marked: Vec<bool>,
    /// Text that stands for the glyphs to come.
    actual: Option<(usize, String)>,
    path: Vec<(Point, Point)>,
    at: Point,
    glyphs: Vec<Glyph>,
    rules: Vec<(Point, Point)>,
}

impl Reader {
    fn take(&mut self, operator: &str, operands: &[Object]) {
        let values = || operands.iter().map(number).collect::<Vec<_>>();
        match operator {
            "q" => self.saved.push(self.matrix),
            "Q" => self.matrix = self.saved.pop().expect("a saved state"),
            "cm" => self.matrix = Some(times(matrix(&values()), self.matrix())),
            "BMC" => self.marked.push(operands[0].as_name().unwrap() == b"Artifact"),
            "BDC" => self.mark(operands),
            "EMC" => {
                self.marked.pop().expect("open marked content");
                if self.actual.as_ref().is_some_and(|(depth, _)| *depth > self.marked.len()) {
                    self.actual = None;
                }
            }
            "Tf" => {
                self.font = Some((
                    Rc::clone(&self.fonts[operands[0].as_name().unwrap()]),
                    number(&operands[1]),
                ));
            }
            "BT" => self.text = Some(IDENTITY),
            "Tm" => self.text = Some(matrix(&values())),
            "Tj" => self.show(operands),
            "TJ" => self.show(operands[0].as_array().unwrap()),
            "m" => self.at = self.place((number(&operands[0]), number(&operands[1]))),
            "l" => {
                let to = self.place((number(&operands[0]), number(&operands[1])));
                self.path.push((self.at, to));
                self.at = to;
            }
            "S" => self.rules.append(&mut self.path),
            "f" | "n" => self.path.clear(),
            "Td" | "TD" | "T*" | "'" | "\"" | "Tc" | "Tw" | "Tz" | "Ts" => {
                panic!("not understood: {operator}")
            }
            // Among the rest are pictures, which hold no words.
            _ => {}
        }
    }

    fn mark(&mut self, operands: &[Object]) {
        self.marked.push(operands[0].as_name().unwrap() == b"Artifact");
        if let Some(text) =
            operands[1].as_dict().ok().and_then(|properties| properties.get(b"ActualText").ok())
        {
            self.actual = Some((self.marked.len(), words(text)));
        }
    }

    fn matrix(&self) -> Matrix {
        self.matrix.unwrap_or(IDENTITY)
    }

    fn place(&self, point: Point) -> Point {
        let at = times([1.0, 0.0, 0.0, 1.0, point.0, point.1], self.matrix());
        (at[4], at[5])
    }

    /// Shows some glyphs, with the shifts between them.
    fn show(&mut self, parts: &[Object]) {
        let (font, size) = self.font.clone().expect("a font");
        let mut shift = 0.0;
        for part in parts {
            let Object::String(codes, _) = part else {
                shift -= number(part) / 1000.0 * size;
                continue;
            };
            for code in codes.chunks(2).map(|code| u16::from_be_bytes([code[0], code[1]])) {
                let advance = font.widths.get(&code).copied().unwrap_or(0.0) / 1000.0 * size;
                let text = font.texts.get(&code).cloned().unwrap_or_default();
                self.glyph(&font, size, text, (shift, advance));
                shift += advance;
            }
        }
    }

    fn glyph(&mut self, font: &Font, size: f64, text: String, (shift, advance): (f64, f64)) {
        let whole = times(self.text.expect("a text object"), self.matrix());
        let turned = whole[0].abs() < 1e-6 && whole[3].abs() < 1e-6;
        let upright = whole[1].abs() < 1e-6 && whole[2].abs() < 1e-6;
        assert!(upright || turned && whole[1] > 0.0, "text stands upright, or rises");
        let along = if turned { whole[1] } else { whole[0] };
        let text = self.actual.as_mut().map_or(text, |(_, actual)| std::mem::take(actual));
        self.glyphs.push(Glyph {
            text,
            font: Rc::clone(&font.name),
            size: size * along.abs(),
            x: whole[4] + shift * whole[0],
            y: whole[5] + shift * whole[1],
            width: advance * along,
            turned,
            artifact: self.marked.iter().any(|artifact| *artifact),
        });
    }
}

fn matrix(values: &[f64]) -> Matrix {
    values.try_into().expect("six numbers")
}

/// First `one`, then `other`.
fn times(one: Matrix, other: Matrix) -> Matrix {
    let turn = |x: f64, y: f64| (x * other[0] + y * other[2], x * other[1] + y * other[3]);
    let (across, up, shift) = (turn(one[0], one[1]), turn(one[2], one[3]), turn(one[4], one[5]));
    [across.0, across.1, up.0, up.1, shift.0 + other[4], shift.1 + other[5]]
}

fn number(object: &Object) -> f64 {
    f64::from(object.as_float().expect("a number"))
}

fn numbers(object: &Object) -> Vec<f64> {
    object.as_array().unwrap().iter().map(number).collect()
}

fn deref<'a>(file: &'a Document, object: &'a Object) -> &'a Object {
    file.dereference(object).unwrap().1
}

/// A value of the page or of the page tree above it.
fn inherited<'a>(file: &'a Document, page: &'a Dictionary, key: &[u8]) -> &'a Object {
    page.get(key).unwrap_or_else(|_| {
        let parent = deref(file, page.get(b"Parent").expect("a value somewhere up the tree"))
            .as_dict()
            .unwrap();
        inherited(file, parent, key)
    })
}

/// A text string of PDF: UTF-16 with a mark, or plain.
fn words(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(wide) => utf16(wide),
        None => String::from_utf8(bytes.to_vec()).expect("ASCII"),
    }
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

fn fonts_of<'a>(
    file: &'a Document,
    resources: &'a Dictionary,
) -> Vec<(&'a Vec<u8>, &'a Dictionary)> {
    let Ok(fonts) = resources.get(b"Font") else { return Vec::new() };
    let fonts = deref(file, fonts).as_dict().unwrap();
    fonts.iter().map(|(name, font)| (name, deref(file, font).as_dict().unwrap())).collect()
}

/// The font that a composite font is made of.
fn descendant<'a>(file: &'a Document, font: &'a Dictionary) -> &'a Dictionary {
    let descendants = deref(file, font.get(b"DescendantFonts").unwrap()).as_array().unwrap();
    deref(file, &descendants[0]).as_dict().unwrap()
}

fn base_name(font: &Dictionary) -> String {
    let name =
        String::from_utf8(font.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap();
    name.split_once('+').map_or(name.clone(), |(_, name)| name.to_owned())
}

fn font_files(file: &Document, page: ObjectId) -> Vec<FontFile> {
    let page = file.get_dictionary(page).unwrap();
    let resources = deref(file, inherited(file, page, b"Resources")).as_dict().unwrap();
    let one = |(_, font): (&Vec<u8>, &Dictionary)| {
        let descendant = descendant(file, font);
        let descriptor = deref(file, descendant.get(b"FontDescriptor").unwrap()).as_dict().unwrap();
        let embedded = [&b"FontFile2"[..], b"FontFile3"].iter().any(|key| descriptor.has(key));
        FontFile { name: base_name(descendant), embedded }
    };
    fonts_of(file, resources).into_iter().map(one).collect()
}

fn fonts(file: &Document, resources: &Dictionary) -> BTreeMap<Vec<u8>, Rc<Font>> {
    let one = |font: &Dictionary| {
        let to_unicode =
            deref(file, font.get(b"ToUnicode").unwrap()).as_stream().unwrap().get_plain_content();
        let descendant = descendant(file, font);
        Font {
            name: base_name(descendant).into(),
            texts: texts(&String::from_utf8_lossy(&to_unicode.unwrap())),
            widths: widths(file, descendant),
        }
    };
    fonts_of(file, resources)
        .into_iter()
        .map(|(name, font)| (name.clone(), Rc::new(one(font))))
        .collect()
}

/// The texts of a `ToUnicode` map: `<glyph> <text>` lines, and `<first> <last> <text>` lines for
/// ranges.
fn texts(map: &str) -> BTreeMap<u16, String> {
    let mut texts = BTreeMap::new();
    let sections = |begin: &'static str, end: &'static str| {
        map.split(begin).skip(1).map(move |section| section.split(end).next().unwrap_or_default())
    };
    for section in sections("beginbfchar", "endbfchar") {
        for pair in codes(section).chunks(2) {
            texts.insert(u16::from_be_bytes([pair[0][0], pair[0][1]]), utf16(&pair[1]));
        }
    }
    assert_eq!(sections("beginbfrange", "endbfrange").count(), 0, "ranges are not understood");
    texts
}

/// The hexadecimal strings of a section.
fn codes(section: &str) -> Vec<Vec<u8>> {
    let strings = section.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let bytes = |digits: &str| {
        (0..digits.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
            .collect()
    };
    strings.map(bytes).collect()
}

/// The widths of a descendant font: `first last width` or `first [width …]`.
fn widths(file: &Document, font: &Dictionary) -> BTreeMap<u16, f64> {
    let mut widths = BTreeMap::new();
    let code = |object: &Object| u16::try_from(object.as_i64().unwrap()).unwrap();
    let list = deref(file, font.get(b"W").unwrap()).as_array().unwrap();
    let mut rest = list.as_slice();
    while let [first, next, ..] = rest {
        if let Object::Array(each) = deref(file, next) {
            widths.extend((code(first)..).zip(each.iter().map(number)));
            rest = &rest[2..];
        } else {
            widths.extend((code(first)..=code(next)).map(|code| (code, number(&rest[2]))));
            rest = &rest[3..];
        }
    }
    widths
}
