//! One pass over all bytes of a file, from the first to the last, without looking at its cross-reference tables.

use super::StructureFault;
use super::syntax::{Parser, is_space};
use super::value::{Object, Value};
use super::xref::{self, Section};

/// Everything that stands in a file, in the order in which it stands there.
#[derive(Debug, Default)]
pub(super) struct Scan<'a> {
    pub(super) objects: Vec<Object<'a>>,
    /// The classic cross-reference tables; cross-reference streams are among the objects.
    pub(super) tables: Vec<Section<'a>>,
    pub(super) footers: Vec<Footer>,
    /// Streams whose length is given by another object: index of the stream's object, and the number of the other.
    pub(super) lengths: Vec<(usize, u32)>,
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
}

/// Reads the whole file.
pub(super) fn scan(bytes: &[u8]) -> Result<Scan<'_>, StructureFault> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(StructureFault::NotPdf);
    }
    let mut scan = Scan::default();
    let outcome = scan.items(bytes);
    let last = scan.footers.last().copied();
    match (outcome, last) {
        (outcome, None) => Err(outcome.err().unwrap_or(StructureFault::Truncated)),
        (Ok(()), Some(last)) if last.line_end == bytes.len() => Ok(scan),
        // What follows the last complete revision is no revision.
        (_, Some(last)) if !contains(&bytes[last.end..], b"%%EOF") => Err(StructureFault::TrailingData),
        (Err(fault), _) => Err(fault),
        (Ok(()), Some(_)) => Err(StructureFault::TrailingData),
    }
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

impl<'a> Scan<'a> {
    fn items(&mut self, bytes: &'a [u8]) -> Result<(), StructureFault> {
        let mut parser = Parser::new(bytes, 0);
        loop {
            parser.skip_space();
            match parser.rest() {
                [] => return Ok(()),
                [b'0'..=b'9', ..] => {
                    let object = self.object(&mut parser)?;
                    self.objects.push(object);
                }
                [b'x', ..] => self.tables.push(xref::table(&mut parser)?),
                _ => self.footers.push(footer(&mut parser)?),
            }
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

    fn stream(&mut self, parser: &mut Parser<'a>, value: &Value<'a>) -> Result<&'a [u8], StructureFault> {
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
        while parser.rest().first().is_some_and(|&byte| is_space(byte)) {
            parser.at += 1;
        }
        parser.keyword(b"endstream")?;
        Ok(data)
    }

    /// Cuts the streams whose length stands in another object to that length. What is cut off can only be a line end.
    pub(super) fn settle_lengths(&mut self, length_of: impl Fn(u32) -> Option<usize>) -> Result<(), StructureFault> {
        for (index, number) in std::mem::take(&mut self.lengths) {
            let object = &mut self.objects[index];
            let wrong = StructureFault::WrongLength { number: object.number };
            let (Some(length), Some(data)) = (length_of(number), object.stream) else { return Err(wrong) };
            match data.split_at_checked(length) {
                Some((data, b"" | b"\n" | b"\r\n" | b"\r")) => object.stream = Some(data),
                _ => return Err(wrong),
            }
        }
        Ok(())
    }
}

fn footer(parser: &mut Parser<'_>) -> Result<Footer, StructureFault> {
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
    Ok(Footer { section, end, line_end: parser.at })
}
