//! DER as it is written: the few shapes a signature, a request and a certificate need.

use super::tag;

/// `NULL`, whole.
pub(crate) const NULL: [u8; 2] = [tag::NULL, 0];
/// `BOOLEAN TRUE`, whole.
pub(crate) const TRUE: [u8; 3] = [tag::BOOLEAN, 1, 0xFF];
/// `INTEGER 1`, whole: the version of most things.
pub(crate) const VERSION_1: [u8; 3] = [tag::INTEGER, 1, 1];

/// Writes an element that holds the parts one after the other.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    write_into(&mut out, tag, parts);
    out
}

pub(super) fn write_into(out: &mut Vec<u8>, tag: u8, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    out.push(tag);
    let digits = length.to_be_bytes();
    let digits = &digits[digits.iter().position(|&digit| digit != 0).unwrap_or(digits.len())..];
    match digits {
        [] => out.push(0),
        [short @ ..=0x7F] => out.push(*short),
        _ => {
            out.push(0x80 | u8::try_from(digits.len()).unwrap_or(u8::MAX));
            out.extend_from_slice(digits);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
}

/// The inside of a `SET OF`: whole values, in the order DER asks for (X.690, 11.6).
pub(crate) fn sorted(mut values: Vec<Vec<u8>>) -> Vec<u8> {
    values.sort();
    values.concat()
}

/// An `OBJECT IDENTIFIER`.
pub(crate) fn oid(identifier: &[u8]) -> Vec<u8> {
    tlv(tag::OID, &[identifier])
}

/// A `SEQUENCE`.
pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(tag::SEQUENCE, parts)
}

/// A non-negative `INTEGER` from its big-endian bytes.
pub(crate) fn integer(bytes: &[u8]) -> Vec<u8> {
    let digits = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    match digits.first() {
        Some(first) if *first < 0x80 => tlv(tag::INTEGER, &[digits]),
        _ => tlv(tag::INTEGER, &[&[0], digits]),
    }
}

/// `Attribute ::= SEQUENCE { type, SET { value } }`.
pub(crate) fn attribute(identifier: &[u8], value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(identifier), &tlv(tag::SET, &[value])])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_the_shortest_form() {
        assert_eq!(tlv(tag::SEQUENCE, &[&[1; 127]])[..2], [0x30, 127]);
        assert_eq!(tlv(tag::SEQUENCE, &[&[1; 128]])[..3], [0x30, 0x81, 128]);
        assert_eq!(tlv(tag::SEQUENCE, &[&[1; 256], &[2; 10]])[..4], [0x30, 0x82, 1, 10]);
    }

    #[test]
    fn integers_have_no_needless_zeros_and_are_never_negative() {
        assert_eq!(integer(&[0, 0, 5]), [2, 1, 5]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [2, 1, 0]);
        assert_eq!(integer(&[0, 0]), [2, 1, 0]);
    }

    #[test]
    fn a_set_is_sorted_by_its_encoded_bytes() {
        assert_eq!(
            sorted(vec![vec![4, 1, 2], vec![2, 1, 9], vec![4, 1, 1]]),
            [2, 1, 9, 4, 1, 1, 4, 1, 2]
        );
    }
}
