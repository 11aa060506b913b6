//! A form while it is written: the workbook with what all forms share. The hidden sheet and the
//! properties say what the form is; sheets are locked without a password, but for open cells.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::lists::Lists;
use super::look::Look;
use crate::forms::form_keys::{CODE_LABEL, PRODUCT, SHEET};
use crate::forms::{FormIdentity, FormProduct};
use crate::round::Round;
use crate::sheet_look::literal;
use crate::{own, sheet_look};

/// A form while it is written.
pub(super) struct FormBook {
    workbook: Workbook,
    look: Look,
    lists: Lists,
    title: String,
    /// The first day of the round: the time of writing stands nowhere.
    day: ExcelDateTime,
}

/// A sheet of a form while it is written.
pub(super) struct FormSheet<'a> {
    /// The sheet itself.
    pub(super) sheet: &'a mut Worksheet,
    /// The formats.
    pub(super) look: &'a Look,
    /// The drop-down lists.
    pub(super) lists: &'a mut Lists,
}

impl FormBook {
    /// Begins a form with this title, which is shown by the file manager.
    pub(super) fn new(title: &str, round: &Round) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_default_format(
            &sheet_look::usual(),
            sheet_look::ROW_PIXELS,
            sheet_look::COLUMN_PIXELS,
        )?;
        let from = round.round.from;
        let year = u16::try_from(from.year()).unwrap_or_default();
        let day = ExcelDateTime::from_ymd(year, from.month().into(), from.day())
            .or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
        let (look, lists, title) = (Look::new(), Lists::default(), title.to_owned());
        Ok(Self { workbook, look, lists, title, day })
    }

    /// Adds a sheet: A4, one page wide, `foot` (plain text, such as [`code_line`]) on each page,
    /// column A hidden for the keys, widths of the columns from B on, locked.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        portrait: bool,
        foot: &str,
        widths: &[u16],
    ) -> Result<FormSheet<'_>, XlsxError> {
        let Self { workbook, look, lists, .. } = self;
        let sheet = workbook.add_worksheet();
        // A single & begins a command of the footer.
        sheet_look::page(sheet, name, portrait, &foot.replace('&', "&&"))?;
        sheet.set_column_hidden(0)?;
        for (column, width) in (1..).zip(widths) {
            sheet.set_column_width(column, f64::from(*width))?;
        }
        sheet.protect_with_options(&courtesy());
        // A formula that is said to give nothing would else be said to give 0.
        sheet.set_formula_result_default("");
        Ok(FormSheet { sheet, look, lists })
    }

    /// Goes back to a sheet, counted from 0.
    pub(super) fn again(&mut self, index: usize) -> Result<FormSheet<'_>, XlsxError> {
        let Self { workbook, look, lists, .. } = self;
        Ok(FormSheet { sheet: workbook.worksheet_from_index(index)?, look, lists })
    }

    /// Returns the formats that all forms share.
    pub(super) fn look(&self) -> &Look {
        &self.look
    }

    /// Ends the form with its hidden sheet and its properties, which say what it is.
    pub(super) fn close(self, identity: &FormIdentity) -> Result<Vec<u8>, XlsxError> {
        self.close_as(&identity.lines(), &identity.products)
    }

    /// Ends the form as [`close`](Self::close) does, with these single values and products.
    pub(super) fn close_as(
        mut self,
        lines: &[(&str, String)],
        products: &[FormProduct],
    ) -> Result<Vec<u8>, XlsxError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(SHEET)?.set_very_hidden(true);
        let mut row = 0;
        for (key, value) in lines {
            sheet.write_string(row, 0, *key)?.write_string(row, 1, &*literal(value))?;
            row += 1;
        }
        for product in products {
            sheet.write_string(row, 0, PRODUCT)?;
            for (column, cell) in (1..).zip(product.cells()).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, &*literal(cell))?;
            }
            row += 1;
        }
        self.lists.write(sheet)?;
        sheet.protect();
        self.lists.define(&mut self.workbook)?;
        let mut properties =
            DocProperties::new().set_title(&self.title).set_creation_datetime(&self.day);
        for (key, value) in lines {
            properties = properties.set_custom_property(*key, value.as_str());
        }
        self.workbook.set_properties(&properties);
        self.workbook.save_to_buffer().map(own::of_any_system)
    }
}

impl FormSheet<'_> {
    /// Writes a text over columns `first` to `last` of a row. One that begins with `=` stands there
    /// as it is.
    pub(super) fn across(
        &mut self,
        row: u32,
        (first, last): (u16, u16),
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if first == last {
            self.text(row, first, text, format)
        } else {
            self.sheet.merge_range(row, first, row, last, "", format)?;
            self.text(row, first, text, format)
        }
    }

    /// Writes a text; a blank one leaves the cell blank with its format.
    pub(super) fn text(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, &*literal(text), format)?;
        }
        Ok(())
    }

    /// Writes the hidden key of a row.
    pub(super) fn key(&mut self, row: u32, parts: &[&str]) -> Result<(), XlsxError> {
        self.sheet.write_string(row, 0, crate::forms::form_keys::join(parts))?;
        Ok(())
    }
}

/// Returns the line with the code that every sheet of a form prints.
pub(super) fn code_line(identity: &FormIdentity) -> String {
    format!("{CODE_LABEL}{}", identity.code)
}

/// What stays allowed in a locked sheet: people break locks mainly to widen columns and to filter.
fn courtesy() -> ProtectionOptions {
    ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    }
}
