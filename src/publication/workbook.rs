//! The list as a workbook: one table with filters, whose head stands on every printed page.
//!
//! Every text is stored as a text: a cell that begins with `=` shows these letters and is never
//! calculated. Stars and days are numbers and dates, which Excel shows in the language of the
//! machine.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Table, TableColumn,
    TableStyle, Workbook, Worksheet, XlsxError,
};
use time::Date;

use super::columns::{ListColumn, ListValue, NOT_PRINTED, columns};
use super::{DRAFT, Said};
use crate::documents::Published;
use crate::own;
use crate::sheet_look::{self, GREY, RULE, literal};

/// Row of the headings; the title and the decision stand above it.
const HEAD: u32 = 3;

/// Returns the bytes of `san-pham.xlsx`.
pub(super) fn workbook(said: &Said<'_>, published: &Published) -> Result<Vec<u8>, XlsxError> {
    let columns = columns(published);
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    workbook.set_properties(&properties(said, published)?);
    let sheet = workbook.add_worksheet();
    sheet_look::page(sheet, "Sản phẩm", false, &said.title)?;
    heading(said, published, sheet)?;
    sheet.set_column_width(0, 6)?;
    for (column, list) in (1..).zip(&columns) {
        sheet.set_column_width(column, list.width)?;
    }
    table(published, &columns, sheet)?;
    workbook.save_to_buffer().map(own::of_any_system)
}

/// Returns the properties of the workbook. They contain a date, because otherwise the library would
/// write the time of the run.
fn properties(said: &Said<'_>, published: &Published) -> Result<DocProperties, XlsxError> {
    let dated = published.decisions().find_map(|decision| decision.date);
    let dated = dated.unwrap_or_else(|| said.round.papers.decision.date.first_day());
    let dated = excel_day(dated).map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    Ok(DocProperties::new()
        .set_title(&said.title)
        .set_author(&said.round.round.standing_agency)
        .set_custom_property(own::PROPERTY, "cong-bo")
        .set_creation_datetime(&dated))
}

/// Returns a day for a workbook; `None` for one outside the range of workbooks.
fn excel_day(date: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(u16::try_from(date.year()).ok()?, u8::from(date.month()), date.day())
        .ok()
}

fn heading(said: &Said<'_>, published: &Published, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = sheet_look::usual().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, &*literal(&said.title), &bold)?;
    sheet.write_string_with_format(1, 0, &*literal(&said.source), &sheet_look::usual())?;
    if published.is_draft() {
        let warning = sheet_look::usual().set_bold().set_font_color(0x009C_1219);
        sheet.write_string_with_format(2, 0, DRAFT, &warning)?;
    }
    Ok(())
}

/// The formats of the cells of the table.
struct Look {
    head: Format,
    text: Format,
    middle: Format,
    day: Format,
}

impl Look {
    fn new() -> Self {
        let cell = sheet_look::usual()
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE)
            .set_align(FormatAlign::VerticalCenter);
        let middle = cell.clone().set_align(FormatAlign::Center);
        Self {
            head: middle.clone().set_text_wrap().set_bold().set_background_color(GREY),
            text: cell.set_text_wrap(),
            day: middle.clone().set_num_format("dd/mm/yyyy"),
            middle,
        }
    }
}

fn table(
    published: &Published,
    columns: &[ListColumn],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let look = Look::new();
    let headings = std::iter::once("TT").chain(columns.iter().map(|column| column.heading));
    let headings: Vec<_> = headings
        .map(|heading| TableColumn::new().set_header(heading).set_header_format(&look.head))
        .collect();
    sheet.set_row_height(HEAD, 36)?;
    let end = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    // Too many rows are refused when they are written.
    let last = HEAD + u32::try_from(published.products.len()).unwrap_or(u32::MAX - HEAD);
    let table = Table::new().set_name("SanPham").set_style(TableStyle::None).set_columns(&headings);
    sheet.add_table(HEAD, 0, last, end, &table)?;
    for (row, product) in (HEAD + 1..).zip(&published.products) {
        sheet.write_number_with_format(row, 0, row - HEAD, &look.middle)?;
        let mut texts = Vec::new();
        for (column, list) in (1..).zip(columns) {
            let value = (list.value)(published, product);
            write_value(sheet, (row, column), &value, &look)?;
            if let ListValue::Text(text) = value {
                texts.push((text, list.width));
            }
        }
        let texts = texts.iter().map(|(text, width)| (text.as_str(), *width));
        sheet.set_row_height(row, sheet_look::height(texts))?;
    }
    let printed = columns.len().saturating_sub(NOT_PRINTED);
    sheet.set_print_area(0, 0, last, u16::try_from(printed).unwrap_or(u16::MAX))?;
    sheet.set_repeat_rows(HEAD, HEAD)?.set_freeze_panes(HEAD + 1, 2)?;
    Ok(())
}

/// Writes a value; a day that no workbook can hold is written as text.
fn write_value(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &ListValue,
    look: &Look,
) -> Result<(), XlsxError> {
    match value {
        ListValue::Number(number) => {
            sheet.write_number_with_format(row, column, *number, &look.middle)?
        }
        ListValue::Day(date) => match excel_day(*date) {
            Some(day) => sheet.write_datetime_with_format(row, column, &day, &look.day)?,
            None => sheet.write_string_with_format(row, column, date.to_string(), &look.day)?,
        },
        ListValue::Text(text) => {
            sheet.write_string_with_format(row, column, &*literal(text), &look.text)?
        }
        ListValue::Blank => sheet.write_blank(row, column, &look.text)?,
    };
    Ok(())
}
