//! The catalogue of findings: what each code means, in Vietnamese, for `docs/loi.md`, the page
//! `kiem-tra.html` and its JSON.
//!
//! One file for each desk. Tests ensure that every code is explained once, that `docs/loi.md` is
//! what [`markdown()`] returns, and that every code occurs in some test.

mod ballots;
mod council;
mod criteria;
mod explanation;
mod forms;
mod intake;
mod issued;
mod lists;
mod markdown;
mod papers;
mod returned;
mod round;
mod truth;

#[cfg(test)]
mod tests;

pub use self::explanation::Explanation;
pub use self::markdown::markdown;
use super::Code;

/// The explanations of all desks, in the order of `docs/loi.md`.
const ALL: [&[Explanation]; 12] = [
    round::ROUND,
    truth::TRUTH,
    intake::INTAKE,
    forms::FORMS,
    ballots::BALLOTS,
    issued::ISSUED_BALLOTS,
    lists::LISTS,
    issued::ISSUED_LISTS,
    council::COUNCIL,
    papers::PAPERS,
    criteria::CRITERIA,
    returned::RETURNED,
];

/// Returns the Vietnamese explanation of the code of a finding: what it means and what to do.
///
/// # Panics
///
/// Never: a test ensures that every code is explained.
#[must_use]
pub fn of(code: Code) -> &'static Explanation {
    let mut all = ALL.iter().copied().flatten();
    all.find(|explanation| explanation.code == code)
        .expect("every code is explained, which a test holds")
}
