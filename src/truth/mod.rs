//! Checks whether what `round.toml` says can be true: its dates, names, numbers and people against
//! each other and the calendar.
//!
//! A contradiction that would make a paper say something false is an error, and that paper waits.
//! Something that may be right is a warning, which the office can accept. This desk never reads a
//! workbook and never changes what the office wrote.

mod acts;
mod people;
mod places;
mod provinces;
mod signers;
mod symbols;
#[cfg(test)]
mod tests;
mod times;
mod told;
mod units;

use time::Date;

pub use self::told::UntruePapers;
use self::told::{TruthFindings, at};
use crate::communes::Communes;
use crate::criteria::{Act, Criteria};
use crate::finding::{Code, Finding, Findings};
use crate::round::{PaperKind, Round};

/// Finds everything in a round that is impossible or unlikely. Also returns the papers that must
/// wait for it. What depends on the act is checked once `act` is known.
#[must_use]
pub fn check(
    round: &Round,
    criteria: &Criteria,
    communes: &Communes,
    act: Option<&Act>,
) -> (UntruePapers, Findings) {
    let mut told = TruthFindings::default();
    times::check(round, &mut told);
    acts::check(round, criteria, &mut told);
    places::check(round, communes, &mut told);
    units::check(round, communes, &mut told);
    symbols::check(round, &mut told);
    people::check(round, &mut told);
    if let Some(act) = act {
        times::check_by_act(round, act, &mut told);
        signers::check(round, act, &mut told);
    }
    (told.untrue, told.findings)
}

/// Returns what is impossible about a day that a paper is to get; `None` when nothing is.
#[must_use]
pub fn out_of_order(round: &Round, kind: PaperKind, day: Date) -> Option<Finding> {
    times::out_of_order(round, kind, day)
}

/// Makes the note about what is not verified of the act used; `None` when everything is verified.
#[must_use]
pub fn unverified(act: &Act) -> Option<Finding> {
    let of_papers = act.authority.unverified.iter().chain(&act.wording.unverified);
    let open: Vec<_> = act.unverified.iter().chain(of_papers).map(|open| in_short(open)).collect();
    (!open.is_empty()).then(|| {
        let message =
            format!("Bộ tiêu chí theo {} còn những điều chưa được kiểm chứng.", act.cited());
        Finding::new(Code::CriteriaUnverified, at("rules.criteria"), message)
            .found(open.join("; "))
            .remedy(
                "Chỉ để biết, không phải làm gì. Thấy chỗ nào khác với bản chính của văn bản thì \
                 báo người cung cấp chương trình.",
            )
    })
}

/// Shortens a sentence: removes what stands in brackets and behind a semicolon. The file of the act
/// has all of it.
fn in_short(sentence: &str) -> String {
    let mut depth = 0_usize;
    let plain = sentence.chars().filter(|sign| {
        depth += usize::from(*sign == '(');
        let inside = depth > 0;
        depth -= usize::from(*sign == ')' && inside);
        !inside
    });
    let plain: String = plain.collect();
    let first = plain.split(';').next().unwrap_or_default();
    first.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}
