//! What a list asks for while it is filled in: drop-down lists, checks, and colours. Colours are
//! the second net, since pasting replaces the checks. No range has more than three rules: some
//! programs drop all of them otherwise.

use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DataValidationRule,
    ExcelDateTime, Format, FormatAlign, XlsxError,
};

use super::super::book::FormSheet;
use super::super::lists::Lists;
use super::super::look::Look;
use super::{ListWriter, TableRows, column_of, letters};
use crate::forms::form_keys::table;
use crate::forms::list_form::{
    ITEM_WORDS, ListFormColumn, ListFormSheet, ListValue, REGISTRATION_WORDS, WantedWhen,
};

/// What must not be chosen from a list, longer than this, is no message of Excel.
const WRONG_CHOICE: &str = "Hãy chọn một giá trị trong danh sách (bấm mũi tên bên phải ô).";

/// Returns the format of a cell that people fill.
pub(super) fn input(look: &Look, value: ListValue) -> Format {
    let input = look.input.clone();
    match value {
        ListValue::Date => input.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Center),
        ListValue::Number | ListValue::Whole => input.set_align(FormatAlign::Center),
        ListValue::Item => input.set_num_format("@").set_align(FormatAlign::Center),
        _ => input.set_num_format("@"),
    }
}

/// Adds checks and colours to all columns of a table.
pub(super) fn write(
    writer: &ListWriter<'_>,
    sheet: &mut FormSheet<'_>,
    form: &ListFormSheet,
    rows: TableRows,
) -> Result<(), XlsxError> {
    for (column, field) in (1..).zip(&form.columns) {
        let list = field.choice.and_then(|choice| writer.choice(sheet, choice));
        if let Some(check) = check(field, list.as_deref())? {
            sheet.sheet.add_data_validation(rows.first, column, rows.last, column, &check)?;
        }
        let cell = format!("{}{}", letters(column), rows.first + 1);
        let (wanted, wrong) = (sheet.look.wanted.clone(), sheet.look.wrong.clone());
        let rules = [
            wanted_rule(form, field, &cell, rows).map(|rule| (rule, wanted)),
            wrong_rule(form, field, &cell, list.as_deref(), rows).map(|rule| (rule, wrong.clone())),
            (field.value == ListValue::Item)
                .then(|| (format!("={cell}=\"{}\"", ITEM_WORDS[1]), wrong)),
        ];
        for (rule, format) in rules.into_iter().flatten() {
            let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
            sheet.sheet.add_conditional_format(rows.first, column, rows.last, column, &rule)?;
        }
    }
    Ok(())
}

/// Adds checks and colours to the cell of the covering letter.
pub(super) fn letter(
    sheet: &mut FormSheet<'_>,
    row: u32,
    column: u16,
    value: ListValue,
) -> Result<(), XlsxError> {
    let cell = format!("${}${}", letters(column), row + 1);
    let blank = ConditionalFormatFormula::new()
        .set_rule(format!("=LEN(TRIM({cell}))=0").as_str())
        .set_format(&sheet.look.wanted);
    sheet.sheet.add_conditional_format(row, column, row, column, &blank)?;
    if value == ListValue::Date {
        sheet.sheet.add_data_validation(row, column, row, column, &day()?)?;
    }
    Ok(())
}

/// The check while typing of a column; `None` where anything may be typed.
fn check(field: &ListFormColumn, list: Option<&str>) -> Result<Option<DataValidation>, XlsxError> {
    let check = match (field.value, list) {
        (ListValue::Choice | ListValue::Item, Some(list)) => Lists::check(list, WRONG_CHOICE)?,
        (ListValue::OpenChoice, Some(list)) => {
            Lists::check(list, "Tên này không có trong danh sách. Đúng như vậy thì bấm Yes.")?
                .set_error_style(DataValidationErrorStyle::Warning)
        }
        (ListValue::Number, _) => {
            let most = field.most.map_or_else(|| "100".to_owned(), |most| most.to_string());
            let most_number = most.parse().unwrap_or(100.0);
            DataValidation::new()
                .allow_decimal_number(DataValidationRule::Between(0.0, most_number))
                .set_error_title("Điểm chưa đúng")?
                .set_error_message(format!("Ghi số từ 0 đến {most}."))?
        }
        (ListValue::Whole, _) => DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(0, 999))
            .set_error_title("Số chưa đúng")?
            .set_error_message("Ghi một số nguyên.")?,
        (ListValue::Date, _) => day()?,
        _ => return Ok(None),
    };
    // A note at each cell only where the heading does not say when to fill it.
    let is_rare = matches!(field.wanted, WantedWhen::Recognised | WantedWhen::Again);
    if is_rare && !field.help.is_empty() {
        return Ok(Some(check.set_input_message(&field.help)?));
    }
    Ok(Some(check))
}

/// The check of a day.
fn day() -> Result<DataValidation, XlsxError> {
    let between = DataValidationRule::Between(
        ExcelDateTime::from_ymd(2000, 1, 1)?,
        ExcelDateTime::from_ymd(2100, 12, 31)?,
    );
    DataValidation::new()
        .allow_date(between)
        .set_error_title("Ngày chưa đúng")?
        .set_error_message("Gõ ngày/tháng/năm, ví dụ 08/12/2026.")
}

/// When a cell is still to be filled in. `cell` is the first one of its column.
fn wanted_rule(
    form: &ListFormSheet,
    field: &ListFormColumn,
    cell: &str,
    rows: TableRows,
) -> Option<String> {
    let at = |key: &str| {
        column_of(form, key).map(|column| format!("${}{}", letters(column), rows.first + 1))
    };
    let begun = if form.table == table::LIST {
        let needed = ["product", "set", "owner", "kind"].into_iter().filter_map(at);
        format!("COUNTA({})>0", needed.collect::<Vec<_>>().join(","))
    } else {
        format!("{}<>\"\"", at("product")?)
    };
    let [_, upgrade, again] = REGISTRATION_WORDS;
    let when = match field.wanted {
        WantedWhen::Never => return None,
        WantedWhen::Always => begun,
        WantedWhen::Recognised => {
            let kind = at("registration_kind")?;
            format!("OR({kind}=\"{upgrade}\",{kind}=\"{again}\")")
        }
        WantedWhen::Again => format!("{}=\"{again}\"", at("registration_kind")?),
        WantedWhen::Samples => format!("{}=\"{}\"", at("sample")?, ITEM_WORDS[0]),
    };
    Some(format!("=AND({when},LEN(TRIM({cell}))=0)"))
}

/// When a cell holds what is not allowed.
fn wrong_rule(
    form: &ListFormSheet,
    field: &ListFormColumn,
    cell: &str,
    choices: Option<&str>,
    rows: TableRows,
) -> Option<String> {
    match (field.value, choices) {
        (ListValue::Choice | ListValue::Item, Some(choices)) => {
            Some(format!("=AND({cell}<>\"\",COUNTIF({choices},{cell})=0)"))
        }
        (ListValue::Number, _) => {
            let most = field.most?;
            Some(format!("=AND({cell}<>\"\",OR(NOT(ISNUMBER({cell})),{cell}<0,{cell}>{most}))"))
        }
        (ListValue::Whole | ListValue::Date, _) => {
            Some(format!("=AND({cell}<>\"\",NOT(ISNUMBER({cell})))"))
        }
        (ListValue::Text, _) if form.table == table::LIST && field.key == "product" => {
            let owner = column_of(form, "owner").map(letters)?;
            let product = column_of(form, "product").map(letters)?;
            let (first, last) = (rows.first + 1, rows.last + 1);
            let span = |letter: &str| format!("${letter}${first}:${letter}${last}");
            Some(format!(
                "=AND({cell}<>\"\",COUNTIFS({},{cell},{},${owner}{first})>1)",
                span(&product),
                span(&owner)
            ))
        }
        _ => None,
    }
}
