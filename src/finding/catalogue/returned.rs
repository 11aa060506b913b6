//! Codes of what goes out to units and members: files with faults, forms.

use super::Explanation;
use crate::finding::Code;

pub(super) const RETURNED: &[Explanation] = &[
    Explanation {
        code: Code::ReturnedAsList,
        title: "Trả lại dưới dạng danh sách lỗi",
        meaning: "Tệp của huyện không thể đánh dấu mà vẫn giữ nguyên mọi thứ, nên tệp trả lại là \
                  một bảng tính mới chỉ có danh sách lỗi.",
        example: "Huyện gửi tệp `.xls` hoặc `.ods`.",
        remedy: "Không phải làm gì; huyện sửa trong tệp gốc của mình theo danh sách.",
    },
    Explanation {
        code: Code::FormChangedInPlace,
        title: "Biểu mẫu trong thư mục kết quả đã bị sửa",
        meaning: "Một biểu mẫu trong `bieu-mau/` không còn như khi chương trình ghi, có thể vì \
                  có người điền ngay vào đó. Tệp được giữ nguyên, không ghi bản mới đè lên.",
        example: "Mở phiếu của một thành viên trong `outputs/bieu-mau`, gõ điểm rồi lưu lại.",
        remedy: "Nếu đã điền thì chuyển tệp sang thư mục đầu vào; nếu không thì xóa tệp. Sau đó \
                 chạy lại để có bản mới.",
    },
    Explanation {
        code: Code::FormNotMade,
        title: "Không tạo được biểu mẫu",
        meaning: "Một biểu mẫu vượt quá mức một bảng tính chứa được, hoặc chương trình gặp lỗi \
                  khi tạo. Các biểu mẫu khác vẫn được ghi.",
        example: "Danh sách có hàng chục nghìn sản phẩm.",
        remedy: "Gửi cho người phát triển chương trình, kèm các tệp đầu vào.",
    },
    Explanation {
        code: Code::PrintFileNotMade,
        title: "Không tạo được tệp để in một lượt",
        meaning: "Tệp `tat-ca.pdf` gộp các văn bản của một thư mục để in một lượt. Lần chạy này không \
                  tạo được tệp đó; từng văn bản vẫn có đủ.",
        example: "Ai đó mở, sửa hoặc xóa một giấy mời trong lúc chương trình đang chạy.",
        remedy: "Chạy lại; nếu vẫn vậy thì in từng tệp.",
    },
];
