//! Codes of what goes back to the districts.

use super::Explanation;
use crate::finding::Code;

pub(super) const RETURNED: &[Explanation] = &[Explanation {
    code: Code::ReturnedAsList,
    title: "Trả lại dưới dạng danh sách lỗi",
    meaning: "Tệp của huyện không thể đánh dấu mà vẫn giữ nguyên mọi thứ, nên tệp trả lại là một \
              bảng tính mới chỉ có danh sách lỗi.",
    example: "Huyện gửi tệp `.xls` hoặc `.ods`.",
    remedy: "Không phải làm gì; huyện sửa trong tệp gốc của mình theo danh sách.",
}];
