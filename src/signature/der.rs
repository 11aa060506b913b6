//! DER, as far as signatures need it: reading without copying, writing, and rewriting BER as DER.
//!
//! What is signed is always hashed as the bytes that stand in the file, so the reader hands out slices of them.

use thiserror::Error;

/// The tags in use (X.690); `CONTEXT` is or-ed with the number of a context-specific constructed tag.
pub(crate) mod tag {
    pub(crate) const BOOLEAN: u8 = 0x01;
    pub(crate) const INTEGER: u8 = 0x02;
    pub(crate) const BIT_STRING: u8 = 0x03;
    pub(crate) const OCTET_STRING: u8 = 0x04;
    pub(crate) const NULL: u8 = 0x05;
    pub(crate) const OID: u8 = 0x06;
    pub(crate) const ENUMERATED: u8 = 0x0A;
    pub(crate) const UTF8_STRING: u8 = 0x0C;
    pub(crate) const UTC_TIME: u8 = 0x17;
    pub(crate) const GENERALIZED_TIME: u8 = 0x18;
    pub(crate) const BMP_STRING: u8 = 0x1E;
    pub(crate) const SEQUENCE: u8 = 0x30;
    pub(crate) const SET: u8 = 0x31;
    pub(crate) const CONTEXT: u8 = 0xA0;
    /// A context-specific primitive tag.
    pub(crate) const CONTEXT_PRIMITIVE: u8 = 0x80;
}

/// How deep elements may stand in each other.
const MAX_DEPTH: usize = 32;

/// Why bytes are not the DER that was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(crate) enum DerFault {
    #[error("the data ends inside an element")]
    Truncated,
    #[error("a length or tag is not written as DER asks")]
    Header,
    #[error("expected tag {expected:#04x}, found {found:#04x}")]
    Tag { expected: u8, found: u8 },
    #[error("bytes follow where an element should end")]
    Trailing,
    #[error("elements stand too deep in each other")]
    Depth,
    #[error("a moment is not written as certificates do")]
    Time,
    #[error("a value is not possible here")]
    Value,
}

/// One element: its tag, what it holds, and all its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    pub(crate) whole: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// The only element of `bytes`.
    pub(crate) fn only(bytes: &'a [u8]) -> Result<Self, DerFault> {
        let mut reader = Reader::new(bytes);
        let element = reader.next()?;
        reader.end()?;
        Ok(element)
    }

    /// The elements inside.
    pub(crate) fn inside(&self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The element, if it has this tag.
    pub(crate) fn tagged(self, expected: u8) -> Result<Self, DerFault> {
        if self.tag == expected { Ok(self) } else { Err(DerFault::Tag { expected, found: self.tag }) }
    }

    /// A small unsigned INTEGER or ENUMERATED.
    pub(crate) fn small(&self) -> Result<u32, DerFault> {
        match self.content {
            [] => Err(DerFault::Value),
            [first, ..] if *first > 0x7F || self.content.len() > 4 => Err(DerFault::Value),
            [0, second, ..] if *second < 0x80 => Err(DerFault::Header),
            bytes => Ok(bytes.iter().fold(0, |n, byte| n << 8 | u32::from(*byte))),
        }
    }

    /// A BOOLEAN, written as DER asks.
    pub(crate) fn boolean(&self) -> Result<bool, DerFault> {
        match (self.tag, self.content) {
            (tag::BOOLEAN, [0xFF]) => Ok(true),
            (tag::BOOLEAN, [0]) => Ok(false),
            _ => Err(DerFault::Value),
        }
    }

    /// The bytes of a BIT STRING of whole bytes.
    pub(crate) fn bits(&self) -> Result<&'a [u8], DerFault> {
        match (self.tag, self.content) {
            (tag::BIT_STRING, [0, bytes @ ..]) => Ok(bytes),
            _ => Err(DerFault::Value),
        }
    }
}

/// Reads one element after the other.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element, whatever its tag.
    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, DerFault> {
        let (tag, head, length) = header(self.rest)?;
        let length = length.ok_or(DerFault::Header)?;
        let end = head.checked_add(length).filter(|&end| end <= self.rest.len()).ok_or(DerFault::Truncated)?;
        let (whole, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(Tlv { tag, content: &whole[head..], whole })
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Tlv<'a>, DerFault> {
        self.next()?.tagged(tag)
    }

    /// The next element if it has this tag.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, DerFault> {
        if self.rest.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// All remaining elements.
    pub(crate) fn all(mut self) -> Result<Vec<Tlv<'a>>, DerFault> {
        let mut elements = Vec::new();
        while !self.is_empty() {
            elements.push(self.next()?);
        }
        Ok(elements)
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), DerFault> {
        if self.is_empty() { Ok(()) } else { Err(DerFault::Trailing) }
    }
}

/// Tag, length of the header, and length of the content; `None` for the indefinite length of BER.
fn header(bytes: &[u8]) -> Result<(u8, usize, Option<usize>), DerFault> {
    let (&[tag, first], rest) = bytes.split_first_chunk::<2>().ok_or(DerFault::Truncated)?;
    if tag & 0x1F == 0x1F {
        return Err(DerFault::Header);
    }
    match first {
        0..=0x7F => Ok((tag, 2, Some(usize::from(first)))),
        0x80 => Ok((tag, 2, None)),
        0x81..=0x84 => {
            let count = usize::from(first & 0x7F);
            let digits = rest.get(..count).ok_or(DerFault::Truncated)?;
            let length = digits.iter().fold(0_usize, |n, byte| n << 8 | usize::from(*byte));
            Ok((tag, 2 + count, Some(length)))
        }
        _ => Err(DerFault::Header),
    }
}

/// Rewrites the first element of `ber` as DER (definite shortest lengths, strings in one piece) and returns it with the bytes
/// that follow. DER comes back as it is.
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
        let (content, rest) = body.split_at_checked(length.ok_or(DerFault::Header)?).ok_or(DerFault::Truncated)?;
        write(out, tag, &[content]);
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
        write(out, tag::OCTET_STRING, &pieces);
    } else {
        write(out, tag, &[&inner]);
    }
    Ok(rest)
}

/// Writes an element that holds the parts one after the other.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out, tag, parts);
    out
}

fn write(out: &mut Vec<u8>, tag: u8, parts: &[&[u8]]) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        for damaged in
            [&[][..], &[0x30], &[0x30, 2, 0], &[0x30, 0x85, 0, 0, 0, 0, 1], &[0x30, 0x80, 2, 1, 5], &[0x1F, 1, 0]]
        {
            assert!(definite(damaged).is_err(), "{damaged:?}");
        }
        let deep = [0x30, 0x80].repeat(100_000);
        assert_eq!(definite(&deep), Err(DerFault::Depth));
        assert_eq!(Tlv::only(&[5, 0, 0]), Err(DerFault::Trailing));
    }
}
