//! Codes of the program's own ballots that came back.

use super::Explanation;
use crate::finding::Code;

pub(in crate::finding::catalogue) const ISSUED_BALLOTS: &[Explanation] = &[
    Explanation {
        code: Code::FormOfOtherRound,
        title: "Biểu của đợt khác",
        meaning: "Biểu do chương trình lập cho đợt, tỉnh hoặc Bộ tiêu chí khác với khai báo hiện \
                  nay. **Biểu không được đọc.**",
        example: "Phiếu mang mã P-1-2025-L1-03-… nằm trong hồ sơ của đợt 1 năm 2026.",
        remedy: "Bỏ biểu ra khỏi thư mục; nếu khai báo của đợt ghi nhầm, sửa khai báo rồi phát \
                 lại biểu.",
    },
    Explanation {
        code: Code::FormMemberOther,
        title: "Phiếu của người không còn trong Hội đồng",
        meaning: "Phiếu lập cho một thành viên, hoặc người dự thay, mà khai báo nay ghi người \
                  khác hoặc không có. **Phiếu không được tính.**",
        example: "Phiếu của thành viên số 3 lập cho bà A; khai báo nay ghi số 3 là ông B.",
        remedy: "Kiểm tra danh sách Hội đồng và người dự thay trong khai báo; nếu đổi người thật, \
                 phát phiếu mới cho người mới.",
    },
    Explanation {
        code: Code::FormSessionOther,
        title: "Phiếu của lần chấm không có trong đợt",
        meaning: "Mã của phiếu ghi một lần chấm mà khai báo không có. **Phiếu không được tính.**",
        example: "Phiếu mang mã …-L3-… mà đợt chỉ khai báo hai lần chấm.",
        remedy: "Khai báo lần chấm còn thiếu, hoặc chấm lại trên phiếu của đúng lần chấm.",
    },
    Explanation {
        code: Code::FormInOtherFolder,
        title: "Tên tệp, thư mục nói khác phiếu",
        meaning: "Tên tệp hoặc thư mục ghi một lần chấm hay thành viên, mã của phiếu ghi lần chấm \
                  hay thành viên khác. **Phiếu không được tính.**",
        example: "Tệp nằm trong thư mục lan-1 nhưng mã của phiếu ghi L2.",
        remedy: "Hỏi lại người chấm: nếu tệp để nhầm chỗ, chuyển sang đúng thư mục; nếu dùng nhầm \
                 phiếu, chấm lại trên đúng phiếu.",
    },
    Explanation {
        code: Code::FormPutTogether,
        title: "Biểu tự nói hai điều khác nhau",
        meaning: "Trang ẩn, thuộc tính của tệp, mã in trên trang hoặc lời ghi trên phiếu không \
                  khớp nhau, như được ghép từ hai biểu. **Chưa phần nào được tính.**",
        example: "Trang ẩn ghi mã P-1-2026-L1-03-…, thuộc tính của tệp ghi P-1-2026-L1-05-….",
        remedy: "Nộp từng tệp gốc như người điền đã gửi; không chép trang từ tệp này sang tệp kia.",
    },
    Explanation {
        code: Code::FormSheetForeign,
        title: "Trang chép từ biểu khác",
        meaning: "Một trang của phiếu mang mã hoặc sản phẩm của biểu khác, hoặc tên sản phẩm trên \
                  trang đã đổi. **Trang không được tính.**",
        example: "Phiếu của ông A có trang SP05 in mã phiếu của bà B.",
        remedy: "Lấy lại trang đúng từ tệp mà thành viên đã chấm; không dùng một trang cho sản \
                 phẩm khác.",
    },
    Explanation {
        code: Code::FormTextAltered,
        title: "Chữ, số in sẵn trên phiếu bị sửa",
        meaning: "Tên tiêu chí, lời của một mức, thang điểm hoặc số thứ tự in sẵn trên phiếu khác \
                  với Bộ tiêu chí. Điểm vẫn được tính theo Bộ tiêu chí.",
        example: "Dòng “1.2” của phiếu ghi thang điểm 5, Bộ tiêu chí ghi 3.",
        remedy: "Hỏi thành viên vì sao sửa; nếu chấm theo lời đã sửa thì chấm lại theo phiếu gốc.",
    },
    Explanation {
        code: Code::FormRowsMixed,
        title: "Các dòng của phiếu bị xáo trộn",
        meaning: "Chữ ở một số dòng không còn đứng cùng khóa ẩn của dòng đó, như chỉ sắp xếp một \
                  phần bảng. **Không rõ điểm của tiêu chí nào, sản phẩm chờ làm rõ.**",
        example: "Dòng 14 mang khóa của tiêu chí 1.2 nhưng ghi lời của tiêu chí 2.4.",
        remedy: "Chép lại điểm vào phiếu gốc theo đúng dòng; không sắp xếp bảng của phiếu.",
    },
    Explanation {
        code: Code::FormFormulaAltered,
        title: "Công thức trên phiếu bị thay",
        meaning: "Ô cộng điểm của phiếu đã bị gõ số đè lên, hoặc ô điểm chứa công \
                  thức. Chương trình tự cộng lại từ điểm từng tiêu chí; chỉ điểm đó được tính.",
        example: "Ô tổng điểm gõ 85, điểm các tiêu chí cộng lại được 83.",
        remedy: "Đối chiếu tổng điểm với thành viên; không gõ vào ô cộng.",
    },
    Explanation {
        code: Code::FormReasonWithMarks,
        title: "Vừa có lý do không chấm vừa có điểm",
        meaning: "Phiếu ghi lý do không chấm sản phẩm nhưng cũng có điểm. **Phiếu không được \
                  tính, sản phẩm chờ làm rõ.**",
        example: "Ô lý do ghi “vắng khi chấm” mà các tiêu chí vẫn có điểm.",
        remedy: "Hỏi lại thành viên: có chấm thì xóa lý do, không chấm thì xóa điểm.",
    },
    Explanation {
        code: Code::FormPartAdded,
        title: "Thêm dòng, cột hoặc trang vào biểu",
        meaning: "Biểu có dòng hoặc trang mà chương trình không lập. Phần thêm không được đọc.",
        example: "Giữa hai tiêu chí có thêm dòng “Ghi chú của tôi”.",
        remedy: "Nếu phần thêm có điều cần tính, ghi vào đúng ô của biểu; nếu không, để nguyên \
                 cũng được.",
    },
    Explanation {
        code: Code::FormSheetMissing,
        title: "Phiếu mất trang của sản phẩm",
        meaning: "Phiếu khi phát có trang của một sản phẩm, nay tệp không còn trang đó.",
        example: "Phiếu phát 12 sản phẩm, tệp gửi lại có 11 trang.",
        remedy: "Hỏi lại thành viên; lấy trang còn thiếu từ tệp gốc, hoặc phát lại phiếu.",
    },
    Explanation {
        code: Code::FormProductGone,
        title: "Sản phẩm trên phiếu không còn trong danh sách",
        meaning: "Phiếu phát ra khi sản phẩm còn trong danh sách; nay không danh sách nào có nó, \
                  và thành viên chưa chấm. Trang đó được bỏ qua.",
        example: "Đơn vị đã rút sản phẩm sau khi phiếu được phát.",
        remedy: "Không phải làm gì; nếu chỉ là đổi tên, ghi lại tên cũ trong danh sách hoặc phát \
                 phiếu mới.",
    },
    Explanation {
        code: Code::FormNotCalculated,
        title: "Biểu lưu bằng chương trình không tính công thức",
        meaning: "Các công thức in sẵn của biểu không có kết quả hoặc đã mất, như khi lưu bằng \
                  điện thoại. Điểm được đọc như đã gõ, tổng do chương trình cộng.",
        example: "Tệp lưu từ ứng dụng điện thoại, các ô tổng đều trống.",
        remedy: "Không phải làm gì.",
    },
    Explanation {
        code: Code::FormCriteriaChanged,
        title: "Tiêu chí đổi sau khi phát phiếu",
        meaning: "Bộ tiêu chí của sản phẩm trong chương trình đã đổi từ khi phiếu được phát. Dòng \
                  nào còn đúng số tiêu chí thì vẫn được đọc.",
        example: "Phiếu phát hôm qua, hôm nay thang điểm của tiêu chí 2.3 được sửa theo Công báo.",
        remedy: "Xem tiêu chí nào đổi; nếu thay đổi chạm đến điểm, phát phiếu mới và chấm lại.",
    },
    Explanation {
        code: Code::MarkBesideCell,
        title: "Điểm gõ ngoài ô điểm",
        meaning: "Phiếu có điểm hoặc dấu ở chỗ không phải ô điểm của tiêu chí: ở dòng của một \
                  mức, ở cột khác, ở dòng thêm. **Chương trình không đoán; sản phẩm chờ làm rõ.**",
        example: "Gõ 3 ở dòng “Trên 75%” thay vì ở ô điểm của tiêu chí 1.1.",
        remedy: "Hỏi lại thành viên và ghi điểm vào ô điểm của tiêu chí.",
    },
    Explanation {
        code: Code::KnockOutSaid,
        title: "Thành viên ghi “Có” ở điều kiện loại",
        meaning: "Thành viên cho rằng sản phẩm thuộc trường hợp bị loại hoặc dừng đánh giá theo \
                  ghi chú của tiêu chí. **Phiếu chờ Hội đồng kết luận.**",
        example: "Ô “Bị loại nếu sử dụng toàn bộ nguyên liệu nhập khẩu” ghi “Có”.",
        remedy: "Hội đồng kết luận: nếu đúng, khai ở mục [[verdicts]] với knocked_out; nếu không, \
                 thành viên xóa chữ “Có” và chấm đủ.",
    },
];
