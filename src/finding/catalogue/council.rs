//! Codes of ballots, marks, sessions and what comes of them.

use super::Explanation;
use crate::finding::Code;

pub(super) const COUNCIL: &[Explanation] = &[
    Explanation {
        code: Code::BallotTwice,
        title: "Hai phiếu giống hệt nhau",
        meaning: "Một thành viên có hai phiếu giống hệt nhau cho cùng sản phẩm, cùng lần chấm. Một phiếu được tính.",
        example: "Tệp phiếu được chép vào cả hai thư mục.",
        remedy: "Bỏ phiếu thừa.",
    },
    Explanation {
        code: Code::BallotContradicts,
        title: "Hai phiếu mâu thuẫn",
        meaning: "Một thành viên có hai phiếu khác nhau cho cùng sản phẩm, cùng lần chấm. Không phiếu nào được tính; sản phẩm chờ làm rõ.",
        example: "Một phiếu cho 62 điểm, phiếu kia cho 66.",
        remedy: "Hỏi lại thành viên và chỉ giữ phiếu đúng.",
    },
    Explanation {
        code: Code::BallotMissing,
        title: "Thiếu phiếu chấm",
        meaning: "Thành viên có mặt nhưng không có phiếu cho sản phẩm mà người khác đã chấm. Điểm trung bình tính trên số phiếu hiện có.",
        example: "Lần chấm 1 có 9 người, sản phẩm chỉ có 8 phiếu.",
        remedy: "Bổ sung phiếu, hoặc ghi thành viên đó ở `absent` hay `abstaining`.",
    },
    Explanation {
        code: Code::QuorumNotMet,
        title: "Không đủ thành viên dự họp",
        meaning: "Số thành viên có mặt dưới mức quy định, hoặc không có Chủ tịch và Phó Chủ tịch. Lần chấm không có giá trị.",
        example: "6/9 thành viên có mặt, cần ít nhất 7.",
        remedy: "Họp lại, hoặc sửa danh sách vắng mặt nếu ghi nhầm.",
    },
    Explanation {
        code: Code::AbsentMemberScored,
        title: "Người vắng mặt lại có phiếu",
        meaning: "`round.toml` ghi thành viên vắng mặt ở lần chấm này, nhưng có phiếu của người đó. Phiếu không được tính.",
        example: "`absent = [{ name = \"Vàng A Páo\" … }]` và có tệp phiếu của ông Vàng A Páo.",
        remedy: "Sửa mục `absent`, hoặc bỏ phiếu.",
    },
    Explanation {
        code: Code::MarkNotAllowed,
        title: "Điểm không có trong thang điểm",
        meaning: "Điểm không phải một trong các mức của tiêu chí. Sản phẩm chờ làm rõ.",
        example: "Chấm 2,5 khi chỉ có 0, 1, 2, 3; chấm 9 khi cao nhất là 3.",
        remedy: "Hỏi lại thành viên, sửa điểm trong phiếu.",
    },
    Explanation {
        code: Code::MarkNotForOwner,
        title: "Điểm không dành cho loại hình này",
        meaning: "Điểm có trong thang nhưng không dành cho loại hình của chủ thể. Sản phẩm chờ làm rõ.",
        example: "Tiêu chí 3.1 chấm hộ kinh doanh 3 điểm.",
        remedy: "Sửa điểm, hoặc sửa cột “Loại hình” trong danh sách của huyện.",
    },
    Explanation {
        code: Code::AboveCeiling,
        title: "Vượt mức cao nhất",
        meaning: "Tổng một phần, hoặc tổng phiếu, vượt mức cao nhất mà Bộ tiêu chí hoặc loại hình của chủ thể cho phép.",
        example: "Phần A của hộ kinh doanh 34 điểm, cao nhất là 32.",
        remedy: "Kiểm tra điểm từng tiêu chí và loại hình của chủ thể.",
    },
    Explanation {
        code: Code::MarkWithoutBase,
        title: "Có điểm ở tiêu chí phụ thuộc",
        meaning: "Tiêu chí này chỉ được chấm khi một tiêu chí khác trên 0 điểm, mà tiêu chí kia là 0.",
        example: "Câu chuyện sản phẩm (5.1) 0 điểm nhưng 5.2 có 2 điểm.",
        remedy: "Để trống ô này, hoặc sửa tiêu chí kia.",
    },
    Explanation {
        code: Code::CriteriaDiffer,
        title: "Tiêu chí trên phiếu khác với bộ sản phẩm",
        meaning: "Số tiêu chí trên phiếu không phải số tiêu chí của bộ sản phẩm. Chỉ những tiêu chí đối chiếu được mới được kiểm tra.",
        example: "Phiếu có 25 tiêu chí, bộ sản phẩm có 26.",
        remedy: "Kiểm tra phiếu có đúng mẫu của bộ sản phẩm không.",
    },
    Explanation {
        code: Code::KnockedOut,
        title: "Điểm làm dừng việc đánh giá",
        meaning: "Theo Bộ tiêu chí, một điểm như vậy dừng việc đánh giá sản phẩm.",
        example: "Tiêu chí tạp chất lạ 0 điểm.",
        remedy: "Hội đồng xem lại; chấm nhầm thì sửa điểm.",
    },
    Explanation {
        code: Code::NearBorder,
        title: "Điểm sát dưới mốc của hạng trên",
        meaning: "Điểm trung bình kém mốc của hạng trên không quá 1 điểm. Sản phẩm vẫn xếp hạng dưới.",
        example: "69,6 điểm: 3 sao, mốc 4 sao là 70.",
        remedy: "Hội đồng xem lại trước khi kết luận; đã xem thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::SpreadTooWide,
        title: "Điểm chênh nhau quá mức",
        meaning: "Tổng cao nhất và thấp nhất của các thành viên cho một sản phẩm chênh nhau quá mức (`spread`, mặc định 10). Sản phẩm chờ \
                  làm rõ.",
        example: "Cao nhất 74, thấp nhất 61.",
        remedy: "Hội đồng thảo luận và chấm lại ở một lần chấm mới.",
    },
    Explanation {
        code: Code::ConflictSuspected,
        title: "Có thể có xung đột lợi ích",
        meaning: "Thành viên Hội đồng trùng họ tên, điện thoại, mã số thuế hoặc địa chỉ với chủ thể. Phiếu vẫn được tính.",
        example: "Thành viên và người đại diện của hợp tác xã cùng số điện thoại.",
        remedy: "Khai ở `[[conflicts]]`; đã xem xét và không có xung đột thì thêm `dismissed = true` và lý do.",
    },
    Explanation {
        code: Code::BallotLeftOut,
        title: "Phiếu được để ra ngoài",
        meaning: "Phiếu không sai nhưng không được tính theo quy tắc: xung đột lợi ích đã khai, thành viên không chấm, hoặc phiếu của Chủ \
                  tịch khi `chair_ballot_counts = false`.",
        example: "Phiếu của thành viên là anh ruột chủ thể.",
        remedy: "Không phải làm gì.",
    },
    Explanation {
        code: Code::StarLowered,
        title: "Yêu cầu tối thiểu hạ hạng sao",
        meaning: "Kết luận ở `[[verdicts]]` cho biết sản phẩm không đạt yêu cầu tối thiểu của hạng theo điểm, nên xếp hạng thấp hơn.",
        example: "Đủ điểm 4 sao, kết luận `minima_3`.",
        remedy: "Không phải làm gì; biên bản nêu lý do.",
    },
];
