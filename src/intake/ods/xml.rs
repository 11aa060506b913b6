//! The little that reading `OpenDocument` needs of XML.

use std::io::{BufRead, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::intake::refusal::Refusal;

/// A stream of XML. Entities other than the five of XML are refused, so nothing can grow while it is read.
pub(super) struct Xml<R> {
    reader: Reader<R>,
}

impl<R: Read> Xml<BufReader<R>> {
    /// Starts to read.
    pub(super) fn new(stream: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::new(stream));
        reader.config_mut().expand_empty_elements = true;
        Self { reader }
    }
}

impl<R: BufRead> Xml<R> {
    /// The next event, which lives in the buffer. Empty elements come as a start and an end.
    pub(super) fn next<'b>(&mut self, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, Refusal> {
        buffer.clear();
        self.reader.read_event_into(buffer).map_err(Refusal::damaged)
    }

    /// Leaves out an element that has just started, with all it contains.
    pub(super) fn skip(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let end = element.to_end().into_owned();
        self.reader.read_to_end_into(end.name(), &mut Vec::new()).map(drop).map_err(Refusal::damaged)
    }

    /// Reads a paragraph that has just started and adds its text; notes and drawings in it do not belong to the text.
    pub(super) fn paragraph(&mut self, out: &mut String) -> Result<(), Refusal> {
        let mut buffer = Vec::new();
        let mut depth = 0_u32;
        loop {
            match self.next(&mut buffer)? {
                Event::Start(element) => match element.name().as_ref() {
                    "office:annotation" | "text:note" | "draw:frame" | "draw:custom-shape" => self.skip(&element)?,
                    name => {
                        depth += 1;
                        out.push_str(if is_space(name) { " " } else { "" });
                    }
                },
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::CData(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => out.push(character(&entity)?),
                Event::Eof => return Err(Refusal::damaged("content.xml ends inside a paragraph")),
                _ => {}
            }
        }
    }
}

/// Whether the element stands for space in a line; cells have one line in the end, so how much does not matter.
fn is_space(name: &str) -> bool {
    matches!(name, "text:s" | "text:tab" | "text:line-break")
}

/// The character of `&amp;` or `&#273;`.
fn character(entity: &BytesRef<'_>) -> Result<char, Refusal> {
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

/// The value of an attribute, by its usual prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, Refusal> {
    let Some(attribute) = element.try_get_attribute(name).map_err(Refusal::damaged)? else { return Ok(None) };
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(Refusal::damaged)?;
    Ok(Some(value.into_owned()))
}

/// The value of an attribute that counts something; 1 when it is not there or makes no sense.
pub(super) fn count(element: &BytesStart<'_>, name: &str) -> Result<u32, Refusal> {
    Ok(attribute(element, name)?.and_then(|count| count.parse().ok()).unwrap_or(1).max(1))
}
