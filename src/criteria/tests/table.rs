//! The criteria of 1048/781 against the table that they were taken from, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::{act_1048, embedded, set};
use crate::criteria::{Criterion, LegalForm, PARTS, ProductSet};

/// The criteria database of the national evaluation software of 2022–23.
const TABLE: &str = include_str!("../../../tests/data/criteria-1048-781.csv");

/// Serial number of the common criteria in the table, and of the tourism set.
const COMMON: u8 = 0;
const TOURISM: u8 = 8;

struct Row {
    id: u8,
    set: &'static str,
    part: &'static str,
    criterion: &'static str,
    allowed: &'static str,
    max: u8,
    knock_out: &'static str,
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let cells: Vec<_> = line.split(';').collect();
        let [id, set, part, criterion, allowed, max, knock_out] = cells[..] else {
            panic!("{line}")
        };
        Row {
            id: id.parse().unwrap(),
            set,
            part,
            criterion,
            allowed,
            max: max.parse().unwrap(),
            knock_out,
        }
    };
    TABLE.lines().skip(1).map(row).collect()
}

fn numbers(text: &str) -> Vec<u8> {
    text.split(|sign: char| !sign.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .map(|word| word.parse().unwrap())
        .collect()
}

/// The marks that a row of the table allows in this set.
fn allowed(row: &Row, id: u8) -> Vec<u8> {
    if let Some((one, other)) = row.allowed.split_once(", case2:") {
        let both: BTreeSet<u8> =
            numbers(one.trim_start_matches("case1:")).into_iter().chain(numbers(other)).collect();
        return both.into_iter().collect();
    }
    let (marks, note) = row.allowed.split_once(" (").unwrap_or((row.allowed, ""));
    let mut marks = numbers(marks);
    if let Some(sets) = note.strip_prefix("0 only in sets")
        && !numbers(sets).contains(&id)
    {
        marks.retain(|mark| *mark != 0);
    }
    marks
}

fn knocks_out(row: &Row, id: u8) -> bool {
    let (flag, note) = row.knock_out.split_once(" (not in sets").unwrap_or((row.knock_out, ""));
    flag == "1" && !numbers(note).contains(&id)
}

/// The rows of a set: those of its own, after the common ones where it has none of that part.
fn rows_of(rows: &[Row], id: u8) -> Vec<&Row> {
    rows.iter().filter(|row| row.id == id || (row.id == COMMON && id != TOURISM)).collect()
}

fn compare(criterion: &Criterion, row: &Row, id: u8) {
    let shown = format!("{id} {}", row.criterion);
    let printed = [
        format!("{}. {}", criterion.code, criterion.name),
        format!("{} {}", criterion.code, criterion.name),
    ];
    assert!(printed.contains(&row.criterion.to_owned()), "{shown}: {printed:?}");
    assert_eq!(PARTS[criterion.part], row.part, "{shown}");
    assert_eq!(criterion.max, row.max, "{shown}");
    assert_eq!(criterion.allowed, allowed(row, id), "{shown}");
    assert_eq!(criterion.knock_out.is_some(), knocks_out(row, id), "{shown}");
}

#[test]
fn every_cell_of_the_table_stands_in_the_criteria() {
    let (criteria, rows) = (embedded(), rows());
    assert_eq!(rows.len(), 291);
    let sets: BTreeMap<u8, &str> =
        rows.iter().filter(|row| row.id != COMMON).map(|row| (row.id, row.set)).collect();
    assert_eq!(sets.len(), 25);
    let mut cells = 0;
    for (id, name) in sets {
        let (set, rows) = (set(act_1048(&criteria), name), rows_of(&rows, id));
        assert_eq!(set.name, name);
        assert_eq!(set.criteria.len(), rows.len(), "{name}");
        set.criteria.iter().zip(&rows).for_each(|(criterion, row)| compare(criterion, row, id));
        cells += rows.len();
    }
    assert_eq!(cells, 24 * 20 + 239 + 32);
}

#[test]
fn the_two_cases_of_community_management_are_those_of_the_table() {
    let (criteria, rows) = (embedded(), rows());
    let row = rows.iter().find(|row| row.allowed.starts_with("case1")).unwrap();
    let (one, two) = row.allowed.split_once(", case2:").unwrap();
    let (one, two) = (numbers(one.trim_start_matches("case1:")), numbers(two));
    let tea = set(act_1048(&criteria), "Chè tươi, chế biến");
    let criterion = tea.criteria.iter().find(|criterion| criterion.code == "3.2").unwrap();
    for form in LegalForm::USUAL {
        let alone = matches!(
            form,
            LegalForm::Household | LegalForm::PrivateEnterprise | LegalForm::OneMemberLtd
        );
        assert_eq!(
            criterion.allowed_for(&[form]),
            if alone { two.clone() } else { one.clone() },
            "{form:?}"
        );
    }
}

#[test]
fn sets_sum_to_a_hundred_save_those_that_say_why_not() {
    let criteria = embedded();
    let act = act_1048(&criteria);
    assert_eq!(act.sets.len(), 26);
    let odd: Vec<_> = act.sets.iter().filter(|set| set.unverified.is_some()).collect();
    let names: Vec<_> = odd
        .iter()
        .map(|set| (set.name.as_str(), set.total.to_string(), set.criteria.len()))
        .collect();
    let odd = |name, total: &str, criteria| (name, total.to_owned(), criteria);
    assert_eq!(
        names,
        [
            odd("Gạo, ngũ cốc", "100", 0),
            odd("Tương, nước mắm, gia vị dạng lỏng khác", "98", 31),
            odd("Đồ uống có cồn khác", "98", 29),
            odd("Thực phẩm chức năng, thuốc từ dược liệu, thuốc Y học cổ truyền", "98", 28),
        ]
    );
    for set in &act.sets {
        let sum: Decimal = set.part_max.iter().sum();
        assert_eq!(sum, set.total, "{}", set.name);
        assert_eq!(set.part_max[..2], act.part_max()[..2], "{}", set.name);
    }
}

#[test]
fn printed_numbers_repeat_and_jump_as_they_do_on_paper() {
    let criteria = embedded();
    let codes = |set: &ProductSet| {
        set.part(2).map(|criterion| criterion.code.clone()).collect::<Vec<_>>().join(" ")
    };
    let coffee = codes(set(act_1048(&criteria), "Cà phê, Ca cao"));
    assert!(coffee.starts_with("6.1.1 6.1.2 6.1.3 6.1.3 6.1.4"), "{coffee}");
    assert!(codes(set(act_1048(&criteria), "Rượu trắng")).starts_with("6.1 6.2 6.3 6.5 7"));
}

#[test]
fn a_story_is_needed_for_its_identity_and_its_structure() {
    let criteria = embedded();
    for set in act_1048(&criteria).sets.iter().filter(|set| !set.criteria.is_empty()) {
        let needing = set
            .criteria
            .iter()
            .filter_map(|one| Some((one.code.as_str(), set.criteria[one.needs?].code.as_str())));
        let needing: Vec<_> = needing.collect();
        let tourism = set.sector == "Dịch vụ du lịch nông thôn, bán hàng";
        assert_eq!(
            needing,
            if tourism { vec![] } else { vec![("5.2", "5.1"), ("5.3", "5.1")] },
            "{}",
            set.name
        );
    }
}

#[test]
fn a_mark_of_zero_stops_only_in_two_sets() {
    let criteria = embedded();
    let stopping = act_1048(&criteria).sets.iter().flat_map(|set| {
        let stops = set
            .criteria
            .iter()
            .filter(|one| one.knock_out.as_ref().is_some_and(|out| out.at_mark == Some(0)));
        stops.map(|one| (set.name.as_str(), one.code.as_str()))
    });
    let water = "Nước khoáng thiên nhiên, nước uống tinh khiết";
    assert_eq!(
        stopping.collect::<Vec<_>>(),
        [
            ("Chế biến từ rau, củ, quả, hạt", "6.1"),
            (water, "6.1"),
            (water, "6.2"),
            (water, "6.3"),
            (water, "6.4")
        ]
    );
}
