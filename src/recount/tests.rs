use rust_decimal::Decimal;

use super::{check, printed, reaches, units};
use crate::finding::Place;
use crate::forms::{Ballot, DistrictScore, Dossier, Entry, Mark, Owner, Sourced};
use crate::rules::{Candidate, Cast, Fate, Held, Standing};
use crate::tally::{Mean, Outcome, ProductResult, SessionResult, Tally};

const BANDS: [i64; 4] = [30, 50, 70, 90];

fn sourced<T>(value: T) -> Sourced<T> {
    Sourced { value, place: Place::file("phieu.xlsx") }
}

fn entry(product: &str) -> Entry {
    let name = |name: &str| Sourced { value: name.to_owned(), place: Place::file(format!("{product}.xlsx")) };
    let owner = Owner {
        name: name("HTX Mây Núi"),
        kind: None,
        legal_forms: Vec::new(),
        address: None,
        representative: None,
        phone: None,
        tax_code: None,
    };
    Entry {
        product: name(product),
        set: name("Chè"),
        owner,
        commune: None,
        dossier: Dossier::default(),
        score: DistrictScore::default(),
        star: None,
        doubt: None,
        dossier_unclear: false,
    }
}

/// A ballot with these marks, in tenths.
fn ballot(member: usize, session: u8, marks: &[i64]) -> Ballot {
    let mark = |tenths: &i64| Mark {
        position: 0,
        criterion: "1".into(),
        part: 0,
        mark: sourced(Decimal::new(*tenths, 1)),
        source: None,
    };
    Ballot {
        member,
        by_substitute: false,
        from_summary: false,
        session,
        set: None,
        criteria_of: None,
        product: sourced("Chè".into()),
        name: "Chè".into(),
        owner: None,
        marks: marks.iter().map(mark).collect(),
        parts: [None, None, None],
        total: None,
        reason: None,
        blanks: Vec::new(),
        unreadable: false,
        line: None,
    }
}

fn mean(tenths: &[i64]) -> Option<Mean> {
    Mean::of(tenths.iter().map(|tenths| Decimal::new(*tenths, 1)))
}

/// What a tampered tally is told, for one product with 60 and 61 in session 1, 62 and 63,5 in session 2.
fn told(tamper: impl FnOnce(&mut Tally<'_>)) -> Result<(), &'static str> {
    told_while(Vec::new(), tamper)
}

fn told_while(held: Vec<Held>, tamper: impl FnOnce(&mut Tally<'_>)) -> Result<(), &'static str> {
    let entry = entry("Chè Tả Ngảo");
    let ballots = [ballot(0, 1, &[400, 200]), ballot(1, 1, &[610]), ballot(0, 2, &[620]), ballot(1, 2, &[600, 35])];
    let casts_of = |session: Option<u8>| -> Vec<Cast<'_>> {
        let of_session = ballots.iter().filter(|ballot| session.is_none_or(|session| ballot.session == session));
        of_session.map(|ballot| Cast { ballot, fate: Fate::Counts }).collect()
    };
    let candidate = Candidate {
        entry: &entry,
        district: 0,
        set: None,
        standing: Standing::Admitted,
        casts: casts_of(None),
        held,
        stopped: Vec::new(),
        verdicts: Vec::new(),
    };
    let session = |session: u8, totals: &[i64]| SessionResult {
        session,
        casts: casts_of(Some(session)),
        mean: mean(totals),
        reason: None,
    };
    let sessions = vec![session(1, &[600, 610]), session(2, &[620, 635])];
    let outcome = Outcome::Recognised { star: 3 };
    let mut tally = Tally {
        products: vec![ProductResult {
            number: 1,
            entry: &entry,
            district: 0,
            sessions,
            by_points: Some(3),
            minima: None,
            outcome,
        }],
        unplaced: Vec::new(),
    };
    tamper(&mut tally);
    check(BANDS.map(Decimal::from), 1, &[candidate], &tally).map_err(|difference| difference.what)
}

#[test]
fn an_honest_tally_is_confirmed() {
    assert_eq!(told(|_| {}), Ok(()));
}

#[test]
fn every_kind_of_tampering_is_caught() {
    assert_eq!(told(|tally| tally.products.clear()), Err("the number of products"));
    let other: &'static Entry = Box::leak(Box::new(entry("Chè khác")));
    assert_eq!(told(|tally| tally.products[0].entry = other), Err("the product"));
    let session =
        |index: usize, tenths: &'static [i64]| told(move |tally| tally.products[0].sessions[index].mean = mean(tenths));
    assert_eq!(session(0, &[]), Err("the list of sessions with marks"));
    assert_eq!(session(1, &[]), Err("the list of sessions with marks"));
    assert_eq!(session(0, &[600, 611]), Err("a sum"));
    assert_eq!(session(1, &[1255]), Err("a number of ballots"));
    assert_eq!(session(1, &[620, 634]), Err("a sum"));
    assert_eq!(told(|tally| tally.products[0].sessions.reverse()), Err("the official session"));
    assert_eq!(told(|tally| tally.products[0].by_points = Some(4)), Err("the star by points"));
    for outcome in [
        Outcome::Recognised { star: 4 },
        Outcome::NotRecognised { star: 2 },
        Outcome::ProposedToMinistry { meanwhile: None },
        Outcome::NotScored { reason: None },
        Outcome::Held { reason: String::new() },
    ] {
        assert_eq!(told(|tally| tally.products[0].outcome = outcome), Err("the star"));
    }
}

#[test]
fn a_held_product_needs_no_star_but_may_not_get_a_wrong_one() {
    let held = |outcome: Outcome| {
        let hold = vec![Held { session: 1, reason: String::new() }];
        told_while(hold, |tally| tally.products[0].outcome = outcome)
    };
    assert_eq!(held(Outcome::Held { reason: String::new() }), Ok(()));
    assert_eq!(held(Outcome::Recognised { star: 3 }), Ok(()));
    assert_eq!(held(Outcome::Recognised { star: 4 }), Err("the star"));
}

#[test]
fn both_counts_print_and_compare_alike() {
    let limits = [695, 700, 499].map(|tenths| Decimal::new(tenths, 1));
    for count in 1..=15_i64 {
        for sum in 0..=2000_i64 {
            let mean = Mean::of((0..count).map(|index| if index == 0 { Decimal::new(sum, 2) } else { Decimal::ZERO }));
            let (mean, fraction) = (mean.unwrap(), (units(Decimal::new(sum, 2)).unwrap(), i128::from(count)));
            for decimals in 0..4 {
                assert_eq!(mean.printed(decimals), printed(fraction, decimals), "{sum}/{count}");
            }
            for limit in limits {
                assert_eq!(mean.reaches(limit), reaches(fraction, limit));
            }
        }
    }
}

#[test]
fn part_totals_and_totals_count_where_there_are_no_marks() {
    let mut typed = ballot(0, 1, &[]);
    typed.total = Some(sourced(Decimal::new(555, 1)));
    assert_eq!(super::total(&typed), units(Decimal::new(555, 1)));
    typed.parts = [10, 20, 30].map(|part| Some(sourced(Decimal::from(part))));
    assert_eq!(super::total(&typed), units(Decimal::from(60)));
    typed.unreadable = true;
    assert_eq!(super::total(&typed), None);
    assert_eq!(super::total(&ballot(0, 1, &[])), None, "nothing typed is not zero");
}
