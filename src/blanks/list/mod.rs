//! The list (danh sách) that goes out to a unit: one row a product, with the dossier and the owner
//! of each on two more sheets, tied by the number of the row.
//!
//! What stands in which column is said in one place, [`ListForm`], by which it is read back.

mod guide;
mod products;
mod rules;
#[cfg(test)]
mod tests;
mod tied;

use rust_xlsxwriter::{IgnoreError, XlsxError};

use super::book::{FormBook, FormSheet, code_line};
use super::lists::Choice;
use crate::communes::Communes;
use crate::criteria::RoundActs;
use crate::forms::FormIdentity;
use crate::forms::form_keys::{COLUMNS, list_row, table};
use crate::forms::list_form::{ListChoice, ListForm, ListFormSheet, ListValue, ROWS};
use crate::round::Round;

/// A list while it is written.
struct ListWriter<'a> {
    round: &'a Round,
    acts: &'a RoundActs,
    /// Name of the unit with its kind.
    unit: &'a str,
    communes: Option<&'a Communes>,
    /// The line with the code.
    code: String,
    form: ListForm,
}

/// Where the table of a sheet stands.
#[derive(Clone, Copy)]
struct TableRows {
    /// The row of the headings.
    head: u32,
    /// The first row for a product.
    first: u32,
    /// The last one.
    last: u32,
}

/// Makes the list of the unit for which the identity is. Communes to choose from are those of the
/// lists given; without any, the name of the commune is typed.
///
/// The same round and acts give the same bytes.
///
/// # Errors
///
/// When a text of the round is longer than a cell can hold.
pub fn list(
    identity: &FormIdentity,
    round: &Round,
    acts: &RoundActs,
    communes: Option<&Communes>,
) -> Result<Vec<u8>, XlsxError> {
    let unit = identity.unit.as_ref().map_or("", |unit| unit.name.as_str());
    let form = ListForm::of(round, acts);
    let code = code_line(identity);
    let writer = ListWriter { round, acts, unit, communes, code, form };
    let title = format!("Danh sách sản phẩm đề nghị đánh giá, phân hạng – {unit}");
    let mut book = FormBook::new(&title, round)?;
    for sheet in &writer.form.sheets {
        match sheet.table {
            table::LIST => products::write(&writer, sheet, &mut book)?,
            _ => tied::write(&writer, sheet, &mut book)?,
        }
    }
    guide::write(&writer, &mut book)?;
    book.close(identity)
}

impl ListWriter<'_> {
    /// The office of the unit in capitals: `ỦY BAN NHÂN DÂN XÃ SÌN HỒ`.
    fn office(&self) -> String {
        format!("ỦY BAN NHÂN DÂN {}", self.unit.to_uppercase())
    }

    /// Notes the list of a choice; returns its name, or `None` where there are no words to choose
    /// from.
    fn choice(&self, sheet: &mut FormSheet<'_>, choice: ListChoice) -> Option<String> {
        let words = choice.words(self.round, self.acts, self.unit, self.communes);
        let words: Vec<Choice<'_>> = words.iter().map(|word| Choice::Word(word)).collect();
        (!words.is_empty()).then(|| sheet.lists.named(choice.name(), &words))
    }
}

/// Writes the hidden names of the columns, the headings and the keys of the rows from this row
/// on.
fn write_table(
    sheet: &mut FormSheet<'_>,
    form: &ListFormSheet,
    row: u32,
) -> Result<TableRows, XlsxError> {
    sheet.key(row, &[COLUMNS, form.table])?;
    sheet.sheet.set_row_hidden(row)?;
    let head = row + 1;
    sheet.key(head, &[list_row::HEADINGS])?;
    let heading = sheet.look.head.clone().set_font_size(11);
    for (column, field) in (1..).zip(&form.columns) {
        sheet.sheet.write_string(row, column, &field.key)?;
        sheet.sheet.write_string_with_format(head, column, &field.heading, &heading)?;
    }
    let texts = form.columns.iter().map(|column| (column.heading.as_str(), column.width));
    sheet.sheet.set_row_height(head, crate::sheet_look::height(texts) + 6.0)?;
    let first = head + 1;
    let number = sheet.look.value.clone();
    for (row, index) in (first..).zip(1..=ROWS) {
        sheet.key(row, &[list_row::ROW, &format!("{index:02}")])?;
        sheet.sheet.write_number_with_format(row, 1, u32::try_from(index).unwrap_or(0), &number)?;
    }
    let last = first + u32::try_from(ROWS).unwrap_or(0) - 1;
    Ok(TableRows { head, first, last })
}

/// Sets up printing and filters of a sheet with a table: headings again on each page, texts that
/// look like numbers in peace.
fn finish(
    sheet: &mut FormSheet<'_>,
    rows: TableRows,
    end: u32,
    columns: u16,
) -> Result<(), XlsxError> {
    sheet.key(end, &[list_row::END])?;
    let own = &mut *sheet.sheet;
    own.set_freeze_panes(rows.first, 3)?;
    own.set_repeat_rows(rows.head, rows.head)?;
    own.set_print_area(0, 1, end - 1, columns)?;
    own.autofilter(rows.head, 1, rows.last, columns)?;
    own.ignore_error_range(rows.first, 1, rows.last, columns, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// Returns the letters of a column.
fn letters(column: u16) -> String {
    rust_xlsxwriter::utility::column_number_to_name(column)
}

/// Returns the column of a key in a sheet, counted with the hidden one.
fn column_of(form: &ListFormSheet, key: &str) -> Option<u16> {
    let index = form.columns.iter().position(|column| column.key == key)?;
    u16::try_from(index + 1).ok()
}

/// Whether people type into a column.
fn is_input(value: ListValue) -> bool {
    !matches!(value, ListValue::Order | ListValue::Name | ListValue::Total | ListValue::Star)
}
