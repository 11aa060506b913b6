//! What ballots are read with.

use super::criteria::Lexicon;
use super::people::People;
use super::products::Products;
use super::words::BallotWords;
use crate::criteria::Act;
use crate::forms::Submission;
use crate::round::Round;

/// What ballots are read with: the people, the criteria and the products of the round.
pub(in crate::forms) struct Reader<'r> {
    pub(super) round: &'r Round,
    pub(super) act: &'r Act,
    pub(super) words: &'r BallotWords,
    pub(super) people: People<'r>,
    pub(super) lexicon: Lexicon<'r>,
    pub(super) products: Products<'r>,
}

impl<'r> Reader<'r> {
    pub(in crate::forms) fn new(
        round: &'r Round,
        act: &'r Act,
        words: &'r BallotWords,
        lists: &'r [Submission],
    ) -> Self {
        let (people, lexicon, products) =
            (People::of(round), Lexicon::new(act), Products::of(lists));
        Self { round, act, words, people, lexicon, products }
    }
}
