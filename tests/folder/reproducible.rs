//! Tests that the same inputs give the same bytes, and that a run leaves unchanged files untouched.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use crate::support::round::{RoundFolder, sample_workbooks};

/// When each file of the outputs was last written.
fn written(round: &RoundFolder, files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, SystemTime> {
    let time =
        |name: &String| fs_err::metadata(round.outputs().join(name)).unwrap().modified().unwrap();
    files.keys().map(|name| (name.clone(), time(name))).collect()
}

/// Makes a file look as if it had been saved in 2001.
fn age(round: &RoundFolder, name: &str) {
    let file = std::fs::OpenOptions::new().write(true).open(round.input(name)).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
}

#[test]
fn order_of_files_threads_and_times_change_no_byte_and_a_second_run_rewrites_nothing() {
    // One session is enough, and half the reading.
    let workbooks: Vec<_> =
        sample_workbooks().into_iter().filter(|name| !name.contains("lan-2")).collect();
    let round = RoundFolder::inviting(&["districts"]).meeting_once().on_threads(4);
    let round = workbooks.iter().fold(round, |round, name| round.with_sample(name));
    let first = round.run();
    first.ended(0);
    let files = first.files();
    assert_eq!(
        files.keys().filter(|file| !file.starts_with("ban-thao/")).count(),
        88,
        "every paper of the round, six invitations among them, and nothing twice: {:?}",
        files.keys()
    );

    let mut other = RoundFolder::inviting(&["districts"]).meeting_once().on_threads(1);
    for name in workbooks.iter().rev() {
        other = other.with_sample(name);
        age(&other, name);
    }
    let other = other.run().files();
    for (name, bytes) in &files {
        assert_eq!(Some(bytes), other.get(name), "{name} differs");
    }
    assert_eq!(files.len(), other.len());

    let before = written(&round, &files);
    let again = round.run();
    again.ended(0);
    assert_eq!(again.files(), files);
    assert_eq!(written(&round, &files), before, "a file was written anew");
    assert!(again.said.contains("không đổi"), "{}", again.said);
}

#[test]
fn an_invitation_nobody_is_meant_by_any_more_is_taken_away() {
    let round = RoundFolder::inviting(&["named"]);
    let before = round.run().papers();
    assert!(before.iter().any(|name| name.contains("bao-lai-chau")), "{before:?}");
    fs_err::write(round.outputs().join("ghi-chu.txt"), "của văn thư").unwrap();

    let round = round.typing("\"Báo Lai Châu\", ", "");
    let after = round.run();
    assert_eq!(after.papers().len(), before.len() - 1);
    assert!(
        after.papers().iter().all(|name| !name.contains("bao-lai-chau")),
        "{:?}",
        after.papers()
    );
    let fresh = RoundFolder::inviting(&["named"]).typing("\"Báo Lai Châu\", ", "").run();
    assert_eq!(after.papers(), fresh.papers(), "nothing of the earlier run is left");
    assert!(after.files().contains_key("ghi-chu.txt"), "what is not ours stays");
}

#[test]
fn an_invitation_that_somebody_changed_is_not_taken_away() {
    let round = RoundFolder::inviting(&["named"]);
    let name = round.run().papers().into_iter().find(|name| name.contains("bao-lai-chau")).unwrap();
    fs_err::write(round.outputs().join(&name), "đã ghi thêm").unwrap();
    let after = round.typing("\"Báo Lai Châu\", ", "").run();
    assert_eq!(after.files()[&name], "đã ghi thêm".as_bytes());
}
