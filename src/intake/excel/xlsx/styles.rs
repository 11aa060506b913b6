//! The styles of a workbook: all that matters of them is which cells show dates, and in which fonts text was typed.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::intake::container::Container;
use crate::intake::legacy::Font;
use crate::intake::limits::{Allowance, STYLES};
use crate::intake::refusal::Refusal;
use crate::intake::xml::{self, Xml};

/// How a number in a cell is shown, as far as it changes what it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number of some kind.
    #[default]
    Number,
    /// As a day, with or without a time.
    Day,
    /// As a length of time.
    Duration,
}

/// What matters of a style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) shown: Shown,
    pub(super) font: Font,
}

/// The styles of cells, by their numbers.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Style>);

impl Styles {
    /// The style of this number; cells without one have the first.
    pub(super) fn of(&self, number: usize) -> Style {
        self.0.get(number).copied().unwrap_or_default()
    }
}

/// Reads the list of styles.
pub(super) fn read(container: &mut Container<'_>, part: &str, allowance: &Allowance) -> Result<Styles, Refusal> {
    let Some(stream) = container.stream(part, allowance)? else { return Ok(Styles::default()) };
    let mut xml = Xml::new(stream);
    let (mut formats, mut fonts, mut styles) = (BTreeMap::new(), Vec::new(), Vec::new());
    let (mut in_cells, mut in_fonts) = (false, false);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "fonts" => in_fonts = true,
                "cellXfs" => in_cells = true,
                "numFmt" => {
                    if let Some(number) = number(&element, "numFmtId")? {
                        let code = xml::attribute(&element, "formatCode")?.unwrap_or_default();
                        formats.insert(number, shown(&code));
                    }
                }
                "font" if in_fonts => fonts.push(Font::Other),
                "name" if in_fonts => {
                    if let (Some(font), Some(name)) = (fonts.last_mut(), xml::attribute(&element, "val")?) {
                        *font = Font::named(&name);
                    }
                }
                "xf" if in_cells => {
                    let format = number(&element, "numFmtId")?.unwrap_or(0);
                    let font = number(&element, "fontId")?.and_then(|number| fonts.get(number));
                    styles.push(Style {
                        shown: formats.get(&format).copied().unwrap_or_else(|| built_in(format)),
                        font: font.copied().unwrap_or_default(),
                    });
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => return Ok(Styles(styles)),
                _ => {}
            },
            Event::Eof => return Ok(Styles(styles)),
            _ => {}
        }
        if fonts.len().max(styles.len()).max(formats.len()) > STYLES {
            return Err(Refusal::too_large("Bảng tính có quá nhiều kiểu định dạng"));
        }
    }
}

/// An attribute that is a number.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<usize>, Refusal> {
    Ok(xml::attribute(element, name)?.and_then(|number| number.parse().ok()))
}

/// What the formats show that every program knows by number (ECMA-376 part 1, 18.8.30; from 27 on the East Asian ones).
fn built_in(format: usize) -> Shown {
    match format {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shown::Day,
        46 => Shown::Duration,
        _ => Shown::Number,
    }
}

/// What a format shows: letters of dates outside quotes and brackets, in the part for positive numbers, mean a day.
fn shown(code: &str) -> Shown {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // A literal character, the width of one, one that fills the cell.
            '\\' | '_' | '*' => _ = letters.next(),
            '"' => _ = letters.find(|&c| c == '"'),
            '[' => {
                let inside: String = letters.by_ref().take_while(|&c| c != ']').collect();
                let unit = inside.to_ascii_lowercase();
                if !unit.is_empty() && ['h', 'm', 's'].iter().any(|&c| unit.chars().all(|other| other == c)) {
                    return Shown::Duration;
                }
            }
            ';' => return Shown::Number,
            // `General` is a word and no date.
            'G' | 'g' if letters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                letters.nth("eneral".len() - 1);
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return Shown::Day,
            _ => {}
        }
    }
    Shown::Number
}

#[cfg(test)]
mod tests {
    use super::{Shown, shown};

    #[test]
    fn a_format_tells_days_from_numbers() {
        for code in ["dd/mm/yyyy", "[$-42A]dd mmmm yyyy;@", "d\\-m", "h:mm AM/PM", "General \"ngày\" dd", "yyyy\"年\""]
        {
            assert_eq!(shown(code), Shown::Day, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\\ \"đ\"",
            "0.0%",
            "[Red]0.0",
            "0 \"điểm chấm\"",
            "_(* #,##0_d_)",
            "0;dd",
            "[>100]0",
            "",
        ] {
            assert_eq!(shown(code), Shown::Number, "{code}");
        }
        for code in ["[h]:mm", "[mm]:ss", "[Red][hh]:mm"] {
            assert_eq!(shown(code), Shown::Duration, "{code}");
        }
    }
}
