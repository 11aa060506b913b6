//! What was read: what each file, sheet and column was recognised as, how much was read, and what
//! was skipped or not read.

mod chips;
mod layouts;
mod sentence;
mod sheets;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use careful_spreadsheet::Workbook;
use serde::Serialize;

pub(super) use self::layouts::view;
pub(crate) use self::sentence::dotted;
use crate::finding::{CellRef, Finding, Findings, Severity};
use crate::forms::{
    ColumnKind, ColumnReading, FAULT_LIST, Forms, SheetReading, Skipped, TableReading, TakenFor,
};

/// What was read of a round.
#[derive(Debug, Serialize)]
pub(super) struct ReadBack<'a> {
    /// All of it in one sentence (Vietnamese).
    pub(super) sentence: String,
    /// The numbers of this sentence.
    totals: ReadTotals,
    /// The files from which something was read, in the order of their paths.
    files: Vec<FileReadBack<'a>>,
    /// Files and sheets from which nothing was read, in the order of their paths.
    not_read: Vec<UnreadSource<'a>>,
}

/// How much was read.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
struct ReadTotals {
    /// Number of sheets that list products.
    lists: usize,
    /// Number of products in these lists.
    products: usize,
    /// Number of files with ballots.
    ballot_files: usize,
    /// Number of members who gave these ballots.
    members: usize,
    /// Number of sessions to which these ballots belong.
    sessions: usize,
    /// Number of marks in these ballots.
    marks: usize,
    /// Number of sheets that sum up scores.
    summaries: usize,
    /// Number of sheets with an empty form.
    blank_forms: usize,
    /// Number of all other sheets.
    others: usize,
    /// Number of rows that were skipped.
    skipped: usize,
    /// Number of files from which nothing was read.
    files_not_read: usize,
}

/// What was read from a file.
#[derive(Debug, Serialize)]
struct FileReadBack<'a> {
    /// Path below the inputs folder.
    file: &'a str,
    /// Its sheets, in their order.
    sheets: Vec<SheetReadBack<'a>>,
}

/// What was read from a sheet.
#[derive(Debug, Serialize)]
struct SheetReadBack<'a> {
    /// Its name.
    sheet: &'a str,
    /// What the sheet was recognised as: `list`, `ballots`, `blank_ballot`, `summary`, `own_sheet`,
    /// `aside` or `unknown`.
    taken_for: TakenFor,
    /// The same in Vietnamese.
    name: &'static str,
    /// Its tables, from the top.
    tables: Vec<TableReadBack<'a>>,
    /// Rows that were skipped, from the top.
    skipped: Vec<SkippedRow<'a>>,
}

/// How a table was read.
#[derive(Debug, Serialize)]
struct TableReadBack<'a> {
    /// Where its headings begin.
    cell: Option<CellRef>,
    /// Whose table it is: a district, or a member with the session.
    of: Option<&'a str>,
    /// Its columns.
    columns: Vec<ColumnReadBack<'a>>,
    /// How many products of a list, or criteria of a ballot, were read.
    rows: usize,
    /// How many marks were read.
    marks: usize,
}

/// What a column was recognised as.
#[derive(Debug, Serialize)]
struct ColumnReadBack<'a> {
    /// The cell of its heading.
    cell: Option<CellRef>,
    /// The heading.
    heading: &'a str,
    /// What it was recognised as, in Vietnamese.
    role: &'a str,
    /// The same for machines: `marks`, `maximum`, `score`, `read`, `unread` or `doubtful`.
    kind: ColumnKind,
}

/// A row that was skipped.
#[derive(Debug, Serialize)]
struct SkippedRow<'a> {
    /// Its first cell.
    cell: Option<CellRef>,
    /// The text of that cell.
    shown: &'a str,
    /// Why it was passed over.
    why: &'a str,
}

/// A file or sheet from which nothing was read.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct UnreadSource<'a> {
    file: &'a str,
    /// The sheet; `None` when it is a whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    /// Why nothing was read, in Vietnamese.
    why: &'a str,
}

impl<'a> ReadBack<'a> {
    /// Gathers what was read from these workbooks, and what the findings say about the rest.
    pub(super) fn of(forms: &'a Forms, workbooks: &'a [Workbook], findings: &'a Findings) -> Self {
        let mut files: Vec<FileReadBack<'a>> = Vec::new();
        for reading in &forms.readings {
            let file = reading.place.file.as_str();
            match files.last_mut().filter(|last| last.file == file) {
                Some(last) => last.sheets.push(sheet(reading)),
                None => files.push(FileReadBack { file, sheets: vec![sheet(reading)] }),
            }
        }
        let not_read = not_read(&files, workbooks, findings);
        let totals = totals(forms, &files, &not_read);
        Self { sentence: totals.sentence(), totals, files, not_read }
    }
}

fn sheet(reading: &SheetReading) -> SheetReadBack<'_> {
    SheetReadBack {
        sheet: reading.place.sheet.as_deref().unwrap_or_default(),
        taken_for: reading.taken_for,
        name: reading.taken_for.name(),
        tables: reading.tables.iter().map(table).collect(),
        skipped: reading.skipped.iter().map(skipped).collect(),
    }
}

fn table(table: &TableReading) -> TableReadBack<'_> {
    TableReadBack {
        cell: table.place.cell,
        of: table.of.as_deref(),
        columns: table.columns.iter().map(column).collect(),
        rows: table.rows,
        marks: table.marks,
    }
}

fn column(column: &ColumnReading) -> ColumnReadBack<'_> {
    ColumnReadBack {
        cell: column.place.cell,
        heading: &column.heading,
        role: &column.role,
        kind: column.kind,
    }
}

fn skipped(row: &Skipped) -> SkippedRow<'_> {
    SkippedRow { cell: row.place.cell, shown: &row.shown, why: &row.why }
}

/// Returns the files that were refused, workbooks without data, and sheets with data that were not
/// read.
fn not_read<'a>(
    files: &[FileReadBack<'a>],
    workbooks: &'a [Workbook],
    findings: &'a Findings,
) -> Vec<UnreadSource<'a>> {
    let opened: BTreeSet<&str> =
        workbooks.iter().map(|workbook| workbook.place.file.as_str()).collect();
    let read: BTreeSet<(&str, &str)> = files
        .iter()
        .flat_map(|file| file.sheets.iter().map(|sheet| (file.file, sheet.sheet)))
        .collect();
    let refuses = |finding: &&Finding| {
        let place = &finding.place;
        let of_intake =
            finding.code.id()[1..].starts_with('1') && finding.severity() > Severity::Note;
        of_intake && place.sheet.is_none() && !opened.contains(place.file.as_str())
    };
    let mut left: Vec<UnreadSource<'a>> = Vec::new();
    for finding in findings.iter().filter(refuses) {
        let file = finding.place.file.as_str();
        if !left.iter().any(|known| known.file == file) {
            left.push(UnreadSource { file, sheet: None, why: &finding.message });
        }
    }
    for workbook in workbooks {
        let file = workbook.place.file.as_str();
        if workbook
            .sheets
            .iter()
            .all(|sheet| sheet.is_empty() && !read.contains(&(file, sheet.name())))
        {
            left.push(UnreadSource { file, sheet: None, why: "Tệp không có dữ liệu." });
            continue;
        }
        for sheet in workbook
            .sheets
            .iter()
            .filter(|sheet| !sheet.is_empty() && !read.contains(&(file, sheet.name())))
        {
            let own = sheet.name().starts_with(FAULT_LIST);
            let why = if own { TakenFor::OwnSheet.name() } else { TakenFor::Unknown.name() };
            left.push(UnreadSource { file, sheet: Some(sheet.name()), why });
        }
    }
    left.sort();
    left
}

fn totals(forms: &Forms, files: &[FileReadBack<'_>], not_read: &[UnreadSource<'_>]) -> ReadTotals {
    let sheets = || files.iter().flat_map(|file| &file.sheets);
    let count =
        |wanted: &[TakenFor]| sheets().filter(|sheet| wanted.contains(&sheet.taken_for)).count();
    let tables = |wanted: TakenFor| {
        sheets().filter(move |sheet| sheet.taken_for == wanted).flat_map(|sheet| &sheet.tables)
    };
    let is_ballots = |file: &&FileReadBack<'_>| {
        file.sheets.iter().any(|sheet| sheet.taken_for == TakenFor::Ballots)
    };
    let ballots = || forms.ballots.iter().filter(|ballot| !ballot.from_summary);
    ReadTotals {
        lists: count(&[TakenFor::List]),
        products: tables(TakenFor::List).map(|table| table.rows).sum(),
        ballot_files: files.iter().filter(is_ballots).count(),
        members: ballots().map(|ballot| ballot.member).collect::<BTreeSet<_>>().len(),
        sessions: ballots().map(|ballot| ballot.session).collect::<BTreeSet<_>>().len(),
        marks: tables(TakenFor::Ballots).map(|table| table.marks).sum(),
        summaries: count(&[TakenFor::Summary]),
        blank_forms: count(&[TakenFor::BlankBallot]),
        others: count(&[TakenFor::OwnSheet, TakenFor::Aside, TakenFor::Unknown])
            + not_read.iter().filter(|left| left.sheet.is_some()).count(),
        skipped: sheets().map(|sheet| sheet.skipped.len()).sum(),
        files_not_read: not_read.iter().filter(|left| left.sheet.is_none()).count(),
    }
}
