//! The data from which every paper is written.

use careful_spreadsheet::text::fold;
use minijinja::Value;

use super::bodies::Bodies;
use super::facts::Facts;
use super::wording::Wording;
use crate::communes::PlacesOfToday;
use crate::criteria::Act;
use crate::round::Round;
use crate::tally::Tally;

/// The data from which every paper is written: round, act, results, facts and wording.
pub(super) struct WritingDesk<'a> {
    /// The settings of the round.
    pub(super) round: &'a Round,
    /// The act whose criteria apply.
    pub(super) act: &'a Act,
    /// The results.
    pub(super) tally: &'a Tally<'a>,
    /// The facts that papers state.
    pub(super) facts: &'a Facts,
    /// The wording files.
    pub(super) wording: &'a Wording,
    /// The names of public bodies.
    pub(super) bodies: &'a Bodies,
    /// The communes of the province and what they were; `None` where no list is known, and while the
    /// province has districts.
    pub(super) places: Option<PlacesOfToday>,
    /// Template values that every wording file may use.
    pub(super) common: Value,
}

impl WritingDesk<'_> {
    /// Returns the official name of a product set. The typed name is compared without regard to
    /// case and spelling of tones; when the act has no such set, the typed name is returned.
    pub(super) fn set_name(&self, typed: &str) -> String {
        let wanted = fold(typed);
        self.act
            .set(|name| fold(name) == wanted)
            .map_or_else(|| typed.to_owned(), |set| set.name.clone())
    }
}
