//! What a paper says beside what the last run said on it, with the words to be marked on its pages.

use super::changes::PapersBefore;
use crate::changes::{ChangeKind, Difference, SaidPaper, Spot, differences};
use crate::documents::WrittenPaper;
use crate::typeset::MarkedWords;

/// A paper beside its last issue.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What it says now.
    pub said: SaidPaper,
    /// What became of it since the last run; `None` where it says the same, or nothing is known.
    pub what: Option<ChangeKind>,
    /// What differs.
    pub found: Vec<Difference>,
}

impl Compared {
    /// Compares a paper with the last run's.
    pub(super) fn of(before: &PapersBefore, paper: &WrittenPaper) -> Self {
        let said = SaidPaper::of(paper);
        let found = before.earlier(&said).map(|earlier| differences(earlier, &said));
        let what = match &found {
            Some(found) if found.is_empty() => None,
            Some(_) => Some(ChangeKind::Content),
            None => before.is_known().then_some(ChangeKind::New),
        };
        Self { said, what, found: found.unwrap_or_default() }
    }
}

/// Most marks on one paper.
pub(super) const MOST_MARKS: usize = 2000;

/// Returns the words that are marked for a difference: one stretch for each part.
pub(super) fn marks(said: &SaidPaper, difference: &Difference) -> Vec<MarkedWords> {
    let spots = difference.spots.chunk_by(|one, next| one.part == next.part);
    let mark = |spots: &[Spot]| {
        let (first, last) = (spots.first()?, spots.last()?);
        let texts: Vec<Vec<&str>> = said
            .parts
            .get(first.part)?
            .texts
            .iter()
            .map(|text| text.split_whitespace().collect())
            .collect();
        let start = |text: usize| texts.iter().take(text).map(Vec::len).sum::<usize>();
        let marked = start(first.text) + first.words.start..start(last.text) + last.words.end;
        let words = texts.concat().into_iter().map(str::to_owned).collect();
        Some(MarkedWords { words, marked })
    };
    spots.filter_map(mark).collect()
}
