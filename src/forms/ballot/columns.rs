//! The ballots of a sheet, read row by row, one a product.

use rust_decimal::Decimal;

use super::grid::Grid;
use super::lines::{self, Line};
use super::who::{Known, OWNER, SET, label};
use super::{Ballot, Blank, Mark};
use crate::criteria::PARTS;
use crate::finding::{CellRef, Findings, Place};
use crate::forms::{Sourced, value};
use crate::intake::Sheet;

/// Reads the ballots of one sheet, one a product.
pub(in crate::forms) fn read(
    known: &mut Known<'_>,
    sheet: &Sheet,
    grid: &Grid,
    findings: &mut Findings,
) -> Vec<Ballot> {
    let session = known.session(sheet, grid, findings);
    let member = known.member(session, sheet, grid, findings);
    let (Some((member, by_substitute)), Some(session)) = (member, session) else { return Vec::new() };
    let set = label(sheet, grid.header, &SET);
    let lines = lines::read(sheet, grid);
    let mut ballots: Vec<(u32, Ballot)> = grid
        .products
        .iter()
        .filter_map(|column| Some((*column, empty(sheet, grid, &lines, *column, findings)?)))
        .map(|(column, ballot)| (column, Ballot { member, by_substitute, session, set: set.clone(), ..ballot }))
        .collect();
    let mut position = 0;
    for (row, line) in &lines {
        fill(sheet, *row, line, position, &mut ballots, findings);
        position += usize::from(matches!(line, Line::Criterion { .. }));
    }
    for (_, ballot) in ballots.iter_mut().filter(|(_, ballot)| ballot.marks.is_empty()) {
        forget_sums_over_blanks(sheet, &lines, ballot);
    }
    ballots.into_iter().map(|(_, ballot)| ballot).collect()
}

/// A ballot without marks yet. `None` when the heading of its column is empty or cannot be read.
fn empty(sheet: &Sheet, grid: &Grid, lines: &[(u32, Line)], column: u32, findings: &mut Findings) -> Option<Ballot> {
    let heading = || value::text(sheet, CellRef::new(grid.header, column), "Tên sản phẩm");
    let product = grid.only.clone().or_else(|| value::or_finding(heading(), findings))?;
    let first = lines.first().map_or(grid.header + 1, |(row, _)| *row);
    let below = || {
        (grid.header + 1..first).find_map(|row| value::text(sheet, CellRef::new(row, column), "Chủ thể").ok().flatten())
    };
    let owner = if grid.only.is_some() { label(sheet, grid.header, &OWNER) } else { below() };
    Some(Ballot {
        member: 0,
        by_substitute: false,
        session: 0,
        set: None,
        name: product.value.clone(),
        product,
        owner,
        marks: Vec::with_capacity(lines.len()),
        parts: [None, None, None],
        total: None,
        reason: None,
        blanks: Vec::new(),
        unreadable: false,
        line: None,
    })
}

/// Reads one row of the grid into all ballots.
fn fill(sheet: &Sheet, row: u32, line: &Line, position: usize, ballots: &mut [(u32, Ballot)], findings: &mut Findings) {
    // The cells of the row and the columns of the ballots are both in order.
    let mut cells = sheet.row(row).peekable();
    for (column, ballot) in ballots {
        while cells.peek().is_some_and(|(at, _)| at.column < *column) {
            cells.next();
        }
        let at = CellRef::new(row, *column);
        let own = cells.peek().filter(|(there, _)| *there == at).map(|(_, cell)| *cell);
        let number = |heading: &str| match own {
            Some(cell) if sheet.merge_at(at).is_none() => value::decimal_of(sheet, at, cell, heading),
            _ => value::decimal(sheet, at, heading),
        };
        match line {
            Line::Criterion { number: code, name, part } => match number(name) {
                Ok(Some(mark)) => {
                    ballot.marks.push(Mark { position, criterion: code.clone(), part: *part, mark, points_at: None });
                }
                Ok(None) => {
                    let criterion = format!("{code}. {name}");
                    ballot.blanks.push(Blank { position, criterion, place: sheet.place(at) });
                }
                Err(finding) => {
                    ballot.unreadable = true;
                    findings.push(*finding);
                }
            },
            // A part total or total that cannot be read is no loss while there are marks to add up.
            Line::Part(part) | Line::PartTotal(part) => {
                let sum = number(PARTS[*part]).unwrap_or_default();
                ballot.parts[*part] = sum.or(ballot.parts[*part].take());
            }
            Line::Total => ballot.total = number("Tổng điểm").unwrap_or_default(),
            Line::Reason => ballot.reason = value::text(sheet, at, "Lý do").ok().flatten(),
        }
    }
}

/// Without marks, what a formula adds up is the sum of blanks, and a total of 0 is none: no product can score 0, because
/// some criteria start at 1. What the member typed stays.
fn forget_sums_over_blanks(sheet: &Sheet, lines: &[(u32, Line)], ballot: &mut Ballot) {
    let has_criteria = lines.iter().any(|(_, line)| matches!(line, Line::Criterion { .. }));
    let is_formula = |place: &Place| place.cell.and_then(|at| sheet.cell(at)).is_some_and(|cell| cell.formula);
    let is_blank = |sum: &Sourced<Decimal>| sum.value.is_zero() || has_criteria && is_formula(&sum.place);
    for sum in ballot.parts.iter_mut().chain([&mut ballot.total]) {
        if sum.as_ref().is_some_and(is_blank) {
            *sum = None;
        }
    }
    // A total that is a formula over part totals says nothing that they do not say.
    if ballot.total.as_ref().is_some_and(|total| is_formula(&total.place)) && ballot.parts.iter().all(Option::is_none) {
        ballot.total = None;
    }
}
