//! Who may score what in which session: a member's place at the table for one owner's products.

use super::conflicts;
use crate::round::{Absence, CouncilRole, Member, Replacement, Round, Session};
use crate::rules::Rule;

/// A member in a session, before the products of one owner.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Seat<'r> {
    pub(in crate::rules) round: &'r Round,
    pub(in crate::rules) session: &'r Session,
    pub(in crate::rules) member: &'r Member,
    /// The owner's folded name.
    pub(in crate::rules) owner: &'r str,
}

impl<'r> Seat<'r> {
    fn name(self) -> &'r str {
        &self.member.person.name
    }

    /// Why the member did not attend, if so.
    pub(in crate::rules) fn absence(self) -> Option<&'r Absence> {
        self.session.absent.iter().find(|absence| absence.name == self.name())
    }

    /// Who came in the member's place, if anybody.
    pub(in crate::rules) fn replacement(self) -> Option<&'r Replacement> {
        self.session.replaced.iter().find(|replacement| replacement.name == self.name())
    }

    /// The rule by which the member's ballot does not count, sound as it may be.
    pub(in crate::rules) fn rule(self) -> Option<Rule> {
        if let Some(conflict) = conflicts::declared(self.round, self.name(), self.owner) {
            return Some(Rule::Conflict(conflict.reason.clone()));
        }
        if self.member.role == CouncilRole::Chair && !self.round.rules.chair_ballot_counts {
            return Some(Rule::Chair);
        }
        let abstains = self.session.abstaining.iter().find(|absence| absence.name == self.name());
        abstains.map(|absence| Rule::Abstains(absence.reason.clone()))
    }

    /// Whether the member declared an interest in the owner.
    pub(in crate::rules) fn has_interest(self) -> bool {
        conflicts::declared(self.round, self.name(), self.owner).is_some()
    }

    /// Whether a ballot is expected: of a member who attended and whom no rule keeps from scoring.
    pub(in crate::rules) fn votes(self) -> bool {
        self.absence().is_none() && self.rule().is_none()
    }
}
