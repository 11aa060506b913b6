//! A reader for XML with the limits and helpers that workbooks need.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::exceeded::LimitExceeded;
use crate::limits::XML_PIECE_BYTES;
use crate::refusal::Refusal;

/// A stream of XML. Entity declarations are refused, and so are entities other than the five of
/// XML, so nothing grows while it is read. No piece may be longer than [`XML_PIECE_BYTES`].
pub(crate) struct Xml<R> {
    reader: Reader<Pieces<R>>,
}

/// A stream that counts the bytes of the current piece of XML.
struct Pieces<R> {
    stream: R,
    piece: usize,
}

impl<R: BufRead> Read for Pieces<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl<R: BufRead> BufRead for Pieces<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.piece > XML_PIECE_BYTES {
            Err(LimitExceeded::Piece.into())
        } else {
            self.stream.fill_buf()
        }
    }

    fn consume(&mut self, count: usize) {
        self.piece += count;
        self.stream.consume(count);
    }
}

impl<R: Read> Xml<BufReader<R>> {
    /// Starts to read a stream.
    pub(crate) fn new(stream: R) -> Self {
        let pieces = Pieces { stream: BufReader::with_capacity(32 << 10, stream), piece: 0 };
        let mut reader = Reader::from_reader(pieces);
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }
}

impl<R: BufRead> Xml<R> {
    /// Reads the next event into the buffer. An empty element gives a start and an end.
    pub(crate) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Refusal> {
        buffer.clear();
        self.reader.get_mut().piece = 0;
        let event = self.reader.read_event_into(buffer)?;
        if let Event::DocType(declared) = &event {
            doctype(declared)?;
        }
        Ok(event)
    }

    /// Skips an element that has just started, with everything in it.
    pub(crate) fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let end = element.to_end().into_owned();
        let (mut buffer, mut depth) = (Vec::new(), 0_u32);
        loop {
            match self.next(&mut buffer)? {
                Event::Start(inner) if inner.name() == end.name() => depth += 1,
                Event::End(inner) if inner.name() == end.name() => match depth.checked_sub(1) {
                    Some(outer) => depth = outer,
                    None => return Ok(()),
                },
                Event::Eof => return Err(Refusal::damaged("the XML ends inside an element")),
                _ => {}
            }
        }
    }

    /// Reads an element that has just started, to its end, and appends its text and that of its
    /// inner elements to `out`.
    pub(crate) fn text(&mut self, out: &mut String, buffer: &mut Vec<u8>) -> Result<(), Refusal> {
        let mut depth = 0_u32;
        loop {
            match self.next(buffer)? {
                Event::Start(_) => depth += 1,
                Event::End(_) => match depth.checked_sub(1) {
                    Some(outer) => depth = outer,
                    None => return Ok(()),
                },
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => out.push(character(&entity)?),
                Event::Eof => return Err(Refusal::damaged("the XML ends inside an element")),
                _ => {}
            }
        }
    }
}

/// Refuses a document type that declares entities or refers to the outside; any other does no harm.
pub(crate) fn doctype(declared: &str) -> Result<(), Refusal> {
    let head = declared.split('[').next().unwrap_or_default();
    let points_outside = |text: &str| [" SYSTEM", " PUBLIC"].iter().any(|word| text.contains(word));
    // OpenOffice names the document type of its own lists of parts, which nobody fetches.
    let known = declared.contains("-//OpenOffice.org//DTD");
    if declared.contains("<!ENTITY") {
        Err(if points_outside(declared) { Refusal::XmlExternal } else { Refusal::XmlEntities })
    } else if points_outside(head) && !known {
        Err(Refusal::XmlExternal)
    } else {
        Ok(())
    }
}

/// Returns the character of an entity such as `&amp;` or `&#273;`.
pub(crate) fn character(entity: &BytesRef<'_>) -> Result<char, Refusal> {
    if let Some(character) = entity.resolve_char_ref().map_err(Refusal::damaged)? {
        return Ok(character);
    }
    match entity.as_ref() {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        other => Err(Refusal::damaged(format!("the entity {other:?} is not allowed"))),
    }
}

/// Returns the value of the attribute of this name, given with its usual prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(attribute) = element.try_get_attribute(name).map_err(Refusal::damaged)? else {
        return Ok(None);
    };
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Refusal::damaged)?;
    Ok(Some(value.into_owned()))
}

/// Tells whether an attribute is `1` or `true`.
pub(crate) fn is_on(element: &BytesStart<'_>, name: &str) -> Result<bool, Refusal> {
    Ok(matches!(attribute(element, name)?.as_deref(), Some("1" | "true")))
}

/// Returns the value of an attribute that counts something; 1 when it is absent or no number above
/// 0.
pub(crate) fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(attribute(element, name)?.and_then(|count| count.parse().ok()).unwrap_or(1).max(1))
}
