//! The products while they are judged against each other.

use super::judgement::Candidate;
use super::names::FoldedNames;

/// The products that are judged against each other. Those that are withdrawn stand aside for as
/// long.
pub(super) struct ComparedProducts<'a> {
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) names: Vec<FoldedNames>,
    /// With their place among the others.
    aside: Vec<(usize, Candidate<'a>, FoldedNames)>,
}

impl<'a> ComparedProducts<'a> {
    pub(super) fn of(candidates: Vec<Candidate<'a>>, names: Vec<FoldedNames>) -> Self {
        let mut records = Self { candidates: Vec::new(), names: Vec::new(), aside: Vec::new() };
        for (index, (candidate, names)) in candidates.into_iter().zip(names).enumerate() {
            if candidate.is_withdrawn() {
                records.aside.push((index, candidate, names));
            } else {
                records.candidates.push(candidate);
                records.names.push(names);
            }
        }
        records
    }

    /// All of them again, in their order.
    pub(super) fn whole(self) -> (Vec<Candidate<'a>>, Vec<FoldedNames>) {
        let Self { mut candidates, mut names, aside } = self;
        for (index, candidate, name) in aside {
            candidates.insert(index, candidate);
            names.insert(index, name);
        }
        (candidates, names)
    }
}
