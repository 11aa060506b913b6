//! The texts that cells share, each with the fonts of its runs.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::intake::container::Container;
use crate::intake::legacy::Font;
use crate::intake::limits::{Allowance, SHARED_STRINGS};
use crate::intake::refusal::Refusal;
use crate::intake::xml::{self, Xml};

/// A text as it stands in the file: runs, each in a font of its own, or in that of the cell (`None`).
pub(super) type Runs = Vec<(Option<Font>, String)>;

/// The shared texts, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Strings(Vec<Shared>);

/// Nearly all texts are one run in the font of the cell.
#[derive(Debug)]
enum Shared {
    Plain(Box<str>),
    Rich(Box<[(Option<Font>, String)]>),
}

impl Strings {
    /// Hands on the runs of a text, those without a font in that of the cell; `None` when there is no text of this number.
    pub(super) fn with_runs<T>(&self, number: usize, cell: Font, then: impl FnOnce(&[(Font, &str)]) -> T) -> Option<T> {
        Some(match self.0.get(number)? {
            Shared::Plain(text) => then(&[(cell, text)]),
            Shared::Rich(runs) => then(&in_font_of(runs, cell)),
        })
    }
}

/// The runs with fonts, those without one in that of the cell.
pub(super) fn in_font_of(runs: &[(Option<Font>, String)], cell: Font) -> Vec<(Font, &str)> {
    runs.iter().map(|(font, text)| (font.unwrap_or(cell), text.as_str())).collect()
}

/// Reads the list of shared texts; what it claims about its length is not believed.
pub(super) fn read(container: &mut Container<'_>, part: &str, allowance: &Allowance) -> Result<Strings, Refusal> {
    let Some(stream) = container.stream(part, allowance)? else { return Ok(Strings::default()) };
    let mut xml = Xml::new(stream);
    let mut strings = Vec::new();
    let mut buffer = Vec::new();
    let mut closed = false;
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.local_name().as_ref() == "si" => {
                let mut runs = read_runs(&mut xml, &mut buffer)?;
                allowance.spend_text(runs.iter().map(|(_, text)| text.len()).sum())?;
                strings.push(match runs.as_mut_slice() {
                    [(None, text)] => Shared::Plain(std::mem::take(text).into()),
                    _ => Shared::Rich(runs.into()),
                });
                if strings.len() as u64 > SHARED_STRINGS {
                    return Err(Refusal::too_large("Bảng tính có quá nhiều chữ"));
                }
            }
            Event::End(element) => closed = element.local_name().as_ref() == "sst",
            Event::Eof if closed => return Ok(Strings(strings)),
            Event::Eof => return Err(Refusal::damaged("the shared strings end too early")),
            _ => {}
        }
    }
}

/// Reads a text that has just started (`si` or `is`) to its end. Readings of Asian characters do not belong to it.
pub(super) fn read_runs(xml: &mut Xml<impl BufRead>, buffer: &mut Vec<u8>) -> Result<Runs, Refusal> {
    let mut runs: Runs = Vec::new();
    let (mut font, mut depth) = (None, 0_u32);
    loop {
        match xml.next(buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" | "phoneticPr" => xml.skip(&element.into_owned())?,
                "t" => {
                    let mut text = String::new();
                    xml.text(&mut text, buffer)?;
                    let text = unescaped(text);
                    match runs.last_mut() {
                        Some((last, before)) if *last == font => before.push_str(&text),
                        _ => runs.push((font, text)),
                    }
                }
                name => {
                    depth += 1;
                    if name == "r" {
                        font = None;
                    } else if name == "rFont" {
                        font = xml::attribute(&element, "val")?.map(|name| Font::named(&name));
                    }
                }
            },
            Event::End(_) => match depth.checked_sub(1) {
                Some(outer) => depth = outer,
                None => return Ok(runs),
            },
            Event::Eof => return Err(Refusal::damaged("the XML ends inside a text")),
            _ => {}
        }
    }
}

/// Text with the characters that XML cannot hold: `_x000D_` is a carriage return (ECMA-376 part 1, 22.9.2.19).
pub(super) fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text.as_str());
    while let Some(at) = rest.find("_x") {
        let escape = rest.get(at..at + 7).filter(|escape| escape.ends_with('_'));
        let code = escape.and_then(|escape| u32::from_str_radix(&escape[2..6], 16).ok()).and_then(char::from_u32);
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
