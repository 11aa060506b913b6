//! Tells who may score what in which session: one seat is one member, in one session, for the
//! products of one owner.

use super::conflicts;
use crate::forms::owner_key;
use crate::round::{Absence, CouncilRole, Member, Replacement, Round, Session};
use crate::rules::Rule;

/// One member in one session, in relation to the products of one owner.
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

    /// The declared absence of the member from the session.
    pub(in crate::rules) fn absence(self) -> Option<&'r Absence> {
        self.session.absent.iter().find(|absence| absence.name == self.name())
    }

    /// The declared replacement of the member in the session.
    pub(in crate::rules) fn replacement(self) -> Option<&'r Replacement> {
        self.session.replaced.iter().find(|replacement| replacement.name == self.name())
    }

    /// The rule by which the member's ballot does not count, even where nothing is wrong with it.
    pub(in crate::rules) fn rule(self) -> Option<Rule> {
        if let Some(conflict) = conflicts::declared(self.round, self.name(), self.owner) {
            return Some(Rule::Conflict(conflict.reason.clone()));
        }
        self.rule_for_all()
    }

    /// The rule by which no ballot of the member counts in the session, whoever the owner is.
    fn rule_for_all(self) -> Option<Rule> {
        if self.member.role == CouncilRole::Chair && !self.round.rules.chair_ballot_counts {
            return Some(Rule::Chair);
        }
        let abstains = self.session.abstaining.iter().find(|absence| absence.name == self.name());
        abstains.map(|absence| Rule::Abstains(absence.reason.clone()))
    }

    /// Whether a conflict of interest between the member and the owner is declared.
    pub(in crate::rules) fn has_interest(self) -> bool {
        conflicts::declared(self.round, self.name(), self.owner).is_some()
    }

    /// Whether a ballot is expected: the member attended, and no rule leaves the ballot out.
    pub(in crate::rules) fn votes(self) -> bool {
        self.absence().is_none() && self.rule().is_none()
    }
}

/// Tells whether ballots of a member are expected in a session, for any product: the member or a
/// replacement attends, and no rule leaves all of the member's ballots out.
#[must_use]
pub fn scores(round: &Round, session: &Session, member: &Member) -> bool {
    let seat = Seat { round, session, member, owner: "" };
    seat.absence().is_none() && seat.rule_for_all().is_none()
}

/// Says why a member must not score the products of an owner: a declared conflict of interest
/// (Vietnamese, a clause). `None` where none is declared.
#[must_use]
pub fn conflict(round: &Round, member: &Member, owner: &str) -> Option<String> {
    let conflict = conflicts::declared(round, &member.person.name, &owner_key(owner))?;
    Some(Rule::Conflict(conflict.reason.clone()).words())
}
