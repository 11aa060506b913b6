//! What was read, grouped for the page: one block for each list, and one block for all files of
//! ballots with the same layout.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::chips::{ColumnChip, at, chip};
use super::sentence::dotted;
use super::sheets::{self, AlikeSheets};
use super::{ColumnReadBack, FileReadBack, ReadBack, SheetReadBack, TableReadBack, UnreadSource};
use crate::forms::{ColumnKind, TakenFor};

/// How many sheets, files or rows of one block are shown; the rest is only counted.
const SHOWN: usize = 60;

/// Words for the only column of marks.
const ONE: &str = "điểm chấm";

/// Words for the first of several columns of marks.
const SEVERAL: &str = "điểm chấm, mỗi sản phẩm một cột";

/// What the page shows of all that was read.
#[derive(Debug, Serialize)]
pub(in crate::page) struct ReadView<'a> {
    sentence: &'a str,
    blocks: Vec<LayoutBlock<'a>>,
    not_read: &'a [UnreadSource<'a>],
}

/// A list, or files of ballots with the same layout.
#[derive(Debug, Serialize)]
struct LayoutBlock<'a> {
    /// Name of the file, or how many files there are.
    title: String,
    /// What the file was recognised as, in Vietnamese: `danh sách sản phẩm`, `phiếu chấm điểm` and
    /// so on.
    what: &'static str,
    /// Whose it is: a district, or a member with the session.
    of: Option<String>,
    /// How much was read.
    amount: String,
    /// The columns with points, which a clerk must see at a glance.
    points: Vec<ColumnChip>,
    /// The sheets; sheets that were read alike stand here once.
    sheets: Vec<AlikeSheets<'a>>,
    /// The files with ballots, each with its member.
    files: Vec<BallotFile<'a>>,
    /// Rows that were skipped.
    skipped: Vec<SkippedRows<'a>>,
    /// How many rows were skipped.
    skips: usize,
    /// How many sheets, files and rows are not shown.
    more: usize,
}

/// A file with ballots.
#[derive(Debug, Serialize)]
struct BallotFile<'a> {
    file: &'a str,
    of: String,
    amount: String,
}

/// Rows of a sheet that were skipped for the same reason.
#[derive(Debug, Serialize)]
struct SkippedRows<'a> {
    sheet: &'a str,
    /// Numbers of the rows: `12, 25, 31`.
    rows: String,
    shown: &'a str,
    why: &'a str,
}

/// Groups what was read for the page.
pub(in crate::page) fn view<'a>(read: &'a ReadBack<'a>) -> ReadView<'a> {
    let mut blocks = Vec::new();
    let mut alike: BTreeMap<Vec<SheetShape<'_>>, Vec<&FileReadBack<'_>>> = BTreeMap::new();
    for file in &read.files {
        if file.sheets.iter().any(|sheet| sheet.taken_for == TakenFor::Ballots) {
            let mut shapes: Vec<SheetShape<'_>> = file.sheets.iter().map(shape).collect();
            shapes.sort();
            shapes.dedup();
            alike.entry(shapes).or_default().push(file);
        } else {
            blocks.push(block(&[file]));
        }
    }
    let mut ballots: Vec<&Vec<&FileReadBack<'_>>> = alike.values().collect();
    ballots.sort_by_key(|files| files[0].file);
    blocks.extend(ballots.into_iter().map(|files| block(files)));
    ReadView { sentence: &read.sentence, blocks, not_read: &read.not_read }
}

/// The layout of a sheet, without the names and the number of its products.
type SheetShape<'a> = (TakenFor, Vec<Vec<(ColumnKind, &'a str, String)>>);

fn shape<'a>(sheet: &'a SheetReadBack<'a>) -> SheetShape<'a> {
    let of_table = |table: &'a TableReadBack<'a>| {
        let mut columns: Vec<(ColumnKind, &'a str, String)> = Vec::new();
        for column in &table.columns {
            let marks = column.kind == ColumnKind::Marks;
            if marks && columns.last().is_some_and(|(kind, ..)| *kind == ColumnKind::Marks) {
                continue;
            }
            let heading = if marks { "" } else { column.heading };
            columns.push((column.kind, heading, at(table, column)));
        }
        columns
    };
    (sheet.taken_for, sheet.tables.iter().map(of_table).collect())
}

fn block<'a>(files: &[&'a FileReadBack<'a>]) -> LayoutBlock<'a> {
    let all = || files.iter().flat_map(|file| &file.sheets);
    // The most telling sheet says what the file is: lists and ballots come first in the order of
    // `TakenFor`.
    let taken_for = all().map(|sheet| sheet.taken_for).min().unwrap_or(TakenFor::Unknown);
    let of_kind = || all().filter(move |sheet| sheet.taken_for == taken_for);
    let tables = || of_kind().flat_map(|sheet| &sheet.tables);
    let mut points: BTreeSet<ColumnChip> = tables().flat_map(points).collect();
    let columns: BTreeSet<String> =
        points.iter().filter(|chip| chip.role == SEVERAL).map(|chip| chip.at.clone()).collect();
    points.retain(|chip| chip.role != ONE || !columns.contains(&chip.at));
    let ballots = taken_for == TakenFor::Ballots;
    let title = match files {
        [only] => only.file.to_owned(),
        many => format!("{} tệp phiếu, cùng một mẫu", many.len()),
    };
    let skipped: Vec<_> = all().flat_map(skipped).collect();
    let sheets = sheets::alike(files, taken_for);
    let mut of_files: Vec<_> =
        if ballots { files.iter().map(|file| one_file(file)).collect() } else { Vec::new() };
    let of = match of_files.as_mut_slice() {
        [only] => Some(std::mem::take(&mut only.of)),
        [] => tables().find_map(|table| table.of).map(str::to_owned),
        _ => None,
    };
    if of_files.len() == 1 {
        of_files.clear();
    }
    let skips = all().map(|sheet| sheet.skipped.len()).sum();
    let over = |count: usize| count.saturating_sub(SHOWN);
    let more = over(skipped.len()) + over(sheets.len()) + over(of_files.len());
    LayoutBlock {
        title,
        what: taken_for.name(),
        of,
        amount: amount(taken_for, tables()),
        points: points.into_iter().collect(),
        sheets: sheets.into_iter().take(SHOWN).collect(),
        files: of_files.into_iter().take(SHOWN).collect(),
        skipped: skipped.into_iter().take(SHOWN).collect(),
        skips,
        more,
    }
}

/// Says how much was read: `5 sản phẩm, 5 điểm`, `31 tiêu chí, 384 điểm`.
fn amount<'a>(taken_for: TakenFor, tables: impl Iterator<Item = &'a TableReadBack<'a>>) -> String {
    let (mut rows, mut marks) = (0, 0);
    for table in tables {
        rows += table.rows;
        marks += table.marks;
    }
    match taken_for {
        TakenFor::List => format!("{} sản phẩm, {} ô điểm", dotted(rows), dotted(marks)),
        TakenFor::Ballots | TakenFor::Summary => format!("{} ô điểm", dotted(marks)),
        _ => String::new(),
    }
}

/// Returns the columns with points; columns of products side by side count as one.
fn points(table: &TableReadBack<'_>) -> Vec<ColumnChip> {
    let is_marks = |column: &&ColumnReadBack<'_>| column.kind == ColumnKind::Marks;
    let role = if table.columns.iter().filter(is_marks).count() > 1 { SEVERAL } else { ONE };
    let first = table.columns.iter().find(is_marks).map(|column| ColumnChip {
        at: at(table, column),
        heading: String::new(),
        role: role.to_owned(),
        kind: column.kind,
    });
    let others = table.columns.iter().filter(|column| {
        matches!(column.kind, ColumnKind::Maximum | ColumnKind::Score | ColumnKind::Doubtful)
    });
    let others = others.map(|column| {
        let chip = chip(table, column);
        ColumnChip {
            role: chip.role.trim_end_matches(" của đơn vị gửi").to_owned(), ..chip
        }
    });
    first.into_iter().chain(others).collect()
}

fn one_file<'a>(file: &'a FileReadBack<'a>) -> BallotFile<'a> {
    let tables = || file.sheets.iter().flat_map(|sheet| &sheet.tables);
    let of: BTreeSet<&str> = tables().filter_map(|table| table.of).collect();
    let of = if of.is_empty() {
        "chưa rõ của ai".to_owned()
    } else {
        of.into_iter().collect::<Vec<_>>().join("; ")
    };
    let sheets = file.sheets.iter().filter(|sheet| sheet.taken_for == TakenFor::Ballots).count();
    let marks: usize = tables().map(|table| table.marks).sum();
    BallotFile {
        file: file.file, of, amount: format!("{sheets} trang, {} ô điểm", dotted(marks))
    }
}

/// Returns the rows of a sheet that were skipped, grouped by reason.
fn skipped<'a>(sheet: &'a SheetReadBack<'a>) -> Vec<SkippedRows<'a>> {
    let mut of_reasons: Vec<(SkippedRows<'a>, Vec<String>)> = Vec::new();
    for row in &sheet.skipped {
        let number = row.cell.map(|cell| (cell.row + 1).to_string()).unwrap_or_default();
        if let Some((_, numbers)) = of_reasons.iter_mut().find(|(known, _)| known.why == row.why) {
            numbers.push(number);
        } else {
            let first = SkippedRows {
                sheet: sheet.sheet,
                rows: String::new(),
                shown: row.shown,
                why: row.why,
            };
            of_reasons.push((first, vec![number]));
        }
    }
    of_reasons
        .into_iter()
        .map(|(rows, numbers)| SkippedRows { rows: numbers.join(", "), ..rows })
        .collect()
}
