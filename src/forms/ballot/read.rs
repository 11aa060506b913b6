//! Reads the ballots and summaries of a sheet, table by table.

use careful_spreadsheet::{Cell, Worksheet, text};

use super::Ballot;
use super::faults;
use super::frame::Frame;
use super::reader::BallotReader;
use super::summary::{self, Summary};
use super::table::{BallotsOfTable, MarkTable};
use super::whose::around::Around;
use super::words::{BallotWords, TitleWords};
use crate::finding::{CellRef, Finding, Findings};
use crate::forms::{SheetReading, TakenFor, Unclaimed};

/// What was read from one sheet of ballots or summaries.
#[derive(Debug, Default)]
pub(in crate::forms) struct BallotsOfSheet {
    pub(in crate::forms) ballots: Vec<Ballot>,
    pub(in crate::forms) summaries: Vec<Summary>,
    pub(in crate::forms) unclaimed: Vec<Unclaimed>,
    pub(in crate::forms) reading: Option<SheetReading>,
}

impl BallotReader<'_> {
    /// Reads the tables of one sheet, which `frames` places, from the top.
    pub(in crate::forms) fn read_sheet(
        &mut self,
        sheet: &Worksheet,
        frames: &[Frame<'_>],
        findings: &mut Findings,
    ) -> BallotsOfSheet {
        let mut read = BallotsOfSheet::default();
        let mut tables = Vec::new();
        for (index, frame) in frames.iter().enumerate() {
            let around = around(sheet, &self.words.titles, frames, index);
            if frame.turned && frame.members {
                read.summaries.push(summary::read_summary(self, sheet, frame, around, findings));
                continue;
            }
            tables.push(MarkTable { reader: self, sheet, frame, around, findings }.read_ballots());
        }
        join_halves(&mut tables);
        read.reading = Some(reading(sheet, &tables, !read.summaries.is_empty()));
        for table in tables {
            read.unclaimed.extend(table.unclaimed);
            if table.summary {
                read.summaries.push(Summary { place: sheet.place.clone(), cells: table.ballots });
            } else {
                read.ballots.extend(table.ballots);
            }
        }
        read
    }
}

/// Joins ballots whose criteria stand in two tables of one sheet, as on two pages, or in one table
/// for each part.
fn join_halves(tables: &mut [BallotsOfTable]) {
    for later in 1..tables.len() {
        let (before, rest) = tables.split_at_mut(later);
        let table = &mut rest[0];
        let (mut own, halves) = (Vec::new(), std::mem::take(&mut table.ballots));
        for half in halves {
            let mut earlier = before.iter_mut().flat_map(|table| &mut table.ballots);
            match earlier.find(|ballot| ballot.is_other_half(&half)) {
                Some(ballot) => ballot.join(half),
                None => own.push(half),
            }
        }
        table.ballots = own;
    }
}

/// How the sheet was read, for people to see.
fn reading(sheet: &Worksheet, tables: &[BallotsOfTable], summary: bool) -> SheetReading {
    let taken_for = match tables {
        _ if summary || tables.iter().any(|table| table.summary) => TakenFor::Summary,
        tables if tables.iter().all(|table| table.blank) => TakenFor::BlankBallot,
        _ => TakenFor::Ballots,
    };
    SheetReading {
        place: sheet.place.clone(),
        taken_for,
        tables: tables.iter().map(|table| table.reading.clone()).collect(),
        skipped: tables.iter().flat_map(|table| table.skipped.clone()).collect(),
    }
}

/// The rows around a table: labels above it, the signature below.
fn around<'a>(
    sheet: &'a Worksheet,
    titles: &'a TitleWords,
    frames: &[Frame<'_>],
    index: usize,
) -> Around<'a> {
    let frame = &frames[index];
    if frame.turned {
        let top = frame.columns.0;
        return Around {
            sheet,
            titles,
            head: top,
            top,
            columns: (0, u32::MAX),
            below: top + 1,
            end: u32::MAX,
            foot: top + 1,
        };
    }
    let end = |index: usize| {
        let next = frames.get(index + 1).filter(|next| next.top > frames[index].top);
        next.map_or(frames[index].end, |next| next.top)
    };
    let below = |index: usize| below(sheet, &frames[index], end(index));
    let foot = below(frames.len() - 1);
    let head = frames.iter().map(|frame| frame.top).min().unwrap_or(frame.top);
    Around {
        sheet,
        titles,
        head,
        top: frame.top,
        columns: frame.columns,
        below: below(index),
        end: end(index),
        foot,
    }
}

/// The first row below a table, which ends before row `end`.
fn below(sheet: &Worksheet, frame: &Frame<'_>, end: u32) -> u32 {
    let last = sheet
        .rows()
        .take_while(|row| *row < end)
        .filter(|row| sheet.cell(CellRef::new(*row, frame.criterion)).is_some())
        .last();
    // A signature may stand in the column of the criteria: it is looked for from the last mark on.
    let body = sheet.rows().skip_while(|row| *row <= frame.top).take_while(|row| *row < end);
    // A number, an x.
    let is_mark = |cell: &Cell| {
        cell.amount().is_some() || cell.text().is_some_and(|typed| typed.chars().count() <= 3)
    };
    let marked = body.filter(|row| sheet.row(*row).any(|(_, cell)| is_mark(cell))).last();
    marked.or(last).map_or(frame.top + 1, |row| row + 1)
}

/// The finding about a sheet without a table that names a member and a session; `None` for any
/// other sheet.
pub(in crate::forms) fn without_criteria(
    sheet: &Worksheet,
    words: &BallotWords,
) -> Option<Finding> {
    let deepest = sheet.rows().take(60).last()?;
    let around = Around {
        sheet,
        titles: &words.titles,
        head: deepest,
        top: deepest,
        columns: (0, u32::MAX),
        below: deepest,
        end: u32::MAX,
        foot: deepest,
    };
    let member = around.first(&words.labels.member)?;
    let session = around.first(&words.labels.session)?;
    let is_person = text::bare(&member.value).split(' ').count() >= 2;
    (is_person && !session.value.is_empty()).then(|| faults::without_criteria(member.place))
}
