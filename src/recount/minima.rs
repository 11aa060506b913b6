//! Tells once more whether marks miss what the act asks for a star, with whole numbers.

use std::collections::BTreeMap;

use super::units;
use crate::forms::Ballot;
use crate::round::{MinimaMeasure, MinimaRules};
use crate::rules::Candidate;

/// Tells whether the marks of a session miss the least mark of some criterion that a star asks for.
/// False where any ballot lacks a mark for it: then nothing can be said.
pub(super) fn are_missed(
    rules: MinimaRules,
    candidate: &Candidate<'_>,
    session: u8,
    star: usize,
) -> bool {
    let Some(set) = candidate.set else { return false };
    let ballots: Vec<&Ballot> =
        candidate.counting().filter(|ballot| ballot.session == session).collect();
    let least = |criterion: &crate::criteria::Criterion| {
        let stars = [(3, criterion.minimum.star_3), (4, criterion.minimum.star_4)];
        let stars = stars.into_iter().chain([(5, criterion.minimum.star_5)]);
        let asked = stars.filter(|(of, _)| *of == star || rules.cumulative && *of < star);
        asked.filter_map(|(_, mark)| mark).max()
    };
    let mut missed = false;
    for (position, criterion) in set.criteria.iter().enumerate() {
        let Some(least) = least(criterion) else { continue };
        let marks: Option<Vec<i128>> =
            ballots.iter().map(|ballot| mark(candidate, ballot, position)).collect();
        let Some(marks) = marks else { return false };
        missed |= is_below(rules.measure, &marks, i128::from(least) * units(1.into()).unwrap_or(1));
    }
    missed
}

/// The mark of a member in units; 0 where the criterion is void because the one it needs has 0.
fn mark(candidate: &Candidate<'_>, ballot: &Ballot, position: usize) -> Option<i128> {
    let set = candidate.set?;
    let of = ballot.criteria_of.as_ref()?;
    if (of.act.as_str(), &of.set) != (candidate.act.id.as_str(), &set.name) {
        return None;
    }
    let given = |position: usize| {
        let mut marks = ballot.marks.iter();
        marks.find(|mark| mark.position == position).and_then(|mark| units(mark.mark.value))
    };
    let needed = set.criteria[position].needs;
    given(position).or_else(|| (given(needed?)? == 0).then_some(0))
}

/// Whether what these marks come to lies below a limit.
fn is_below(measure: MinimaMeasure, marks: &[i128], limit: i128) -> bool {
    match measure {
        MinimaMeasure::Mean => {
            let number = i128::try_from(marks.len()).unwrap_or(i128::MAX);
            marks.iter().sum::<i128>() < limit.saturating_mul(number)
        }
        MinimaMeasure::Lowest => marks.iter().any(|mark| *mark < limit),
        MinimaMeasure::Consensus => {
            let mut given: BTreeMap<i128, usize> = BTreeMap::new();
            for mark in marks {
                *given.entry(*mark).or_default() += 1;
            }
            let most = given.values().max().copied().unwrap_or_default();
            given.iter().find(|(_, times)| **times == most).is_some_and(|(mark, _)| *mark < limit)
        }
    }
}
