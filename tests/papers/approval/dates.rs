//! No paper is dated before one that comes before it.

use super::scored;
use crate::support::workbooks::tea;

#[track_caller]
fn held(lines: &str, paper: &str, words: &str) {
    let judged = scored(&[(tea("Chè Tả Ngảo"), [33, 23, 38])]).adding(lines).judge();
    let told: Vec<_> = judged.findings("E010").iter().map(|one| one.message.clone()).collect();
    assert!(told.iter().any(|one| one.contains(words)), "{told:?}");
    assert!(judged.waits(paper).contains("E010"), "{}", judged.waits(paper));
}

#[test]
fn a_submission_is_not_dated_before_the_report_it_encloses() {
    held(
        "[papers.report]\ndate = 2020-12-15\n[papers.submission]\ndate = 2020-12-14",
        "Tờ trình",
        "Tờ trình ghi ngày trước ngày của báo cáo tổng hợp mà nó dựa vào.",
    );
}

#[test]
fn a_report_is_not_dated_before_the_meeting() {
    held(
        "[papers.report]\ndate = 2020-12-07",
        "Báo cáo tổng hợp",
        "Báo cáo tổng hợp ghi ngày trước khi Hội đồng họp xong.",
    );
}

#[test]
fn a_letter_is_not_dated_before_the_decision_it_cites() {
    let round = scored(&[(tea("Chè Tả Ngảo"), [33, 23, 38])])
        .setting("papers.decision.date", toml::Value::Datetime("2020-12-20".parse().unwrap()))
        .adding("[papers.proposal]\ndate = 2020-12-18");
    let judged = round.judge();
    assert!(judged.waits("Công văn đề nghị Trung ương đánh giá").contains("E010"));
}

#[test]
fn papers_of_one_day_and_papers_without_a_day_are_in_order() {
    let lines = "[papers.council_report]\ndate = 2020-12-10\n[papers.report]\ndate = 2020-12-10\n\
                 [papers.submission]\ndate = 2020-12-10";
    let judged = scored(&[(tea("Chè Tả Ngảo"), [33, 23, 38])]).adding(lines).judge();
    assert!(judged.findings("E010").is_empty(), "{:?}", judged.findings("E010"));
}
