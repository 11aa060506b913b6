//! The first sheet: how the workbook is filled in, with links to all sheets.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::look::{FOOTER, Look};
use crate::declaration::form::form;
use crate::sheet_look::{self, height};

/// Name of the sheet.
const NAME: &str = "Hướng dẫn";

const STEPS: [&str; 8] = [
    "Điền các trang tính từ trái sang phải, lưu tệp rồi đóng lại, sau đó chạy ocop check. Chưa điền hết các ô nền vàng thì chưa văn bản nào được xuất.",
    "Ô nền vàng là ô phải điền; điền xong thì hết vàng. Ô nền trắng có thể để trống.",
    "Ô có mũi tên là ô chọn trong danh sách. Ngày gõ ngày/tháng/năm, ví dụ 08/12/2026.",
    "Trang có bảng: mỗi dòng một người, một văn bản, một đơn vị. Chép được cả cột từ Word, Excel rồi dán (nên dán “chỉ giá trị”). Dòng trống được bỏ qua; hết dòng kẻ sẵn thì cứ ghi tiếp xuống dưới.",
    "Mục có nhiều giá trị (nơi nhận, diễn biến, tên cơ quan …): mỗi ô một giá trị, ghi từ trên xuống. Cần thêm dòng thì chèn dòng ngay dưới dòng cuối của mục đó.",
    "Được sửa chữ ở tiêu đề, đổi chỗ các cột, thêm cột, thêm trang tính của mình. Không xóa cột A và các dòng đang ẩn: chương trình nhận ra từng mục nhờ các khóa ở đó.",
    "Họ tên ở các trang Các lần chấm, Xung đột chọn từ trang Hội đồng; cơ quan, căn cứ ở trang Văn bản chọn theo tên gọi tắt: điền các trang đó trước.",
    "Cần sửa sau khi đã xuất văn bản thì cứ sửa ở đây và chạy lại; chương trình kể từng chỗ đã đổi so với lần chạy trước. Không để round.toml bên cạnh tệp này.",
];

/// Width of the column of text.
const WIDTH: u16 = 92;

pub(super) fn write(sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
    sheet_look::page(sheet, NAME, true, FOOTER)?;
    sheet.set_column_width(0, 5)?.set_column_width(1, f64::from(WIDTH))?;
    sheet.write_string_with_format(
        0,
        0,
        "KHAI BÁO MỘT ĐỢT ĐÁNH GIÁ, PHÂN HẠNG SẢN PHẨM OCOP",
        &look.title,
    )?;
    sheet.set_row_height(0, 28)?;
    let mut row = 2;
    for (number, step) in (1..).zip(STEPS) {
        sheet.write_number_with_format(row, 0, number, &look.number)?;
        sheet.write_string_with_format(row, 1, step, &look.plain)?;
        sheet.set_row_height(row, height([(step, WIDTH)]))?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 1, "Các trang tính (bấm để mở)", &look.section)?;
    for sheet_form in &form().sheets {
        row += 1;
        let text = format!("{}: {}", sheet_form.name, sheet_form.about);
        let link = Url::new(format!("internal:'{}'!A1", sheet_form.name)).set_text(text);
        sheet.write_url_with_format(row, 1, link, &look.link)?;
    }
    sheet.set_active(true).set_first_tab(true);
    Ok(())
}
