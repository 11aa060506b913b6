//! The least marks that an act asks for a star (yêu cầu tối thiểu): what is proposed, what people
//! conclude, and what papers and `explain` say.

use ocop::criteria::{LegalForm, ProductSet};

use super::other_acts::{tea_of, under_26};
use crate::support::marks::{Marks, criteria, full_ballot};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, unscored_submission};

/// The set of teas of 26/2026/QĐ-TTg.
fn teas() -> &'static ProductSet {
    let act = criteria().by_id("26-2026").unwrap();
    act.set(|name| name == "Chè tươi, chè chế biến").unwrap()
}

fn product() -> Product {
    Product { set: teas().name.clone(), ..tea_of("Xã Sin Suối Hồ", "Trà Shan") }
}

/// Five members give the product these marks, each a mark of one criterion changed.
fn scored(marks: impl Fn(usize) -> Marks) -> RoundFolder {
    let product = product();
    let list = unscored_submission("xã Sin Suối Hồ", std::slice::from_ref(&product));
    let round = under_26().with("ho-so/sin-suoi-ho.xlsx", list);
    (1..=5).fold(round, |round, number| {
        let ballot = full_ballot(&member(number), 1, &[(&product, &marks(number))]);
        round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot)
    })
}

/// High marks, but for one criterion.
fn high_but(code: &str, mark: f64) -> Marks {
    Marks::highest(teas(), LegalForm::Cooperative).with(code, mark)
}

const CONCLUDED: &str =
    "\n[[verdicts]]\nproduct = \"Trà Shan\"\nreason = \"Hội đồng thống nhất\"\n";

#[test]
fn marks_below_the_least_of_a_star_propose_a_lower_one_and_the_product_waits() {
    let judged = scored(|_| high_but("1.5", 1.0)).judge();
    let finding = judged.tells("E364", "ho-so/sin-suoi-ho.xlsx · Danh sách!B7");
    assert!(finding.message.contains("đề xuất 3 sao"), "{}", finding.message);
    assert!(finding.found.as_deref().unwrap().contains("1.5"), "{finding:?}");
    assert!(finding.allowed.as_deref().unwrap().contains("từ 3 điểm (5 sao)"), "{finding:?}");
    assert_eq!(judged.outcome("Trà Shan"), "held");
    assert!(
        judged.reason("Trà Shan").contains("yêu cầu tối thiểu"),
        "{}",
        judged.reason("Trà Shan")
    );
}

#[test]
fn the_minutes_show_the_score_that_waits_for_a_conclusion_and_what_is_asked() {
    // The highest marks but for 5.1 come to 98 points, and 5.1 asks for 5 points at 4 stars.
    let judged = scored(|number| high_but("5.1", if number == 1 { 2.0 } else { 3.0 })).judge();
    let minutes = judged.paper("bien-ban");
    let product = judged.product("Trà Shan");
    let points = product["printed"].as_str().unwrap();
    let remark = "5 sao theo điểm; chờ kết luận: tiêu chí 5.1 đạt 2,8, 4 sao cần từ 5";
    for words in [points, remark, "01 sản phẩm chưa được xếp hạng, lý do nêu ở bảng kết quả"]
    {
        assert!(minutes.contains(words), "{words}\n{minutes}");
    }
    assert!(!minutes.contains("Chưa có kết quả"), "{minutes}");
    assert_eq!(product["star"], serde_json::Value::Null);
    assert_eq!(product["awaited_minima"][0]["criterion"], "5.1");
}

#[test]
fn members_with_the_same_fault_are_named_together() {
    // 1.5 gives no half points.
    let judged = scored(|number| high_but("1.5", if number < 3 { 0.5 } else { 3.0 })).judge();
    let reason = judged.reason("Trà Shan");
    let names = format!("phiếu của {}, {} có điểm không đúng thang điểm", member(1), member(2));
    assert!(reason.contains(&names) && !reason.contains("thành viên khác"), "{reason}");
}

#[test]
fn a_letter_to_a_unit_whose_products_were_scored_does_not_say_that_they_are_left_out() {
    let elsewhere = Product { address: "Xã Tả Lèng".into(), ..product() };
    let list = unscored_submission("xã Sin Suối Hồ", &[elsewhere]);
    let run = scored(|_| high_but("1.5", 1.0)).with("ho-so/sin-suoi-ho.xlsx", list).run();
    let letter = run.paper("tra-lai/xa-sin-suoi-ho/cong-van").text();
    assert!(!letter.contains("chưa được đưa vào đánh giá"), "{letter}");
}

#[test]
fn people_conclude_on_the_lower_star_or_keep_the_one_by_points() {
    let lower = format!("{CONCLUDED}verdict = \"minima_3\"\n");
    let judged = scored(|_| high_but("1.5", 1.0)).adding(&lower).judge();
    assert_eq!(judged.outcome("Trà Shan"), "recognised");
    assert_eq!(judged.product("Trà Shan")["star"], 3);
    judged.told_for_sure(&["N324"]);

    let kept = format!("{CONCLUDED}verdict = \"minima_met\"\n");
    let judged = scored(|_| high_but("1.5", 1.0)).adding(&kept).judge();
    assert_eq!(judged.outcome("Trà Shan"), "proposed_to_ministry");
    let minutes = judged.paper("bien-ban");
    assert!(minutes.contains("được kết luận đạt yêu cầu tối thiểu của hạng 5 sao"), "{minutes}");
    judged.told_for_sure(&["W366"]);
}

#[test]
fn the_round_says_which_mark_counts_where_members_differ() {
    // Four members give the most, one gives 1: the mean 2,6 misses 3, what most gave reaches it.
    let marks = |number| high_but("1.5", if number == 1 { 1.0 } else { 3.0 });
    let outcome = |measure: Option<&str>| {
        let round = scored(marks);
        let round = match measure {
            Some(measure) => round.adding(&format!("\n[rules.minima]\nmeasure = \"{measure}\"\n")),
            None => round,
        };
        round.judge().outcome("Trà Shan").to_owned()
    };
    assert_eq!(outcome(None), "held");
    assert_eq!(outcome(Some("lowest")), "held");
    assert_eq!(outcome(Some("consensus")), "proposed_to_ministry");
}

#[test]
fn a_star_asks_for_what_lower_stars_ask_unless_the_round_says_otherwise() {
    // 5.1 asks for 5 points at 4 stars, and for nothing at 5.
    let judged = scored(|_| high_but("5.1", 3.0)).judge();
    assert_eq!(judged.outcome("Trà Shan"), "held");
    let apart = "\n[rules.minima]\ncumulative = false\n";
    let judged = scored(|_| high_but("5.1", 3.0)).adding(apart).judge();
    assert_eq!(judged.outcome("Trà Shan"), "proposed_to_ministry");
}

#[test]
fn explain_shows_the_marks_that_are_too_low_with_their_cells() {
    let told = scored(|_| high_but("1.5", 1.0)).explain(&["Trà Shan"]);
    let text = &told.said;
    assert!(text.contains("Chưa đạt yêu cầu tối thiểu của hạng 5 sao"), "{text}");
    assert!(text.contains("1.5 Liên kết"), "{text}");
    assert!(text.contains(&high_but("1.5", 1.0).cell("1.5")), "{text}");
}
