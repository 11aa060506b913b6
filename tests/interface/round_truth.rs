//! Tests of statements in `round.toml` that cannot be true: what is reported, and which paper waits
//! for it.

use toml::Value;
use toml::value::Datetime;

use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea};

/// The settings of the sample round alone, which have nothing wrong with them.
fn round() -> RoundFolder {
    RoundFolder::settings()
}

fn day(text: &str) -> Value {
    Value::Datetime(text.parse::<Datetime>().unwrap())
}

/// Whether a paper waits for its fault of this code.
#[track_caller]
fn waits(judged: &Judged, paper: &str, code: &str) {
    assert_eq!(
        judged.waits(paper),
        format!("sửa lỗi {code} trong round.toml, nêu ở trên"),
        "{:#?}",
        judged.findings
    );
}

/// Whether the plan can be issued, which needs nothing but the settings.
fn issues_plan(judged: &Judged) -> bool {
    judged.papers().any(|(file, _)| file == "01-ke-hoach/ke-hoach.pdf")
}

#[test]
fn a_round_that_can_be_is_told_nothing() {
    let judged = round().judge();
    judged.told(&[]);
    assert!(issues_plan(&judged));
}

// ---- Dates of papers
// ---------------------------------------------------------------------------------------------

#[test]
fn a_paper_that_cannot_be_of_its_date_waits() {
    for (kind, paper, date) in [
        ("plan", "Kế hoạch", day("2020-12-09")),
        ("plan", "Kế hoạch", "2021-01".into()),
        ("invitation", "Giấy mời", day("2020-12-09")),
        ("minutes", "Biên bản", day("2020-12-08")),
        ("decision", "Quyết định", day("2020-12-08")),
        ("decision", "Quyết định", "2020-11".into()),
    ] {
        let key = format!("papers.{kind}.date");
        let round = if kind == "invitation" {
            round().setting("papers.plan.date", day("2020-12-01"))
        } else {
            round()
        };
        // A plan that is late is also later than the invitation.
        let round =
            if kind == "plan" { round.setting("papers.invitation.date", "2021-01") } else { round };
        let judged = round.setting(&key, date.clone()).judge();
        let finding = judged.tells("E010", &format!("round.toml · {key}"));
        assert!(finding.message.starts_with(paper) && finding.remedy.is_some(), "{finding:?}");
        waits(&judged, paper, "E010");
        assert_eq!(issues_plan(&judged), kind != "plan", "{key} = {date}");
    }
}

#[test]
fn papers_of_the_very_days_of_the_meeting_are_in_order() {
    let judged = round()
        .setting("papers.plan.date", day("2020-12-04"))
        .setting("papers.invitation.date", day("2020-12-04"))
        .setting("papers.minutes.date", day("2020-12-09"))
        .setting("papers.decision.date", day("2020-12-09"))
        .setting("papers.supplement.date", day("2020-12-04"))
        .judge();
    judged.told(&[]);
}

#[test]
fn a_decision_before_its_minutes_waits_and_a_plan_after_the_invitation_is_only_told() {
    let judged = round()
        .setting("papers.minutes.date", day("2020-12-11"))
        .setting("papers.decision.date", day("2020-12-10"))
        .judge();
    judged.told(&["E010"]);
    waits(&judged, "Quyết định", "E010");
    let judged = round()
        .setting("papers.plan.date", day("2020-12-07"))
        .setting("papers.invitation.date", day("2020-12-04"))
        .judge();
    judged.told(&["W011"]);
    judged.tells("W011", "round.toml · papers.plan.date");
    assert!(issues_plan(&judged));
}

#[test]
fn one_wrong_date_of_a_decision_is_told_once() {
    let judged = round()
        .setting("papers.minutes.date", day("2020-12-11"))
        .setting("papers.decision.date", day("2020-11-05"))
        .judge();
    judged.told(&["E010"]);
}

#[test]
fn before_sessions_are_declared_the_planned_days_are_only_a_plan() {
    let no_session = || round().changing(|settings| drop(settings.remove("sessions")));
    no_session().judge().told(&[]);
    let judged = no_session().setting("papers.invitation.date", day("2020-12-11")).judge();
    judged.told(&["W011"]);
    let judged = no_session().setting("papers.decision.date", day("2020-12-07")).judge();
    judged.tells("W011", "round.toml · papers.decision.date");
    let judged =
        no_session().setting("invitation.time", "08 giờ 00, ngày 15 tháng 12 năm 2020").judge();
    judged.told(&["W012"]);
}

#[test]
fn a_deadline_lies_between_its_letter_and_the_meeting() {
    let judged = round().setting("supplement.deadline", day("2020-12-10")).judge();
    judged.told(&["W011"]);
    judged.tells("W011", "round.toml · supplement.deadline");
    let judged = round().setting("papers.supplement.date", day("2020-12-07")).judge();
    judged.told(&["E010"]);
    judged.tells("E010", "round.toml · supplement.deadline");
    round().setting("papers.supplement.date", day("2020-12-04")).judge().told(&[]);
}

#[test]
fn the_year_of_a_round_is_that_of_its_first_day() {
    let judged = round().setting("round.year", 2019).judge();
    judged.told(&["W013"]);
    judged.tells("W013", "round.toml · round.year");
}

#[test]
fn days_off_are_one_note() {
    let judged = round()
        .setting("papers.decision.date", day("2020-12-12"))
        .setting("papers.plan.date", day("2020-11-29"))
        .setting("acts.council.date", day("2020-04-30"))
        .judge();
    judged.told(&["N026"]);
    let found = judged.findings("N026")[0].found.clone().unwrap();
    for named in ["29/11/2020 (Chủ nhật)", "12/12/2020 (thứ Bảy)", "30/4/2020 (ngày Chiến thắng)"]
    {
        assert!(found.contains(named), "{found}");
    }
}

// ---- Sessions and the invitation
// ---------------------------------------------------------------------------------

#[test]
fn a_session_outside_the_planned_days_is_told() {
    let judged = round()
        .in_session(2, "date = 2020-12-11")
        .setting("invitation.time", "08/12 và 11/12/2020")
        .judge();
    judged.told(&["W014"]);
    judged.tells("W014", "round.toml · lần chấm 2");
}

#[test]
fn a_meeting_of_two_days_with_sessions_on_one_is_noted() {
    let judged = round().meeting_once().setting("round.days", 2).judge();
    let finding = judged.tells("N029", "round.toml · round.days");
    assert_eq!(finding.found.as_deref(), Some("dự kiến 02 ngày; lần chấm ngày 08/12/2020"));
    let once = round().meeting_once().judge();
    assert!(once.findings("N029").is_empty());
    let evening = "date = 2020-12-08\nstart = \"17 giờ 00\"\nend = \"19h30\"";
    round().in_session(2, evening).setting("round.days", 1).judge().told(&[]);
}

#[test]
fn sessions_that_cannot_follow_each_other_keep_the_minutes() {
    for (session, lines, codes) in [
        (1, "end = \"07 giờ 30\"", &["E015"][..]),
        (1, "end = \"08 giờ 00\"", &["E015"]),
        (1, "start = \"25 giờ 00\"", &["E015"]),
        (2, "end = \"16 giờ 75\"", &["E015"]),
        (2, "date = 2020-12-08\nstart = \"16 giờ 00\"\nend = \"18h\"", &["E015", "N029"]),
        (2, "date = 2020-12-07", &["E015", "W012", "W014"]),
    ] {
        let judged = round().in_session(session, lines).judge();
        judged.told(codes);
        judged.tells("E015", &format!("round.toml · lần chấm {session}"));
        waits(&judged, "Biên bản", "E015");
    }
    let afternoon =
        round().in_session(2, "date = 2020-12-08\nstart = \"17 giờ 00\"\nend = \"19h30\"").judge();
    afternoon.told(&["N029"]);
    round().in_session(1, "start = \"sáng\"\nend = \"chiều\"").judge().told(&[]);
}

#[test]
fn an_invitation_names_the_days_and_the_hour_of_the_sessions() {
    for (time, says) in [
        (
            "từ 08 giờ 00, ngày 10 tháng 12 năm 2020",
            "khác với ngày của các lần chấm (08/12/2020, 09/12/2020)",
        ),
        ("từ 08 giờ 00, ngày 08 và ngày 09 tháng 12 năm 2021", "khác với ngày của các lần chấm"),
        ("08 giờ 00, ngày 08 tháng 12 năm 2020", "không ghi ngày 09/12/2020 của lần chấm 2"),
        ("14 giờ 00, ngày 08 và 09/12/2020", "ghi 14 giờ 00, lần chấm đầu tiên bắt đầu 08 giờ 00"),
        ("8h ngày 08 và 09/12/2020, ngày 31/11/2020", "ngày không có trong lịch: 31/11/2020"),
    ] {
        let judged = round().setting("invitation.time", time).judge();
        judged.told(&["W012"]);
        let finding = judged.tells("W012", "round.toml · invitation.time");
        assert!(finding.message.contains(says), "{finding:?}");
    }
    for time in [
        "từ 08 giờ 00, ngày 08/12/2020 đến ngày 09/12/2020",
        "8h00 các ngày 08, 09/12/2020",
        "sẽ báo sau",
    ] {
        round().setting("invitation.time", time).judge().told(&[]);
    }
    let once = |time: &str| round().meeting_once().setting("invitation.time", time).judge();
    once("08 giờ 00, thứ Ba, ngày 08 tháng 12 năm 2020").told(&[]);
    once("08 giờ 00, thứ Hai, ngày 08 tháng 12 năm 2020").told(&["W012"]);
}

// ---- Acts
// --------------------------------------------------------------------------------------------------------

#[test]
fn an_act_that_came_later_keeps_the_papers_that_cite_it() {
    let judged = round().setting("acts.council.date", day("2021-01-15")).judge();
    judged.told(&["E016"]);
    let finding = judged.tells("E016", "round.toml · acts.council.date");
    assert!(finding.message.contains("(kế hoạch, quyết định)"), "{finding:?}");
    waits(&judged, "Kế hoạch", "E016");
    waits(&judged, "Quyết định", "E016");
    // The wording of the plan names it, though no list of legal bases does.
    let judged = round().setting("acts.funding.date", day("2021-01-15")).judge();
    judged.told(&["E016"]);
    waits(&judged, "Kế hoạch", "E016");
    // Of a month without its day nobody knows whether it is before.
    round().setting("acts.council.date", day("2020-12-31")).judge().told(&[]);
}

#[test]
fn a_date_that_ocop_new_wrote_is_printed_on_no_paper() {
    let judged = round().setting("acts.council.date", day("2026-01-01")).judge();
    judged.told(&["E017"]);
    assert!(!issues_plan(&judged));
    waits(&judged, "Kế hoạch", "E017");
    // The first number of a year may be of its first day.
    let first = round()
        .setting("acts.council.number", "01/QĐ-UBND")
        .setting("acts.council.date", day("2026-01-01"));
    first.judge().told(&["E016", "N026"]);
}

#[test]
fn number_and_date_of_an_act_fit_each_other() {
    for (act, number, date, codes) in [
        ("criteria", "1048/QĐ-TTg", "2020-08-21", &["W018"][..]),
        ("criteria", "1048 / qđ-ttg", "2019-08-20", &["W018"]),
        ("criteria_amendment", "781/QĐ-TTg", "2020-06-09", &["W018"]),
        ("ocop_plan", "12/2019/QĐ-UBND", "2020-05-13", &["W018"]),
        ("ocop_plan", "542/QĐ-UBND", "2020-01-01", &["N026", "W018"]),
        ("ocop_plan", "12/2020/QĐ-UBND", "2020-05-13", &[]),
        ("ocop_plan", "01/QĐ-UBND", "2020-01-01", &["N026"]),
    ] {
        let round = round().setting(&format!("acts.{act}.number"), number);
        let judged = round.setting(&format!("acts.{act}.date"), day(date)).judge();
        judged.told(codes);
        assert!(issues_plan(&judged), "{number}");
    }
}

#[test]
fn no_amendment_is_asked_for_where_there_is_none() {
    let without = |settings: &mut toml::Table| {
        settings["acts"].as_table_mut().unwrap().remove("criteria_amendment");
        for paper in ["plan", "decision"] {
            let bases = settings["papers"][paper]["legal_bases"].as_array_mut().unwrap();
            bases.retain(|base| base.as_str() != Some("criteria_amendment"));
        }
    };
    let judged = round().changing(without).judge();
    judged.told(&[]);
    let plan = judged.paper("ke-hoach");
    assert!(plan.contains("tại Quyết định số 1048/QĐ-TTg ngày 21/8/2019 của Thủ tướng"), "{plan}");
    // One that the act used does not have is to be left out, not to be found.
    let act = round()
        .setting("rules.criteria", "1048-2019")
        .setting("rules.criteria_reason", "thử")
        .judge();
    let finding = act.tells("W507", "round.toml · acts.criteria_amendment");
    assert!(
        finding.remedy.as_ref().unwrap().contains("xóa mục [acts.criteria_amendment]"),
        "{finding:?}"
    );
    // A name left among the legal bases is told as one to be dropped.
    let left = round().changing(|settings| {
        drop(settings["acts"].as_table_mut().unwrap().remove("criteria_amendment"));
    });
    let judged = left.judge();
    let finding = judged.tells("E003", "round.toml · papers.plan.legal_bases");
    assert!(finding.remedy.as_ref().unwrap().starts_with("Bỏ tên này"), "{finding:?}");
}

// ---- Names, numbers, people
// ----------------------------------------------------------------------------------------

#[test]
fn a_body_of_another_province_issues_nothing() {
    let lines = |words: [&str; 2]| Value::from(words.map(Value::from).to_vec());
    for (key, value) in [
        ("issuers.province.lines", lines(["ỦY BAN NHÂN DÂN", "TỈNH LÀO CAI"])),
        ("issuers.province.name", "Ủy ban nhân dân tỉnh Lào Cai".into()),
        ("issuers.province.short_name", "UBND tỉnh Sơn La".into()),
        ("issuers.province.place", "Lào Cai".into()),
    ] {
        let judged = round().setting(key, value).judge();
        judged.told(&["E019"]);
        judged.tells("E019", &format!("round.toml · {key}"));
        waits(&judged, "Kế hoạch", "E019");
        waits(&judged, "Quyết định", "E019");
    }
    let judged = round().setting("issuers.council.parent", lines(["UBND", "TỈNH LÀO CAI"])).judge();
    waits(&judged, "Giấy mời", "E019");
    waits(&judged, "Biên bản", "E019");
    assert!(issues_plan(&judged));
    let judged = round().setting("council.name", "Hội đồng OCOP tỉnh Hòa Bình").judge();
    judged.told(&["E019"]);
    waits(&judged, "Biên bản", "E019");
}

#[test]
fn a_place_that_is_no_province_is_doubted() {
    round().setting("issuers.council.place", "Sa Pa").judge().told(&["W020"]);
    round().setting("round.province", "tỉnh Lai Chau").judge().told(&["W020"]);
    round().setting("issuers.council.place", "LAI CHÂU").judge().told(&[]);
}

#[test]
fn a_paper_has_the_symbol_of_its_type() {
    for (kind, symbol, code) in [
        ("plan", "QĐ-UBND", "E021"),
        ("invitation", "BB-HĐOCOP", "E021"),
        ("supplement", "GM-HĐOCOP", "E021"),
        ("plan", "UBND-KT", "W022"),
        ("decision", "QD-UBND", "W022"),
    ] {
        let judged = round().setting(&format!("papers.{kind}.symbol"), symbol).judge();
        judged.told(&[code]);
        judged.tells(code, &format!("round.toml · papers.{kind}.symbol"));
    }
    round().setting("papers.plan.symbol", "kh-UBND").judge().told(&[]);
}

#[test]
fn a_number_is_given_once() {
    let judged = round().setting("papers.plan.number", 0).judge();
    judged.told(&["E021"]);
    waits(&judged, "Kế hoạch", "E021");
    let numbered = |plan: &str, decision: &str| {
        let round = round().setting("papers.plan.symbol", plan).setting("papers.plan.number", 7);
        round
            .setting("papers.decision.symbol", decision)
            .setting("papers.decision.number", 7)
            .judge()
    };
    numbered("KH-UBND", "QĐ-UBND").told(&[]);
    let judged = numbered("UBND-KT", "UBND - KT");
    judged.told(&["E021", "W022", "W022"]);
    waits(&judged, "Kế hoạch", "E021");
    waits(&judged, "Quyết định", "E021");
}

#[test]
fn a_member_listed_twice_in_two_spellings_keeps_the_papers_of_the_council() {
    for name in ["LÒ VĂN 02", "Lò  văn 02 (giả định)", "Ông Lò Văn 02", "Lo\u{300} Văn 02"]
    {
        let judged = round().with_council(9).member_with(3, "name", name).judge();
        judged.told(&["E025"]);
        for paper in ["Giấy mời", "Biên bản", "Quyết định"] {
            waits(&judged, paper, "E025");
        }
        assert!(issues_plan(&judged));
    }
    let tones = round().with_council(9).member_with(3, "name", "Lò Văn Hòa").member_with(
        4,
        "name",
        "Lò Văn Hoá",
    );
    tones.judge().told(&["W024"]);
    let one = round().with_council(9).member_with(3, "name", "Lò Văn Hòa").member_with(
        4,
        "name",
        "Lò Văn Hoà",
    );
    one.judge().told(&["E025"]);
}

#[test]
fn a_person_in_two_lists_is_told_where_that_may_be_wrong() {
    let judged = round().with_council(9).member_with(3, "name", "Đỗ Mạnh Cường").judge();
    judged.told(&["W024"]);
    judged.tells("W024", "round.toml · support_team.members");
    let judged = round().setting("council.secretary.post", "Chi cục trưởng").judge();
    judged.told(&["W024"]);
    judged.tells("W024", "round.toml · council.secretary");
    let twice = |settings: &mut toml::Table| {
        let team = settings["support_team"]["members"].as_array_mut().unwrap();
        team[2] = team[1].clone();
    };
    round().changing(twice).judge().told(&["W024"]);
}

#[test]
fn nobody_is_absent_and_there_at_once() {
    let one = member(3);
    let named =
        |list: &str, name: &str| format!("{list} = [{{ name = \"{name}\", reason = \"ốm\" }}]");
    let judged = round()
        .with_council(9)
        .in_session(1, &format!("{}\n{}", named("absent", &one), named("abstaining", &one)))
        .judge();
    judged.told(&["E023"]);
    judged.tells("E023", "round.toml · lần chấm 1");
    waits(&judged, "Biên bản", "E023");
    let judged = round()
        .with_council(9)
        .setting("council.secretary.name", one.clone())
        .setting("council.secretary.post", "chuyên gia")
        .in_session(2, &named("absent", &one))
        .judge();
    judged.told(&["E023"]);
    assert!(judged.findings("E023")[0].message.starts_with("Thư ký"));
}

#[test]
fn a_substitute_has_one_place_and_is_no_member() {
    let replaced = |lines: &[(usize, &str)]| {
        let entry = |(number, by): &(usize, &str)| {
            format!(
                "{{ name = \"{}\", by = \"{by}\", authority = \"Giấy ủy quyền\" }}",
                member(*number)
            )
        };
        let lines =
            format!("replaced = [{}]", lines.iter().map(entry).collect::<Vec<_>>().join(", "));
        round().with_council(9).in_session(1, &lines).judge()
    };
    replaced(&[(3, "Phàn Thị Lan"), (4, "Phàn Thị Hoa")]).told(&[]);
    for lines in [&[(3, "Phàn Thị Lan"), (4, "PHÀN THỊ LAN")][..], &[(3, "lò văn 05")]] {
        let judged = replaced(lines);
        judged.told(&["E023"]);
        waits(&judged, "Biên bản", "E023");
        waits(&judged, "Quyết định", "E023");
    }
}

#[test]
fn a_member_or_a_substitute_who_represents_an_owner_is_told() {
    let with = |representative: &str| {
        let product = Product { representative: representative.into(), ..tea("Chè Tả Ngảo") };
        let replaced = format!(
            "replaced = [{{ name = \"{}\", by = \"Phàn Thị Lan\", authority = \"Giấy ủy quyền\" \
             }}]",
            member(4)
        );
        round()
            .with_council(9)
            .in_session(1, &replaced)
            .with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &[product]))
    };
    with("Phàn Thị Hoa").judge().told(&[]);
    let judged = with("LÒ VĂN 03").judge();
    judged.told(&["W321"]);
    assert!(
        judged.findings("W321")[0].message.starts_with("Lò Văn 03 có thể"),
        "{:#?}",
        judged.findings
    );
    let judged = with("Bà Phàn Thị Lan").judge();
    judged.told(&["W321"]);
    let message = &judged.findings("W321")[0].message;
    assert!(message.starts_with("Phàn Thị Lan, người dự thay Lò Văn 04, có thể"), "{message}");
    // It is declared, or dismissed, for the member in whose place the ballot counts.
    let declared = format!(
        "[[conflicts]]\nmember = \"{}\"\nowner = \"Hợp tác xã Mây Núi\"\nreason = \"là chủ thể\"",
        member(4)
    );
    with("Phàn Thị Lan").adding(&declared).judge().told(&[]);
}

// ---- Notes of every run
// ------------------------------------------------------------------------------------------

#[test]
fn units_that_sent_nothing_and_what_is_not_verified_are_a_note_each() {
    let list = submission("huyện Sìn Hồ", &[tea("Chè Tả Ngảo")]);
    let run = round().with("ho-so/sin-ho.xlsx", &list).run();
    run.ended(0);
    let silent = run.findings("N027");
    assert_eq!(silent.len(), 1, "{}", run.said);
    assert!(
        silent[0].contains("7 trong 8 đơn vị")
            && silent[0].contains("huyện Tam Đường, huyện Mường Tè"),
        "{silent:?}"
    );
    assert!(!silent[0].contains("Sìn Hồ"), "{silent:?}");
    let unverified = run.findings("N028");
    assert_eq!(unverified.len(), 1, "{}", run.said);
    assert!(
        unverified[0].contains("1048/QĐ-TTg") && unverified[0].contains("Công báo"),
        "{unverified:?}"
    );
    // Before any list came, none is missed.
    assert!(round().run().findings("N027").is_empty());
}

#[test]
fn communes_that_differ_in_a_tone_are_two() {
    let communes = |settings: &mut toml::Table| {
        let named =
            |name: &str| Value::Table([("name".to_owned(), name.into())].into_iter().collect());
        settings.insert("districts".into(), vec![named("xã Nậm Cha"), named("xã Nậm Chà")].into());
    };
    let list = submission(
        "xã Nậm Chà",
        &[Product { address: "Bản Nậm Chà".into(), ..tea("Chè Nậm Chà") }],
    );
    let run = round().changing(communes).with("ho-so/1.xlsx", list).run();
    let silent = run.finding("N027");
    assert!(silent.contains("1 trong 2 đơn vị") && silent.contains("xã Nậm Cha\n"), "{silent}");
}

// ---- Acceptance
// --------------------------------------------------------------------------------------------------

#[test]
fn a_doubt_about_the_round_can_be_accepted_and_a_falsehood_cannot() {
    let accept = |code: &str| {
        format!(
            "[[accept]]\ncode = \"{code}\"\nfile = \"round.toml\"\nreason = \"đúng vậy\"\nby = \
             \"Lò Văn A\"\ndate = 2020-12-04"
        )
    };
    let late = || round().setting("round.year", 2019);
    late().check().ended(1);
    late().adding(&accept("W013")).check().ended(0);
    let false_plan = round().setting("papers.plan.number", 0).adding(&accept("E021")).check();
    // The plan is the only paper of these settings that does not wait for something else.
    false_plan.ended(3);
    false_plan.tells("E021", "round.toml · papers.plan.number");
    false_plan.finding("E006");
}
