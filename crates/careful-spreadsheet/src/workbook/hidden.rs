//! Which rows, columns and sheets nobody sees.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use crate::limits::{COLUMNS, ROWS};
use crate::place::CellRef;
use crate::remark::HiddenCells;

/// What of a sheet is hidden. It is read like the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Whether the sheet as a whole is hidden.
    pub sheet: bool,
    /// Hidden rows, from 0, in order and apart from each other.
    rows: Vec<RangeInclusive<u32>>,
    /// Hidden columns, from 0, in order and apart from each other.
    columns: Vec<RangeInclusive<u32>>,
}

impl Hidden {
    /// Hides these rows, counted from 0.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        hide(&mut self.rows, first, last.min(ROWS));
    }

    /// Hides these columns, counted from 0.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        hide(&mut self.columns, first, last.min(COLUMNS));
    }

    /// Whether the row is hidden.
    pub fn row(&self, row: u32) -> bool {
        within(&self.rows, row)
    }

    /// Whether the column is hidden.
    pub fn column(&self, column: u32) -> bool {
        within(&self.columns, column)
    }

    /// Whether the cell cannot be seen: it, or the sheet, is hidden.
    pub fn cell(&self, at: CellRef) -> bool {
        self.sheet || self.row(at.row) || self.column(at.column)
    }

    /// Where hidden cells stand among these, which come by row, then column, and the first of them;
    /// `None` when all are seen.
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

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        !self.sheet && self.rows.is_empty() && self.columns.is_empty()
    }
}

/// Adds a range to ranges in order; what comes out of order, which no program writes, is left out.
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

fn within(ranges: &[RangeInclusive<u32>], number: u32) -> bool {
    let after = ranges.partition_point(|range| *range.start() <= number);
    after > 0 && ranges[after - 1].contains(&number)
}

/// Numbers as stretches, each by its first and last one.
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
