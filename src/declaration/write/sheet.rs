//! One sheet while it is written: where the pen stands, cells with their formats and checks.

use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use rust_xlsxwriter::{ConditionalFormatFormula, Worksheet, XlsxError};
use toml::Table;

use super::lists::{Lists, validation};
use super::look::Look;
use super::values::{Shown, excel_day, shown};
use crate::declaration::form::{END, Field, HEADINGS, Kind, Part, SheetForm, VALUE};
use crate::sheet_look::{height, literal};

/// Writes one sheet from the top.
pub(super) struct SheetWriter<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) form: &'a SheetForm,
    pub(super) look: &'a Look,
    pub(super) lists: &'a mut Lists,
    pub(super) row: u32,
    frozen: bool,
}

/// The first column of values and labels; the keys stand on its left.
pub(super) const FIRST: u16 = 1;

impl<'a> SheetWriter<'a> {
    /// Begins the sheet with its title and explanation.
    pub(super) fn new(
        sheet: &'a mut Worksheet,
        form: &'a SheetForm,
        look: &'a Look,
        lists: &'a mut Lists,
    ) -> Result<Self, XlsxError> {
        let mut writer = Self { sheet, form, look, lists, row: 0, frozen: false };
        writer.sheet.write_string_with_format(0, FIRST, &form.title, &look.title)?;
        writer.sheet.set_row_height(0, 26)?;
        writer.row = 1;
        writer.explain(&form.why)?;
        Ok(writer)
    }

    /// Writes a line of explanation over all columns.
    fn explain(&mut self, why: &str) -> Result<(), XlsxError> {
        if !why.is_empty() {
            self.across(why, &self.look.why.clone())?;
            let width = self.form.widths.iter().sum();
            self.sheet.set_row_height(self.row, height([(why, width)]))?;
            self.row += 1;
        }
        Ok(())
    }

    fn across(&mut self, text: &str, format: &rust_xlsxwriter::Format) -> Result<(), XlsxError> {
        let last = FIRST + u16::try_from(self.form.widths.len()).unwrap_or(1) - 1;
        if last == FIRST {
            self.sheet.write_string_with_format(self.row, FIRST, text, format)?;
        } else {
            self.sheet.merge_range(self.row, FIRST, self.row, last, text, format)?;
        }
        Ok(())
    }

    /// Begins a part: its title, and the hidden row with its mark.
    pub(super) fn begin(&mut self, part: &Part, index: usize) -> Result<(), XlsxError> {
        if index > 0 {
            self.row += 1;
            self.sheet.write_string(self.row, 0, END)?;
            if !part.title.is_empty() {
                self.across(&part.title, &self.look.section.clone())?;
                self.sheet.set_row_height(self.row, 22)?;
            }
            self.row += 1;
            self.explain(&part.why)?;
        }
        self.sheet.write_string(self.row, 0, self.form.mark(part))?;
        self.sheet.set_row_hidden(self.row)?;
        self.row += 1;
        Ok(())
    }

    /// Writes the row of headings; the keys go to the hidden row above it.
    pub(super) fn headings(&mut self, columns: &[(String, String)]) -> Result<(), XlsxError> {
        self.sheet.write_string(self.row, 0, HEADINGS)?;
        for (column, (key, heading)) in (FIRST..).zip(columns) {
            if !key.is_empty() {
                self.sheet.write_string(self.row - 1, column, key)?;
            }
            if !heading.is_empty() || !key.is_empty() {
                self.sheet.write_string_with_format(self.row, column, heading, &self.look.head)?;
            }
        }
        let texts =
            columns.iter().zip(&self.form.widths).map(|((_, head), width)| (head.as_str(), *width));
        self.sheet.set_row_height(self.row, height(texts).max(22.0))?;
        if !self.frozen {
            self.sheet.set_freeze_panes(self.row + 1, 0)?;
            if self.form.parts.len() == 1 {
                self.sheet.set_repeat_rows(self.row, self.row)?;
            }
            self.frozen = true;
        }
        self.row += 1;
        Ok(())
    }

    /// Writes one value with its format and check.
    pub(super) fn value(
        &mut self,
        column: u16,
        field: &Field,
        shown: &Shown,
    ) -> Result<(), XlsxError> {
        let (row, format) = (self.row, self.look.value(field.kind));
        match shown {
            Shown::Blank => self.sheet.write_blank(row, column, format)?,
            Shown::Number(number) => {
                self.sheet.write_number_with_format(row, column, *number, format)?
            }
            Shown::Text(text) => {
                self.sheet.write_string_with_format(row, column, &*literal(text), format)?
            }
            Shown::Day(day) => {
                if let Some(day) = excel_day(*day) {
                    self.sheet.write_datetime_with_format(row, column, &day, format)?
                } else {
                    let text = format!("{:02}/{:02}/{}", day.day, day.month, day.year);
                    self.sheet.write_string_with_format(row, column, text, format)?
                }
            }
        };
        if let Some(check) = validation(field)? {
            self.sheet.add_data_validation(row, column, row, column, &check)?;
        }
        Ok(())
    }

    /// Colours a range of cells while a formula about its first cell holds.
    pub(super) fn wanted(
        &mut self,
        (top, left): (u32, u16),
        (bottom, right): (u32, u16),
        formula: &str,
    ) -> Result<(), XlsxError> {
        let rule = ConditionalFormatFormula::new().set_rule(formula).set_format(&self.look.wanted);
        self.sheet.add_conditional_format(top, left, bottom, right, &rule)?;
        Ok(())
    }

    /// Colours cells whose text says that something must still be filled in.
    pub(super) fn wanted_where_open(&mut self, top: u32, bottom: u32) -> Result<(), XlsxError> {
        let last = FIRST + u16::try_from(self.form.widths.len()).unwrap_or(1) - 1;
        let rule = format!("=ISNUMBER(SEARCH(\"<điền\",{}))", row_col_to_cell(top, FIRST));
        self.wanted((top, FIRST), (bottom.max(top), last), &rule)
    }

    /// Writes a part with single values: item, value, explanation.
    pub(super) fn singles(&mut self, part: &Part, settings: &Table) -> Result<(), XlsxError> {
        let heads = [("", "Mục"), (VALUE, "Giá trị"), ("", "Giải thích")];
        self.headings(&heads.map(|(key, head)| (key.to_owned(), head.to_owned())))?;
        let top = self.row;
        for field in &part.fields {
            let mut values = shown(field, settings);
            let count = if field.list { values.len().max(1) + field.spare } else { 1 };
            values.resize(count, Shown::Blank);
            let first = self.row;
            for (number, value) in (1..).zip(&values) {
                self.sheet.write_string(self.row, 0, &field.key)?;
                let label = label(field, number);
                let format = if field.needed && number == 1 {
                    &self.look.needed_label
                } else {
                    &self.look.label
                };
                self.sheet.write_string_with_format(self.row, FIRST, &label, format)?;
                self.value(FIRST + 1, field, value)?;
                let help = if number == 1 { field.help.as_str() } else { "" };
                self.sheet.write_string_with_format(self.row, FIRST + 2, help, &self.look.help)?;
                let widths = &self.form.widths;
                let texts =
                    [(label.as_str(), widths[0]), (value.text(), widths[1]), (help, widths[2])];
                self.sheet.set_row_height(self.row, height(texts))?;
                self.row += 1;
            }
            if field.needed {
                let cell = row_col_to_cell(first, FIRST + 1);
                let blank = if field.list {
                    format!("=COUNTA({cell}:{})=0", row_col_to_cell(self.row - 1, FIRST + 1))
                } else {
                    format!("=LEN(TRIM({cell}))=0")
                };
                self.wanted((first, FIRST + 1), (first, FIRST + 1), &blank)?;
            }
        }
        self.wanted_where_open(top, self.row - 1)
    }
}

/// Returns the label of a value, numbered where there may be several.
pub(super) fn label(field: &Field, number: usize) -> String {
    if field.list { format!("{} – dòng {number}", field.head) } else { field.head.clone() }
}

/// Returns an absolute range of one column or row for a defined name.
pub(super) fn range(sheet: &str, (top, left): (u32, u16), (bottom, right): (u32, u16)) -> String {
    let cell = |row: u32, column: u16| format!("${}${}", column_number_to_name(column), row + 1);
    format!("='{sheet}'!{}:{}", cell(top, left), cell(bottom, right))
}

/// Tells whether a kind is written as text whose length decides the height of a row.
pub(super) fn is_long(kind: Kind) -> bool {
    !matches!(kind, Kind::Whole | Kind::Decimal | Kind::Date | Kind::Month | Kind::PaperDate)
}
