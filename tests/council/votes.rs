//! Lost votes: which products wait for them and which do not, and what the papers say of every
//! ballot.

use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè Tả Ngảo";
const HONEY: &str = "Mật ong Tả Ngảo";

/// A round of so many sessions with a council of nine, a tea and a honey.
fn round(sessions: usize) -> RoundFolder {
    let round = RoundFolder::settings()
        .with_council(9)
        .with(LIST, submission("huyện Sìn Hồ", &[tea(TEA), tea(HONEY)]));
    round
        .setting("round.days", i64::try_from(sessions).unwrap())
        .changing(|settings| settings["sessions"].as_array_mut().unwrap().truncate(sessions))
}

/// A ballot of a member in a session; a product without a total is left blank.
fn gives(
    round: RoundFolder,
    session: u8,
    number: usize,
    given: &[(&str, Option<f64>)],
) -> RoundFolder {
    let products: Vec<Product> = given.iter().map(|(name, _)| tea(name)).collect();
    let given: Vec<_> =
        products.iter().zip(given).map(|(product, (_, total))| (product, *total)).collect();
    round.with(&file(session, number), totals(&member(number), session, &given))
}

fn file(session: u8, number: usize) -> String {
    format!("phieu-cham/lan-{session}/{number:02}.xlsx")
}

/// These members give tea and honey 60 points in a session.
fn scored_by(
    round: RoundFolder,
    session: u8,
    members: impl IntoIterator<Item = usize>,
) -> RoundFolder {
    let both = [(TEA, Some(60.0)), (HONEY, Some(60.0))];
    members.into_iter().fold(round, |round, number| gives(round, session, number, &both))
}

fn least(round: RoundFolder, ballots: i64, of: i64) -> RoundFolder {
    round.adding(&format!("[rules.ballots]\nleast = {{ ballots = {ballots}, of = {of} }}"))
}

fn held(judged: &Judged, product: &str, reason: &str) {
    assert_eq!(
        (judged.outcome(product), judged.reason(product)),
        ("held", reason),
        "{:#?}",
        judged.findings
    );
}

// ---- Missing and blank
// -------------------------------------------------------------------------------------------

#[test]
fn members_who_lack_ballots_for_the_same_products_are_told_together() {
    let judged = scored_by(round(1), 1, 1..=6).judge();
    judged.told(&["E340"]);
    let finding = judged.tells("E340", "round.toml · lần chấm 1");
    assert!(
        finding.message.starts_with("3 thành viên (Lò Văn 07; Lò Văn 08; Lò Văn 09)"),
        "{finding:?}"
    );
    assert_eq!(finding.found.as_deref(), Some("thiếu 2 sản phẩm: Chè Tả Ngảo; Mật ong Tả Ngảo"));
    held(&judged, TEA, "chưa có phiếu của Lò Văn 07, Lò Văn 08, Lò Văn 09");
}

#[test]
fn a_product_left_blank_without_a_reason_waits_and_is_told_at_the_ballot() {
    let judged =
        gives(scored_by(round(1), 1, 1..=8), 1, 9, &[(TEA, Some(60.0)), (HONEY, None)]).judge();
    judged.told(&["E341"]);
    let finding = judged.tells("E341", &format!("{} · Phiếu chấm!D4", file(1, 9)));
    assert_eq!(finding.found.as_deref(), Some("để trống 1 sản phẩm: Mật ong Tả Ngảo"));
    assert_eq!(judged.outcome(TEA), "recognised");
    held(&judged, HONEY, "phiếu của Lò Văn 09 để trống, không ghi lý do");
}

#[test]
fn an_empty_form_beside_the_one_that_was_filled_in_is_nothing() {
    let empty = totals(&member(3), 1, &[(&tea(TEA), None), (&tea(HONEY), None)]);
    for name in ["phieu-cham/0-mau.xlsx", "phieu-cham/z-mau.xlsx"] {
        let judged = scored_by(round(1), 1, 1..=9).with(name, &empty).judge();
        judged.told(&[]);
        assert_eq!(judged.counted(TEA, 1).len(), 9);
    }
}

#[test]
fn a_product_that_nobody_scored_is_told_once_others_were() {
    let tea_only = |round, number| gives(round, 1, number, &[(TEA, Some(60.0))]);
    let judged = (1..=9).fold(round(1), tea_only).judge();
    judged.told(&["E342"]);
    judged.tells("E342", &format!("{LIST} · Danh sách!B8"));
    held(&judged, HONEY, "chưa có phiếu chấm nào cho sản phẩm này");
    assert_eq!(judged.outcome(TEA), "recognised");
}

#[test]
fn nothing_is_missed_before_the_council_has_met() {
    let judged = round(2).judge();
    judged.told(&[]);
    assert_eq!(judged.outcome(TEA), "not_scored");
}

#[test]
fn a_share_of_the_ballots_may_suffice() {
    let six = || scored_by(round(1), 1, 1..=6);
    let judged = least(six(), 2, 3).judge();
    judged.told(&["W308"]);
    assert_eq!(judged.outcome(TEA), "recognised");
    assert!(judged.paper("bien-ban").contains("Tính 12 phiếu chấm"));
    least(six(), 3, 4).judge().told(&["E340"]);
    for (ballots, of) in [(0, 3), (4, 3), (1, 0)] {
        least(six(), ballots, of).judge().tells("E003", "round.toml · rules.ballots.least");
    }
}

#[test]
fn a_share_of_the_ballots_also_makes_up_for_one_that_cannot_be_counted() {
    let wrong =
        |round| gives(scored_by(round, 1, 1..=8), 1, 9, &[(TEA, Some(160.0)), (HONEY, Some(60.0))]);
    let judged = wrong(round(1)).judge();
    judged.told(&["E302"]);
    held(&judged, TEA, "phiếu của Lò Văn 09 có tổng điểm nằm ngoài thang điểm");
    let judged = least(wrong(round(1)), 2, 3).judge();
    judged.told(&["E302"]);
    assert_eq!((judged.outcome(TEA), judged.counted(TEA, 1).len()), ("recognised", 8));
}

#[test]
fn no_share_makes_up_for_two_ballots_that_contradict_each_other() {
    let other = totals(&member(9), 1, &[(&tea(TEA), Some(62.0))]);
    let judged =
        least(scored_by(round(1), 1, 1..=9).with("phieu-cham/khac.xlsx", other), 1, 2).judge();
    judged.told(&["E307"]);
    held(&judged, TEA, "Lò Văn 09 có hai phiếu khác nhau");
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains(
            "02 phiếu của Lò Văn 09 (thành viên có hai phiếu khác nhau cho cùng sản phẩm)"
        ),
        "{minutes}"
    );
}

#[test]
fn a_summary_stands_in_for_ballots_only_with_a_reason() {
    let judged = round(1).adding("[rules.ballots]\nsummary = true\nsummary_reason = \" \"").judge();
    judged.tells("E003", "round.toml · rules.ballots.summary_reason");
    round(1)
        .adding("[rules.ballots]\nsummary = true\nsummary_reason = \"phiếu giấy bị ướt\"")
        .judge()
        .told(&[]);
}

// ---- Absent members
// ----------------------------------------------------------------------------------------------

#[test]
fn a_ballot_of_an_absent_member_holds_nothing_however_it_looks() {
    let absent = "absent = [{ name = \"Lò Văn 09\", reason = \"ốm\" }]";
    for total in [60.0, 160.0] {
        let both = [(TEA, Some(total)), (HONEY, Some(total))];
        let judged =
            gives(scored_by(round(1).in_session(1, absent), 1, 1..=8), 1, 9, &both).judge();
        judged.told(&["E310"]);
        let finding = judged.tells("E310", &format!("{} · Phiếu chấm!C4", file(1, 9)));
        assert_eq!(finding.found.as_deref(), Some("Lò Văn 09 (2 sản phẩm)"));
        assert_eq!((judged.outcome(TEA), judged.outcome(HONEY)), ("recognised", "recognised"));
        assert!(
            judged
                .paper("bien-ban")
                .contains("không tính: 02 phiếu của Lò Văn 09 (thành viên vắng mặt: ốm)")
        );
    }
}

// ---- Sessions
// ----------------------------------------------------------------------------------------------------

#[test]
fn one_ballot_that_names_another_session_does_not_decide() {
    let judged =
        gives(scored_by(round(2), 1, 1..=8), 2, 9, &[(TEA, Some(66.0)), (HONEY, Some(66.0))])
            .judge();
    judged.told(&["E343"]);
    let finding = judged.tells("E343", &format!("{} · Phiếu chấm!C4", file(2, 9)));
    assert!(
        finding
            .found
            .as_deref()
            .unwrap()
            .starts_with("8 trong 9 thành viên không có phiếu ở lần chấm 2")
    );
    assert!(
        finding.remedy.as_deref().unwrap().starts_with("Có phải phiếu này của lần chấm 1 không?"),
        "{finding:?}"
    );
    let product = judged.product(TEA);
    assert_eq!((&product["official_session"], &product["average"]), (&1.into(), &"60".into()));
    assert_eq!(judged.outcome(TEA), "held");
    assert_eq!(judged.counted(TEA, 1).len(), 8);
}

#[test]
fn a_second_ballot_that_one_member_gave_alone_does_not_decide_either() {
    let judged = gives(scored_by(round(2), 1, 1..=9), 2, 9, &[(TEA, Some(66.0))]).judge();
    judged.told(&["E343"]);
    assert_eq!((judged.outcome(TEA), judged.outcome(HONEY)), ("held", "recognised"));
    assert_eq!(judged.product(TEA)["average"], "60");
}

#[test]
fn one_ballot_that_names_an_earlier_session_is_told_too() {
    let round =
        gives(scored_by(round(2), 2, 1..=8), 1, 9, &[(TEA, Some(66.0)), (HONEY, Some(66.0))]);
    let judged = round.judge();
    judged.told(&["E343"]);
    judged.tells("E343", &format!("{} · Phiếu chấm!C4", file(1, 9)));
    assert_eq!(
        (judged.outcome(TEA), &judged.product(TEA)["official_session"]),
        ("held", &2.into())
    );
}

#[test]
fn a_strangers_ballot_holds_its_products_only_where_it_may_decide() {
    let stranger = |session| {
        let again = |round, number| gives(round, 2, number, &[(HONEY, Some(64.0))]);
        let round = (1..=9).fold(scored_by(round(2), 1, 1..=9), again);
        round
            .with(
                "phieu-cham/la.xlsx",
                totals("Nguyễn Thị Lạ Hoắc", session, &[(&tea(TEA), Some(90.0))]),
            )
            .judge()
    };
    let judged = stranger(1);
    judged.told(&["E208"]);
    assert_eq!(
        (judged.outcome(TEA), &judged.product(TEA)["average"]),
        ("recognised", &"60".into())
    );
    let judged = stranger(2);
    judged.told(&["E208"]);
    held(&judged, TEA, "có phiếu của lần chấm 2 mà chưa rõ là của thành viên nào");
}

#[test]
fn what_nobody_scores_again_keeps_its_result_and_what_some_do_waits() {
    let again = |round, number| gives(round, 2, number, &[(TEA, Some(64.0)), (HONEY, None)]);
    let judged = (1..=9).fold(scored_by(round(2), 1, 1..=9), again).judge();
    judged.told(&[]);
    assert_eq!(
        (&judged.product(TEA)["average"], &judged.product(HONEY)["average"]),
        (&"64".into(), &"60".into())
    );
    assert_eq!((judged.outcome(TEA), judged.outcome(HONEY)), ("recognised", "recognised"));

    let judged = (1..=7).fold(scored_by(round(2), 1, 1..=9), again).judge();
    judged.told(&["E340"]);
    held(&judged, TEA, "chưa có phiếu của Lò Văn 08, Lò Văn 09");
    assert_eq!(judged.outcome(HONEY), "recognised");
}

#[test]
fn ballots_that_were_missing_before_the_product_was_scored_again_are_told_and_hold_nothing() {
    let judged = scored_by(scored_by(round(2), 1, 1..=8), 2, 1..=9).judge();
    judged.told(&["W308"]);
    judged.tells("W308", "round.toml · lần chấm 1");
    assert_eq!((judged.outcome(TEA), judged.outcome(HONEY)), ("recognised", "recognised"));
}

#[test]
fn the_minutes_and_the_decision_wait_for_a_session_without_ballots() {
    let judged = scored_by(round(2), 1, 1..=9).judge();
    judged.told(&[]);
    assert_eq!(judged.outcome(TEA), "recognised");
    assert!(judged.papers().all(|(file, _)| file != "04-ket-qua-cham/bien-ban.pdf"
        && file != "06-quyet-dinh/quyet-dinh.pdf"));
    assert!(judged.papers().any(|(file, _)| file == "01-ke-hoach/ke-hoach.pdf"));
    for paper in ["Biên bản", "Quyết định"] {
        assert!(
            judged.waits(paper).starts_with("phiếu chấm của lần chấm 2 (ngày 09/12/2020)"),
            "{paper}"
        );
    }
    assert_eq!(round(2).judge().waits("Biên bản"), "phiếu chấm của Hội đồng");
}

#[test]
fn ballots_of_a_session_without_a_quorum_do_not_count() {
    let away = |number| format!("{{ name = \"{}\", reason = \"ốm\" }}", member(number));
    let absent = format!("absent = [{}]", [7, 8, 9].map(away).join(", "));
    let judged = scored_by(round(1).in_session(1, &absent), 1, 1..=6).judge();
    judged.told(&["E309"]);
    held(&judged, TEA, "lần chấm 1 không đủ thành phần dự họp");
    assert_eq!(judged.product(TEA)["star_by_points"], serde_json::Value::Null);
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains(
            "Không phiếu chấm nào được tính; không tính: 12 phiếu (lần chấm không đủ thành phần \
             dự họp)."
        ),
        "{minutes}"
    );
    assert!(!minutes.contains("60,0") && !minutes.contains("điểm trung bình từ"), "{minutes}");
}

// ---- Conflicts and owners
// ----------------------------------------------------------------------------------------

fn conflicts(numbers: impl IntoIterator<Item = usize>) -> String {
    let one = |number| {
        let name = member(number);
        format!(
            "[[conflicts]]\nmember = \"{name}\"\nowner = \"Hợp tác xã Mây Núi\"\nreason = \"người \
             nhà\"\n"
        )
    };
    numbers.into_iter().map(one).collect()
}

#[test]
fn a_product_that_every_member_has_an_interest_in_is_told() {
    let judged = scored_by(round(1).adding(&conflicts(1..=9)), 1, 1..=2).judge();
    let finding = judged.tells("E344", &format!("{LIST} · Danh sách!B7"));
    assert_eq!(finding.found.as_deref(), Some("Hợp tác xã Mây Núi"));
    held(&judged, TEA, "mọi thành viên Hội đồng chấm điểm đều có xung đột lợi ích với chủ thể");
    round(1).adding(&conflicts(1..=9)).judge().told(&["E344", "E344"]);
    round(1).adding(&conflicts(1..=8)).judge().told(&[]);
}

#[test]
fn nobodys_ballot_is_left_out_who_gave_none() {
    let blank = [(TEA, Some(60.0)), (HONEY, None)];
    let round = scored_by(round(1).adding(&conflicts(8..=9)), 1, 1..=8);
    let judged = gives(round, 1, 9, &blank).judge();
    judged.told(&["N322", "N322", "N322"]);
    let minutes = judged.paper("bien-ban");
    let of = |product: &str| {
        minutes.lines().find(|line| line.contains(&format!("Sản phẩm “{product}”, lần"))).unwrap()
    };
    assert!(
        of(TEA).contains("Lò Văn 08 (")
            && of(TEA).contains("Lò Văn 09 (")
            && of(TEA).contains("nếu tính cả các phiếu này là")
    );
    assert!(
        !of(HONEY).contains("Lò Văn 09") && of(HONEY).contains("nếu tính cả phiếu này là"),
        "{minutes}"
    );
}

#[test]
fn a_ballot_that_gives_the_product_to_another_owner_is_told_at_the_owner() {
    let other = Product { owner: "Hộ kinh doanh Lò Thị Mai".into(), ..tea(TEA) };
    let ballot = totals(&member(9), 1, &[(&other, Some(60.0)), (&tea(HONEY), Some(60.0))]);
    let judged = scored_by(round(1), 1, 1..=8).with(&file(1, 9), ballot).judge();
    judged.told(&["E346"]);
    let finding = judged.tells("E346", &format!("{} · Phiếu chấm!C5", file(1, 9)));
    assert_eq!(finding.allowed.as_deref(), Some("Hợp tác xã Mây Núi"));
    held(&judged, TEA, "phiếu của Lò Văn 09 ghi chủ thể khác với danh sách");
    assert_eq!(judged.outcome(HONEY), "recognised");
}

#[test]
fn an_owner_with_an_address_behind_the_name_is_the_same_owner() {
    for owner in ["Hợp tác xã Mây Núi, xã Tả Ngảo", "HỢP TÁC XÃ  mây núi", "Mây Núi"]
    {
        let same = Product { owner: owner.into(), ..tea(TEA) };
        let ballot = totals(&member(9), 1, &[(&same, Some(60.0)), (&tea(HONEY), Some(60.0))]);
        scored_by(round(1), 1, 1..=8).with(&file(1, 9), ballot).judge().told(&[]);
    }
}

#[test]
fn a_ballot_must_say_which_of_two_owners_products_it_is_about() {
    let other = Product { owner: "Hợp tác xã Suối Thầu".into(), ..tea(TEA) };
    let nobodys = Product { owner: "Hộ kinh doanh Lò Thị Mai".into(), ..tea(TEA) };
    let round = RoundFolder::settings().meeting_once().with_council(1);
    let round = round.with(LIST, submission("huyện Sìn Hồ", &[tea(TEA), other.clone()]));
    let unclear = round.with(&file(1, 1), totals(&member(1), 1, &[(&nobodys, Some(60.0))]));
    let judged = unclear.judge();
    let finding = judged.tells("E347", &format!("{} · Phiếu chấm!C4", file(1, 1)));
    assert_eq!(finding.allowed.as_deref(), Some("Hợp tác xã Mây Núi; Hợp tác xã Suối Thầu"));
    assert_eq!(judged.results["unplaced_ballots"][0]["fate"], "unclear_product");
    let clear = unclear
        .with(&file(1, 1), totals(&member(1), 1, &[(&tea(TEA), Some(60.0)), (&other, Some(64.0))]));
    clear.judge().told(&[]);
}

#[test]
fn an_unknown_product_is_told_with_the_nearest_name() {
    let misspelt = [("Mật ong Tà Ngảo", Some(60.0)), ("Chè Tả Ngảo", Some(60.0))];
    let judged = gives(scored_by(round(1), 1, 1..=8), 1, 9, &misspelt).judge();
    let finding = judged.tells("E210", &format!("{} · Phiếu chấm!C4", file(1, 9)));
    assert!(
        finding.remedy.as_deref().unwrap().starts_with("Có phải “Mật ong Tả Ngảo” không?"),
        "{finding:?}"
    );
    assert_eq!(judged.results["unplaced_ballots"][0]["named"], "Mật ong Tà Ngảo");
    held(&judged, HONEY, "chưa có phiếu của Lò Văn 09");
}
