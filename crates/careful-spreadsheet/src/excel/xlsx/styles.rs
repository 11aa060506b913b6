//! The styles of a workbook, as far as they matter: which cells show dates, with how many decimals
//! numbers are shown, in which fonts text was typed, and what is struck through.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::builder::TextRun;
use crate::container::Container;
use crate::container::xml::{self, Xml};
use crate::limits::{Allowance, STYLES};
use crate::refusal::{Refusal, TooLarge};
use crate::text::legacy::FontEncoding;

/// The way in which the number format of a cell shows a number, as far as it changes the meaning.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum NumberDisplay {
    /// As a number of some kind.
    #[default]
    Number,
    /// As a number that always has this many decimals and is not changed otherwise.
    Decimals(u8),
    /// As a day, with or without a time.
    Day,
    /// As a length of time.
    Duration,
}

/// A cell style, as far as it matters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CellStyle {
    pub(super) shown: NumberDisplay,
    pub(super) font: FontEncoding,
    /// Whether it is struck through.
    pub(super) struck: bool,
}

impl CellStyle {
    /// A run of text in this style.
    pub(super) fn run(self, text: &str) -> TextRun<'_> {
        TextRun { text, font: self.font, struck: self.struck }
    }

    /// Returns the number of decimals, when the style always shows the same number of them.
    pub(super) fn decimals(self) -> Option<u8> {
        match self.shown {
            NumberDisplay::Decimals(decimals) => Some(decimals),
            _ => None,
        }
    }
}

/// The styles of cells, by their numbers.
#[derive(Debug, Default)]
pub(super) struct CellStyles(Vec<CellStyle>);

impl CellStyles {
    /// Returns the style of this number, or the default style when there is none.
    pub(super) fn of(&self, number: usize) -> CellStyle {
        self.0.get(number).copied().unwrap_or_default()
    }
}

/// Reads the list of styles.
pub(super) fn read_styles(
    container: &mut Container<'_>,
    part: &str,
    allowance: &Allowance,
) -> Result<CellStyles, Refusal> {
    let Some(stream) = container.stream(part, allowance)? else { return Ok(CellStyles::default()) };
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
                "font" if in_fonts => fonts.push((FontEncoding::Other, false)),
                "name" if in_fonts => {
                    if let (Some((font, _)), Some(name)) =
                        (fonts.last_mut(), xml::attribute(&element, "val")?)
                    {
                        *font = FontEncoding::named(&name);
                    }
                }
                "strike" if in_fonts => {
                    if let Some((_, struck)) = fonts.last_mut() {
                        *struck = is_set(&element)?;
                    }
                }
                "xf" if in_cells => {
                    let format = number(&element, "numFmtId")?.unwrap_or(0);
                    let font = number(&element, "fontId")?.and_then(|number| fonts.get(number));
                    let (font, struck) = font.copied().unwrap_or_default();
                    let shown = formats.get(&format).copied().unwrap_or_else(|| built_in(format));
                    styles.push(CellStyle { shown, font, struck });
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => return Ok(CellStyles(styles)),
                _ => {}
            },
            Event::Eof => return Ok(CellStyles(styles)),
            _ => {}
        }
        if fonts.len().max(styles.len()).max(formats.len()) > STYLES {
            return Err(Refusal::TooLarge(TooLarge::Styles));
        }
    }
}

/// Tells whether an on-off property of a font is set: its element sets it unless an attribute says
/// no.
pub(super) fn is_set(element: &BytesStart<'_>) -> Result<bool, Refusal> {
    Ok(!matches!(xml::attribute(element, "val")?.as_deref(), Some("0" | "false")))
}

/// Reads an attribute that is a number.
fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<usize>, Refusal> {
    Ok(xml::attribute(element, name)?.and_then(|number| number.parse().ok()))
}

/// Returns how a built-in number format shows numbers (ECMA-376 part 1, 18.8.30; from 27 on the
/// East Asian formats).
fn built_in(format: usize) -> NumberDisplay {
    match format {
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberDisplay::Day,
        46 => NumberDisplay::Duration,
        1 | 3 | 5 | 6 | 37 | 38 | 41 | 42 => NumberDisplay::Decimals(0),
        2 | 4 | 7 | 8 | 39 | 40 | 43 | 44 => NumberDisplay::Decimals(2),
        _ => NumberDisplay::Number,
    }
}

/// Tells how a number format shows numbers, by its section for positive numbers. Letters of dates
/// outside quotes and brackets mean a day. Zeros are digits that are always shown; those after the
/// point are decimals.
fn shown(code: &str) -> NumberDisplay {
    let mut letters = code.chars();
    // Numbers of whole digits and of decimals so far; `None` once the format changes the number.
    let mut digits = Some((0_u8, None::<u8>));
    while let Some(letter) = letters.next() {
        match letter {
            // A literal character, the width of one, one that fills the cell.
            '\\' | '_' | '*' => _ = letters.next(),
            '"' => _ = letters.find(|&c| c == '"'),
            '[' => {
                let inside: String = letters.by_ref().take_while(|&c| c != ']').collect();
                let unit = inside.to_ascii_lowercase();
                if !unit.is_empty()
                    && ['h', 'm', 's'].iter().any(|&c| unit.chars().all(|other| other == c))
                {
                    return NumberDisplay::Duration;
                }
            }
            ';' => break,
            // `General` is a word and no date.
            'G' | 'g' if letters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                letters.nth("eneral".len() - 1);
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return NumberDisplay::Day,
            '0' => match &mut digits {
                Some((_, Some(decimals))) => *decimals = decimals.saturating_add(1),
                Some((whole, None)) => *whole = whole.saturating_add(1),
                None => {}
            },
            '.' => {
                digits = digits
                    .filter(|(_, decimals)| decimals.is_none())
                    .map(|(whole, _)| (whole, Some(0)));
            }
            '#' | '?' => digits = digits.filter(|(_, decimals)| decimals.is_none()),
            // A comma between digits separates thousands; one behind all digits divides by a
            // thousand.
            ',' if letters.as_str().starts_with(['0', '#', '?']) => {}
            ',' | '%' | '/' | 'E' | 'e' | '@' => digits = None,
            _ => {}
        }
    }
    match digits {
        Some((whole, decimals)) if whole > 0 || decimals.is_some_and(|decimals| decimals > 0) => {
            NumberDisplay::Decimals(decimals.unwrap_or(0))
        }
        _ => NumberDisplay::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberDisplay, shown};

    #[test]
    fn a_format_tells_days_from_numbers() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]dd mmmm yyyy;@",
            "d\\-m",
            "h:mm AM/PM",
            "General \"ngày\" dd",
            "yyyy\"年\"",
        ] {
            assert_eq!(shown(code), NumberDisplay::Day, "{code}");
        }
        for code in ["General", "0.0%", "0.##", "#,###", "0.0E+00", "# ?/?", "0,", "@", "0.0.0", ""]
        {
            assert_eq!(shown(code), NumberDisplay::Number, "{code}");
        }
        for (code, decimals) in [
            ("0.00", 2),
            ("#,##0\\ \"đ\"", 0),
            ("[Red]0.0", 1),
            ("0 \"điểm chấm\"", 0),
            ("_(* #,##0_d_)", 0),
            ("0;dd", 0),
            ("[>100]0", 0),
            ("#.000", 3),
        ] {
            assert_eq!(shown(code), NumberDisplay::Decimals(decimals), "{code}");
        }
        for code in ["[h]:mm", "[mm]:ss", "[Red][hh]:mm"] {
            assert_eq!(shown(code), NumberDisplay::Duration, "{code}");
        }
    }
}
