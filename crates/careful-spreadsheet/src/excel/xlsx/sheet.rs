//! One worksheet, in one pass: cells, merged regions, hidden rows and columns.

use std::io::{BufRead, Read};

use quick_xml::events::{BytesStart, Event};

use super::SharedTables;
use super::strings::{self, Stretch};
use super::styles::{CellStyle, NumberDisplay};
use crate::builder::{TextRun, WorksheetBuilder};
use crate::container::xml::{self, Xml};
use crate::limits::Allowance;
use crate::place::CellRef;
use crate::refusal::Refusal;
use crate::workbook::Merge;
use crate::workbook::{Cell, Value, day_of};

/// Reads a worksheet and adds its cells, merged regions and hidden rows and columns to `builder`.
pub(super) fn read_worksheet(
    stream: impl Read,
    book: &SharedTables,
    builder: &mut WorksheetBuilder,
    allowance: &Allowance,
) -> Result<(), Refusal> {
    let mut walk = WorksheetReader {
        xml: Xml::new(stream),
        book,
        next: CellRef::new(0, 0),
        content: CellContent::default(),
    };
    let mut buffer = Vec::new();
    let mut closed = false;
    loop {
        match walk.xml.next(&mut buffer)? {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => walk.start_row(&element, builder)?,
                "c" => {
                    let head = CellAttributes::read(&element, walk.next)?;
                    walk.next = CellRef::new(head.at.row, head.at.column.saturating_add(1));
                    walk.cell(&head, &mut buffer, builder, allowance)?;
                }
                "col" if xml::is_on(&element, "hidden")? => {
                    if let Some((first, last)) = column_range(&element)? {
                        builder.hidden.hide_columns(first, last);
                    }
                }
                "mergeCell" => {
                    if let Some(merge) =
                        xml::attribute(&element, "ref")?.as_deref().and_then(region)
                    {
                        builder.merge(merge, allowance)?;
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "row" => walk.next = CellRef::new(walk.next.row.saturating_add(1), 0),
                name => closed = matches!(name, "worksheet" | "macrosheet"),
            },
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(Refusal::damaged("a worksheet ends too early")),
            _ => {}
        }
    }
}

/// The state of reading a worksheet.
struct WorksheetReader<'a, R> {
    xml: Xml<R>,
    book: &'a SharedTables,
    /// Position of the next cell, unless the cell gives its own.
    next: CellRef,
    content: CellContent,
}

/// The content of a cell; reused from cell to cell to save allocations.
#[derive(Default)]
struct CellContent {
    value: String,
    /// Whether the cell has a value element, even an empty one.
    has_value: bool,
    inline: Vec<Stretch>,
    formula: bool,
}

/// The attributes of a cell element.
struct CellAttributes {
    at: CellRef,
    style: usize,
    kind: CellType,
}

/// The type of the value of a cell (`ST_CellType`, ECMA-376 part 1, 18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellType {
    Number,
    Shared,
    Inline,
    Text,
    Bool,
    Error,
    Date,
}

impl CellAttributes {
    /// Reads the attributes; `next` is the position of a cell that gives none.
    fn read(element: &BytesStart<'_>, next: CellRef) -> Result<Self, Refusal> {
        let mut head = Self { at: next, style: 0, kind: CellType::Number };
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(Refusal::damaged)?;
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "r" => {
                    let at = reference(value)
                        .ok_or_else(|| Refusal::damaged(format!("no cell is named {value:?}")))?;
                    head.at = at;
                }
                "s" => head.style = value.parse().unwrap_or(0),
                "t" => {
                    head.kind = match value {
                        "s" => CellType::Shared,
                        "inlineStr" => CellType::Inline,
                        "str" => CellType::Text,
                        "b" => CellType::Bool,
                        "e" => CellType::Error,
                        "d" => CellType::Date,
                        _ => CellType::Number,
                    }
                }
                _ => {}
            }
        }
        Ok(head)
    }
}

impl<R: BufRead> WorksheetReader<'_, R> {
    /// Starts a row: moves to its first cell and notes whether it is hidden.
    fn start_row(
        &mut self,
        row: &BytesStart<'_>,
        builder: &mut WorksheetBuilder,
    ) -> Result<(), Refusal> {
        let number = xml::attribute(row, "r")?.and_then(|number| number.parse::<u32>().ok());
        let number = number.and_then(|number| number.checked_sub(1)).unwrap_or(self.next.row);
        self.next = CellRef::new(number, 0);
        if xml::is_on(row, "hidden")? {
            builder.hidden.hide_rows(number, number);
        }
        Ok(())
    }

    /// Reads a cell that has just started, to its end, and adds it to `builder`.
    fn cell(
        &mut self,
        head: &CellAttributes,
        buffer: &mut Vec<u8>,
        builder: &mut WorksheetBuilder,
        allowance: &Allowance,
    ) -> Result<(), Refusal> {
        self.read_content(buffer)?;
        let style = self.book.styles.of(head.style);
        let formula = self.content.formula;
        match head.kind {
            CellType::Shared if !self.content.value.is_empty() => {
                let raw = self.content.value.trim();
                let number = raw.parse().map_err(|_| {
                    Refusal::damaged(format!("no shared string has the number {raw:?}"))
                })?;
                let put =
                    |runs: &[TextRun<'_>]| builder.put_text(head.at, runs, formula, allowance);
                let put = self.book.strings.with_runs(number, style, put);
                put.ok_or_else(|| Refusal::damaged(format!("there is no shared string {number}")))?
            }
            CellType::Inline => {
                let runs = strings::in_style_of(&self.content.inline, style);
                builder.put_text(head.at, &runs, formula, allowance)
            }
            CellType::Text if self.content.has_value => {
                let text = strings::unescaped(std::mem::take(&mut self.content.value));
                builder.put_text(head.at, &[style.run(&text)], formula, allowance)
            }
            kind => match self.value(kind, style) {
                Some(value) => {
                    let cell = Cell::new(value, formula)
                        .struck(style.struck)
                        .with_decimals(style.decimals());
                    builder.put(head.at, cell, allowance)
                }
                None => Ok(()),
            },
        }
    }

    /// Reads the content of a cell, to its end.
    fn read_content(&mut self, buffer: &mut Vec<u8>) -> Result<(), Refusal> {
        let content = &mut self.content;
        content.value.clear();
        content.inline.clear();
        (content.has_value, content.formula) = (false, false);
        loop {
            match self.xml.next(buffer)? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => {
                        content.has_value = true;
                        self.xml.text(&mut content.value, buffer)?;
                    }
                    "f" => {
                        // Some programs write an empty formula where there is none. A shared
                        // formula is empty in all of its cells but the first.
                        let shared = matches!(
                            xml::attribute(&element, "t")?.as_deref(),
                            Some("shared" | "array" | "dataTable")
                        );
                        let mut formula = String::new();
                        self.xml.text(&mut formula, buffer)?;
                        content.formula = shared || !formula.is_empty();
                    }
                    "is" => content.inline = strings::read_text(&mut self.xml, buffer)?,
                    _ => self.xml.skip(&element.into_owned())?,
                },
                Event::End(_) => return Ok(()),
                Event::Eof => return Err(Refusal::damaged("a worksheet ends inside a cell")),
                _ => {}
            }
        }
    }

    /// Returns the value of a cell other than text; `None` when the cell holds nothing.
    fn value(&self, kind: CellType, style: CellStyle) -> Option<Value> {
        let raw = self.content.value.trim();
        if raw.is_empty() {
            return self.content.formula.then_some(Value::NotCalculated);
        }
        match kind {
            CellType::Bool => Some(Value::Bool(matches!(raw, "1" | "true"))),
            CellType::Error => Some(Value::from_error(raw)),
            CellType::Date => Value::from_iso_date(raw),
            _ => match raw.parse::<f64>() {
                Ok(number) if number.is_finite() => Some(match style.shown {
                    NumberDisplay::Day => day_of(number, self.book.from_1904)
                        .map_or_else(|| Value::from_float(number), Value::Date),
                    NumberDisplay::Number
                    | NumberDisplay::Decimals(_)
                    | NumberDisplay::Duration => Value::from_float(number),
                }),
                _ => Value::from_text(raw),
            },
        }
    }
}

/// Reads the first and last column of a `col` element, counted from 0; `None` when it does not give
/// both.
fn column_range(element: &BytesStart<'_>) -> Result<Option<(u32, u32)>, Refusal> {
    let number = |name| -> Result<Option<u32>, Refusal> {
        let number = xml::attribute(element, name)?.and_then(|number| number.parse::<u32>().ok());
        Ok(number.and_then(|number| number.checked_sub(1)))
    };
    Ok(number("min")?.zip(number("max")?))
}

/// Reads the name of a cell such as `D14`; `$D$14` does not occur in the XML of a worksheet.
fn reference(name: &str) -> Option<CellRef> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=4).contains(&letters) {
        return None;
    }
    let column = name[..letters].bytes().fold(0_u32, |column, letter| {
        column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    let row: u32 = name[letters..].parse().ok()?;
    Some(CellRef::new(row.checked_sub(1)?, column - 1))
}

/// Reads the name of a region such as `A1:B2`.
fn region(name: &str) -> Option<Merge> {
    let (first, last) = name.split_once(':')?;
    Some(Merge { first: reference(first)?, last: reference(last)? })
}

#[cfg(test)]
mod tests {
    use super::reference;
    use crate::place::CellRef;

    #[test]
    fn the_name_of_a_cell_is_read_as_it_is_written() {
        for at in [(0, 0), (13, 3), (1_048_575, 16_383), (9, 26)]
            .map(|(row, column)| CellRef::new(row, column))
        {
            assert_eq!(reference(&at.to_string()), Some(at));
        }
        for name in ["", "A", "1", "A0", "ABCDE1", "A-1", "A99999999999", "Á1"] {
            assert_eq!(reference(name), None, "{name}");
        }
    }
}
