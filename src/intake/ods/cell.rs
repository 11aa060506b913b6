//! A cell of an `OpenDocument` table: its attributes say what it is worth, its paragraphs what it looks like.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::intake::cell::{Cell, Value};
use crate::intake::refusal::Refusal;
use crate::intake::text;
use crate::intake::xml::{self, Xml};

/// The attributes of a cell.
pub(super) struct Head {
    /// How many cells of the row it stands for.
    pub(super) repeat: u32,
    /// Rows it spans.
    pub(super) rows: u32,
    /// Columns it spans.
    pub(super) columns: u32,
    kind: String,
    /// The value as its kind writes it down; most texts have none.
    value: Option<String>,
    formula: bool,
    error: bool,
}

impl Head {
    /// Reads the attributes of a cell that has just started.
    pub(super) fn read(element: &BytesStart<'_>) -> Result<Self, Refusal> {
        let kind = xml::attribute(element, "office:value-type")?.unwrap_or_default();
        let value = xml::attribute(element, value_attribute(&kind))?;
        Ok(Self {
            repeat: xml::count(element, "table:number-columns-repeated")?,
            rows: xml::count(element, "table:number-rows-spanned")?,
            columns: xml::count(element, "table:number-columns-spanned")?,
            kind,
            value,
            formula: xml::attribute(element, "table:formula")?.is_some_and(|formula| !formula.is_empty()),
            error: xml::attribute(element, "calcext:value-type")?.is_some_and(|kind| kind == "error"),
        })
    }

    /// Reads the cell to its end, its text not yet cleaned; `None` when there is nothing to see.
    pub(super) fn cell(self, xml: &mut Xml<impl BufRead>) -> Result<Option<Cell>, Refusal> {
        let shown = paragraphs(xml)?;
        let formula = self.formula;
        Ok(self.value(&shown).map(|value| Cell { value, formula }))
    }

    /// The value, by its kind and else by what is shown.
    fn value(self, shown: &str) -> Option<Value> {
        let shown = visible(shown);
        let shows_error = |text: &str| self.error || self.formula && is_error(text);
        if let Some(Value::Text(text)) = &shown
            && shows_error(text.trim())
        {
            return Some(Value::Error(text.trim().to_owned()));
        }
        match (self.kind.as_str(), self.value) {
            ("float" | "percentage" | "currency", Some(value)) => value.parse().ok().map(Value::from_float).or(shown),
            ("date", Some(value)) => Value::from_iso_date(&value),
            ("boolean", Some(value)) => Some(Value::Bool(value == "true")),
            ("string", value) => shown.or_else(|| visible(&value?)),
            _ => shown.or_else(|| self.formula.then_some(Value::NotCalculated)),
        }
    }
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
    text == "#N/A" || text.starts_with("Err:") || (text.starts_with('#') && text.ends_with(['!', '?']))
}

/// The paragraphs of a cell, to its end, one after the other. Comments and drawings are left out.
fn paragraphs(xml: &mut Xml<impl BufRead>) -> Result<String, Refusal> {
    let mut text = String::new();
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) if element.name().as_ref() == "text:p" => {
                text.push(' ');
                xml.paragraph(&mut text)?;
            }
            Event::Start(element) => xml.skip(&element)?,
            Event::End(_) => return Ok(text),
            Event::Eof => return Err(Refusal::damaged("content.xml ends inside a cell")),
            _ => {}
        }
    }
}
