//! DER as it is written: the few shapes a signature, a request and a certificate need.
//!
//! Certificates and names of others are copied byte for byte; only what is ours is put together here.

use der::asn1::ObjectIdentifier;
use lopdf::{Object, StringFormat};

/// `SEQUENCE`.
pub(crate) const SEQUENCE: u8 = 0x30;
/// `SET`.
pub(crate) const SET: u8 = 0x31;
/// `OCTET STRING`.
pub(crate) const OCTET_STRING: u8 = 0x04;
/// `NULL`, whole.
pub(crate) const NULL: [u8; 2] = [0x05, 0x00];
/// `BOOLEAN TRUE`, whole.
pub(crate) const TRUE: [u8; 3] = [0x01, 0x01, 0xFF];

/// One value: tag, shortest length, and the parts one after the other.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut value = Vec::with_capacity(length + 6);
    value.push(tag);
    let bytes = length.to_be_bytes();
    match &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..] {
        [] => value.push(0),
        [short @ 0..=0x7F] => value.push(*short),
        digits => {
            // At most eight digits.
            value.push((0x80..).nth(digits.len()).unwrap_or(0xFF));
            value.extend_from_slice(digits);
        }
    }
    for part in parts {
        value.extend_from_slice(part);
    }
    value
}

/// The inside of a `SET OF`: whole values, in the order DER asks for (X.690, 11.6).
pub(crate) fn sorted(mut values: Vec<Vec<u8>>) -> Vec<u8> {
    values.sort();
    values.concat()
}

/// An `OBJECT IDENTIFIER`.
pub(crate) fn oid(identifier: ObjectIdentifier) -> Vec<u8> {
    tlv(0x06, &[identifier.as_bytes()])
}

/// A non-negative `INTEGER` from its big-endian bytes.
pub(crate) fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let digits = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    match digits.first() {
        Some(first) if *first < 0x80 => tlv(0x02, &[digits]),
        _ => tlv(0x02, &[&[0], digits]),
    }
}

/// `Attribute ::= SEQUENCE { type, SET { value } }`.
pub(crate) fn attribute(identifier: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[&oid(identifier), &tlv(SET, &[value])])
}

/// A text of a PDF as UTF-16 in hexadecimal digits: any language, and nothing in it can be taken for PDF syntax.
pub(crate) fn pdf_text(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_the_shortest_form() {
        assert_eq!(tlv(SEQUENCE, &[&[1; 127]])[..2], [0x30, 127]);
        assert_eq!(tlv(SEQUENCE, &[&[1; 128]])[..3], [0x30, 0x81, 128]);
        assert_eq!(tlv(SEQUENCE, &[&[1; 256], &[2; 10]])[..4], [0x30, 0x82, 1, 10]);
    }

    #[test]
    fn integers_have_no_needless_zeros_and_are_never_negative() {
        assert_eq!(unsigned(&[0, 0, 5]), [2, 1, 5]);
        assert_eq!(unsigned(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(unsigned(&[]), [2, 1, 0]);
        assert_eq!(unsigned(&[0, 0]), [2, 1, 0]);
    }

    #[test]
    fn a_set_is_sorted_by_its_encoded_bytes() {
        assert_eq!(sorted(vec![vec![4, 1, 2], vec![2, 1, 9], vec![4, 1, 1]]), [2, 1, 9, 4, 1, 1, 4, 1, 2]);
    }
}
