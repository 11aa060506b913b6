//! Reads the column of marks: only the cells of the keyed rows count.

use std::collections::BTreeMap;

use careful_spreadsheet::Cell;
use rust_decimal::Decimal;

use super::keyed::{KeyedBallot, RowKey};
use super::told;
use crate::criteria::Criterion;
use crate::finding::{CellRef, Findings};
use crate::forms::{Blank, Mark, MarkLine, Sourced, value};

/// What the column of marks of one sheet holds.
#[derive(Debug, Default)]
pub(super) struct ReadMarks {
    /// The marks, in the order of the criteria.
    pub(super) marks: Vec<Mark>,
    /// The criteria without a mark, in their order.
    pub(super) blanks: Vec<Blank>,
    /// The totals of parts that the member gave, where the criteria are not known.
    pub(super) parts: [Option<Sourced<Decimal>>; 3],
    /// Whether a cell was told that keeps the ballot from counting.
    pub(super) unreadable: bool,
    /// The row of each criterion.
    pub(super) rows: BTreeMap<usize, u32>,
    /// The cells of the column, for the second count.
    pub(super) line: Option<MarkLine>,
}

impl ReadMarks {
    /// Whether the member gave any mark.
    pub(super) fn are_any(&self) -> bool {
        !self.marks.is_empty() || self.parts.iter().any(Option::is_some)
    }

    /// The mark of a criterion.
    pub(super) fn of(&self, position: usize) -> Option<Decimal> {
        let mark = self.marks.iter().find(|mark| mark.position == position)?;
        Some(mark.mark.value)
    }

    /// The sum of the marks of a part; of all without one.
    pub(super) fn sum(&self, part: Option<usize>) -> Option<Decimal> {
        let marks = self.marks.iter().filter(|mark| part.is_none_or(|part| mark.part == part));
        let mut marks = marks.map(|mark| mark.mark.value).peekable();
        marks.peek()?;
        Some(marks.sum())
    }
}

/// Reads the column of marks of a sheet.
pub(super) struct MarkReader<'a, 'f> {
    pub(super) keyed: &'a KeyedBallot<'a>,
    pub(super) criteria: &'a [Criterion],
    /// The column of the marks.
    pub(super) column: u32,
    pub(super) findings: &'f mut Findings,
    pub(super) read: ReadMarks,
}

impl MarkReader<'_, '_> {
    /// Reads the column from the first row of the table to the last.
    pub(super) fn read(mut self) -> ReadMarks {
        for (row, key) in &self.keyed.rows {
            match *key {
                RowKey::Criterion(index, code) => self.criterion(*row, index, code),
                RowKey::Part(part) if self.criteria.is_empty() => self.part(*row, part),
                _ => {}
            }
        }
        self.read.marks.sort_by_key(|mark| mark.position);
        self.read.blanks.sort_by_key(|blank| blank.position);
        self.read.line = self.line();
        self.read
    }

    fn criterion(&mut self, row: u32, index: usize, code: &str) {
        let keyed = self.keyed;
        let at = CellRef::new(row, self.column);
        let cell = keyed.sheet.cell(at);
        let known = self.criteria.get(index).filter(|criterion| criterion.code == code);
        // What has another number now was told as a change of the criteria.
        let Some(criterion) = known else { return };
        let name = title(criterion);
        if self.read.rows.contains_key(&index) {
            if let Some(cell) = cell {
                let found = cell.shown();
                self.wrong(told::criterion_twice(keyed.place(at), &name, &found));
            }
            return;
        }
        self.read.rows.insert(index, row);
        let merge = keyed.sheet.merge_at(at).filter(|merge| merge.first.row < merge.last.row);
        if let Some(merge) = merge {
            let found = keyed.sheet.cell(merge.first).map(Cell::shown).unwrap_or_default();
            if !found.is_empty() {
                self.wrong(told::merged(keyed.place(at), &name, &found));
            }
        }
        let mark = cell.filter(|_| merge.is_none()).and_then(|cell| self.number(at, cell, &name));
        let (position, part) = (index, criterion.part);
        match mark {
            Some(mark) => {
                let criterion = criterion.code.clone();
                self.read.marks.push(Mark { position, criterion, part, mark, source: None });
            }
            None => {
                self.read.blanks.push(Blank { position, criterion: name, place: keyed.place(at) });
            }
        }
    }

    /// Reads the total of a part, where the act's criteria are not known.
    fn part(&mut self, row: u32, part: usize) {
        let at = CellRef::new(row, self.column);
        let Some(cell) = self.keyed.sheet.cell(at) else { return };
        let heading = format!("Phần {}", crate::criteria::PARTS[part]);
        if self.read.parts[part].is_some() {
            let found = cell.shown();
            self.wrong(told::criterion_twice(self.keyed.place(at), &heading, &found));
            return;
        }
        self.read.parts[part] = self.number(at, cell, &heading);
    }

    fn number(&mut self, at: CellRef, cell: &Cell, heading: &str) -> Option<Sourced<Decimal>> {
        match value::decimal_of(self.keyed.sheet, at, cell, heading) {
            Ok(number) => {
                if number.is_some() && cell.formula {
                    let place = self.keyed.place(at);
                    self.findings.push(told::mark_by_formula(place, heading, &cell.shown()));
                }
                number
            }
            Err(finding) => {
                self.wrong(*finding);
                None
            }
        }
    }

    fn wrong(&mut self, finding: crate::finding::Finding) {
        self.read.unreadable = true;
        self.findings.push(finding);
    }

    /// The run of cells from the first row of the table to the last, with all cells that hold
    /// something else than a mark of the ballot.
    fn line(&self) -> Option<MarkLine> {
        let is_of_table = |key: &RowKey<'_>| {
            !matches!(
                key,
                RowKey::Subject
                    | RowKey::Reason
                    | RowKey::Opinion
                    | RowKey::Other
                    | RowKey::Unkeyed
            )
        };
        let rows: Vec<u32> = self.keyed.rows_of(is_of_table).collect();
        let (first, last) = (*rows.first()?, *rows.last()?);
        let marks = self.read.marks.iter().map(|mark| &mark.mark.place);
        let parts = self.read.parts.iter().flatten().map(|part| &part.place);
        let taken: Vec<CellRef> = marks.chain(parts).filter_map(|place| place.cell).collect();
        let inside = self.keyed.sheet.rows().filter(|row| (first..=last).contains(row));
        let cells = inside.map(|row| CellRef::new(row, self.column));
        let aside = cells.filter(|at| !taken.contains(at) && self.keyed.sheet.cell(*at).is_some());
        Some(MarkLine {
            first: self.keyed.place(CellRef::new(first, self.column)),
            last: CellRef::new(last, self.column),
            aside: aside.collect(),
        })
    }
}

/// Number and name of a criterion.
pub(super) fn title(criterion: &Criterion) -> String {
    format!("{}. {}", criterion.code, criterion.name)
}
