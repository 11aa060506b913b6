//! The reader of ballots: what it knows of the round.

use super::criteria::CriteriaLexicon;
use super::people::People;
use super::products::ListedProducts;
use super::words::BallotWords;
use crate::criteria::RoundActs;
use crate::forms::Submission;
use crate::round::Round;

/// Reads the sheets of ballots, by the people, the criteria and the listed products of a round.
pub(in crate::forms) struct BallotReader<'r> {
    pub(super) round: &'r Round,
    pub(super) acts: &'r RoundActs,
    pub(super) words: &'r BallotWords,
    pub(super) people: People<'r>,
    pub(super) lexicon: CriteriaLexicon<'r>,
    pub(super) products: ListedProducts<'r>,
}

impl<'r> BallotReader<'r> {
    /// Makes ready to read the ballots of a round, for the products of these lists.
    pub(in crate::forms) fn new(
        round: &'r Round,
        acts: &'r RoundActs,
        words: &'r BallotWords,
        lists: &'r [Submission],
    ) -> Self {
        let (people, lexicon, products) =
            (People::of(round), CriteriaLexicon::new(acts), ListedProducts::of(lists, acts));
        Self { round, acts, words, people, lexicon, products }
    }
}
