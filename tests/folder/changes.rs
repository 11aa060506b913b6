//! Tests of what a run tells of papers that changed, and of earlier issues that it keeps.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::support::round::{RoundFolder, member};
use crate::support::run::Run;
use crate::support::workbooks::{submission, tea, totals};

const LIST: &str = "ho-so/sin-ho.xlsx";
const TEAS: [&str; 2] = ["Chè Tả Ngảo", "Hồng trà"];
const DECISION: &str = "06-quyet-dinh/quyet-dinh.pdf";
const KEPT: &str = "06-quyet-dinh/ban-truoc/quyet-dinh-so-1757-ban-1.pdf";
const MEMORY: &str = "noi-dung-van-ban.json";
const RECORD: &str = "so-ket-xuat.json";

/// A round of two teas and a council of nine that gives each of them 62 points.
fn round(groups: &[&str]) -> RoundFolder {
    let products = TEAS.map(tea);
    let round = RoundFolder::inviting(groups).meeting_once().with_council(9);
    let round = round.with(LIST, submission("huyện Sìn Hồ", &products));
    (1..=9).fold(round, |round, number| ballot(round, number, [62.0, 62.0]))
}

/// Lets a member give these points.
fn ballot(round: RoundFolder, number: usize, points: [f64; 2]) -> RoundFolder {
    let products = TEAS.map(tea);
    let given = [(&products[0], Some(points[0])), (&products[1], Some(points[1]))];
    round.with(&format!("phieu-cham/{number:02}.xlsx"), totals(&member(number), 1, &given))
}

/// The round with a decision that has a number and a day.
fn numbered() -> RoundFolder {
    round(&[])
        .setting("papers.decision.number", 1757)
        .setting("papers.decision.date", "2020-12-31".parse::<toml::value::Datetime>().unwrap())
}

/// What a run said of changed papers.
fn told(run: &Run) -> &str {
    let told = run.said.split_once("Văn bản đã đổi so với lần chạy trước:\n");
    let told = told.map_or("", |(_, told)| told);
    told.split("\n\n").next().unwrap()
}

fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

#[test]
fn a_first_run_and_a_run_without_change_tell_nothing() {
    let round = round(&["districts"]);
    let first = round.run();
    assert_eq!(told(&first), "");
    assert!(json(&first.files(), "kiem-tra.json").get("paper_changes").is_none());
    let again = round.run();
    assert_eq!(told(&again), "");
    assert!(again.files() == first.files());
}

#[test]
fn a_mark_that_changed_is_told_at_its_row_on_every_paper_and_stays_on_the_page() {
    let round = round(&[]);
    round.run();
    let round = ballot(round, 3, [71.0, 62.0]);
    let run = round.run();
    let told = told(&run);
    for line in [
        "Biên bản",
        "Quyết định (06-quyet-dinh/quyet-dinh.pdf):",
        "dòng “Chè Tả Ngảo”",
        "“62,0” → “63,0”",
    ] {
        assert!(told.contains(line), "{line}:\n{told}");
    }
    assert!(!told.contains("dòng “Hồng trà”"), "{told}");
    let files = run.files();
    let groups = json(&files, "kiem-tra.json")["paper_changes"].clone();
    assert!(
        groups.as_array().unwrap().iter().all(|group| group["what"] == "content"),
        "{groups:#}"
    );
    let page = String::from_utf8(files["kiem-tra.html"].clone()).unwrap();
    assert!(page.contains("“62,0” → “63,0”") && page.contains("Văn bản đã đổi"), "{page}");
    // Nothing changed since: the screen says nothing, and no byte is written anew.
    let again = round.run();
    assert_eq!(self::told(&again), "");
    assert!(again.files() == files);
    assert!(round.run_with(&["--fresh"]).files() == files);
}

#[test]
fn a_name_that_changed_is_told_word_by_word_and_printed_literally() {
    let round = round(&[]);
    round.run();
    let run = round.member_with(4, "post", "<b>Phó</b> & {{ x }}").run();
    assert!(told(&run).contains("“chuyên gia” → “<b>Phó</b> & {{ x }}”"), "{}", run.said);
    let page = String::from_utf8(run.files()["kiem-tra.html"].clone()).unwrap();
    assert!(!page.contains("<b>Phó</b>"));
    assert!(page.contains("&lt;b&gt;Phó&lt;&#x2f;b&gt; &amp; {{ x }}"));
}

#[test]
fn a_place_that_changes_every_invitation_is_told_once() {
    let round = RoundFolder::inviting(&["named"]);
    let invitations = round.run().papers().iter().filter(|name| name.starts_with("02-")).count();
    let run = round.setting("invitation.place", "Phòng họp tầng 2").run();
    let told = told(&run);
    assert!(invitations > 1 && told.contains(&format!("  {invitations} giấy mời:\n")), "{told}");
    assert_eq!(told.matches("Địa điểm: ").count(), 1, "{told}");
}

#[test]
fn papers_that_are_new_or_no_longer_issued_are_named() {
    let round = RoundFolder::inviting(&["named"]);
    round.run();
    let round = round.typing("\"Báo Lai Châu\", ", "");
    let run = round.run();
    assert!(told(&run).contains("Thôi lập: Giấy mời (02-giay-moi/"), "{}", run.said);
    assert!(!told(&run).contains("giấy mời:"), "the others only have other numbers: {}", run.said);
}

#[test]
fn another_layout_is_told_as_such() {
    let round = round(&[]);
    round.run();
    let layout = ocop::templates::Templates::embedded("layout/nd30.typ").unwrap();
    let layout = std::str::from_utf8(layout).unwrap().replacen(
        "#let gian-dong = 1.1",
        "#let gian-dong = 1.2",
        1,
    );
    let run = round.with("templates/layout/nd30.typ", layout).run();
    let told = told(&run);
    assert!(told.starts_with("  Chỉ đổi cách trình bày, lời văn như cũ: Kế hoạch"), "{told}");
}

#[test]
fn an_earlier_issue_of_a_numbered_decision_is_kept_for_ever() {
    let round = numbered();
    let first = round.run().files();
    let round = ballot(round, 3, [71.0, 62.0]);
    let run = round.run();
    run.tells("N607", DECISION);
    let files = run.files();
    assert!(files[KEPT] == first[DECISION] && files[DECISION] != first[DECISION]);
    assert_eq!(json(&files, RECORD)["earlier"][0]["file"], KEPT);
    let groups = json(&files, "kiem-tra.json")["paper_changes"].clone();
    let decision = groups.as_array().unwrap().iter().find(|one| one["files"][0] == DECISION);
    assert_eq!(decision.unwrap()["kept"][0], KEPT);
    let is_kept = |folder: &str| files.keys().any(|name| name.starts_with(folder));
    assert!(!is_kept("04-ket-qua-cham/ban-truoc/"), "drafts without number are replaced");
    // A second run, a draft, a check, and the forms leave it.
    for run in [round.run(), round.run_with(&["--fresh"]), round.check(), round.forms()] {
        assert!(run.files()[KEPT] == first[DECISION], "{}", run.said);
    }
    // Back to what the first issue said: the second one is put aside beside it.
    let back = ballot(round, 3, [62.0, 62.0]).run().files();
    assert!(back[DECISION] == first[DECISION] && back[KEPT] == first[DECISION]);
    assert!(back[&KEPT.replace("ban-1", "ban-2")] == files[DECISION]);
}

#[test]
fn a_numbered_decision_that_is_no_longer_issued_is_kept() {
    let round = numbered();
    let first = round.run().files();
    fs_err::remove_file(round.input("phieu-cham/09.xlsx")).unwrap();
    for number in 1..9 {
        fs_err::remove_file(round.input(&format!("phieu-cham/{number:02}.xlsx"))).unwrap();
    }
    let run = round.run();
    run.waits_for("Quyết định");
    assert!(!run.files().contains_key(DECISION));
    assert!(run.files()[KEPT] == first[DECISION]);
    assert!(told(&run).contains("Thôi lập: "), "{}", run.said);
}

#[test]
fn where_the_memory_is_damaged_a_run_says_which_papers_changed_and_keeps_numbered_ones() {
    for spoil in [&b"{"[..], b"", b"{\"schema\":1,\"texts\":[],\"papers\":[]}"] {
        let round = numbered();
        let first = round.run().files();
        fs_err::write(round.outputs().join(MEMORY), spoil).unwrap();
        let run = ballot(round, 3, [71.0, 62.0]).run();
        run.tells("N608", MEMORY);
        assert!(told(&run).contains("không còn lời văn lần trước để so: "), "{}", run.said);
        assert!(run.files()[KEPT] == first[DECISION]);
        assert_ne!(run.files()[MEMORY], spoil);
    }
}

#[test]
fn after_a_stopped_run_changes_are_told_since_the_last_one_that_came_to_its_end() {
    let round = numbered();
    let first = round.run().files();
    let round = ballot(round, 3, [71.0, 62.0]);
    let whole = round.run();
    // As if that run had been stopped after its papers, before it told of them.
    let mut record = json(&whole.files(), RECORD);
    record["state"] = "begun".into();
    let outputs = record["outputs"].as_array_mut().unwrap();
    outputs.retain(|one| one["file"] != MEMORY);
    let before = json(&first, RECORD);
    let memory = before["outputs"].as_array().unwrap().iter().find(|one| one["file"] == MEMORY);
    outputs.push(memory.unwrap().clone());
    fs_err::write(round.outputs().join(RECORD), serde_json::to_vec(&record).unwrap()).unwrap();
    fs_err::write(round.outputs().join(MEMORY), &first[MEMORY]).unwrap();
    let run = round.run();
    assert_eq!(told(&run), told(&whole));
    assert!(run.files()[KEPT] == first[DECISION]);
}
