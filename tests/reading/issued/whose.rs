//! Whose ballot it is, of which session and round: the code, the declaration, the path and the words
//! must agree.

use ocop::forms::KnownBy;
use ocop::round::Replacement;

use super::office::{Book, Office, Read};

const GREENS: &str = "Rau sạch Hồ Thầu";

/// What an office reads that was changed after its ballot went out.
fn since(change: impl FnOnce(&mut Office)) -> Read {
    let mut office = Office::new();
    let book = office.filled();
    change(&mut office);
    office.reads(&[&book])
}

#[track_caller]
fn no_ballot_counts(read: &Read, code: &str) {
    read.only(code);
    assert!(read.forms.ballots.is_empty(), "{:#?}", read.forms.ballots);
}

#[test]
fn a_ballot_of_another_round_or_province_is_not_read() {
    no_ballot_counts(&since(|office| office.round.round.number += 1), "E246");
    no_ballot_counts(&since(|office| office.round.round.year -= 1), "E246");
    let read = since(|office| office.round.round.province = "tỉnh Sơn La".into());
    no_ballot_counts(&read, "E246");
    assert!(read.forms.unclaimed.is_empty(), "nobody misses it");
}

#[test]
fn a_sheet_by_another_act_does_not_count() {
    let office = Office::new();
    let book = office.filled();
    let mut other = Office::new();
    let mut act = other.act().clone();
    act.id = "27-2027".into();
    other.acts = ocop::criteria::RoundActs::only(act, other.round.round.from);
    let read = other.reads(&[&book]);
    assert!(read.told().iter().all(|line| line.starts_with("E246 SP0")), "{:?}", read.told());
    assert_eq!((read.told().len(), read.forms.unclaimed.len()), (2, 2));
}

#[test]
fn a_ballot_of_a_session_that_was_not_declared_does_not_count() {
    let mut office = Office::new();
    let mut book = office.ballot(0, 2);
    book.product(0).fill(&office.highest(0));
    office.round.sessions.pop();
    let read = office.reads(&[&book]);
    no_ballot_counts(&read, "E248");
    assert_eq!(read.forms.unclaimed.len(), 2);
}

#[test]
fn a_member_is_known_by_name_when_the_council_is_numbered_anew() {
    let read = since(|office| office.round.council.members.swap(0, 2));
    assert_eq!(read.told(), [""; 0]);
    assert_eq!(read.ballot(GREENS).member, 2);
}

#[test]
fn a_ballot_of_somebody_who_left_the_council_does_not_count() {
    let read = since(|office| office.round.council.members[0].person.name = "Ma Văn Tới".into());
    no_ballot_counts(&read, "E247");
}

#[test]
fn the_ballot_of_a_substitute_is_only_the_substitutes() {
    let mut office = Office::new();
    let name = office.round.council.members[0].person.name.clone();
    let by = |by: &str| Replacement {
        name: name.clone(),
        by: by.into(),
        authority: "Giấy ủy quyền số 5".into(),
    };
    office.round.sessions[0].replaced.push(by("Sùng A Vảng"));
    let book = office.filled();
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [""; 0]);
    assert!(read.ballot(GREENS).by_substitute);
    assert_eq!(read.fate(GREENS), "counts");
    office.round.sessions[0].replaced[0] = by("Giàng A Dế");
    no_ballot_counts(&office.reads(&[&book]), "E247");
    office.round.sessions[0].replaced.clear();
    no_ballot_counts(&office.reads(&[&book]), "E247");
}

#[test]
fn a_path_that_says_otherwise_is_told() {
    let office = Office::new();
    let name = office.round.council.members[1].person.name.clone();
    let paths = ["phieu-cham/lan-2/phieu.xlsx".to_owned(), format!("phieu-cham/{name}.xlsx")];
    for path in paths {
        let read = office.reads(&[&office.filled().named(&path)]);
        no_ballot_counts(&read, "E249");
        assert_eq!(read.forms.unclaimed.len(), 2);
    }
    let read = office.reads(&[&office.filled().named("phieu-cham/lan-1/phieu.xlsx")]);
    assert_eq!(read.told(), [""; 0]);
}

#[test]
fn a_name_typed_over_the_members_is_told() {
    let office = Office::new();
    let other = &office.round.council.members[1].person.name;
    let mut book = office.filled();
    let page = book.product(0);
    let scorer = page
        .cells
        .iter()
        .find(|(_, cell)| cell.text().is_some_and(|text| text.starts_with("Người đánh giá:")));
    let at = *scorer.unwrap().0;
    page.types(at, &format!("Người đánh giá: Bà {other}"));
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [format!("E250 SP01!{at}")]);
    assert_eq!(read.forms.ballots.len(), 1);
}

#[test]
fn a_session_typed_over_the_covers_is_told() {
    let office = Office::new();
    let mut book = office.filled();
    let page = book.page("Bìa");
    let line = page
        .cells
        .iter()
        .find(|(_, cell)| cell.text().is_some_and(|text| text.contains("lần chấm 1")));
    let at = *line.unwrap().0;
    page.types(at, "Đợt 1 năm 2026, lần chấm 2");
    let read = office.reads(&[&book]);
    assert_eq!(read.told(), [format!("E250 Bìa!{at}")]);
    assert!(read.forms.ballots.is_empty());
}

#[test]
fn a_workbook_put_together_from_two_forms_is_told() {
    let office = Office::new();
    let mut book = office.filled();
    book.properties = office.ballot(1, 1).properties;
    no_ballot_counts(&office.reads(&[&book]), "E250");
}

#[test]
fn a_hidden_sheet_that_was_changed_is_told() {
    let office = Office::new();
    let mut book = office.filled();
    let hidden = book.page("_ocop");
    let name = hidden.row("ocop.ten-thanh-vien");
    let other = office.round.council.members[1].person.name.clone();
    hidden.types(ocop::finding::CellRef::new(name, 1), &other);
    no_ballot_counts(&office.reads(&[&book]), "E250");
}

#[test]
fn ballots_of_several_members_collected_in_one_workbook_are_each_their_own() {
    let office = Office::new();
    let mut all = Book { pages: Vec::new(), ..office.filled() };
    all.properties.clear();
    for member in 0..2 {
        let mut book = office.ballot(member, 1);
        book.product(0).fill(&office.highest(0));
        let mut page = book.product(0).clone();
        page.name = format!("Phiếu {member}");
        all.pages.push(page);
    }
    let read = office.reads(&[&all]);
    assert_eq!(read.told(), [""; 0]);
    let members: Vec<_> = read.forms.ballots.iter().map(|ballot| ballot.member).collect();
    assert_eq!(members, [0, 1]);
    assert_eq!(read.forms.issued[0].known_by, KnownBy::PrintedCode);
}
