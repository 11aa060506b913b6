//! The list of contents of an archive (`muc-luc.xlsx`): the dossier, and a row for each file
//! (Nghị định 30/2020/NĐ-CP, Phụ lục VI, phần II, names the particulars).

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::manifest::{ArchivedFile, FileRole, Manifest};
use crate::own;
use crate::round::Round;
use crate::sheet_look;

/// Headings and widths of the list of files.
const COLUMNS: [(&str, u16); 11] = [
    ("STT", 6),
    ("Loại", 22),
    ("Tên loại và trích yếu", 56),
    ("Số, ký hiệu", 18),
    ("Ngày ban hành", 14),
    ("Cơ quan ban hành", 30),
    ("Người ký", 26),
    ("Số trang", 9),
    ("Tệp trong hồ sơ", 60),
    ("Dung lượng (byte)", 14),
    ("SHA-256", 68),
];

/// Makes the list of contents.
///
/// # Errors
///
/// When there are more files than a worksheet has rows.
pub(super) fn workbook(round: &Round, manifest: &Manifest) -> Result<Vec<u8>, XlsxError> {
    let look = ContentsLook::new();
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    workbook.set_properties(&properties(round)?);
    dossier(workbook.add_worksheet(), round, manifest, &look)?;
    files(workbook.add_worksheet(), round, manifest, &look)?;
    workbook.save_to_buffer().map(own::of_any_system)
}

/// The formats of both sheets.
struct ContentsLook {
    title: Format,
    head: Format,
    cell: Format,
}

impl ContentsLook {
    fn new() -> Self {
        let usual = sheet_look::usual();
        let ruled = usual
            .clone()
            .set_border(rust_xlsxwriter::FormatBorder::Thin)
            .set_border_color(sheet_look::RULE)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        Self {
            title: usual.set_bold().set_font_size(14),
            head: ruled.clone().set_bold().set_background_color(sheet_look::GREY),
            cell: ruled,
        }
    }
}

/// Writes the sheet about the dossier as a whole.
fn dossier(
    sheet: &mut Worksheet,
    round: &Round,
    manifest: &Manifest,
    look: &ContentsLook,
) -> Result<(), XlsxError> {
    sheet_look::page(sheet, "HoSo", true, "Hồ sơ lưu")?;
    sheet.set_column_width(0, 34)?.set_column_width(1, 70)?;
    sheet.write_string_with_format(0, 0, "HỒ SƠ LƯU", &look.title)?;
    let papers = || manifest.files.iter().filter(|file| file.paper.is_some());
    let dates = || papers().filter_map(|file| file.paper.as_ref()?.date.as_deref());
    let pages: usize = papers().filter_map(|file| file.pages).sum();
    let about = &round.round;
    let rows = [
        ("Mã hồ sơ", String::new()),
        (
            "Tiêu đề hồ sơ",
            format!(
                "Hồ sơ đánh giá, phân hạng sản phẩm OCOP {} năm {} (đợt {})",
                about.province, about.year, about.number
            ),
        ),
        ("Thời hạn bảo quản", String::new()),
        ("Chế độ sử dụng", String::new()),
        ("Đơn vị lập hồ sơ", about.standing_agency.clone()),
        ("Ngày sớm nhất của văn bản", dates().min().map(vietnamese).unwrap_or_default()),
        ("Ngày muộn nhất của văn bản", dates().max().map(vietnamese).unwrap_or_default()),
        ("Tổng số văn bản", papers().count().to_string()),
        ("Tổng số trang văn bản", pages.to_string()),
        ("Tổng số tệp", manifest.files.len().to_string()),
        ("Chương trình đã lập văn bản", manifest.program.clone()),
        ("Lập lại các văn bản từ hồ sơ này", "ocop replay TỆP.zip --into THƯ-MỤC".to_owned()),
    ];
    for (row, (label, value)) in (2..).zip(rows) {
        sheet.write_string_with_format(row, 0, label, &look.head)?;
        sheet.write_string_with_format(row, 1, sheet_look::literal(&value), &look.cell)?;
    }
    let note = "Ô để trống do văn thư ghi theo quy định của cơ quan.";
    sheet.write_string(15, 0, note)?;
    Ok(())
}

/// Writes the sheet with a row for each file.
fn files(
    sheet: &mut Worksheet,
    round: &Round,
    manifest: &Manifest,
    look: &ContentsLook,
) -> Result<(), XlsxError> {
    sheet_look::page(sheet, "TaiLieu", false, "Hồ sơ lưu")?;
    for (column, (head, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &look.head)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    let mut row = 0;
    for file in &manifest.files {
        row += 1;
        sheet.write_number_with_format(row, 0, row, &look.cell)?;
        for (column, text) in (1..).zip(cells(round, file)) {
            match (column, text.parse::<f64>()) {
                (7 | 9, Ok(number)) => {
                    sheet.write_number_with_format(row, column, number, &look.cell)?
                }
                _ => sheet.write_string_with_format(
                    row,
                    column,
                    sheet_look::literal(&text),
                    &look.cell,
                )?,
            };
        }
    }
    sheet.autofilter(0, 0, row, 10)?;
    Ok(())
}

/// Returns the cells of a file behind its number.
fn cells(round: &Round, file: &ArchivedFile) -> [String; 10] {
    let paper = file.paper.as_ref();
    let issuer = paper.and_then(|paper| round.issuer(&paper.issuer));
    let signers = paper.map(|paper| {
        paper.signatories.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("; ")
    });
    let role = if paper.is_some() && file.role == FileRole::Output {
        "Văn bản"
    } else {
        file.role.name()
    };
    [
        role.to_owned(),
        paper.and_then(|paper| paper.title.clone()).unwrap_or_default(),
        paper.and_then(|paper| paper.number.clone()).unwrap_or_default(),
        paper.and_then(|paper| paper.date.as_deref()).map(vietnamese).unwrap_or_default(),
        issuer.map(|issuer| issuer.name.clone()).unwrap_or_default(),
        signers.unwrap_or_default(),
        file.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        file.path.clone(),
        file.size.to_string(),
        file.sha256.clone(),
    ]
}

/// Writes a day `2020-12-11` as `11/12/2020`.
fn vietnamese(day: &str) -> String {
    let mut parts = day.split('-').rev();
    let [day, month, year] =
        [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    format!("{day}/{month}/{year}")
}

/// Returns the properties of the workbook, with the first day of the round instead of the time of
/// the run.
fn properties(round: &Round) -> Result<DocProperties, XlsxError> {
    let from = round.round.from;
    let year = u16::try_from(from.year()).unwrap_or(1900);
    let dated = ExcelDateTime::from_ymd(year, u8::from(from.month()), from.day())
        .or_else(|_| ExcelDateTime::from_ymd(1900, 1, 1))?;
    Ok(DocProperties::new()
        .set_title("Mục lục hồ sơ lưu")
        .set_author(&round.round.standing_agency)
        .set_custom_property(own::PROPERTY, "muc-luc")
        .set_creation_datetime(&dated))
}
