//! What follows from what: a ballot that could not be put to a member explains why that member's votes are missing, a list that
//! could not be read why no list has its products.
//!
//! A consequence that is fully explained is told at its cause, which names the products that wait for it. What cannot be tied to
//! a cause with certainty stays told by itself: nothing that holds a product ever goes untold.

mod faulty;
mod lists;
mod sources;
mod votes;

use std::collections::{BTreeMap, BTreeSet};

use super::Judgement;
use crate::finding::{Code, Finding, Findings, Name, Place};
use crate::forms::{Forms, Words};
use crate::round::Round;

/// Puts consequences to their causes, in everything that was found so far.
pub fn trace(round: &Round, words: &Words, forms: &Forms, judgement: &Judgement<'_>, findings: &mut Findings) {
    not_blank_but_unread(findings);
    faulty::name(judgement, findings);
    votes::fold(round, words, forms, judgement, findings);
    lists::fold(round, words, forms, judgement, findings);
}

/// A cell that cannot be read is not blank as well.
fn not_blank_but_unread(findings: &mut Findings) {
    let unread = |code| matches!(code, Code::ValueUnreadable | Code::FormulaNotCalculated | Code::ErrorValue);
    let unread: BTreeSet<Place> =
        findings.iter().filter(|finding| unread(finding.code)).map(|finding| finding.place.clone()).collect();
    findings.retain(|finding| finding.code != Code::PartBlank || !unread.contains(&finding.place));
}

/// Findings by their file.
fn by_file(findings: &mut Findings) -> BTreeMap<Name, Vec<&mut Finding>> {
    let mut by_file: BTreeMap<Name, Vec<&mut Finding>> = BTreeMap::new();
    for finding in findings.iter_mut() {
        by_file.entry(finding.place.file.clone()).or_default().push(finding);
    }
    by_file
}
