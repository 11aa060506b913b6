//! What the rules of the round say about what was read: who is admitted, and which ballots count.
//!
//! This desk never changes a record. It hands on the records it was given, sorted into what counts and what does not,
//! and says why in findings.

mod admission;
mod ballots;
mod sums;

use crate::finding::Findings;
use crate::forms::{Ballot, Entry, Forms};
use crate::round::Round;

/// A product of the round, and what may be done with it.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The district's record.
    pub entry: &'a Entry,
    /// Index of the district in `round.toml`.
    pub district: usize,
    /// Whether the product goes before the council.
    pub standing: Standing,
    /// The ballots that count, by session and member. None for a product that is not admitted.
    pub ballots: Vec<&'a Ballot>,
    /// Sessions whose ballots cannot be counted as they are, with the reason.
    pub held: Vec<Held>,
}

/// Whether a product goes before the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Admitted,
    /// It does not, for this reason (Vietnamese, a clause).
    Refused(String),
}

/// A session that cannot be concluded for a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Number of the session.
    pub session: u8,
    /// Why (Vietnamese, a clause).
    pub reason: String,
}

/// Applies the rules: the candidates in the order of districts, files and rows, each with the ballots that count.
pub fn check<'a>(round: &Round, forms: &'a Forms) -> (Vec<Candidate<'a>>, Findings) {
    let mut findings = Findings::default();
    let mut candidates = admission::admit(round, forms, &mut findings);
    ballots::assign(round, &mut candidates, forms, &mut findings);
    (candidates, findings)
}
