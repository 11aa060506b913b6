//! What follows from what: a ballot that could not be put to a member explains why that member's votes are missing, a list that
//! could not be read why no list has its products.
//!
//! A consequence that is fully explained is told at its cause, which names the products that wait for it. What cannot be tied to
//! a cause with certainty stays told by itself: nothing that holds a product ever goes untold.

mod lists;
mod sources;
mod votes;

use std::collections::BTreeSet;

use super::{Candidate, Cast, Fate, Judgement};
use crate::finding::{CellRef, Code, Finding, Findings, Place, Severity};
use crate::forms::{Ballot, Forms, Words};
use crate::round::Round;

/// Puts consequences to their causes, in everything that was found so far.
pub fn trace(round: &Round, words: &Words, forms: &Forms, judgement: &Judgement<'_>, findings: &mut Findings) {
    not_blank_but_unread(findings);
    faulty(judgement, findings);
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

/// Names the product that waits for a fault in a ballot.
fn faulty(judgement: &Judgement<'_>, findings: &mut Findings) {
    let of_forms: Vec<(Place, Vec<&Cast<'_>>)> = sheets(judgement);
    for candidate in &judgement.candidates {
        for cast in candidate.casts.iter().filter(|cast| holds(candidate, cast)) {
            let Fate::Faulty { codes, .. } = &cast.fate else { continue };
            let sheet = cast.ballot.product.place.sheet.as_ref();
            let file = &cast.ballot.product.place.file;
            let alone = of_forms
                .iter()
                .any(|(place, casts)| &place.file == file && place.sheet.as_ref() == sheet && casts.len() == 1);
            let own = |finding: &&mut Finding| {
                let place = &finding.place;
                finding.severity() == Severity::Error
                    && (codes.contains(&finding.code) || is_of_forms(finding.code))
                    && (&place.file, place.sheet.as_ref()) == (file, sheet)
                    && place.cell.is_none_or(|cell| alone || is_in(cast.ballot, cell))
            };
            findings.iter_mut().filter(own).for_each(|finding| finding.hold(&candidate.entry.product.value));
        }
    }
}

/// Whether the product waits because of this ballot.
fn holds(candidate: &Candidate<'_>, cast: &Cast<'_>) -> bool {
    candidate.held.iter().any(|held| held.session == cast.ballot.session)
}

/// The sheets with their ballots.
fn sheets<'j, 'a>(judgement: &'j Judgement<'a>) -> Vec<(Place, Vec<&'j Cast<'a>>)> {
    let mut sheets: Vec<(Place, Vec<&Cast<'a>>)> = Vec::new();
    let placed = judgement.candidates.iter().flat_map(|candidate| &candidate.casts);
    let mut casts: Vec<_> = placed.chain(&judgement.unplaced).collect();
    casts.sort_by_key(|cast| &cast.ballot.product.place);
    for cast in casts {
        let place = Place { cell: None, ..cast.ballot.product.place.clone() };
        match sheets.last_mut().filter(|(last, _)| *last == place) {
            Some((_, casts)) => casts.push(cast),
            None => sheets.push((place, vec![cast])),
        }
    }
    sheets
}

/// Whether a cell is one of those that hold the ballot.
fn is_in(ballot: &Ballot, cell: CellRef) -> bool {
    let of_line = ballot.line.as_ref().and_then(|line| Some((line.first.cell?, line.last)));
    let within = of_line.is_some_and(|(first, last)| {
        (first.row..=last.row).contains(&cell.row) && (first.column..=last.column).contains(&cell.column)
    });
    let sums = ballot.parts.iter().chain([&ballot.total]).flatten().map(|sum| &sum.place);
    let texts = [Some(&ballot.product), ballot.owner.as_ref()].into_iter().flatten().map(|text| &text.place);
    within || sums.chain(texts).any(|place| place.cell == Some(cell))
}

/// Whether a code is one of those of the forms.
fn is_of_forms(code: Code) -> bool {
    code.id().starts_with("E2")
}

/// The first error at a file, or at a sheet of it.
fn first_error<'f>(findings: &'f mut Findings, file: &str, is: impl Fn(&Finding) -> bool) -> Option<&'f mut Finding> {
    let errors = findings.iter_mut().filter(|finding| finding.severity() == Severity::Error);
    errors.filter(|finding| finding.place.file.as_str() == file && is(finding)).min_by(|one, other| one.cmp(other))
}
