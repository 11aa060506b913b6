//! Tests of the files to print in one go: all papers of a folder, page by page as they were typeset.

use std::path::Path;

use serde_json::Value;

use crate::support::pdf::Pdf;
use crate::support::round::{RoundFolder, sample_workbooks};
use crate::support::run::Run;
use crate::support::workbooks::{submission, tea};

const TOGETHER: &str = "02-giay-moi/tat-ca.pdf";
const BALLOTS: &str = "bieu-mau/phieu-cham/lan-1/";

/// The invitations of the sample to districts, of which some have two pages.
fn inviting(groups: &[&str]) -> RoundFolder {
    let lists = sample_workbooks().into_iter().filter(|name| name.starts_with("ho-so/"));
    lists.fold(RoundFolder::inviting(groups), |round, name| round.with_sample(&name))
}

/// The papers of a folder, each read back, in the order of their names.
fn papers(run: &Run, folder: &str) -> Vec<Pdf> {
    let is_paper = |name: &str| {
        name.starts_with(folder) && name.ends_with(".pdf") && !name.contains("tat-ca")
    };
    let files = run.files().into_iter().filter(|(name, _)| is_paper(name));
    files.map(|(_, bytes)| Pdf::read(&bytes)).collect()
}

/// The entry of a file in the run record.
fn recorded(run: &Run, file: &str) -> Option<Value> {
    let record: Value = serde_json::from_slice(&run.files()["so-ket-xuat.json"]).unwrap();
    record["outputs"].as_array().unwrap().iter().find(|entry| entry["file"] == file).cloned()
}

/// What the pages of these papers say, with a blank page behind each odd one.
fn on_sheets(papers: &[Pdf]) -> Vec<String> {
    let mut pages = Vec::new();
    for paper in papers {
        pages.extend(paper.pages.iter().map(|page| page.text()));
        if paper.pages.len() % 2 == 1 {
            pages.push(String::new());
        }
    }
    pages
}

fn says(pdf: &Pdf) -> Vec<String> {
    pdf.pages.iter().map(|page| page.text()).collect()
}

#[test]
fn all_invitations_stand_in_one_file_and_no_sheet_goes_to_two_of_them() {
    let run = inviting(&["districts", "named"]).run();
    let papers = papers(&run, "02-giay-moi/");
    let together = Pdf::read(&run.files()[TOGETHER]);
    assert!(papers.len() > 8);
    assert_eq!(says(&together), on_sheets(&papers));
    assert!(together.pages.iter().all(|page| (page.width - 210.0).abs() < 0.1));
    assert!(together.title.starts_with(&format!("Giấy mời: tệp để in một lượt {}", papers.len())));
    assert!(together.fonts.iter().all(|font| font.embedded));
    let entry = recorded(&run, TOGETHER).unwrap();
    assert_eq!(entry["pages"], together.pages.len());
    assert!(entry["key"].is_string() && entry["to_sign"].is_null());
}

#[test]
fn printed_on_one_side_no_page_is_blank() {
    let run = inviting(&["districts"]).adding("[print]\nduplex = false").run();
    let together = Pdf::read(&run.files()[TOGETHER]);
    let pages: usize = papers(&run, "02-giay-moi/").iter().map(|paper| paper.pages.len()).sum();
    assert_eq!(together.pages.len(), pages);
    assert!(says(&together).iter().all(|text| !text.is_empty()));
}

#[test]
fn the_file_to_print_follows_its_papers_and_goes_with_the_last_of_them() {
    let round = inviting(&["districts"]);
    let first = round.run();
    let time = || fs_err::metadata(round.outputs().join(TOGETHER)).unwrap().modified().unwrap();
    let before = time();
    assert_eq!(round.run().files(), first.files());
    assert_eq!(time(), before, "nothing changed");

    let round = round.setting("invitation.place", "Phòng họp số 2");
    let changed = round.run();
    assert_ne!(changed.files()[TOGETHER], first.files()[TOGETHER]);
    assert_eq!(round.run_with(&["--fresh"]).files(), changed.files());

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
    let pages = |bytes: &[u8]| lopdf::Document::load_mem(bytes).unwrap().get_pages().len();
    let sheets: usize = ballots.iter().map(|name| pages(&files[*name]).next_multiple_of(2)).sum();
    assert_eq!(pages(together), sheets);
    let apart: usize = ballots.iter().map(|name| files[*name].len()).sum();
    assert!(together.len() < apart, "what ballots have in common stands there once");
    assert!(recorded(&run, &format!("{BALLOTS}tat-ca.pdf")).is_some());
}
