//! The styles of a spreadsheet, as far as they matter.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use crate::container::xml;
use crate::limits::{SHEETS, STYLES};
use crate::refusal::{Refusal, TooLarge};

/// The automatic styles that `content.xml` lists before its tables. The named styles of
/// `styles.xml`, which people seldom use, are not read.
#[derive(Default)]
pub(crate) struct OdsStyles {
    current: Option<String>,
    /// Names of styles that hide a table.
    hidden: BTreeSet<String>,
    /// Names of styles of cells and text that say whether text is struck through, and what they
    /// say.
    struck: BTreeMap<String, bool>,
}

impl OdsStyles {
    /// Starts a style.
    pub(crate) fn begin(&mut self, style: &BytesStart<'_>) -> Result<(), Refusal> {
        self.current = xml::attribute(style, "style:name")?;
        Ok(())
    }

    /// Notes whether the current style hides tables.
    pub(crate) fn of_tables(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let shown =
            xml::attribute(element, "table:display")?.is_none_or(|display| display != "false");
        if !shown && self.hidden.len() < SHEETS {
            self.hidden.extend(self.current.take());
        }
        Ok(())
    }

    /// Notes whether the current style strikes text through. Some programs give the style of the
    /// line, some its type, most both.
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

    /// Tells whether this style hides a table.
    pub(crate) fn hides(&self, style: Option<&str>) -> bool {
        style.is_some_and(|style| self.hidden.contains(style))
    }

    /// Tells whether this style strikes text through; `None` when the style does not say.
    pub(crate) fn strikes(&self, style: Option<&str>) -> Option<bool> {
        self.struck.get(style?).copied()
    }
}
