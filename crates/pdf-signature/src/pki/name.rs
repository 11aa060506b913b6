//! The names in certificates, for people to read.

use crate::der::{DerFault, Reader, Tlv, tag};

/// The kinds of attribute that are shown, with the last bytes of their object identifier under
/// 2.5.4.
const KINDS: [(u8, &str); 8] = [
    (3, "CN"),
    (5, "SERIALNUMBER"),
    (6, "C"),
    (7, "L"),
    (8, "ST"),
    (10, "O"),
    (11, "OU"),
    (12, "T"),
];

/// The attributes of a Name that are shown, in the order in which they stand.
fn attributes(name: &[u8]) -> Result<Vec<(&'static str, String)>, DerFault> {
    let mut shown = Vec::new();
    for set in Tlv::only(name)?.inside().all()? {
        for attribute in set.inside().all()? {
            let mut parts: Reader<'_> = attribute.inside();
            let kind = parts.expect(tag::OID)?;
            let value = parts.next()?;
            if let [0x55, 4, last] = kind.content
                && let Some((_, title)) = KINDS.iter().find(|(number, _)| number == last)
            {
                shown.push((*title, text(&value)));
            }
        }
    }
    Ok(shown)
}

fn text(value: &Tlv<'_>) -> String {
    let text = if value.tag == tag::BMP_STRING {
        let units: Vec<u16> = value
            .content
            .chunks_exact(2)
            .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        String::from_utf8_lossy(value.content).into_owned()
    };
    text.chars().map(|letter| if letter.is_control() { '\u{FFFD}' } else { letter }).collect()
}

/// A comma in a value may not look like the end of it (RFC 4514, 2.4).
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace(',', "\\,")
}

/// The whole name on one line, e.g. `CN=Nguyễn Văn A, O=UBND tỉnh, C=VN`.
pub(super) fn line(name: &[u8]) -> String {
    let attributes = attributes(name).unwrap_or_default();
    let parts: Vec<String> =
        attributes.iter().rev().map(|(kind, value)| format!("{kind}={}", escaped(value))).collect();
    parts.join(", ")
}

/// What people call the holder: the common name, or else the whole line.
pub(super) fn short(name: &[u8]) -> String {
    let attributes = attributes(name).unwrap_or_default();
    let common = attributes.into_iter().rev().find(|(kind, _)| *kind == "CN");
    common.map_or_else(|| line(name), |(_, value)| value)
}
