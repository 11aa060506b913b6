//! What the codes of a font mean and how wide they are, as far as it takes to tell where text
//! stands.

use std::collections::BTreeMap;

use super::unicode::{MOST_CODES, texts};
use crate::pdf::page::geometry::Matrix;
use crate::pdf::reading::{View, stream_data_within};
use crate::pdf::syntax::{Dict, Value};

/// Stands for a code whose meaning the font does not tell.
const UNKNOWN: &str = "\u{FFFD}";

/// What the map of a font may unpack to, in bytes.
const MAX_MAP: u64 = 4 << 20;

/// How much work a font is at least, and each of its codes, in bytes.
const LEAST: usize = 1024;
const OF_A_CODE: usize = 16;

/// A font of a page.
#[derive(Debug)]
pub(in crate::pdf::page) struct Font {
    /// Two bytes a code, or one.
    composite: bool,
    /// Whether every program draws it with its own letters, in which a space is empty.
    is_plain: bool,
    /// What its glyphs are drawn by, if they are drawings.
    pub(in crate::pdf::page) drawings: Option<GlyphDrawings>,
    texts: BTreeMap<u32, String>,
    /// Thousandths of the size.
    widths: BTreeMap<u32, f64>,
    default: f64,
    /// Whether codes and widths are known for certain.
    pub(super) certain: bool,
    /// How much work it was to read, in bytes.
    pub(super) work: usize,
}

/// The drawings of a Type 3 font (ISO 32000-1, 9.6.5).
#[derive(Debug)]
pub(in crate::pdf::page) struct GlyphDrawings {
    pub(in crate::pdf::page) matrix: Matrix,
    /// The number of the drawing of each code.
    numbers: BTreeMap<u32, u32>,
    pub(in crate::pdf::page) resources: Option<Value<'static>>,
}

/// How a code comes to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawing {
    /// By an outline of the font.
    Outline,
    /// Not at all: the font has no drawing of it.
    Nothing,
    /// By the drawing with this number.
    Part(u32),
}

/// A code of a text that is shown.
pub(super) struct GlyphCode<'f> {
    pub(super) text: &'f str,
    /// In units of the size.
    pub(super) width: f64,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub(super) is_word_space: bool,
    /// Whether something may be seen of it although it says nothing.
    pub(super) may_show: bool,
    /// What is drawn for it.
    pub(super) drawing: Drawing,
}

impl Font {
    /// The font that a dictionary describes.
    pub(super) fn of(view: View<'_, '_>, font: &Dict<'_>) -> Self {
        let composite = font.is(b"Subtype", b"Type0");
        let map = font
            .get(b"ToUnicode")
            .and_then(Value::reference)
            .and_then(|number| view.target(number));
        let map = map.and_then(|object| stream_data_within(object, MAX_MAP).ok());
        let mut work = LEAST + map.as_ref().map_or(0, Vec::len);
        let mut texts = map.map(|map| texts(&map)).unwrap_or_default();
        texts.values_mut().for_each(shown);
        let (widths, default, certain) =
            if composite { composite_widths(view, font) } else { simple_widths(view, font) };
        let drawings = font.is(b"Subtype", b"Type3").then(|| GlyphDrawings::of(view, font));
        let is_plain = !composite
            && drawings.is_none()
            && font.get(b"FontDescriptor").is_none()
            && font.get(b"Encoding").is_none_or(|encoding| encoding.name().is_some());
        work += OF_A_CODE * (texts.len() + widths.len());
        Self { composite, is_plain, drawings, texts, widths, default, certain, work }
    }

    /// The codes of a text.
    pub(super) fn codes<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = GlyphCode<'f>> {
        text.chunks(if self.composite { 2 } else { 1 }).map(|code| {
            let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
            let plain = if self.composite { UNKNOWN } else { latin(code[0]) };
            GlyphCode {
                text: self.texts.get(&number).map_or(plain, String::as_str),
                width: self.widths.get(&number).copied().unwrap_or(self.default) / 1000.0,
                is_word_space: code == [b' '],
                may_show: !(self.is_plain && matches!(code, [b' ' | 0xA0])),
                drawing: self.drawings.as_ref().map_or(Drawing::Outline, |all| {
                    all.numbers
                        .get(&number)
                        .map_or(Drawing::Nothing, |&number| Drawing::Part(number))
                }),
            }
        })
    }
}

impl GlyphDrawings {
    fn of(view: View<'_, '_>, font: &Dict<'_>) -> Self {
        let drawings = view.dict(font, b"CharProcs");
        let names =
            view.dict(font, b"Encoding").map(|encoding| view.array(encoding, b"Differences"));
        let (mut numbers, mut code) = (BTreeMap::new(), 0_u32);
        for item in names.unwrap_or_default() {
            match view.resolve(item) {
                Value::Integer(first) => code = u32::try_from(*first).unwrap_or(u32::MAX),
                Value::Name(name) => {
                    let drawing = drawings.and_then(|all| all.get(name)?.reference());
                    if let (Some(number), 0..=0xFF) = (drawing, code) {
                        numbers.insert(code, number);
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
        let matrix = crate::pdf::reading::numbers(view, font, b"FontMatrix");
        let matrix = matrix.and_then(|matrix| matrix.try_into().ok());
        let resources = view.lookup(font, b"Resources").cloned().map(Value::into_owned);
        Self { matrix: matrix.unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]), numbers, resources }
    }
}

/// What a reader takes a text for that stands for a glyph: something is drawn, so what says nothing
/// is not known.
fn shown(text: &mut String) {
    const HYPHEN: &str = "\u{AD}";
    if text == HYPHEN {
        "-".clone_into(text);
    } else if text.chars().all(|sign| !sign.is_whitespace() && says_nothing(sign)) {
        UNKNOWN.clone_into(text);
    } else {
        text.retain(|sign| !says_nothing(sign));
    }
}

/// Signs that have no look of their own.
fn says_nothing(sign: char) -> bool {
    (sign.is_control() && !sign.is_whitespace())
        || matches!(
            sign,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{E0000}'..='\u{E0FFF}'
        )
}

/// The plain letter of a byte; most encodings agree on those.
fn latin(byte: u8) -> &'static str {
    const PRINTED: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\\
                           ]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let at = usize::from(byte).wrapping_sub(0x20);
    PRINTED.get(at..=at).unwrap_or(UNKNOWN)
}

fn simple_widths(view: View<'_, '_>, font: &Dict<'_>) -> (BTreeMap<u32, f64>, f64, bool) {
    let first = view
        .lookup(font, b"FirstChar")
        .and_then(Value::size)
        .and_then(|first| u32::try_from(first).ok());
    let list = view.array(font, b"Widths");
    // The glyphs of a Type 3 font have a space of their own.
    let scale = match view.array(font, b"FontMatrix").first().and_then(Value::points) {
        Some(scale) if font.is(b"Subtype", b"Type3") => scale * 1000.0,
        _ => 1.0,
    };
    let width = |value| view.resolve(value).points().unwrap_or(0.0) * scale;
    let widths = (first.unwrap_or(0)..).zip(list.iter().map(width)).collect::<BTreeMap<_, _>>();
    let missing = view
        .dict(font, b"FontDescriptor")
        .and_then(|descriptor| view.lookup(descriptor, b"MissingWidth"));
    let default =
        missing.and_then(Value::points).unwrap_or(if widths.is_empty() { 500.0 } else { 0.0 });
    (widths, default, true)
}

/// ISO 32000-1, 9.7.4.3: `first [width …]` or `first last width`.
fn composite_widths(view: View<'_, '_>, font: &Dict<'_>) -> (BTreeMap<u32, f64>, f64, bool) {
    let identity = matches!(font.get(b"Encoding").and_then(Value::name), Some(b"Identity-H"));
    let part =
        view.array(font, b"DescendantFonts").first().and_then(|part| view.resolve(part).dict());
    let Some(part) = part else { return (BTreeMap::new(), 1000.0, false) };
    let default = view.lookup(part, b"DW").and_then(Value::points).unwrap_or(1000.0);
    let mut list = view.array(part, b"W");
    let (mut widths, mut left) = (BTreeMap::new(), MOST_CODES);
    let code = |value| {
        view.resolve(value).integer().and_then(|code| u16::try_from(code).ok()).map(u32::from)
    };
    while let [first, next, rest @ ..] = list {
        let Some(first) = code(first) else { break };
        match (view.resolve(next), rest) {
            (Value::Array(each), _) => {
                let each = each.iter().map(|width| view.resolve(width).points().unwrap_or(0.0));
                widths.extend((first..=0xFFFF).zip(each));
                list = rest;
            }
            (_, [width, rest @ ..]) => {
                let width = view.resolve(width).points().unwrap_or(0.0);
                let codes = first..=code(next).unwrap_or(first);
                let count = codes.clone().count().min(left);
                left -= count;
                widths.extend(codes.take(count).map(|code| (code, width)));
                list = rest;
            }
            _ => break,
        }
    }
    (widths, default, identity)
}
