//! Reads how many products a list says it has, in a totals row of the whole list or of a part.

use careful_spreadsheet::{Cell, Value, Worksheet, text};
use rust_decimal::prelude::ToPrimitive;

use super::letter;
use crate::finding::CellRef;
use crate::forms::Sourced;
use crate::forms::heading::{ListField, ListHeader};

/// The count of products that a totals row states.
pub(super) struct TotalsRow {
    /// The count, with its cell.
    pub(super) stated: Sourced<usize>,
    /// Whether the row counts the whole list, `Tổng cộng`, rather than a part.
    pub(super) grand: bool,
}

/// How totals rows of the whole list begin, without diacritics.
const GRAND: [&str; 4] = ["tong cong", "tong so", "tong chung", "cong chung"];

/// Other things that totals rows count, without diacritics.
const OTHERS: [&str; 8] =
    ["chu the", "ho", "don vi", "co so", "hop tac xa", "htx", "doanh nghiep", "diem"];

/// Reads the count of products in a totals row: in its words, in another text, or as a number in
/// the column of the products or sets where its words count nothing else. `None` where it states
/// none.
pub(super) fn total(sheet: &Worksheet, header: &ListHeader, row: u32) -> Option<TotalsRow> {
    let cells: Vec<(CellRef, &Cell)> = sheet.row(row).collect();
    let (index, at, words) = cells
        .iter()
        .enumerate()
        .find_map(|(index, (at, cell))| Some((index, *at, text::bare(cell.text()?))))?;
    let grand = GRAND.iter().any(|start| words.starts_with(start)) || words == "tong";
    let stated = |value: usize, at: CellRef| TotalsRow {
        stated: Sourced { value, place: sheet.place(at) },
        grand,
    };
    if let Some(value) = letter::products(&words).or_else(|| bare_number(&words)) {
        return Some(stated(value, at));
    }
    let rest = || cells[index + 1..].iter().copied();
    let worded =
        rest().find_map(|(at, cell)| Some((letter::products(&text::bare(cell.text()?))?, at)));
    if let Some((value, at)) = worded {
        return Some(stated(value, at));
    }
    if OTHERS.iter().any(|other| format!(" {words} ").contains(&format!(" {other} "))) {
        return None;
    }
    let counted = [ListField::Product, ListField::Set].map(|field| header.column(field));
    let (at, cell) = rest().find(|(at, _)| counted.contains(&Some(at.column)))?;
    let value = match &cell.value {
        Value::Number(number) if number.is_integer() => number.to_usize(),
        Value::Text(text) => text::bare(text).parse().ok(),
        _ => None,
    };
    value.map(|value| stated(value, at))
}

/// Reads the count of owners in a totals row of the whole list.
pub(super) fn grand_owners(sheet: &Worksheet, row: u32) -> Option<Sourced<usize>> {
    let mut texts = sheet.row(row).filter_map(|(at, cell)| Some((at, text::bare(cell.text()?))));
    let grand = sheet.row(row).find_map(|(_, cell)| cell.text()).map(text::bare)?;
    if !GRAND.iter().any(|start| grand.starts_with(start)) {
        return None;
    }
    texts.find_map(|(at, words)| {
        Some(Sourced { value: letter::owners(&words)?, place: sheet.place(at) })
    })
}

/// The number at the end of words that name nothing else to count: `Cộng: 6`, `Tổng số: 06`; not
/// `Cộng phần 1`, `Tổng số chủ thể: 04`.
fn bare_number(words: &str) -> Option<usize> {
    let (before, last) = words.rsplit_once(' ')?;
    let only = before
        .split(' ')
        .all(|word| ["cong", "tong", "so", "chung", "toan", "bang"].contains(&word));
    last.parse().ok().filter(|_| only && last.len() <= 4)
}

/// Counts the products between a totals row and each heading or totals row above it, since any of
/// these may begin the part that it counts.
#[derive(Debug, Default)]
pub(super) struct PartCounts {
    /// For each such row, the products before it that count, and those that were withdrawn.
    marks: Vec<(usize, usize)>,
}

impl PartCounts {
    /// Notes a heading or totals row after so many products.
    pub(super) fn mark(&mut self, products: usize, withdrawn: usize) {
        self.marks.push((products, withdrawn));
    }

    /// Checks the count of a totals row against all parts that end at it.
    ///
    /// # Errors
    ///
    /// How many products the last part has, when no part has as many as stated.
    pub(super) fn fits(
        &self,
        stated: usize,
        products: usize,
        withdrawn: usize,
    ) -> Result<(), usize> {
        let counts =
            self.marks.iter().rev().map(|(before, gone)| (products - before, withdrawn - gone));
        let mut counts = counts.filter(|(rows, gone)| rows + gone > 0).peekable();
        let last = counts.peek().map_or(0, |(rows, _)| *rows);
        if counts.any(|(rows, gone)| stated == rows || stated == rows + gone) {
            Ok(())
        } else {
            Err(last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PartCounts, bare_number};

    #[test]
    fn a_bare_number_counts_products_only_where_nothing_else_is_counted() {
        assert_eq!(bare_number("cong 6"), Some(6));
        assert_eq!(bare_number("tong so 06"), Some(6));
        for words in ["cong phan 1", "tong so chu the 04", "cong", "tong diem 375"] {
            assert_eq!(bare_number(words), None, "{words}");
        }
    }

    #[test]
    fn a_part_is_any_stretch_that_ends_at_its_total() {
        let mut parts = PartCounts::default();
        for (products, withdrawn) in [(0, 0), (3, 0), (5, 1)] {
            parts.mark(products, withdrawn);
        }
        for (stated, fits) in
            [(7, Ok(())), (8, Ok(())), (4, Ok(())), (5, Ok(())), (2, Ok(())), (3, Err(2))]
        {
            assert_eq!(parts.fits(stated, 7, 1), fits, "{stated}");
        }
    }
}
