//! What the codes of a font say (`ToUnicode`, ISO 32000-1, 9.10.3).

use std::collections::BTreeMap;

use crate::pdf::syntax::{Parser, Value};

/// How many codes a font may give a meaning or a width to, however often; all there are, twice
/// over.
pub(super) const MOST_CODES: usize = 2 * 0x1_0000;

/// The text of each code in a map.
pub(super) fn texts(map: &[u8]) -> BTreeMap<u32, String> {
    let mut texts = BTreeMap::new();
    let mut parser = Parser::new(map, 0);
    let (mut values, mut section): (Vec<Value<'_>>, &[u8]) = (Vec::new(), b"");
    let mut left = MOST_CODES;
    let mut in_vain = 0;
    while !parser.rest().is_empty() {
        parser.skip_space();
        let before = parser.at;
        if let Ok(value) = parser.value() {
            values.push(value);
        } else {
            parser.at = before;
            if matches!(parser.rest(), [b'(' | b'<' | b'[', ..]) {
                // What has no end reaches to the end of the map.
                in_vain += parser.reached.saturating_sub(before);
                if parser.reached >= map.len() || in_vain > map.len() {
                    break;
                }
            }
            parser.reached = 0;
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
    let count = usize::try_from(last.saturating_sub(first))
        .unwrap_or(usize::MAX)
        .saturating_add(1)
        .min(*left);
    *left -= count;
    let codes = (first..=last).take(count);
    match &row[2] {
        Value::Text(text, _) => texts.extend(codes.map(|code| (code, utf16(text, code - first)))),
        Value::Array(each) => {
            texts.extend(
                codes.zip(each).filter_map(|(code, text)| Some((code, utf16(text.text()?, 0)))),
            );
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
    let mut units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
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
        assert_eq!(
            read,
            [(3, "ệ"), (4, "fi"), (16, "A"), (17, "B"), (18, "C"), (32, "a"), (33, "À")]
        );
    }

    #[test]
    fn what_has_no_end_ends_a_map() {
        let map = b"1 beginbfchar <03> <1EC7> endbfchar ( 1 beginbfchar <04> <0041> endbfchar";
        assert_eq!(texts(map).into_keys().collect::<Vec<_>>(), [3]);
        let many = [&map[..], &b"(".repeat(1 << 21)].concat();
        assert_eq!(texts(&many).into_keys().collect::<Vec<_>>(), [3]);
    }
}
