//! Tests of the declaration in Excel: the other spelling of `round.toml`.

use ocop::declaration;
use ocop::finding::Findings;
use ocop::round::{self, Round};

use crate::support::round::sample_folder;

fn sample() -> String {
    fs_err::read_to_string(sample_folder().join("round.toml")).unwrap()
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

#[test]
fn the_sample_is_the_same_round_in_excel() {
    let workbook = declaration::to_workbook(&sample()).unwrap();
    if let Ok(to) = std::env::var("KEEP") {
        fs_err::write(to, &workbook).unwrap();
    }
    let text = declaration::to_toml(&workbook).unwrap();
    assert_eq!(text, declaration::canonical(&sample()).unwrap());
    assert_eq!(of_workbook(&workbook), of_toml(&sample()));
}
