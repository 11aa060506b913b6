//! Hidden rows, columns and worksheets.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::limits::{COLUMNS, ROWS};
use crate::place::CellRef;
use crate::remark::HiddenCells;

/// The hidden rows and columns of a worksheet. Hidden cells are read like the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Whether the worksheet as a whole is hidden.
    pub sheet: bool,
    /// Hidden rows, counted from 0, as ascending ranges that do not touch.
    rows: Vec<RangeInclusive<u32>>,
    /// Hidden columns, counted from 0, as ascending ranges that do not touch.
    columns: Vec<RangeInclusive<u32>>,
}

impl Hidden {
    /// Hides the rows from `first` to `last`, both included, counted from 0. Calls must come in
    /// ascending order; others are ignored.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        hide(&mut self.rows, first, last.min(ROWS));
    }

    /// Hides the columns from `first` to `last`, both included, counted from 0. Calls must come in
    /// ascending order; others are ignored.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        hide(&mut self.columns, first, last.min(COLUMNS));
    }

    /// Tells whether the row is hidden.
    pub fn row(&self, row: u32) -> bool {
        within(&self.rows, row)
    }

    /// Tells whether the column is hidden.
    pub fn column(&self, column: u32) -> bool {
        within(&self.columns, column)
    }

    /// Tells whether the cell cannot be seen: its row, its column or the worksheet is hidden.
    pub fn cell(&self, at: CellRef) -> bool {
        self.sheet || self.row(at.row) || self.column(at.column)
    }

    /// Finds the hidden ones among these cells, which come by row, then column. Returns the first
    /// hidden cell and the ranges of all; `None` when none is hidden.
    pub(crate) fn among(
        &self,
        cells: impl Iterator<Item = CellRef>,
    ) -> Option<(CellRef, HiddenCells)> {
        let (mut first, mut rows, mut columns) = (None, BTreeSet::new(), BTreeSet::new());
        for at in cells.filter(|at| self.cell(*at)) {
            first = first.or(Some(at));
            if self.row(at.row) {
                rows.insert(at.row);
            }
            if self.column(at.column) {
                columns.insert(at.column);
            }
        }
        first.map(|first| {
            (
                first,
                HiddenCells {
                    sheet: self.sheet,
                    rows: stretches(&rows),
                    columns: stretches(&columns),
                },
            )
        })
    }

    /// Tells whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        !self.sheet && self.rows.is_empty() && self.columns.is_empty()
    }
}

/// Adds a range to ascending ranges. A range that comes out of order, which no program writes, is
/// left out.
fn hide(ranges: &mut Vec<RangeInclusive<u32>>, first: u32, last: u32) {
    match ranges.last_mut() {
        Some(before) if first > *before.end() + 1 && first <= last => ranges.push(first..=last),
        Some(before) if first >= *before.start() => {
            *before = *before.start()..=last.max(*before.end());
        }
        None if first <= last => ranges.push(first..=last),
        _ => {}
    }
}

/// Tells whether one of the ascending ranges contains the number.
fn within(ranges: &[RangeInclusive<u32>], number: u32) -> bool {
    let after = ranges.partition_point(|range| *range.start() <= number);
    after > 0 && ranges[after - 1].contains(&number)
}

/// Joins consecutive numbers into ranges, each given by its first and last number.
fn stretches(numbers: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => stretches.push((number, number)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::Hidden;
    use crate::place::CellRef;
    use crate::remark::HiddenCells;

    fn at(row: u32, column: u32) -> CellRef {
        CellRef::new(row, column)
    }

    #[test]
    fn hidden_rows_and_columns_are_known() {
        let mut hidden = Hidden::default();
        assert!(hidden.is_empty());
        for (first, last) in [(2, 3), (4, 4), (9, u32::MAX), (1, 1)] {
            hidden.hide_rows(first, last);
        }
        hidden.hide_columns(5, 4);
        assert_eq!(
            [1, 2, 4, 5, 9, 40_000].map(|row| hidden.row(row)),
            [false, true, true, false, true, true]
        );
        assert!(hidden.cell(at(3, 0)) && !hidden.cell(at(0, 0)) && !hidden.column(5));
    }

    fn among(hide: impl FnOnce(&mut Hidden)) -> Option<(CellRef, HiddenCells)> {
        let mut hidden = Hidden::default();
        hide(&mut hidden);
        hidden.among(
            [(0, 0), (2, 0), (3, 0), (3, 2), (9, 1), (9, 30)]
                .map(|(row, column)| at(row, column))
                .into_iter(),
        )
    }

    #[test]
    fn hidden_cells_that_hold_something_are_gathered_in_stretches() {
        let some = among(|hidden| {
            hidden.hide_rows(2, 20);
            hidden.hide_columns(2, 2);
            hidden.hide_columns(30, 40);
        });
        let cells = HiddenCells {
            sheet: false,
            rows: vec![(2, 3), (9, 9)],
            columns: vec![(2, 2), (30, 30)],
        };
        assert_eq!(some, Some((at(2, 0), cells)));
        let whole = HiddenCells { sheet: true, ..HiddenCells::default() };
        assert_eq!(among(|hidden| hidden.sheet = true), Some((at(0, 0), whole)));
        assert_eq!(among(|hidden| hidden.hide_rows(1, 1)), None, "hidden cells that hold nothing");
        assert_eq!(among(|_| {}), None);
    }
}
