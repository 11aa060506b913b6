//! A cell of an `OpenDocument` table: its attributes give its value, its paragraphs give the text
//! that it shows.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::looks::OdsStyles;
use crate::container::xml::{self, Xml};
use crate::refusal::Refusal;
use crate::text;
use crate::workbook::{Cell, Value};

/// The attributes of a cell element.
pub(crate) struct CellAttributes {
    /// Number of cells of the row that the element stands for.
    pub(crate) repeat: u32,
    /// Number of rows that the cell spans.
    pub(crate) rows: u32,
    /// Number of columns that the cell spans.
    pub(crate) columns: u32,
    kind: String,
    /// The value as its kind writes it; most text cells have none.
    value: Option<String>,
    formula: bool,
    error: bool,
    /// Whether its style strikes it through; `None` when the style does not say.
    pub(crate) struck: Option<bool>,
}

/// The content of a cell.
pub(crate) struct CellContent {
    /// The cell; its text is not yet cleaned.
    pub(crate) cell: Cell,
    /// Whether a part of the text is struck through, and another part is not.
    pub(crate) struck_in_part: bool,
}

impl CellAttributes {
    /// Reads the attributes of a cell that has just started.
    pub(crate) fn read(element: &BytesStart<'_>, looks: &OdsStyles) -> Result<Self, Refusal> {
        let kind = xml::attribute(element, "office:value-type")?.unwrap_or_default();
        let value = xml::attribute(element, value_attribute(&kind))?;
        Ok(Self {
            repeat: xml::count(element, "table:number-columns-repeated")?,
            rows: xml::count(element, "table:number-rows-spanned")?,
            columns: xml::count(element, "table:number-columns-spanned")?,
            kind,
            value,
            formula: xml::attribute(element, "table:formula")?
                .is_some_and(|formula| !formula.is_empty()),
            error: xml::attribute(element, "calcext:value-type")?
                .is_some_and(|kind| kind == "error"),
            struck: looks.strikes(xml::attribute(element, "table:style-name")?.as_deref()),
        })
    }

    /// Reads the cell to its end; `None` when it holds nothing. `struck` tells whether the cell is
    /// struck through.
    pub(crate) fn content(
        self,
        xml: &mut Xml<impl BufRead>,
        looks: &OdsStyles,
        struck: bool,
    ) -> Result<Option<CellContent>, Refusal> {
        let shown = ShownText::read(xml, looks, struck)?;
        let (formula, plain) = (self.formula, self.kind == "float");
        let struck = if shown.some_whole { false } else { shown.some_struck || struck };
        let content = |value| {
            let cell = Cell::new(value, formula).struck(struck);
            CellContent {
                cell: if plain { with_decimals_of(cell, &shown.text) } else { cell },
                struck_in_part: shown.some_struck && shown.some_whole,
            }
        };
        Ok(self.value(&shown.text).map(content))
    }

    /// Returns the value, given by its kind or else by the shown text.
    fn value(self, shown: &str) -> Option<Value> {
        let shown = visible(shown);
        let shows_error = |text: &str| self.error || self.formula && is_error(text);
        if let Some(Value::Text(text)) = &shown
            && shows_error(text.trim())
        {
            return Some(Value::from_error(text));
        }
        match (self.kind.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => {
                value.parse().ok().map(Value::from_float).or(shown)
            }
            ("date", Some(value)) => Value::from_iso_date(&value),
            ("boolean", Some(value)) => Some(Value::Bool(value == "true")),
            ("string", value) => shown.or_else(|| visible(&value?)),
            _ => shown.or_else(|| self.formula.then_some(Value::NotCalculated)),
        }
    }
}

/// Gives a number the decimals of its shown text, if that shows nothing but its digits.
fn with_decimals_of(cell: Cell, shown: &str) -> Cell {
    let shown = shown.trim().replace('.', ",");
    let decimals = shown.split_once(',').map_or(0, |(_, decimals)| decimals.len());
    let formatted = cell.clone().with_decimals(u8::try_from(decimals).ok());
    if formatted.formatted() == shown { formatted } else { cell }
}

/// Makes a text value, not yet cleaned; `None` when nothing of it is visible.
fn visible(raw: &str) -> Option<Value> {
    (!text::clean(raw).is_empty()).then(|| Value::Text(raw.to_owned()))
}

/// Returns the name of the attribute that holds the value of a cell of this kind.
fn value_attribute(kind: &str) -> &'static str {
    match kind {
        "date" => "office:date-value",
        "boolean" => "office:boolean-value",
        "string" => "office:string-value",
        _ => "office:value",
    }
}

/// Tells whether a formula shows an error: `#REF!`, `#NAME?`, `#N/A`, or `Err:508` of
/// `LibreOffice`.
fn is_error(text: &str) -> bool {
    text == "#N/A"
        || text.starts_with("Err:")
        || (text.starts_with('#') && text.ends_with(['!', '?']))
}

/// The text that the paragraphs of a cell show.
#[derive(Default)]
struct ShownText {
    text: String,
    /// Whether some of the text is struck through.
    some_struck: bool,
    /// Whether some of it is not.
    some_whole: bool,
}

impl ShownText {
    /// Appends text that is struck through or not; spaces and punctuation count as neither.
    fn add(&mut self, text: &str, struck: bool) {
        if text.chars().any(char::is_alphanumeric) {
            *(if struck { &mut self.some_struck } else { &mut self.some_whole }) = true;
        }
        self.text.push_str(text);
    }

    /// Reads the paragraphs of a cell, to its end. Comments and drawings are left out.
    fn read(xml: &mut Xml<impl BufRead>, looks: &OdsStyles, struck: bool) -> Result<Self, Refusal> {
        let mut shown = Self::default();
        let mut buffer = Vec::new();
        loop {
            match xml.next(&mut buffer)? {
                Event::Start(element) if element.name().as_ref() == "text:p" => {
                    shown.text.push(' ');
                    shown.paragraph(xml, looks, struck)?;
                }
                Event::Start(element) => xml.skip(&element)?,
                Event::End(_) => return Ok(shown),
                Event::Eof => return Err(Refusal::damaged("content.xml ends inside a cell")),
                _ => {}
            }
        }
    }

    /// Reads a paragraph that has just started and appends its text, without notes and drawings.
    fn paragraph(
        &mut self,
        xml: &mut Xml<impl BufRead>,
        looks: &OdsStyles,
        struck: bool,
    ) -> Result<(), Refusal> {
        let mut buffer = Vec::new();
        // Whether the elements around the text are struck through, from the outermost in.
        let mut around = vec![struck];
        loop {
            let struck = around.last().copied().unwrap_or(struck);
            match xml.next(&mut buffer)? {
                Event::Start(element) => match element.name().as_ref() {
                    "office:annotation" | "text:note" | "draw:frame" | "draw:custom-shape" => {
                        xml.skip(&element)?;
                    }
                    name => {
                        self.text.push_str(if is_space(name) { " " } else { "" });
                        let style = xml::attribute(&element, "text:style-name")?;
                        around.push(looks.strikes(style.as_deref()).unwrap_or(struck));
                    }
                },
                Event::End(_) => {
                    around.pop();
                    if around.is_empty() {
                        return Ok(());
                    }
                }
                Event::Text(text) => self.add(&text.xml10_content(), struck),
                Event::CData(text) => self.add(&text.xml10_content(), struck),
                Event::GeneralRef(entity) => self.text.push(xml::character(&entity)?),
                Event::Eof => return Err(Refusal::damaged("content.xml ends inside a paragraph")),
                _ => {}
            }
        }
    }
}

/// Tells whether the element stands for space in a line. How much does not matter, since spaces are
/// merged in the end.
fn is_space(name: &str) -> bool {
    matches!(name, "text:s" | "text:tab" | "text:line-break")
}
