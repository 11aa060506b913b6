//! Codes of lists on the forms of the office, and of the other forms that come back beside them.

use super::Explanation;
use crate::finding::Code;

pub(in crate::finding::catalogue) const ISSUED_LISTS: &[Explanation] = &[
    Explanation {
        code: Code::ListOfOtherUnit,
        title: "Biểu danh sách của đơn vị khác",
        meaning: "Biểu danh sách lập cho một đơn vị không có trong đợt, hoặc đầu trang ghi tên đơn \
                  vị khác. Sản phẩm của danh sách **chưa được tính**.",
        example: "Xã Pa Tần dùng lại biểu của xã Sìn Hồ, chỉ sửa dòng tên ở đầu trang.",
        remedy: "Chép các dòng sang biểu đúng của đơn vị, hoặc thêm đơn vị vào `[[districts]]`.",
    },
    Explanation {
        code: Code::ListNameDiffers,
        title: "Tên sản phẩm ở các trang của biểu khác nhau",
        meaning: "Tên ở trang Hồ sơ hoặc Chủ thể khác tên ở dòng cùng số của trang Danh sách, nên \
                  không chắc hồ sơ ấy là của sản phẩm nào. Sản phẩm **phải chờ**.",
        example: "Ô tên ở trang Hồ sơ bị gõ đè “Chè Pa Tần”, trang Danh sách ghi “Chè Tả Ngảo”.",
        remedy: "Xóa chữ gõ đè (ô tự lấy tên), kiểm tra cả dòng rồi gửi lại.",
    },
    Explanation {
        code: Code::ListTotalOverwritten,
        title: "Tổng điểm bị gõ đè",
        meaning: "Ô tổng điểm của biểu không bằng tổng ba phần. Điểm được tính là tổng ba phần; chưa \
                  ghi đủ ba phần thì dùng số gõ vào.",
        example: "Ba phần 32, 18, 28; ô tổng điểm gõ 80.",
        remedy: "Kiểm tra điểm từng phần; ô tổng điểm tự tính, không phải gõ.",
    },
    Explanation {
        code: Code::ListRowUntied,
        title: "Dòng không gắn với trang Hồ sơ",
        meaning: "Dòng được thêm vào biểu, hoặc số thứ tự của dòng bị xóa hay trùng, nên không rõ hồ \
                  sơ nào là của sản phẩm. Sản phẩm được đọc, **hồ sơ chưa rõ**.",
        example: "Sản phẩm thứ 21 ghi ở dòng chèn thêm dưới dòng 20.",
        remedy: "Chép sản phẩm vào dòng còn trống của biểu, hoặc dùng thêm một biểu trống.",
    },
    Explanation {
        code: Code::ListTextOutside,
        title: "Có chữ ở ngoài biểu",
        meaning: "Có chữ ở chỗ không phải ô của biểu: cột thêm, dòng thêm, bên dưới bảng. Chỗ này \
                  không được đọc.",
        example: "Ô P30 ghi “chờ bổ sung”.",
        remedy: "Điều cần báo thì ghi vào cột Ghi chú; không cần thì xóa.",
    },
    Explanation {
        code: Code::ListColumnMissing,
        title: "Biểu thiếu cột",
        meaning: "Một cột hoặc trang của biểu bị xóa, hoặc biểu lập theo bộ tiêu chí trước nên không \
                  có. Phần còn lại vẫn được đọc.",
        example: "Cột “Mã số sản phẩm” không còn.",
        remedy: "Ghi bổ sung vào biểu mới rồi gửi lại.",
    },
    Explanation {
        code: Code::ListNeededColumnMissing,
        title: "Biểu thiếu cột bắt buộc",
        meaning: "Một cột mà sản phẩm không thể thiếu, hoặc trang Hồ sơ, không còn trong biểu. Các \
                  sản phẩm không đọc được hoặc **phải chờ**.",
        example: "Trang “Hồ sơ” bị xóa.",
        remedy: "Chép nội dung vào biểu gốc, đủ các trang và cột, rồi gửi lại.",
    },
    Explanation {
        code: Code::ListPartTwice,
        title: "Cột hoặc trang của biểu đứng hai lần",
        meaning: "Một cột hoặc trang của biểu bị chép thêm. Chỉ cột bên trái, trang đầu được đọc; hai \
                  cột ghi khác nhau thì các sản phẩm **phải chờ**.",
        example: "Trang “Danh sách (2)” chép từ trang “Danh sách”.",
        remedy: "Chép phần còn thiếu vào trang gốc rồi xóa phần thừa.",
    },
    Explanation {
        code: Code::ListRowsSorted,
        title: "Dòng của biểu bị sắp xếp",
        meaning: "Số thứ tự của các dòng không còn như biểu gửi đi. Hồ sơ, chủ thể của mỗi sản phẩm \
                  được lấy theo số thứ tự của dòng.",
        example: "Danh sách được sắp theo tên sản phẩm; dòng đầu mang số 3.",
        remedy: "Xem lại trang Hồ sơ, Chủ thể; đúng thì không phải làm gì.",
    },
    Explanation {
        code: Code::ListRowOfNoProduct,
        title: "Hồ sơ không của sản phẩm nào",
        meaning: "Trang Hồ sơ hoặc Chủ thể có ghi ở một dòng mà trang Danh sách không có sản phẩm ở \
                  dòng cùng số. Dòng không được đọc.",
        example: "Dòng 7 trang Hồ sơ ghi “Có”, dòng 7 trang Danh sách để trống.",
        remedy: "Ghi sản phẩm vào dòng cùng số, hoặc xóa dòng thừa.",
    },
    Explanation {
        code: Code::AttendanceDiffers,
        title: "Bảng điểm danh khác khai báo",
        meaning: "Bảng điểm danh gửi về ghi một thành viên có mặt, vắng, không chấm hoặc được thay \
                  khác với khai báo. Đợt đánh giá được tính theo khai báo.",
        example: "Điểm danh ghi bà Tẩn Thị Quế vắng, khai báo không ghi.",
        remedy: "Đối chiếu bản có chữ ký rồi sửa khai báo (`[[sessions]]`) hoặc bảng điểm danh.",
    },
    Explanation {
        code: Code::CheckListDiffers,
        title: "Bảng kiểm tra hồ sơ khác danh sách",
        meaning: "Bảng kiểm tra của Tổ giúp việc ghi một giấy tờ khác với danh sách của đơn vị. Đợt \
                  đánh giá được tính theo danh sách.",
        example: "Bảng kiểm tra ghi thiếu phiếu đăng ký, danh sách ghi có.",
        remedy: "Đối chiếu hồ sơ rồi đề nghị đơn vị sửa danh sách, hoặc sửa bảng kiểm tra.",
    },
    Explanation {
        code: Code::CheckedCellUnread,
        title: "Ô của bảng điểm danh, bảng kiểm tra không rõ",
        meaning: "Một ô ghi chữ không phải chữ để chọn, hoặc một dòng không rõ của ai; ô không được \
                  đối chiếu.",
        example: "Ô Dự họp ghi “đến muộn”.",
        remedy: "Chọn một giá trị trong danh sách của ô.",
    },
];
