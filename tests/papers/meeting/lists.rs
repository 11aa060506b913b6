//! Tests of the lists: who is evaluated and who is not, who signs, what is shown.

use std::path::Path;

use ocop::documents::model::Sheet;

use super::{
    ATTENDANCE, CARDS, DISPLAY, HOSTILE, LIST, before_the_meeting, cells, products, sections, table,
};
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::{Product, submission, tea};

fn round_of_2026() -> Judged {
    Judged::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/round_2026/inputs"))
}

#[test]
fn the_list_of_the_sample_has_all_products_by_unit() {
    let judged = RoundFolder::sample(&[]).judge();
    let list = table(&judged, LIST);
    assert_eq!(cells(list).len(), 25);
    assert_eq!(sections(list)[0], "I. Thành phố Lai Châu (06 sản phẩm)");
    assert_eq!(sections(list).len(), 6);
    let text = judged.paper(LIST);
    assert!(text.starts_with("DANH SÁCH\nSản phẩm, chủ thể dự đánh giá"), "{text}");
    let counts = "25 sản phẩm của 15 chủ thể (02 hộ kinh doanh, 03 công ty, 10 hợp tác xã)";
    assert!(text.contains(counts), "{text}");
    assert!(text.contains("22 sản phẩm 3 sao, 03 sản phẩm 4 sao"), "{text}");
    assert!(!text.contains("không đưa ra Hội đồng"), "{text}");
}

#[test]
fn communes_propose_no_stars_so_there_is_no_column_for_them() {
    let judged = round_of_2026();
    let list = table(&judged, LIST);
    assert!(list.columns.iter().all(|column| column.title != "Sao đề nghị"));
    assert!(judged.paper(LIST).contains("do UBND các xã, phường gửi đến"));
}

#[test]
fn what_is_not_admitted_and_what_was_withdrawn_stand_apart_with_the_reason() {
    let low = Product { score: 40.0, star: 2, ..tea("Chè non") };
    let all = [tea("Chè Tả Ngảo"), low, tea("Chè xanh")];
    let judged = before_the_meeting(&all)
        .adding("[[withdrawn]]\nproduct = \"Chè xanh\"\nreason = \"chủ thể xin rút\"")
        .judge();
    let list = cells(table(&judged, LIST));
    assert_eq!(list.len(), 1, "{list:?}");
    let text = judged.paper(LIST);
    assert!(text.contains("01 hồ sơ không đủ điều kiện; 01 sản phẩm đã rút"), "{text}");
    assert!(text.contains("Chè non") && text.contains("đã rút: chủ thể xin rút"), "{text}");
    for paper in [super::AGENDA, DISPLAY, CARDS] {
        let text = judged.paper(paper);
        assert!(!text.contains("Chè non") && !text.contains("Chè xanh"), "{paper}: {text}");
    }
}

#[test]
fn without_lists_they_wait_together_and_with_none_admitted_too() {
    let judged = RoundFolder::settings().judge();
    let kinds = "Chương trình họp, danh sách điểm danh, danh sách và thẻ trưng bày";
    assert_eq!(judged.waits(kinds), "danh sách sản phẩm của các địa phương");
    assert_eq!(judged.waits("Danh sách dự đánh giá"), "danh sách sản phẩm của các địa phương");
    let low = Product { score: 40.0, star: 2, ..tea("Chè non") };
    let judged = before_the_meeting(&[low]).judge();
    assert_eq!(judged.waits(kinds), "ít nhất một sản phẩm đủ điều kiện dự đánh giá");
}

#[test]
fn they_wait_while_nobody_is_known_to_sign() {
    let judged = before_the_meeting(&products(1))
        .adding("[papers.agenda]\nsigner = { capacity = [\"CHỦ TỊCH\"], name = \"\" }")
        .judge();
    let reason = judged.waits("Danh sách dự đánh giá");
    assert_eq!(reason, "điền người ký (signer) ở mục [papers.agenda]");
}

#[test]
fn everybody_who_is_expected_has_a_row_and_each_session_a_column() {
    let judged = RoundFolder::sample(&["named"]).judge();
    let attendance = table(&judged, ATTENDANCE);
    let titles: Vec<_> = attendance.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(titles[3..], ["Ký tên lần chấm 1 (08/12/2020)", "Ký tên lần chấm 2 (09/12/2020)"]);
    assert_eq!(
        sections(attendance),
        [
            "I. Thành viên Hội đồng",
            "II. Tổ giúp việc",
            "III. Đại diện đơn vị gửi hồ sơ",
            "IV. Đại diện chủ thể",
            "V. Đại biểu khác",
        ]
    );
    // 9 members, 12 of the team with the secretary among them, 6 units, 15 owners, 9 guests and 3
    // blank rows.
    assert_eq!(cells(attendance).len(), 9 + 12 + 6 + 15 + 9 + 3);
    assert_eq!(
        cells(attendance)[0][1..3],
        ["Ông Hà Trọng Hải", "Phó Chủ tịch UBND tỉnh - Chủ tịch Hội đồng"]
    );
}

#[test]
fn a_secretary_who_is_in_neither_council_nor_team_signs_too() {
    let judged = before_the_meeting(&products(1))
        .typing(
            "[council.secretary]\ntitle = \"Bà\"\nname = \"Bùi Thị Thanh Tâm (giả định)\"",
            "[council.secretary]\ntitle = \"Bà\"\nname = \"Lù Thị Mới\"",
        )
        .judge();
    assert!(judged.paper(ATTENDANCE).contains("Bà Lù Thị Mới"));
}

#[test]
fn samples_are_counted_only_where_the_act_says_how_many() {
    let today = round_of_2026();
    let display = table(&today, DISPLAY);
    assert!(display.columns.iter().any(|column| column.title == "Số mẫu"));
    assert!(cells(display).iter().all(|row| row[3] == "05"));
    let sample = RoundFolder::sample(&[]).judge();
    assert!(table(&sample, DISPLAY).columns.iter().all(|column| column.title != "Số mẫu"));
}

#[test]
fn each_product_has_a_card_with_the_number_of_the_programme() {
    let judged = RoundFolder::sample(&[]).judge();
    let Some(Sheet::Cards(cards)) = &judged.document(CARDS).sheet else { panic!("no cards") };
    assert_eq!(cards.cards.len(), 25);
    let programme = cells(table(&judged, super::AGENDA));
    let listed = cells(table(&judged, LIST));
    for card in &cards.cards {
        let same = |row: &&Vec<&str>| row[1] == card.number && row[2] == card.product;
        assert!(programme.iter().any(|row| same(&row)), "{card:?}");
        let same = |row: &&Vec<&str>| row[0] == card.number && row[1] == card.product;
        assert!(listed.iter().any(|row| same(&row)), "{card:?}");
    }
}

#[test]
fn hostile_names_print_as_they_were_typed() {
    let hostile = Product { owner: HOSTILE.into(), representative: HOSTILE.into(), ..tea(HOSTILE) };
    let judged = before_the_meeting(&[hostile]).judge();
    for paper in [LIST, super::AGENDA, ATTENDANCE, DISPLAY, CARDS] {
        assert!(judged.paper(paper).contains(HOSTILE), "{paper}");
    }
}

#[test]
fn a_unit_with_many_products_does_not_hide_the_next() {
    let round = before_the_meeting(&products(30)).with(
        "ho-so/than-uyen.xlsx",
        submission(
            "huyện Than Uyên",
            &[Product { owner: "Hợp tác xã Hồ".into(), ..tea("Chè hồ") }],
        ),
    );
    let judged = round.judge();
    let lines = sections(table(&judged, LIST));
    assert_eq!(lines, ["I. Huyện Sìn Hồ (30 sản phẩm)", "II. Huyện Than Uyên (01 sản phẩm)"]);
}
