//! Number and day that were filled into a paper, held against the register before anybody signs
//! over them, and what was drawn for them against what this program draws.

use std::collections::BTreeSet;

use pdf_signature::{BlankField, FillIn, blank_fields, looks_like};

use super::{NumberObstacle, appearance};
use crate::fingerprint::sha256;
use crate::ledger::{RegisteredPaper, SignedPaper};
use crate::signing::signable::RecordMatch;
use crate::signing::{Obstacle, SigningTable};
use crate::typeset::Typesetter;

/// What was filled into a blank of a file, and whether it looks as this program draws it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedrawnBlank {
    /// Which blank.
    pub blank: FillIn,
    /// What was filled in.
    pub value: String,
    /// Whether the page shows exactly what this program draws for it.
    pub is_ours: bool,
}

/// Draws what was filled into the blanks of a file again and compares it. Empty for a file without
/// filled blanks, or one that cannot be read.
#[must_use]
pub fn redrawn(pdf: &[u8], typesetter: &Typesetter) -> Vec<RedrawnBlank> {
    let fields = blank_fields(pdf).unwrap_or_default().into_iter();
    let redrawn = fields.filter_map(|BlankField { blank, value, size }| {
        let value = value?;
        let look = typesetter.draw(&appearance(blank, &value, size)).ok();
        let is_ours = look.is_some_and(|look| looks_like(pdf, blank, &look).unwrap_or(false));
        Some(RedrawnBlank { blank, value, is_ours })
    });
    redrawn.collect()
}

impl SigningTable<'_> {
    /// Returns the entry of the register for what was filled into a signed paper; `None` while
    /// nothing was. What is seen, what the field says and what the register has must be the same.
    pub(in crate::signing) fn number_filled(
        &self,
        pdf: &[u8],
        known: &RecordMatch<'_>,
        rehearsal: bool,
    ) -> Result<Option<RegisteredPaper>, Obstacle> {
        let filled = redrawn(pdf, self.typesetter);
        if let Some(other) = filled.iter().find(|blank| !blank.is_ours) {
            return Err(NumberObstacle::ShownOtherwise(other.blank, other.value.clone()).into());
        }
        if filled.is_empty() {
            return Ok(None);
        }
        let book = self.ledger.signatures()?;
        let of_paper = |line: &&SignedPaper| {
            line.paper == known.paper.file
                && line.original == known.paper.sha256
                && line.rehearsal == rehearsal
        };
        let lines = book.signed.iter().filter(of_paper);
        let entries: Vec<_> = lines.filter_map(|line| line.registered.as_ref()).collect();
        let fits = |entry: &&&RegisteredPaper| {
            filled.iter().all(|blank| blank.value == entry.value(blank.blank))
        };
        // The last one: a number that was given by mistake is replaced. Rehearsals give several.
        let counting =
            if rehearsal { &entries[..] } else { &entries[entries.len().saturating_sub(1)..] };
        if let Some(entry) = counting.iter().find(fits) {
            // Only what the book has was looked through when its number was given.
            let registered = |line: &&SignedPaper| line.registered.as_ref() == Some(entry);
            let lines = || book.signed.iter().filter(of_paper).filter(registered);
            let sums: BTreeSet<&str> = lines().map(|line| line.sha256.as_str()).collect();
            if !stages(pdf).any(|stage| sums.contains(&*sha256(stage))) {
                let file = lines().next_back().map(|line| line.file.clone()).unwrap_or_default();
                return Err(NumberObstacle::OtherFile(carried(&filled), file).into());
            }
            return Ok(Some((*entry).clone()));
        }
        let carried = carried(&filled);
        Err(match entries.last() {
            Some(entry) => NumberObstacle::OtherThanRegistered(carried, entry.shown()),
            None => NumberObstacle::NotRegistered(carried),
        }
        .into())
    }
}

/// Yields what a file was after each time that somebody wrote into it, the last one first.
fn stages(pdf: &[u8]) -> impl Iterator<Item = &[u8]> {
    const END: &[u8] = b"%%EOF";
    /// More signatures than any paper gets.
    const MOST: usize = 64;
    let ends = (0..pdf.len()).rev().filter(|at| pdf[*at..].starts_with(END)).take(MOST);
    let after = ends.flat_map(|at| (0..=2).map(move |line| at + END.len() + line));
    std::iter::once(pdf).chain(after.filter_map(|end| pdf.get(..end)))
}

/// Writes what was filled in: `số 1757, ngày 01`.
fn carried(filled: &[RedrawnBlank]) -> String {
    let words = filled.iter().map(|one| match one.blank {
        FillIn::Number => format!("số {}", one.value),
        FillIn::Day => format!("ngày {}", one.value),
    });
    words.collect::<Vec<_>>().join(", ")
}
