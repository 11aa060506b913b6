//! Cells of the workbook and the values in them, and how a finding about a line or key of the
//! canonical text finds its cell.

use careful_spreadsheet::{CellRef, Name, text};

use super::FILE;
use super::form::Field;
use crate::finding::{Finding, Place};

/// A cell of the declaration in which a value stands, or could stand.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) sheet: Name,
    pub(super) at: CellRef,
    /// The heading, as it stands on the sheet.
    pub(super) heading: String,
    /// The value, about as a person sees it; empty for a blank cell.
    pub(super) shown: String,
    /// The field; `None` for the cell of a whole item.
    pub(super) field: Option<&'static Field>,
}

impl PartialEq for Spot {
    fn eq(&self, other: &Self) -> bool {
        (&self.sheet, self.at, &self.shown) == (&other.sheet, other.at, &other.shown)
    }
}

impl Spot {
    /// Returns the place of the cell.
    pub(super) fn place(&self) -> Place {
        Place::file(FILE).sheet(self.sheet.clone()).cell(self.at)
    }

    /// Names the cell and its heading in a list of cells of its sheet.
    pub(super) fn named(&self) -> String {
        if self.heading.is_empty() {
            self.at.to_string()
        } else {
            format!("{} ({})", self.at, self.heading)
        }
    }
}

/// Where the values of a declaration stand in its workbook.
#[derive(Debug, Default, PartialEq)]
pub struct Places {
    /// The canonical text.
    pub(super) text: String,
    /// The cell of each line of the canonical text.
    pub(super) lines: Vec<Option<Spot>>,
    /// Keys and their cells, blank ones last.
    pub(super) keys: Vec<(String, Spot)>,
    /// Tables, ids of bodies and acts in them, and the short names that stand in the workbook.
    pub(super) names: Vec<(String, String, String)>,
}

impl Places {
    /// Returns the cell of a line, counted from 1.
    pub(super) fn of_line(&self, line: usize) -> Option<&Spot> {
        self.lines.get(line.checked_sub(1)?)?.as_ref()
    }

    /// Returns the cell that a finding about this key is most likely about: the one whose value it
    /// quotes, or whose key it names, or the first.
    pub(super) fn of_key(&self, key: &str, finding: &Finding) -> Option<&Spot> {
        let below = format!("{key}.");
        let all: Vec<_> = self
            .keys
            .iter()
            .filter(|(known, _)| known == key || known.starts_with(&below))
            .collect();
        let exact = || all.iter().copied().filter(|(known, _)| known == key);
        let filled = |spot: &Spot| !spot.shown.is_empty() && spot.field.is_some();
        let found = finding.found.as_deref().unwrap_or_default();
        let quoted = text::fold(found);
        let says = |(_, spot): &&(String, Spot)| filled(spot) && text::fold(&spot.shown) == quoted;
        let given = |(key, spot): &&(String, Spot)| {
            let (last, value) = (last_part(key), spot.value_in(found));
            value.is_some_and(|value| found.contains(&format!("{last} = \"{value}\"")))
        };
        let within = |(key, spot): &&(String, Spot)| {
            last_part(key) == "name" && filled(spot) && quoted.contains(&text::fold(&spot.shown))
        };
        let remedy = finding.remedy.as_deref().unwrap_or_default();
        let named = || {
            let words = remedy.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
            let mut words = words.filter(|word| !word.is_empty());
            words.find_map(|word| all.iter().copied().find(|(key, _)| last_part(key) == word))
        };
        let one = exact().rfind(says);
        one.or_else(|| all.iter().copied().rfind(says))
            .or_else(|| all.iter().copied().rfind(given))
            .or_else(|| exact().find(|(_, spot)| spot.field.is_some()))
            .or_else(|| all.iter().copied().rfind(within))
            .or_else(named)
            .or_else(|| all.iter().copied().find(|(_, spot)| filled(spot)))
            .or_else(|| all.first().copied())
            .map(|(_, spot)| spot)
    }
}

impl Spot {
    /// Returns the value of `round.toml` that the word in this cell means, where `text` may quote
    /// it.
    fn value_in(&self, text: &str) -> Option<String> {
        if !text.contains('=') {
            return None;
        }
        let field = self.field?;
        let choice = super::form::form().chosen(field, &self.shown)?;
        choice.value.as_ref()?.as_str().map(str::to_owned)
    }
}

/// Returns the last part of a dotted key.
pub(super) fn last_part(key: &str) -> &str {
    key.rsplit('.').next().unwrap_or(key)
}
