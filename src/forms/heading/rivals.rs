//! Decides between columns whose headings have equal right to a field, by their values.

use careful_spreadsheet::{Cell, Value, Worksheet, number, text};
use rust_decimal::Decimal;

use super::{ListColumn, ListField, ListHeader};
use crate::criteria::LegalForm;
use crate::finding::CellRef;
use crate::forms::value;

/// Rows whose values are compared.
const ROWS: usize = 60;

/// Share of the values, in percent, that must fit the field, and share below which a column cannot
/// be meant.
const ENOUGH: usize = 60;
const TOO_FEW: usize = 20;

/// Puts the column that holds each field first, as the values tell; a field for which they cannot
/// tell goes to [`ListHeader::undecided`]. `is_set` tells whether a text names a product set;
/// `owners` are the legal forms that owners may have.
pub(in crate::forms) fn settle(
    sheet: &Worksheet,
    header: &mut ListHeader,
    is_set: &dyn Fn(&str) -> bool,
    owners: &[LegalForm],
) {
    let rows: Vec<u32> = sheet
        .rows()
        .skip_while(|row| *row < header.body)
        .take_while(|row| *row < header.end)
        .collect();
    let rows = &rows[..rows.len().min(ROWS)];
    let judge = RivalJudge { sheet, rows, is_set, owners };
    let parts = ListField::PARTS.map(|part| header.column(part));
    for (field, columns) in &mut header.columns {
        if columns.len() < 2 || !field.must_be_one() {
            continue;
        }
        match judge.best(*field, columns, parts) {
            Some(best) => {
                let best = columns.remove(best);
                columns.insert(0, best);
            }
            None => header.undecided.push(*field),
        }
    }
}

/// Judges which of several columns holds a field, by the values in these rows.
struct RivalJudge<'a> {
    sheet: &'a Worksheet,
    rows: &'a [u32],
    is_set: &'a dyn Fn(&str) -> bool,
    owners: &'a [LegalForm],
}

impl RivalJudge<'_> {
    /// The index of the column that is meant; the columns come with the best words first. `None`
    /// where that cannot be told.
    fn best(
        &self,
        field: ListField,
        columns: &[ListColumn],
        parts: [Option<u32>; 3],
    ) -> Option<usize> {
        let shares: Vec<usize> =
            columns.iter().map(|column| self.share(field, column.index)).collect();
        let rivals: Vec<usize> =
            (0..columns.len()).filter(|at| columns[*at].rank() == columns[0].rank()).collect();
        let fit: Vec<usize> = rivals.iter().copied().filter(|at| shares[*at] >= ENOUGH).collect();
        match (rivals.as_slice(), fit.as_slice()) {
            ([only], []) if shares[*only] < TOO_FEW => {
                let other = (1..columns.len()).find(|at| shares[*at] >= ENOUGH);
                Some(other.unwrap_or(*only))
            }
            ([only], _) => Some(*only),
            (_, [only]) if rivals.iter().all(|at| at == only || shares[*at] < ENOUGH) => {
                Some(*only)
            }
            (_, []) => rivals.iter().all(|at| self.is_empty(columns[*at].index)).then_some(0),
            (_, several) => self.of_equals(field, columns, several, parts),
        }
    }

    /// Decides between columns whose values all fit the field: the first where all hold the same,
    /// or the only total to which the parts add up.
    fn of_equals(
        &self,
        field: ListField,
        columns: &[ListColumn],
        fit: &[usize],
        parts: [Option<u32>; 3],
    ) -> Option<usize> {
        let first = *fit.first()?;
        let shown = |at: usize| {
            self.cells(columns[at].index).map(|(_, cell)| cell.shown()).collect::<Vec<_>>()
        };
        let wanted = shown(first);
        if fit.iter().all(|at| shown(*at) == wanted) {
            return Some(first);
        }
        if field != ListField::Total {
            return None;
        }
        let made: Vec<usize> =
            fit.iter().copied().filter(|at| self.is_sum(columns[*at].index, parts)).collect();
        made.first().copied().filter(|_| made.len() == 1)
    }

    fn cells(&self, column: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.rows
            .iter()
            .filter_map(move |row| Some((*row, self.sheet.cell(CellRef::new(*row, column))?)))
    }

    fn is_empty(&self, column: u32) -> bool {
        self.cells(column).next().is_none()
    }

    /// The share of a column's values, in percent, that fit the field.
    fn share(&self, field: ListField, column: u32) -> usize {
        let fits = self.cells(column).map(|(_, cell)| self.fits(field, cell));
        let (fitting, all) =
            fits.fold((0, 0), |(fitting, all), fits| (fitting + usize::from(fits), all + 1));
        fitting * 100 / std::cmp::max(all, 1)
    }

    /// Whether a value is of the kind that a field holds.
    fn fits(&self, field: ListField, cell: &Cell) -> bool {
        let worded =
            |words: &&str| words.chars().filter(|letter| letter.is_alphabetic()).count() >= 3;
        let words = cell.text().filter(worded).filter(|_| value::stars_in(cell).is_none());
        let is_kind = |words: &str| {
            let forms = LegalForm::among(self.owners, &text::bare(words));
            !forms.is_empty() && words.split_whitespace().count() <= 7
        };
        match field {
            ListField::Set => words.is_some_and(|words| (self.is_set)(words)),
            ListField::Kind => words.is_some_and(is_kind),
            ListField::Product => words.is_some_and(|words| {
                !(self.is_set)(words)
                    && LegalForm::among(self.owners, &text::bare(words)).is_empty()
            }),
            ListField::Owner => words.is_some_and(|words| {
                words.split_whitespace().count() >= 2 && !(self.is_set)(words)
            }),
            ListField::Star => value::stars_in(cell).is_some(),
            ListField::RegistrationKind => words.is_some(),
            _ => points(cell)
                .is_some_and(|points| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&points)),
        }
    }

    /// Whether the parts add up to the values of a column in more than half of the rows.
    fn is_sum(&self, column: u32, parts: [Option<u32>; 3]) -> bool {
        let rows: Vec<bool> = self
            .cells(column)
            .filter_map(|(row, cell)| {
                let part =
                    |column: &Option<u32>| points(self.sheet.cell(CellRef::new(row, (*column)?))?);
                let sum: Option<Decimal> = parts.iter().map(part).sum();
                Some(points(cell)? == sum?)
            })
            .collect();
        !rows.is_empty() && rows.iter().filter(|same| **same).count() * 2 > rows.len()
    }
}

/// The number in a cell, also where it is typed as a text.
fn points(cell: &Cell) -> Option<Decimal> {
    match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => number::parse(text),
        _ => None,
    }
}
