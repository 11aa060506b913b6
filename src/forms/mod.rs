//! Reads what the cells mean: the districts' submissions (hồ sơ đề nghị) and the council's ballots
//! (phiếu chấm điểm).
//!
//! This desk finds the headings wherever they stand and turns cells into typed records, each value
//! with the place it came from. It does not judge: a score of 400 is read as 400.

mod act;
mod ballot;
mod district;
mod gathered;
mod heading;
mod issued;
mod near;
mod phrases;
mod products;
mod reading;
mod sourced;
mod spelling;
mod submission;
mod value;
mod words;

use careful_spreadsheet::{Workbook, Worksheet};

pub use self::act::act_of;
pub use self::ballot::{Ballot, Blank, CriteriaOf, Mark, MarkLine, MarkSource, Summary};
use self::district::Gazetteer;
pub use self::gathered::Forms;
use self::issued::KnownForm;
use self::issued::ballot::BallotForms;
pub use self::issued::keys as form_keys;
pub use self::issued::list as list_form;
use self::issued::list::ListDesk;
pub use self::issued::{
    Attendance, AttendedMember, CheckList, CheckedDossier, CheckedItem, FormCode, FormIdentity,
    FormKind, FormMember, FormProduct, FormUnit, KnownBy, Presence, ReturnedForm, product_mark,
};
pub(crate) use self::near::{asking, called, distance, nearest};
pub use self::products::ProductCells;
pub use self::reading::{
    ColumnKind, ColumnReading, NamedByPath, SheetReading, Skipped, TableReading, TakenFor,
    Unclaimed,
};
pub use self::sourced::Sourced;
pub use self::spelling::{owner_key, person_key, product_key, set_key};
use self::submission::Lists;
pub use self::submission::{
    DistrictScore, Dossier, Letter, Owner, OwnerKind, ProductEntry, Registration, RegistrationKind,
    StatedCount, Submission, complete,
};
pub use self::words::{FormWords, read_words};
use crate::criteria::RoundActs;
use crate::finding::{Code, Finding, Findings};
use crate::round::Round;

/// Name of the sheet that the program adds to a returned workbook, to list its faults. When the
/// district sends that workbook again, the sheet is not read.
pub const FAULT_LIST: &str = "Lỗi cần sửa";

/// Titles in the first rows of the score sheet that the program writes. A workbook with both is
/// that score sheet, and is not read when it lies among the inputs.
pub const SCORE_SHEET_TITLES: [&str; 2] = ["BẢNG TỔNG HỢP ĐIỂM CỦA HỘI ĐỒNG", "CÁCH TÍNH"];

/// Reads the lists, ballots and summaries in the workbooks of a round.
///
/// The acts have the criteria by which the rows of ballots are recognised, the words tell headings,
/// labels and rows apart. A sheet that is no form is passed over; a workbook without any form is
/// reported.
pub fn read_forms(
    round: &Round,
    acts: &RoundActs,
    words: &FormWords,
    workbooks: &[Workbook],
) -> (Forms, Findings) {
    let mut forms = Forms::default();
    let mut findings = Findings::default();
    let districts = Gazetteer::new(round);
    let mut finder = ballot::Finder::new(round, acts, &words.ballots);
    let mut lists = Lists::new(round, acts, &districts, &words.lists);
    let mut ballots = Vec::new();
    let mut ours: Vec<(KnownForm<'_>, Vec<&Worksheet>)> = Vec::new();
    for workbook in workbooks {
        if is_our_score_sheet(workbook) {
            forms
                .readings
                .extend(workbook.sheets.iter().map(|sheet| SheetReading::of_own(&sheet.place)));
            continue;
        }
        let before = (forms.held(), ballots.len(), findings.iter().count());
        let known = issued::recognise(workbook);
        let (by_place, others) = by_place(workbook, known.as_ref(), &mut forms);
        let is_ballot = !by_place.is_empty();
        let others = match &known {
            Some(known) => {
                let desk = ListDesk { round, acts, tools: lists.tools() };
                issued::read_by_keys(desk, known, others, &mut forms, &mut findings)
            }
            None => others,
        };
        let is_keyed = others.len() < workbook.sheets.len();
        for sheet in others.into_iter().filter(|sheet| is_to_be_read(sheet)) {
            let frames = finder.frames(sheet);
            if frames.is_empty() {
                let is_list = lists
                    .read_sheet(sheet, |sheet| ballot::without_criteria(sheet, &words.ballots));
                if finder.is_titled(sheet) || !is_list && finder.scores_products(sheet) {
                    findings.push(ballot_unknown(sheet));
                } else if is_ballot && !is_list {
                    findings.push(issued::ballot::sheet_added(sheet.place.clone()));
                }
            } else {
                ballots.push((sheet, frames));
            }
        }
        for mut sheet in lists.close() {
            if let Some(list) = known.as_ref().filter(|known| known.code.kind == FormKind::List) {
                issued::tie_by_code(round, list, &mut sheet);
            }
            forms.submissions.extend(sheet.submissions);
            findings.extend(sheet.findings);
            forms.readings.push(sheet.reading);
        }
        let is_silent = before == (forms.held(), ballots.len(), findings.iter().count());
        // A workbook that only mentions codes of forms is none.
        let mentions = |known: &KnownForm<'_>| {
            known.known_by == KnownBy::PrintedCode && !is_keyed && is_silent
        };
        let known = known.filter(|known| !mentions(known));
        if is_silent && known.is_none() {
            findings.push(unknown(workbook));
        }
        ours.extend(known.map(|known| (known, by_place)));
    }
    // Ballots come last: their products are recognised by the names in the lists.
    let lists = std::mem::take(&mut forms.submissions);
    read_ours(
        &BallotForms::new(round, acts, &words.ballots, &lists),
        ours,
        &mut forms,
        &mut findings,
    );
    let mut reader = ballot::BallotReader::new(round, acts, &words.ballots, &lists);
    for (sheet, frames) in ballots {
        let read = reader.read_sheet(sheet, &frames, &mut findings);
        forms.ballots.extend(read.ballots);
        forms.summaries.extend(read.summaries);
        forms.unclaimed.extend(read.unclaimed);
        forms.readings.extend(read.reading);
    }
    if round.rules.ballots.summary {
        take_missing_from_summaries(&mut forms);
    }
    forms.submissions = lists;
    forms.readings.sort_by(|one, other| one.place.file.cmp(&other.place.file));
    (forms, findings)
}

/// Parts the sheets of a workbook: those that are read by place, since it is a ballot of ours, and
/// all others. Hidden sheets with an identity are neither.
fn by_place<'a>(
    workbook: &'a Workbook,
    known: Option<&KnownForm<'_>>,
    forms: &mut Forms,
) -> (Vec<&'a Worksheet>, Vec<&'a Worksheet>) {
    let Some(known) = known else { return (Vec::new(), workbook.sheets.iter().collect()) };
    let (hidden, shown): (Vec<_>, Vec<_>) =
        workbook.sheets.iter().partition(|sheet| known.is_hidden_sheet(sheet));
    forms.readings.extend(hidden.iter().map(|sheet| SheetReading::of_own(&sheet.place)));
    let is_ballot = known.code.kind == FormKind::Ballot;
    shown.into_iter().partition(|sheet| {
        is_ballot && (issued::ballot::is_of_product(sheet) || issued::ballot::is_cover(sheet))
    })
}

/// Reads the ballots of ours, and notes all forms of ours that came back.
fn read_ours(
    reader: &BallotForms<'_>,
    ours: Vec<(KnownForm<'_>, Vec<&Worksheet>)>,
    forms: &mut Forms,
    findings: &mut Findings,
) {
    for (known, sheets) in ours {
        let read = reader.read(&known, &sheets, findings);
        forms.ballots.extend(read.ballots);
        forms.unclaimed.extend(read.unclaimed);
        forms.readings.extend(read.readings);
        let KnownForm { place, code, identity, known_by, .. } = known;
        let products = read.products;
        forms.issued.push(ReturnedForm { place, code, identity, known_by, products });
    }
}

/// Whether a sheet holds anything and is not the list of faults in a returned workbook.
fn is_to_be_read(sheet: &Worksheet) -> bool {
    !sheet.is_empty() && !sheet.name().starts_with(FAULT_LIST)
}

/// Lets the cells of summaries stand for the ballots that are missing, as the office may allow.
fn take_missing_from_summaries(forms: &mut Forms) {
    let is_missing =
        |cell: &&Ballot| !forms.ballots.iter().any(|ballot| ballot.is_about_the_same(cell));
    let cells = forms.summaries.iter().flat_map(|summary| &summary.cells);
    let missing: Vec<Ballot> = cells
        .filter(is_missing)
        .map(|cell| Ballot { from_summary: true, ..cell.clone() })
        .collect();
    forms.ballots.extend(missing);
}

/// Tells what the path of a file names: the member and the session whose ballots it may hold, or
/// the district whose list it may be.
#[must_use]
pub fn named_by_path(round: &Round, words: &FormWords, path: &str) -> NamedByPath {
    let (member, session) = ballot::by_path(round, &words.ballots, path);
    NamedByPath { member, session, district: Gazetteer::new(round).of_path(path) }
}

/// The finding about a sheet that looks like a ballot and in which no table was found.
fn ballot_unknown(sheet: &Worksheet) -> Finding {
    let message = "Trang này giống phiếu chấm và có điểm, nhưng không rõ là phiếu của ai hoặc \
                   không nhận ra bảng điểm; trang không được đọc.";
    Finding::new(Code::FormUnknown, sheet.place.clone(), message)
        .allowed(
            "một bảng có cột “Tiêu chí” và cột điểm; hoặc bảng có cột “Tên sản phẩm” và các cột \
             phần A, B, C hay từng tiêu chí",
        )
        .remedy(
            "Ghi “PHIẾU CHẤM ĐIỂM” và “Thành viên Hội đồng: …” ở đầu trang, sửa dòng tiêu đề của \
             bảng theo mẫu phiếu.",
        )
}

/// Whether the workbook is the score sheet that the program writes.
fn is_our_score_sheet(workbook: &Workbook) -> bool {
    let begins =
        |sheet: &Worksheet, title: &str| sheet.row(0).any(|(_, cell)| cell.text() == Some(title));
    SCORE_SHEET_TITLES.iter().all(|title| workbook.sheets.iter().any(|sheet| begins(sheet, title)))
}

/// The finding about a workbook that holds no form.
fn unknown(workbook: &Workbook) -> Finding {
    Finding::new(
        Code::FormUnknown,
        workbook.place.clone(),
        "Tệp này không phải danh sách sản phẩm đề nghị, cũng không phải phiếu chấm điểm.",
    )
    .allowed(
        "một bảng có cột “Tên sản phẩm” và “Chủ thể”, hoặc phiếu có “Thành viên Hội đồng” và \
         “Tiêu chí”",
    )
    .remedy(
        "Nếu đây là hồ sơ của đợt, sửa dòng tiêu đề của bảng; nếu không phải, chuyển tệp ra khỏi \
         thư mục.",
    )
}

#[cfg(test)]
mod tests;
