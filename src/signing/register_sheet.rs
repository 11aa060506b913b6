//! The register of papers as a workbook to print (`so-van-ban.xlsx`): a sheet a body and year, with
//! the columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{NumberObstacle, Obstacle, SigningTable};
use crate::ledger::{REGISTER, RegisteredPaper, SignatureBook};
use crate::own::{self, RECORD_BYTES};
use crate::round::Round;
use crate::sheet_look::{self, GREY, RULE, literal};

/// Headings and widths of the columns; the last ones are filled in by hand.
const COLUMNS: [(&str, u16); 10] = [
    ("Số, ký hiệu văn bản", 16),
    ("Ngày tháng văn bản", 12),
    ("Tên loại và trích yếu nội dung văn bản", 44),
    ("Người ký", 20),
    ("Nơi nhận văn bản", 34),
    ("Đơn vị, người nhận bản lưu", 16),
    ("Số lượng bản", 9),
    ("Ngày chuyển", 11),
    ("Ký nhận", 11),
    ("Ghi chú", 14),
];

impl SigningTable<'_> {
    /// Writes the register of papers anew, as a workbook to print. One that this program did not
    /// write from this book is put aside first: somebody typed into it, or it has numbers that the
    /// book does not have.
    ///
    /// # Errors
    ///
    /// [`Obstacle::Register`] when it cannot be written, most often because it is open; the numbers
    /// themselves stand in the book of signatures. [`NumberObstacle::RegisterKept`] when it was
    /// written and the one before it was put aside.
    pub fn write_register(&self) -> Result<(), Obstacle> {
        let book = self.ledger.signatures()?;
        let fault = |fault| Obstacle::Register(std::io::Error::other(fault));
        let bytes = workbook(self.round, &book).map_err(fault)?;
        let _turn = self.ledger.turn()?;
        let is_known = self.is_written_from(&book);
        let kept = if is_known {
            None
        } else {
            self.ledger.put_register_aside().map_err(Obstacle::Register)?
        };
        self.ledger.file(REGISTER, &bytes).map_err(Obstacle::Register)?;
        kept.map_or(Ok(()), |kept| Err(NumberObstacle::RegisterKept(kept).into()))
    }

    /// Checks that the book of signatures did not get lost beside a register with its numbers.
    pub(super) fn book_is_there(&self) -> Result<(), Obstacle> {
        let book = self.ledger.signatures()?;
        if book.registered().next().is_none() && !self.is_written_from(&book) {
            return Err(NumberObstacle::BookLost.into());
        }
        Ok(())
    }

    /// Tells whether the register in the folder is what this program writes from this book, or from
    /// what the book was before its last lines; also when there is none.
    fn is_written_from(&self, book: &SignatureBook) -> bool {
        /// More numbers than are given in one sitting.
        const MOST: usize = 1_000;
        let Some(standing) = self.ledger.content(REGISTER, RECORD_BYTES) else { return true };
        let lengths = (0..=book.signed.len()).rev().filter(|length| {
            let last = length.checked_sub(1).and_then(|last| book.signed.get(last));
            last.is_none_or(|line| *length == book.signed.len() || line.registered.is_some())
        });
        lengths.take(MOST).any(|length| {
            let before = SignatureBook { signed: book.signed[..length].to_vec() };
            workbook(self.round, &before).is_ok_and(|bytes| bytes == standing)
        })
    }
}

/// Returns the bytes of the workbook.
///
/// # Errors
///
/// When a text is none that a workbook can hold.
fn workbook(round: &Round, book: &SignatureBook) -> Result<Vec<u8>, XlsxError> {
    let mut series: BTreeMap<(String, &str), Vec<&RegisteredPaper>> = BTreeMap::new();
    for (_, entry) in book.registered() {
        let year = entry.date.split('-').next().unwrap_or_default();
        series.entry((body(round, &entry.issuer), year)).or_default().push(entry);
    }
    let mut workbook = Workbook::new();
    workbook.set_default_format(
        &sheet_look::usual(),
        sheet_look::ROW_PIXELS,
        sheet_look::COLUMN_PIXELS,
    )?;
    // Without a date the library would write the time of the run.
    workbook.set_properties(
        &DocProperties::new()
            .set_title("Sổ đăng ký văn bản đi")
            .set_custom_property(own::PROPERTY, "so-van-ban")
            .set_creation_datetime(&ExcelDateTime::from_ymd(1900, 1, 1)?),
    );
    for (at, ((body, year), mut entries)) in series.into_iter().enumerate() {
        entries.sort_by_key(|entry| entry.number);
        // A paper that was made anew and numbered again has its latest entry only.
        entries.dedup_by_key(|entry| entry.number);
        let sheet = workbook.add_worksheet();
        write(sheet, &format!("Sổ {} - {year}", at + 1), (&body, year), &entries)?;
    }
    workbook.save_to_buffer().map(own::of_any_system)
}

/// Returns the name of a body as its papers print it; its key where the round no longer has it.
fn body(round: &Round, issuer: &str) -> String {
    round.issuer(issuer).map_or_else(|| issuer.to_owned(), |issuer| issuer.name.clone())
}

fn write(
    sheet: &mut Worksheet,
    name: &str,
    (body, year): (&str, &str),
    entries: &[&RegisteredPaper],
) -> Result<(), XlsxError> {
    const HEAD: u32 = 2;
    let bold = sheet_look::usual().set_bold().set_align(FormatAlign::Center);
    let head = Format::clone(&bold)
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_background_color(GREY)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let cell = sheet_look::usual()
        .set_border(FormatBorder::Thin)
        .set_border_color(RULE)
        .set_align(FormatAlign::Top)
        .set_text_wrap();
    sheet_look::page(sheet, name, false, "Sổ đăng ký văn bản đi")?;
    let last = u16::try_from(COLUMNS.len() - 1).unwrap_or_default();
    sheet.merge_range(0, 0, 0, last, &format!("SỔ ĐĂNG KÝ VĂN BẢN ĐI NĂM {year}"), &bold)?;
    sheet.merge_range(1, 0, 1, last, &literal(body), &bold)?;
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(HEAD, column, heading, &head)?;
    }
    // Two lines of headings.
    sheet.set_row_height(HEAD, 36.0)?.set_repeat_rows(HEAD, HEAD)?.set_freeze_panes(HEAD + 1, 0)?;
    for (row, entry) in (HEAD + 1..).zip(entries) {
        let texts = row_of(entry);
        let widths = texts.iter().zip(COLUMNS).map(|(text, (_, width))| (text.as_str(), width));
        sheet.set_row_height(row, sheet_look::height(widths))?;
        for (column, text) in (0..).zip(&texts) {
            sheet.write_string_with_format(row, column, literal(text), &cell)?;
        }
    }
    Ok(())
}

fn row_of(entry: &RegisteredPaper) -> Vec<String> {
    let mut date: Vec<&str> = entry.date.split('-').collect();
    date.reverse();
    let mut texts = vec![
        format!("{:02}/{}", entry.number, entry.symbol),
        date.join("/"),
        entry.title.clone(),
        entry.signer.clone(),
        entry.recipients.join("\n"),
    ];
    texts.resize(COLUMNS.len(), String::new());
    texts
}
