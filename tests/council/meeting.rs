//! Meetings of the council: quorum, spread, members who are absent, silent, replaced or have an
//! interest, and what that does to a score.

use serde_json::Value;

use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEA: &str = "Chè Tả Ngảo";

/// The file of a member's ballot in a session.
fn file(session: u8, number: usize) -> String {
    format!("phieu-cham/lan-{session}/{number:02}.xlsx")
}

/// A round of one session and one tea, with a council of so many and no ballots.
fn council(members: usize) -> RoundFolder {
    RoundFolder::settings()
        .meeting_once()
        .with_council(members)
        .with(LIST, submission("huyện Sìn Hồ", &[tea(TEA)]))
}

/// A round of one session in which the members give the tea these totals, one a member; `None`
/// leaves no ballot.
fn scored(totals: &[Option<f64>]) -> RoundFolder {
    with_ballots(council(totals.len()), 1, totals)
}

fn with_ballots(round: RoundFolder, session: u8, given: &[Option<f64>]) -> RoundFolder {
    let tea = tea(TEA);
    given.iter().zip(1..).filter_map(|(total, number)| Some(((*total)?, number))).fold(
        round,
        |round, (total, number)| {
            round.with(
                &file(session, number),
                totals(&member(number), session, &[(&tea, Some(total))]),
            )
        },
    )
}

/// `Some` of each.
fn all<const N: usize>(totals: [u8; N]) -> Vec<Option<f64>> {
    totals.iter().map(|total| Some(f64::from(*total))).collect()
}

/// The list of names that `absent` and `abstaining` take.
fn names(key: &str, numbers: impl IntoIterator<Item = usize>) -> String {
    let entries = numbers
        .into_iter()
        .map(|number| format!("{{ name = \"{}\", reason = \"đi công tác\" }}", member(number)));
    format!("{key} = [{}]", entries.collect::<Vec<_>>().join(", "))
}

fn average(judged: &Judged) -> &Value {
    &judged.product(TEA)["average"]
}

// ---- Quorum
// ------------------------------------------------------------------------------------------------------

#[test]
fn three_quarters_of_the_members_rounded_up_make_a_quorum() {
    let table = [
        (5, 4),
        (6, 5),
        (7, 6),
        (8, 6),
        (9, 7),
        (10, 8),
        (11, 9),
        (12, 9),
        (13, 10),
        (14, 11),
        (15, 12),
    ];
    for (members, needed) in table {
        // The last ones are away, so that chair and vice-chair are there.
        let attended_by = |present: usize| {
            let round = council(members).in_session(1, &names("absent", present + 1..=members));
            let round = (1..=present).fold(round, |round, number| {
                round.with(&file(1, number), totals(&member(number), 1, &[(&tea(TEA), Some(60.0))]))
            });
            round.judge()
        };
        let met = attended_by(needed);
        met.told(&[]);
        assert_eq!(met.outcome(TEA), "recognised", "{needed} of {members}");

        let unmet = attended_by(needed - 1);
        unmet.told(&["E309"]);
        let finding = unmet.tells("E309", "round.toml · lần chấm 1");
        assert_eq!(
            finding.found.as_deref(),
            Some(format!("{}/{members} thành viên có mặt", needed - 1).as_str())
        );
        assert!(
            finding.allowed.as_deref().unwrap().starts_with(&format!("ít nhất {needed}/{members}"))
        );
        assert_eq!(unmet.outcome(TEA), "held", "{} of {members}", needed - 1);
    }
}

#[test]
fn the_minutes_say_whether_there_was_a_quorum() {
    let met = scored(&all([60; 9])).in_session(1, &names("absent", [])).judge().paper("bien-ban");
    assert!(met.contains("Có mặt 09/09") && met.contains("ít nhất 07/09"), "{met}");
    let round = council(9).in_session(1, &names("absent", 7..=9));
    let unmet = with_ballots(round, 1, &all([60; 6])).judge();
    let minutes = unmet.paper("bien-ban");
    assert!(minutes.contains("Có mặt 06/09"), "{minutes}");
    assert!(
        minutes.contains("không đủ 07/09") && minutes.contains("không có giá trị"),
        "{minutes}"
    );
    assert!(minutes.contains(&format!("vắng mặt: {} (đi công tác)", member(7))), "{minutes}");
}

#[test]
fn the_chair_or_the_vice_chair_must_be_there() {
    let away = |numbers: &[usize]| {
        let totals: Vec<_> =
            (1..=9).map(|number| (!numbers.contains(&number)).then_some(60.0)).collect();
        scored(&totals).in_session(1, &names("absent", numbers.iter().copied()))
    };
    // The vice-chair then presides, and not the chair whom the settings name.
    away(&[1]).judge().told(&["W441"]);
    away(&[2]).judge().told(&[]);
    let both = away(&[1, 2]);
    let judged = both.judge();
    assert!(
        judged
            .tells("E309", "round.toml · lần chấm 1")
            .allowed
            .as_deref()
            .unwrap()
            .contains("Chủ tịch")
    );
    assert_eq!(judged.outcome(TEA), "held");
    let judged = both.setting("rules.quorum", toml::toml! { with_chair = false }).judge();
    judged.told(&[]);
    assert_eq!(judged.outcome(TEA), "recognised");
}

#[test]
fn another_share_may_be_set() {
    let round = with_ballots(council(9).in_session(1, &names("absent", 6..=9)), 1, &all([60; 5]));
    round.judge().told(&["E309"]);
    round.setting("rules.quorum", toml::toml! { attending = 1 of = 2 }).judge().told(&[]);
}

// ---- Spread
// ------------------------------------------------------------------------------------------------------

#[test]
fn ten_points_apart_are_allowed_and_eleven_are_not() {
    let judged = scored(&all([60, 65, 70])).judge();
    judged.told(&[]);
    assert_eq!(
        (judged.outcome(TEA), &judged.product(TEA)["sessions"][0]["spread"]),
        ("recognised", &"10".into())
    );

    let judged = scored(&all([60, 65, 71])).judge();
    judged.told(&["E320"]);
    let finding = judged.tells("E320", &format!("{LIST} · Danh sách!B7"));
    let found = finding.found.as_deref().unwrap();
    assert_eq!(
        found,
        format!("cao nhất 71 ({}), thấp nhất 60 ({}), chênh 11", member(3), member(1))
    );
    assert_eq!(finding.allowed.as_deref(), Some("không quá 10"));
    assert_eq!(
        (judged.outcome(TEA), judged.reason(TEA)),
        ("held", "điểm của các thành viên chênh nhau 11 điểm")
    );
    assert!(
        judged.paper("bien-ban").contains("Chờ làm rõ: điểm của các thành viên chênh nhau 11 điểm")
    );
}

#[test]
fn a_hundredth_above_ten_is_too_much() {
    scored(&[Some(60.0), Some(65.0), Some(70.01)]).judge().told(&["E320"]);
}

#[test]
fn where_the_limit_itself_is_too_much_ten_points_hold() {
    let strict = |totals: &[Option<f64>]| {
        scored(totals).setting("rules.spread", toml::toml! { limit_allowed = false }).judge()
    };
    let judged = strict(&all([60, 65, 70]));
    judged.told(&["E320"]);
    assert_eq!(judged.findings("E320")[0].allowed.as_deref(), Some("dưới 10"));
    assert_eq!(judged.outcome(TEA), "held");
    strict(&[Some(60.0), Some(69.99), Some(65.0)]).told(&[]);
}

#[test]
fn a_session_that_scores_again_settles_the_spread_of_the_one_before() {
    let twice = |second: &[Option<f64>]| {
        let round = RoundFolder::settings()
            .with_council(3)
            .with(LIST, submission("huyện Sìn Hồ", &[tea(TEA)]));
        with_ballots(with_ballots(round, 1, &all([50, 65, 71])), 2, second).judge()
    };
    let judged = twice(&all([62, 64, 66]));
    judged.told(&[]);
    assert_eq!((judged.outcome(TEA), average(&judged)), ("recognised", &"64".into()));
    assert_eq!(judged.product(TEA)["official_session"], 2);
    assert_eq!(judged.product(TEA)["sessions"][0]["spread"], "21");
    let judged = twice(&all([55, 64, 66]));
    judged.told(&["E320"]);
}

// ---- Absent, silent, replaced
// ------------------------------------------------------------------------------------

#[test]
fn a_ballot_of_an_absent_member_is_refused() {
    let judged = scored(&all([60, 60, 60, 68])).in_session(1, &names("absent", [4])).judge();
    judged.told(&["E310"]);
    let finding = judged.tells("E310", &format!("{} · Phiếu chấm!C4", file(1, 4)));
    assert_eq!(finding.found, Some(member(4)));
    assert_eq!(average(&judged), "60");
}

#[test]
fn a_product_waits_for_the_ballot_of_a_member_who_is_there() {
    let judged = scored(&[Some(60.0), Some(60.0), Some(60.0), None]).judge();
    judged.told(&["E340"]);
    let finding = judged.tells("E340", "round.toml · lần chấm 1");
    assert!(
        finding.message.starts_with(&member(4)) && finding.found.as_deref().unwrap().contains(TEA),
        "{finding:?}"
    );
    assert_eq!((judged.outcome(TEA), judged.reason(TEA)), ("held", "chưa có phiếu của Lò Văn 04"));
}

#[test]
fn a_member_who_abstains_is_not_missed_and_the_minutes_say_why() {
    let judged = scored(&[Some(60.0), Some(60.0), Some(60.0), None])
        .in_session(1, &names("abstaining", [4]))
        .judge();
    judged.told(&[]);
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains(&format!("không chấm điểm: {} (đi công tác)", member(4))),
        "{minutes}"
    );
    assert!(minutes.contains("Có mặt 04/04"), "{minutes}");
}

#[test]
fn a_ballot_of_a_member_who_abstains_does_not_count() {
    let judged = scored(&all([60, 60, 60, 68])).in_session(1, &names("abstaining", [4])).judge();
    judged.told(&["N322"]);
    assert_eq!(average(&judged), "60");
    assert_eq!(judged.counted(TEA, 1), [member(1), member(2), member(3)]);
}

/// Member 3 is replaced in session 1.
const REPLACED: &str = r#"replaced = [{ name = "Lò Văn 03", by = "Vàng Thị Mai", authority = "Giấy ủy quyền số 12/GUQ-SYT" }]"#;

fn replaced(name: &str) -> RoundFolder {
    scored(&[Some(60.0), Some(60.0), None])
        .in_session(1, REPLACED)
        .with(&file(1, 3), totals(name, 1, &[(&tea(TEA), Some(66.0))]))
}

#[test]
fn who_replaces_a_member_by_written_authority_scores_in_their_place() {
    let judged = replaced("Vàng Thị Mai").judge();
    judged.told(&[]);
    assert_eq!(average(&judged), "62");
    assert_eq!(judged.counted(TEA, 1), [member(1), member(2), member(3)]);
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes
            .contains("được ủy quyền: Vàng Thị Mai thay Lò Văn 03 (Giấy ủy quyền số 12/GUQ-SYT)"),
        "{minutes}"
    );
    assert!(minutes.contains("Có mặt 03/03"), "{minutes}");
}

#[test]
fn who_replaces_a_member_does_so_in_that_session_only() {
    let round =
        RoundFolder::settings().with_council(3).with(LIST, submission("huyện Sìn Hồ", &[tea(TEA)]));
    let round = with_ballots(round.in_session(1, REPLACED), 2, &[Some(60.0), Some(60.0), None]);
    let judged =
        round.with(&file(2, 3), totals("Vàng Thị Mai", 2, &[(&tea(TEA), Some(66.0))])).judge();
    // That the member has no ballot follows from the name that nobody knows.
    judged.told(&["E208"]);
    judged.tells("E208", &format!("{} · Phiếu chấm!C1", file(2, 3)));
}

#[test]
fn a_member_and_their_replacement_do_not_both_score() {
    let own = "phieu-cham/lan-1/04.xlsx";
    for total in [66.0, 61.0] {
        let judged = replaced("Vàng Thị Mai")
            .with(own, totals(&member(3), 1, &[(&tea(TEA), Some(total))]))
            .judge();
        judged.told(&["E345"]);
        let finding = judged.tells("E345", &format!("{own} · Phiếu chấm!C4"));
        assert_eq!(finding.found, Some(member(3)));
        assert_eq!((judged.outcome(TEA), average(&judged)), ("recognised", &"62".into()));
    }
}

#[test]
fn the_own_ballot_of_a_member_who_was_replaced_does_not_count_for_whom_came() {
    let judged = replaced(&member(3)).judge();
    judged.told(&["E345"]);
    assert_eq!(judged.counted(TEA, 1), [member(1), member(2)]);
    assert_eq!(
        (judged.outcome(TEA), judged.reason(TEA)),
        ("held", "chưa có phiếu của người dự thay Lò Văn 03")
    );
    let minutes = judged.paper("bien-ban");
    assert!(
        minutes
            .contains("01 phiếu của Lò Văn 03 (thành viên đã ủy quyền cho Vàng Thị Mai dự thay)"),
        "{minutes}"
    );
}

#[test]
fn nobody_is_replaced_who_is_no_member() {
    let round = council(3).in_session(1, &REPLACED.replace("Lò Văn 03", "Lò Văn 33"));
    let judged = round.judge();
    assert_eq!(judged.tells("E003", "round.toml · sessions").found.as_deref(), Some("Lò Văn 33"));
}

#[test]
fn nobody_is_replaced_by_another_member() {
    let round =
        scored(&all([60, 60, 66])).in_session(1, &REPLACED.replace("Vàng Thị Mai", "Lò Văn 02"));
    round.judge().told(&["E003"]);
}

#[test]
fn the_chairs_ballot_may_be_left_out_by_rule() {
    let round = scored(&all([69, 60, 63])).setting("rules.chair_ballot_counts", false);
    let judged = round.judge();
    judged.told(&["N322"]);
    judged.tells("N322", &format!("{} · Phiếu chấm!C4", file(1, 1)));
    assert_eq!(average(&judged), "61.5");
    assert_eq!(judged.product(TEA)["sessions"][0]["with_all"]["average"], "64");
    assert_eq!(judged.counted(TEA, 1), [member(2), member(3)]);
    let silent =
        scored(&[None, Some(60.0), Some(63.0)]).setting("rules.chair_ballot_counts", false).judge();
    silent.told(&[]);
}

// ---- Conflicts of interest
// ---------------------------------------------------------------------------------------

const CONFLICT: &str = r#"
[[conflicts]]
member = "Lò Văn 03"
owner = "Hợp tác xã Mây Núi"
reason = "vợ là giám đốc hợp tác xã"
"#;

#[test]
fn a_member_with_a_declared_interest_is_left_out_and_listed() {
    let judged = scored(&all([60, 61, 69])).adding(CONFLICT).judge();
    judged.told(&["N322"]);
    let finding = judged.tells("N322", &format!("{} · Phiếu chấm!C4", file(1, 3)));
    assert_eq!(
        finding.found.as_deref(),
        Some("Lò Văn 03: xung đột lợi ích: vợ là giám đốc hợp tác xã")
    );

    assert_eq!(judged.counted(TEA, 1), [member(1), member(2)]);
    let session = &judged.product(TEA)["sessions"][0];
    assert_eq!((&session["average"], &session["with_all"]["sum"]), (&"60.5".into(), &"190".into()));
    assert_eq!(session["with_all"]["printed"], "63,3");
    assert_eq!(
        (&session["left_out"][0]["member"], &session["left_out"][0]["score"]),
        (&member(3).into(), &"69".into())
    );
    assert_eq!(session["left_out"][0]["rule"], "xung đột lợi ích: vợ là giám đốc hợp tác xã");
    assert_eq!(session["left_out"].as_array().unwrap().len(), 1);

    let minutes = judged.paper("bien-ban");
    assert!(
        minutes.contains(
            "Sản phẩm “Chè Tả Ngảo”, lần chấm 1: không tính phiếu của Lò Văn 03 (xung đột lợi \
             ích: vợ là giám đốc hợp tác xã). Điểm trung bình là 60,5; nếu tính cả phiếu này là \
             63,3."
        ),
        "{minutes}"
    );
}

#[test]
fn an_interest_in_one_owner_leaves_the_others_alone() {
    let other =
        Product { owner: "Hợp tác xã Suối Thầu".into(), ..tea("Chè Suối Thầu") };
    let tea = tea(TEA);
    let round = council(3)
        .with(LIST, submission("huyện Sìn Hồ", &[tea.clone(), other.clone()]))
        .adding(CONFLICT);
    let round = (1..=3).fold(round, |round, number| {
        let total = if number == 3 { 66.0 } else { 60.0 };
        round.with(
            &file(1, number),
            totals(&member(number), 1, &[(&tea, Some(total)), (&other, Some(total))]),
        )
    });
    let judged = round.judge();
    judged.told(&["N322"]);
    assert_eq!(
        (average(&judged), &judged.product("Chè Suối Thầu")["average"]),
        (&"60".into(), &"62".into())
    );
}

#[test]
fn a_spread_is_measured_without_the_ballots_that_are_left_out() {
    scored(&all([60, 61, 99])).adding(CONFLICT).judge().told(&["N322"]);
}

#[test]
fn a_ballot_that_is_left_out_is_listed_once_though_it_came_twice() {
    let judged = scored(&all([60, 61, 69]))
        .with("phieu-cham/lan-1/03-ban-sao.xlsx", totals(&member(3), 1, &[(&tea(TEA), Some(69.0))]))
        .adding(CONFLICT)
        .judge();
    let session = &judged.product(TEA)["sessions"][0];
    assert_eq!(session["left_out"].as_array().unwrap().len(), 1);
    assert_eq!(session["with_all"]["count"], 3);
}

#[test]
fn a_ballot_that_is_left_out_is_listed_though_no_other_was_given() {
    let judged = scored(&[None, None, Some(69.0)]).adding(CONFLICT).judge();
    judged.told(&["E342", "N322"]);
    assert_eq!(
        (judged.outcome(TEA), judged.reason(TEA)),
        ("held", "chưa có phiếu chấm nào cho sản phẩm này")
    );
    assert_eq!(judged.product(TEA)["sessions"][0]["left_out"][0]["member"], member(3));
}

#[test]
fn the_invitation_tells_a_member_what_they_do_not_score() {
    let round = RoundFolder::inviting(&["council"])
        .with_council(4)
        .with(LIST, submission("huyện Sìn Hồ", &[tea(TEA)]));
    let judged = round.adding(CONFLICT).judge();
    let telling: Vec<_> = judged
        .papers()
        .filter(|(_, text)| {
            text.contains(
                "Không chấm điểm sản phẩm của Hợp tác xã Mây Núi (vợ là giám đốc hợp tác xã).",
            )
        })
        .map(|(file, _)| file.to_owned())
        .collect();
    assert_eq!(telling, ["02-giay-moi/03-ong-lo-van-03.pdf"]);
}

/// An owner with a telephone, a tax code, a representative and an address.
fn owner() -> Product {
    Product {
        owner: "Hợp tác xã Mây Núi".into(),
        representative: "Lò Thị Hoa".into(),
        phone: "0912 345 678".into(),
        tax_code: "6200012345".into(),
        address: "Bản Tả Ngảo, xã Tả Ngảo".into(),
        ..tea(TEA)
    }
}

/// Rounds in which member 3 shares something with the owner, and the cell that says so.
fn suspicious() -> [(RoundFolder, &'static str, &'static str); 5] {
    let round = || council(3).with(LIST, submission("huyện Sìn Hồ", &[owner()]));
    [
        (round().member_with(3, "phone", "0912.345.678"), "J7", "cùng số điện thoại"),
        (round().member_with(3, "tax_code", "6200012345"), "K7", "cùng mã số thuế"),
        (round().member_with(3, "post", "Kế toán Hợp tác xã Mây Núi"), "D7", "thuộc đơn vị này"),
        (
            round().member_with(3, "address", "bản Tả Ngảo, xã Tả Ngảo, huyện Sìn Hồ"),
            "I7",
            "cùng họ và cùng địa chỉ",
        ),
        (round().member_with(3, "address", "Xã Tả Ngảo"), "I7", "cùng họ và cùng địa chỉ"),
    ]
}

#[test]
fn a_sign_of_an_interest_is_told_at_the_cell_that_says_so() {
    for (round, cell, sign) in suspicious() {
        let judged = round.judge();
        judged.told(&["W321"]);
        let finding = judged.tells("W321", &format!("{LIST} · Danh sách!{cell}"));
        assert!(
            finding.message.contains(sign) && finding.message.contains(&member(3)),
            "{finding:?}"
        );
    }
}

#[test]
fn a_suspicion_alone_leaves_no_ballot_out() {
    for (round, ..) in suspicious() {
        let judged = with_ballots(round, 1, &all([60, 60, 66])).judge();
        judged.told(&["W321"]);
        assert_eq!(average(&judged), "62");
    }
}

#[test]
fn a_suspicion_that_was_dismissed_is_not_told_again_and_the_ballots_count() {
    for (round, ..) in suspicious() {
        let judged = with_ballots(
            round.adding(&format!("{CONFLICT}dismissed = true\n")),
            1,
            &all([60, 60, 66]),
        )
        .judge();
        judged.told(&[]);
        assert_eq!(average(&judged), "62");
        assert!(!judged.paper("bien-ban").contains("xung đột"));
    }
}

#[test]
fn a_suspicion_that_was_declared_is_not_told_again() {
    for (round, ..) in suspicious() {
        with_ballots(round.adding(CONFLICT), 1, &all([60, 60, 66])).judge().told(&["N322"]);
    }
}

#[test]
fn a_surname_or_an_address_alone_is_no_sign() {
    let round = || council(3).with(LIST, submission("huyện Sìn Hồ", &[owner()]));
    round().judge().told(&[]);
    round()
        .member_with(3, "address", "Xã Tả Ngảo")
        .member_with(3, "name", "Vàng Văn Ba")
        .judge()
        .told(&[]);
    round().member_with(3, "address", "Phường Đoàn Kết").judge().told(&[]);
    round().member_with(3, "phone", "0912345679").judge().told(&[]);
}

#[test]
fn a_telephone_with_the_code_of_the_country_is_the_same_telephone() {
    let round = council(3).with(LIST, submission("huyện Sìn Hồ", &[owner()]));
    round.member_with(3, "phone", "+84 912 345 678").judge().told(&["W321"]);
}

#[test]
fn an_interest_in_an_owner_that_nobody_submitted_is_told() {
    let judged = council(3).adding(&CONFLICT.replace("Mây Núi", "Mây Nui")).judge();
    let finding = judged.tells("W323", "round.toml · conflicts");
    assert_eq!(finding.found.as_deref(), Some("Hợp tác xã Mây Nui"));
}

#[test]
fn an_owner_is_known_however_it_is_typed() {
    scored(&all([60, 61, 66]))
        .adding(&CONFLICT.replace("Hợp tác xã Mây Núi", "HỢP TÁC XÃ  mây núi"))
        .judge()
        .told(&["N322"]);
}

#[test]
fn an_interest_of_somebody_who_is_no_member_is_refused() {
    let judged = council(3).adding(&CONFLICT.replace("Lò Văn 03", "Lò Văn 33")).judge();
    assert_eq!(
        judged.tells("E003", "round.toml · conflicts.member").found.as_deref(),
        Some("Lò Văn 33")
    );
}
