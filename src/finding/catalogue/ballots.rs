//! Codes of ballots: what a reader of rows and columns does not understand.

use super::Explanation;
use crate::finding::Code;

pub(super) const BALLOTS: &[Explanation] = &[
    Explanation {
        code: Code::MarksDoubtful,
        title: "Chưa rõ cột nào là điểm chấm",
        meaning: "Hai cột của phiếu đều có thể là điểm của một sản phẩm, hoặc cột điểm trùng khớp \
                  với thang điểm. **Chưa cột nào được tính.**",
        example: "Cột C “Điểm” và cột D “Điểm đánh giá” đều có số, khác nhau.",
        remedy: "Bỏ cột thừa hoặc ghi rõ tiêu đề: “Điểm tối đa”, “Tự chấm”, “Ghi chú”.",
    },
    Explanation {
        code: Code::BallotRowUnknown,
        title: "Dòng có điểm nhưng không rõ là gì",
        meaning: "Một dòng của phiếu có số ở cột điểm của sản phẩm, nhưng không phải tiêu chí, \
                  phần hay dòng cộng nào. **Sản phẩm chờ làm rõ.**",
        example: "Dòng “Điểm thưởng” ghi 2 ở cột của một sản phẩm.",
        remedy: "Sửa số thứ tự hoặc tên tiêu chí; là dòng cộng thì ghi “Cộng”; thừa thì xóa.",
    },
    Explanation {
        code: Code::CriterionTwice,
        title: "Một tiêu chí đứng ở hai dòng",
        meaning: "Hai dòng của phiếu cùng là một tiêu chí và đều có điểm. **Sản phẩm chờ làm rõ.**",
        example: "Dòng 15 và dòng 16 đều là “1.3 Năng lực sản xuất”.",
        remedy: "Giữ một dòng cho mỗi tiêu chí, xóa dòng thừa.",
    },
    Explanation {
        code: Code::CriterionMissing,
        title: "Phiếu thiếu dòng tiêu chí",
        meaning: "Bộ tiêu chí có tiêu chí mà phiếu không có dòng nào cho nó. **Phiếu không được \
                  tính, sản phẩm chờ làm rõ.**",
        example: "Phiếu của bộ “Chè tươi, chế biến” không có dòng 2.3.",
        remedy: "Thêm dòng còn thiếu rồi hỏi lại điểm của thành viên, hoặc dùng đúng mẫu phiếu \
                 của bộ sản phẩm.",
    },
    Explanation {
        code: Code::MarkMerged,
        title: "Một ô điểm gộp cho nhiều tiêu chí",
        meaning: "Ô điểm được gộp qua nhiều dòng tiêu chí, không rõ mỗi tiêu chí bao nhiêu điểm. \
                  **Sản phẩm chờ làm rõ.**",
        example: "Ô D28:D29 ghi 5 cho cả tiêu chí 4.1 và 4.2.",
        remedy: "Bỏ gộp ô, ghi điểm riêng cho từng tiêu chí.",
    },
    Explanation {
        code: Code::OptionDoubtful,
        title: "Chưa rõ mức được chọn",
        meaning: "Một tiêu chí được đánh dấu hai mức, điểm ghi không khớp với mức, hoặc mức không \
                  ghi bao nhiêu điểm. **Sản phẩm chờ làm rõ.**",
        example: "Tiêu chí 1.1 có dấu x ở cả mức 2 điểm và mức 3 điểm.",
        remedy: "Hỏi lại thành viên; mỗi tiêu chí đánh dấu đúng một mức.",
    },
    Explanation {
        code: Code::NumberBelowTotal,
        title: "Còn số bên dưới dòng tổng điểm",
        meaning: "Dưới dòng tổng điểm của phiếu còn một số đứng ở cột điểm của sản phẩm. **Sản \
                  phẩm chờ làm rõ.**",
        example: "Dưới dòng “Tổng điểm” có ô ghi 3, không có tên dòng.",
        remedy: "Là điểm thì đưa về đúng dòng tiêu chí; là ghi chú thì chuyển ra ngoài cột điểm.",
    },
    Explanation {
        code: Code::PartBlank,
        title: "Một phần của phiếu để trống",
        meaning: "Phiếu chỉ ghi điểm từng phần, mà một phần để trống trong khi phần khác hoặc \
                  tổng điểm đã ghi. **Sản phẩm chờ làm rõ.**",
        example: "Phần A 30,5; phần B trống; phần C 26,5; tổng 57.",
        remedy: "Hỏi lại thành viên và điền điểm của phần; điểm 0 phải gõ số 0.",
    },
    Explanation {
        code: Code::MemberByFileName,
        title: "Người chấm được nhận theo tên tệp",
        meaning: "Phiếu không ghi tên người chấm ở đâu cả; tên tệp có tên một thành viên nên \
                  phiếu được tính là của người đó.",
        example: "Tệp `03-tran-thi-minh-nguyet.xlsx`, trong phiếu không có tên.",
        remedy: "Kiểm tra xem có đúng không, rồi ghi “Thành viên Hội đồng: …” ở đầu phiếu.",
    },
    Explanation {
        code: Code::SessionByFileName,
        title: "Lần chấm được nhận theo tên tệp",
        meaning: "Phiếu không ghi lần chấm, cũng không ghi ngày chấm; tên tệp hoặc thư mục có ghi \
                  lần chấm nên phiếu được tính theo đó.",
        example: "Thư mục `lan-2`, trong phiếu không ghi lần chấm.",
        remedy: "Kiểm tra xem có đúng không, rồi ghi “Lần chấm: …” ở đầu phiếu.",
    },
    Explanation {
        code: Code::GroupSumDiffers,
        title: "Số ở dòng cộng không khớp",
        meaning: "Một dòng cộng của phiếu được ghi hai lần hai số khác nhau, hoặc dòng cộng nhóm \
                  không bằng tổng các điểm của nhóm. **Sản phẩm chờ làm rõ.**",
        example: "Dòng “Phần A” ghi 26, dòng “Cộng phần A” ghi 27.",
        remedy: "Kiểm tra điểm từng tiêu chí và các dòng cộng.",
    },
    Explanation {
        code: Code::CriteriaOfOtherSet,
        title: "Phiếu dùng tiêu chí của bộ khác",
        meaning: "Các dòng của phiếu là tiêu chí của một bộ sản phẩm khác với bộ ghi trong danh \
                  sách đề nghị. **Phiếu không được tính, sản phẩm chờ làm rõ.**",
        example: "Sản phẩm thuộc bộ “Rượu trắng” nhưng phiếu là mẫu của bộ “Chè tươi, chế biến”.",
        remedy: "Dùng đúng mẫu phiếu, hoặc sửa bộ sản phẩm trong danh sách nếu ghi nhầm.",
    },
    Explanation {
        code: Code::SummaryNotCounted,
        title: "Bảng tổng hợp điểm, không phải phiếu",
        meaning: "Trang này là bảng tổng hợp điểm của các thành viên. Bảng chỉ được đối chiếu với \
                  phiếu, không được tính thay phiếu.",
        example: "Bảng “Tổng hợp điểm” có mỗi thành viên một cột.",
        remedy: "Không cần làm gì nếu đã có đủ phiếu; nếu không, gửi phiếu của từng thành viên.",
    },
    Explanation {
        code: Code::SummaryDiffers,
        title: "Bảng tổng hợp khác với phiếu",
        meaning: "Một ô của bảng tổng hợp khác với điểm cộng được từ phiếu của thành viên. Điểm \
                  trong phiếu được tính.",
        example: "Bảng ghi 66, phiếu cộng lại được 65.",
        remedy: "Đối chiếu phiếu gốc; sửa bảng tổng hợp hoặc phiếu cho đúng.",
    },
    Explanation {
        code: Code::SummaryAlone,
        title: "Có bảng tổng hợp nhưng không có phiếu",
        meaning: "Bảng tổng hợp ghi điểm của thành viên mà không có phiếu nào của họ. **Điểm đó \
                  không được tính**, trừ khi cho phép ở `[rules.ballots]`.",
        example: "Thư mục chỉ có bảng tổng hợp, không có phiếu chấm.",
        remedy: "Gửi phiếu của từng thành viên; hoặc đặt `summary = true` kèm lý do \
                 `summary_reason` trong mục `[rules.ballots]`.",
    },
    Explanation {
        code: Code::SessionDateDiffers,
        title: "Ngày chấm không phải ngày của lần chấm",
        meaning: "Phiếu không ghi lần chấm; đợt chỉ có một lần chấm nên phiếu được tính là của \
                  lần đó, nhưng ngày chấm ghi trên phiếu là ngày khác. Có thể đây là phiếu của \
                  đợt trước.",
        example: "Lần chấm ngày 08/12/2020, phiếu ghi “Ngày chấm: 07/05/2020”.",
        remedy: "Xem phiếu có phải của đợt này không; nếu phải, sửa ngày chấm; nếu không, bỏ \
                 phiếu ra khỏi thư mục.",
    },
];
