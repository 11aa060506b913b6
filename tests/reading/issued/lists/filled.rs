//! Lists as they should come back.

use careful_spreadsheet::{Cell, Value};
use ocop::forms::{OwnerKind, ProductEntry, RegistrationKind};

use super::{Book, Sender};

const ACTS: [&str; 4] = ["1048-2019", "1048-2019-781-2020", "148-2023", "26-2026"];

/// Everything that a product says, without its cells.
pub(super) fn said(entry: &ProductEntry) -> String {
    let owner = &entry.owner;
    let text = |value: &Option<ocop::forms::Sourced<String>>| {
        value.as_ref().map(|value| value.value.clone()).unwrap_or_default()
    };
    let dossier = entry.dossier.each_ref().map(|item| item.as_ref().map(|item| item.value));
    let registration = &entry.registration;
    format!(
        "{} | {} | {} | {:?} | {} | {} | {} | {} | {} | {:?} {:?} {} {:?} {:?} | {:?} | {:?} | {:?} | {:?} | {} | {:?}",
        entry.product.value,
        entry.set.value,
        owner.name.value,
        owner.kind.as_ref().map(|kind| kind.value),
        text(&entry.commune),
        text(&owner.address),
        text(&owner.representative),
        text(&owner.phone),
        text(&owner.tax_code),
        registration.kind.as_ref().map(|kind| kind.value),
        registration.star.as_ref().map(|star| star.value),
        text(&registration.decision),
        registration.decided.as_ref().map(|day| day.value),
        registration.valid_to.as_ref().map(|day| day.value),
        entry.score.counted(),
        entry.star.as_ref().map(|star| star.value),
        dossier,
        entry.samples.as_ref().map(|samples| samples.value),
        text(&entry.code),
        entry.received.as_ref().map(|day| day.value),
    )
}

#[test]
fn a_filled_list_gives_its_products_under_each_act() {
    for act in ACTS {
        let sender = Sender::under(act);
        let came = sender.reads(&[&sender.filled()]);
        assert_eq!(came.told(), [""; 0], "{act}: {:#?}", came.findings);
        let [one, other] = came.products() else { panic!("{act}") };
        assert_eq!(one.product.value, "Chè Sùng Phài");
        assert_eq!(other.product.value, "=Mật ong - bạc hà", "a name stays a text");
        assert_eq!(one.set.value, sender.acts.main().sets[3].name);
        assert_eq!(one.owner.kind.as_ref().unwrap().value, OwnerKind::Household);
        assert_eq!(other.owner.kind.as_ref().unwrap().value, OwnerKind::Cooperative);
        assert_eq!(other.owner.phone.as_ref().unwrap().value, "0912000002");
        assert_eq!(other.owner.tax_code.as_ref().unwrap().value, "6200000002");
        assert_eq!(one.owner.tax_code, None);
        assert_eq!(other.owner.representative.as_ref().unwrap().value, "Lò Thị Mây 2 (giả định)");
        assert_eq!(one.registration.kind(), RegistrationKind::First);
        assert_eq!(other.registration.kind(), RegistrationKind::Again);
        assert_eq!(other.registration.star.as_ref().unwrap().value, 3);
        assert_eq!(other.registration.decision.as_ref().unwrap().value, "1234/QĐ-UBND");
        assert_eq!(other.registration.decided.as_ref().unwrap().value.to_string(), "2023-12-12");
        let dossier = sender.acts.main().dossier.as_ref().unwrap();
        for item in dossier.asked() {
            assert!(one.dossier[item.index()].as_ref().unwrap().value, "{act}");
            let place = &other.dossier[item.index()].as_ref().unwrap().place;
            assert_eq!(place.sheet.as_deref(), Some("Hồ sơ"), "the cell is where it stands");
        }
        let [list] = came.forms.submissions.as_slice() else { panic!() };
        assert_eq!(list.district, Some(0));
        assert_eq!(list.letter.number.as_ref().unwrap().value, "115/UBND-KT");
        assert_eq!(list.letter.date.as_ref().unwrap().value, "2026-10-05");
        assert_eq!((list.rows, list.stated.len()), (2, 0));
    }
}

#[test]
fn the_sum_and_the_star_of_a_district_are_reckoned_again() {
    let sender = Sender::scoring();
    let book = sender.filled();
    let came = sender.reads(&[&book]);
    let one = &came.products()[0];
    assert_eq!(one.score.counted().unwrap().to_string(), "75.5");
    assert_eq!(one.score.total, None, "the formula is not read");
    // A program that keeps formulas without their results.
    let uncalculated = Book { pages: book.pages.clone(), ..book };
    let mut uncalculated = uncalculated;
    for page in &mut uncalculated.pages {
        for cell in page.cells.values_mut().filter(|cell| cell.formula) {
            cell.value = Value::NotCalculated;
        }
    }
    let list = uncalculated.page("Danh sách");
    for key in ["total", "star"] {
        let at = list.at("dong|01", key);
        list.value(at, Cell::new(Value::NotCalculated, true));
    }
    let came = sender.reads(&[&uncalculated]);
    assert_eq!(came.told(), [""; 0]);
    assert_eq!(came.products()[0].star.as_ref().unwrap().value, 4);
    assert_eq!(came.products()[0].score.counted().unwrap().to_string(), "75.5");
}

#[test]
fn what_the_law_does_not_ask_for_is_exempt() {
    let sender = Sender::today();
    let mut book = sender.filled();
    let items = book.page("Hồ sơ");
    for key in ["test_results", "sample"] {
        let at = items.at("dong|01", key);
        items.value(at, super::word("Miễn"));
    }
    let came = sender.reads(&[&book]);
    assert_eq!(came.told(), [""; 0]);
    let [one, _] = came.products() else { panic!() };
    assert_eq!(one.dossier[8], None, "nobody asks for tests");
    assert!(!one.dossier[4].as_ref().unwrap().value, "samples are asked for: they are missing");
}

#[test]
fn a_list_that_nobody_filled_has_no_products() {
    let sender = Sender::today();
    let came = sender.reads(&[&sender.list()]);
    assert_eq!(came.told(), [""; 0]);
    assert!(came.products().is_empty());
}

#[test]
fn a_lawful_list_under_one_act_says_the_same_to_the_other_reader() {
    for act in ACTS {
        let sender = Sender::under(act);
        let came = sender.reads(&[&sender.filled()]);
        let again = sender.reads(&[&sender.filled()]);
        let both = [came, again].map(|came| came.products().iter().map(said).collect::<Vec<_>>());
        assert_eq!(both[0], both[1]);
    }
}
