//! Gathers what the members say of one product in one session.

use std::collections::BTreeMap;

use crate::forms::Ballot;
use crate::round::{Round, Session};
use crate::rules::ballots::seats::Seat;
use crate::rules::{Candidate, Fate};

/// What a member says of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MemberAnswer<'a> {
    /// The member's marks count.
    Scored,
    /// The member gave a reason for no marks.
    Reason,
    /// Something in the member's ballot is wrong; what, in Vietnamese.
    Faulty(&'static str),
    /// The member gave two ballots that differ.
    Contradicts,
    /// The member handed in a form without marks and without a reason.
    Blank(&'a Ballot),
    /// The member gave a ballot, although somebody else came instead.
    Replaced,
    /// The member has no ballot.
    Missing,
}

/// The answers of all members who owe the product a ballot in one session.
#[derive(Debug)]
pub(super) struct Poll<'r, 'a> {
    pub(super) session: &'r Session,
    /// The answers by member (index in `round.toml`).
    pub(super) answers: BTreeMap<usize, MemberAnswer<'a>>,
}

impl MemberAnswer<'_> {
    /// Whether the member meant to score the product.
    fn is_score(self) -> bool {
        matches!(self, Self::Scored | Self::Faulty(_) | Self::Contradicts)
    }

    /// Whether the member handed in a form without marks, with or without a reason.
    pub(super) fn is_form_without_marks(self) -> bool {
        matches!(self, Self::Reason | Self::Blank(_))
    }

    /// Why the vote is lost; `None` where it is not.
    fn fault(self) -> Option<VoteFault> {
        Some(match self {
            Self::Faulty(wrong) => VoteFault::Wrong(wrong),
            Self::Contradicts => VoteFault::Contradicts,
            Self::Blank(_) => VoteFault::Blank,
            Self::Replaced => VoteFault::Replaced,
            Self::Missing => VoteFault::Missing,
            Self::Scored | Self::Reason => return None,
        })
    }

    /// Whether no form came in that counts as the member's.
    pub(super) fn is_lost_paper(self) -> bool {
        matches!(self, Self::Replaced | Self::Missing)
    }

    /// Whether the member says nothing about the product.
    pub(super) fn is_silent(self) -> bool {
        matches!(self, Self::Blank(_) | Self::Replaced | Self::Missing)
    }
}

impl<'r, 'a> Poll<'r, 'a> {
    /// Gathers the answers of all members who owe the products of this owner a ballot.
    pub(super) fn of(
        round: &'r Round,
        session: &'r Session,
        candidate: &Candidate<'a>,
        owner: &str,
    ) -> Self {
        let members = round.council.members.iter().enumerate();
        let voters = members.filter(|(_, member)| Seat { round, session, member, owner }.votes());
        let answers = voters.map(|(member, _)| (member, answer(candidate, session.number, member)));
        Self { session, answers: answers.collect() }
    }

    /// Whether nobody may score the products of this owner because those who attend have an
    /// interest in the owner.
    pub(super) fn everybody_is_barred(round: &Round, session: &Session, owner: &str) -> bool {
        let seats =
            || round.council.members.iter().map(|member| Seat { round, session, member, owner });
        let has_interest = |seat: Seat<'_>| seat.absence().is_none() && seat.has_interest();
        !seats().any(Seat::votes) && seats().any(has_interest)
    }

    /// Counts the answers for which `is` holds.
    pub(super) fn count(&self, is: impl Fn(MemberAnswer<'a>) -> bool) -> usize {
        self.answers.values().filter(|answer| is(**answer)).count()
    }

    /// The members who scored the product, whether their ballots count or not.
    pub(super) fn scored_by(&self) -> impl Iterator<Item = usize> + '_ {
        self.answers.iter().filter(|(_, answer)| answer.is_score()).map(|(member, _)| *member)
    }

    /// Whether a member gave two ballots that differ, which people must clear up whatever the share
    /// of ballots.
    pub(super) fn contradicts(&self) -> bool {
        self.count(|answer| answer == MemberAnswer::Contradicts) > 0
    }

    /// Whether as many ballots count as the office settled to be enough; never where it settled
    /// nothing.
    pub(super) fn suffices(&self, round: &Round) -> bool {
        let scored = self.count(|answer| answer == MemberAnswer::Scored);
        round.rules.ballots.least.is_some_and(|least| scored >= least.needed(self.answers.len()))
    }

    /// Which votes are lost (Vietnamese, a clause), without those of members whose ballots are
    /// stray; `None` where none is. Members with the same fault stand together.
    pub(super) fn lost(&self, round: &Round, astray: &impl Fn(usize) -> bool) -> Option<String> {
        let mut faults: Vec<(VoteFault, Vec<&str>)> = Vec::new();
        for (member, answer) in self.answers.iter().filter(|(member, _)| !astray(**member)) {
            let Some(fault) = answer.fault() else { continue };
            let name = round.council.members[*member].person.name.as_str();
            match faults.iter_mut().find(|(known, _)| *known == fault) {
                Some((_, names)) => names.push(name),
                None => faults.push((fault, vec![name])),
            }
        }
        let clauses: Vec<_> = faults.iter().map(|(fault, names)| fault.words(names)).collect();
        (!clauses.is_empty()).then(|| clauses.join("; "))
    }
}

/// Why a vote is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VoteFault {
    /// Something in the ballot is wrong; what, in Vietnamese.
    Wrong(&'static str),
    Contradicts,
    Blank,
    Replaced,
    Missing,
}

/// How many members without a ballot are named at most.
const MISSING_NAMED: usize = 3;

impl VoteFault {
    /// Says of these members that their votes are lost: `phiếu của A, B có điểm không đúng thang
    /// điểm`.
    fn words(self, names: &[&str]) -> String {
        let all = names.join(", ");
        match self {
            Self::Wrong(wrong) => format!("phiếu của {all} {wrong}"),
            Self::Contradicts if names.len() > 1 => format!("{all} đều có hai phiếu khác nhau"),
            Self::Contradicts => format!("{all} có hai phiếu khác nhau"),
            Self::Blank => format!("phiếu của {all} để trống, không ghi lý do"),
            Self::Replaced => format!("chưa có phiếu của người dự thay {all}"),
            Self::Missing if names.len() > MISSING_NAMED => {
                format!("chưa có phiếu của {} và {} thành viên khác", names[0], names.len() - 1)
            }
            Self::Missing => format!("chưa có phiếu của {all}"),
        }
    }
}

/// The weightiest answer that a member's ballots give.
fn answer<'a>(candidate: &Candidate<'a>, session: u8, member: usize) -> MemberAnswer<'a> {
    let own = candidate
        .casts
        .iter()
        .filter(|cast| (cast.ballot.session, cast.ballot.member) == (session, member));
    let answers = own.filter_map(|cast| match &cast.fate {
        Fate::Contradicts { .. } => Some((0, MemberAnswer::Contradicts)),
        Fate::Faulty { wrong, .. } => Some((1, MemberAnswer::Faulty(wrong))),
        Fate::Counts => Some((2, MemberAnswer::Scored)),
        Fate::Blank { reason: Some(_) } => Some((3, MemberAnswer::Reason)),
        Fate::Replaced { .. } => Some((4, MemberAnswer::Replaced)),
        Fate::Blank { reason: None } => Some((5, MemberAnswer::Blank(cast.ballot))),
        _ => None,
    });
    answers.min_by_key(|(weight, _)| *weight).map_or(MemberAnswer::Missing, |(_, answer)| answer)
}
