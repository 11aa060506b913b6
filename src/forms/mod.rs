//! Which cell means what: district submissions (hồ sơ đề nghị) and council ballots (phiếu chấm điểm).
//!
//! This desk finds the headings wherever they stand and turns cells into typed records, each value with the place it came
//! from. It does not judge: a score of 400 is read as 400.

mod ballot;
mod district;
mod dossier;
mod heading;
mod letter;
mod near;
mod phrases;
mod products;
mod reading;
mod spelling;
mod submission;
mod value;
mod words;

use careful_spreadsheet::{Workbook, Worksheet};
use serde::Serialize;

pub use self::ballot::{Ballot, Blank, Mark, MarkLine, MarkSource, Summary};
use self::district::Gazetteer;
pub(crate) use self::near::{asking, nearest};
pub use self::products::ProductCells;
pub use self::reading::{ColumnKind, ColumnReading, NamedByPath, Reading, Skipped, TableReading, TakenFor, Unclaimed};
pub use self::spelling::{owner_key, person_key, product_key};
use self::submission::Lists;
pub use self::submission::{DistrictScore, Dossier, Entry, Letter, Owner, OwnerKind, Stated, Submission};
pub use self::words::{Words, words};
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::Round;

/// Name of the sheet that lists the faults in a workbook that was given back. When the district mends that workbook and
/// sends it again, the sheet is no list of products.
pub const FAULT_LIST: &str = "Lỗi cần sửa";

/// Titles in the first cells of the score sheet that this program writes. Put among the inputs, it is nothing that came in.
pub const SCORE_SHEET_TITLES: [&str; 2] = ["BẢNG TỔNG HỢP ĐIỂM CỦA HỘI ĐỒNG", "CÁCH TÍNH"];

/// A value with the place it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its cell.
    pub place: Place,
}

/// Everything that was read from the workbooks of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forms {
    /// One a sheet that lists products, in the order of the files.
    pub submissions: Vec<Submission>,
    /// One a member, session and product, in the order of the files.
    pub ballots: Vec<Ballot>,
    /// Summaries of the members' scores, in the order of the files. They are no ballots.
    pub summaries: Vec<Summary>,
    /// Marks that came and count for nobody, in the order of the files.
    pub unclaimed: Vec<Unclaimed>,
    /// How each sheet was read, in the order of the files.
    pub readings: Vec<Reading>,
}

/// Reads all workbooks; a sheet that is no form is left, a workbook without any form is reported.
///
/// The act tells the criteria by which a ballot's rows are known; the words tell headings, labels and rows apart.
pub fn read(round: &Round, act: &Act, words: &Words, workbooks: &[Workbook]) -> (Forms, Findings) {
    let mut forms = Forms::default();
    let mut findings = Findings::default();
    let districts = Gazetteer::new(round);
    let mut finder = ballot::Finder::new(round, act, &words.ballots);
    let mut lists = Lists::new(round, act, &districts, &words.lists);
    let mut ballots = Vec::new();
    for workbook in workbooks {
        if is_our_score_sheet(workbook) {
            forms.readings.extend(workbook.sheets.iter().map(|sheet| Reading::of_own(&sheet.place)));
            continue;
        }
        let before = (forms.submissions.len(), ballots.len(), findings.iter().count());
        let read = |sheet: &&Worksheet| !sheet.is_empty() && !sheet.name().starts_with(FAULT_LIST);
        for sheet in workbook.sheets.iter().filter(read) {
            let frames = finder.frames(sheet);
            if frames.is_empty() {
                let is_list = lists.read(sheet, &words.ballots);
                if finder.is_titled(sheet) || !is_list && finder.scores_products(sheet) {
                    findings.push(ballot_unknown(sheet));
                }
            } else {
                ballots.push((sheet, frames));
            }
        }
        lists.close(&mut forms, &mut findings);
        if before == (forms.submissions.len(), ballots.len(), findings.iter().count()) {
            findings.push(unknown(workbook));
        }
    }
    // Ballots come last: they are read with the products in mind that the lists name.
    let lists = std::mem::take(&mut forms.submissions);
    let mut reader = ballot::Reader::new(round, act, &words.ballots, &lists);
    for (sheet, frames) in ballots {
        let read = reader.read(sheet, &frames, &mut findings);
        forms.ballots.extend(read.ballots);
        forms.summaries.extend(read.summaries);
        forms.unclaimed.extend(read.unclaimed);
        forms.readings.extend(read.reading);
    }
    if round.rules.ballots.summary {
        let cells = forms.summaries.iter().flat_map(|summary| &summary.cells);
        let alone = cells.filter(|cell| !forms.ballots.iter().any(|ballot| ballot.is_about_the_same(cell)));
        let alone: Vec<Ballot> = alone.map(|cell| Ballot { from_summary: true, ..cell.clone() }).collect();
        forms.ballots.extend(alone);
    }
    forms.submissions = lists;
    forms.readings.sort_by(|one, other| one.place.file.cmp(&other.place.file));
    (forms, findings)
}

/// What the path of a file says of it: whose ballots it may hold, of which session, or whose list.
#[must_use]
pub fn named_by_path(round: &Round, words: &Words, path: &str) -> NamedByPath {
    let (member, session) = ballot::by_path(round, &words.ballots, path);
    NamedByPath { member, session, district: Gazetteer::new(round).of_path(path) }
}

fn ballot_unknown(sheet: &Worksheet) -> Finding {
    let message = "Trang này giống phiếu chấm và có điểm, nhưng không rõ là phiếu của ai hoặc không nhận ra bảng điểm; trang không được đọc.";
    Finding::new(Code::FormUnknown, sheet.place.clone(), message)
        .allowed("một bảng có cột “Tiêu chí” và cột điểm; hoặc bảng có cột “Tên sản phẩm” và các cột phần A, B, C hay từng tiêu chí")
        .remedy("Ghi “PHIẾU CHẤM ĐIỂM” và “Thành viên Hội đồng: …” ở đầu trang, sửa dòng tiêu đề của bảng theo mẫu phiếu.")
}

/// Whether this program wrote the workbook, to sum a round up.
fn is_our_score_sheet(workbook: &Workbook) -> bool {
    let begins = |sheet: &Worksheet, title: &str| sheet.row(0).any(|(_, cell)| cell.text() == Some(title));
    SCORE_SHEET_TITLES.iter().all(|title| workbook.sheets.iter().any(|sheet| begins(sheet, title)))
}

impl Forms {
    /// The cells whose printed text holds this character.
    #[must_use]
    pub fn places_of(&self, character: &str) -> Vec<Place> {
        let holding = self.texts().filter(|sourced| sourced.value.contains(character));
        holding.map(|sourced| sourced.place.clone()).collect()
    }

    /// Every text that may be printed, with its cell.
    fn texts(&self) -> impl Iterator<Item = &Sourced<String>> {
        let entries = self.submissions.iter().flat_map(|submission| &submission.entries);
        let entries = entries.flat_map(|entry| {
            let owner = &entry.owner;
            [
                Some(&entry.product),
                Some(&entry.set),
                Some(&owner.name),
                owner.address.as_ref(),
                owner.representative.as_ref(),
            ]
        });
        let reasons = self.ballots.iter().map(|ballot| ballot.reason.as_ref());
        entries.chain(reasons).flatten()
    }
}

fn unknown(workbook: &Workbook) -> Finding {
    Finding::new(
        Code::FormUnknown,
        workbook.place.clone(),
        "Tệp này không phải danh sách sản phẩm đề nghị, cũng không phải phiếu chấm điểm.",
    )
    .allowed("một bảng có cột “Tên sản phẩm” và “Chủ thể”, hoặc phiếu có “Thành viên Hội đồng” và “Tiêu chí”")
    .remedy("Nếu đây là hồ sơ của đợt, sửa dòng tiêu đề của bảng; nếu không phải, chuyển tệp ra khỏi thư mục.")
}

#[cfg(test)]
mod tests;
