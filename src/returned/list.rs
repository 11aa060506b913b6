//! Writes the list of faults alone, for a workbook that cannot be marked itself.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::words::{self, COLUMNS};
use crate::finding::{Finding, Severity};
use crate::own;
use crate::sheet_look::literal;

/// Row of the headings, counted from 0.
const HEAD: u32 = 4;
/// Column of the last heading, counted from 0.
const LAST: u16 = 8;

/// Writes a workbook that only lists the findings about a file. `title` names the file in the list.
///
/// The bytes are the same for the same findings on every system.
///
/// # Errors
///
/// When there are more findings than a sheet has rows.
pub fn list(title: &str, findings: &[&Finding]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Without a fixed date the workbook would carry the time of the run.
    let dated = ExcelDateTime::from_ymd(1980, 1, 1)?;
    let properties = DocProperties::new().set_title(words::SHEET).set_creation_datetime(&dated);
    workbook.set_properties(&properties.set_custom_property(own::PROPERTY, "danh-sach-loi"));
    write(workbook.add_worksheet(), title, findings)?;
    workbook.save_to_buffer().map(own::of_any_system)
}

/// Writes the worksheet: title, counts, advice, headings, and a row for each finding.
fn write(sheet: &mut Worksheet, title: &str, findings: &[&Finding]) -> Result<(), XlsxError> {
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11)
        .set_align(FormatAlign::VerticalCenter);
    let framed =
        plain.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(0x007F_7F7F));
    let words_format = framed.clone().set_text_wrap();
    let middle = framed.clone().set_align(FormatAlign::Center);
    let head =
        middle.clone().set_bold().set_text_wrap().set_background_color(Color::RGB(0x00E2_EFDA));
    let error = middle.clone().set_bold().set_background_color(Color::RGB(0x00FF_C7CE));
    let warning = middle.clone().set_bold().set_background_color(Color::RGB(0x00FF_EB9C));

    sheet.set_name(words::SHEET)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet
        .set_margins(0.4, 0.4, 0.5, 0.5, 0.3, 0.3)
        .set_footer("&RTrang &P/&N")
        .set_screen_gridlines(false);
    sheet.set_freeze_panes(HEAD + 1, 0)?.set_repeat_rows(HEAD, HEAD)?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?.write_with_format(HEAD, column, name, &head)?;
    }
    let [heading, counts] = words::lead(title, findings);
    let title_format = plain.clone().set_bold().set_font_size(14);
    let lines = [(heading, &title_format), (counts, &plain), (words::LISTED.to_owned(), &plain)];
    for (row, (line, format)) in (0..).zip(lines) {
        sheet.merge_range(row, 0, row, LAST, &literal(&visible(&line)), format)?;
    }
    for (row, finding) in (HEAD + 1..).zip(findings) {
        let cells = words::row(finding);
        sheet.set_row_height(row, words::height(&cells) * 15 + 3)?;
        sheet.write_with_format(row, 0, row - HEAD, &middle)?;
        for (column, text) in (1..).zip(&cells) {
            let format = match (column, finding.severity()) {
                (1, Severity::Error) => &error,
                (1, Severity::Warning) => &warning,
                (1 | 2, _) => &middle,
                _ => &words_format,
            };
            sheet.write_string_with_format(row, column, &*literal(&visible(text)), format)?;
        }
    }
    Ok(())
}

/// Removes control characters from a text.
fn visible(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() || *sign == '\n').collect()
}
