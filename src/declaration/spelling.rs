//! The spelling of a declaration: `round.toml`, or the workbook with the cells of its values.

use std::sync::Arc;

use super::FILE;
use super::changes::{Change, changes};
use super::spot::{Places, Spot};
use crate::finding::{Finding, Findings};
use crate::settings::OpenValue;

/// How a round was declared. Findings and reasons are worded for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Spelling {
    /// In `round.toml`.
    #[default]
    Toml,
    /// In `khai-bao.xlsx`.
    Workbook(Arc<Places>),
}

impl Spelling {
    /// Returns the name of the file.
    #[must_use]
    pub fn file(&self) -> &'static str {
        match self {
            Self::Toml => "round.toml",
            Self::Workbook(_) => FILE,
        }
    }

    /// Returns what changed since a declaration of which this is the canonical text.
    #[must_use]
    pub fn changes_since(&self, before: &str) -> Vec<Change> {
        match self {
            Self::Toml => Vec::new(),
            Self::Workbook(places) => changes(before, &places.text, places),
        }
    }

    /// Returns the canonical text of a workbook; `None` for a `round.toml`, which is text itself.
    #[must_use]
    pub fn canonical(&self) -> Option<&str> {
        match self {
            Self::Toml => None,
            Self::Workbook(places) => Some(&places.text),
        }
    }

    /// Moves findings about `round.toml` to their cells, and words them for the workbook. For
    /// `round.toml` itself they stay as they are. Findings that were moved stay where they are.
    pub fn move_findings(&self, findings: &mut Findings) {
        if let Self::Workbook(places) = self {
            findings.iter_mut().for_each(|finding| places.move_finding(finding));
        }
    }

    /// Words a sentence for clerks that speaks of `round.toml`.
    #[must_use]
    pub fn reword(&self, text: &str) -> String {
        match self {
            Self::Toml => text.to_owned(),
            Self::Workbook(places) => places.reword(text),
        }
    }

    /// Returns the sheet and the cell in which a value is typed. `key` is that of `round.toml`, with
    /// the part behind `@` where the workbook has several cells for it. `None` for `round.toml`
    /// itself, and where the workbook has no cell for it.
    #[must_use]
    pub fn cell_of(&self, key: &str) -> Option<(String, String)> {
        let Self::Workbook(places) = self else { return None };
        let bare = key.split('@').next().unwrap_or(key);
        let is_it = |(known, spot): &&(String, Spot)| {
            known == bare && spot.field.is_some_and(|field| key.ends_with(&field.key))
        };
        let (_, spot) = places.keys.iter().find(is_it)?;
        Some((spot.sheet.to_string(), spot.at.to_string()))
    }

    /// Returns the sheet and the cell of a field of the item with this name in a list, as of
    /// `certificate` for the person of this name in `signing.officials`. `None` as for
    /// [`Spelling::cell_of`].
    #[must_use]
    pub fn cell_of_item(&self, list: &str, name: &str, field: &str) -> Option<(String, String)> {
        let Self::Workbook(places) = self else { return None };
        let (named, wanted) = (format!("{list}.name"), format!("{list}.{field}"));
        let item = places.keys.iter().find(|(key, spot)| *key == named && spot.shown == name)?;
        let is_it = |(key, spot): &&(String, Spot)| {
            *key == wanted && spot.sheet == item.1.sheet && spot.at.row == item.1.at.row
        };
        let (_, spot) = places.keys.iter().find(is_it)?;
        Some((spot.sheet.to_string(), spot.at.to_string()))
    }

    /// Makes the findings about cells that are still to be filled in; `None` for `round.toml`.
    pub(crate) fn unfilled(&self, open: &[OpenValue]) -> Option<Vec<Finding>> {
        match self {
            Self::Toml => None,
            Self::Workbook(places) => Some(places.unfilled(open)),
        }
    }

    /// Says which cells are still to be filled in; `None` for `round.toml`.
    pub(crate) fn still_open(&self, open: &[OpenValue]) -> Option<String> {
        match self {
            Self::Toml => None,
            Self::Workbook(places) => Some(places.still_open(open)),
        }
    }
}
