//! What to mend first: the errors behind most of the others, each with its place.

use serde::Serialize;

use super::groups::{FindingGroup, NumberedFinding};
use crate::finding::{Findings, Place, Severity, urgent};

/// How many are named.
const NAMED: usize = 3;

/// One of the errors to mend first.
#[derive(Debug, Serialize)]
pub(super) struct UrgentError<'a> {
    /// The number of the finding.
    id: usize,
    /// Its place, the first of several.
    place: &'a Place,
    /// What is wrong.
    message: &'a str,
    /// At how many other places the same is wrong.
    others: usize,
    /// The products that wait for it.
    holds: Vec<&'a str>,
}

/// The errors to mend first, in order.
pub(super) fn of<'a>(findings: &'a Findings, groups: &[FindingGroup<'a>]) -> Vec<UrgentError<'a>> {
    let items = || groups.iter().flat_map(|group| &group.files).flat_map(|file| &file.findings);
    let errors = urgent::sorted(findings).into_iter();
    let errors = errors.filter(|alike| alike.first.severity() == Severity::Error).take(NAMED);
    let first = errors.map(|alike| UrgentError {
        id: items()
            .find(|item: &&NumberedFinding<'_>| std::ptr::eq(item.finding, alike.first))
            .map_or(0, |item| item.id),
        place: &alike.first.place,
        message: &alike.first.message,
        others: alike.others.len(),
        holds: alike.holds,
    });
    first.collect()
}
