//! The texts that cells share, each with the formats of its runs.

use std::io::BufRead;

use quick_xml::events::Event;

use super::styles::{self, CellStyle};
use crate::builder::TextRun;
use crate::container::Container;
use crate::container::xml::{self, Xml};
use crate::limits::{Allowance, SHARED_STRINGS};
use crate::refusal::{Refusal, TooLarge};
use crate::text::legacy::FontEncoding;

/// A run of text as it stands in the file. A format that it does not state (`None`) is that of the
/// cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    font: Option<FontEncoding>,
    struck: Option<bool>,
    text: String,
}

/// The shared texts, by their numbers.
#[derive(Debug, Default)]
pub(super) struct SharedStrings(Vec<SharedText>);

/// A shared text. Nearly all are one run in the style of the cell.
#[derive(Debug)]
enum SharedText {
    Plain(Box<str>),
    Rich(Box<[Stretch]>),
}

impl SharedStrings {
    /// Calls `then` with the runs of the text of this number, in a cell of this style; `None` when
    /// there is no such text.
    pub(super) fn with_runs<T>(
        &self,
        number: usize,
        cell: CellStyle,
        then: impl FnOnce(&[TextRun<'_>]) -> T,
    ) -> Option<T> {
        Some(match self.0.get(number)? {
            SharedText::Plain(text) => then(&[cell.run(text)]),
            SharedText::Rich(stretches) => then(&in_style_of(stretches, cell)),
        })
    }
}

/// Gives the runs their formats; those that state none get the format of the cell.
pub(super) fn in_style_of(stretches: &[Stretch], cell: CellStyle) -> Vec<TextRun<'_>> {
    let runs = stretches.iter().map(|stretch| TextRun {
        text: &stretch.text,
        font: stretch.font.unwrap_or(cell.font),
        struck: stretch.struck.unwrap_or(cell.struck),
    });
    runs.collect()
}

/// Reads the list of shared texts. What the list claims about its length is not trusted.
pub(super) fn read_strings(
    container: &mut Container<'_>,
    part: &str,
    allowance: &Allowance,
) -> Result<SharedStrings, Refusal> {
    let Some(stream) = container.stream(part, allowance)? else {
        return Ok(SharedStrings::default());
    };
    let mut xml = Xml::new(stream);
    let mut strings = Vec::new();
    let mut buffer = Vec::new();
    let mut closed = false;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                let mut stretches = read_text(&mut xml, &mut buffer)?;
                allowance.spend_text(stretches.iter().map(|stretch| stretch.text.len()).sum())?;
                strings.push(match stretches.as_mut_slice() {
                    [Stretch { font: None, struck: None, text }] => {
                        SharedText::Plain(std::mem::take(text).into())
                    }
                    _ => SharedText::Rich(stretches.into()),
                });
                if strings.len() as u64 > SHARED_STRINGS {
                    return Err(Refusal::TooLarge(TooLarge::Texts));
                }
            }
            Event::End(element) => closed = element.local_name().as_ref() == "sst",
            Event::Eof if closed => return Ok(SharedStrings(strings)),
            Event::Eof => return Err(Refusal::damaged("the shared strings end too early")),
            _ => {}
        }
    }
}

/// Reads a text that has just started (`si` or `is`), to its end. Phonetic readings of Asian
/// characters are left out.
pub(super) fn read_text(
    xml: &mut Xml<impl BufRead>,
    buffer: &mut Vec<u8>,
) -> Result<Vec<Stretch>, Refusal> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let (mut font, mut struck, mut depth) = (None, None, 0_u32);
    loop {
        match xml.next(buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" | "phoneticPr" => xml.skip(&element.into_owned())?,
                "t" => {
                    let mut text = String::new();
                    xml.text(&mut text, buffer)?;
                    let text = unescaped(text);
                    match stretches.last_mut() {
                        Some(last) if (last.font, last.struck) == (font, struck) => {
                            last.text.push_str(&text);
                        }
                        _ => stretches.push(Stretch { font, struck, text }),
                    }
                }
                name => {
                    depth += 1;
                    match name {
                        "r" => (font, struck) = (None, None),
                        // A run with formats of its own is struck through only if it says so.
                        "rPr" => struck = Some(false),
                        "strike" => struck = Some(styles::is_set(&element)?),
                        "rFont" => {
                            font = xml::attribute(&element, "val")?
                                .map(|name| FontEncoding::named(&name));
                        }
                        _ => {}
                    }
                }
            },
            Event::End(_) => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return Ok(stretches),
            },
            Event::Eof => return Err(Refusal::damaged("the XML ends inside a text")),
            _ => {}
        }
    }
}

/// Replaces escaped characters that XML cannot hold: `_x000D_` is a carriage return (ECMA-376 part
/// 1, 22.9.2.19).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(at) = rest.find("_x") {
        let escape = rest.get(at..at + 7).filter(|escape| escape.ends_with('_'));
        let code = escape
            .and_then(|escape| u32::from_str_radix(&escape[2..6], 16).ok())
            .and_then(char::from_u32);
        let (end, character) = code.map_or((at + 2, None), |code| (at + 7, Some(code)));
        match character {
            Some(character) => {
                out.push_str(&rest[..at]);
                out.push(character);
            }
            None => out.push_str(&rest[..end]),
        }
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::unescaped;

    #[test]
    fn characters_that_xml_cannot_hold_are_read() {
        for (raw, text) in [
            ("a_x000D_\nb", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_xyz_", "a_xyz_"),
            ("a_x", "a_x"),
            ("_xD800_ế_x00", "_xD800_ế_x00"),
        ] {
            assert_eq!(unescaped(raw.to_owned()), text);
        }
    }
}
