//! Codes of the criteria.

use super::Explanation;
use crate::finding::Code;

pub(super) const CRITERIA: &[Explanation] = &[
    Explanation {
        code: Code::CriteriaUnreadable,
        title: "Bộ tiêu chí riêng sai cú pháp",
        meaning: "Một tệp trong `templates/criteria` sai cú pháp, có mục lạ hoặc giá trị sai \
                  kiểu. Văn bản đó không được dùng.",
        example: "`part = A` thiếu dấu ngoặc kép.",
        remedy: "Sửa dòng được nêu.",
    },
    Explanation {
        code: Code::CriteriaInvalid,
        title: "Bộ tiêu chí riêng tự mâu thuẫn",
        meaning: "Tổng các phần, mức điểm, tên hoặc ngày trong tệp không khớp nhau. Văn bản đó \
                  không được dùng.",
        example: "Phần A cộng các tiêu chí được 34, khai 35.",
        remedy: "Đối chiếu với quyết định gốc và sửa mục được nêu.",
    },
    Explanation {
        code: Code::CriteriaOverlap,
        title: "Hai Bộ tiêu chí cùng có hiệu lực",
        meaning: "Vào ngày của đợt có hai văn bản cùng hiệu lực; văn bản ban hành sau được dùng.",
        example: "Tệp riêng của cơ quan chưa ghi ngày hết hiệu lực của văn bản trước.",
        remedy: "Sửa `in_force_to` của văn bản trước.",
    },
    Explanation {
        code: Code::CriteriaMissing,
        title: "Không có Bộ tiêu chí",
        meaning: "Không văn bản nào có hiệu lực vào ngày của đợt, hoặc không có văn bản mang tên \
                  ghi ở `criteria`. Chưa xuất văn bản nào.",
        example: "`criteria = \"148-2024\"`",
        remedy: "Sửa ngày của đợt, sửa tên, hoặc thêm tệp vào `templates/criteria`.",
    },
    Explanation {
        code: Code::CriteriaChosen,
        title: "Dùng Bộ tiêu chí khác với văn bản đang hiệu lực",
        meaning: "`round.toml` chọn một văn bản khác với văn bản có hiệu lực vào ngày đầu của đợt.",
        example: "Đợt năm 2026 ghi `criteria = \"148-2023\"`.",
        remedy: "Chọn nhầm thì bỏ dòng `criteria`; đúng ý thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::CommunesUnreadable,
        title: "Danh mục xã không đọc được",
        meaning: "Một tệp trong `templates/communes/` sai cú pháp hoặc tự mâu thuẫn; danh mục đó \
                  không được dùng.",
        example: "Hai xã trong tệp có cùng một mã.",
        remedy: "Sửa tệp ở dòng được nêu, hoặc xóa tệp để dùng danh mục đi kèm chương trình.",
    },
    Explanation {
        code: Code::CriteriaCited,
        title: "Văn bản căn cứ không phải là văn bản đang dùng",
        meaning: "Mục `[acts.criteria]` hoặc `[acts.criteria_amendment]` của `round.toml` ghi số \
                  khác với Bộ tiêu chí dùng để kiểm tra và tính điểm, nên văn bản in ra sẽ viện \
                  dẫn sai.",
        example: "Đợt năm 2024 tính theo Quyết định 148/QĐ-TTg nhưng căn cứ vẫn ghi 1048/QĐ-TTg \
                  của mẫu cũ.",
        remedy: "Sửa số văn bản căn cứ, hoặc xem lại ngày của đợt và mục `rules.criteria`.",
    },
    Explanation {
        code: Code::ActUnknown,
        title: "Chưa rõ sản phẩm theo Bộ tiêu chí nào",
        meaning: "Đợt họp trong thời gian chuyển tiếp giữa hai văn bản: hồ sơ nộp trước ngày văn \
                  bản mới có hiệu lực được đánh giá theo văn bản trước. Không biết ngày nộp thì \
                  sản phẩm phải chờ.",
        example: "Đợt từ 10/6/2026 mà không ghi ngày nhận hồ sơ.",
        remedy: "Ghi `received` ở mục `[round]`, hoặc thêm cột “Ngày nộp hồ sơ” vào danh sách.",
    },
    Explanation {
        code: Code::TransitionOver,
        title: "Hết thời gian chuyển tiếp",
        meaning: "Hồ sơ nộp trước ngày văn bản mới có hiệu lực, nhưng đợt họp sau ngày cuối của \
                  thời gian chuyển tiếp; sản phẩm được đánh giá theo văn bản mới.",
        example: "Hồ sơ nộp ngày 10/5/2026, đợt họp từ ngày 01/8/2026.",
        remedy: "Xem lại ngày nộp hồ sơ; phiếu chấm phải theo mẫu của văn bản mới.",
    },
];
