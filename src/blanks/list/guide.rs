//! The sheet that says how a list is filled in.

use rust_xlsxwriter::{FormatAlign, XlsxError};

use super::super::book::FormBook;
use super::{ListWriter, is_input};
use crate::forms::form_keys::list_row;
use crate::forms::list_form::ROWS;
use crate::round::short_date;
use crate::sheet_look::height;

/// Width of the text.
const WIDTH: u16 = 92;

/// Writes the sheet.
pub(super) fn write(writer: &ListWriter<'_>, book: &mut FormBook) -> Result<(), XlsxError> {
    let mut sheet = book.sheet("Hướng dẫn", true, &writer.code, &[5, WIDTH])?;
    let look = sheet.look;
    sheet.key(0, &[list_row::GUIDE])?;
    sheet.across(0, (1, 2), "CÁCH ĐIỀN BIỂU DANH SÁCH SẢN PHẨM", &look.title)?;
    sheet.sheet.set_row_height(0, 28)?;
    let top = look.plain.clone().set_align(FormatAlign::Top);
    let number = top.clone().set_align(FormatAlign::Center);
    let lines = lines(writer);
    for (row, text) in (1..).zip(&lines) {
        sheet.sheet.write_number_with_format(row, 1, row, &number)?;
        sheet.text(row, 2, text, &top)?;
        sheet.sheet.set_row_height(row, height([(text.as_str(), WIDTH)]))?;
    }
    let mut row = u32::try_from(lines.len() + 2).unwrap_or(0);
    sheet.across(row, (1, 2), "Từng cột", &look.plain.clone().set_bold())?;
    for form in &writer.form.sheets {
        let told =
            form.columns.iter().filter(|column| is_input(column.value) && !column.help.is_empty());
        for column in told {
            row += 1;
            let heading = &column.heading;
            let text = format!("{}, cột “{heading}”: {}", form.name, column.help);
            sheet.text(row, 2, &text, &top)?;
            sheet.sheet.set_row_height(row, height([(text.as_str(), WIDTH)]))?;
        }
    }
    sheet.sheet.set_print_area(0, 1, row, 2)?;
    Ok(())
}

/// The rules, one a paragraph.
fn lines(writer: &ListWriter<'_>) -> Vec<String> {
    let mut lines: Vec<String> = [
        "Mỗi dòng một sản phẩm. Ghi số, ngày công văn gửi kèm ở đầu trang Danh sách.",
        "Ô nền vàng: còn phải điền. Ô nền hồng: ghi chưa đúng (không có trong danh sách để chọn, \
         không phải số hoặc ngày, sản phẩm ghi hai lần), hoặc giấy tờ còn thiếu. Cột nền xám tự tính.",
        "Trang Hồ sơ, Chủ thể: tên sản phẩm tự hiện ở dòng cùng số với trang Danh sách; ghi tiếp các \
         ô còn lại của dòng.",
        "Dán từ tệp khác: chọn dán “chỉ giá trị” (Paste Values). Không chèn dòng, không xóa cột; hết \
         dòng thì dùng thêm một biểu trống.",
        "Muốn xem hẹp, rộng: kéo cột, lọc, đổi màu tùy ý. Đổi chữ ở tiêu đề không ảnh hưởng.",
        "Gửi nguyên tệp này (.xlsx, .xls hoặc .ods) kèm công văn. Đừng đổi sang PDF, đừng chép sang \
         tệp mới, đừng sửa mã biểu ở góc trên.",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.insert(4, format!("Biểu có {ROWS} dòng. Dòng không dùng thì để trống."));
    let settings = &writer.round.round;
    let days = writer.acts.main().days_of_round(settings.number, settings.year.into());
    if let Some(day) = days.proposed_before {
        lines.push(format!("Hạn đề nghị đánh giá của đợt này: trước ngày {}.", short_date(day)));
    }
    lines
}
