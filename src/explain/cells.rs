//! Short names of cells, and numbers in Vietnamese notation.

use careful_spreadsheet::number;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::finding::{CellRef, Place};
use crate::tally::Mean;

/// Names a cell: `ô D14`; or the whole place when it has no cell.
pub(super) fn cell(place: &Place) -> String {
    place.cell.map_or_else(|| place.to_string(), |cell| format!("ô {cell}"))
}

/// Lists cells as `file · sheet!D13:D17, D19`. Each sheet is named once; neighbours in a column are
/// joined to ranges.
pub(super) fn places<'a>(places: impl IntoIterator<Item = &'a Place>) -> String {
    let mut sheets: Vec<(Place, Vec<CellRef>)> = Vec::new();
    for place in places {
        let sheet = Place { cell: None, ..place.clone() };
        let index = sheets.iter().position(|(known, _)| *known == sheet).unwrap_or_else(|| {
            sheets.push((sheet, Vec::new()));
            sheets.len() - 1
        });
        sheets[index].1.extend(place.cell);
    }
    let named = sheets.into_iter().map(|(sheet, cells)| match ranges(cells) {
        ranges if ranges.is_empty() => sheet.to_string(),
        ranges => format!("{sheet}!{ranges}"),
    });
    named.collect::<Vec<_>>().join("; ")
}

/// Names cells like [`places`], but many cells of one column by its ends:
/// `file · sheet, 23 ô cột F, từ F14 đến F81`.
pub(super) fn spread<'a>(cells: impl IntoIterator<Item = &'a Place>) -> String {
    let all: Vec<&Place> = cells.into_iter().collect();
    let mut at: Vec<CellRef> = all.iter().filter_map(|place| place.cell).collect();
    at.sort_by_key(|cell| cell.row);
    let sheet = |place: &Place| Place { cell: None, ..place.clone() };
    let (Some(place), Some(first), Some(last)) = (all.first(), at.first(), at.last()) else {
        return places(all);
    };
    let is_one = all.iter().all(|other| sheet(other) == sheet(place))
        && at.iter().all(|cell| cell.column == first.column);
    if !is_one || at.len() < MANY {
        return places(all);
    }
    let column = first.to_string();
    let column = column.trim_end_matches(|sign: char| sign.is_ascii_digit());
    format!("{}, {} ô cột {column}, từ {first} đến {last}", sheet(place), at.len())
}

/// From how many cells of a column on only its ends are named.
const MANY: usize = 5;

/// Lists cells of one sheet as ranges: `D13:D17, D19`.
fn ranges(mut cells: Vec<CellRef>) -> String {
    cells.sort_by_key(|cell| (cell.column, cell.row));
    let runs = cells.chunk_by(|one, next| one.column == next.column && one.row + 1 == next.row);
    let named = runs.filter_map(|run| match run {
        [] => None,
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first}:{last}")),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// A quotient with more decimals than this does not end: it fills the 28 digits of a decimal.
const ENDLESS: u32 = 12;

/// Writes the mean before any rounding: `67`, `66,25`, `66,111…`.
pub(super) fn exact(mean: Mean, printed_decimals: u32) -> String {
    let value = mean.value();
    if value.scale() <= ENDLESS {
        return number::vietnamese(value);
    }
    let shown = (printed_decimals + 1).max(3);
    format!(
        "{}…",
        number::vietnamese(value.round_dp_with_strategy(shown, RoundingStrategy::ToZero))
    )
}

/// Writes a number without trailing zeros.
pub(super) fn plain(value: Decimal) -> String {
    number::vietnamese(value.normalize())
}

/// Writes the mean as a division: `595 / 9`.
pub(super) fn quotient(mean: Mean) -> String {
    format!("{} / {}", plain(mean.sum()), mean.count())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{exact, places, spread};
    use crate::finding::{CellRef, Place};
    use crate::tally::Mean;

    #[test]
    fn cells_below_each_other_are_one_range() {
        let sheet = Place::file("phieu.xlsx").sheet("Chè");
        let cells = [12, 13, 14, 16, 18, 19].map(|row| sheet.cell(CellRef::new(row, 3)));
        assert_eq!(places(&cells), "phieu.xlsx · Chè!D13:D15, D17, D19:D20");
    }

    #[test]
    fn many_cells_of_a_column_are_named_by_its_ends() {
        let sheet = Place::file("phieu.xlsx").sheet("Chè");
        let cells = [13, 15, 17, 19, 21].map(|row| sheet.cell(CellRef::new(row, 5)));
        assert_eq!(spread(&cells), "phieu.xlsx · Chè, 5 ô cột F, từ F14 đến F22");
        assert_eq!(spread(&cells[..2]), places(&cells[..2]));
        let mut two = cells.to_vec();
        two.push(sheet.cell(CellRef::new(13, 6)));
        assert_eq!(spread(&two), places(&two));
        assert_eq!(spread(&[]), "");
    }

    #[test]
    fn a_mean_that_does_not_end_says_so() {
        let mean = |totals: &[i64]| Mean::of(totals.iter().copied().map(Decimal::from)).unwrap();
        assert_eq!(exact(mean(&[53, 53, 53, 53, 53, 53, 53, 52, 52]), 1), "52,777…");
        assert_eq!(exact(mean(&[66, 67, 67, 66]), 1), "66,5");
        assert_eq!(exact(mean(&[60]), 1), "60");
    }
}
