//! What was added to a signed file must be found by its tables and in no other way: a program that
//! repairs a file takes whatever looks like an object.

use std::collections::BTreeSet;

use super::file::{Care, PdfFile, Revision};
use super::load::is_packing;
use super::scan::Footer;
use super::xref::MOST_SPACES;
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Value, is_space};

/// How many numbers an update may leave out, and by how many its `/Size` may be too large.
const MOST_LEFT_OUT: u32 = 1000;
const MOST_ABOVE: i64 = 16;
/// The words of a structure that only stand where the structure is.
const WORDS: [&[u8]; 3] = [b"trailer", b"startxref", b"xref"];

/// Whether an end is longer than anybody writes it.
pub(super) fn is_long(bytes: &[u8], footer: &Footer) -> bool {
    let text = &bytes[footer.start + b"startxref".len()..footer.end];
    let spaces = |text: &[u8]| text.iter().take_while(|byte| is_space(**byte)).count();
    let before = spaces(text);
    let digits = text[before..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    before > MOST_SPACES || digits > 10 || spaces(&text[before + digits..]) > MOST_SPACES
}

impl PdfFile<'_> {
    /// Checks what was added after the first signature; `tables` are where tables begin.
    pub(super) fn check_added(&mut self, tables: &BTreeSet<usize>) -> Result<(), StructureFault> {
        let mut top: u32 = 0;
        for index in 0..self.revisions.len() {
            let revision = &self.revisions[index];
            let size = revision.trailer.get(b"Size").and_then(Value::integer).unwrap_or(0);
            let highest = revision.slots.last_key_value().map_or(0, |(number, _)| *number);
            if revision.care == Care::Later {
                self.check_bytes(revision, tables)?;
                self.check_packing(revision)?;
                let right = i64::from(highest).saturating_add(1).max(i64::from(top));
                let is_loose = highest > top.saturating_add(MOST_LEFT_OUT)
                    || size > right.saturating_add(MOST_ABOVE);
                self.revisions[index].is_loose |= is_loose;
            }
            top = top.max(highest.saturating_add(1));
            top = top.max(u32::try_from(size).unwrap_or(0));
        }
        Ok(())
    }

    /// No stream packs objects that no table names.
    fn check_packing(&self, revision: &Revision<'_>) -> Result<(), StructureFault> {
        let packed: BTreeSet<usize> = revision
            .slots
            .values()
            .filter_map(|slot| self.objects.get((*slot)?))
            .filter(|object| object.stream.is_none())
            .map(|object| object.span.start)
            .collect();
        let of_revision =
            self.objects.iter().filter(|object| revision.span.contains(&object.span.start));
        for object in of_revision.filter(|object| object.stream.is_some()) {
            // A kind that another object says is one that some programs see.
            let kind = object.dict().and_then(|dict| dict.get(b"Type"));
            let is_hidden = matches!(kind, Some(Value::Reference(..)));
            let is_empty =
                object.dict().is_some_and(|dict| dict.get(b"N") == Some(&Value::Integer(0)));
            let is_named = packed.contains(&object.span.start) || is_empty;
            if is_hidden || is_packing(object) && !is_named {
                return Err(StructureFault::Orphan { number: object.number });
            }
        }
        Ok(())
    }

    /// Nothing in the bytes looks like the beginning of an object, or like another part of the
    /// structure, but these themselves.
    fn check_bytes(
        &self,
        revision: &Revision<'_>,
        tables: &BTreeSet<usize>,
    ) -> Result<(), StructureFault> {
        let bytes = &self.bytes[..revision.span.end];
        let from = revision.span.start;
        let starts: BTreeSet<usize> = self.objects.iter().map(|object| object.span.start).collect();
        for at in places(bytes, from, b"obj") {
            let Some((start, number)) = heading(bytes, at) else { continue };
            if !starts.contains(&start) {
                return Err(StructureFault::Orphan { number });
            }
        }
        let own: Vec<usize> = tables.range(revision.span.clone()).copied().collect();
        for word in WORDS {
            let right = match word {
                b"trailer" => own.len(),
                b"startxref" => 1,
                _ => own.len() + 1,
            };
            if places(bytes, from, word).count() != right {
                return Err(StructureFault::TrailingData);
            }
        }
        Ok(())
    }
}

/// Where a word stands, from a byte on.
fn places<'b>(bytes: &'b [u8], from: usize, word: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let first = word[0];
    let tail = bytes.get(from..).unwrap_or_default();
    tail.iter()
        .enumerate()
        .filter(move |(_, byte)| **byte == first)
        .filter_map(move |(at, _)| tail[at..].starts_with(word).then_some(from + at))
}

/// Where `12 0 obj` begins whose `obj` stands at a place, and its first number; `None` when no two
/// numbers stand before it.
fn heading(bytes: &[u8], at: usize) -> Option<(usize, u32)> {
    let digits = |end: usize| {
        let count = bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        (count > 0).then_some(end - count)
    };
    let generation = digits(before_space(bytes, at))?;
    let end = before_space(bytes, generation);
    let start = digits(end).filter(|_| end < generation)?;
    let number = std::str::from_utf8(&bytes[start..end]).ok()?;
    Some((start, number.parse().unwrap_or(u32::MAX)))
}

/// The end of what stands before white space and comments.
fn before_space(bytes: &[u8], mut end: usize) -> usize {
    loop {
        let start = end;
        while end > 0 && is_space(bytes[end - 1]) {
            end -= 1;
        }
        if !bytes[end..start].iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
            return end;
        }
        let line = bytes[..end].iter().rposition(|byte| matches!(byte, b'\r' | b'\n'));
        let line = line.map_or(0, |line| line + 1);
        match bytes[line..end].iter().position(|byte| *byte == b'%') {
            Some(comment) => end = line + comment,
            None => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(usize, u32)> {
        heading(text.as_bytes(), text.rfind("obj").unwrap())
    }

    #[test]
    fn what_looks_like_an_object_is_found_however_it_is_spaced() {
        for text in
            ["12 0 obj", "12 0obj", "12\n0 \r\n obj", "12 %x\n%y\n0 obj", "12\u{0}0\u{0}obj"]
        {
            assert_eq!(found(text), Some((0, 12)), "{text:?}");
        }
        assert_eq!(found("xyz12 0 obj"), Some((3, 12)));
        for text in ["endobj", "0 obj", "12 0 endobj", "an obj", "x0 obj", "%12 0 x\nobj"] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }
}
