//! Which columns of a sheet are drawn, and which are folded.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::Worksheet;

use super::read_as::Headings;
use super::{COLUMNS, Letter};
use crate::finding::{CellRef, Severity};

/// A column of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// One that is drawn, counted from 0.
    Real(u32),
    /// Some that are not.
    Fold {
        /// The first and the last.
        first: u32,
        last: u32,
        /// Whether the workbook hides them; else nothing stands in them, or there are too many.
        hidden: bool,
    },
}

/// Blank columns between others that are drawn as they are.
const GAP: u32 = 3;

/// Rows around the cell, and from the top, that are looked through for columns that hold anything.
const LOOKED_AT: u32 = 4000;
const HEAD: u32 = 100;

impl Column {
    /// Its first column.
    pub(super) fn first(self) -> u32 {
        match self {
            Self::Real(column) | Self::Fold { first: column, .. } => column,
        }
    }

    /// The head of the column; `keep` is the one that is kept in sight.
    pub(super) fn letter(self, keep: Option<u32>) -> Letter {
        let class = match self {
            Self::Real(column) if keep == Some(column) => "keep",
            Self::Real(_) => "",
            Self::Fold { .. } => "gone",
        };
        Letter { text: self.letters(), class }
    }

    /// Its letters: `C`, `C–E`.
    pub(super) fn letters(self) -> String {
        match self {
            Self::Real(column) => letters(column),
            Self::Fold { first, last, .. } if first == last => letters(first),
            Self::Fold { first, last, .. } => format!("{}–{}", letters(first), letters(last)),
        }
    }
}

/// The letters of a column.
pub(super) fn letters(column: u32) -> String {
    CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

/// Chooses the columns: those that hold anything, those that were taken for something, and those
/// with faults.
pub(super) fn chosen(
    sheet: &Worksheet,
    headings: &Headings<'_>,
    at: Option<CellRef>,
    faults: &BTreeMap<CellRef, (Severity, Option<&str>)>,
) -> Vec<Column> {
    let mut used: BTreeSet<u32> = BTreeSet::new();
    let near = at.map_or(0, |at| at.row.saturating_sub(LOOKED_AT / 2));
    for row in sheet.rows().filter(|row| *row < HEAD || (near..near + LOOKED_AT).contains(row)) {
        used.extend(sheet.row(row).map(|(cell, _)| cell.column));
    }
    used.extend(headings.columns());
    let heavy = faults.iter().filter(|(_, (severity, _))| *severity > Severity::Note);
    let must: BTreeSet<u32> =
        at.into_iter().chain(heavy.map(|(at, _)| *at)).map(|at| at.column).collect();
    used.extend(&must);
    let middle = at.map_or(0, |at| at.column);
    while used.len() > COLUMNS {
        // The farthest one goes: at one end or the other.
        let (Some(first), Some(last)) = (used.first().copied(), used.last().copied()) else {
            break;
        };
        let far = if middle.abs_diff(first) > middle.abs_diff(last) { first } else { last };
        used.remove(&far);
    }
    let hidden = |column: u32| sheet.hidden().column(column) && !must.contains(&column);
    let mut columns: Vec<Column> = Vec::new();
    let mut due = 0;
    for column in used {
        fold_gap(&mut columns, due, column, &hidden);
        due = column + 1;
        push(&mut columns, column, hidden(column));
    }
    columns
}

/// Draws or folds the blank columns before one that is used.
fn fold_gap(columns: &mut Vec<Column>, due: u32, next: u32, hidden: &impl Fn(u32) -> bool) {
    if next - due <= GAP {
        for column in due..next {
            push(columns, column, hidden(column));
        }
    } else {
        columns.push(Column::Fold { first: due, last: next - 1, hidden: false });
    }
}

fn push(columns: &mut Vec<Column>, column: u32, hidden: bool) {
    match (hidden, columns.last_mut()) {
        (true, Some(Column::Fold { last, hidden: true, .. })) if *last + 1 == column => {
            *last = column;
        }
        (true, _) => columns.push(Column::Fold { first: column, last: column, hidden }),
        (false, _) => columns.push(Column::Real(column)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_with_letters() {
        assert_eq!((letters(0), letters(10), letters(27)), ("A".into(), "K".into(), "AB".into()));
        assert_eq!(Column::Fold { first: 2, last: 4, hidden: true }.letters(), "C–E");
    }

    #[test]
    fn hidden_columns_side_by_side_are_one_fold_and_wide_gaps_another() {
        let mut columns = Vec::new();
        for (column, hidden) in [(0, true), (1, true), (2, false), (3, true)] {
            push(&mut columns, column, hidden);
        }
        fold_gap(&mut columns, 4, 6, &|_| false);
        fold_gap(&mut columns, 6, 60, &|_| false);
        let expected = [
            Column::Fold { first: 0, last: 1, hidden: true },
            Column::Real(2),
            Column::Fold { first: 3, last: 3, hidden: true },
            Column::Real(4),
            Column::Real(5),
            Column::Fold { first: 6, last: 59, hidden: false },
        ];
        assert_eq!(columns, expected);
    }
}
