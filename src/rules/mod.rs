//! What the rules of the round say about what was read: who is admitted, and which ballots count.
//!
//! This desk never changes a record. It hands on the records it was given, sorted into what counts and what does not,
//! and says why in findings.

mod admission;
mod ballots;
mod causes;
mod conflicts;
mod dossiers;
mod fate;
mod letters;
mod listed;
mod marks;
mod meetings;
mod named;
mod names;
mod near;
mod owners;
mod pile;
mod places;
mod plausible;
mod scores;
mod seats;
mod sets;
mod silent;
mod spread;
mod summaries;
mod sums;
#[cfg(test)]
mod tests;
mod twins;
mod verdicts;
mod versions;
mod votes;
mod withdrawn;

pub use self::causes::trace;
pub use self::fate::{Cast, Fate, Rule};
pub use self::listed::hold_faulty_rows;
use self::names::Names;
pub use self::silent::silent;
pub use self::votes::{Lost, Want};
use self::withdrawn::Withdrawals;
use crate::communes::Province;
use crate::criteria::{Act, ProductSet};
use crate::finding::Findings;
use crate::forms::{Ballot, Entry, Forms};
use crate::round::{Round, Verdict};

/// What the rules say of everything that was read.
#[derive(Debug, Clone, Default)]
pub struct Judgement<'a> {
    /// The products, in the order of districts, files and rows.
    pub candidates: Vec<Candidate<'a>>,
    /// Ballots about no product of the lists.
    pub unplaced: Vec<Cast<'a>>,
    /// Votes that were lost because no ballot of the member is there.
    pub lost: Vec<Lost>,
    /// Products that the round declares withdrawn and that no list, or more than one, has.
    pub unmatched: Vec<String>,
}

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
    /// Every ballot about it with its fate, by session and member. None counts for a product that is not admitted.
    pub casts: Vec<Cast<'a>>,
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
    /// It was taken out of the round, for this reason.
    Withdrawn(String),
}

/// A session that cannot be concluded for a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Number of the session.
    pub session: u8,
    /// Why (Vietnamese, a clause).
    pub reason: String,
}

/// Applies the rules: every product with its standing, every ballot with its fate.
///
/// Communes are checked where those of the province are known.
pub fn check<'a>(
    round: &'a Round,
    act: &'a Act,
    province: Option<&Province>,
    forms: &'a Forms,
) -> (Judgement<'a>, Findings) {
    let mut findings = Findings::default();
    letters::check(forms, &mut findings);
    dossiers::stated(act, forms, &mut findings);
    let withdrawals = Withdrawals::of(round, forms, &mut findings);
    let (all, names) = admission::admit(round, act, forms, &withdrawals, &mut findings);
    let mut records = Records::of(all, names);
    let (candidates, names) = (&mut records.candidates, &records.names);
    versions::check(round, forms, candidates, names, &mut findings);
    owners::check(candidates, names, &mut findings);
    twins::check(round, candidates, names, &mut findings);
    places::check(round, province, candidates, &mut findings);
    let (mut candidates, names) = records.whole();
    verdicts::attach(round, &mut candidates, &names, &mut findings);
    conflicts::suspect(round, &candidates, &names, &mut findings);
    let unplaced = ballots::assign(round, act, &mut candidates, &names, forms, &mut findings);
    let lost = votes::check(round, &mut candidates, &names, &forms.unclaimed, &mut findings);
    meetings::check(round, &mut candidates, &mut findings);
    plausible::check(round, act, &candidates, &mut findings);
    summaries::check(round, forms, &mut findings);
    (Judgement { candidates, unplaced, lost, unmatched: withdrawals.unknown }, findings)
}

/// The products that are judged against each other. Those that are withdrawn stand aside for as long.
struct Records<'a> {
    candidates: Vec<Candidate<'a>>,
    names: Vec<Names>,
    /// With their place among the others.
    aside: Vec<(usize, Candidate<'a>, Names)>,
}

impl<'a> Records<'a> {
    fn of(candidates: Vec<Candidate<'a>>, names: Vec<Names>) -> Self {
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
    fn whole(self) -> (Vec<Candidate<'a>>, Vec<Names>) {
        let Self { mut candidates, mut names, aside } = self;
        for (index, candidate, name) in aside {
            candidates.insert(index, candidate);
            names.insert(index, name);
        }
        (candidates, names)
    }
}

impl<'a> Candidate<'a> {
    fn new(entry: &'a Entry, district: usize, set: Option<&'a ProductSet>, standing: Standing) -> Self {
        Self {
            entry,
            district,
            set,
            standing,
            casts: Vec::new(),
            held: Vec::new(),
            stopped: Vec::new(),
            verdicts: Vec::new(),
        }
    }

    /// Whether it goes before the council.
    fn is_admitted(&self) -> bool {
        self.standing == Standing::Admitted
    }

    /// Whether it was taken out of the round.
    fn is_withdrawn(&self) -> bool {
        matches!(self.standing, Standing::Withdrawn(_))
    }

    /// The ballots that count, by session and member.
    pub fn counting(&self) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.casts.iter().filter(|cast| cast.counts()).map(|cast| cast.ballot)
    }

    /// The ballots of one session that count.
    fn of_session(&self, session: u8) -> impl Iterator<Item = &'a Ballot> + '_ {
        self.counting().filter(move |ballot| ballot.session == session)
    }

    fn hold(&mut self, session: u8, reason: impl Into<String>) {
        self.held.push(Held { session, reason: reason.into() });
    }
}
