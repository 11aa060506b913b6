//! DER as it is read: one element after the other, nothing copied.

use super::fault::DerFault;
use super::tag;

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
        if self.tag == expected {
            Ok(self)
        } else {
            Err(DerFault::Tag { expected, found: self.tag })
        }
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
        let end = head
            .checked_add(length)
            .filter(|&end| end <= self.rest.len())
            .ok_or(DerFault::Truncated)?;
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
pub(super) fn header(bytes: &[u8]) -> Result<(u8, usize, Option<usize>), DerFault> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_and_flags_are_read_as_der_writes_them() {
        let small = |bytes: &[u8]| Tlv::only(bytes).unwrap().small();
        assert_eq!(small(&[2, 1, 5]), Ok(5));
        assert_eq!(small(&[2, 2, 0, 0x80]), Ok(128));
        assert_eq!(small(&[2, 2, 0, 5]), Err(DerFault::Header));
        assert_eq!(small(&[2, 1, 0x80]), Err(DerFault::Value));
        assert_eq!(Tlv::only(&[1, 1, 0xFF]).unwrap().boolean(), Ok(true));
        assert_eq!(Tlv::only(&[1, 1, 1]).unwrap().boolean(), Err(DerFault::Value));
    }

    #[test]
    fn elements_end_where_their_length_says() {
        assert_eq!(Tlv::only(&[5, 0, 0]), Err(DerFault::Trailing));
        assert_eq!(Tlv::only(&[0x30, 2, 0]), Err(DerFault::Truncated));
        assert_eq!(
            Tlv::only(&[0x30, 0x80, 0, 0]),
            Err(DerFault::Header),
            "an indefinite length is BER"
        );
    }
}
