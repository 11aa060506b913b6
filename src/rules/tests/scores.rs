use super::{
    Judged, SIN_HO, act, at, decimal, judge, judge_in, list, round_with, sample_round, tea,
};
use crate::finding::Code;
use crate::forms::ProductEntry;

/// A product with these parts and total (empty for none) and stars.
fn scored(parts: [&str; 3], total: &str, star: u8) -> ProductEntry {
    let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
    let part = |cell, value: &str| (!value.is_empty()).then(|| at(SIN_HO, cell, decimal(value)));
    entry.score.parts = [part("G9", parts[0]), part("H9", parts[1]), part("I9", parts[2])];
    entry.score.total = part("J9", total);
    entry.star = Some(at(SIN_HO, "K9", star));
    entry
}

fn judged(parts: [&str; 3], total: &str, star: u8) -> Judged {
    judge(vec![list(SIN_HO, vec![scored(parts, total, star)])])
}

#[test]
fn each_fault_of_a_score_is_told_at_its_own_cell_and_once() {
    let parts = ["24.6", "13.8", "27.2"];
    for (parts, total, star, told, reason) in [
        (parts, "65.6", 3, &[][..], None),
        (
            parts,
            "65.5",
            3,
            &["E360 3.xlsx · DS!J9"],
            Some("điểm phần A, B, C của cấp huyện cộng lại không bằng tổng điểm"),
        ),
        (["24.61", "13.8", "27.2"], "65.6", 3, &["W303 3.xlsx · DS!J9"], None),
        (parts, "65.6", 4, &["W304 3.xlsx · DS!K9"], None),
        (
            parts,
            "656",
            3,
            &["E302 3.xlsx · DS!J9"],
            Some("tổng điểm cấp huyện nằm ngoài thang điểm"),
        ),
        (
            parts,
            "-1",
            3,
            &["E302 3.xlsx · DS!J9"],
            Some("tổng điểm cấp huyện nằm ngoài thang điểm"),
        ),
        (
            ["36", "13.8", "27.2"],
            "77",
            4,
            &["E313 3.xlsx · DS!G9"],
            Some("điểm phần A của cấp huyện nằm ngoài mức cho phép"),
        ),
        (
            ["24.6", "138", "27.2"],
            "65.6",
            3,
            &["E313 3.xlsx · DS!H9"],
            Some("điểm phần B của cấp huyện nằm ngoài mức cho phép"),
        ),
        (
            ["24.6", "13.8", "-1"],
            "65.6",
            3,
            &["E313 3.xlsx · DS!I9"],
            Some("điểm phần C của cấp huyện nằm ngoài mức cho phép"),
        ),
        (
            ["246", "13.8", "27.2"],
            "",
            3,
            &["E313 3.xlsx · DS!G9"],
            Some("tổng điểm cấp huyện nằm ngoài thang điểm"),
        ),
        (["20", "10", "15"], "45", 2, &["E301 3.xlsx · DS!J9"], Some("chưa đạt 3 sao ở cấp huyện")),
        (
            ["", "", ""],
            "",
            3,
            &["E205 3.xlsx · DS!B9"],
            Some("chưa có điểm đánh giá của cấp huyện"),
        ),
    ] {
        let judged = judged(parts, total, star);
        assert_eq!(judged.told(), told, "{parts:?} {total}");
        assert_eq!(judged.reason(), reason, "{parts:?} {total}");
    }
}

#[test]
fn a_lost_comma_is_hinted_at_and_never_mended() {
    let none = ["", "", ""];
    for (parts, total, hint) in [
        (none, "725", Some("72,5 thay vì 725")),
        (none, "7257", Some("72,57 thay vì 7.257")),
        (none, "725.0", Some("72,5 thay vì 725")),
        (["24.6", "13.8", "27.2"], "656", Some("65,6 thay vì 656")),
        (["24.6", "13.8", "27.2"], "725", None),
        (none, "100.5", None),
        (none, "725000", None),
        (none, "-5", None),
        (["246", "13.8", "27.2"], "65.6", Some("24,6 thay vì 246")),
        (["2460", "13.8", "27.2"], "65.6", Some("24,6 thay vì 2.460")),
    ] {
        let judged = judged(parts, total, 3);
        let remedy = judged.only().remedy.as_deref().unwrap();
        assert_eq!(remedy.contains("dấu phẩy"), hint.is_some(), "{total}: {remedy}");
        assert!(hint.is_none_or(|hint| remedy.contains(hint)), "{total}: {remedy}");
    }
}

#[test]
fn the_parts_are_those_of_the_act() {
    let judged = |id: &str| {
        let list = list(SIN_HO, vec![scored(["36", "13", "25"], "74", 4)]);
        judge_in(&sample_round(), &act(id), vec![list]).told()
    };
    assert!(judged("148-2023").is_empty());
    assert!(judged("1048-2019").contains(&"E313 3.xlsx · DS!G9".to_owned()));
}

#[test]
fn communes_are_spoken_of_where_communes_submit() {
    let mut round = round_with("# admitted_from_star = 3", "admitted_from_star = 3");
    // The act sets no days for a third round.
    round.round.number = 3;
    let entry = scored(["20", "10", "15"], "45", 2);
    let judged = judge_in(&round, &act("26-2026"), vec![list(SIN_HO, vec![entry])]);
    assert_eq!(judged.reason(), Some("chưa đạt 3 sao ở cấp xã"));
    assert!(
        judged.only().message.contains("cấp xã")
            && !format!("{:?}", judged.only()).contains("huyện")
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut entry = scored(["24.6", "13.8", "27.2"], "65.6", 4);
    entry.set = at(SIN_HO, "C9", "Chè các loại".into());
    entry.dossier[3].as_mut().unwrap().value = false;
    let judged = judge(vec![list(SIN_HO, vec![entry])]);
    assert_eq!(
        judged.told(),
        ["E317 3.xlsx · DS!C9", "W304 3.xlsx · DS!K9", "E329 3.xlsx · DS!O9"].map(str::to_owned)
    );
    assert_eq!(judged.reason(), Some("tên bộ sản phẩm ghi chưa đúng với Bộ tiêu chí"));
}

#[test]
fn an_ampersand_in_the_name_of_a_set_is_the_word() {
    let mut entry = tea(SIN_HO, 9, "Mật ong");
    entry.set = at(SIN_HO, "C9", "Mật ong, mật khác & nông sản thực phẩm khác".into());
    let judged = judge_in(&round_with("", ""), &act("26-2026"), vec![list(SIN_HO, vec![entry])]);
    assert!(!judged.told().iter().any(|told| told.starts_with("E317")), "{:?}", judged.told());
}

#[test]
fn the_nearest_product_set_is_proposed() {
    for (typed, near) in [
        ("Chè tươi, chê biến", "“Chè tươi, chế biến”"),
        ("Che tuoi, che bien", "“Chè tươi, chế biến”"),
        ("Mật ong rừng", "“Mật ong, các sản phẩm từ mật ong, mật khác”"),
        ("Chế biến từ rau củ quả", "“Chế biến từ rau, củ, quả, hạt”"),
        ("Gạo ngũ cốc các loại", "“Gạo, ngũ cốc”"),
    ] {
        let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
        entry.set = at(SIN_HO, "C9", typed.into());
        let judged = judge(vec![list(SIN_HO, vec![entry])]);
        let allowed = judged.only().allowed.clone().unwrap();
        assert!(allowed.starts_with(&format!("gần giống nhất: {near}")), "{typed}: {allowed}");
        assert!(!allowed.contains("Rượu trắng"), "{allowed}");
    }
    for (typed, near) in [
        ("Chè", "“Chè tươi, chè chế biến”, “Sản phẩm trà từ thực vật khác”"),
        ("Mật ong", "“Mật ong, mật khác và nông sản thực phẩm khác”"),
    ] {
        let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
        entry.set = at(SIN_HO, "C9", typed.into());
        let judged =
            judge_in(&round_with("", ""), &act("26-2026"), vec![list(SIN_HO, vec![entry])]);
        let told = judged.findings.iter().find(|finding| finding.code == Code::SetUnknown).unwrap();
        let allowed = told.allowed.as_deref().unwrap();
        assert!(allowed.starts_with(&format!("gần giống nhất: {near}")), "{typed}: {allowed}");
    }
    let mut entry = tea(SIN_HO, 9, "Chè cổ thụ");
    entry.set = at(SIN_HO, "C9", "Xe máy".into());
    let allowed = judge(vec![list(SIN_HO, vec![entry])]).only().allowed.clone().unwrap();
    assert!(!allowed.contains("gần giống") && allowed.contains("Rượu trắng"));
}
