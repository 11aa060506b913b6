//! How lists say that a product is registered anew, for a higher star, or to be evaluated again.

use super::{HEAD, TEA, TOP, WINE, products};
use crate::forms::tests::{named_sheet, read, sheet, told};
use crate::forms::{Forms, ProductEntry, RegistrationKind};

/// Two products with more columns on the right, under these headings.
fn widened(headings: &[&'static str], tea: &[&'static str], wine: &[&'static str]) -> Rows {
    [[HEAD, headings].concat(), [TEA, tea].concat(), [WINE, wine].concat()].to_vec()
}

type Rows = Vec<Vec<&'static str>>;

fn of(rows: &Rows) -> (Forms, Vec<String>) {
    let rows: Vec<&[&str]> = [TOP].into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
    let (forms, findings) = read(sheet(&rows, &[]));
    (forms, told(&findings))
}

fn entries(forms: &Forms) -> Vec<&ProductEntry> {
    forms.submissions.iter().flat_map(|list| &list.entries).collect()
}

/// Kinds, old stars, decisions and days, in short: `nâng hạng 3 123/QĐ-UBND 2023-12-20 …`.
fn said(entry: &ProductEntry) -> String {
    let registration = &entry.registration;
    let kind = registration.kind.as_ref().map(|kind| kind.value.name().to_owned());
    let star = registration.star.as_ref().map(|star| star.value.to_string());
    let decision = registration.decision.as_ref().map(|number| number.value.clone());
    let decided = registration.decided.as_ref().map(|day| day.value.to_string());
    let end = registration.valid_to.as_ref().map(|day| format!("đến {}", day.value));
    let received = entry.received.as_ref().map(|day| format!("nộp {}", day.value));
    let all = [kind, star, decision, decided, end, received];
    all.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_column_says_the_kind_whatever_its_heading() {
    for heading in [
        "Lần đăng ký",
        "Hình thức đăng ký",
        "Đăng ký đánh giá",
        "Lần đăng ký\n(lần đầu/nâng hạng/đánh giá lại)",
        "LẦN ĐĂNG KÝ ĐÁNH GIÁ",
        "Diện đăng ký",
    ] {
        let (forms, told) = of(&widened(&[heading], &["Lần đầu"], &["Nâng hạng"]));
        assert_eq!(told, [""; 0], "{heading}");
        let said: Vec<_> = entries(&forms).into_iter().map(said).collect();
        assert_eq!(said, ["đăng ký lần đầu", "nâng hạng"], "{heading}");
    }
}

#[test]
fn a_short_heading_is_known_by_its_cells() {
    for heading in ["Đăng ký", "Hình thức", "Lần ĐK", "DANG KY", "Hình thức ĐK"] {
        for (tea, wine, kinds) in [
            ("Lần đầu", "Nâng hạng", ["đăng ký lần đầu", "nâng hạng"]),
            ("Mới", "Đánh giá lại", ["đăng ký lần đầu", "đánh giá lại"]),
            ("nâng hạng", "-", ["nâng hạng", ""]),
        ] {
            let (forms, told) = of(&widened(&[heading], &[tea], &[wine]));
            assert_eq!(told, [""; 0], "{heading}: {tea}");
            let said: Vec<_> = entries(&forms).into_iter().map(said).collect();
            assert_eq!(said, kinds, "{heading}: {tea}");
        }
    }
    let (forms, told) = of(&widened(&["Đăng ký"], &["Hộp giấy"], &["Nâng hạng"]));
    assert_eq!(told, ["W281 K4"], "a column about something else too is told");
    assert!(entries(&forms).into_iter().all(|entry| entry.registration.kind.is_none()));
}

#[test]
fn the_day_on_which_the_dossier_came_has_many_headings() {
    for heading in [
        "Ngày nộp",
        "Ngày nộp hồ sơ",
        "Ngày nhận hồ sơ",
        "Ngày tiếp nhận",
        "Ngày xã nhận",
        "Ngày xã nhận hồ sơ",
        "Ngày UBND xã nhận hồ sơ",
        "Ngày phường nhận",
    ] {
        let (forms, told) = of(&widened(&[heading], &["01/6/2026"], &["02/6/2026"]));
        assert_eq!(told, [""; 0], "{heading}");
        let said: Vec<_> = entries(&forms).into_iter().map(said).collect();
        assert_eq!(said, ["nộp 2026-06-01", "nộp 2026-06-02"], "{heading}");
    }
}

#[test]
fn everything_a_list_says_of_the_earlier_recognition_is_read() {
    let headings = [
        "Lần đăng ký",
        "Hạng sao đã đạt",
        "Số QĐ công nhận",
        "Ngày QĐ công nhận",
        "Ngày hết hạn GCN",
        "Ngày nộp hồ sơ",
    ];
    let rows = widened(
        &headings,
        &["Nâng hạng", "3 sao", "123/QĐ-UBND", "20/12/2023", "20/12/2026", "01/7/2026"],
        &["Lần đầu", "", "-", "", "", "ngày 05 tháng 7 năm 2026"],
    );
    let (forms, told) = of(&rows);
    assert_eq!(told, [""; 0]);
    let said: Vec<_> = entries(&forms).into_iter().map(said).collect();
    assert_eq!(
        said,
        [
            "nâng hạng 3 123/QĐ-UBND 2023-12-20 đến 2026-12-20 nộp 2026-07-01",
            "đăng ký lần đầu nộp 2026-07-05",
        ]
    );
    assert_eq!(entries(&forms)[0].star.as_ref().map(|star| star.value), Some(4));
}

#[test]
fn number_and_day_of_the_decision_may_stand_in_one_cell() {
    for (heading, cell) in [
        ("Quyết định công nhận", "Số 123/QĐ-UBND ngày 20/12/2023"),
        ("Số, ngày quyết định công nhận", "123/QĐ-UBND, 20/12/2023"),
        ("Giấy chứng nhận OCOP", "123/QĐ-UBND ngày 20/12/2023"),
    ] {
        let (forms, told) =
            of(&widened(&["Lần đăng ký", heading], &["Đánh giá lại", cell], &["", ""]));
        assert_eq!(told, [""; 0], "{heading}");
        assert_eq!(said(entries(&forms)[0]), "đánh giá lại 123/QĐ-UBND 2023-12-20", "{heading}");
    }
}

#[test]
fn three_columns_may_be_ticked_under_one_heading_or_none() {
    let head = [HEAD, &["Lần đăng ký", "", ""]].concat();
    let sub = [&[""; 10][..], &["Lần đầu", "Nâng hạng", "Đánh giá lại"]].concat();
    let tea = [TEA, &["", "x", ""]].concat();
    let wine = [WINE, &["", "", "X"]].concat();
    let rows: [&[&str]; 5] = [TOP, &head, &sub, &tea, &wine];
    let (forms, findings) = read(sheet(&rows, &["K2:M2"]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(products(&forms), ["Chè Tả Ngảo", "Rượu ngô Phìn Hồ"]);
    let said: Vec<_> = entries(&forms).into_iter().map(self::said).collect();
    assert_eq!(said, ["nâng hạng", "đánh giá lại"]);

    let plain = ["Lần đầu", "Nâng hạng", "Công nhận lại"];
    let (forms, told) = of(&widened(&plain, &["x", "", "không"], &["", "", ""]));
    let said: Vec<_> = entries(&forms).into_iter().map(self::said).collect();
    assert_eq!((told, said), (vec![], vec!["đăng ký lần đầu".to_owned(), String::new()]));
}

#[test]
fn headings_below_what_was_recognised_before_are_of_the_past() {
    let head = [HEAD, &["Kết quả đã được công nhận", "", "", "Lần đăng ký"]].concat();
    let sub = [&[""; 10][..], &["Hạng sao", "Số QĐ", "Ngày"]].concat();
    let tea = [TEA, &["3 sao", "123/QĐ-UBND", "20/12/2023", "Nâng hạng"]].concat();
    let rows: [&[&str]; 5] = [TOP, &head, &sub, &tea, WINE];
    let (forms, findings) = read(sheet(&rows, &["K2:M2"]));
    assert_eq!(told(&findings), [""; 0]);
    assert_eq!(said(entries(&forms)[0]), "nâng hạng 3 123/QĐ-UBND 2023-12-20");
    assert_eq!(entries(&forms)[0].star.as_ref().map(|star| star.value), Some(4));
}

#[test]
fn remarks_say_it_too() {
    for (remark, expected) in [
        ("Nâng hạng từ 3 sao lên 4 sao", "nâng hạng 3"),
        (
            "Đánh giá lại (QĐ số 123/QĐ-UBND ngày 15/3/2023, hết hạn 15/3/2026)",
            "đánh giá lại 123/QĐ-UBND 2023-03-15 đến 2026-03-15",
        ),
        ("Sản phẩm đăng ký lần đầu", "đăng ký lần đầu"),
        ("Thuộc diện công nhận lại", "đánh giá lại"),
        ("Bổ sung hồ sơ", ""),
    ] {
        let (forms, told) = of(&widened(&["Ghi chú"], &[remark], &[""]));
        assert_eq!(told, [""; 0], "{remark}");
        assert_eq!(said(entries(&forms)[0]), expected, "{remark}");
    }
    let (forms, told) =
        of(&widened(&["Ghi chú"], &["Đề nghị Hội đồng đánh giá lại phần B"], &[""]));
    assert_eq!((told, said(entries(&forms)[0])), (vec!["W281 K3".to_owned()], String::new()));
}

#[test]
fn the_star_that_is_proposed_may_say_it() {
    let mut tea = TEA.to_vec();
    tea[9] = "Nâng hạng 4 sao";
    let (forms, findings) = read(sheet(&[TOP, HEAD, &tea, WINE], &[]));
    assert_eq!((told(&findings), said(entries(&forms)[0])), (vec![], "nâng hạng".to_owned()));
    assert_eq!(entries(&forms)[0].star.as_ref().map(|star| star.value), Some(4));
}

#[test]
fn sections_say_it_for_the_products_below() {
    let rows: [&[&str]; 6] = [
        TOP,
        HEAD,
        &["I", "Sản phẩm đánh giá lần đầu"],
        TEA,
        &["II", "Sản phẩm đăng ký đánh giá, phân hạng lại (01 sản phẩm)"],
        WINE,
    ];
    let (forms, findings) = read(sheet(&rows, &["B3:J3", "B5:J5"]));
    assert_eq!(told(&findings), [""; 0]);
    let said: Vec<_> = entries(&forms).into_iter().map(self::said).collect();
    assert_eq!(said, ["đăng ký lần đầu", "đánh giá lại"]);
    let note: &[&str] = &["", "(nâng hạng)"];
    for rows in [&[TOP, HEAD, TEA, note, WINE][..], &[TOP, HEAD, TEA, note]] {
        let (forms, findings) = read(sheet(rows, &[]));
        assert_eq!(products(&forms).len(), rows.len() - 3);
        assert_eq!(told(&findings), ["W281 B4"], "a bracket under a product is told");
        assert!(entries(&forms).into_iter().all(|entry| self::said(entry).is_empty()));
    }
}

#[test]
fn a_title_or_the_name_of_a_sheet_says_it_and_is_told() {
    let title: &[&str] = &["DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN LẠI NĂM 2020"];
    let (forms, findings) = read(sheet(&[TOP, title, HEAD, TEA, WINE], &[]));
    assert_eq!(told(&findings), ["N282 A2"]);
    assert!(entries(&forms).iter().all(|entry| said(entry) == "đánh giá lại"));
    let named = named_sheet("a.xlsx", "Nâng hạng", &[TOP, HEAD, TEA], &[]);
    let (forms, findings) = read(named);
    assert_eq!(
        (told(&findings), said(entries(&forms)[0])),
        (vec!["N282".into()], "nâng hạng".into())
    );
    let mixed: &[&str] = &["DANH SÁCH SẢN PHẨM ĐÁNH GIÁ, PHÂN HẠNG VÀ CÔNG NHẬN LẠI NĂM 2020"];
    let (forms, findings) = read(sheet(&[TOP, mixed, HEAD, TEA], &[]));
    assert_eq!((told(&findings), said(entries(&forms)[0])), (vec![], String::new()));
}

#[test]
fn what_is_not_clear_is_told_at_its_cell_and_waits() {
    for (headings, values, expected) in [
        (&["Lần đăng ký"][..], &["Lần 2"][..], &["E280 K3"][..]),
        (&["Lần đăng ký"], &["Đánh giá lại và nâng hạng"], &["E280 K3"]),
        (&["Lần đầu", "Nâng hạng"], &["x", "x"], &["E280 K3"]),
        (&["Lần đầu", "Nâng hạng"], &["", "xem hồ sơ"], &["E280 L3"]),
        (&["Lần đăng ký", "Ghi chú"], &["Nâng hạng", "Đánh giá lại"], &["E280 K3"]),
        (&["Ngày nộp hồ sơ"], &["tháng 6/2026"], &["W283 K3"]),
        (&["Ngày nộp hồ sơ"], &["01/6/2026 hoặc 02/6/2026"], &["W283 K3"]),
        (&["Hạng sao đã đạt"], &["6 sao"], &["W283 K3"]),
    ] {
        let blank = vec![""; values.len()];
        let (forms, told) = of(&widened(headings, values, &blank));
        assert_eq!(told, expected, "{values:?}");
        assert_eq!(products(&forms).len(), 2);
    }
}

#[test]
fn a_word_of_registration_in_a_product_row_makes_no_header() {
    let tea = ["1", "Chè Tả Ngảo", "Chè tươi, chế biến", "Hợp tác xã Mây Núi", "HTX", "Lần đầu"];
    let wine = ["2", "Rượu ngô", "Rượu trắng", "Hộ kinh doanh Vàng A Páo", "HKD", "Nâng hạng"];
    let head = ["TT", "Tên sản phẩm", "Bộ sản phẩm", "Tên chủ thể", "Loại hình", "Đối tượng"];
    let (forms, findings) = read(sheet(&[TOP, &head, &tea, &wine], &[]));
    assert_eq!(products(&forms), ["Chè Tả Ngảo", "Rượu ngô"]);
    assert_eq!(told(&findings), ["W281 F4"], "a kind under an unknown heading is told");
    let kinds = entries(&forms).into_iter().map(|entry| entry.registration.kind());
    assert!(kinds.into_iter().all(|kind| kind == RegistrationKind::First));
}

#[test]
fn the_code_of_a_product_is_read() {
    for heading in ["Mã số sản phẩm", "Mã sản phẩm", "Mã số"] {
        let (forms, told) = of(&widened(&[heading], &["12-03478-01-2026"], &["-"]));
        assert_eq!(told, [""; 0], "{heading}");
        let codes: Vec<_> = entries(&forms)
            .into_iter()
            .map(|entry| entry.code.clone().map(|code| code.value))
            .collect();
        assert_eq!(codes, [Some("12-03478-01-2026".to_owned()), None], "{heading}");
    }
}
