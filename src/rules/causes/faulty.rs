//! Names the products that wait for faults in their ballots.

use std::collections::BTreeMap;

use super::files::by_file;
use crate::finding::{CellRef, Findings, Place, Severity};
use crate::forms::Ballot;
use crate::rules::{Candidate, Cast, Fate, Judgement};

/// Writes into each error in a ballot the name of the product that waits for it.
pub(super) fn name(judgement: &Judgement<'_>, findings: &mut Findings) {
    let mut ballots: BTreeMap<Place, usize> = BTreeMap::new();
    let placed = judgement.candidates.iter().flat_map(|candidate| &candidate.casts);
    for cast in placed.chain(&judgement.unplaced) {
        *ballots.entry(sheet(cast)).or_default() += 1;
    }
    let mut by_file = by_file(findings);
    for candidate in &judgement.candidates {
        for cast in candidate.casts.iter().filter(|cast| holds(candidate, cast)) {
            let Fate::Faulty { codes, .. } = &cast.fate else { continue };
            let sheet = sheet(cast);
            let alone = ballots.get(&sheet) == Some(&1);
            for finding in by_file.get_mut(&sheet.file).into_iter().flatten() {
                let told = codes.contains(&finding.code) || finding.code.id().starts_with("E2");
                let here = finding.place.sheet == sheet.sheet
                    && finding.place.cell.is_none_or(|cell| alone || is_in(cast.ballot, cell));
                if finding.severity() == Severity::Error && told && here {
                    finding.hold(&candidate.entry.product.value);
                }
            }
        }
    }
}

/// The sheet on which the ballot names its product.
fn sheet(cast: &Cast<'_>) -> Place {
    Place { cell: None, ..cast.ballot.product.place.clone() }
}

/// Whether the product waits in the session of this ballot.
fn holds(candidate: &Candidate<'_>, cast: &Cast<'_>) -> bool {
    candidate.held.iter().any(|held| held.session == cast.ballot.session)
}

/// Whether a cell belongs to the ballot: to its marks, sums, or the names of product and owner.
fn is_in(ballot: &Ballot, cell: CellRef) -> bool {
    let mut lines = ballot.lines.iter().filter_map(|line| Some((line.first.cell?, line.last)));
    let within = lines.any(|(first, last)| {
        (first.row..=last.row).contains(&cell.row)
            && (first.column..=last.column).contains(&cell.column)
    });
    let sums = ballot.parts.iter().chain([&ballot.total]).flatten().map(|sum| &sum.place);
    let texts = [Some(&ballot.product), ballot.owner.as_ref()]
        .into_iter()
        .flatten()
        .map(|text| &text.place);
    within || sums.chain(texts).any(|place| place.cell == Some(cell))
}
