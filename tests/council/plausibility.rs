//! Results that are possible but deserve a look: they are told as warnings, and hold nothing.

use ocop::criteria::LegalForm::Cooperative;

use crate::support::marks::{Marks, full_ballot, set};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè tươi, chế biến";

fn products() -> [Product; 2] {
    [tea("Chè Tả Ngảo"), tea("Hồng trà Tả Ngảo")]
}

/// The marks of a member who is as strict as this: a point more or less at some criteria.
fn marks(strictness: usize) -> Marks {
    let middling = Marks::middling(set(TEA), Cooperative);
    ["4.1", "4.2", "1.1"]
        .iter()
        .take(strictness)
        .fold(middling, |marks, code| marks.with(code, 1.0))
}

/// A council of four in which each member gives the two teas marks like these.
fn round(strictness: [[usize; 2]; 4]) -> RoundFolder {
    let round = RoundFolder::settings()
        .meeting_once()
        .with_council(4)
        .with(LIST, submission("huyện Sìn Hồ", &products()));
    strictness.iter().zip(1..).fold(round, |round, ([tea, red], number)| {
        let [one, other] = products();
        let ballot =
            full_ballot(&member(number), 1, &[(&one, &marks(*tea)), (&other, &marks(*red))]);
        round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot)
    })
}

#[test]
fn members_who_agree_about_much_but_not_about_all_are_not_told() {
    round([[0, 1], [1, 0], [0, 2], [2, 1]]).judge().told(&[]);
}

#[test]
fn a_ballot_with_every_maximum_is_told_once_a_member_and_counts() {
    let highest = Marks::highest(set(TEA), Cooperative);
    let [one, other] = products();
    let round = RoundFolder::settings()
        .meeting_once()
        .with_council(1)
        .with(LIST, submission("huyện Sìn Hồ", &products()));
    let ballot = full_ballot(&member(1), 1, &[(&one, &highest), (&other, &highest)]);
    let judged =
        round.setting("tally.printed_decimals", 1).with("phieu-cham/01.xlsx", ballot).judge();
    judged.told(&["W350", "W353", "W353"]);
    let finding = judged.tells("W350", "phieu-cham/01.xlsx · Phiếu chấm!C5");
    assert_eq!(finding.found.as_deref(), Some("2 sản phẩm"));
    assert_eq!(judged.outcome(&one.name), "proposed_to_ministry");
}

#[test]
fn a_product_to_which_all_give_the_same_marks_is_told() {
    let judged = round([[1, 1], [1, 0], [1, 2], [1, 3]]).judge();
    judged.told(&["W351"]);
    assert!(
        judged.findings("W351")[0].place.file.starts_with("phieu-cham/"),
        "it is told at a ballot"
    );
    assert_eq!(judged.outcome("Chè Tả Ngảo"), "recognised");
}

#[test]
fn nothing_is_said_of_equal_ballots_while_another_is_refused() {
    let round = round([[1, 1], [1, 0], [1, 2], [1, 3]]);
    let agreed = round.judge();
    assert!(agreed.findings("W351")[0].message.starts_with("Cả 4 phiếu được tính"));
    let [one, other] = products();
    let wrong = marks(1).with("1.1", 90.0);
    let refused = full_ballot(&member(4), 1, &[(&one, &wrong), (&other, &marks(3))]);
    let judged = round.with("phieu-cham/04.xlsx", refused).judge();
    assert_eq!(judged.counted(&one.name, 1).len(), 3);
    assert!(judged.findings("W351").is_empty());
}

#[test]
fn a_sheet_that_equals_another_members_in_every_mark_is_told() {
    let judged = round([[0, 1], [1, 0], [0, 1], [2, 1]]).judge();
    judged.told(&["W352"]);
    let finding = judged.tells("W352", "phieu-cham/03.xlsx · Phiếu chấm!C5");
    assert_eq!(finding.found.as_deref(), Some("Lò Văn 03 giống Lò Văn 01 (2 sản phẩm)"));
    assert_eq!(judged.outcome("Chè Tả Ngảo"), "recognised");
}

#[test]
fn a_mean_far_from_the_districts_score_is_told() {
    let product = tea("Chè Tả Ngảo");
    let given = |total: f64| {
        let round = RoundFolder::settings().meeting_once().with_council(2);
        (1..=2).fold(
            round.with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(&product))),
            |round, number| {
                let ballot = totals(&member(number), 1, &[(&product, Some(total))]);
                round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot)
            },
        )
    };
    // The district gave 62.
    given(82.0).judge().told(&[]);
    let judged = given(82.5).judge();
    judged.told(&["W353"]);
    let finding = judged.tells("W353", &format!("{LIST} · Danh sách!B7"));
    assert_eq!(finding.found.as_deref(), Some("Hội đồng 82,5, đơn vị gửi hồ sơ 62"));
    given(82.5).adding("[rules.plausibility]\nfrom_district = 25").judge().told(&[]);
    let negative = given(82.5).adding("[rules.plausibility]\nfrom_district = -1").judge();
    negative.tells("E003", "round.toml · rules.plausibility.from_district");
}
