use careful_spreadsheet::{Cell, Value, Workbook, Worksheet};
use rust_decimal::Decimal;

use super::sheets::SheetIndex;
use super::{CellFault, RecountDifference, RecountSettings, check, given, printed, reaches, units};
use crate::criteria::{self, Act};
use crate::finding::{CellRef, Place};
use crate::forms::{
    Ballot, DistrictScore, Dossier, Mark, MarkLine, MarkSource, Owner, ProductEntry, Registration,
    Sourced,
};
use crate::round::{MinimaMeasure, MinimaRules};
use crate::rules::{Candidate, Cast, Fate, HeldSession, Standing};
use crate::tally::{Mean, MinimaCheck, ProductOutcome, ProductResult, SessionResult, Tally};
use crate::templates::Templates;

const SETTINGS: RecountSettings = RecountSettings {
    decimals: 1,
    minima: MinimaRules { measure: MinimaMeasure::Mean, cumulative: true },
};

/// Quyết định 1048/QĐ-TTg, with stars from 30, 50, 70 and 90 points.
fn act() -> Act {
    let templates = Templates::new("no such folder".as_ref()).unwrap();
    criteria::load(&templates).unwrap().0.by_id("1048-2019").unwrap().clone()
}

fn cell(name: &str) -> CellRef {
    name.parse().unwrap()
}

fn place(name: &str) -> Place {
    Place::file("phieu.xlsx").sheet("S").cell(cell(name))
}

fn sourced<T>(value: T, name: &str) -> Sourced<T> {
    Sourced { value, place: place(name) }
}

/// Typed text as a cell: digits with a point are a number, anything else is text.
fn typed(text: &str) -> Value {
    text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number)
}

/// The workbook with these cells.
fn workbook(cells: impl IntoIterator<Item = (CellRef, Value)>) -> Workbook {
    let file = Place::file("phieu.xlsx");
    let cells = cells.into_iter().map(|(at, value)| (at, Cell::typed(value)));
    Workbook::of_sheets(file.clone(), vec![Worksheet::from_cells(file.sheet("S"), cells, [])])
}

fn entry(product: &str) -> ProductEntry {
    let name = |name: &str| Sourced {
        value: name.to_owned(),
        place: Place::file(format!("{product}.xlsx")),
    };
    let owner = Owner {
        name: name("HTX Mây Núi"),
        kind: None,
        legal_forms: Vec::new(),
        address: None,
        representative: None,
        phone: None,
        tax_code: None,
    };
    ProductEntry {
        product: name(product),
        set: name("Chè"),
        owner,
        commune: None,
        dossier: Dossier::default(),
        samples: None,
        registration: Registration::default(),
        received: None,
        code: None,
        score: DistrictScore::default(),
        star: None,
        doubt: None,
        dossier_unclear: false,
    }
}

/// A ballot whose marks stand here.
fn ballot(member: usize, session: u8, marks: &[(&str, Decimal)]) -> Ballot {
    let mark = |(name, value): &(&str, Decimal)| Mark {
        position: 0,
        criterion: "1".into(),
        part: 0,
        mark: sourced(*value, name),
        source: None,
    };
    Ballot {
        member,
        by_substitute: false,
        from_summary: false,
        session,
        set: None,
        criteria_of: None,
        product: sourced("Chè".into(), "C4"),
        name: "Chè".into(),
        owner: None,
        marks: marks.iter().map(mark).collect(),
        parts: [None, None, None],
        total: None,
        reason: None,
        blanks: Vec::new(),
        unreadable: false,
        lines: Vec::new(),
    }
}

fn points(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn mean(tenths: &[i64]) -> Option<Mean> {
    Mean::of(tenths.iter().map(|tenths| Decimal::new(*tenths, 1)))
}

/// What a tampered tally is told, for one product with 60 and 61 in session 1, 62 and 63,5 in
/// session 2.
fn told(tamper: impl FnOnce(&mut Tally<'_>)) -> Result<(), &'static str> {
    told_while(Vec::new(), tamper)
}

fn told_while(
    held: Vec<HeldSession>,
    tamper: impl FnOnce(&mut Tally<'_>),
) -> Result<(), &'static str> {
    let (entry, act) = (entry("Chè Tả Ngảo"), act());
    let given = [
        (0, 1, vec![("C5", points("40")), ("C6", points("20"))]),
        (1, 1, vec![("D5", points("61"))]),
        (0, 2, vec![("E5", points("62"))]),
        (1, 2, vec![("F5", points("60")), ("F6", points("3.5"))]),
    ];
    let ballots = given.each_ref().map(|(member, session, marks)| ballot(*member, *session, marks));
    let marks = given.iter().flat_map(|(_, _, marks)| marks);
    let workbooks = [workbook(marks.map(|(name, points)| (cell(name), Value::Number(*points))))];
    let casts_of = |session: Option<u8>| -> Vec<Cast<'_>> {
        let of_session =
            ballots.iter().filter(|ballot| session.is_none_or(|session| ballot.session == session));
        of_session.map(|ballot| Cast { ballot, fate: Fate::Counts }).collect()
    };
    let candidate = Candidate {
        entry: &entry,
        district: 0,
        act: &act,
        set: None,
        standing: Standing::Admitted,
        casts: casts_of(None),
        held,
        stopped: Vec::new(),
        verdicts: Vec::new(),
        offered_code: None,
    };
    let session = |session: u8, totals: &[i64]| SessionResult {
        session,
        casts: casts_of(Some(session)),
        mean: mean(totals),
        reason: None,
    };
    let sessions = vec![session(1, &[600, 610]), session(2, &[620, 635])];
    let outcome = ProductOutcome::Recognised { star: 3 };
    let mut tally = Tally {
        products: vec![ProductResult {
            number: 1,
            entry: &entry,
            act: &act,
            district: 0,
            sessions,
            by_points: Some(3),
            minima: None,
            minima_check: MinimaCheck::Reached,
            minima_met: None,
            outcome,
            offered_code: None,
        }],
        unplaced: Vec::new(),
        unmatched: Vec::new(),
    };
    tamper(&mut tally);
    check(SETTINGS, &workbooks, &[candidate], &tally).map_err(|difference| match difference {
        RecountDifference::Result { what, .. } => what,
        RecountDifference::Cell { .. } => "a cell",
    })
}

#[test]
fn an_honest_tally_is_confirmed() {
    assert_eq!(told(|_| {}), Ok(()));
}

#[test]
fn every_kind_of_tampering_is_caught() {
    assert_eq!(told(|tally| tally.products.clear()), Err("the number of products"));
    let other: &'static ProductEntry = Box::leak(Box::new(entry("Chè khác")));
    assert_eq!(told(|tally| tally.products[0].entry = other), Err("the product"));
    let session = |index: usize, tenths: &'static [i64]| {
        told(move |tally| tally.products[0].sessions[index].mean = mean(tenths))
    };
    assert_eq!(session(0, &[]), Err("the list of sessions with marks"));
    assert_eq!(session(1, &[]), Err("the list of sessions with marks"));
    assert_eq!(session(0, &[600, 611]), Err("a sum"));
    assert_eq!(session(1, &[1255]), Err("a number of ballots"));
    assert_eq!(session(1, &[620, 634]), Err("a sum"));
    assert_eq!(told(|tally| tally.products[0].sessions.reverse()), Err("the official session"));
    assert_eq!(told(|tally| tally.products[0].by_points = Some(4)), Err("the star by points"));
    for outcome in [
        ProductOutcome::Recognised { star: 4 },
        ProductOutcome::NotRecognised { star: 2, kept: None },
        ProductOutcome::ProposedToMinistry { meanwhile: None },
        ProductOutcome::NotScored { reason: None },
        ProductOutcome::Held { reason: String::new() },
    ] {
        assert_eq!(told(|tally| tally.products[0].outcome = outcome), Err("the star"));
    }
}

#[test]
fn a_held_product_needs_no_star_but_may_not_get_a_wrong_one() {
    let held = |outcome: ProductOutcome| {
        let hold = vec![HeldSession { session: 1, reason: String::new() }];
        told_while(hold, |tally| tally.products[0].outcome = outcome)
    };
    assert_eq!(held(ProductOutcome::Held { reason: String::new() }), Ok(()));
    assert_eq!(held(ProductOutcome::Recognised { star: 3 }), Ok(()));
    assert_eq!(held(ProductOutcome::Recognised { star: 4 }), Err("the star"));
}

#[test]
fn both_counts_print_and_compare_alike() {
    let limits = [1, 35, 100, 199].map(|tenths| Decimal::new(tenths, 1));
    let mut reached = 0;
    for count in 1..=15_i64 {
        for sum in 0..=2000_i64 {
            let mean = Mean::of(
                (0..count)
                    .map(|index| if index == 0 { Decimal::new(sum, 2) } else { Decimal::ZERO }),
            );
            let (mean, fraction) =
                (mean.unwrap(), (units(Decimal::new(sum, 2)).unwrap(), i128::from(count)));
            for decimals in 0..4 {
                assert_eq!(mean.printed(decimals), printed(fraction, decimals), "{sum}/{count}");
            }
            for limit in limits {
                assert_eq!(mean.reaches(limit), reaches(fraction, limit));
                reached += u32::from(
                    Decimal::new(sum, 2) == limit * Decimal::from(count)
                        && reaches(fraction, limit),
                );
            }
        }
    }
    assert!(reached > 20, "a limit that is met exactly is reached");
}

/// The column of a ballot: a part, three marks, a group's sum and a dash; a blank row; the total
/// and a remark.
const COLUMN: [(&str, &str); 10] = [
    ("C5", "12.5"),
    ("C6", "4"),
    ("C7", "5,5 điểm"),
    ("C8", "3"),
    ("C9", "12.5"),
    ("C10", "–"),
    ("C12", "12.5"),
    ("C13", "2"),
    ("D6", "5"),
    ("B5", "Phần A"),
];

fn of_column() -> Ballot {
    let mut ballot =
        ballot(0, 1, &[("C6", points("4")), ("C7", points("5.5")), ("C8", points("3"))]);
    ballot.parts[0] = Some(sourced(points("12.5"), "C5"));
    ballot.total = Some(sourced(points("12.5"), "C12"));
    ballot.lines = vec![MarkLine {
        first: place("C5"),
        last: cell("C13"),
        aside: vec![cell("C13"), cell("C9")],
    }];
    ballot
}

/// The total of a ballot on a sheet of these cells, later ones in place of earlier ones; or the
/// cell that is wrong, and how.
fn counted(
    ballot: &Ballot,
    cells: &[(&str, Value)],
) -> Result<Option<Decimal>, (String, CellFault)> {
    let workbooks = [workbook(cells.iter().map(|(name, value)| (cell(name), value.clone())))];
    let total = given::total(&SheetIndex::of(&workbooks), ballot);
    let total = total.map(|total| {
        total.map(|units| Decimal::from_i128_with_scale(units / 10_i128.pow(24), 4).normalize())
    });
    total.map_err(|(place, wrong)| (place.cell.unwrap().to_string(), wrong))
}

fn values<'a>(cells: &[(&'a str, &str)]) -> Vec<(&'a str, Value)> {
    cells.iter().map(|(name, text)| (*name, typed(text))).collect()
}

/// The column with one more cell.
fn column_with(name: &str, value: Value) -> Result<Option<Decimal>, (String, CellFault)> {
    counted(&of_column(), &[values(&COLUMN), vec![(name, value)]].concat())
}

fn left_over(name: &str, found: &str) -> Result<Option<Decimal>, (String, CellFault)> {
    Err((name.to_owned(), CellFault::LeftOver { found: found.to_owned() }))
}

fn reads(name: &str, ballot: &str, sheet: &str) -> Result<Option<Decimal>, (String, CellFault)> {
    Err((name.to_owned(), CellFault::Reads { ballot: ballot.to_owned(), sheet: sheet.to_owned() }))
}

#[test]
fn the_marks_are_added_again_from_the_sheet() {
    assert_eq!(counted(&of_column(), &values(&COLUMN)), Ok(Some(points("12.5"))));
}

#[test]
fn a_number_that_is_not_that_of_its_cell_is_told() {
    let mut ballot = of_column();
    ballot.marks[1].mark.value = points("5");
    assert_eq!(counted(&ballot, &values(&COLUMN)), reads("C7", "5", "5,5 điểm"));
    assert_eq!(column_with("C8", typed("4")), reads("C8", "3", "4"));
    assert_eq!(column_with("C8", typed("x")), reads("C8", "3", "x"));
    assert_eq!(column_with("C5", typed("12")), reads("C5", "12,5", "12"));
    assert_eq!(column_with("C12", typed("13")), reads("C12", "12,5", "13"));
    assert_eq!(counted(&of_column(), &values(&COLUMN[..7])[1..]), reads("C5", "12,5", ""));
    let mut elsewhere = of_column();
    elsewhere.marks[0].mark.place.sheet = Some("Trang khác".into());
    assert_eq!(counted(&elsewhere, &values(&COLUMN)), reads("C6", "4", ""));
}

#[test]
fn nothing_between_the_marks_may_be_left_over() {
    assert_eq!(column_with("C11", typed("2")), left_over("C11", "2"));
    assert_eq!(column_with("C10", typed("7,5 điểm")), left_over("C10", "7,5 điểm"));
    assert_eq!(column_with("C11", Value::Error("#REF!".into())), left_over("C11", "#REF!"));
    assert_eq!(
        column_with("C11", Value::NotCalculated),
        left_over("C11", "(công thức chưa được tính)")
    );
    assert_eq!(column_with("C11", Value::Bool(true)), left_over("C11", "TRUE"));
    let mut forgotten = of_column();
    forgotten.marks.pop();
    assert_eq!(
        counted(&forgotten, &values(&COLUMN)),
        left_over("C8", "3"),
        "a mark that the reader lost"
    );
    let mut forgotten = of_column();
    forgotten.lines[0].aside.pop();
    assert_eq!(counted(&forgotten, &values(&COLUMN)), left_over("C9", "12,5"));
}

#[test]
fn words_zeros_and_what_stands_beside_the_column_are_no_marks() {
    for (name, text) in [
        ("C11", "0"),
        ("C11", "□"),
        ("C11", "chưa chấm"),
        ("D11", "9"),
        ("C4", "2020"),
        ("C14", "9"),
    ] {
        assert_eq!(column_with(name, typed(text)), Ok(Some(points("12.5"))), "{name} {text}");
    }
}

#[test]
fn a_ballot_counts_no_cell_of_another_column_or_sheet() {
    let mut strange = of_column();
    strange.marks[1] = Mark { mark: sourced(points("5"), "D6"), ..strange.marks[1].clone() };
    assert_eq!(counted(&strange, &values(&COLUMN)), Err(("D6".into(), CellFault::Elsewhere)));
    let mut lost = of_column();
    lost.lines[0].first.sheet = Some("Trang khác".into());
    assert_eq!(counted(&lost, &values(&COLUMN)), Err(("C6".into(), CellFault::Elsewhere)));
}

#[test]
fn a_form_with_products_in_rows_is_counted_along_its_row() {
    let cells = [
        ("B7", "Chè"),
        ("C7", "30"),
        ("D7", "20.5"),
        ("E7", "9"),
        ("F7", "59.5"),
        ("C8", "31"),
        ("D6", "18"),
    ];
    let mut turned = ballot(0, 1, &[]);
    turned.parts = [("C7", "30"), ("D7", "20.5"), ("E7", "9")]
        .map(|(name, text)| Some(sourced(points(text), name)));
    turned.lines = vec![MarkLine { first: place("C7"), last: cell("F7"), aside: Vec::new() }];
    assert_eq!(counted(&turned, &values(&cells)), left_over("F7", "59,5"));
    turned.total = Some(sourced(points("59.5"), "F7"));
    assert_eq!(counted(&turned, &values(&cells)), Ok(Some(points("59.5"))));
}

#[test]
fn a_ballot_in_two_tables_is_checked_in_both() {
    let cells = [("C5", "12.5"), ("C6", "4"), ("C7", "5.5"), ("C8", "3"), ("H5", "2"), ("H6", "1")];
    let mut halves = of_column();
    (halves.total, halves.lines[0].aside, halves.lines[0].last) = (None, Vec::new(), cell("C8"));
    halves.marks.push(Mark { mark: sourced(points("2"), "H5"), ..halves.marks[0].clone() });
    assert_eq!(
        counted(&halves, &values(&cells)),
        Err(("H5".into(), CellFault::Elsewhere)),
        "a table that is not named"
    );
    halves.lines.push(MarkLine { first: place("H5"), last: cell("H6"), aside: Vec::new() });
    assert_eq!(counted(&halves, &values(&cells)), left_over("H6", "1"));
    assert_eq!(counted(&halves, &values(&cells[..5])), Ok(Some(points("14.5"))));
}

/// A form of options: one of two is ticked at 1.1, two pieces of 1.2 are typed.
const OPTIONS: [(&str, &str); 10] = [
    ("B5", "1.1"),
    ("B6", "Có (2 điểm)"),
    ("C6", "□"),
    ("B7", "Có hợp đồng dài hạn (3 điểm)"),
    ("C7", "x"),
    ("B8", "1.2"),
    ("B9", "a) thu gom"),
    ("C9", "1.5"),
    ("B10", "b) xử lý"),
    ("C10", "2"),
];

fn of_options() -> Ballot {
    let mut ballot = ballot(0, 1, &[("C7", points("3")), ("C9", points("3.5"))]);
    ballot.marks[0].source = Some(Box::new(MarkSource::Option { points_at: place("B7") }));
    ballot.marks[1].source = Some(Box::new(MarkSource::Sum(vec![place("C9"), place("C10")])));
    ballot.lines = vec![MarkLine { first: place("C5"), last: cell("C10"), aside: Vec::new() }];
    ballot
}

fn options_with(name: &str, text: &str) -> Result<Option<Decimal>, (String, CellFault)> {
    counted(&of_options(), &[values(&OPTIONS), vec![(name, typed(text))]].concat())
}

#[test]
fn the_points_of_a_ticked_option_and_the_pieces_of_a_mark_are_read_again() {
    assert_eq!(counted(&of_options(), &values(&OPTIONS)), Ok(Some(points("6.5"))));
    assert_eq!(options_with("B7", "3"), Ok(Some(points("6.5"))), "points in a column of their own");
    let words = "Có hợp đồng dài hạn (2 điểm)";
    assert_eq!(options_with("B7", words), reads("C7", "3", words));
    assert_eq!(options_with("C10", "1"), reads("C9", "3,5", "1,5 + 1"));
    let unticked: Vec<_> = OPTIONS.into_iter().filter(|(name, _)| *name != "C7").collect();
    assert_eq!(counted(&of_options(), &values(&unticked)), reads("C7", "3", ""));
}

#[test]
fn a_second_option_may_not_be_ticked_nor_a_piece_left_over() {
    assert_eq!(options_with("C6", "X"), left_over("C6", "X"));
    assert_eq!(options_with("C6", "2"), left_over("C6", "2"));
    let mut ballot = of_options();
    ballot.marks[1] =
        Mark { source: None, mark: sourced(points("1.5"), "C9"), ..ballot.marks[1].clone() };
    assert_eq!(counted(&ballot, &values(&OPTIONS)), left_over("C10", "2"));
}

#[test]
fn part_totals_and_totals_count_where_there_are_no_marks() {
    let cells = values(&[("C5", "10"), ("C6", "20"), ("C7", "30"), ("C8", "55.5")]);
    let mut typed = ballot(0, 1, &[]);
    typed.total = Some(sourced(points("55.5"), "C8"));
    assert_eq!(counted(&typed, &cells), Ok(Some(points("55.5"))));
    typed.parts = [("C5", "10"), ("C6", "20"), ("C7", "30")]
        .map(|(name, text)| Some(sourced(points(text), name)));
    assert_eq!(counted(&typed, &cells), Ok(Some(points("60"))));
    typed.unreadable = true;
    assert_eq!(counted(&typed, &cells), Ok(None));
    assert_eq!(counted(&ballot(0, 1, &[]), &cells), Ok(None), "nothing typed is not zero");
}

#[test]
fn a_column_counts_for_one_ballot_only() {
    let (entry, act) = (entry("Chè Tả Ngảo"), act());
    let ballots = [of_column(), Ballot { member: 1, ..of_column() }];
    let candidate = Candidate {
        entry: &entry,
        district: 0,
        act: &act,
        set: None,
        standing: Standing::Admitted,
        casts: ballots.iter().map(|ballot| Cast { ballot, fate: Fate::Counts }).collect(),
        held: Vec::new(),
        stopped: Vec::new(),
        verdicts: Vec::new(),
        offered_code: None,
    };
    let twice = RecountDifference::Cell {
        product: "Chè Tả Ngảo".into(),
        place: Box::new(place("C6")),
        wrong: CellFault::Twice,
    };
    let candidates = [candidate];
    assert_eq!(super::once(&candidates, &super::counting(&candidates)), Err(twice));
}
