//! One pass over all bytes of a file, from the first to the last, without looking at its
//! cross-reference tables.

use super::flate::{packing_oddity, stream_oddity};
use super::load::{OddPlace, is_packing};
use super::xref::{self, Section};
use crate::pdf::StructureFault;
use crate::pdf::syntax::{Object, Oddities, Oddity, Parser, Value, is_object_number, is_space};

/// Everything that stands in a file, in the order in which it stands there.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    pub(super) objects: Vec<Object<'a>>,
    /// The classic cross-reference tables; cross-reference streams are among the objects.
    pub(super) tables: Vec<Section<'a>>,
    pub(super) footers: Vec<Footer>,
    /// Streams whose length is given by another object: index of the stream's object, and the
    /// number of the other.
    pub(super) lengths: Vec<(usize, u32)>,
    /// What is written otherwise than plainly.
    pub(super) odd: Vec<OddPlace>,
    /// The byte at which the object, table or footer begins that was read last.
    last_item: usize,
}

/// `startxref`, an offset, `%%EOF`: the end of a revision.
#[derive(Debug, Clone, Copy)]
pub(super) struct Footer {
    /// Where the newest cross-reference section of the revision begins.
    pub(super) section: usize,
    /// The byte after `%%EOF`.
    pub(super) end: usize,
    /// The byte after the line end that follows it, or `end` if none does.
    pub(super) line_end: usize,
    /// Where `startxref` begins.
    pub(super) start: usize,
}

/// How many line ends and spaces may stand between the bytes of a stream and its end.
const MOST_BEHIND: usize = 4;

/// Reads the whole file.
pub(super) fn scan(bytes: &[u8]) -> Result<Scan<'_>, StructureFault> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(StructureFault::NotPdf);
    }
    let mut scan = Scan::default();
    let outcome = scan.items(bytes);
    let last = scan.footers.last().copied();
    let is_cut = scan.is_cut(bytes, outcome.is_ok());
    match (outcome, last) {
        (outcome, None) => Err(outcome.err().unwrap_or(StructureFault::Truncated)),
        // White space and NUL behind the end are how disks and mail programs pad files; no reader
        // sees anything in them.
        (Ok(()), Some(last)) if bytes[last.line_end..].iter().all(|&byte| is_space(byte)) => {
            Ok(scan)
        }
        // What follows the last complete revision is no revision: one that was cut off, or
        // something else.
        (_, Some(last)) if !contains(&bytes[last.end..], b"%%EOF") => {
            Err(if is_cut { StructureFault::Truncated } else { StructureFault::TrailingData })
        }
        (Err(fault), _) => Err(fault),
        (Ok(()), Some(_)) => Err(StructureFault::TrailingData),
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Whether the bytes are the beginning of an object that does not end: `12 0 obj …` without
/// `endobj`, or less of it.
fn is_open_object(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    for _ in 0..2 {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        rest = &rest[digits..];
        if rest.is_empty() {
            return true;
        }
        let spaces = rest.iter().take_while(|&&byte| is_space(byte)).count();
        if digits == 0 || spaces == 0 {
            return false;
        }
        rest = &rest[spaces..];
    }
    b"obj".starts_with(rest) || rest.starts_with(b"obj") && !contains(rest, b"endobj")
}

impl<'a> Scan<'a> {
    fn items(&mut self, bytes: &'a [u8]) -> Result<(), StructureFault> {
        let mut parser = Parser::new(bytes, 0);
        loop {
            parser.skip_between();
            self.note(None, parser.take_odd());
            self.last_item = parser.at;
            match parser.rest() {
                [] => return Ok(()),
                [b'0'..=b'9', ..] => {
                    let object = self.object(&mut parser)?;
                    let mut odd = parser.take_odd();
                    look_at(&object, &mut odd);
                    self.note(Some(object.number), odd);
                    self.objects.push(object);
                }
                [b'x', ..] => {
                    self.tables.push(xref::table(&mut parser)?);
                    self.note(None, parser.take_odd());
                }
                _ => self.footers.push(footer(&mut parser)?),
            }
        }
    }

    fn note(&mut self, number: Option<u32>, odd: Oddities) {
        self.odd.extend(odd.each().map(|odd| OddPlace { at: odd.at, number, what: odd.what }));
    }

    /// Whether the bytes end in the middle of what a program wrote: an object, a table or a footer
    /// without its end, a table without its footer, or a signature that reaches beyond the end.
    /// `whole` tells whether the last item was read.
    fn is_cut(&self, bytes: &[u8], whole: bool) -> bool {
        let from = self.footers.last().map_or(0, |footer| footer.line_end);
        let objects =
            &self.objects[self.objects.partition_point(|object| object.span.start < from)..];
        let has_table = self.tables.last().is_some_and(|table| table.start >= from);
        if whole {
            return has_table || objects.iter().any(|object| reaches_beyond(object, bytes.len()));
        }
        let open = &bytes[self.last_item..];
        // One letter may be anything, unless something comes before it.
        let begins = |word: &[u8]| {
            (open.len() > 1 || !objects.is_empty() || has_table)
                && (word.starts_with(open) || open.starts_with(word))
        };
        match open {
            [b'0'..=b'9', ..] => is_open_object(open),
            [b'x', ..] => begins(b"xref") && is_open_table(open),
            _ => begins(b"startxref") && is_open_footer(open),
        }
    }

    fn object(&mut self, parser: &mut Parser<'a>) -> Result<Object<'a>, StructureFault> {
        let start = parser.at;
        let number = parser.unsigned()?;
        parser.skip_space();
        let generation = parser.unsigned()?;
        parser.skip_space();
        parser.keyword(b"obj")?;
        let value = parser.value()?;
        parser.skip_space();
        let mut stream = None;
        if parser.rest().starts_with(b"stream") {
            stream = Some(self.stream(parser, &value)?);
            parser.skip_space();
        }
        parser.keyword(b"endobj")?;
        Ok(Object { number, generation, span: start..parser.at, value, stream })
    }

    fn stream(
        &mut self,
        parser: &mut Parser<'a>,
        value: &Value<'a>,
    ) -> Result<&'a [u8], StructureFault> {
        parser.keyword(b"stream")?;
        parser.at += match parser.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\n', ..] => 1,
            _ => return Err(parser.fault()),
        };
        let rest = parser.rest();
        let length = match value.dict().and_then(|dict| dict.get(b"Length")) {
            Some(Value::Reference(number, _)) => {
                self.lengths.push((self.objects.len(), *number));
                rest.windows(9).position(|window| window == b"endstream").ok_or(parser.fault())?
            }
            Some(length) => length.size().ok_or(parser.fault())?,
            None => return Err(parser.fault()),
        };
        let data = rest.get(..length).ok_or(parser.fault())?;
        parser.at += length;
        let behind = parser.at;
        while parser.rest().first().is_some_and(|&byte| is_space(byte)) {
            parser.at += 1;
        }
        if parser.at - behind > MOST_BEHIND {
            parser.odd.note(behind, Oddity::Space);
        }
        parser.keyword(b"endstream")?;
        Ok(data)
    }

    /// Cuts the streams whose length stands in another object to that length. What is cut off can
    /// only be a line end.
    pub(super) fn settle_lengths(
        &mut self,
        length_of: impl Fn(u32) -> Option<usize>,
    ) -> Result<(), StructureFault> {
        for (index, number) in std::mem::take(&mut self.lengths) {
            let object = &mut self.objects[index];
            let wrong = StructureFault::WrongLength { number: object.number };
            let (Some(length), Some(data)) = (length_of(number), object.stream) else {
                return Err(wrong);
            };
            match data.split_at_checked(length) {
                Some((data, b"" | b"\n" | b"\r\n" | b"\r")) => object.stream = Some(data),
                _ => return Err(wrong),
            }
        }
        Ok(())
    }
}

/// Notes how an object is written otherwise than plainly as a whole.
fn look_at(object: &Object<'_>, odd: &mut Oddities) {
    if !is_object_number(object.number) {
        odd.note(object.span.start, Oddity::ObjectNumber);
    }
    let Some(dict) = object.dict().filter(|_| object.stream.is_some()) else { return };
    let of_structure =
        if is_packing(object) || xref::is_stream(object) { packing_oddity(dict) } else { None };
    for what in stream_oddity(dict).into_iter().chain(of_structure) {
        odd.note(object.span.start, what);
    }
}

/// Whether the bytes can be the beginning of a table, with its trailer or without.
fn is_open_table(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"xref").unwrap_or_default();
    let lines = rest.iter().take_while(|byte| {
        byte.is_ascii_digit() || is_space(**byte) || matches!(byte, b'n' | b'f')
    });
    let rest = &rest[lines.count()..];
    b"trailer".starts_with(rest) || rest.starts_with(b"trailer") && !contains(rest, b"startxref")
}

/// Whether the bytes can be the beginning of a footer.
fn is_open_footer(bytes: &[u8]) -> bool {
    let rest = bytes.strip_prefix(b"startxref").unwrap_or_default();
    let numbers = rest.iter().take_while(|byte| byte.is_ascii_digit() || is_space(**byte)).count();
    b"%%EOF".starts_with(&rest[numbers..])
}

/// Whether an object is a signature over more bytes than there are.
fn reaches_beyond(object: &Object<'_>, length: usize) -> bool {
    let range = object.dict().and_then(|dict| dict.get(b"ByteRange")).and_then(Value::array);
    let range: Option<Vec<usize>> = range.and_then(|range| range.iter().map(Value::size).collect());
    matches!(range.as_deref(), Some([_, _, from, count]) if from.checked_add(*count).is_some_and(|end| end > length))
}

fn footer(parser: &mut Parser<'_>) -> Result<Footer, StructureFault> {
    let start = parser.at;
    parser.keyword(b"startxref")?;
    while parser.rest().first().is_some_and(|&byte| is_space(byte)) {
        parser.at += 1;
    }
    let section = parser.unsigned()?;
    while parser.rest().first().is_some_and(|&byte| is_space(byte)) {
        parser.at += 1;
    }
    if !parser.rest().starts_with(b"%%EOF") {
        return Err(parser.fault());
    }
    let end = parser.at + 5;
    parser.at = end
        + match parser.bytes.get(end..).unwrap_or_default() {
            [b'\r', b'\n', ..] => 2,
            [b'\n' | b'\r', ..] => 1,
            _ => 0,
        };
    Ok(Footer { section, end, line_end: parser.at, start })
}
