use super::{SIN_HO, TAM_DUONG, act, cell, judge, judge_in, list, round_with, tea};
use crate::finding::Code;
use crate::forms::{Letter, Sourced, StatedCount};

#[test]
fn a_letter_without_number_or_date_is_told_once_a_file() {
    for (number, date, place, missing) in [
        (false, false, "3.xlsx · DS", "số và ngày"),
        (true, false, "3.xlsx · DS!A5", "ngày"),
        (false, true, "3.xlsx · DS!A5", "số, ký hiệu"),
    ] {
        let mut bare = list(SIN_HO, vec![tea(SIN_HO, 9, "Chè")]);
        bare.letter.number.take_if(|_| !number);
        bare.letter.date.take_if(|_| !date);
        let mut other = bare.clone();
        other.entries = vec![tea(SIN_HO, 20, "Mật ong")];
        let judged = judge(vec![bare, other]);
        assert_eq!(judged.told(), [format!("W330 {place}")]);
        assert!(
            judged.only().message.contains(&format!("chưa ghi {missing} của")),
            "{}",
            judged.only().message
        );
    }
}

#[test]
fn the_example_of_a_letter_is_one_of_the_round() {
    for (of, symbol) in [("1048-2019-781-2020", "UBND-NN"), ("26-2026", "UBND-KT")] {
        let mut bare = list(SIN_HO, vec![tea(SIN_HO, 9, "Chè")]);
        bare.letter = Letter::default();
        let round = round_with("number = 2", "number = 3");
        let judged = judge_in(&round, &act(of), vec![bare]);
        let told = judged.findings.iter().find(|finding| finding.code == Code::LetterMissing);
        let allowed = told.unwrap().allowed.as_deref().unwrap();
        let before = round.round.from - time::Duration::days(10);
        let date = crate::round::short_date(before);
        assert!(allowed.ends_with(&format!("/{symbol} ngày {date}")), "{allowed}");
    }
}

#[test]
fn the_letter_may_stand_over_any_list_of_the_workbook() {
    let mut bare = list(SIN_HO, vec![tea(SIN_HO, 20, "Mật ong")]);
    bare.letter = Letter::default();
    assert!(judge(vec![bare.clone(), list(SIN_HO, vec![tea(SIN_HO, 9, "Chè")])]).told().is_empty());
    let other_file = list(TAM_DUONG, vec![tea(TAM_DUONG, 9, "Chè")]);
    assert_eq!(judge(vec![bare, other_file]).told(), ["W330 3.xlsx · DS"]);
}

#[test]
fn a_stated_count_is_compared_with_the_rows() {
    let mut stated = list(SIN_HO, vec![tea(SIN_HO, 9, "Chè"), tea(SIN_HO, 10, "Mật ong rừng")]);
    let count = |cell_: &str, value: usize| StatedCount {
        value,
        place: cell(SIN_HO, cell_),
        rows: 2,
        withdrawn: 0,
    };
    stated.stated = vec![count("A3", 2), count("A12", 3)];
    let judged = judge(vec![stated]);
    assert_eq!(judged.told(), ["W331 3.xlsx · DS!A12"]);
    assert_eq!(judged.only().found.as_deref(), Some("ghi 3 sản phẩm, đọc được 2 dòng"));
}

#[test]
fn a_stated_count_of_owners_is_compared_with_the_owners() {
    let mut stated = list(SIN_HO, vec![tea(SIN_HO, 9, "Chè"), tea(SIN_HO, 10, "Mật ong rừng")]);
    let count = |cell_: &str, value: usize| Sourced { value, place: cell(SIN_HO, cell_) };
    stated.stated_owners = vec![count("A3", 1), count("A12", 2)];
    let judged = judge(vec![stated]);
    assert_eq!(judged.told(), ["W331 3.xlsx · DS!A12"]);
    assert_eq!(judged.only().found.as_deref(), Some("ghi 2 chủ thể, đọc được 1"));
}
