//! Drop-down lists: words of choices on a hidden sheet, and ranges of other sheets, under names.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Workbook, XlsxError};

use crate::declaration::form::{Field, Kind, form};

/// Name of the hidden sheet with the lists.
const SHEET: &str = "_ocop";

/// The lists that are used so far.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// Ranges of other sheets, by name.
    ranges: BTreeMap<String, String>,
}

impl Lists {
    /// Notes the range from which a kind of name is chosen: `issuers`, `acts` or `members`.
    pub(super) fn range(&mut self, of: &str, range: String) {
        self.ranges.insert(name_of_range(of), range);
    }

    /// Writes the hidden sheet and defines all names.
    pub(super) fn write(self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?.set_very_hidden(true);
        let mut names = Vec::new();
        for (column, (name, choices)) in (0_u16..).zip(&form().choices) {
            sheet.write_string(0, column, name)?;
            for (row, choice) in (1..).zip(choices) {
                sheet.write_string(row, column, &choice.word)?;
            }
            let letter = rust_xlsxwriter::utility::column_number_to_name(column);
            let last = choices.len() + 1;
            names.push((name_of_choice(name), format!("='{SHEET}'!${letter}$2:${letter}${last}")));
        }
        for (name, range) in names.into_iter().chain(self.ranges) {
            workbook.define_name(name, &range)?;
        }
        Ok(())
    }
}

fn name_of_choice(choice: &str) -> String {
    format!("ds_{choice}")
}

fn name_of_range(of: &str) -> String {
    format!("ten_{of}")
}

/// Returns the check while typing for the cells of a field; `None` where anything may be typed.
pub(super) fn validation(field: &Field) -> Result<Option<DataValidation>, XlsxError> {
    let list = |name: String| DataValidation::new().allow_list_formula(Formula::new(name));
    let made = match field.kind {
        Kind::Choice => told(
            list(name_of_choice(&field.choice)),
            DataValidationErrorStyle::Stop,
            "Chưa có trong danh sách",
            "Hãy chọn một giá trị trong danh sách (bấm mũi tên bên phải ô).",
        )?,
        Kind::OpenChoice => told(
            list(name_of_choice(&field.choice)),
            DataValidationErrorStyle::Information,
            "Không có trong danh sách",
            "Giá trị này không có trong danh sách; đúng như vậy thì bấm OK. Với luật thì ghi cả tên luật.",
        )?,
        _ if !field.from.is_empty() => told(
            list(name_of_range(&field.from)),
            DataValidationErrorStyle::Warning,
            "Chưa có tên này",
            "Tên này chưa có ở trang tính tương ứng; hãy thêm vào đó, rồi chọn trong danh sách.",
        )?,
        Kind::Whole if field.most > 0 => told(
            DataValidation::new().allow_whole_number(rust_xlsxwriter::DataValidationRule::Between(
                field.least,
                field.most,
            )),
            DataValidationErrorStyle::Stop,
            "Số chưa đúng",
            &format!("Ghi số nguyên từ {} đến {}.", field.least, field.most),
        )?,
        Kind::Decimal => told(
            DataValidation::new()
                .allow_decimal_number(rust_xlsxwriter::DataValidationRule::Between(0.0, 1000.0)),
            DataValidationErrorStyle::Stop,
            "Số chưa đúng",
            "Ghi một số.",
        )?,
        Kind::Date => told(
            DataValidation::new().allow_date(rust_xlsxwriter::DataValidationRule::Between(
                rust_xlsxwriter::ExcelDateTime::from_ymd(1945, 9, 2)?,
                rust_xlsxwriter::ExcelDateTime::from_ymd(2100, 12, 31)?,
            )),
            DataValidationErrorStyle::Warning,
            "Ngày chưa đúng",
            "Gõ ngày/tháng/năm, ví dụ 08/12/2026.",
        )?,
        _ => return Ok(None),
    };
    Ok(Some(made))
}

fn told(
    validation: DataValidation,
    style: DataValidationErrorStyle,
    title: &str,
    message: &str,
) -> Result<DataValidation, XlsxError> {
    validation.set_error_style(style).set_error_title(title)?.set_error_message(message)
}
