//! Consequences are told at their causes: what follows from one fault is told at that fault, with
//! the products that wait for it.

use super::official_form;
use crate::support::judged::Judged;
use crate::support::round::{RoundFolder, member};
use crate::support::workbooks::{Product, submission, tea, totals, unscored_submission};

const LIST: &str = "ho-so/sin-ho.xlsx";
const NAMES: [&str; 4] = ["Chè Tả Ngảo", "Mật ong Tả Ngảo", "Gạo Tả Ngảo", "Cá Tả Ngảo"];

/// A round of so many sessions with a council of nine and four products.
fn round(sessions: usize) -> RoundFolder {
    round_listed(sessions, LIST, "huyện Sìn Hồ")
}

/// The same; the list is this file and names this unit.
fn round_listed(sessions: usize, file: &str, unit: &str) -> RoundFolder {
    let products = NAMES.map(tea);
    let round = RoundFolder::settings().with_council(9).with(file, submission(unit, &products));
    round
        .setting("round.days", i64::try_from(sessions).unwrap())
        .changing(|settings| settings["sessions"].as_array_mut().unwrap().truncate(sessions))
}

fn file(session: u8, number: usize) -> String {
    format!("phieu-cham/lan-{session}/{number:02}.xlsx")
}

/// A ballot that gives all four products these points.
fn ballot(name: &str, session: u8, points: f64) -> Vec<u8> {
    let products: Vec<Product> = NAMES.iter().copied().map(tea).collect();
    let given: Vec<_> = products.iter().map(|product| (product, Some(points))).collect();
    totals(name, session, &given)
}

/// These members give every product 60 points.
fn scored_by(
    round: RoundFolder,
    session: u8,
    members: impl IntoIterator<Item = usize>,
) -> RoundFolder {
    members.into_iter().fold(round, |round, number| {
        round.with(&file(session, number), ballot(&member(number), session, 60.0))
    })
}

fn all_wait(judged: &Judged) {
    for name in NAMES {
        assert_eq!(judged.outcome(name), "held", "{name}");
    }
}

#[test]
fn a_ballot_whose_member_is_misspelt_is_one_finding_that_says_whose_is_wanting() {
    let judged =
        scored_by(round(1), 1, 1..=8).with(&file(1, 9), ballot("Lò Văn 0q", 1, 60.0)).judge();
    judged.told(&["E208"]);
    let finding = judged.findings("E208")[0];
    assert_eq!(finding.place.file, file(1, 9).as_str());
    assert_eq!(finding.holds, NAMES);
    assert!(
        finding.remedy.as_ref().unwrap().ends_with("Còn thiếu phiếu của: Lò Văn 09 (lần chấm 1)."),
        "{finding:?}"
    );
    all_wait(&judged);
}

#[test]
fn a_ballot_of_no_session_is_one_finding_where_the_member_lacks_only_one() {
    let judged = scored_by(scored_by(round(2), 1, 1..=9), 2, 1..=8)
        .with(&file(2, 9), ballot(&member(9), 7, 60.0))
        .judge();
    judged.told(&["E209"]);
    assert_eq!(judged.findings("E209")[0].holds, NAMES);
    all_wait(&judged);
}

#[test]
fn a_ballot_of_no_session_explains_only_one_of_two_that_are_missing() {
    let judged = scored_by(scored_by(round(2), 1, 1..=8), 2, 1..=8)
        .with("phieu-cham/09.xlsx", ballot(&member(9), 7, 60.0))
        .judge();
    judged.tells("E340", "round.toml · lần chấm 2");
    all_wait(&judged);
}

#[test]
fn a_damaged_file_named_after_its_member_explains_the_missing_ballot() {
    let name = "phieu-cham/lan-1/lo-van-09.xlsx";
    let judged = scored_by(round(1), 1, 1..=8).with(name, b"PK\x03\x04 spoiled").judge();
    judged.told(&["E112"]);
    assert_eq!(judged.findings("E112")[0].holds, NAMES);
    all_wait(&judged);
}

#[test]
fn a_damaged_file_of_nobody_explains_nothing() {
    let judged = scored_by(round(1), 1, 1..=8)
        .with("phieu-cham/phieu cuoi.xlsx", b"PK\x03\x04 spoiled")
        .judge();
    judged.told(&["E112", "E340"]);
}

#[test]
fn one_ballot_that_came_does_not_explain_two_that_are_missing() {
    let judged =
        scored_by(round(1), 1, 1..=7).with(&file(1, 9), ballot("Lò Văn 0q", 1, 60.0)).judge();
    judged.told(&["E208", "E340"]);
    assert!(judged.findings("E340")[0].message.starts_with("2 thành viên"));
}

#[test]
fn ballots_that_all_lack_their_session_explain_why_nobody_scored() {
    let one = |round: RoundFolder, number: usize| {
        round.with(&file(7, number), ballot(&member(number), 7, 60.0))
    };
    let judged = (1..=9).fold(scored_by(round(2), 1, []), one).judge();
    assert!(judged.codes().iter().all(|code| *code == "E209"), "{:#?}", judged.findings);
}

#[test]
fn a_member_apart_from_all_others_is_one_finding_at_the_ballot() {
    let judged =
        scored_by(round(1), 1, 1..=8).with(&file(1, 9), ballot(&member(9), 1, 100.0)).judge();
    let [finding] = judged.findings("E320")[..] else { panic!("{:#?}", judged.findings) };
    assert_eq!(finding.place.file, file(1, 9).as_str());
    assert_eq!(finding.holds, NAMES);
    all_wait(&judged);
}

#[test]
fn members_who_truly_disagree_are_told_product_by_product() {
    let split = scored_by(round(1), 1, 1..=4);
    let judged = (5..=9).fold(split, |round, number| {
        round.with(&file(1, number), ballot(&member(number), 1, 95.0))
    });
    let judged = judged.judge();
    assert_eq!(judged.findings("E320").len(), 4);
    assert!(
        judged
            .findings("E320")
            .iter()
            .all(|finding| finding.place.file == LIST && finding.holds.is_empty())
    );
}

#[test]
fn products_of_a_list_that_cannot_be_read_are_told_at_the_list() {
    let judged = scored_by(round(1), 1, 1..=9).with(LIST, b"PK\x03\x04 spoiled").judge();
    judged.told(&["E112"]);
    assert_eq!(judged.findings("E112")[0].holds.len(), NAMES.len());
}

#[test]
fn a_product_that_most_members_scored_and_no_list_has_is_told_once() {
    let list = submission("huyện Sìn Hồ", &NAMES[..3].iter().copied().map(tea).collect::<Vec<_>>());
    let judged = scored_by(round(1), 1, 1..=9).with(LIST, list).judge();
    judged.told(&["E210"]);
    let finding = judged.findings("E210")[0];
    assert!(
        finding.message.starts_with("Sản phẩm này có trong 9 phiếu của 9 thành viên"),
        "{finding:?}"
    );
}

#[test]
fn a_slip_of_one_member_is_told_at_that_ballot_beside_the_vote_that_is_lost() {
    let products = [tea(NAMES[0]), tea(NAMES[1]), tea(NAMES[2]), tea("Trâu gác bếp")];
    let given: Vec<_> = products.iter().map(|product| (product, Some(60.0))).collect();
    let judged =
        scored_by(round(1), 1, 1..=8).with(&file(1, 9), totals(&member(9), 1, &given)).judge();
    judged.told(&["E210", "E340"]);
}

#[test]
fn products_of_a_list_of_an_unknown_unit_are_told_at_the_list() {
    for unit in ["huyện Sìm Hồ", "tỉnh Lai Châu"] {
        let round = round_listed(1, "ho-so/danh-sach.xlsx", unit);
        let judged = scored_by(round, 1, 1..=9).judge();
        judged.told(&["E204"]);
        let finding = judged.findings("E204")[0];
        assert_eq!(finding.holds, NAMES, "{unit}");
        assert!(finding.message.contains("huyện, thành phố"), "{finding:?}");
    }
}

#[test]
fn communes_are_spoken_of_where_communes_submit() {
    for (unit, suggested) in [("xã Sin Súi Hồ", true), ("tỉnh Lai Châu", false)] {
        let list = unscored_submission(unit, &NAMES.map(tea));
        let judged = official_form::round().with("ho-so/danh-sach.xlsx", list).judge();
        let finding = judged.findings("E204")[0];
        let remedy = finding.remedy.as_deref().unwrap();
        assert!(finding.message.contains("xã, phường"), "{finding:?}");
        assert!(!format!("{finding:?}").to_lowercase().contains("huyện"), "{finding:?}");
        let wanted = if suggested {
            "Có phải “xã Sin Suối Hồ” không?"
        } else {
            "ví dụ “UBND "
        };
        assert!(remedy.contains(wanted), "{finding:?}");
    }
}
