//! Applies the rules of the round to what was read: which products are admitted, and which ballots
//! count.
//!
//! This desk never changes a record. It hands on the records that it was given, sorted into what
//! counts and what does not, and says why in findings.

mod admission;
mod ballots;
mod causes;
mod checked;
mod fate;
mod judgement;
mod listed;
mod meetings;
mod names;
mod near;
mod plausible;
mod records;
mod silent;
mod sums;
#[cfg(test)]
mod tests;
mod verdicts;
mod votes;

use self::admission::withdrawn::Withdrawals;
use self::admission::{
    deadlines, dossiers, letters, owners, places, product_codes, registration, twins, versions,
};
pub use self::ballots::seats::{conflict, scores};
use self::ballots::{conflicts, summaries};
pub use self::causes::trace;
pub use self::fate::{Cast, Fate, Rule};
pub use self::judgement::{Candidate, HeldSession, Judgement, LostVote, LostVoteEffect, Standing};
pub use self::listed::hold_faulty_rows;
use self::records::ComparedProducts;
pub use self::silent::silent;
use crate::communes::Communes;
use crate::criteria::RoundActs;
use crate::finding::Findings;
use crate::forms::Forms;
use crate::round::Round;

/// Applies the rules to the forms of a round: gives every product its standing and every ballot its
/// fate, and reports what is wrong.
///
/// Communes are checked by the lists given; without any, none is.
pub fn check<'a>(
    round: &'a Round,
    acts: &'a RoundActs,
    communes: Option<&Communes>,
    forms: &'a Forms,
) -> (Judgement<'a>, Findings) {
    let mut findings = Findings::default();
    letters::check(round, acts.main(), forms, &mut findings);
    deadlines::check(round, acts.main(), forms, &mut findings);
    dossiers::stated(acts.main(), forms, &mut findings);
    let withdrawals = Withdrawals::of(round, forms, &mut findings);
    let (all, names) = admission::admit(round, acts, forms, &withdrawals, &mut findings);
    let mut records = ComparedProducts::of(all, names);
    let (candidates, names) = (&mut records.candidates, &records.names);
    versions::check(round, forms, candidates, names, &mut findings);
    owners::check(candidates, names, &mut findings);
    twins::check(round, candidates, names, &mut findings);
    places::addresses(round, candidates, &mut findings);
    if let Some(communes) = communes {
        places::check(round, communes, candidates, &mut findings);
    }
    registration::check(round, candidates, &mut findings);
    product_codes::check(round, communes, candidates, &mut findings);
    let (mut candidates, names) = records.whole();
    verdicts::attach(round, &mut candidates, &names, &mut findings);
    conflicts::suspect(round, &candidates, &names, &mut findings);
    let unplaced = ballots::assign(round, &mut candidates, &names, forms, &mut findings);
    let lost = votes::check(round, &mut candidates, &names, &forms.unclaimed, &mut findings);
    meetings::check(round, &mut candidates, &mut findings);
    plausible::check(round, &candidates, &mut findings);
    summaries::check(round, forms, &mut findings);
    checked::check(round, forms, &mut findings);
    (Judgement { candidates, unplaced, lost, unmatched: withdrawals.unknown }, findings)
}
