//! Summaries of the members' scores (bảng tổng hợp điểm): compared with the ballots, and counted
//! only where the office says so.

use rust_xlsxwriter::Workbook;

use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, ballot, submission, tea};

const LIST: &str = "ho-so/sin-ho.xlsx";
const SUMMARY: &str = "phieu-cham/tong-hop.xlsx";

/// A summary of one product by two members, as a secretary lays it out.
fn summary(product: &Product, scores: [f64; 2]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "BẢNG TỔNG HỢP ĐIỂM CHẤM (LẦN 1)").unwrap();
    for (column, heading) in
        ["TT", "Tên sản phẩm", &member(1), &member(2), "Điểm TB"].into_iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), heading).unwrap();
    }
    sheet.write(3, 0, 1).unwrap();
    sheet.write(3, 1, product.name.as_str()).unwrap();
    sheet.write(3, 2, scores[0]).unwrap();
    sheet.write(3, 3, scores[1]).unwrap();
    sheet.write(3, 4, f64::midpoint(scores[0], scores[1])).unwrap();
    book.save_to_buffer().unwrap()
}

fn round(product: &Product, scores: [f64; 2]) -> RoundFolder {
    RoundFolder::settings()
        .meeting_once()
        .with_council(2)
        .with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(product)))
        .with(SUMMARY, summary(product, scores))
}

fn with_ballots(round: RoundFolder, product: &Product) -> RoundFolder {
    round
        .with("phieu-cham/01.xlsx", ballot(&member(1), 1, &[(product, [20, 12, 30])]))
        .with("phieu-cham/02.xlsx", ballot(&member(2), 1, &[(product, [21, 12, 30])]))
}

#[test]
fn a_summary_beside_the_ballots_does_not_count() {
    let product = tea("Chè Tả Ngảo");
    let judged = with_ballots(round(&product, [62.0, 63.0]), &product).judge();
    let finding = judged.tells("W242", &format!("{SUMMARY} · Sheet1"));
    assert_eq!(
        finding.found.as_deref(),
        Some("khớp với phiếu: 2 ô; khác: 0 ô; chưa có phiếu: 0 ô")
    );
    assert_eq!(judged.counted("Chè Tả Ngảo", 1).len(), 2);
}

#[test]
fn a_summary_that_says_something_else_than_a_ballot_is_told_at_its_cell() {
    let product = tea("Chè Tả Ngảo");
    let judged = with_ballots(round(&product, [62.0, 36.0]), &product).judge();
    judged.tells("W243", &format!("{SUMMARY} · Sheet1!D4"));
    assert_eq!(judged.outcome("Chè Tả Ngảo"), "recognised");
}

#[test]
fn a_summary_without_ballots_counts_only_with_a_reason() {
    let product = tea("Chè Tả Ngảo");
    let alone = round(&product, [62.0, 63.0]);
    let judged = alone.judge();
    judged.tells("E244", &format!("{SUMMARY} · Sheet1"));
    assert!(judged.product("Chè Tả Ngảo")["outcome"]["star"].is_null());

    let allowed = round(&product, [62.0, 63.0]).adding(
        "[rules.ballots]\nsummary = true\nsummary_reason = \"Phiếu giấy bị ướt, Hội đồng lập biên \
         bản ngày 09/12/2020.\"",
    );
    let judged = allowed.judge();
    assert!(judged.findings("E244").is_empty());
    assert_eq!(judged.outcome("Chè Tả Ngảo"), "recognised");
}
