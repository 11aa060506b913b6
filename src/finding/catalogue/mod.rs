//! The catalogue of findings: what each code means, in the words of `docs/loi.md`, of the page and
//! of its JSON.
//!
//! One file a desk. A test holds that every code is explained once, that `docs/loi.md` is what
//! [`markdown`] says, and that some test notices every code.

mod ballots;
mod council;
mod criteria;
mod explanation;
mod forms;
mod intake;
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

const ALL: [&[Explanation]; 10] = [
    round::ROUND,
    truth::TRUTH,
    intake::INTAKE,
    forms::FORMS,
    ballots::BALLOTS,
    lists::LISTS,
    council::COUNCIL,
    papers::PAPERS,
    criteria::CRITERIA,
    returned::RETURNED,
];

/// The explanation of a code.
///
/// # Panics
///
/// Never: a test holds that every code is explained.
#[must_use]
pub fn of(code: Code) -> &'static Explanation {
    let mut all = ALL.iter().copied().flatten();
    all.find(|explanation| explanation.code == code)
        .expect("every code is explained, which a test holds")
}
