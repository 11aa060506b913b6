//! Codes of forms: headings, cells, and who filled them in.

use super::Explanation;
use crate::finding::Code;

pub(super) const FORMS: &[Explanation] = &[
    Explanation {
        code: Code::FormUnknown,
        title: "Không nhận ra biểu mẫu",
        meaning: "Bảng tính không phải danh sách sản phẩm đề nghị, cũng không phải phiếu chấm điểm. **Không được đọc.**",
        example: "Tệp theo dõi kinh phí nằm trong thư mục hồ sơ.",
        remedy: "Là hồ sơ của đợt thì sửa dòng tiêu đề của bảng; không liên quan thì chuyển tệp ra khỏi thư mục.",
    },
    Explanation {
        code: Code::HeadingMissing,
        title: "Thiếu cột hoặc dòng bắt buộc",
        meaning: "Không tìm thấy một cột (ở danh sách) hoặc một dòng (ở phiếu) mà biểu mẫu phải có.",
        example: "Bảng không có cột “Bộ sản phẩm”.",
        remedy: "Thêm cột, hoặc sửa tiêu đề cho đúng chữ nêu ở phần “Được phép”.",
    },
    Explanation {
        code: Code::HeadingTwice,
        title: "Hai cột cùng một tiêu đề",
        meaning: "Một tiêu đề của biểu mẫu đứng ở hai cột, không biết cột nào là thật; chỉ cột bên trái được đọc.",
        example: "Cột C và cột H cùng ghi “Tổng điểm”.",
        remedy: "Bỏ cột thừa hoặc đổi tiêu đề của nó.",
    },
    Explanation {
        code: Code::DistrictUnknown,
        title: "Không rõ đơn vị gửi",
        meaning: "Danh sách không ghi tên huyện, thành phố, hoặc ghi tên không có trong `round.toml`. Sản phẩm của danh sách chưa được \
                  tính.",
        example: "Đầu trang tính chỉ ghi “ỦY BAN NHÂN DÂN”.",
        remedy: "Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND HUYỆN SÌN HỒ”, hoặc thêm đơn vị vào `[[districts]]`.",
    },
    Explanation {
        code: Code::ValueMissing,
        title: "Ô bắt buộc để trống",
        meaning: "Ô phải có giá trị thì lại trống. Ở phiếu chấm: tiêu chí này chưa có điểm trong khi các tiêu chí khác đã chấm.",
        example: "Ô “Loại hình” của dòng 9 để trống.",
        remedy: "Điền vào ô. Điểm 0 phải gõ số 0. Dòng chia nhóm thì bỏ số thứ tự.",
    },
    Explanation {
        code: Code::ValueUnreadable,
        title: "Giá trị không đúng kiểu",
        meaning: "Ô có chữ nhưng không phải loại giá trị của cột: không phải số, không phải ngày, hạng sao không có.",
        example: "Cột “Tổng điểm” ghi “khá”.",
        remedy: "Gõ lại theo phần “Được phép”.",
    },
    Explanation {
        code: Code::FormulaNotCalculated,
        title: "Công thức chưa được tính",
        meaning: "Ô là công thức nhưng tệp chưa lưu kết quả của nó, thường vì tệp do phần mềm khác tạo ra.",
        example: "Ô `G8` là `=D8+E8+F8`, không có kết quả.",
        remedy: "Mở tệp bằng Excel hoặc LibreOffice, bấm Lưu rồi gửi lại.",
    },
    Explanation {
        code: Code::MemberUnknown,
        title: "Người chấm không có trong Hội đồng",
        meaning: "Họ tên trên phiếu không có trong danh sách Hội đồng. Phiếu không được tính.",
        example: "Phiếu ghi “Nguyễn Văn Thăng”, Hội đồng có “Nguyễn Văn Thắng”.",
        remedy: "Sửa họ tên trong phiếu, hoặc bổ sung người này vào `[[council.members]]`.",
    },
    Explanation {
        code: Code::SessionUnknown,
        title: "Phiếu không rõ lần chấm",
        meaning: "Phiếu không ghi lần chấm, hoặc ghi lần không có trong `round.toml`. Phiếu không được tính.",
        example: "Phiếu ghi “Lần chấm: 3” trong khi đợt mới khai hai lần.",
        remedy: "Sửa ô “Lần chấm”, hoặc thêm mục `[[sessions]]`.",
    },
    Explanation {
        code: Code::ProductUnknown,
        title: "Sản phẩm của phiếu không có trong danh sách",
        meaning: "Tên sản phẩm trên phiếu không có trong danh sách của huyện nào. Điểm không được tính.",
        example: "Phiếu ghi “Chè Shan cổ thụ”, danh sách ghi “Chè Shan tuyết cổ thụ”.",
        remedy: "Sửa tên cho khớp với danh sách. Danh sách còn lỗi thì sửa danh sách trước.",
    },
    Explanation {
        code: Code::HeadingMisspelt,
        title: "Tiêu đề viết sai nhưng vẫn nhận ra",
        meaning: "Tiêu đề của cột gần giống tiêu đề của biểu mẫu và được hiểu như vậy.",
        example: "“Tên sản phảm” được hiểu là “Tên sản phẩm”.",
        remedy: "Kiểm tra cột được hiểu có đúng không; sửa lại chữ.",
    },
    Explanation {
        code: Code::ErrorValue,
        title: "Ô chứa lỗi của công thức",
        meaning: "Công thức trong ô cho ra lỗi, nên ô không có giá trị.",
        example: "`#REF!`, `#DIV/0!`, `#VALUE!`",
        remedy: "Sửa công thức, hoặc gõ thẳng giá trị vào ô.",
    },
    Explanation {
        code: Code::CachedTotalDiffers,
        title: "Kết quả công thức đã cũ",
        meaning: "Ô tổng là công thức, nhưng kết quả lưu trong tệp khác với tổng của các ô nó cộng.",
        example: "`=D8+E8+F8` lưu kết quả 72,5 trong khi ba ô cộng lại bằng 70,5.",
        remedy: "Mở tệp bằng Excel, bấm F9 để tính lại, kiểm tra rồi lưu.",
    },
    Explanation {
        code: Code::RowNotRead,
        title: "Dòng có chữ nhưng không được đọc",
        meaning: "Dòng nằm trong bảng, có chữ, nhưng không phải sản phẩm, không phải dòng chia nhóm, cũng không phải dòng tổng.",
        example: "Dòng chỉ có tên sản phẩm, không có chủ thể, không có điểm.",
        remedy: "Là sản phẩm thì điền đủ các cột; không phải thì xóa dòng.",
    },
    Explanation {
        code: Code::OwnerKindUnknown,
        title: "Loại hình chủ thể không có",
        meaning: "Cột “Loại hình” ghi một loại không có trong quy định.",
        example: "“Cá nhân kinh doanh tự do”.",
        remedy: "Ghi một trong các loại ở phần “Được phép”: hợp tác xã, tổ hợp tác, hộ kinh doanh, công ty, doanh nghiệp tư nhân.",
    },
    Explanation {
        code: Code::WordsUnreadable,
        title: "Tệp từ ngữ nhận biểu mẫu không đọc được",
        meaning: "Một tệp trong `templates/words/` của đơn vị viết sai. Các từ có sẵn trong chương trình được dùng thay cho cả tệp đó.",
        example: "Thiếu một dấu ngoặc kép trong `templates/words/ballots.toml`.",
        remedy: "Sửa dòng đã nêu, hoặc xóa tệp để dùng các từ có sẵn.",
    },
];
