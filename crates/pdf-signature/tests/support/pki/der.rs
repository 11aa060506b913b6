//! DER for the tests, written apart from the program's own so that a mistake is not made twice.

use const_oid::ObjectIdentifier;

pub fn tlv(tag: u8, inside: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u16::try_from(inside.len()).expect("short").to_be_bytes() {
        [0, length @ 0..=127] => out.push(length),
        [0, length] => out.extend([0x81, length]),
        length => {
            out.push(0x82);
            out.extend(length);
        }
    }
    out.extend(inside);
    out
}

pub fn seq(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub fn oid(name: &str) -> Vec<u8> {
    tlv(6, ObjectIdentifier::new_unwrap(name).as_bytes())
}

pub fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(4, bytes)
}

/// A `BIT STRING` of whole bytes.
pub fn bits(bytes: &[u8]) -> Vec<u8> {
    tlv(3, &[&[0], bytes].concat())
}

/// A number that is not negative.
pub fn number(number: u64) -> Vec<u8> {
    let bytes = number.to_be_bytes();
    let first = bytes.iter().position(|byte| *byte != 0).unwrap_or(7);
    let sign: &[u8] = if bytes[first] > 0x7F { &[0] } else { &[] };
    tlv(2, &[sign, &bytes[first..]].concat())
}

/// A moment as `20260601000000Z`.
pub fn text(unix: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(unix).expect("a date");
    let (hour, minute, second) = at.to_hms();
    format!(
        "{:04}{:02}{:02}{hour:02}{minute:02}{second:02}Z",
        at.year(),
        u8::from(at.month()),
        at.day()
    )
}

/// A `GeneralizedTime` from `20260601000000Z`.
pub fn generalized(text: &str) -> Vec<u8> {
    tlv(0x18, text.as_bytes())
}

/// A moment as certificates and revocation lists write it: without its century up to 2049 (RFC
/// 5280, 4.1.2.5).
pub fn moment(text: &str) -> Vec<u8> {
    if text < "2050" { tlv(0x17, &text.as_bytes()[2..]) } else { generalized(text) }
}

/// The values inside a value: tag, whole and inside of each.
pub fn inside(value: &[u8]) -> Vec<(u8, &[u8], &[u8])> {
    let mut rest = split(value).2;
    let mut values = Vec::new();
    while !rest.is_empty() {
        let value = split(rest);
        rest = &rest[value.1.len()..];
        values.push(value);
    }
    values
}

fn split(bytes: &[u8]) -> (u8, &[u8], &[u8]) {
    let (start, length) = match bytes[1] {
        0x81 => (3, usize::from(bytes[2])),
        0x82 => (4, usize::from(bytes[2]) << 8 | usize::from(bytes[3])),
        short => (2, usize::from(short)),
    };
    (bytes[0], &bytes[..start + length], &bytes[start..start + length])
}
