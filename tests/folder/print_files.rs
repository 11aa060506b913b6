//! Tests of the files to print in one go: all papers of a folder, page by page as they were typeset.

use std::path::Path;

use lopdf::Document;
use serde_json::Value;

use crate::support::round::{RoundFolder, sample_workbooks};
use crate::support::run::Run;
use crate::support::workbooks::{submission, tea};

const TOGETHER: &str = "02-giay-moi/tat-ca.pdf";
const BALLOTS: &str = "bieu-mau/phieu-cham/lan-1/";

/// The lists of the sample, without ballots.
fn inviting(groups: &[&str]) -> RoundFolder {
    let lists = sample_workbooks().into_iter().filter(|name| name.starts_with("ho-so/"));
    lists.fold(RoundFolder::inviting(groups), |round, name| round.with_sample(&name))
}

/// What the pages of a file show, as the operators that draw them.
fn pages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let file = Document::load_mem(bytes).unwrap();
    file.get_pages().values().map(|page| file.get_page_content(*page)).collect()
}

/// The pages of each paper of a folder, in the order of their names.
fn papers(run: &Run, folder: &str) -> Vec<Vec<Vec<u8>>> {
    let is_pdf = |name: &str| Path::new(name).extension().is_some_and(|ending| ending == "pdf");
    let is_paper =
        |name: &str| name.starts_with(folder) && is_pdf(name) && !name.contains("tat-ca");
    let files = run.files().into_iter().filter(|(name, _)| is_paper(name));
    files.map(|(_, bytes)| pages(&bytes)).collect()
}

/// The entry of a file in the run record.
fn recorded(run: &Run, file: &str) -> Option<Value> {
    let record: Value = serde_json::from_slice(&run.files()["so-ket-xuat.json"]).unwrap();
    record["outputs"].as_array().unwrap().iter().find(|entry| entry["file"] == file).cloned()
}

/// The title in the properties of a file.
fn title(bytes: &[u8]) -> String {
    let file = Document::load_mem(bytes).unwrap();
    let properties = file.trailer.get(b"Info").unwrap().as_reference().unwrap();
    lopdf::decode_text_string(file.get_dictionary(properties).unwrap().get(b"Title").unwrap())
        .unwrap()
}

#[test]
fn all_invitations_stand_in_one_file_and_no_sheet_goes_to_two_of_them() {
    let run = inviting(&["districts", "named"]).run();
    let papers = papers(&run, "02-giay-moi/");
    assert!(papers.len() > 8);
    let mut sheets = Vec::new();
    for mut paper in papers.iter().cloned() {
        paper.resize(paper.len().next_multiple_of(2), Vec::new());
        sheets.extend(paper);
    }
    let together = &run.files()[TOGETHER];
    assert_eq!(pages(together).len(), sheets.len());
    assert!(pages(together) == sheets, "other pages than those of the papers");
    let words = format!("Giấy mời: tệp để in một lượt {} văn bản (không gắn thẻ", papers.len());
    assert!(title(together).starts_with(&words), "{}", title(together));
    let entry = recorded(&run, TOGETHER).unwrap();
    assert_eq!(entry["pages"], sheets.len());
    assert!(entry["key"].is_string() && entry["to_sign"].is_null());
}

#[test]
fn printed_on_one_side_no_page_is_blank() {
    let run = inviting(&["districts"]).setting("print.duplex", false).run();
    let together = pages(&run.files()[TOGETHER]);
    assert!(together == papers(&run, "02-giay-moi/").concat());
    assert!(together.iter().all(|page| !page.is_empty()));
}

#[test]
fn the_file_to_print_follows_its_papers_and_goes_with_the_last_of_them() {
    let round = inviting(&["districts"]);
    let first = round.run().files();
    let time = || fs_err::metadata(round.outputs().join(TOGETHER)).unwrap().modified().unwrap();
    let before = time();
    assert!(round.run().files() == first);
    assert_eq!(time(), before, "nothing changed");

    let round = round.setting("invitation.place", "Phòng họp số 2");
    let changed = round.run().files();
    assert!(changed[TOGETHER] != first[TOGETHER]);
    assert!(round.run_with(&["--fresh"]).files() == changed);

    for list in sample_workbooks().iter().filter(|name| name.starts_with("ho-so/")) {
        fs_err::remove_file(round.input(list)).unwrap();
    }
    let none = round.run();
    assert!(!none.files().keys().any(|name| name.starts_with("02-giay-moi/")));
    assert!(recorded(&none, TOGETHER).is_none());
}

#[test]
fn all_ballots_of_a_session_stand_in_one_file_that_holds_each_page_once() {
    let round = RoundFolder::inviting(&[]).meeting_once().with_council(3);
    let products: Vec<_> = ["Chè Tả Ngảo", "Hồng trà"].map(tea).into();
    let run = round.with("ho-so/sin-ho.xlsx", submission("huyện Sìn Hồ", &products)).run();
    let files = run.files();
    let together = &files[&format!("{BALLOTS}tat-ca.pdf")];
    let is_ballot = |name: &&String| {
        name.starts_with(BALLOTS)
            && Path::new(name).extension().is_some_and(|ending| ending == "pdf")
            && !name.contains("tat-ca")
    };
    let ballots: Vec<_> = files.keys().filter(is_ballot).collect();
    assert_eq!(ballots.len(), 3);
    let count = |bytes: &[u8]| pages(bytes).len();
    let sheets: usize = ballots.iter().map(|name| count(&files[*name]).next_multiple_of(2)).sum();
    assert_eq!(count(together), sheets);
    let apart: usize = ballots.iter().map(|name| files[*name].len()).sum();
    assert!(together.len() < apart, "what ballots have in common stands there once");
    assert!(recorded(&run, &format!("{BALLOTS}tat-ca.pdf")).is_some());
}
