//! The words of a paper, page by page, as they stand in the PDF that the typesetter wrote.
//!
//! Enough of PDF for what typst writes: composite fonts with two bytes a glyph, a `ToUnicode` map in each, every run of text
//! placed on its own. What another program wrote may be read badly; it is then told as different, never as the same.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::glyphs::Font;

/// What the content of one page may unpack to, in bytes; a full page of a table is some hundred thousand.
const MAX_PAGE: usize = 16 << 20;

/// What the content of all pages may unpack to, in bytes.
const MAX_PAPER: usize = 64 << 20;

/// How many nodes of the page tree may lie above a page.
const MAX_DEPTH: usize = 32;

/// The smallest unit that is compared: a word, a figure (`67,2`, `21/8/2019`), or a single sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word.
    pub(super) text: String,
    /// The page it stands on, from 1.
    pub(super) page: usize,
    /// Whether a space or the beginning of a line is before it.
    pub(super) apart: bool,
    /// The piece it belongs to, counted through the paper: the cell of a table, a line or paragraph of text.
    pub(super) piece: usize,
}

impl Word {
    /// Whether it begins with a digit.
    pub(super) fn is_figure(&self) -> bool {
        self.text.starts_with(|sign: char| sign.is_ascii_digit())
    }
}

/// Ends a piece in the text of a page.
const END_OF_PIECE: char = '\u{1D}';

/// The words of all pages in the order of the file. Page numbers and repeated headings of tables, which the typesetter marks as
/// decoration, come only with `decoration`, and then nothing else does. `None` when a page cannot be read, or there is more than any paper has.
pub(super) fn words(document: &Document, decoration: bool) -> Option<Vec<Word>> {
    let (mut words, mut piece, mut left) = (Vec::new(), 0, MAX_PAPER);
    for (number, page) in (1..).zip(document.page_iter()) {
        let mut reader = Reader { fonts: fonts(document, page), decoration, ..Reader::default() };
        let content = content(document, page)?;
        left = left.checked_sub(content.len())?;
        for operation in Content::decode(&content).ok()?.operations {
            reader.take(&operation.operator, &operation.operands);
        }
        for text in reader.text.split(END_OF_PIECE) {
            words.extend(split(text).map(|(text, apart)| Word { text, page: number, apart, piece }));
            piece += 1;
        }
    }
    Some(words)
}

/// The words of all pages as they are seen, whatever program wrote the file; each line is a piece. `None` when the file cannot
/// be read.
pub(super) fn seen(pdf: &[u8]) -> Option<Vec<Word>> {
    let (mut words, mut piece) = (Vec::new(), 0);
    for (page, lines) in (1..).zip(pdf_signature::lines(pdf).ok()?) {
        for line in lines {
            words.extend(split(&line).map(|(text, apart)| Word { text, page, apart, piece }));
            piece += 1;
        }
    }
    Some(words)
}

/// The unpacked content of a page.
pub(super) fn content(document: &Document, page: ObjectId) -> Option<Vec<u8>> {
    document.get_page_content_with_limit(page, MAX_PAGE).ok()
}

/// A text in words, each with whether it stands apart from the one before.
pub(super) fn split(text: &str) -> impl Iterator<Item = (String, bool)> + use<> {
    let signs: Vec<char> = text.chars().filter(|sign| !matches!(sign, '\u{2060}' | '\u{200B}' | '\u{AD}')).collect();
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut apart = true;
    let mut open = false;
    for (index, &sign) in signs.iter().enumerate() {
        if sign.is_whitespace() {
            (apart, open) = (true, false);
            continue;
        }
        let digit = |index: Option<usize>| index.and_then(|index| signs.get(index)).is_some_and(char::is_ascii_digit);
        let inside = sign.is_alphanumeric()
            || matches!(sign, ',' | '.' | '/') && digit(index.checked_sub(1)) && digit(Some(index + 1));
        match words.last_mut().filter(|_| open && inside && !apart) {
            Some((word, _)) => word.push(sign),
            None => words.push((sign.to_string(), apart)),
        }
        (apart, open) = (false, inside);
    }
    words.into_iter()
}

fn fonts(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, Rc<Font>> {
    let resources = inherited(document, page, b"Resources").and_then(|found| found.as_dict().ok());
    let fonts = resources.and_then(|resources| value(document, resources, b"Font")?.as_dict().ok());
    let read = |(name, font): (&Vec<u8>, &Object)| {
        let font = document.dereference(font).ok()?.1.as_dict().ok()?;
        Some((name.clone(), Rc::new(Font::read(document, font)?)))
    };
    fonts.into_iter().flat_map(|fonts| fonts.iter().filter_map(read)).collect()
}

/// A value of the page or of the page tree above it.
fn inherited<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MAX_DEPTH {
        if let Some(found) = value(document, node, key) {
            return Some(found);
        }
        node = value(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// The value of a key, wherever it stands.
pub(super) fn value<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    Some(document.dereference(dictionary.get(key).ok()?).ok()?.1)
}

type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Walks through the content of a page.
#[derive(Default)]
struct Reader {
    fonts: BTreeMap<Vec<u8>, Rc<Font>>,
    decoration: bool,
    matrix: Option<Matrix>,
    saved: Vec<Option<Matrix>>,
    line: Option<Matrix>,
    font: Option<(Rc<Font>, f32)>,
    /// For each open marked content: whether it is decoration.
    marked: Vec<bool>,
    /// Text that stands for the glyphs to come, and how deep it was marked.
    actual: Option<(usize, String)>,
    /// Where the last glyph ended, and its baseline.
    end: Option<(f32, f32)>,
    text: String,
}

impl Reader {
    fn take(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "q" => self.saved.push(self.matrix),
            "Q" => self.matrix = self.saved.pop().flatten(),
            "cm" => self.matrix = matrix(operands).map(|own| times(own, self.matrix.unwrap_or(IDENTITY))),
            "BMC" | "BDC" => self.mark(operands),
            "EMC" => {
                self.marked.pop();
                if self.actual.as_ref().is_some_and(|(depth, _)| *depth > self.marked.len()) {
                    self.actual = None;
                }
            }
            "Tf" => {
                let font = operands.first().and_then(|name| self.fonts.get(name.as_name().ok()?));
                self.font = font.map(|font| (Rc::clone(font), operands.get(1).map_or(0.0, number)));
            }
            "BT" => self.line = Some(IDENTITY),
            "Tm" => self.line = matrix(operands),
            "Tj" => self.show(operands),
            "TJ" => self.show(operands.first().and_then(|parts| parts.as_array().ok()).map_or(&[], Vec::as_slice)),
            _ => {}
        }
    }

    fn mark(&mut self, operands: &[Object]) {
        let decoration = operands.first().is_some_and(|tag| tag.as_name().is_ok_and(|tag| tag == b"Artifact"));
        self.marked.push(decoration);
        self.end_piece(operands);
        let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
        let text = properties.and_then(|properties| decode_text_string(properties.get(b"ActualText").ok()?).ok());
        if let Some(text) = text {
            self.actual = Some((self.marked.len(), text));
        }
    }

    /// What the typesetter numbers (`/MCID`) begins a new piece.
    fn end_piece(&mut self, operands: &[Object]) {
        let numbered = operands.get(1).is_some_and(|given| given.as_dict().is_ok_and(|given| given.has(b"MCID")));
        if numbered {
            self.text.push(END_OF_PIECE);
            self.end = None;
        }
    }

    /// Shows some glyphs, with the shifts between them.
    fn show(&mut self, parts: &[Object]) {
        let (Some((font, size)), Some(line)) = (self.font.clone(), self.line) else { return };
        let whole = times(line, self.matrix.unwrap_or(IDENTITY));
        let mut shift = 0.0;
        for part in parts {
            let Object::String(codes, _) = part else {
                shift -= number(part) / 1000.0 * size;
                continue;
            };
            for code in codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]])) {
                let (text, width) = font.glyph(code);
                let (x, width) = (whole[4] + shift * whole[0], width / 1000.0 * size);
                self.glyph(text, (x, whole[5]), (width * whole[0], size * whole[0]));
                shift += width;
            }
        }
    }

    /// One glyph at its place, with its width and size in points. A new line or a gap counts as a space.
    fn glyph(&mut self, text: &str, (x, y): (f32, f32), (width, size): (f32, f32)) {
        if self.marked.contains(&true) != self.decoration {
            return;
        }
        let apart = self.end.is_some_and(|(end, baseline)| {
            let hyphen = self.text.ends_with('-') && !self.text.ends_with(" -");
            if (baseline - y).abs() > 0.3 { !hyphen } else { !(-0.3 * size..0.15 * size).contains(&(x - end)) }
        });
        self.end = Some((x + width, y));
        if apart {
            self.text.push(' ');
        }
        match &mut self.actual {
            Some((_, actual)) => self.text.push_str(&std::mem::take(actual)),
            None => self.text.push_str(text),
        }
    }
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    operands.iter().map(number).collect::<Vec<_>>().try_into().ok()
}

/// First `one`, then `other`.
fn times(one: Matrix, other: Matrix) -> Matrix {
    let turn = |x: f32, y: f32| (x * other[0] + y * other[2], x * other[1] + y * other[3]);
    let (across, up, shift) = (turn(one[0], one[1]), turn(one[2], one[3]), turn(one[4], one[5]));
    [across.0, across.1, up.0, up.1, shift.0 + other[4], shift.1 + other[5]]
}

/// A number; 0 for anything else.
pub(super) fn number(object: &Object) -> f32 {
    object.as_float().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn figures_stay_whole_and_signs_stand_alone() {
        let words = |text: &str| split(text).map(|(word, apart)| (if apart { " " } else { "" }).to_owned() + &word);
        let all: Vec<_> = words("đạt 67,2 điểm; số 1048/QĐ-TTg, ngày 21/8/2019.").collect();
        let wanted =
            [" đạt", " 67,2", " điểm", ";", " số", " 1048", "/", "QĐ", "-", "TTg", ",", " ngày", " 21/8/2019", "."];
        assert_eq!(all, wanted);
    }
}
