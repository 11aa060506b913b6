//! Tests of the declaration in Excel: the other spelling of `round.toml`.

mod faults;
mod keys;
mod round_trip;
mod runs;
mod worked_on;

use ocop::declaration;
use ocop::finding::Findings;
use ocop::round::{self, Round};

use crate::support::declared::DeclaredCells;
use crate::support::round::sample_folder;

fn sample() -> String {
    fs_err::read_to_string(sample_folder().join("round.toml")).unwrap()
}

/// The sample's declaration in Excel, to be changed.
fn sample_cells() -> DeclaredCells {
    DeclaredCells::of(&declaration::to_workbook(&sample()).unwrap())
}

/// The round of a `round.toml`.
#[track_caller]
fn of_toml(text: &str) -> Round {
    let mut findings = Findings::default();
    let round = round::parse(text, &mut findings);
    plain(round.unwrap_or_else(|| panic!("{findings:#?}")))
}

/// The round of a workbook.
#[track_caller]
fn of_workbook(bytes: &[u8]) -> Round {
    let (round, findings) = round::read_workbook(bytes);
    plain(round.unwrap_or_else(|| panic!("{findings:#?}")))
}

/// A round without what tells how it was declared.
fn plain(mut round: Round) -> Round {
    round.spelling = declaration::Spelling::default();
    for entry in &mut round.accept {
        *entry = toml::Spanned::new(0..0, entry.get_ref().clone());
        entry.get_mut().line = 0;
    }
    round
}

/// Checks that two rounds are the same, and shows the first difference.
#[track_caller]
fn same(one: &Round, other: &Round) {
    let (left, right) = (format!("{one:#?}"), format!("{other:#?}"));
    for (number, (left, right)) in left.lines().zip(right.lines()).enumerate() {
        assert_eq!(left, right, "line {number} of the rounds");
    }
    assert_eq!(one, other);
}
