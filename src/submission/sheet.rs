//! The workbook that goes with papers: a sheet with one row a paper, to copy into an office system,
//! and a sheet with everybody who gets a paper.

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::SubmittedPaper;
use crate::own;
use crate::round::Round;
use crate::sheet_look::{self, GREY, RULE, literal};

/// Headings and widths of the sheet of papers.
const PAPERS: [(&str, u16); 16] = [
    ("TT", 5),
    ("Tên loại", 16),
    ("Số", 8),
    ("Ký hiệu", 14),
    ("Ngày ban hành", 13),
    ("Nơi ban hành", 14),
    ("Cơ quan ban hành", 28),
    ("Trích yếu", 44),
    ("Chức vụ người ký", 26),
    ("Người ký", 22),
    ("Số trang", 7),
    ("Nơi nhận", 36),
    ("Tệp trình ký (PDF)", 34),
    ("Bản thảo (Word)", 34),
    ("Tên tệp khi ban hành", 30),
    ("Mã SHA-256 của tệp trình ký", 34),
];
/// Headings and widths of the sheet of recipients.
const RECIPIENTS: [(&str, u16); 3] = [("TT", 5), ("Văn bản", 60), ("Nơi nhận", 60)];

/// Makes the workbook.
pub(super) fn workbook(round: &Round, papers: &[SubmittedPaper<'_>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    // Without a date the library would write the time of the run.
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Phiếu trình văn bản")
            .set_author(&round.round.standing_agency)
            .set_custom_property(own::PROPERTY, "phieu-trinh")
            .set_creation_datetime(&ExcelDateTime::from_ymd(1900, 1, 1)?),
    );
    let foot = format!("Đợt {}/{}", round.round.number, round.round.year);
    let rows = (1..).zip(papers).map(|(number, paper)| row(number, paper));
    // Thousands of rows go to the disk one by one, with their texts.
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    table(sheet, ("Thông tin văn bản", &foot), &PAPERS, rows)?;
    // Sixteen columns on one page would be too small to read.
    sheet.set_print_fit_to_pages(2, 0).set_repeat_columns(0, 1)?;
    let recipients = papers.iter().flat_map(|paper| {
        paper.recipients().into_iter().map(|to| (&paper.written.document.title, to))
    });
    let rows = (1..).zip(recipients).map(|(number, (title, to)): (usize, _)| {
        vec![number.to_string(), title.clone(), to.to_owned()]
    });
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    table(sheet, ("Nơi nhận", &foot), &RECIPIENTS, rows)?;
    workbook.save_to_buffer().map(own::of_any_system)
}

fn row(number: usize, paper: &SubmittedPaper<'_>) -> Vec<String> {
    let document = &paper.written.document;
    let (post, name) = paper.signer();
    vec![
        number.to_string(),
        document.name.clone(),
        paper.number().to_owned(),
        paper.symbol().to_owned(),
        paper.date(),
        paper.place().to_owned(),
        paper.body.clone(),
        document.subject.clone(),
        post,
        name.to_owned(),
        paper.filed.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        paper.recipients().join("\n"),
        paper.written.file.clone(),
        paper.draft(),
        paper.name_when_issued(),
        paper.filed.sha256.clone(),
    ]
}

fn table(
    sheet: &mut Worksheet,
    (name, foot): (&str, &str),
    columns: &[(&str, u16)],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<(), XlsxError> {
    let cell = sheet_look::usual()
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    let head = Format::clone(&cell)
        .set_bold()
        .set_background_color(GREY)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet_look::page(sheet, name, false, foot)?;
    // Two lines of headings.
    sheet.set_row_height(0, 36.0)?.set_repeat_rows(0, 0)?.set_freeze_panes(1, 0)?;
    for (column, (heading, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *heading, &head)?;
    }
    for (at, texts) in (1..).zip(rows) {
        let widths = texts.iter().zip(columns).map(|(text, (_, width))| (text.as_str(), *width));
        sheet.set_row_height(at, sheet_look::height(widths))?;
        for (column, text) in (0..).zip(&texts) {
            sheet.write_string_with_format(at, column, literal(text), &cell)?;
        }
    }
    Ok(())
}
