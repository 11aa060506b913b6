//! Cross-reference sections: classic tables (ISO 32000-1, 7.5.4) and streams (7.5.8).

use std::collections::BTreeMap;

use super::flate;
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Dict, Object, Parser, Value, is_space};

/// What a section says of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Location {
    Free,
    /// At this byte, with this generation.
    At(usize, u16),
    /// In the object stream with this number, at this position.
    Packed(u32, usize),
}

/// One section with its trailer.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// The byte where it begins.
    pub(super) start: usize,
    pub(super) entries: BTreeMap<u32, Location>,
    pub(super) trailer: Dict<'a>,
    /// Whether it is a stream, not a table.
    pub(super) is_stream: bool,
    /// Whether it is a table that is written otherwise than the standard says, which some programs
    /// do not read.
    pub(super) is_loose: bool,
}

impl Section<'_> {
    fn add(&mut self, number: u32, place: Location) -> Result<(), StructureFault> {
        match self.entries.insert(number, place) {
            None => Ok(()),
            Some(before) if before == place => Ok(()),
            Some(_) => Err(StructureFault::Duplicate { number }),
        }
    }
}

/// The table at which the parser stands, with its trailer.
pub(super) fn table<'a>(parser: &mut Parser<'a>) -> Result<Section<'a>, StructureFault> {
    let mut section = Section {
        start: parser.at,
        entries: BTreeMap::new(),
        trailer: Dict::default(),
        is_stream: false,
        is_loose: false,
    };
    parser.keyword(b"xref")?;
    parser.skip_space();
    while parser.rest().first().is_some_and(u8::is_ascii_digit) {
        let first: u32 = parser.unsigned()?;
        parser.skip_space();
        let count: u32 = parser.unsigned()?;
        parser.skip_space();
        for offset in 0..count {
            let number = first.checked_add(offset).ok_or(parser.fault())?;
            section.add(number, line(parser)?)?;
        }
        parser.skip_space();
    }
    parser.keyword(b"trailer")?;
    parser.skip_space();
    // How the table is written is told below.
    parser.take_odd();
    match parser.value()? {
        Value::Dict(trailer) => {
            let is_loose = by_the_book(&parser.bytes[section.start..parser.at]).is_none();
            Ok(Section { trailer, is_loose, ..section })
        }
        _ => Err(parser.fault()),
    }
}

/// Goes through a table that is written as the standard says: no comments, no empty lines, each
/// line of twenty bytes. `None` when it is not.
fn by_the_book(table: &[u8]) -> Option<()> {
    let mut rest = line_end(table.strip_prefix(b"xref")?)?;
    while rest.first()?.is_ascii_digit() {
        let (_, behind) = short_number(rest)?;
        let (count, behind) = short_number(behind.strip_prefix(b" ")?)?;
        rest = line_end(behind)?;
        let lines = rest.get(..count.checked_mul(20)?)?;
        let ends = |line: &[u8]| matches!(&line[18..], b" \r" | b" \n" | b"\r\n");
        if !lines.chunks_exact(20).all(ends) {
            return None;
        }
        rest = &rest[lines.len()..];
    }
    // Some programs leave a line free here.
    let rest = line_end(rest).unwrap_or(rest).strip_prefix(b"trailer")?;
    let spaces = rest.iter().take_while(|byte| is_space(**byte)).count();
    (spaces <= MOST_SPACES && rest[spaces..].starts_with(b"<<")).then_some(())
}

/// How many spaces may stand where one would do.
pub(super) const MOST_SPACES: usize = 8;

/// A number of at most ten digits, and what follows it.
fn short_number(text: &[u8]) -> Option<(usize, &[u8])> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (number, rest) = text.split_at(digits);
    let number = std::str::from_utf8(number).ok().filter(|_| digits <= 10)?;
    Some((number.parse().ok()?, rest))
}

/// What follows a line end, before which a few spaces may stand.
fn line_end(text: &[u8]) -> Option<&[u8]> {
    let spaces = text.iter().take_while(|byte| **byte == b' ').count();
    match &text[spaces..] {
        [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] if spaces <= MOST_SPACES => {
            Some(rest)
        }
        _ => None,
    }
}

/// One line of a table: exactly twenty bytes.
fn line(parser: &mut Parser<'_>) -> Result<Location, StructureFault> {
    let fault = parser.fault();
    let line = parser.rest().first_chunk::<20>().ok_or(fault.clone())?;
    let digits = |from: usize, to: usize| {
        let digits = &line[from..to];
        let text = if digits.iter().all(u8::is_ascii_digit) {
            std::str::from_utf8(digits).ok()
        } else {
            None
        };
        text.and_then(|text| text.parse::<usize>().ok()).ok_or(fault.clone())
    };
    let (offset, generation) = (digits(0, 10)?, digits(11, 16)?);
    if line[10] != b' ' || line[16] != b' ' || !is_space(line[18]) || !is_space(line[19]) {
        return Err(fault);
    }
    parser.at += 20;
    match line[17] {
        // The header stands at byte 0: some programs write so of objects there are none of, and
        // every reader takes it so.
        b'n' if offset == 0 => Ok(Location::Free),
        b'n' => Ok(Location::At(offset, u16::try_from(generation).map_err(|_| fault)?)),
        b'f' => Ok(Location::Free),
        _ => Err(fault),
    }
}

/// Whether an object is a cross-reference stream.
pub(super) fn is_stream(object: &Object<'_>) -> bool {
    object.stream.is_some() && object.dict().is_some_and(|dict| dict.is(b"Type", b"XRef"))
}

/// How many rows all cross-reference streams of a file may have together.
pub(super) const MAX_ROWS: usize = 1_000_000;

/// The section that a cross-reference stream holds; `left` is how many rows those of the file may
/// still have.
pub(super) fn stream<'a>(
    object: &Object<'a>,
    left: &mut usize,
) -> Result<Section<'a>, StructureFault> {
    let damaged = StructureFault::Damaged { at: object.span.start };
    let (Some(dict), Some(stored)) = (object.dict(), object.stream) else { return Err(damaged) };
    let sizes = |key: &[u8]| {
        let items = dict.get(key).and_then(Value::array)?;
        items.iter().map(Value::size).collect::<Option<Vec<_>>>()
    };
    let widths =
        sizes(b"W").filter(|widths| widths.len() == 3 && widths.iter().all(|width| *width <= 8));
    let widths = widths.ok_or(damaged.clone())?;
    let size = dict.get(b"Size").and_then(Value::size).ok_or(damaged.clone())?;
    let index = match dict.get(b"Index") {
        None => vec![0, size],
        Some(_) => sizes(b"Index").ok_or(damaged.clone())?,
    };
    let width = widths.iter().sum::<usize>();
    // Each row may have one byte more, that of a predictor.
    let most = left.saturating_mul(width + 1) as u64;
    let data = flate::decode_within(dict, stored, most.min(flate::MAX_UNPACKED))?;
    if width == 0 || index.len() % 2 != 0 || data.len() % width != 0 {
        return Err(damaged);
    }
    *left = left.checked_sub(data.len() / width).ok_or(StructureFault::TooLarge)?;
    let mut section = Section {
        start: object.span.start,
        entries: BTreeMap::new(),
        trailer: dict.clone(),
        is_stream: true,
        is_loose: false,
    };
    let mut rows = data.chunks_exact(width);
    for range in index.chunks_exact(2) {
        for offset in 0..range[1] {
            let row = rows.next().ok_or(damaged.clone())?;
            let number = range[0]
                .checked_add(offset)
                .and_then(|n| u32::try_from(n).ok())
                .ok_or(damaged.clone())?;
            section.add(number, row_place(row, &widths).ok_or(damaged.clone())?)?;
        }
    }
    if rows.next().is_some() { Err(damaged) } else { Ok(section) }
}

fn row_place(row: &[u8], widths: &[usize]) -> Option<Location> {
    let (kind, rest) = row.split_at(widths[0]);
    let (second, third) = rest.split_at(widths[1]);
    let number = |bytes: &[u8]| {
        bytes.iter().try_fold(0_usize, |n, byte| n.checked_mul(256)?.checked_add((*byte).into()))
    };
    match if kind.is_empty() { 1 } else { number(kind)? } {
        0 => Some(Location::Free),
        1 => Some(Location::At(number(second)?, u16::try_from(number(third)?).ok()?)),
        2 => Some(Location::Packed(u32::try_from(number(second)?).ok()?, number(third)?)),
        _ => None,
    }
}
