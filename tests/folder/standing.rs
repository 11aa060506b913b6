//! Tests that a paper is typeset only when what it says has changed, and that this shows in no byte.

use std::collections::BTreeMap;

use crate::support::round::{RoundFolder, sample_workbooks};

/// The sample round with one session and the invitations of the districts.
fn small() -> RoundFolder {
    let workbooks = sample_workbooks().into_iter().filter(|name| !name.contains("lan-2"));
    workbooks.fold(RoundFolder::inviting(&["districts"]).meeting_once(), |round, name| {
        round.with_sample(&name)
    })
}

/// Puts another file in the place of a paper, and its hash into the record.
fn exchange(round: &RoundFolder, paper: &str, bytes: &[u8]) {
    let path = round.outputs().join("so-ket-xuat.json");
    let text = fs_err::read_to_string(&path).unwrap();
    let mut record: serde_json::Value = serde_json::from_str(&text).unwrap();
    let outputs = record["outputs"].as_array_mut().unwrap();
    let entry = outputs.iter_mut().find(|entry| entry["file"] == paper).unwrap();
    entry["sha256"] = ocop::fingerprint::sha256(bytes).into();
    fs_err::write(path, serde_json::to_vec_pretty(&record).unwrap()).unwrap();
    fs_err::write(round.outputs().join(paper), bytes).unwrap();
}

#[test]
fn a_paper_whose_key_stands_in_the_record_is_left_alone_until_everything_is_asked_for_anew() {
    let round = RoundFolder::inviting(&["named"]);
    let first = round.run().files();
    exchange(&round, "01-ke-hoach/ke-hoach.pdf", b"%PDF-1.7 another");
    assert_eq!(round.run().files()["01-ke-hoach/ke-hoach.pdf"], b"%PDF-1.7 another");
    assert_eq!(round.run_with(&["--fresh"]).files(), first);
}

#[test]
fn a_paper_that_somebody_changed_or_removed_is_typeset_again() {
    let round = RoundFolder::inviting(&["named"]);
    let first = round.run().files();
    fs_err::write(round.outputs().join("01-ke-hoach/ke-hoach.pdf"), b"%PDF-1.7 changed").unwrap();
    let invitation = first.keys().find(|name| name.starts_with("02-giay-moi/")).unwrap();
    fs_err::remove_file(round.outputs().join(invitation)).unwrap();
    assert_eq!(round.run().files(), first);
}

#[test]
fn a_layout_of_the_office_typesets_its_papers_anew() {
    let round = RoundFolder::inviting(&["named"]);
    let first = round.run().files();
    let layout = ocop::templates::Templates::embedded("layout/nd30.typ").unwrap();
    let layout = std::str::from_utf8(layout).unwrap().replacen(
        "#let gian-dong = 1.1",
        "#let gian-dong = 1.2",
        1,
    );
    let round = round.with("templates/layout/nd30.typ", layout);
    let changed = round.run().files();
    assert_ne!(changed["01-ke-hoach/ke-hoach.pdf"], first["01-ke-hoach/ke-hoach.pdf"]);
    assert_eq!(round.run_with(&["--fresh"]).files(), changed);
}

/// Changes one thing in the inputs, of many that offices change. `chance` decides which.
fn edited(round: RoundFolder, chance: &mut u64) -> RoundFolder {
    let mut draw = |below: usize| {
        *chance =
            chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(*chance >> 33).unwrap() % below
    };
    let number = draw(1000);
    let workbooks = sample_workbooks();
    let workbook = &workbooks[draw(workbooks.len())];
    match draw(8) {
        0 => {
            // A file is taken out; or it comes back.
            if round.input(workbook).exists() {
                fs_err::remove_file(round.input(workbook)).unwrap();
                return round;
            }
            round.with_sample(workbook)
        }
        1 => round.setting("papers.decision.number", i64::try_from(number + 1).unwrap()),
        2 => round.setting("round.remark", format!("Ghi chú số {number}.")),
        3 => round.setting("invitation.place", format!("Phòng họp số {number}")),
        4 => round.member_with(draw(9) + 1, "post", &format!("chuyên gia số {number}")),
        5 => round.setting("issuers.council.place", ["Lai Châu", "Tam Đường"][number % 2]),
        6 => round.setting("decision.valid_months", i64::try_from(12 + number % 24).unwrap()),
        _ => round.setting("tally.printed_decimals", i64::try_from(number % 3).unwrap()),
    }
}

/// Lets a round be edited so many times: each run must leave what a run of everything anew leaves.
fn edits_leave_what_a_fresh_run_leaves(count: usize, seed: u64) {
    let (mut round, mut chance) = (small(), seed);
    round.run();
    let mut changed = 0;
    let mut last = BTreeMap::new();
    for edit in 0..count {
        round = edited(round, &mut chance);
        let run = round.run();
        let again = round.run();
        assert!(again.files() == run.files(), "edit {edit} of seed {seed}: run twice");
        let fresh = round.run_with(&["--fresh"]);
        assert_eq!((again.exit, &again.said), (fresh.exit, &fresh.said), "edit {edit} of {seed}");
        let (files, fresh) = (run.files(), fresh.files());
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            fresh.keys().collect::<Vec<_>>(),
            "edit {edit} of seed {seed}"
        );
        for (name, bytes) in &files {
            assert!(fresh[name] == *bytes, "{name} differs after edit {edit} of seed {seed}");
        }
        changed += usize::from(files != last);
        last = files;
    }
    println!("{count} edits, {changed} of which changed the outputs");
    assert!(changed * 2 >= count, "the edits change too little");
}

#[test]
fn two_edits_leave_what_a_fresh_run_leaves() {
    edits_leave_what_a_fresh_run_leaves(2, 30);
}

/// ```sh
/// EDITS=100 cargo test --release --test folder -- --ignored --nocapture many_edits
/// ```
#[test]
#[ignore = "minutes; EDITS sets how many"]
fn many_edits_leave_what_fresh_runs_leave() {
    let count = std::env::var("EDITS").ok().and_then(|count| count.parse().ok()).unwrap_or(100);
    edits_leave_what_a_fresh_run_leaves(count, 2020);
}
