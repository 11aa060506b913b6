//! Holds the marks of a product against the least marks that the act asks for a star (yêu cầu tối
//! thiểu), and proposes the star that they allow. People conclude, in `[[verdicts]]`.

pub(super) mod told;

use rust_decimal::Decimal;

use super::{Mean, ProductResult, SessionResult};
use crate::criteria::{Criterion, ProductSet};
use crate::forms::Ballot;
use crate::round::{MinimaMeasure, MinimaRules};
use crate::rules::Candidate;

/// What the least marks of the act say about the star by points.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MinimaCheck<'a> {
    /// Nothing is asked for the star, or everything that is asked is reached.
    #[default]
    Reached,
    /// Some marks are too low: the least marks allow a lower star only.
    Missed {
        /// The star that they allow, from 2 to 4.
        highest: u8,
        /// The criteria whose marks are too low for the star by points, in the order of the form.
        missed: Vec<MissedMinimum<'a>>,
    },
    /// Something is asked, but the ballots hold no marks of the criteria.
    Unknown,
}

/// A criterion whose marks are below what a star asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissedMinimum<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its index in the product set.
    pub position: usize,
    /// The star that asks for the mark, from 3 to 5.
    pub star: u8,
    /// The least mark.
    pub minimum: u8,
    /// What the members' marks come to, as the round measures them.
    pub measured: Mean,
}

impl MissedMinimum<'_> {
    /// Returns the words of the option that carries the least mark; `None` where they are not known.
    #[must_use]
    pub fn option(&self) -> Option<&str> {
        let options = self.criterion.scales.iter().flat_map(|scale| scale.options.iter());
        let mut least = options.filter(|option| option.mark == self.minimum);
        least.next().map(|option| option.text.as_str())
    }
}

/// Holds the marks of the session that counts against what the act asks for the star by points.
pub(super) fn check<'a>(
    rules: MinimaRules,
    candidate: &Candidate<'a>,
    official: Option<&SessionResult<'a>>,
    by_points: Option<u8>,
) -> MinimaCheck<'a> {
    let (Some(set), Some(official), Some(by_points)) = (candidate.set, official, by_points) else {
        return MinimaCheck::Reached;
    };
    let ballots: Vec<&Ballot> = official.counting().collect();
    let marks = MarksOfSet { rules, set, act: &candidate.act.id, ballots };
    let Some(missed) = marks.missed(by_points) else { return MinimaCheck::Unknown };
    if missed.is_empty() {
        return MinimaCheck::Reached;
    }
    let is_allowed = |star: &u8| marks.missed(*star).is_some_and(|missed| missed.is_empty());
    MinimaCheck::Missed { highest: (3..by_points).rev().find(is_allowed).unwrap_or(2), missed }
}

/// What the council's marks for one criterion come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionMean<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its index in the product set.
    pub position: usize,
    /// The mean of the members' marks.
    pub mean: Mean,
}

impl<'a> ProductResult<'a> {
    /// Returns the criteria whose marks are below what a star asks, in the order of the form.
    /// `None` where the ballots do not tell: they hold no marks of the criteria.
    #[must_use]
    pub fn missed_for(&self, rules: MinimaRules, star: u8) -> Option<Vec<MissedMinimum<'a>>> {
        self.marks_of_set(rules)?.missed(star)
    }

    /// Returns the mean of the members' marks for every criterion, in the order of the form. `None`
    /// where a ballot that counts lacks one of these marks.
    #[must_use]
    pub fn criterion_means(&self) -> Option<Vec<CriterionMean<'a>>> {
        let measure = MinimaMeasure::Mean;
        let marks = self.marks_of_set(MinimaRules { measure, ..MinimaRules::default() })?;
        let criteria = marks.set.criteria.iter().enumerate();
        let each = criteria.map(|(position, criterion)| {
            Some(CriterionMean { criterion, position, mean: marks.measured(position)? })
        });
        each.collect()
    }

    /// Returns the marks of the session that counts; `None` where there are none, or where the
    /// ballots are of no product set.
    fn marks_of_set(&self, rules: MinimaRules) -> Option<MarksOfSet<'a>> {
        let official = self.sessions.iter().rev().find(|session| session.mean.is_some())?;
        let ballots: Vec<&'a Ballot> = official.counting().collect();
        let of = ballots.first()?.criteria_of.as_ref()?;
        let set = self.act.sets.iter().find(|set| set.name == of.set)?;
        Some(MarksOfSet { rules, set, act: &self.act.id, ballots })
    }
}

/// The marks that members gave for the criteria of a product set.
struct MarksOfSet<'a> {
    rules: MinimaRules,
    set: &'a ProductSet,
    /// Id of the act of the set.
    act: &'a str,
    ballots: Vec<&'a Ballot>,
}

impl<'a> MarksOfSet<'a> {
    /// Returns the criteria whose marks are too low for a star. `None` where something is asked and
    /// a ballot has no mark for it.
    fn missed(&self, star: u8) -> Option<Vec<MissedMinimum<'a>>> {
        let mut missed = Vec::new();
        for (position, criterion) in self.set.criteria.iter().enumerate() {
            let Some((by, minimum)) = self.asked(criterion, star) else { continue };
            let measured = self.measured(position)?;
            if !measured.reaches(Decimal::from(minimum)) {
                missed.push(MissedMinimum { criterion, position, star: by, minimum, measured });
            }
        }
        Some(missed)
    }

    /// Returns the least mark that a star asks of a criterion, with the star at which the act
    /// prints it; `None` where it asks for none.
    fn asked(&self, criterion: &Criterion, star: u8) -> Option<(u8, u8)> {
        let first = if self.rules.cumulative { 3 } else { star };
        let asked = (first..=star).filter_map(|star| Some((star, criterion.minimum.of(star)?)));
        asked.max_by_key(|(star, minimum)| (*minimum, std::cmp::Reverse(*star)))
    }

    /// Returns what the members' marks of a criterion come to; `None` where a ballot has none.
    fn measured(&self, position: usize) -> Option<Mean> {
        let marks: Option<Vec<Decimal>> =
            self.ballots.iter().map(|ballot| self.mark(ballot, position)).collect();
        let mut marks = marks?;
        marks.sort_unstable();
        match self.rules.measure {
            MinimaMeasure::Mean => Mean::of(marks),
            MinimaMeasure::Lowest => Mean::of(marks.first().copied()),
            MinimaMeasure::Consensus => Mean::of(most_given(&marks)),
        }
    }

    /// Returns the mark of one member; 0 for a criterion that stays blank because the one on which
    /// it depends has 0.
    fn mark(&self, ballot: &Ballot, position: usize) -> Option<Decimal> {
        let of = ballot.criteria_of.as_ref()?;
        if of.act != self.act || of.set != self.set.name {
            return None;
        }
        let base = || self.set.criteria.get(position)?.needs;
        let is_void = || base().is_some_and(|base| ballot.mark_at(base) == Some(Decimal::ZERO));
        ballot.mark_at(position).or_else(|| is_void().then_some(Decimal::ZERO))
    }
}

/// Returns the mark that most members gave, the lowest of several; `marks` ascend.
fn most_given(marks: &[Decimal]) -> Option<Decimal> {
    let groups = marks.chunk_by(|one, next| one == next);
    groups.rev().max_by_key(|group| group.len())?.first().copied()
}
