//! A printed ballot typed into another file: nothing is left of it but the code, if that was typed
//! too.

use std::collections::BTreeMap;

use careful_spreadsheet::{Cell, Value};
use ocop::finding::CellRef;
use ocop::forms::KnownBy;

use super::office::{Book, Office, Page, Read};

const GREENS: &str = "Rau sạch Hồ Thầu";

/// A table of marks as a clerk types it, with these lines above it.
fn retyped(office: &Office, above: &[String]) -> Read {
    let mut page = Page { name: "Phiếu".into(), cells: BTreeMap::new() };
    let line = |page: &mut Page, row: u32, cells: &[&str]| {
        for (column, typed) in (0..).zip(cells) {
            page.types(CellRef::new(row, column), typed);
        }
    };
    for (row, text) in (0..).zip(above) {
        line(&mut page, row, &[text]);
    }
    let heading = u32::try_from(above.len()).unwrap();
    line(&mut page, heading, &["TT", "Tiêu chí", "Điểm tối đa", "Điểm chấm"]);
    let criteria = office.set(0).criteria.iter().zip(office.highest(0));
    for (row, (criterion, mark)) in (heading + 1..).zip(criteria) {
        let (max, mark) = (criterion.max.to_string(), mark.to_string());
        line(&mut page, row, &["", &criterion.name, &max, &mark]);
        let code = Cell::typed(Value::Text(criterion.code.clone()));
        page.cells.insert(CellRef::new(row, 0), code);
    }
    let book = Book { file: "phieu.xlsx".into(), pages: vec![page], properties: BTreeMap::new() };
    office.reads(&[&book])
}

fn head(lines: &[&str]) -> Vec<String> {
    let head = ["PHIẾU CHẤM ĐIỂM", "Tên sản phẩm: Rau sạch Hồ Thầu"];
    head.iter().chain(lines).map(|line| (*line).to_owned()).collect()
}

#[test]
fn the_typed_code_says_whose_ballot_it_is() {
    let office = Office::new();
    let code = office.identity(1, 2).code;
    let read = retyped(&office, &head(&[&format!("Mã biểu: {code}")]));
    assert_eq!(read.told(), [""; 0]);
    let ballot = read.ballot(GREENS);
    assert_eq!((ballot.member, ballot.session), (1, 2));
    let [form] = read.forms.issued.as_slice() else { panic!("{:?}", read.forms.issued) };
    assert_eq!((form.known_by, &form.identity), (KnownBy::PrintedCode, &None));
    assert!(form.products.is_empty());
}

#[test]
fn words_that_contradict_the_typed_code_are_told() {
    let office = Office::new();
    let code = format!("Mã biểu: {}", office.identity(1, 2).code);
    let member = &office.round.council.members[0].person.name;
    for wrong in [format!("Thành viên Hội đồng: {member}"), "Lần chấm: 1".to_owned()] {
        let read = retyped(&office, &head(&[&code, &wrong]));
        read.only("E250");
        assert!(read.forms.ballots.is_empty());
        assert_eq!(read.forms.unclaimed.len(), 1);
    }
}

#[test]
fn a_typed_code_of_another_round_is_told() {
    let mut office = Office::new();
    let code = format!("Mã biểu: {}", office.identity(1, 2).code);
    office.round.round.number += 1;
    let read = retyped(&office, &head(&[&code]));
    read.only("E246");
    assert!(read.forms.ballots.is_empty());
}

#[test]
fn a_sheet_that_lost_its_keys_is_read_as_home_made_and_tied_by_its_code() {
    let office = Office::new();
    let mut book = office.filled();
    let page = book.product(0);
    page.cells.retain(|at, _| at.column > 0);
    let read = office.reads(&[&book]);
    let known = office.reads(&[&office.filled()]);
    let ballot = read.ballot(GREENS);
    assert_eq!((ballot.member, ballot.session), (0, 1));
    assert_eq!(read.marks(GREENS), known.marks(GREENS));
    read.only("W257");
}

#[test]
fn a_workbook_that_only_mentions_codes_is_no_form() {
    let office = Office::new();
    let mut page = Page { name: "Theo dõi".into(), cells: BTreeMap::new() };
    for member in 0..2 {
        let code = office.identity(member, 1).code.to_string();
        page.types(CellRef::new(u32::try_from(member).unwrap(), 0), &code);
    }
    let book =
        Book { file: "theo-doi.xlsx".into(), pages: vec![page], properties: BTreeMap::new() };
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), ["E201 (tệp)"]);
    assert!(read.forms.issued.is_empty());
}
