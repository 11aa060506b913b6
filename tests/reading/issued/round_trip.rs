//! The marks that come back are those that were typed.

use ocop::forms::{FormKind, KnownBy, TakenFor};
use rust_decimal::Decimal;

use super::office::Office;
use crate::layouts::chance::Chance;
use crate::support::marks::criteria;
use crate::support::workbooks::{Product, tea};

/// An office with a product of every set of an act.
pub(super) fn with_every_set(act: &str) -> Office {
    let sets = &criteria().by_id(act).unwrap().sets;
    let products = (1..).zip(sets).map(|(number, set)| Product {
        name: format!("Đặc sản {}", set.name.to_lowercase()),
        set: set.name.clone(),
        owner: "Hợp tác xã Mây Núi".into(),
        kind: "Hợp tác xã".into(),
        ..tea(&number.to_string())
    });
    Office::of(act, products.collect())
}

/// Marks that the criteria of a product allow, whoever its owner is.
pub(super) fn random(office: &Office, product: usize, chance: &mut Chance) -> Vec<u8> {
    let criteria = office.set(product).criteria.iter();
    criteria.map(|criterion| chance.pick(&criterion.allowed)).collect()
}

#[track_caller]
fn the_same_marks_come_back(act: &str, seed: u64) {
    let office = with_every_set(act);
    let mut chance = Chance::new(seed);
    let mut book = office.ballot(1, 2);
    let mut typed = Vec::new();
    for product in 0..office.products.len() {
        let marks = random(&office, product, &mut chance);
        book.product(product).fill(&marks);
        typed.push(marks);
    }
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.forms.ballots.len(), office.products.len());
    for (product, marks) in office.products.iter().zip(&typed) {
        let ballot = read.ballot(&product.name);
        assert_eq!((ballot.member, ballot.session), (1, 2));
        let marks: Vec<_> = marks.iter().map(|mark| Some(Decimal::from(*mark))).collect();
        assert_eq!(read.marks(&product.name), marks, "{}", product.set);
    }
}

#[test]
fn the_marks_of_every_set_of_26_come_back_as_they_were_typed() {
    the_same_marks_come_back("26-2026", 1);
}

#[test]
fn the_marks_of_every_set_of_148_come_back_as_they_were_typed() {
    the_same_marks_come_back("148-2023", 2);
}

#[test]
fn the_marks_of_every_set_of_1048_come_back_as_they_were_typed() {
    the_same_marks_come_back("1048-2019-781-2020", 3);
}

#[test]
fn where_criteria_are_not_known_the_totals_of_parts_come_back() {
    let mut office = Office::new();
    let mut act = office.act().clone();
    act.sets[0].criteria.clear();
    office.acts = ocop::criteria::RoundActs::only(act, office.round.round.from);
    let mut book = office.ballot(0, 1);
    let page = book.product(0);
    for (part, typed) in [("A", "20.5"), ("B", "15"), ("C", "25")] {
        let at = page.at(&format!("phan|{part}"), "diem");
        page.types(at, typed);
    }
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [""; 0]);
    let ballot = read.ballot("Rau sạch Hồ Thầu");
    assert_eq!(ballot.score(), Some(Decimal::new(605, 1)));
}

#[test]
fn a_form_is_known_by_each_of_its_three_marks_and_its_marks_are_the_same() {
    let office = Office::new();
    let whole = office.filled();
    let without_sheet = whole.clone().without_hidden_sheet();
    let mut code_only = without_sheet.clone();
    code_only.properties.clear();
    let expected = office.reads(&[&whole]).marks("Măng khô Hồ Thầu");
    for (book, known_by) in [
        (whole, KnownBy::HiddenSheet),
        (without_sheet, KnownBy::Properties),
        (code_only, KnownBy::PrintedCode),
    ] {
        let read = office.reads(&[&book]);
        assert_eq!(read.told(), [""; 0], "{known_by:?}");
        let [form] = read.forms.issued.as_slice() else { panic!("{:?}", read.forms.issued) };
        assert_eq!((form.known_by, form.code.kind), (known_by, FormKind::Ballot));
        assert_eq!(form.products.len(), 2);
        assert_eq!(read.marks("Măng khô Hồ Thầu"), expected);
        assert_eq!(read.fate("Măng khô Hồ Thầu"), "counts");
    }
}

#[test]
fn every_sheet_is_accounted_for() {
    let office = Office::new();
    let mut book = office.filled();
    let marks = book.product(1).mark(0).row;
    assert!(marks > 0);
    let read = office.reads(&[&book]);
    let taken: Vec<_> = read
        .forms
        .readings
        .iter()
        .filter(|reading| reading.place.file == "phieu-cham/phieu.xlsx")
        .map(|reading| (reading.place.sheet.as_deref().unwrap(), reading.taken_for))
        .collect();
    assert_eq!(
        taken,
        [
            ("_ocop", TakenFor::OwnSheet),
            ("Bìa", TakenFor::OwnSheet),
            ("SP01", TakenFor::Ballots),
            ("SP02", TakenFor::Ballots)
        ]
    );
    let blank = office.reads(&[&office.ballot(0, 1)]);
    assert!(blank.forms.readings.iter().any(|reading| reading.taken_for == TakenFor::BlankBallot));
    assert_eq!(blank.told(), [""; 0]);
    assert_eq!(blank.fate("Măng khô Hồ Thầu"), "blank");
}

#[test]
fn rows_above_columns_before_and_other_headings_change_nothing() {
    let office = Office::new();
    let mut book = office.filled();
    let page = book.product(0);
    page.insert_row(2);
    page.insert_column(0);
    page.insert_column(4);
    page.name = "Rau".into();
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.fate("Rau sạch Hồ Thầu"), "counts");
}

#[test]
fn a_file_saved_without_results_is_told_once_and_its_marks_count() {
    let office = Office::new();
    for lose in [super::office::Page::lose_results, super::office::Page::lose_formulas] {
        let mut book = office.filled();
        book.pages.iter_mut().for_each(lose);
        let read = office.reads(&[&book]);
        assert_eq!(read.told(), ["N259 (tệp)"]);
        assert_eq!(read.fate("Rau sạch Hồ Thầu"), "counts");
    }
}
