//! The records that were read from all workbooks together.

use super::ballot::{Ballot, Summary};
use super::issued::{Attendance, CheckList, ReturnedForm};
use super::reading::{SheetReading, Unclaimed};
use super::sourced::Sourced;
use super::submission::Submission;
use crate::finding::Place;

/// Everything that was read from the workbooks of a round, each list in the order of the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// The lists of products: one a district and sheet.
    pub submissions: Vec<Submission>,
    /// The ballots: usually one a member, session and product.
    pub ballots: Vec<Ballot>,
    /// Summaries of the members' scores. They are no ballots.
    pub summaries: Vec<Summary>,
    /// Marks that came in and cannot be put to a member, a session or a product.
    pub unclaimed: Vec<Unclaimed>,
    /// Attendances of sessions on our form.
    pub attendances: Vec<Attendance>,
    /// Check-lists of the support team on our form.
    pub check_lists: Vec<CheckList>,
    /// The program's own forms that came back, whether they could be read or not.
    pub issued: Vec<ReturnedForm>,
    /// How each sheet was read.
    pub readings: Vec<SheetReading>,
}

impl Forms {
    /// Counts lists, attendances and check-lists.
    pub(super) fn held(&self) -> usize {
        self.submissions.len() + self.attendances.len() + self.check_lists.len()
    }

    /// The cells of the texts that may be printed and hold this character.
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
