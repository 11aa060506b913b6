//! One row under the header of a list, and which columns it fills.

use careful_spreadsheet::{Cell, Value, Worksheet};
use rust_decimal::Decimal;

use crate::finding::CellRef;
use crate::forms::heading::{ListField, ListHeader};
use crate::forms::value;

/// The fields of scores, of which any tells a product from a line of text.
const SCORES: [ListField; 5] =
    [ListField::PartA, ListField::PartB, ListField::PartC, ListField::Total, ListField::Star];

/// A row of a list, with the fields that its own cells fill.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each says of one column whether anything stands there"
)]
pub(in crate::forms::submission) struct ListRow<'a> {
    /// The row in the sheet, from 0.
    pub(in crate::forms::submission) index: u32,
    pub(in crate::forms::submission) cells: Vec<(CellRef, &'a Cell)>,
    /// The first text of the row, with its cell.
    pub(in crate::forms::submission) first_text: Option<(CellRef, &'a str)>,
    /// Whether a number stands in the column of numbers.
    pub(in crate::forms::submission) numbered: bool,
    /// Whether something stands in the column of products, other than the number of the column.
    pub(in crate::forms::submission) named: bool,
    /// Whether something stands in the column of owners.
    pub(in crate::forms::submission) owner: bool,
    /// Whether something stands in the column of product sets.
    pub(in crate::forms::submission) set: bool,
    /// Whether something stands in the column of kinds of owner.
    pub(in crate::forms::submission) kind: bool,
    /// Whether a score or a star stands there, other than the empty result of a formula.
    pub(in crate::forms::submission) scored: bool,
    sheet: &'a Worksheet,
    header: &'a ListHeader,
}

impl<'a> ListRow<'a> {
    /// Reads which fields the own cells of a row fill.
    pub(in crate::forms::submission) fn of(
        sheet: &'a Worksheet,
        header: &'a ListHeader,
        row: u32,
    ) -> Self {
        let cells: Vec<(CellRef, &Cell)> = sheet.row(row).collect();
        let own = |field: ListField| {
            let column = header.column(field)?;
            let index = cells.binary_search_by_key(&column, |(at, _)| at.column).ok()?;
            Some(cells[index].1)
        };
        Self {
            index: row,
            first_text: cells.iter().find_map(|(at, cell)| Some((*at, cell.text()?))),
            numbered: own(ListField::Order).is_some_and(|cell| is_order(&cell.value)),
            named: own(ListField::Product).is_some_and(|cell| !is_column_number(cell)),
            owner: own(ListField::Owner).is_some(),
            set: own(ListField::Set).is_some(),
            kind: own(ListField::Kind).is_some(),
            scored: SCORES.into_iter().filter_map(own).any(|cell| !is_empty_formula(cell)),
            cells,
            sheet,
            header,
        }
    }

    /// The cell of the product's name; the first of the row where it has none.
    pub(in crate::forms::submission) fn name_at(&self) -> CellRef {
        let product =
            self.header.column(ListField::Product).map(|column| CellRef::new(self.index, column));
        let first = self.cells.first().map_or(CellRef::new(self.index, 0), |(at, _)| *at);
        product.filter(|_| self.named).unwrap_or(first)
    }

    /// Whether the cell of a field is merged down over this row from a row above.
    pub(in crate::forms::submission) fn is_merged_from_above(&self, field: ListField) -> bool {
        let Some(column) = self.header.column(field) else { return false };
        let at = CellRef::new(self.index, column);
        self.sheet.merge_at(at).is_some_and(|merge| {
            merge.first.row < self.index && merge.first.row >= self.header.body
        }) && value::cell(self.sheet, at).is_some()
    }

    /// Whether a cell stands in a column of texts about a product.
    pub(in crate::forms::submission) fn is_of_a_product(&self, at: CellRef) -> bool {
        const TEXTS: [ListField; 7] = [
            ListField::Product,
            ListField::Set,
            ListField::Owner,
            ListField::Kind,
            ListField::Address,
            ListField::Commune,
            ListField::Representative,
        ];
        TEXTS.into_iter().any(|field| self.header.column(field) == Some(at.column))
    }

    /// Whether a short text, such as `I` or `B`, stands in the column of numbers.
    pub(in crate::forms::submission) fn has_numeral(&self) -> bool {
        let Some(column) = self.header.column(ListField::Order) else { return false };
        let cell = self.cells.iter().find(|(at, _)| at.column == column);
        cell.is_some_and(|(_, cell)| {
            cell.text().is_some_and(|text| text.len() <= 5 && !value::is_dash(text))
        })
    }

    /// Whether the row repeats headings: the cell of the product, or two others, repeat that of
    /// their column.
    pub(in crate::forms::submission) fn repeats_headings(&self) -> bool {
        let mut same = 0;
        for (at, cell) in &self.cells {
            let Some(text) = cell.text() else { continue };
            let heading = |row: u32| {
                self.sheet.merged(CellRef::new(row, at.column)).and_then(|(_, cell)| cell.text())
            };
            if (self.header.top..self.header.body).any(|row| heading(row) == Some(text)) {
                same += 1;
                let product = self.header.column(ListField::Product) == Some(at.column);
                if product || same == 2 {
                    return true;
                }
            }
        }
        false
    }
}

/// Whether a cell holds a formula that gives 0 or nothing, as where formulas were copied down.
pub(in crate::forms::submission) fn is_empty_formula(cell: &Cell) -> bool {
    let nothing = match &cell.value {
        Value::Number(number) => number.is_zero(),
        Value::NotCalculated | Value::Error(_) => true,
        Value::Text(text) => value::is_dash(text),
        _ => false,
    };
    cell.formula && nothing
}

/// Whether a value numbers a product: `1`, `01`, `1.`, `2.1`.
pub(in crate::forms::submission) fn is_order(value: &Value) -> bool {
    match value {
        Value::Number(number) => *number > Decimal::ZERO,
        Value::Text(text) => {
            let figures = |byte: u8| byte.is_ascii_digit() || byte == b'.';
            let text = text.trim_end_matches(['.', ')']);
            text.starts_with(|sign: char| sign.is_ascii_digit()) && text.bytes().all(figures)
        }
        _ => false,
    }
}

/// Whether a cell may count a column, as in the row of column numbers under a header: `(2)` or `2`,
/// `A`, or a sum of columns such as `(6)=(3)+(4)+(5)`.
pub(in crate::forms::submission) fn is_column_number(cell: &Cell) -> bool {
    match &cell.value {
        Value::Number(number) => number.is_integer() && *number <= Decimal::from(40),
        Value::Text(text) => {
            let sign = |byte: u8| {
                byte.is_ascii_digit()
                    || matches!(byte, b'(' | b')' | b'[' | b']' | b'=' | b'+' | b' ')
            };
            let letter = text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
            letter || text.bytes().all(sign) && text.bytes().any(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}
