//! What the rules of the round say about what was read: who is admitted, and which ballots count.
//!
//! This desk never changes a record. It hands on the records it was given, sorted into what counts and what does not,
//! and says why in findings.

mod admission;
mod ballots;
mod conflicts;
mod dossiers;
mod letters;
mod marks;
mod meetings;
mod names;
mod near;
mod owners;
mod places;
mod scores;
mod sets;
mod sums;
#[cfg(test)]
mod tests;
mod twins;
mod verdicts;
mod versions;

use crate::communes::Province;
use crate::criteria::{Act, ProductSet};
use crate::finding::Findings;
use crate::forms::{Ballot, Entry, Forms};
use crate::round::{Round, Verdict};

/// A product of the round, and what may be done with it.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The district's record.
    pub entry: &'a Entry,
    /// Index of the district in `round.toml`.
    pub district: usize,
    /// Its product set in the act, when the act has sets.
    pub set: Option<&'a ProductSet>,
    /// Whether the product goes before the council.
    pub standing: Standing,
    /// The ballots that count, by session and member. None for a product that is not admitted.
    pub ballots: Vec<&'a Ballot>,
    /// Ballots that do not count by a rule, though nothing is wrong with them.
    pub left_out: Vec<LeftOut<'a>>,
    /// Ballots with something wrong in them; each holds its session.
    pub faulty: Vec<&'a Ballot>,
    /// Sessions whose ballots cannot be counted as they are, with the reason.
    pub held: Vec<Held>,
    /// Sessions in which a mark stopped the assessment, with the reason.
    pub stopped: Vec<Held>,
    /// What people decided about the product in `round.toml`.
    pub verdicts: Vec<&'a Verdict>,
}

/// Whether a product goes before the council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Admitted,
    /// It does not, for this reason (Vietnamese, a clause).
    Refused(String),
}

/// A ballot that does not count by a rule.
#[derive(Debug, Clone)]
pub struct LeftOut<'a> {
    /// The ballot.
    pub ballot: &'a Ballot,
    /// Which rule (Vietnamese, a clause).
    pub reason: String,
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
///
/// Communes are checked where those of the province are known.
pub fn check<'a>(
    round: &'a Round,
    act: &'a Act,
    province: Option<&Province>,
    forms: &'a Forms,
) -> (Vec<Candidate<'a>>, Findings) {
    let mut findings = Findings::default();
    letters::check(forms, &mut findings);
    dossiers::stated(act, forms, &mut findings);
    let (mut candidates, names) = admission::admit(round, act, forms, &mut findings);
    versions::check(round, forms, &mut candidates, &names, &mut findings);
    owners::check(&mut candidates, &names, &mut findings);
    twins::check(round, &mut candidates, &names, &mut findings);
    places::check(round, province, &candidates, &mut findings);
    verdicts::attach(round, &mut candidates, &names, &mut findings);
    conflicts::suspect(round, &candidates, &names, &mut findings);
    ballots::assign(round, act, &mut candidates, &names, forms, &mut findings);
    meetings::check(round, &mut candidates, &mut findings);
    (candidates, findings)
}

impl<'a> Candidate<'a> {
    fn new(entry: &'a Entry, district: usize, set: Option<&'a ProductSet>, standing: Standing) -> Self {
        Self {
            entry,
            district,
            set,
            standing,
            ballots: Vec::new(),
            left_out: Vec::new(),
            faulty: Vec::new(),
            held: Vec::new(),
            stopped: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    /// Whether it goes before the council.
    fn is_admitted(&self) -> bool {
        self.standing == Standing::Admitted
    }

    /// The ballots of one session that count.
    fn of_session(&self, session: u8) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.ballots.iter().copied().filter(move |ballot| ballot.session == session)
    }

    fn hold(&mut self, session: u8, reason: impl Into<String>) {
        self.held.push(Held { session, reason: reason.into() });
    }
}
