//! Keeps withdrawn products apart while the others are compared with each other.

use super::judgement::Candidate;
use super::names::FoldedNames;

/// The products that are compared with each other; the withdrawn ones are kept apart.
pub(super) struct ComparedProducts<'a> {
    /// The products that are compared.
    pub(super) candidates: Vec<Candidate<'a>>,
    /// Their folded names, at the same index.
    pub(super) names: Vec<FoldedNames>,
    /// The withdrawn products, each with its index among all.
    aside: Vec<(usize, Candidate<'a>, FoldedNames)>,
}

impl<'a> ComparedProducts<'a> {
    /// Takes the withdrawn products out.
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

    /// All products again, in their order.
    pub(super) fn whole(self) -> (Vec<Candidate<'a>>, Vec<FoldedNames>) {
        let Self { mut candidates, mut names, aside } = self;
        for (index, candidate, name) in aside {
            candidates.insert(index, candidate);
            names.insert(index, name);
        }
        (candidates, names)
    }
}
