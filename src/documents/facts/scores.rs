//! The figures of the scoring, each with the ballots from which it was made: every member's total
//! and parts, the means, the spread. The table of scores and the sheets of the products print them.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::criteria::PARTS;
use crate::documents::traced::{FactSource, StatedFact, Traced};
use crate::forms::Ballot;
use crate::round::Round;
use crate::rules::{self, Fate};
use crate::tally::{Mean, ProductResult, SessionResult};

/// A printed figure, with the index of its fact in [`WriteUp::stated`](super::super::WriteUp).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::documents) struct Figure {
    /// The figure as printed.
    pub(in crate::documents) text: String,
    /// Index of the fact.
    pub(in crate::documents) fact: usize,
}

/// The scoring of one product.
pub(in crate::documents) struct ProductScores<'t, 'a> {
    /// The product.
    pub(in crate::documents) product: &'t ProductResult<'a>,
    /// Its sessions with ballots, in order.
    pub(in crate::documents) sessions: Vec<SessionScores>,
}

/// The scoring of one product in one session.
pub(in crate::documents) struct SessionScores {
    /// Number of the session.
    pub(in crate::documents) session: u8,
    /// What each member of the council gave, in the order of the council.
    pub(in crate::documents) members: Vec<MemberScore>,
    /// Means of the three parts; `None` where a ballot that counts does not say them.
    pub(in crate::documents) parts: [Option<Figure>; 3],
    /// Mean of the totals; `None` when nobody scored, and while the product must be cleared up.
    pub(in crate::documents) mean: Option<Figure>,
    /// Difference between the highest and the lowest total.
    pub(in crate::documents) spread: Option<Figure>,
    /// Why there is no mean (Vietnamese, a clause); `None` where there is one, and while the product
    /// must be cleared up.
    pub(in crate::documents) unscored: Option<String>,
}

/// What a member gave a product in a session.
pub(in crate::documents) struct MemberScore {
    /// The total; `None` where there is none.
    pub(in crate::documents) total: Option<Figure>,
    /// The parts.
    pub(in crate::documents) parts: [Option<Figure>; 3],
    /// Whether it counts, or why there is nothing that does.
    pub(in crate::documents) standing: MemberStanding,
}

/// What became of a member's ballot, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::documents) enum MemberStanding {
    /// It counts.
    Counts,
    /// It was handed in without marks, or is not counted: why (Vietnamese, a clause).
    NotCounted(String),
    /// It was handed in without marks: why.
    Blank(String),
    /// The member did not attend.
    Absent,
    /// The member attended and abstained.
    Abstains,
    /// The member must not score products of this owner.
    Conflict,
    /// The member gave none.
    None,
}

/// Makes the figures of a product, and adds their facts to `stated`.
pub(in crate::documents) fn of<'t, 'a>(
    round: &Round,
    product: &'t ProductResult<'a>,
    stated: &mut Vec<StatedFact>,
) -> ProductScores<'t, 'a> {
    let sessions = product
        .sessions
        .iter()
        .map(|result| SessionPen { round, product, result, stated }.write())
        .collect();
    ProductScores { product, sessions }
}

/// Makes the figures of one session.
struct SessionPen<'w, 't, 'a> {
    round: &'w Round,
    product: &'t ProductResult<'a>,
    result: &'t SessionResult<'a>,
    stated: &'w mut Vec<StatedFact>,
}

impl SessionPen<'_, '_, '_> {
    fn write(mut self) -> SessionScores {
        let members = (0..self.round.council.members.len()).map(|one| self.member(one)).collect();
        let clear = !self.product.is_unclear();
        let mean = self.result.mean.filter(|_| clear).map(|mean| self.mean(mean));
        let parts = [0, 1, 2].map(|part| mean.as_ref().and_then(|_| self.part_mean(part)));
        let spread = mean.as_ref().and_then(|_| self.spread());
        let unscored = (clear && mean.is_none()).then(|| self.unscored());
        SessionScores { session: self.result.session, members, parts, mean, spread, unscored }
    }

    /// Adds a fact.
    fn figure(&mut self, text: String, what: String, rows: Vec<FactSource>) -> Figure {
        self.stated.push(Traced { value: text.clone(), what, rows });
        Figure { text, fact: self.stated.len() - 1 }
    }

    /// Names product and session: `“Trà Shan” ở lần chấm 2`.
    fn of_what(&self) -> String {
        format!("“{}” ở lần chấm {}", self.product.entry.product.value, self.result.session)
    }

    fn row(&self, member: usize, part: Option<usize>) -> FactSource {
        let (product, session) = (self.product.number, self.result.session);
        FactSource::Ballot { product, session, member, part }
    }

    fn member(&mut self, member: usize) -> MemberScore {
        let standing = self.standing(member);
        let Some(ballot) = self.result.ballot_of(member) else {
            return MemberScore { total: None, parts: [None, None, None], standing };
        };
        let name = self.round.council.members[member].person.name.clone();
        let of_what = self.of_what();
        let total = ballot.score().map(|score| {
            let what = format!("tổng điểm của {name} cho {of_what}");
            let row = self.row(member, None);
            self.figure(plain(score), what, vec![row])
        });
        let parts = [0, 1, 2].map(|part| {
            let score = ballot.part_score(part)?;
            let what = format!("điểm phần {} của {name} cho {of_what}", PARTS[part]);
            let row = self.row(member, Some(part));
            Some(self.figure(plain(score), what, vec![row]))
        });
        MemberScore { total, parts, standing }
    }

    fn standing(&self, member: usize) -> MemberStanding {
        match self.result.cast_of(member).map(|cast| &cast.fate) {
            Some(Fate::Counts) => MemberStanding::Counts,
            Some(fate @ Fate::Blank { .. }) => MemberStanding::Blank(fate.words()),
            Some(fate) => MemberStanding::NotCounted(fate.words()),
            None => self.without_ballot(member),
        }
    }

    /// Says why a member gave no ballot.
    fn without_ballot(&self, member: usize) -> MemberStanding {
        let member = &self.round.council.members[member];
        let number = self.result.session;
        let session = self.round.sessions.iter().find(|session| session.number == number);
        let name = member.person.name.as_str();
        let owner = &self.product.entry.owner.name.value;
        if session.is_some_and(|session| !session.attends(name)) {
            MemberStanding::Absent
        } else if session.is_some_and(|session| session.abstains(name)) {
            MemberStanding::Abstains
        } else if rules::conflict(self.round, member, owner).is_some() {
            MemberStanding::Conflict
        } else {
            MemberStanding::None
        }
    }

    fn mean(&mut self, mean: Mean) -> Figure {
        let row = FactSource::Product {
            product: self.product.number,
            session: Some(self.result.session),
            detail: format!("{} phiếu", mean.count()),
        };
        let what = format!("điểm trung bình của {}", self.of_what());
        self.figure(mean.printed(self.round.tally.printed_decimals), what, vec![row])
    }

    fn part_mean(&mut self, part: usize) -> Option<Figure> {
        let counting: Vec<&Ballot> =
            self.result.counting().filter(|ballot| ballot.score().is_some()).collect();
        let scores: Option<Vec<Decimal>> =
            counting.iter().map(|ballot| ballot.part_score(part)).collect();
        let mean = Mean::of(scores?)?;
        let rows = counting.iter().map(|ballot| self.row(ballot.member, Some(part))).collect();
        let what = format!("điểm trung bình phần {} của {}", PARTS[part], self.of_what());
        Some(self.figure(mean.printed(self.round.tally.printed_decimals), what, rows))
    }

    fn spread(&mut self) -> Option<Figure> {
        let spread = self.result.spread()?;
        let scores: Vec<(usize, Decimal)> = self
            .result
            .counting()
            .filter_map(|ballot| Some((ballot.member, ballot.score()?)))
            .collect();
        let highest = scores.iter().map(|(_, score)| *score).max()?;
        let lowest = scores.iter().map(|(_, score)| *score).min()?;
        let ends = scores.iter().filter(|(_, score)| *score == highest || *score == lowest);
        let rows = ends.map(|(member, _)| self.row(*member, None)).collect();
        let what =
            format!("chênh lệch giữa tổng điểm cao nhất và thấp nhất của {}", self.of_what());
        Some(self.figure(plain(spread), what, rows))
    }

    /// Says why nobody scored.
    fn unscored(&self) -> String {
        if self.result.casts.iter().any(|cast| cast.fate == Fate::Void) {
            return Fate::Void.words();
        }
        self.result.reason.clone().unwrap_or_else(|| "không có phiếu nào được tính".to_owned())
    }
}

/// Writes a number without trailing zeros.
fn plain(value: Decimal) -> String {
    number::vietnamese(value.normalize())
}
