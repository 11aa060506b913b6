//! BER rewritten as DER: some programs write signatures with indefinite lengths, and what a gap
//! holds is followed by zeros.

use super::fault::DerFault;
use super::read::Reader;
use super::read::header;
use super::tag;
use super::write::write_into;

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 32;

/// Rewrites the first element of `ber` as DER (definite shortest lengths, strings in one piece) and
/// returns it with the bytes that follow. DER comes back as it is.
pub(crate) fn definite(ber: &[u8]) -> Result<(Vec<u8>, &[u8]), DerFault> {
    let mut der = Vec::with_capacity(ber.len());
    let rest = rewrite(ber, &mut der, 0)?;
    Ok((der, rest))
}

fn rewrite<'a>(ber: &'a [u8], out: &mut Vec<u8>, depth: usize) -> Result<&'a [u8], DerFault> {
    if depth > MAX_DEPTH {
        return Err(DerFault::Depth);
    }
    let (tag, head, length) = header(ber)?;
    let body = &ber[head..];
    if tag & 0x20 == 0 {
        let (content, rest) =
            body.split_at_checked(length.ok_or(DerFault::Header)?).ok_or(DerFault::Truncated)?;
        write_into(out, tag, &[content]);
        return Ok(rest);
    }
    let mut inner = Vec::new();
    let rest = if let Some(length) = length {
        let (mut content, rest) = body.split_at_checked(length).ok_or(DerFault::Truncated)?;
        while !content.is_empty() {
            content = rewrite(content, &mut inner, depth + 1)?;
        }
        rest
    } else {
        let mut content = body;
        while !content.starts_with(&[0, 0]) {
            content = rewrite(content, &mut inner, depth + 1)?;
        }
        &content[2..]
    };
    if tag == tag::OCTET_STRING | 0x20 {
        let pieces = Reader::new(&inner).all()?;
        let pieces: Vec<_> = pieces.iter().map(|piece| piece.content).collect();
        write_into(out, tag::OCTET_STRING, &pieces);
    } else {
        write_into(out, tag, &[&inner]);
    }
    Ok(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::der::{Tlv, tlv};

    #[test]
    fn what_is_written_is_read_again() {
        for length in [0, 1, 127, 128, 255, 256, 70_000] {
            let content = vec![7; length];
            let element = tlv(tag::OCTET_STRING, &[&content]);
            assert_eq!(Tlv::only(&element).unwrap().content, content);
            assert_eq!(definite(&element).unwrap(), (element.clone(), &[][..]));
        }
    }

    #[test]
    fn indefinite_lengths_and_strings_in_pieces_become_der() {
        // SEQUENCE (indefinite) { OCTET STRING (indefinite) { "ab", "c" }, INTEGER 5 } and padding.
        let ber = [0x30, 0x80, 0x24, 0x80, 4, 2, b'a', b'b', 4, 1, b'c', 0, 0, 2, 1, 5, 0, 0, 0, 0];
        let (der, rest) = definite(&ber).unwrap();
        assert_eq!(der, [0x30, 8, 4, 3, b'a', b'b', b'c', 2, 1, 5]);
        assert_eq!(rest, [0, 0]);
    }

    #[test]
    fn damaged_elements_are_refused() {
        for damaged in [
            &[][..],
            &[0x30],
            &[0x30, 2, 0],
            &[0x30, 0x85, 0, 0, 0, 0, 1],
            &[0x30, 0x80, 2, 1, 5],
            &[0x1F, 1, 0],
        ] {
            assert!(definite(damaged).is_err(), "{damaged:?}");
        }
        let deep = [0x30, 0x80].repeat(100_000);
        assert_eq!(definite(&deep), Err(DerFault::Depth));
    }
}
