//! Rounds under other acts than the sample's: 148/QĐ-TTg with districts that recognise three stars
//! themselves, 26/2026/QĐ-TTg with communes; which act applies, and what an office may do to it.

use crate::support::round::{RoundFolder, member, sample_settings};
use crate::support::run::Run;
use crate::support::workbooks::{
    Product, ballot, submission, submission_without_score_columns, tea, totals, unscored_submission,
};

/// The text with every one of these put in place of another.
fn with_all(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "`{old}` does not stand in the sample's round.toml");
        text.replace(old, new)
    })
}

/// The text from here on, up to there, written anew.
fn between(text: &str, from: &str, to: &str, new: &str) -> String {
    let (before, rest) = text.split_once(from).unwrap();
    let (_, after) = rest.split_once(to).unwrap();
    format!("{before}{new}{to}{after}")
}

/// A round of one session, a council of five, under an act without amendment.
fn settings(year: &str, day: &str, month: &str, number: &str, issued: &str) -> String {
    let text = sample_settings(&["districts"]);
    let text = between(&text, "[acts.criteria_amendment]", "[acts.ocop_plan]", "");
    let text =
        text.replace("cấp huyện", "địa phương").replace("các huyện, thành phố", "các địa phương");
    with_all(
        &text,
        &[
            ("year = 2020", &format!("year = {year}")),
            ("from = 2020-12-08", &format!("from = {month}-{day}")),
            ("to = 2020-12-10", &format!("to = {month}-{day}")),
            ("date = 2020-12-08", &format!("date = {month}-{day}")),
            ("date = \"2020-12\"", &format!("date = \"{month}\"")),
            ("deadline = 2020-12-04", &format!("deadline = {month}-04")),
            ("ngày 08 và ngày 09 tháng 12 năm 2020", &format!("ngày {day}/{}/{year}", &month[5..])),
            ("\"criteria_amendment\", ", ""),
            ("    \"criteria_amendment\",\n", ""),
            ("1048/QĐ-TTg\"\ndate = 2019-08-21", &format!("{number}\"\ndate = {issued}")),
        ],
    )
}

fn under_148() -> RoundFolder {
    RoundFolder::empty()
        .with("round.toml", settings("2024", "05", "2024-11", "148/QĐ-TTg", "2023-02-24"))
        .meeting_once()
        .with_council(5)
}

/// A round under 26/2026/QĐ-TTg, after the time of transition.
pub(crate) fn under_26() -> RoundFolder {
    under_26_in("2026-09")
}

/// A round under 26/2026/QĐ-TTg that meets on the 16th of this month.
pub(crate) fn under_26_in(month: &str) -> RoundFolder {
    let text = settings("2026", "16", month, "26/2026/QĐ-TTg", "2026-05-22");
    let communes = ["xã Sin Suối Hồ", "xã Tả Lèng", "phường Tân Phong"];
    let districts = communes.iter().map(|name| format!("[[districts]]\nname = \"{name}\"\n\n"));
    let districts = districts.collect::<Vec<_>>().concat();
    let text = between(&text, "[[districts]]", "# ---- Hội đồng", &districts);
    let text = with_all(
        &text,
        &[
            ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Môi trường"),
            ("\"TM. ỦY BAN NHÂN DÂN\", ", ""),
        ],
    );
    RoundFolder::empty().with("round.toml", text).meeting_once().with_council(5)
}

/// The whole council gives these part totals.
pub(super) fn scored(round: RoundFolder, products: &[(&Product, [u8; 3])]) -> RoundFolder {
    (1..=5).fold(round, |round, number| {
        round.with(&format!("phieu-cham/{number:02}.xlsx"), ballot(&member(number), 1, products))
    })
}

/// The whole council gives these totals.
fn scored_in_total(round: RoundFolder, products: &[(&Product, f64)]) -> RoundFolder {
    let products: Vec<_> =
        products.iter().map(|(product, total)| (*product, Some(*total))).collect();
    (1..=5).fold(round, |round, number| {
        round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, &products))
    })
}

/// A tea of this commune or ward.
pub(crate) fn tea_of(commune: &str, name: &str) -> Product {
    Product { address: commune.into(), ..tea(name) }
}

/// A tea for which its district claims four stars.
fn good(name: &str) -> Product {
    Product { score: 74.0, star: 4, ..tea(name) }
}

#[track_caller]
fn outcome(run: &Run, name: &str) -> String {
    let results = run.results();
    let products = results["products"].as_array().unwrap();
    let found = products.iter().find(|product| product["product"]["value"] == name).unwrap();
    found["outcome"]["kind"].as_str().unwrap().to_owned()
}

#[test]
fn a_round_under_148_takes_four_stars_from_the_districts_and_recognises_four() {
    let list = "ho-so/sin-ho.xlsx";
    let (best, fallen, wrong, early) =
        (good("Trà Shan"), good("Hồng trà"), good("Bạch trà"), tea("Trà non"));
    let products = [best.clone(), fallen.clone(), wrong.clone(), early.clone()];
    let round = under_148().with(list, submission("huyện Sìn Hồ", &products));
    // A part A of 38 is fine under 148, a part C of 38 is not.
    let run =
        scored(round, &[(&best, [38, 20, 20]), (&fallen, [30, 15, 20]), (&wrong, [20, 15, 38])])
            .run();
    run.ended(2);
    assert_eq!(run.results()["act"], "148-2023");

    let refused = run.tells("E301", &format!("{list} · Danh sách!G10"));
    assert!(refused.contains("chưa đạt 4 sao") && refused.contains("từ 70 điểm"), "{refused}");
    let above = run.tells("E313", "phieu-cham/01.xlsx · Phiếu chấm!E8");
    assert!(above.contains("từ 0 đến 35"), "{above}");
    let outcomes = ["Trà Shan", "Hồng trà", "Bạch trà", "Trà non"].map(|name| outcome(&run, name));
    assert_eq!(outcomes, ["recognised", "not_recognised", "held", "not_admitted"]);

    let papers = [
        "01-ke-hoach/ke-hoach.pdf",
        "02-giay-moi/01-dai-dien-lanh-dao-ubnd-huyen-sin-ho.pdf",
        "04-ket-qua-cham/bien-ban.pdf",
        "06-quyet-dinh/quyet-dinh.pdf",
        "tra-lai/huyen-sin-ho/cong-van.pdf",
    ];
    assert_eq!(run.first_papers(), papers);
    let decision = run.paper("quyet-dinh").text();
    assert!(
        decision.contains("Căn cứ Quyết định số 148/QĐ-TTg")
            || decision.contains("148/QĐ-TTg ngày 24/02/2023"),
        "{decision}"
    );
    assert!(!decision.contains("1048/QĐ-TTg"), "{decision}");
    let (_, annex) = decision.split_once("DANH SÁCH SẢN PHẨM").unwrap();
    assert!(annex.contains("Trà Shan") && annex.contains("78,0 4 sao"), "{annex}");
    assert!(
        ["Hồng trà", "Bạch trà", "Trà non"].iter().all(|name| !annex.contains(name)),
        "{annex}"
    );
    let minutes = run.paper("bien-ban").text();
    assert!(
        minutes.contains("hạng sao xác định theo Quyết định số 148/QĐ-TTg, trên điểm trung bình"),
        "{minutes}"
    );
    let plan = run.paper("ke-hoach").text();
    assert!(plan.contains("được đánh giá đạt điểm 4 sao trở lên"), "{plan}");
    assert!(
        minutes.contains("01 sản phẩm đạt hạng thuộc thẩm quyền công nhận của UBND cấp huyện;")
            && !minutes.contains("chưa đủ hạng để tỉnh công nhận"),
        "{minutes}"
    );
}

#[test]
fn the_bands_of_148_touch_so_a_score_close_below_one_stands_in_no_gap() {
    let product = good("Trà Shan");
    let round = under_148()
        .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", std::slice::from_ref(&product)));
    let judged = scored_in_total(round, &[(&product, 69.5)]).judge();
    judged.told(&["W319", "W365"]);
    assert!(
        !judged.findings("W319")[0].message.contains("số nguyên"),
        "{:?}",
        judged.findings("W319")
    );
}

#[test]
fn the_districts_of_148_are_asked_for_the_stars_that_are_theirs_to_give() {
    let near = Product { score: 69.99, star: 3, ..tea("Trà non") };
    let list = submission("huyện Sìn Hồ", &[good("Trà Shan"), near]);
    let judged = under_148().with("ho-so/sin-ho.xlsx", list.clone()).judge();
    judged.told(&["E301"]);
    let judged =
        under_148().setting("rules.admitted_from_star", 3).with("ho-so/sin-ho.xlsx", list).judge();
    judged.told(&[]);
}

#[test]
fn a_round_under_26_takes_products_of_communes_that_score_nothing() {
    let commune = "Xã Sin Suối Hồ";
    let (best, good) = (tea_of(commune, "Trà Shan"), tea_of(commune, "Hồng trà"));
    let low = tea_of("Phường Tân Phong", "Bạch trà");
    let round = under_26()
        .with(
            "ho-so/sin-suoi-ho.xlsx",
            unscored_submission("xã Sin Suối Hồ", &[best.clone(), good.clone()]),
        )
        .with(
            "ho-so/tan-phong.xlsx",
            unscored_submission("phường Tân Phong", std::slice::from_ref(&low)),
        );
    let run =
        scored(round, &[(&best, [38, 20, 20]), (&good, [30, 15, 20]), (&low, [20, 10, 10])]).run();
    run.ended(1);
    run.tells("W365", "ho-so/sin-suoi-ho.xlsx · Danh sách!B7");
    assert_eq!(run.results()["act"], "26-2026");
    let outcomes = ["Trà Shan", "Hồng trà", "Bạch trà"].map(|name| outcome(&run, name));
    assert_eq!(outcomes, ["recognised", "recognised", "not_recognised"]);

    let invitations = [
        "02-giay-moi/01-dai-dien-lanh-dao-ubnd-xa-sin-suoi-ho.pdf",
        "02-giay-moi/02-dai-dien-lanh-dao-ubnd-phuong-tan-phong.pdf",
    ];
    assert_eq!(
        run.first_papers(),
        [
            "01-ke-hoach/ke-hoach.pdf",
            invitations[0],
            invitations[1],
            "04-ket-qua-cham/bien-ban.pdf",
            "06-quyet-dinh/quyet-dinh.pdf"
        ]
    );
    let decision = run.paper("quyet-dinh").text();
    assert!(decision.contains("26/2026/QĐ-TTg") && !decision.contains("1048/QĐ-TTg"), "{decision}");
    let (_, annex) = decision.split_once("DANH SÁCH SẢN PHẨM").unwrap();
    assert!(
        annex.contains("78,0 4 sao") && annex.contains("65,0 3 sao") && !annex.contains("Bạch trà"),
        "{annex}"
    );
    assert!(annex.contains("Xã Sin Suối Hồ, tỉnh Lai Châu"), "{annex}");
    let minutes = run.paper("bien-ban").text();
    assert!(minutes.contains("xã Sin Suối Hồ 02, phường Tân Phong 01"), "{minutes}");
    assert!(
        minutes
            .contains("hạng sao xác định theo Quyết định số 26/2026/QĐ-TTg, trên điểm trung bình"),
        "{minutes}"
    );
}

#[test]
fn a_list_of_a_commune_needs_no_columns_for_scores() {
    let product = tea_of("Xã Sin Suối Hồ", "Trà Shan");
    let list = submission_without_score_columns("xã Sin Suối Hồ", std::slice::from_ref(&product));
    let judged =
        scored(under_26().with("ho-so/sin-suoi-ho.xlsx", list), &[(&product, [38, 20, 20])])
            .judge();
    judged.told(&["W365"]);
    assert_eq!(judged.outcome("Trà Shan"), "recognised");
}

#[test]
fn where_communes_submit_no_paper_speaks_of_districts_or_of_no_stars() {
    let product = tea("Trà Shan");
    let list = unscored_submission("xã Sin Suối Hồ", std::slice::from_ref(&product));
    let judged =
        scored(under_26().with("ho-so/sin-suoi-ho.xlsx", list), &[(&product, [38, 20, 20])])
            .judge();
    for (file, text) in judged.papers() {
        for words in ["huyện", "Huyện", " 0 sao", "00 sao", "đề nghị ."] {
            let line = text.lines().find(|line| line.contains(words));
            assert_eq!(line, None, "`{words}` in {file}");
        }
    }
}

#[test]
fn the_plan_of_a_round_without_an_amendment_can_be_written() {
    let round = under_148();
    let judged = round.judge();
    judged.told(&[]);
    assert!(judged.paper("ke-hoach").contains("148/QĐ-TTg"));
}

// ---- Which act applies
// -------------------------------------------------------------------------------------------

#[test]
fn another_act_than_the_one_in_force_is_a_warning_with_its_reason() {
    let named = "[rules]\ncriteria = \"148-2023\"\n";
    let reason = "criteria_reason = \"tỉnh cho chấm thử theo Bộ tiêu chí mới\"\n";
    let round = RoundFolder::settings().typing("[rules]\n", &format!("{named}{reason}"));
    let judged = round.judge();
    judged.told(&["W505", "W507", "W507"]);
    let cited = judged.tells("W507", "round.toml · acts.criteria");
    assert_eq!(cited.found.as_deref(), Some("1048/QĐ-TTg"));
    judged.tells("W507", "round.toml · acts.criteria_amendment");
    let finding = judged.tells("W505", "round.toml · rules.criteria");
    let found = finding.found.as_deref().unwrap();
    assert!(found.contains("148/QĐ-TTg") && found.contains("tỉnh cho chấm thử"), "{found}");
    assert!(finding.allowed.as_deref().unwrap().contains("1048/QĐ-TTg"));
    assert_eq!(judged.results["act"], "148-2023");

    let judged = RoundFolder::settings().typing("[rules]\n", named).judge();
    judged.told(&["E003"]);
    judged.tells("E003", "round.toml · rules.criteria_reason");
}

#[test]
fn naming_the_act_in_force_is_no_warning() {
    let named = "[rules]\ncriteria = \"1048-2019-781-2020\"\ncriteria_reason = \"cho rõ\"\n";
    RoundFolder::settings().typing("[rules]\n", named).judge().told(&[]);
}

#[test]
fn an_act_that_nobody_knows_is_refused_with_those_there_are() {
    let named = "[rules]\ncriteria = \"149-2023\"\ncriteria_reason = \"nhầm\"\n";
    let judged = RoundFolder::settings().typing("[rules]\n", named).judge();
    judged.told(&["E504"]);
    let finding = judged.tells("E504", "round.toml · rules.criteria");
    assert!(
        finding.allowed.as_deref().unwrap().contains("148-2023, 148-2023-1489-2025"),
        "{finding:?}"
    );
}

#[test]
fn before_the_first_act_nothing_is_issued() {
    let round = RoundFolder::settings().typing("from = 2020-12-08", "from = 2018-12-08");
    let run = round.run();
    run.ended(3);
    run.tells("E504", "round.toml · round.from");
    assert!(run.papers().is_empty());
}

#[test]
fn the_first_day_of_a_round_decides_and_not_the_last() {
    for (from, to, act) in [
        ("2023-02-23", "2023-02-24", "1048-2019-781-2020"),
        ("2023-02-24", "2023-02-25", "148-2023"),
        ("2025-07-05", "2025-07-08", "148-2023"),
        ("2025-07-06", "2025-07-08", "148-2023-1489-2025"),
        ("2026-05-22", "2026-05-23", "26-2026"),
    ] {
        let round = RoundFolder::settings();
        let round = round.typing("from = 2020-12-08", &format!("from = {from}"));
        let judged = round.typing("to = 2020-12-10", &format!("to = {to}")).judge();
        assert_eq!(judged.results["act"], act, "{from}");
    }
}

// ---- An office's own acts
// ----------------------------------------------------------------------------------------

fn criteria_file(id: &str) -> String {
    fs_err::read_to_string(format!("{}/templates/criteria/{id}.toml", env!("CARGO_MANIFEST_DIR")))
        .unwrap()
}

#[test]
fn an_unknown_key_in_an_offices_criteria_is_told_with_its_line() {
    let text = criteria_file("26-2026").replace("certificate_months", "certificate_month");
    let line = text.lines().position(|line| line.starts_with("certificate_month")).unwrap() + 1;
    let judged = RoundFolder::settings().with("templates/criteria/lai-chau.toml", text).judge();
    judged.told(&["E501"]);
    let finding = judged.tells("E501", &format!("templates/criteria/lai-chau.toml · dòng {line}"));
    assert!(finding.message.contains("`certificate_month`"), "{finding:?}");
    assert_eq!(judged.results["act"], "1048-2019-781-2020", "the other acts are used");
}

#[test]
fn an_act_that_the_office_added_can_be_used() {
    let text = criteria_file("26-2026");
    // Its head alone: any set is accepted, and only part totals are checked.
    let (text, _) = text.split_once("\n[[sets]]").unwrap();
    let text = text.replace("in_force_from = 2026-05-22", "in_force_from = 2027-01-01");
    let text = text.replace("max = 40 }", "max = 45 }").replace("max = 35 }", "max = 30 }");
    let named = "[rules]\ncriteria = \"lai-chau\"\ncriteria_reason = \"chấm thử\"\n";
    let product = tea("Trà Shan");
    let list = submission("huyện Sìn Hồ", std::slice::from_ref(&product));
    let round = RoundFolder::settings()
        .typing("[rules]\n", named)
        // The act sets no days for a third round.
        .typing("number = 2", "number = 3")
        .with("templates/criteria/lai-chau.toml", text)
        .with("ho-so/sin-ho.xlsx", list)
        .meeting_once()
        .with_council(5);
    let round = scored(round, &[(&product, [45, 20, 20])]);
    let judged = round.judge();
    // The sample's decision is signed for the committee; this act is one of the chair.
    judged.told_for_sure(&["W462", "W505", "W507", "W507"]);
    assert_eq!(
        (&judged.results["act"], judged.outcome("Trà Shan")),
        (&"lai-chau".into(), "recognised")
    );
    let judged = scored(round, &[(&product, [30, 20, 31])]).judge();
    assert_eq!(judged.findings("E313").len(), 5);
}
