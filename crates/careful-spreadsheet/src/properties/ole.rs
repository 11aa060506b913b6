//! The user-defined properties of an old workbook (`.xls`): a property set of the OLE container
//! (MS-OLEPS 2.21, 2.25).

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1258};

use super::{Collected, PROPERTY_BYTES};
use crate::container::ole::Ole;

/// The stream with the property sets of a document.
const STREAM: &str = "\u{5}DocumentSummaryInformation";
/// The set of user-defined properties, `D5CDD505-2E9C-101B-9397-08002B2CF9AE`.
const USER_DEFINED: [u8; 16] = [
    0x05, 0xD5, 0xCD, 0xD5, 0x9C, 0x2E, 0x1B, 0x10, 0x93, 0x97, 0x08, 0x00, 0x2B, 0x2C, 0xF9, 0xAE,
];
/// Most properties of a set that are looked at.
const MOST: usize = 1_000;
/// Numbers of the properties that describe the set: names of the others, and their code page.
const DICTIONARY: u32 = 0;
const CODE_PAGE: u32 = 1;
/// The code page of texts in UTF-16.
const WIDE: u16 = 1_200;

/// Reads the user-defined properties of an old workbook; none where anything is wrong with them.
pub(crate) fn of_xls(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut found = Collected::default();
    let stream = Ole::open(bytes).and_then(|ole| ole.stream(STREAM)).ok().flatten();
    if let Some(set) = stream.as_deref().and_then(user_defined) {
        // What was read before the set broke off is kept.
        let _ = set.read(&mut found);
    }
    found.0
}

/// Finds the set of user-defined properties in the stream.
fn user_defined(stream: &[u8]) -> Option<PropertySet<'_>> {
    let count = number(stream, 24)?.min(2) as usize;
    let offset = (0..count).find_map(|index| {
        let at = 28 + 20 * index;
        let is_wanted = stream.get(at..at + 16)? == USER_DEFINED;
        is_wanted.then(|| number(stream, at + 16)).flatten()
    })?;
    let bytes = stream.get(offset as usize..)?;
    let count = (number(bytes, 4)? as usize).min(MOST);
    let offsets = (0..count).filter_map(|index| {
        let at = 8 + 8 * index;
        Some((number(bytes, at)?, number(bytes, at + 4)? as usize))
    });
    let offsets: Vec<_> = offsets.collect();
    let at = |wanted: u32| offsets.iter().find(|(id, _)| *id == wanted).map(|(_, at)| *at);
    let page = at(CODE_PAGE).and_then(|at| bytes.get(at + 4..at + 6));
    let page = page.map_or(WIDE, |two| u16::from_le_bytes([two[0], two[1]]));
    Some(PropertySet { bytes, dictionary: at(DICTIONARY)?, offsets, page })
}

/// A property set while it is read.
struct PropertySet<'b> {
    /// Its bytes and all that follow.
    bytes: &'b [u8],
    /// The offset of each property, by its number.
    offsets: Vec<(u32, usize)>,
    dictionary: usize,
    page: u16,
}

impl PropertySet<'_> {
    /// Reads every property that the dictionary names; `None` where the dictionary breaks off.
    fn read(&self, found: &mut Collected) -> Option<()> {
        let count = (number(self.bytes, self.dictionary)? as usize).min(MOST);
        let mut at = self.dictionary + 4;
        for _ in 0..count {
            let (id, length) = (number(self.bytes, at)?, number(self.bytes, at + 4)? as usize);
            // In UTF-16 the length is in characters, and the next name begins at four bytes.
            let size = if self.page == WIDE { length.checked_mul(2)? } else { length };
            let name = self.bytes.get(at + 8..(at + 8).checked_add(size)?)?;
            at += 8 + if self.page == WIDE { size.next_multiple_of(4) } else { size };
            let offset = self.offsets.iter().find(|(other, _)| *other == id);
            if let Some(value) = offset.and_then(|(_, offset)| self.value(*offset)) {
                found.add(&self.text(name), &value);
            }
        }
        Some(())
    }

    /// The value at this offset; `None` for kinds of values that nobody types.
    fn value(&self, at: usize) -> Option<String> {
        let (kind, first) = (number(self.bytes, at)?, at.checked_add(4)?);
        let texts = |size: usize| {
            let size = size.min(4 * PROPERTY_BYTES);
            let start = first.checked_add(4)?;
            self.bytes.get(start..start + size)
        };
        match kind & 0xFFFF {
            2 => {
                let two = self.bytes.get(first..first + 2)?;
                Some(i16::from_le_bytes([two[0], two[1]]).to_string())
            }
            3 => Some(number(self.bytes, first)?.cast_signed().to_string()),
            11 => Some((number(self.bytes, first)? & 0xFFFF != 0).to_string()),
            30 => Some(self.text(texts(number(self.bytes, first)? as usize)?).into_owned()),
            31 => {
                let units = number(self.bytes, first)? as usize;
                Some(wide(texts(units.checked_mul(2)?)?))
            }
            _ => None,
        }
    }

    /// A text in the code page of the set, up to its first zero.
    fn text<'t>(&self, bytes: &'t [u8]) -> Cow<'t, str> {
        if self.page == WIDE {
            return Cow::Owned(wide(bytes));
        }
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        let encoding: &Encoding = match self.page {
            1252 => WINDOWS_1252,
            1258 => WINDOWS_1258,
            _ => UTF_8,
        };
        encoding.decode_without_bom_handling(&bytes[..end]).0
    }
}

/// A text in UTF-16, up to its first zero.
fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    char::decode_utf16(units.take_while(|unit| *unit != 0))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// The number of four bytes at an offset.
fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::{Collected, user_defined};

    fn number(value: usize) -> [u8; 4] {
        u32::try_from(value).expect("a small number").to_le_bytes()
    }

    /// A stream whose second set has these properties in UTF-8, as `LibreOffice` writes them.
    fn stream(properties: &[(&str, &str)]) -> Vec<u8> {
        let mut body = Vec::new();
        let head = 8 + 8 * (properties.len() + 2);
        let mut offsets = vec![(1, head)];
        body.extend([2, 0, 0, 0, 0xE9, 0xFD, 0, 0]);
        for (index, (_, value)) in properties.iter().enumerate() {
            offsets.push((index + 2, head + body.len()));
            body.extend([number(30), number(value.len() + 1)].concat());
            body.extend([value.as_bytes(), &[0]].concat());
            body.resize(body.len().next_multiple_of(4), 0);
        }
        offsets.push((0, head + body.len()));
        body.extend(number(properties.len()));
        for (index, (name, _)) in properties.iter().enumerate() {
            body.extend([number(index + 2), number(name.len() + 1)].concat());
            body.extend([name.as_bytes(), &[0]].concat());
        }
        let mut stream = vec![0; 24];
        stream.extend([&number(2)[..], &[0; 20], &super::USER_DEFINED, &number(68)].concat());
        stream.extend([number(head + body.len()), number(offsets.len())].concat());
        for (id, at) in offsets {
            stream.extend([number(id), number(at)].concat());
        }
        stream.extend(body);
        stream
    }

    fn read(stream: &[u8]) -> Vec<(String, String)> {
        let mut found = Collected::default();
        let _ = user_defined(stream).and_then(|set| set.read(&mut found));
        found.0.into_iter().collect()
    }

    #[test]
    fn names_and_values_come_in_the_code_page_of_the_set() {
        let pairs = [("ocop.ma", "P-1-2026-L2-03-7F3A"), ("ocop.tinh", "Lai Châu")];
        let wanted = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read(&stream(&pairs)), wanted);
    }

    #[test]
    fn a_set_cut_off_anywhere_or_with_any_byte_changed_does_no_harm() {
        let whole = stream(&[("ocop.ma", "P-1-2026-L2-03-7F3A"), ("b", "c")]);
        for end in 0..whole.len() {
            read(&whole[..end]);
            for value in [0, 0x7F, 0xFF] {
                let mut changed = whole.clone();
                changed[end] = value;
                read(&changed);
            }
        }
    }
}
