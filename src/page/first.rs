//! The errors to mend first: those behind most of the others, each with its place.

use serde::Serialize;

use super::groups::{FindingGroup, NumberedFinding};
use crate::finding::{Findings, Place, Severity, urgent};

/// How many errors are named.
const NAMED: usize = 3;

/// One of the errors to mend first.
#[derive(Debug, Serialize)]
pub(super) struct UrgentError<'a> {
    /// Number of the finding in the report.
    id: usize,
    /// Its place; of several places the first.
    place: &'a Place,
    /// The message of the finding.
    message: &'a str,
    /// How many other places have the same error.
    others: usize,
    /// Names of the products that wait until it is mended.
    holds: Vec<&'a str>,
}

/// Returns the errors to mend first, the most urgent one first.
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
