//! Copies of a list that lost their keys: they are read by their headings.

use careful_spreadsheet::{Cell, Value};
use ocop::forms::form_keys::SHEET;

use super::{Book, Sender};

/// The list as somebody copies its cells into a new file: without hidden cells and properties.
fn copied(mut book: Book, with_code: bool) -> Book {
    book.pages.retain(|page| page.name != SHEET);
    book.properties.clear();
    for page in &mut book.pages {
        let names = page
            .cells
            .iter()
            .find(|(_, cell)| cell.text().is_some_and(|text| text.starts_with("cot|")));
        let names = names.map(|(at, _)| at.row);
        page.cells.retain(|at, cell| {
            let is_code = cell.text().is_some_and(|text| text.starts_with("Mã biểu"));
            at.column > 0 && Some(at.row) != names && (with_code || !is_code)
        });
    }
    book
}

/// Gives formulas the results that a program shows.
fn calculated(sender: &Sender, mut book: Book) -> Book {
    let list = book.page("Danh sách");
    let names: Vec<Option<Cell>> =
        ["dong|01", "dong|02"].map(|row| list.cells.get(&list.at(row, "product")).cloned()).into();
    if list.perhaps("total").is_some() {
        for row in ["dong|01", "dong|02"] {
            let total = list.at(row, "total");
            list.value(total, Cell::new(Value::Number("75.5".parse().unwrap()), true));
            let star = list.at(row, "star");
            list.value(star, Cell::new(Value::Text("4 sao".into()), true));
        }
    }
    for sheet in ["Hồ sơ", "Chủ thể"] {
        let page = book.page(sheet);
        for (row, name) in ["dong|01", "dong|02"].into_iter().zip(&names) {
            let at = page.at(row, "product");
            let name = name.clone().unwrap();
            page.value(at, Cell { formula: true, ..name });
        }
    }
    assert!(!sender.round.districts.is_empty());
    book
}

#[test]
fn a_copy_without_keys_is_read_by_its_headings() {
    for act in ["1048-2019-781-2020", "148-2023", "26-2026"] {
        for with_code in [true, false] {
            let sender = Sender::under(act);
            let book = copied(calculated(&sender, sender.filled()), with_code);
            let came = sender.reads(&[&book]);
            let lists: Vec<_> =
                came.forms.submissions.iter().filter(|list| !list.entries.is_empty()).collect();
            let [list] = lists.as_slice() else { panic!("{act}: {:#?}", came.findings) };
            assert_eq!(list.district, Some(0), "{act}");
            assert_eq!(list.letter.number.as_ref().unwrap().value, "115/UBND-KT");
            assert_eq!(list.letter.date.as_ref().unwrap().value, "2026-10-05");
            let [one, other] = list.entries.as_slice() else {
                panic!("{act}: {:#?}", came.findings)
            };
            assert_eq!(one.product.value, "Chè Sùng Phài");
            assert_eq!(other.registration.star.as_ref().unwrap().value, 3);
            assert_eq!(other.registration.decision.as_ref().unwrap().value, "1234/QĐ-UBND");
            assert!(one.owner.address.is_some() && one.owner.kind.is_some());
            if act == "1048-2019-781-2020" {
                assert_eq!(one.score.counted().unwrap().to_string(), "75.5");
            }
        }
    }
}

#[test]
fn the_printed_code_ties_a_copy_to_its_unit() {
    let sender = Sender::today();
    let mut book = copied(sender.filled(), true);
    let list = book.page("Danh sách");
    let head = list
        .cells
        .iter()
        .find(|(_, cell)| cell.text().is_some_and(|text| text.starts_with("ỦY BAN")));
    let at = *head.unwrap().0;
    list.types(at, "");
    let came = sender.reads(&[&book]);
    let list = came.forms.submissions.iter().find(|list| !list.entries.is_empty()).unwrap();
    assert_eq!(list.district, Some(0));
    let name = sender.round.districts[1].name.to_uppercase();
    book.page("Danh sách").value(at, super::word(&format!("ỦY BAN NHÂN DÂN {name}")));
    let came = sender.reads(&[&book]);
    came.findings.iter().find(|finding| finding.code.id() == "E263").unwrap();
    assert!(came.forms.submissions.iter().all(|list| list.district.is_none()));
}
