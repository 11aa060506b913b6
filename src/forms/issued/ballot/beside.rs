//! Finds what members typed beside the cells for their marks: at an option, in another column, in a
//! row of their own. Nothing of it is taken for a mark.

use careful_spreadsheet::{Cell, Value, text};
use rust_decimal::Decimal;

use super::keyed::{KeyedBallot, RowKey};
use super::marks::{ReadMarks, title};
use super::told;
use crate::criteria::{Criterion, MarkOption};
use crate::finding::{CellRef, Findings};
use crate::forms::form_keys::ballot_column;
use crate::forms::value;

/// The box before an option that is not chosen.
const BOX: &str = "□";

/// Looks for marks beside their cells.
pub(super) struct BesideMarks<'a, 'f> {
    pub(super) keyed: &'a KeyedBallot<'a>,
    pub(super) criteria: &'a [Criterion],
    /// The column of the marks.
    pub(super) column: u32,
    pub(super) read: &'a ReadMarks,
    /// Whether the formulas of the file are still there.
    pub(super) formulas: bool,
    /// Whether people concluded that the product is knocked out.
    pub(super) concluded: bool,
    pub(super) findings: &'f mut Findings,
}

impl BesideMarks<'_, '_> {
    /// Tells every such cell; returns whether the ballot can no longer count.
    pub(super) fn tell(mut self) -> bool {
        let mut wrong = false;
        for (row, key) in &self.keyed.rows {
            wrong |= match *key {
                RowKey::Option(of, number, _) => self.option(*row, of, number),
                RowKey::Criterion(index, _) => self.criterion(*row, index),
                RowKey::Unkeyed | RowKey::Other => self.other_row(*row),
                RowKey::KnockOut(index) => self.knock_out(*row, index),
                _ => false,
            };
        }
        wrong
    }

    /// A mark or a sign in the row of an option. What repeats the mark of the criterion is harmless.
    fn option(&mut self, row: u32, of: usize, number: usize) -> bool {
        let Some(criterion) = self.criteria.get(of) else { return false };
        let points = option(criterion, number).map(|option| Decimal::from(option.mark));
        let chosen = points.is_some() && self.read.of(of) == points;
        let mut wrong = false;
        for (at, cell) in self.typed_at_option(row) {
            let repeats = cell.amount().is_none_or(|amount| Some(amount) == points);
            if chosen && repeats {
                continue;
            }
            let shown = points.map(|points| points.to_string()).unwrap_or_default();
            let heading = format!("{}, mức {shown} điểm", title(criterion));
            self.findings.push(told::beside(self.keyed.place(at), &heading, &cell.shown()));
            wrong = true;
        }
        wrong
    }

    /// What somebody typed into the row of an option: in the column of the marks, over the box,
    /// among the remarks where it is a number.
    fn typed_at_option(&self, row: u32) -> Vec<(CellRef, Cell)> {
        let mark = CellRef::new(row, self.column);
        let mark = self.keyed.sheet.cell(mark).map(|cell| (mark, cell));
        let over = self.keyed.cell(row, ballot_column::ORDER).filter(|(_, cell)| {
            self.formulas && !cell.formula && cell.text().is_none_or(|text| text != BOX)
        });
        let remark = self.keyed.cell(row, ballot_column::REMARK);
        let remark = remark.filter(|(_, cell)| cell.amount().is_some());
        let cells = mark.into_iter().chain(over).chain(remark);
        cells
            .filter(|(_, cell)| says_something(cell))
            .map(|(at, cell)| (at, cell.clone()))
            .collect()
    }

    /// A number beside the blank cell of a criterion.
    fn criterion(&mut self, row: u32, index: usize) -> bool {
        let Some(criterion) = self.criteria.get(index) else { return false };
        if self.read.of(index).is_some() {
            return false;
        }
        let remark = self.keyed.column(ballot_column::REMARK);
        let is_aside = |at: CellRef, cell: &Cell| {
            let column = at.column;
            let outside = !self.keyed.is_named(column)
                && !self.keyed.sheet.hidden().column(column)
                && !cell.formula;
            (Some(column) == remark || outside) && cell.amount().is_some()
        };
        let beside = self.keyed.beside(row).find(|(at, cell)| is_aside(*at, cell));
        let Some((at, cell)) = beside else { return false };
        let finding = told::beside(self.keyed.place(at), &title(criterion), &cell.shown());
        self.findings.push(finding);
        true
    }

    /// A row that is no row of the table, with something in the column of the marks.
    fn other_row(&mut self, row: u32) -> bool {
        if !self.is_in_table(row) {
            return false;
        }
        let at = CellRef::new(row, self.column);
        let cell = self.keyed.sheet.cell(at).filter(|cell| !cell.formula && says_something(cell));
        let Some(cell) = cell else { return false };
        self.findings.push(told::beside(
            self.keyed.place(at),
            &words(self.keyed, row),
            &cell.shown(),
        ));
        true
    }

    /// The cell of a knock-out: `Có` waits until people have concluded, a blank or `Không` says
    /// nothing.
    fn knock_out(&mut self, row: u32, index: usize) -> bool {
        let criterion = self.criteria.get(index);
        let rule = criterion.and_then(|criterion| Some((criterion, criterion.knock_out.as_ref()?)));
        let Some((criterion, rule)) = rule else { return false };
        let at = CellRef::new(row, self.column);
        let cell = self.keyed.sheet.cell(at).filter(|cell| says_something(cell));
        let Some(cell) = cell.filter(|_| !self.concluded) else { return false };
        if cell.text().is_some_and(|typed| text::bare(typed) == "khong") {
            return false;
        }
        let place = self.keyed.place(at);
        self.findings.push(told::knocked_out(place, criterion, rule, &cell.shown()));
        true
    }

    /// Whether a row lies between the names of the columns and the total.
    fn is_in_table(&self, row: u32) -> bool {
        is_in_table(self.keyed, row)
    }
}

/// Whether a row lies between the names of the columns and the total.
pub(super) fn is_in_table(keyed: &KeyedBallot<'_>, row: u32) -> bool {
    let first = keyed.rows_of(|key| matches!(key, RowKey::Part(_) | RowKey::Criterion(..))).next();
    let total = keyed.rows_of(|key| *key == RowKey::Total).last();
    first.is_some_and(|first| row > first) && total.is_none_or(|total| row < total)
}

/// The words of a row, as a person would cite it.
pub(super) fn words(keyed: &KeyedBallot<'_>, row: u32) -> String {
    let texts = keyed.beside(row).filter_map(|(_, cell)| cell.text());
    texts.collect::<Vec<_>>().join(" ").chars().take(80).collect()
}

/// The option of this number, counted from 1 through all scales of a criterion.
pub(super) fn option(criterion: &Criterion, number: usize) -> Option<&MarkOption> {
    let mut options = criterion.scales.iter().flat_map(|scale| scale.options.iter());
    options.nth(number.checked_sub(1)?)
}

/// Whether a cell holds more than dashes or dots.
fn says_something(cell: &Cell) -> bool {
    cell.value != Value::NotCalculated && !cell.text().is_some_and(value::is_dash)
}
