//! What was read from all workbooks together.

use super::ballot::{Ballot, Summary};
use super::reading::{SheetReading, Unclaimed};
use super::sourced::Sourced;
use super::submission::Submission;
use crate::finding::Place;

/// Everything that was read from the workbooks of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// One a sheet that lists products, in the order of the files.
    pub submissions: Vec<Submission>,
    /// One a member, session and product, in the order of the files.
    pub ballots: Vec<Ballot>,
    /// Summaries of the members' scores, in the order of the files. They are no ballots.
    pub summaries: Vec<Summary>,
    /// Marks that came and count for nobody, in the order of the files.
    pub unclaimed: Vec<Unclaimed>,
    /// How each sheet was read, in the order of the files.
    pub readings: Vec<SheetReading>,
}

impl Forms {
    /// The cells whose printed text holds this character.
    #[must_use]
    pub fn places_of(&self, character: &str) -> Vec<Place> {
        let holding = self.texts().filter(|sourced| sourced.value.contains(character));
        holding.map(|sourced| sourced.place.clone()).collect()
    }

    /// Every text that may be printed, with its cell.
    fn texts(&self) -> impl Iterator<Item = &Sourced<String>> {
        let entries = self.submissions.iter().flat_map(|submission| &submission.entries);
        let entries = entries.flat_map(|entry| {
            let owner = &entry.owner;
            [
                Some(&entry.product),
                Some(&entry.set),
                Some(&owner.name),
                owner.address.as_ref(),
                owner.representative.as_ref(),
            ]
        });
        let reasons = self.ballots.iter().map(|ballot| ballot.reason.as_ref());
        entries.chain(reasons).flatten()
    }
}
