//! Sheets of a workbook that are about something else than the round.

use careful_spreadsheet::{Workbook, Worksheet};

use super::{HEAD, TEA, TOP, WINE, products};
use crate::finding::{Findings, Place};
use crate::forms::tests::{named_sheet, sample_acts, sample_round, told};
use crate::forms::{FormWords, Forms, TakenFor};

const TITLE: &[&str] = &["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ ĐÁNH GIÁ, PHÂN HẠNG NĂM 2020"];

fn read(sheets: Vec<Worksheet>) -> (Forms, Findings) {
    let workbook = Workbook::of_sheets(Place::file("a.xlsx"), sheets);
    crate::forms::read_forms(&sample_round(), &sample_acts(), &FormWords::embedded(), &[workbook])
}

fn list() -> Worksheet {
    named_sheet("a.xlsx", "Danh sách", &[TOP, TITLE, HEAD, TEA, WINE], &[])
}

#[test]
fn results_of_another_year_are_told_and_not_counted() {
    for (name, title) in [
        ("Kết quả năm 2019", "DANH SÁCH SẢN PHẨM ĐÃ ĐƯỢC CÔNG NHẬN NĂM 2019"),
        ("Năm 2019", "Danh sách sản phẩm"),
        ("Sheet2", "Danh sách sản phẩm OCOP năm 2019"),
        ("Sheet2", "Danh sách sản phẩm đã được công nhận"),
    ] {
        let honey = ["1", "Mật ong", "Mật ong", "HTX Ong", "HTX", "30", "20", "20", "70", "4 sao"];
        let (forms, findings) =
            read(vec![list(), named_sheet("a.xlsx", name, &[TOP, &[title], HEAD, &honey], &[])]);
        let codes: Vec<_> = findings.iter().map(|finding| finding.code.id()).collect();
        assert_eq!((codes, products(&forms).len()), (vec!["W221"], 2), "{title}");
        assert_eq!(forms.readings[1].taken_for, TakenFor::Aside);
    }
}

#[test]
fn a_list_with_the_year_of_another_round_waits() {
    let old = named_sheet(
        "a.xlsx",
        "S",
        &[TOP, &["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ NĂM 2019"], HEAD, TEA],
        &[],
    );
    let (forms, findings) = read(vec![old]);
    assert_eq!(told(&findings), ["E225 A2"]);
    assert!(forms.submissions[0].entries[0].doubt.is_some());
}

#[test]
fn contacts_of_the_owners_are_no_second_list() {
    let head = ["TT", "Tên sản phẩm", "Tên chủ thể", "Loại hình", "Địa chỉ", "Số điện thoại"];
    let row = |name: &'static str| ["1", name, "HTX Mây Núi", "HTX", "Xã Tả Ngảo", "0912345678"];
    let contacts = |name: &'static str| {
        named_sheet("a.xlsx", "Biểu 2", &[TOP, &head, &row("Chè Tả Ngảo"), &row(name)], &[])
    };
    let (forms, findings) = read(vec![list(), contacts("RƯỢU NGÔ Phìn Hồ")]);
    assert_eq!((told(&findings), products(&forms).len()), (vec!["N222".to_owned()], 2));
    // One product more than the list has: it may be the list that is wrong.
    let (_, findings) = read(vec![list(), contacts("Rượu thóc")]);
    assert!(told(&findings).contains(&"E202 A2".to_owned()), "{findings:?}");
}
