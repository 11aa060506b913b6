//! Tests of papers with a known number and date.

use toml::value::Datetime;

use crate::support::round::RoundFolder;
use crate::support::workbooks::{submission, tea, unanimous};

/// A round with one product of 3 stars.
fn round() -> RoundFolder {
    let product = tea("Chè Tả Ngảo");
    RoundFolder::settings()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)))
        .with_all(unanimous(1, &[(&product, [20, 12, 30])]))
        .meeting_once()
}

fn day(text: &str) -> Datetime {
    text.parse().unwrap()
}

#[test]
fn a_decision_with_number_and_date_prints_them_wherever_they_belong() {
    let run = round()
        .setting("papers.decision.number", 1757)
        .setting("papers.decision.date", day("2020-12-11"))
        .run();
    run.ended(0);
    let decision = run.paper("quyet-dinh");
    let page = &decision.pages[0];
    let number = page.piece("Số: 1757/QĐ-UBND");
    let date = page.piece("Lai Châu, ngày 11 tháng 12 năm 2020");
    assert!((number.baseline() - date.baseline()).abs() < 0.1);
    let text = decision.text();
    assert!(text.contains("(từ ngày 11/12/2020 đến ngày 11/12/2023)"), "{text}");
    let reference = "(Kèm theo Quyết định số 1757/QĐ-UBND ngày 11 tháng 12 năm 2020 của Ủy ban \
                     nhân dân tỉnh Lai Châu)";
    assert!(text.contains(reference), "{text}");
}

#[test]
fn small_numbers_days_and_the_first_two_months_are_padded() {
    let run = round()
        .setting("papers.decision.number", 5)
        .setting("papers.decision.date", day("2021-01-05"))
        .setting("papers.plan.number", 9)
        .setting("papers.plan.date", day("2020-06-08"))
        .run();
    run.ended(0);
    let decision = run.paper("quyet-dinh").text();
    assert!(decision.contains("Số: 05/QĐ-UBND"), "{decision}");
    assert!(decision.contains("Lai Châu, ngày 05 tháng 01 năm 2021"), "{decision}");
    assert!(decision.contains("từ ngày 05/01/2021 đến ngày 05/01/2024"), "{decision}");
    let plan = run.paper("ke-hoach").text();
    assert!(
        plan.contains("Số: 09/KH-UBND") && plan.contains("Lai Châu, ngày 08 tháng 6 năm 2020"),
        "{plan}"
    );
}

#[test]
fn a_number_that_is_not_known_leaves_a_gap_to_write_in() {
    let run = round().run();
    let decision = run.paper("quyet-dinh");
    let number = decision.pages[0].piece("Số: /QĐ-UBND");
    let widths: f64 = number.glyphs.iter().map(|glyph| glyph.width).sum();
    let gap = number.right() - number.left() - widths;
    assert!(gap > 3.0, "{gap:.1} mm");
    assert!(!decision.text().contains("(từ ngày"), "no term before there is a date");
}
