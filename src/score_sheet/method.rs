//! The sheet that explains how everything is counted. It also holds the limits that the formulas
//! use.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Workbook, XlsxError};

use super::desk::ScoreSheetDesk;
use super::formula;
use super::look::{self, pixels};
use super::pen::SheetPen;
use crate::forms::SCORE_SHEET_TITLES;

/// Name of the sheet.
const NAME: &str = "Cách tính";

const WIDTHS: [u16; 5] = [44, 16, 30, 30, 18];

/// Row of the first limit.
const FIRST_ROW: u32 = 4;

const EXPLANATIONS: [&str; 8] = [
    "Tổng điểm của một thành viên là tổng các điểm tiêu chí trên phiếu (trang “Lần 1”, “Lần 2”…). \
     Phiếu chỉ ghi điểm từng phần hoặc tổng điểm thì lấy đúng số đã ghi.",
    "Ô trống là chưa chấm, không phải 0 điểm: ô trống không được cộng và không được đếm. Phiếu \
     còn thiếu điểm thì chưa có tổng điểm.",
    "Trung bình = tổng điểm của các thành viên có chấm : số phiếu. Chênh lệch = tổng điểm cao \
     nhất – tổng điểm thấp nhất.",
    "Hạng sao theo điểm: hạng cao nhất mà tổng điểm đạt ngưỡng × số phiếu, tức là so điểm trung \
     bình chưa làm tròn với ngưỡng. Điểm chỉ làm tròn một lần, khi in.",
    "Lần chấm chính thức là lần cuối cùng mà sản phẩm có điểm.",
    "Kết luận còn xét các điều kiện khác ngoài điểm, nên có thể khác hạng sao theo điểm; cột “Kết \
     luận” nêu lý do.",
    "Cột nền xám là số chương trình đã dùng để in văn bản. Cột “Kiểm tra” so từng cặp số, ghi \
     “Khớp” khi sai khác không quá 0,000000001, nếu không thì ghi “LỆCH”.",
    "Các trang được khóa để tránh sửa nhầm, không có mật khẩu; chỉ cột “Nháp” ghi được. Muốn thử \
     lại phép tính: mở khóa (Xem lại > Bỏ bảo vệ trang tính), sửa một điểm rồi xem cột “Kiểm tra”.",
];

/// Writes the sheet and defines the names of the limits.
pub(super) fn write(desk: &ScoreSheetDesk<'_>, workbook: &mut Workbook) -> Result<(), XlsxError> {
    let look = &desk.look;
    let sheet = workbook.add_worksheet();
    look::page(sheet, NAME, look::scale(WIDTHS[..4].iter().copied().map(pixels).sum()))?;
    let mut pen = SheetPen(sheet);
    for (column, width) in (0..).zip(WIDTHS) {
        pen.0.set_column_width(column, width)?;
    }
    pen.0.set_column_format(4, &look.scratch)?;
    pen.merged((0, 0), (0, 3), SCORE_SHEET_TITLES[1], &look.title)?;
    pen.merged((1, 0), (1, 3), &desk.round_line(), &look.subtitle)?;
    pen.text(FIRST_ROW - 1, 0, "Hạng sao", &look.head)?;
    pen.text(FIRST_ROW - 1, 1, "Điểm từ", &look.head)?;
    pen.text(FIRST_ROW - 1, 4, "Nháp", &look.head_scratch)?;
    let mut names = Vec::new();
    for ((star, row), limit) in (2_u8..).zip(FIRST_ROW..).zip(desk.acts.main().star_from) {
        pen.text(row, 0, &format!("Hạng {star} sao"), &look.text)?;
        pen.number(row, 1, Some(limit), &look.middle)?;
        names.push((formula::limit(star), row));
    }
    let row = FIRST_ROW + 4;
    pen.text(row, 0, "Số chữ số thập phân khi in điểm", &look.text)?;
    pen.number(row, 1, Some(Decimal::from(desk.round.tally.printed_decimals)), &look.middle)?;
    names.push((formula::PRINTED_DECIMALS.to_owned(), row));
    for (row, explanation) in (row + 2..).zip(EXPLANATIONS) {
        pen.merged((row, 0), (row, 3), explanation, &look.explanation)?;
        pen.0.set_row_height(row, 6 + look::lines(explanation, 110) * look::ROW_HEIGHT)?;
    }
    sheet.set_print_area(0, 0, row + 10, 3)?;
    for (name, row) in names {
        workbook.define_name(name, &format!("='{NAME}'!$B${}", row + 1))?;
    }
    Ok(())
}
