//! Writes cells: numbers from exact decimals, and formulas with the result that viewers show when
//! they do not calculate.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use crate::sheet_look::literal;

/// The result of a formula, stored for viewers that do not calculate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FormulaResult {
    /// A number.
    Number(Decimal),
    /// A text; the empty text when there is nothing to count.
    Text(&'static str),
}

impl FormulaResult {
    /// Writes a number, or leaves the cell blank for `None`. Blank does not mean zero.
    pub(crate) fn number(number: Option<Decimal>) -> Self {
        number.map_or(Self::Text(""), Self::Number)
    }
}

/// Writes cells of one sheet.
pub(crate) struct SheetPen<'a>(pub(crate) &'a mut Worksheet);

impl SheetPen<'_> {
    /// Writes a text.
    pub(crate) fn text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.0.write_string_with_format(row, column, &*literal(text), format).map(|_| ())
    }

    /// Writes a number, or leaves the cell blank. Blank is not zero.
    pub(crate) fn number(
        &mut self,
        row: u32,
        column: u16,
        number: Option<Decimal>,
        format: &Format,
    ) -> Result<(), XlsxError> {
        match number {
            Some(number) => {
                self.0.write_number_with_format(row, column, float(number), format).map(|_| ())
            }
            None => self.0.write_blank(row, column, format).map(|_| ()),
        }
    }

    /// Writes a formula with its result. The empty text is the default result of the sheet and is
    /// not written: the library would turn it into 0.
    pub(crate) fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        given: &FormulaResult,
        format: &Format,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula);
        let formula = match given {
            FormulaResult::Number(number) => formula.set_result(float(*number).to_string()),
            FormulaResult::Text("") => formula,
            FormulaResult::Text(text) => formula.set_result(*text),
        };
        self.0.write_formula_with_format(row, column, formula, format).map(|_| ())
    }

    /// Writes one text over a range of cells.
    pub(crate) fn merged(
        &mut self,
        (top, left): (u32, u16),
        (bottom, right): (u32, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            return self.text(top, left, text, format);
        }
        self.0.merge_range(top, left, bottom, right, &literal(text), format).map(|_| ())
    }
}

/// Returns the binary fraction nearest to a number; a workbook cannot store it more precisely.
fn float(number: Decimal) -> f64 {
    number.to_string().parse().expect("the digits of a decimal are a float")
}
