//! What the codes of a font mean and how wide they are, as far as it takes to tell where text
//! stands.

use std::collections::BTreeMap;

use super::unicode::{MOST_CODES, texts};
use crate::pdf::reading::{View, stream_data_within};
use crate::pdf::syntax::{Dict, Value};

/// Stands for a code whose meaning the font does not tell.
const UNKNOWN: &str = "\u{FFFD}";

/// What the map of a font may unpack to, in bytes.
const MAX_MAP: u64 = 4 << 20;

/// A font of a page.
#[derive(Debug)]
pub(super) struct Font {
    /// Two bytes a code, or one.
    composite: bool,
    texts: BTreeMap<u32, String>,
    /// Thousandths of the size.
    widths: BTreeMap<u32, f64>,
    default: f64,
    /// Whether codes and widths are known for certain.
    pub(super) certain: bool,
}

/// A code of a text that is shown.
pub(super) struct GlyphCode<'f> {
    pub(super) text: &'f str,
    /// In units of the size.
    pub(super) width: f64,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub(super) is_word_space: bool,
}

impl Font {
    /// The font that a dictionary describes.
    pub(super) fn of(view: View<'_, '_>, font: &Dict<'_>) -> Self {
        let composite = font.is(b"Subtype", b"Type0");
        let map =
            font.get(b"ToUnicode").and_then(Value::reference).and_then(|number| view.get(number));
        let map = map.and_then(|object| stream_data_within(object, MAX_MAP).ok());
        let texts = map.map(|map| texts(&map)).unwrap_or_default();
        let (widths, default, certain) =
            if composite { composite_widths(view, font) } else { simple_widths(view, font) };
        Self { composite, texts, widths, default, certain }
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
            }
        })
    }
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
