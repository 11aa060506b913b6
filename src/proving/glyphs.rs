//! What the glyphs of a font mean, and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

use super::objects::{number, value};

/// What the map or the widths of one font may unpack to, in bytes.
const MAX_MAP: usize = 4 << 20;

/// Stands for a glyph whose meaning the font does not tell.
const UNKNOWN: &str = "\u{FFFD}";

/// A composite font: text and width of each glyph.
pub(super) struct Font {
    texts: BTreeMap<u16, String>,
    /// Thousandths of the size.
    widths: BTreeMap<u16, f32>,
}

impl Font {
    /// Reads the font of a page; `None` for one of another kind.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Option<Self> {
        let map = value(document, font, b"ToUnicode")?.as_stream().ok()?.get_plain_content_with_limit(MAX_MAP).ok()?;
        let parts = value(document, font, b"DescendantFonts")?.as_array().ok()?;
        let part = document.dereference(parts.first()?).ok()?.1.as_dict().ok()?;
        let widths = value(document, part, b"W").and_then(|widths| widths.as_array().ok());
        let widths = widths.map(|list| self::widths(document, list)).unwrap_or_default();
        Some(Self { texts: texts(&String::from_utf8_lossy(&map)), widths })
    }

    /// Text and width of a glyph.
    pub(super) fn glyph(&self, code: u16) -> (&str, f32) {
        let text = self.texts.get(&code).map_or(UNKNOWN, String::as_str);
        (text, self.widths.get(&code).copied().unwrap_or(0.0))
    }
}

/// The texts of a `ToUnicode` map (ISO 32000-1, 9.10.3): pairs of glyph and text. The typesetter writes no ranges.
fn texts(map: &str) -> BTreeMap<u16, String> {
    let sections = map.split("beginbfchar").skip(1).filter_map(|section| section.split("endbfchar").next());
    let mut texts = BTreeMap::new();
    for section in sections {
        let strings: Vec<Vec<u16>> = section.split('<').skip(1).filter_map(units).collect();
        for pair in strings.chunks_exact(2) {
            if let [code] = pair[0][..] {
                texts.insert(code, String::from_utf16_lossy(&pair[1]));
            }
        }
    }
    texts
}

/// The hexadecimal units up to the closing bracket.
fn units(text: &str) -> Option<Vec<u16>> {
    let digits = text.split('>').next()?;
    let unit = |at: usize| digits.get(at..at + 4).and_then(|unit| u16::from_str_radix(unit, 16).ok());
    (0..digits.len()).step_by(4).map(unit).collect()
}

/// The widths of a font (ISO 32000-1, 9.7.4.3): `first [width …]` or `first last width`.
fn widths(document: &Document, mut list: &[Object]) -> BTreeMap<u16, f32> {
    let code = |object: &Object| object.as_i64().ok().and_then(|code| u16::try_from(code).ok());
    let mut widths = BTreeMap::new();
    while let [first, next, rest @ ..] = list {
        let Some(first) = code(first) else { break };
        let each = document.dereference(next).ok().and_then(|(_, next)| next.as_array().ok());
        match (each, rest) {
            (Some(each), _) => {
                widths.extend((first..=u16::MAX).zip(each.iter().map(number)));
                list = rest;
            }
            (None, [width, rest @ ..]) => {
                let end = code(next).unwrap_or(first);
                widths.extend((first..=end).map(|code| (code, number(width))));
                list = rest;
            }
            (None, []) => break,
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn a_glyph_may_stand_for_several_letters_and_damage_is_passed_over() {
        let map = "1 beginbfchar\n<0003> <1EC7>\n<0004> <00660069>\nendbfchar 1 beginbfchar <0Ü> <0041> endbfchar";
        let texts = texts(map);
        assert_eq!((texts[&3].as_str(), texts[&4].as_str(), texts.len()), ("ệ", "fi", 2));
    }
}
