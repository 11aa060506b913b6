//! Who may score what in which session: a member's place at the table for one owner's products.

use super::{Rule, conflicts};
use crate::round::{Absence, Member, Replacement, Role, Round, Session};

/// A member in a session, before the products of one owner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat<'r> {
    pub(super) round: &'r Round,
    pub(super) session: &'r Session,
    pub(super) member: &'r Member,
    /// The owner's folded name.
    pub(super) owner: &'r str,
}

impl<'r> Seat<'r> {
    fn name(self) -> &'r str {
        &self.member.person.name
    }

    /// Why the member did not attend, if so.
    pub(super) fn absence(self) -> Option<&'r Absence> {
        self.session.absent.iter().find(|absence| absence.name == self.name())
    }

    /// Who came in the member's place, if anybody.
    pub(super) fn replacement(self) -> Option<&'r Replacement> {
        self.session.replaced.iter().find(|replacement| replacement.name == self.name())
    }

    /// The rule by which the member's ballot does not count, sound as it may be.
    pub(super) fn rule(self) -> Option<Rule> {
        if let Some(conflict) = conflicts::declared(self.round, self.name(), self.owner) {
            return Some(Rule::Conflict(conflict.reason.clone()));
        }
        if self.member.role == Role::Chair && !self.round.rules.chair_ballot_counts {
            return Some(Rule::Chair);
        }
        let abstains = self.session.abstaining.iter().find(|absence| absence.name == self.name());
        abstains.map(|absence| Rule::Abstains(absence.reason.clone()))
    }

    /// Whether the member declared an interest in the owner.
    pub(super) fn has_interest(self) -> bool {
        conflicts::declared(self.round, self.name(), self.owner).is_some()
    }

    /// Whether a ballot is expected: of a member who attended and whom no rule keeps from scoring.
    pub(super) fn votes(self) -> bool {
        self.absence().is_none() && self.rule().is_none()
    }
}
