use super::{SIN_HO, act, at, judge, judge_in, list, round_with, tea};
use crate::criteria::DossierItem;
use crate::forms::{Dossier, ProductEntry};
use crate::round::Round;

/// A product whose dossier lacks these items.
fn lacking(items: &[usize]) -> ProductEntry {
    let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
    for item in items {
        entry.dossier[*item].as_mut().unwrap().value = false;
    }
    entry
}

#[test]
fn a_missing_item_is_told_at_its_cell_and_the_product_waits() {
    for (item, cell, name) in [
        (0, "L9", "phiếu đăng ký sản phẩm"),
        (1, "M9", "phương án kinh doanh"),
        (2, "N9", "giới thiệu bộ máy tổ chức"),
        (3, "O9", "giấy đăng ký kinh doanh"),
        (4, "P9", "sản phẩm mẫu"),
    ] {
        let judged = judge(vec![list(SIN_HO, vec![lacking(&[item])])]);
        assert_eq!(judged.told(), [format!("E329 3.xlsx · DS!{cell}")]);
        assert_eq!(
            judged.only().heading.as_ref().map(|heading| heading.to_lowercase()).as_deref(),
            Some(name)
        );
        assert_eq!(judged.reason(), Some(format!("hồ sơ thiếu {name}").as_str()));
    }
}

#[test]
fn items_of_one_column_are_told_together() {
    let mut entry = lacking(&[1, 3]);
    entry.dossier.iter_mut().flatten().for_each(|stated| stated.place = super::cell(SIN_HO, "L9"));
    let judged = judge(vec![list(SIN_HO, vec![entry])]);
    assert_eq!(judged.told(), ["E329 3.xlsx · DS!L9"]);
    assert_eq!(judged.only().heading.as_deref(), Some("Hồ sơ"));
    assert_eq!(judged.reason(), Some("hồ sơ thiếu phương án kinh doanh, giấy đăng ký kinh doanh"));
}

#[test]
fn an_office_may_be_reminded_only() {
    let round = round_with("dossier = \"required\"", "dossier = \"reminded\"");
    let judged =
        judge_in(&round, &act("1048-2019-781-2020"), vec![list(SIN_HO, vec![lacking(&[3])])]);
    assert_eq!(
        (judged.told().as_slice(), judged.reason()),
        (&["W333 3.xlsx · DS!O9".to_owned()][..], None)
    );
}

#[test]
fn without_the_setting_the_item_is_required() {
    let judged = judge_in(
        &round_with("dossier = \"required\"\n", ""),
        &act("1048-2019"),
        vec![list(SIN_HO, vec![lacking(&[3])])],
    );
    assert_eq!(judged.told(), ["E329 3.xlsx · DS!O9"]);
}

#[test]
fn a_service_has_no_samples() {
    let mut entry = lacking(&[4]);
    entry.set = at(SIN_HO, "C9", "Dịch vụ du lịch cộng đồng và điểm du lịch".into());
    let judged = judge(vec![list(SIN_HO, vec![entry])]);
    assert_eq!((judged.told(), judged.reason()), (vec![], None));
}

#[test]
fn no_samples_are_asked_for_while_the_set_is_unknown() {
    let mut entry = lacking(&[3, 4]);
    entry.set = at(SIN_HO, "C9", "Du lịch cộng đồng và nghỉ dưỡng".into());
    let judged = judge(vec![list(SIN_HO, vec![entry])]);
    assert_eq!(judged.told(), ["E317 3.xlsx · DS!C9", "E329 3.xlsx · DS!O9"]);
    assert_eq!(judged.reason(), Some("tên bộ sản phẩm ghi chưa đúng với Bộ tiêu chí"));
}

/// The sample round as one beside those that 26/2026 sets days for: its letters are dated in
/// December.
fn extra_round() -> Round {
    round_with("number = 2", "number = 3")
}

#[test]
fn only_what_the_act_of_the_round_asks_for_is_missing() {
    for (id, item, told) in [
        ("148-2023", 0, &["E329 3.xlsx · DS!L9"][..]),
        ("148-2023", 4, &[]),
        ("26-2026", 0, &["E329 3.xlsx · DS!L9"]),
        ("26-2026", 1, &[]),
        ("26-2026", 4, &["E329 3.xlsx · DS!P9"]),
        ("148-2023-1489-2025", 0, &[]),
    ] {
        let mut entry = lacking(&[item]);
        entry.score.total = Some(at(SIN_HO, "J9", super::decimal("72")));
        entry.star = None;
        let judged = judge_in(&extra_round(), &act(id), vec![list(SIN_HO, vec![entry])]);
        assert_eq!(judged.told(), told, "{id} {item}");
    }
}

#[test]
fn a_list_that_does_not_say_is_told_once() {
    let silent =
        |row, name: &str| ProductEntry { dossier: Dossier::default(), ..tea(SIN_HO, row, name) };
    let judged = judge(vec![list(SIN_HO, vec![silent(9, "Chè cổ thụ"), silent(10, "Trà xanh")])]);
    assert_eq!(
        (judged.told().as_slice(), judged.reason()),
        (&["N332 3.xlsx · DS".to_owned()][..], None)
    );
    let partly = vec![silent(9, "Chè cổ thụ"), tea(SIN_HO, 10, "Trà xanh")];
    assert!(judge(vec![list(SIN_HO, partly)]).told().is_empty());
}

#[test]
fn the_later_act_names_its_own_items_and_counts_samples() {
    let judge_26 =
        |entry| judge_in(&extra_round(), &act("26-2026"), vec![list(SIN_HO, vec![entry])]);
    let plain = || {
        let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
        entry.score.total = None;
        entry.star = None;
        entry
    };
    let mut entry = plain();
    entry.dossier[DossierItem::CommuneReport.index()] = Some(at(SIN_HO, "Q9", false));
    let judged = judge_26(entry);
    assert_eq!(judged.told(), ["E329 3.xlsx · DS!Q9"]);
    assert_eq!(judged.reason(), Some("hồ sơ thiếu báo cáo đánh giá của UBND xã (Mẫu số 03)"));

    let mut entry = plain();
    entry.samples = Some(at(SIN_HO, "P9", 3));
    let judged = judge_26(entry);
    assert_eq!(judged.told(), ["E329 3.xlsx · DS!P9"]);
    let only = judged.only();
    assert_eq!(
        (only.found.as_deref(), only.allowed.as_deref()),
        (Some("03 sản phẩm mẫu"), Some("05 sản phẩm mẫu"))
    );
    assert_eq!(judged.reason(), Some("hồ sơ thiếu 02 sản phẩm mẫu"));

    let mut entry = plain();
    entry.dossier[DossierItem::TestResults.index()] = Some(at(SIN_HO, "R9", false));
    let judged = judge_26(entry);
    assert_eq!((judged.told(), judged.reason()), (vec!["W333 3.xlsx · DS!R9".to_owned()], None));
}
