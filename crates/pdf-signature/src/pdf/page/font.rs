//! What the codes of a font mean and how wide they are, as far as it takes to tell where text stands.

use std::collections::BTreeMap;

use super::View;
use super::flate::stream_data_within;
use super::syntax::Parser;
use super::value::{Dict, Value};

/// Stands for a code whose meaning the font does not tell.
const UNKNOWN: &str = "\u{FFFD}";

/// What the map of a font may unpack to, in bytes.
const MAX_MAP: u64 = 4 << 20;

/// How many codes a font may give a meaning or a width to, however often; all there are, twice over.
const MOST_CODES: usize = 2 * 0x1_0000;

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
pub(super) struct Glyph<'f> {
    pub(super) text: &'f str,
    /// In units of the size.
    pub(super) width: f64,
    /// Whether it is the single byte 32, to which word spacing applies.
    pub(super) is_word_space: bool,
}

impl Font {
    pub(super) fn read(view: View<'_, '_>, font: &Dict<'_>) -> Self {
        let composite = font.is(b"Subtype", b"Type0");
        let map = font.get(b"ToUnicode").and_then(Value::reference).and_then(|number| view.get(number));
        let map = map.and_then(|object| stream_data_within(object, MAX_MAP).ok());
        let texts = map.map(|map| texts(&map)).unwrap_or_default();
        let (widths, default, certain) =
            if composite { composite_widths(view, font) } else { simple_widths(view, font) };
        Self { composite, texts, widths, default, certain }
    }

    /// The codes of a text.
    pub(super) fn glyphs<'f>(&'f self, text: &'f [u8]) -> impl Iterator<Item = Glyph<'f>> {
        text.chunks(if self.composite { 2 } else { 1 }).map(|code| {
            let number = code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
            let plain = if self.composite { UNKNOWN } else { latin(code[0]) };
            Glyph {
                text: self.texts.get(&number).map_or(plain, String::as_str),
                width: self.widths.get(&number).copied().unwrap_or(self.default) / 1000.0,
                is_word_space: code == [b' '],
            }
        })
    }
}

/// The plain letter of a byte; most encodings agree on those.
fn latin(byte: u8) -> &'static str {
    const PRINTED: &str =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let at = usize::from(byte).wrapping_sub(0x20);
    PRINTED.get(at..=at).unwrap_or(UNKNOWN)
}

fn simple_widths(view: View<'_, '_>, font: &Dict<'_>) -> (BTreeMap<u32, f64>, f64, bool) {
    let first = view.lookup(font, b"FirstChar").and_then(Value::size).and_then(|first| u32::try_from(first).ok());
    let list = view.array(font, b"Widths");
    // The glyphs of a Type 3 font have a space of their own.
    let scale = match view.array(font, b"FontMatrix").first().and_then(Value::points) {
        Some(scale) if font.is(b"Subtype", b"Type3") => scale * 1000.0,
        _ => 1.0,
    };
    let width = |value| view.resolve(value).points().unwrap_or(0.0) * scale;
    let widths = (first.unwrap_or(0)..).zip(list.iter().map(width)).collect::<BTreeMap<_, _>>();
    let missing = view.dict(font, b"FontDescriptor").and_then(|descriptor| view.lookup(descriptor, b"MissingWidth"));
    let default = missing.and_then(Value::points).unwrap_or(if widths.is_empty() { 500.0 } else { 0.0 });
    (widths, default, true)
}

/// ISO 32000-1, 9.7.4.3: `first [width …]` or `first last width`.
fn composite_widths(view: View<'_, '_>, font: &Dict<'_>) -> (BTreeMap<u32, f64>, f64, bool) {
    let identity = matches!(font.get(b"Encoding").and_then(Value::name), Some(b"Identity-H"));
    let part = view.array(font, b"DescendantFonts").first().and_then(|part| view.resolve(part).dict());
    let Some(part) = part else { return (BTreeMap::new(), 1000.0, false) };
    let default = view.lookup(part, b"DW").and_then(Value::points).unwrap_or(1000.0);
    let mut list = view.array(part, b"W");
    let (mut widths, mut left) = (BTreeMap::new(), MOST_CODES);
    let code = |value| view.resolve(value).integer().and_then(|code| u16::try_from(code).ok()).map(u32::from);
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

/// The texts of a `ToUnicode` map (ISO 32000-1, 9.10.3).
fn texts(map: &[u8]) -> BTreeMap<u32, String> {
    let mut texts = BTreeMap::new();
    let mut parser = Parser::new(map, 0);
    let (mut values, mut section): (Vec<Value<'_>>, &[u8]) = (Vec::new(), b"");
    let mut left = MOST_CODES;
    while !parser.rest().is_empty() {
        parser.skip_space();
        let before = parser.at;
        if let Ok(value) = parser.value() {
            values.push(value);
        } else {
            parser.at = before;
            let word = parser.word();
            match word {
                b"beginbfchar" | b"beginbfrange" => {
                    section = word;
                    values.clear();
                }
                b"endbfchar" if section == b"beginbfchar" => {
                    for pair in values.chunks_exact(2) {
                        if let (Some(code), Some(text)) = (number(&pair[0]), pair[1].text()) {
                            texts.insert(code, utf16(text, 0));
                        }
                    }
                }
                b"endbfrange" if section == b"beginbfrange" => {
                    values.chunks_exact(3).for_each(|row| range(row, &mut texts, &mut left));
                }
                b"" => parser.at = (before + 1).max(parser.at),
                _ => {}
            }
        }
    }
    texts
}

/// One row of `bfrange`: first code, last code, and the text of the first or of each.
fn range(row: &[Value<'_>], texts: &mut BTreeMap<u32, String>, left: &mut usize) {
    let (Some(first), Some(last)) = (number(&row[0]), number(&row[1])) else { return };
    let count = usize::try_from(last.saturating_sub(first)).unwrap_or(usize::MAX).saturating_add(1).min(*left);
    *left -= count;
    let codes = (first..=last).take(count);
    match &row[2] {
        Value::Text(text) => texts.extend(codes.map(|code| (code, utf16(text, code - first)))),
        Value::Array(each) => {
            texts.extend(codes.zip(each).filter_map(|(code, text)| Some((code, utf16(text.text()?, 0)))));
        }
        _ => {}
    }
}

fn number(value: &Value<'_>) -> Option<u32> {
    let bytes = value.text().filter(|bytes| bytes.len() <= 4)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
}

/// UTF-16 whose last unit is raised by so much.
fn utf16(bytes: &[u8], more: u32) -> String {
    let mut units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    if let (Some(last), Ok(more)) = (units.last_mut(), u16::try_from(more)) {
        *last = last.wrapping_add(more);
    }
    String::from_utf16_lossy(&units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_and_ranges_of_a_map_are_read_and_damage_is_passed_over() {
        let map = b"/CIDInit /ProcSet findresource begin 1 beginbfchar\n<0003> <1EC7>\n<0004> <00660069>\nendbfchar \
            2 beginbfrange <0010> <0012> <0041> <20> <21> [<0061> <00C0>] endbfrange ) beginbfchar <00";
        let texts = texts(map);
        let read: Vec<_> = texts.iter().map(|(code, text)| (*code, text.as_str())).collect();
        assert_eq!(read, [(3, "ệ"), (4, "fi"), (16, "A"), (17, "B"), (18, "C"), (32, "a"), (33, "À")]);
    }
}
