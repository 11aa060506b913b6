//! What the styles of a spreadsheet say of cells and of text in them, as far as it matters.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use crate::container::xml;
use crate::limits::{SHEETS, STYLES};
use crate::refusal::{Refusal, TooLarge};

/// The styles that `content.xml` lists before its tables. Those of `styles.xml`, which people name
/// and seldom use, are not known.
#[derive(Default)]
pub(crate) struct Styles {
    current: Option<String>,
    /// Tables that are not shown.
    hidden: BTreeSet<String>,
    /// Cells and stretches of text of which it is said whether they are struck through.
    struck: BTreeMap<String, bool>,
}

impl Styles {
    /// Begins a style.
    pub(crate) fn begin(&mut self, style: &BytesStart<'_>) -> Result<(), Refusal> {
        self.current = xml::attribute(style, "style:name")?;
        Ok(())
    }

    /// Notes what the current style says of tables.
    pub(crate) fn of_tables(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let shown =
            xml::attribute(element, "table:display")?.is_none_or(|display| display != "false");
        if !shown && self.hidden.len() < SHEETS {
            self.hidden.extend(self.current.take());
        }
        Ok(())
    }

    /// Notes what the current style says of text. Some programs tell the style of the line, some
    /// its type, most both.
    pub(crate) fn of_text(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let [style, kind] = ["style:text-line-through-style", "style:text-line-through-type"]
            .map(|name| xml::attribute(element, name));
        let said: Vec<String> = [style?, kind?].into_iter().flatten().collect();
        if let (Some(name), false) = (&self.current, said.is_empty()) {
            self.struck.insert(name.clone(), said.iter().all(|line| line != "none"));
        }
        if self.struck.len() > STYLES {
            return Err(Refusal::TooLarge(TooLarge::Styles));
        }
        Ok(())
    }

    /// Whether a table of this style is hidden.
    pub(crate) fn hides(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden.contains(style))
    }

    /// Whether a cell or a stretch of text of this style is struck through; `None` when its style
    /// does not say.
    pub(crate) fn strikes(&self, style: Option<&str>) -> Option<bool> {
        self.struck.get(style?).copied()
    }
}
