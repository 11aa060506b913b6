//! What every paper is written from.

use careful_spreadsheet::text::fold;
use minijinja::Value;

use super::bodies::Bodies;
use super::facts::Facts;
use super::wording::Wording;
use crate::criteria::Act;
use crate::round::Round;
use crate::tally::Tally;

/// What every paper is written from.
pub(super) struct WritingDesk<'a> {
    pub(super) round: &'a Round,
    pub(super) act: &'a Act,
    pub(super) tally: &'a Tally<'a>,
    pub(super) facts: &'a Facts,
    pub(super) wording: &'a Wording,
    pub(super) bodies: &'a Bodies,
    /// What every wording file may use.
    pub(super) common: Value,
}

impl WritingDesk<'_> {
    /// The official name of a product set, where the act has one that is compared alike; else as it
    /// was typed.
    pub(super) fn set_name(&self, typed: &str) -> String {
        let wanted = fold(typed);
        self.act
            .set(|name| fold(name) == wanted)
            .map_or_else(|| typed.to_owned(), |set| set.name.clone())
    }
}
