//! The outcomes of products: by points, minimum requirements and what people decided, and what the
//! papers say of them.

use ocop::tally::Mean;
use rust_decimal::Decimal;

use crate::support::judged::Judged;
use crate::support::marks::{act_1048, criteria};
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè Tả Ngảo";

/// A round in which a council of three gives each product the same total.
fn scored(products: &[(&str, f64)]) -> RoundFolder {
    let each: Vec<_> = products.iter().map(|(name, total)| (*name, [*total; 3])).collect();
    scored_by_each(&each)
}

/// A round in which the three members of the council give these totals.
fn scored_by_each(products: &[(&str, [f64; 3])]) -> RoundFolder {
    let teas: Vec<Product> = products.iter().map(|(name, _)| tea(name)).collect();
    let round = RoundFolder::settings()
        .meeting_once()
        .with_council(3)
        .with(LIST, submission("huyện Sìn Hồ", &teas));
    (0..3).fold(round, |round, index| {
        let given: Vec<_> = teas
            .iter()
            .zip(products)
            .map(|(tea, (_, totals))| (tea, Some(totals[index])))
            .collect();
        round.with(&format!("phieu-cham/{index}.xlsx"), totals(&member(index + 1), 1, &given))
    })
}

/// What people decided about the tea.
fn verdict(kind: &str, reason: &str) -> String {
    format!("[[verdicts]]\nproduct = \"{TEA}\"\nverdict = \"{kind}\"\nreason = \"{reason}\"")
}

/// Everything but the plan, which the province wrote before anything was scored.
fn after_the_plan(judged: &Judged) -> impl Iterator<Item = (&str, String)> {
    judged.papers().filter(|(file, _)| *file != "01-ke-hoach/ke-hoach.pdf")
}

// ---- Points
// ------------------------------------------------------------------------------------------------------

#[test]
fn every_hundredth_from_0_to_100_has_the_star_of_its_band_as_the_mean_of_a_council() {
    for act in criteria() {
        for hundredths in 0..=10_000 {
            let score = Decimal::new(hundredths, 2);
            let star = match hundredths {
                ..3_000 => 1,
                3_000..5_000 => 2,
                5_000..7_000 => 3,
                7_000..9_000 => 4,
                _ => 5,
            };
            // Nine who agree, and three who differ by a point but mean the same.
            let apart = [score - Decimal::ONE, score, score + Decimal::ONE];
            for mean in [Mean::of([score; 9]).unwrap(), Mean::of(apart).unwrap()] {
                assert_eq!(act.star(|limit| mean.reaches(limit)), star, "{score} under {}", act.id);
            }
        }
    }
}

#[test]
fn a_mean_a_ninth_of_a_hundredth_below_a_border_stays_below() {
    let act = act_1048();
    for (border, below) in [(30, 1), (50, 2), (70, 3), (90, 4)] {
        let at = Decimal::from(border);
        let mut totals = [at; 9];
        let star = |totals: [Decimal; 9]| {
            let mean = Mean::of(totals).unwrap();
            act.star(|limit| mean.reaches(limit))
        };
        assert_eq!(star(totals), below + 1);
        totals[4] = at - Decimal::new(1, 2);
        assert_eq!(star(totals), below);
        // What prints as the border is not the border.
        let nearly = [at - Decimal::new(4, 2); 9];
        assert_eq!(Mean::of(nearly).unwrap().printed(1), format!("{border},0"));
        assert_eq!(star(nearly), below);
    }
}

#[test]
fn every_border_is_kept_from_ballot_to_outcome() {
    let borders = [
        ("Chè 29,99", 29.99, 1, "not_recognised"),
        ("Chè 30", 30.0, 2, "not_recognised"),
        ("Chè 49,99", 49.99, 2, "not_recognised"),
        ("Chè 50", 50.0, 3, "recognised"),
        ("Chè 69,5", 69.5, 3, "recognised"),
        ("Chè 69,99", 69.99, 3, "recognised"),
        ("Chè 70", 70.0, 4, "recognised"),
        ("Chè 89,5", 89.5, 4, "recognised"),
        ("Chè 89,99", 89.99, 4, "recognised"),
        ("Chè 90", 90.0, 5, "proposed_to_ministry"),
        ("Chè 100", 100.0, 5, "proposed_to_ministry"),
    ];
    let judged = scored(&borders.map(|(name, total, ..)| (name, total))).judge();
    for (name, _, star, outcome) in borders {
        let product = judged.product(name);
        assert_eq!(
            (&product["star_by_points"], &product["star"]),
            (&star.into(), &star.into()),
            "{name}"
        );
        assert_eq!(judged.outcome(name), outcome, "{name}");
    }
}

#[test]
fn the_example_of_93_points_is_five_stars_by_points() {
    // 31 + 24 + 38, a product of the national evaluation software.
    let tea = tea(TEA);
    let round = RoundFolder::settings().meeting_once().with_council(1);
    let judged = round
        .with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(&tea)))
        .with(
            "phieu-cham/1.xlsx",
            crate::support::workbooks::ballot(&member(1), 1, &[(&tea, [31, 24, 38])]),
        )
        .judge();
    assert_eq!(
        (&judged.product(TEA)["printed"], &judged.product(TEA)["star_by_points"]),
        (&"93,0".into(), &5.into())
    );
    assert_eq!(judged.outcome(TEA), "proposed_to_ministry");
}

// ---- Near a border
// -----------------------------------------------------------------------------------------------

#[test]
fn a_score_close_below_a_border_is_told_in_findings_and_minutes() {
    for (total, shown, border) in [
        (49.99, "49,99", "50"),
        (69.5, "69,50", "70"),
        (89.5, "89,50", "90"),
        (69.0, "69,00", "70"),
    ] {
        let judged = scored(&[(TEA, total)]).judge();
        judged.told_for_sure(&["W319"]);
        let finding = judged.tells("W319", &format!("{LIST} · Danh sách!B7"));
        assert_eq!(finding.found, Some(format!("{shown} điểm")));
        assert!(finding.message.contains(&format!("mốc {border} điểm")), "{finding:?}");
        assert!(finding.message.contains("số nguyên"), "1048 leaves a gap here: {finding:?}");
        let minutes = judged.paper("bien-ban");
        let line =
            format!("Sản phẩm “{TEA}” có điểm trung bình {shown} sát dưới mốc {border} điểm");
        assert!(minutes.contains(&line), "{minutes}");
    }
}

#[test]
fn a_score_at_a_border_or_far_from_it_is_not_told() {
    for total in [48.99, 50.0, 60.0, 70.0, 90.0] {
        scored(&[(TEA, total)]).judge().told_for_sure(&[]);
    }
}

#[test]
fn a_score_that_prints_as_the_border_is_shown_as_it_is() {
    let judged = scored_by_each(&[(TEA, [70.0, 70.0, 69.99])]).judge();
    judged.told(&["W319"]);
    let minutes = judged.paper("bien-ban");
    assert!(!minutes.contains("điểm trung bình 70,00 sát dưới mốc 70"), "{minutes}");
}

// ---- Minimum requirements
// ----------------------------------------------------------------------------------------

#[test]
fn the_minimum_requirements_lower_a_star_and_the_papers_say_so() {
    let judged =
        scored(&[(TEA, 75.0)]).adding(&verdict("minima_3", "chưa có chứng nhận HACCP")).judge();
    judged.told(&["N324"]);
    let finding = judged.tells("N324", &format!("{LIST} · Danh sách!B7"));
    assert_eq!(
        finding.found.as_deref(),
        Some("4 sao theo điểm, còn 3 sao: chưa có chứng nhận HACCP")
    );
    let product = judged.product(TEA);
    assert_eq!((&product["star_by_points"], &product["star"]), (&4.into(), &3.into()));
    assert_eq!(product["minima"]["reason"], "chưa có chứng nhận HACCP");

    let minutes = judged.paper("bien-ban");
    let line = format!(
        "Sản phẩm “{TEA}” đạt 4 sao theo điểm nhưng chỉ được xếp 3 sao theo yêu cầu tối thiểu: \
         chưa có chứng nhận HACCP."
    );
    assert!(minutes.contains(&line), "{minutes}");
    assert!(minutes.contains("75,0 | 3 sao | Hạ hạng theo yêu cầu tối thiểu"), "{minutes}");
    assert!(minutes.contains("01 sản phẩm của 01 chủ thể đạt 3 sao"), "{minutes}");
    let decision = judged.paper("quyet-dinh");
    let (_, annex) = decision.split_once("Danh sách sản phẩm OCOP").unwrap();
    assert!(annex.contains("75,0 | 3 sao") && !annex.contains("4 sao"), "{annex}");
}

#[test]
fn minimum_requirements_that_allow_more_than_the_points_change_nothing() {
    for allowed in ["minima_4", "minima_3"] {
        let judged = scored(&[(TEA, 62.0)]).adding(&verdict(allowed, "đủ giấy tờ")).judge();
        judged.told(&[]);
        let product = judged.product(TEA);
        assert_eq!(
            (&product["star"], &product["minima"]),
            (&3.into(), &serde_json::Value::Null),
            "{allowed}"
        );
    }
}

#[test]
fn minimum_requirements_below_three_stars_leave_nothing_to_recognise() {
    for (kind, star) in [("minima_1", 1), ("minima_2", 2)] {
        let judged =
            scored(&[(TEA, 75.0)]).adding(&verdict(kind, "chưa có phiếu kiểm nghiệm")).judge();
        judged.told(&["N324"]);
        assert_eq!(
            (judged.outcome(TEA), &judged.product(TEA)["star"]),
            ("not_recognised", &star.into())
        );
        assert!(
            judged.papers().all(|(file, _)| file != "06-quyet-dinh/quyet-dinh.pdf"),
            "nothing to decide"
        );
    }
}

#[test]
fn minimum_requirements_keep_ninety_points_with_the_province() {
    let judged =
        scored(&[(TEA, 92.0)]).adding(&verdict("minima_4", "chưa có chứng nhận quốc tế")).judge();
    judged.told_for_sure(&["N324"]);
    assert_eq!((judged.outcome(TEA), &judged.product(TEA)["star"]), ("recognised", &4.into()));
    assert!(!judged.paper("quyet-dinh").contains("Đề nghị Bộ"));
}

#[test]
fn of_two_minimum_requirements_the_stricter_one_holds() {
    let both = format!(
        "{}\n{}",
        verdict("minima_3", "thiếu HACCP"),
        verdict("minima_2", "thiếu phiếu kiểm nghiệm")
    );
    let judged = scored(&[(TEA, 75.0)]).adding(&both).judge();
    assert_eq!(
        (&judged.product(TEA)["star"], &judged.product(TEA)["minima"]["highest"]),
        (&2.into(), &2.into())
    );
}

// ---- What people decided
// -----------------------------------------------------------------------------------------

#[test]
fn a_product_that_people_knocked_out_is_not_recognised_and_the_minutes_say_why() {
    let judged = scored(&[(TEA, 75.0)])
        .adding(&verdict("knocked_out", "toàn bộ nguyên liệu nhập khẩu"))
        .judge();
    judged.told(&[]);
    assert_eq!(
        (judged.outcome(TEA), judged.reason(TEA)),
        ("knocked_out", "toàn bộ nguyên liệu nhập khẩu")
    );
    assert_eq!(judged.product(TEA)["star"], serde_json::Value::Null);
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains("75,0 | – | Dừng đánh giá: toàn bộ nguyên liệu nhập khẩu"),
        "{minutes}"
    );
    assert!(minutes.contains("01 sản phẩm bị dừng đánh giá"), "{minutes}");
}

#[test]
fn a_product_that_needs_a_supplement_waits_and_the_minutes_say_for_what() {
    let judged = scored(&[(TEA, 75.0), ("Hồng trà", 60.0)])
        .adding(&verdict("supplement", "phiếu kiểm nghiệm"))
        .judge();
    judged.told(&[]);
    assert_eq!(
        (judged.outcome(TEA), judged.outcome("Hồng trà")),
        ("needs_supplement", "recognised")
    );
    let minutes = judged.paper("bien-ban");
    assert!(minutes.contains("75,0 | – | Cần bổ sung: phiếu kiểm nghiệm"), "{minutes}");
    assert!(minutes.contains("01 sản phẩm cần kiểm nghiệm hoặc bổ sung hồ sơ"), "{minutes}");
    assert!(!judged.paper("quyet-dinh").contains(TEA));
}

#[test]
fn a_verdict_about_a_product_that_nobody_submitted_is_told() {
    let judged = scored(&[("Hồng trà", 60.0)]).adding(&verdict("minima_3", "x")).judge();
    judged.told(&["W323"]);
    assert_eq!(judged.tells("W323", "round.toml · verdicts").found.as_deref(), Some(TEA));
}

#[test]
fn a_verdict_that_two_products_answer_to_needs_the_owner() {
    let (one, other) = (tea(TEA), Product { owner: "Hợp tác xã Suối Thầu".into(), ..tea(TEA) });
    let round = || {
        RoundFolder::settings()
            .with(LIST, submission("huyện Sìn Hồ", &[one.clone(), other.clone()]))
    };
    round().adding(&verdict("supplement", "x")).judge().told(&["W323"]);
    let owner = format!("{}\nowner = \"Hợp tác xã Suối Thầu\"", verdict("supplement", "x"));
    let judged = round().adding(&owner).judge();
    judged.told(&[]);
    let kinds: Vec<_> = judged.results["products"]
        .as_array()
        .unwrap()
        .iter()
        .map(|product| &product["outcome"]["kind"])
        .collect();
    assert_eq!(kinds, ["not_scored", "needs_supplement"]);
}

// ---- Ninety points and more
// --------------------------------------------------------------------------------------

#[test]
fn ninety_points_are_proposed_to_the_ministry_and_certified_by_nobody() {
    let judged = scored(&[(TEA, 90.0), ("Hồng trà", 75.0)]).judge();
    judged.told_for_sure(&[]);
    assert_eq!(judged.product(TEA)["outcome"]["meanwhile"], serde_json::Value::Null);
    let decision = judged.paper("quyet-dinh");
    assert!(decision.contains("Đề nghị Bộ Nông nghiệp và Phát triển nông thôn"), "{decision}");
    let (_, annex) = decision.split_once("Danh sách sản phẩm OCOP").unwrap();
    assert!(!annex.contains(TEA) && annex.contains("Hồng trà"), "{annex}");
    assert!(judged.paper("bien-ban").contains("90,0 | – | Đề nghị Trung ương đánh giá"));
}

#[test]
fn no_paper_recognises_five_stars() {
    let judged = scored(&[(TEA, 95.0), ("Hồng trà", 75.0)]).judge();
    for (file, text) in after_the_plan(&judged) {
        for words in ["công nhận 5 sao", "đạt 5 sao", "Hạng 5 sao", "xếp hạng 5 sao"] {
            assert!(!text.contains(words), "`{words}` in {file}:\n{text}");
        }
    }
}

#[test]
fn no_paper_but_the_plan_says_five_stars() {
    says_five_stars_nowhere(&scored(&[(TEA, 95.0), ("Hồng trà", 75.0)]).judge());
}

#[test]
fn a_star_that_the_minima_lowered_from_five_is_not_called_so() {
    says_five_stars_nowhere(
        &scored(&[(TEA, 95.0)]).adding(&verdict("minima_4", "chưa có chứng nhận quốc tế")).judge(),
    );
}

fn says_five_stars_nowhere(judged: &Judged) {
    // The letter asks the Ministry for nothing else.
    let letter = |file: &str| file.ends_with("cong-van-de-nghi-trung-uong.pdf");
    for (file, text) in after_the_plan(judged).filter(|(file, _)| !letter(file)) {
        let line = text.lines().find(|line| line.contains("5 sao"));
        assert_eq!(line, None, "in {file}");
    }
}

#[test]
fn the_plan_names_five_stars_only_as_the_seed_does() {
    let seed = include_str!("../data/seed-plan.txt");
    let plan = scored(&[(TEA, 95.0)]).judge().paper("ke-hoach");
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (plan, seed) = (squeezed(&plan), squeezed(seed));
    let before = |text: &str| {
        text.match_indices("5 sao")
            .map(|(at, _)| text[..at].chars().rev().take(30).collect())
            .collect()
    };
    let (ours, theirs): (Vec<String>, Vec<String>) = (before(&plan), before(&seed));
    assert_eq!(ours, theirs);
}

#[test]
fn the_province_may_certify_four_stars_until_the_ministry_decides() {
    let judged = scored(&[(TEA, 92.0)]).setting("decision.meanwhile_star", 4).judge();
    judged.told_for_sure(&[]);
    assert_eq!(
        judged.product(TEA)["outcome"],
        serde_json::json!({ "kind": "proposed_to_ministry", "meanwhile": 4 })
    );
    let decision = judged.paper("quyet-dinh");
    assert!(decision.contains("Đề nghị Bộ Nông nghiệp và Phát triển nông thôn"), "{decision}");
    let (_, annex) = decision.split_once("Danh sách sản phẩm OCOP").unwrap();
    assert!(annex.contains(TEA) && annex.contains("92,0 | 4 sao"), "{annex}");
    assert!(judged.paper("bien-ban").contains("92,0 | 4 sao | Đề nghị Trung ương đánh giá"));
}

#[test]
fn the_province_never_certifies_five_stars_in_the_meantime() {
    for star in [2, 5] {
        let judged = scored(&[(TEA, 92.0)]).setting("decision.meanwhile_star", star).judge();
        judged.tells("E003", "round.toml · decision.meanwhile_star");
    }
}

// ---- Not scored is not a low score
// -------------------------------------------------------------------------------

#[test]
fn a_product_without_marks_is_not_scored_and_has_no_star() {
    let tea = tea(TEA);
    let round = RoundFolder::settings().meeting_once().with_council(3);
    let round = round.with(LIST, submission("huyện Sìn Hồ", std::slice::from_ref(&tea)));
    let judged = (1..=3)
        .fold(round, |round, number| {
            round.with(
                &format!("phieu-cham/{number}.xlsx"),
                totals(&member(number), 1, &[(&tea, None)]),
            )
        })
        .judge();
    judged.told(&[]);
    assert_eq!(judged.outcome(TEA), "not_scored");
    assert_eq!(
        (&judged.product(TEA)["star"], &judged.product(TEA)["average"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
}
