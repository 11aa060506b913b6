//! A cell of an `OpenDocument` table: its attributes say what it is worth, its paragraphs what it
//! looks like.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::looks::Styles;
use crate::container::xml::{self, Xml};
use crate::refusal::Refusal;
use crate::text;
use crate::workbook::{Cell, Value};

/// The attributes of a cell.
pub(crate) struct CellAttributes {
    /// How many cells of the row it stands for.
    pub(crate) repeat: u32,
    /// Rows it spans.
    pub(crate) rows: u32,
    /// Columns it spans.
    pub(crate) columns: u32,
    kind: String,
    /// The value as its kind writes it down; most texts have none.
    value: Option<String>,
    formula: bool,
    error: bool,
    /// Whether its style says that it is struck through, or that it is not.
    pub(crate) struck: Option<bool>,
}

/// What stands in a cell.
pub(crate) struct CellContent {
    /// The cell; its text is not yet cleaned.
    pub(crate) cell: Cell,
    /// Whether a part of the text is struck through, and another part is not.
    pub(crate) struck_in_part: bool,
}

impl CellAttributes {
    /// Reads the attributes of a cell that has just started.
    pub(crate) fn read(element: &BytesStart<'_>, looks: &Styles) -> Result<Self, Refusal> {
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

    /// Reads the cell to its end; `None` when there is nothing to see.
    pub(crate) fn content(
        self,
        xml: &mut Xml<impl BufRead>,
        looks: &Styles,
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

    /// The value, by its kind and else by what is shown.
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

/// A number with the decimals that are shown of it, if nothing but its digits is shown.
fn with_decimals_of(cell: Cell, shown: &str) -> Cell {
    let shown = shown.trim().replace('.', ",");
    let decimals = shown.split_once(',').map_or(0, |(_, decimals)| decimals.len());
    let formatted = cell.clone().with_decimals(u8::try_from(decimals).ok());
    if formatted.formatted() == shown { formatted } else { cell }
}

/// The text as it stands in the file; `None` when nothing of it can be seen.
fn visible(raw: &str) -> Option<Value> {
    (!text::clean(raw).is_empty()).then(|| Value::Text(raw.to_owned()))
}

/// The attribute that holds the value of a cell of this kind.
fn value_attribute(kind: &str) -> &'static str {
    match kind {
        "date" => "office:date-value",
        "boolean" => "office:boolean-value",
        "string" => "office:string-value",
        _ => "office:value",
    }
}

/// Whether a formula shows an error: `#REF!`, `#NAME?`, `#N/A`, or `Err:508` of `LibreOffice`.
fn is_error(text: &str) -> bool {
    text == "#N/A"
        || text.starts_with("Err:")
        || (text.starts_with('#') && text.ends_with(['!', '?']))
}

/// What the paragraphs of a cell show.
#[derive(Default)]
struct ShownText {
    text: String,
    /// Whether some of the text is struck through.
    some_struck: bool,
    /// Whether some of it is not.
    some_whole: bool,
}

impl ShownText {
    /// Adds text that is struck through or not; spaces and punctuation are neither.
    fn add(&mut self, text: &str, struck: bool) {
        if text.chars().any(char::is_alphanumeric) {
            *(if struck { &mut self.some_struck } else { &mut self.some_whole }) = true;
        }
        self.text.push_str(text);
    }

    /// Reads the paragraphs of a cell, to its end, one after the other. Comments and drawings are
    /// left out.
    fn read(xml: &mut Xml<impl BufRead>, looks: &Styles, struck: bool) -> Result<Self, Refusal> {
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

    /// Reads a paragraph that has just started and adds its text; notes and drawings in it do not
    /// belong to the text.
    fn paragraph(
        &mut self,
        xml: &mut Xml<impl BufRead>,
        looks: &Styles,
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
                        xml.skip(&element)?
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

/// Whether the element stands for space in a line; cells have one line in the end, so how much does
/// not matter.
fn is_space(name: &str) -> bool {
    matches!(name, "text:s" | "text:tab" | "text:line-break")
}
