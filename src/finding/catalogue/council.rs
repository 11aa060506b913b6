//! Codes of ballots, marks, sessions and what comes of them.

use super::Explanation;
use crate::finding::Code;

pub(super) const COUNCIL: &[Explanation] = &[
    Explanation {
        code: Code::BallotTwice,
        title: "Hai phiếu giống hệt nhau",
        meaning: "Một thành viên có hai phiếu giống hệt nhau cho cùng sản phẩm, cùng lần chấm. \
                  Một phiếu được tính.",
        example: "Tệp phiếu được chép vào cả hai thư mục.",
        remedy: "Bỏ phiếu thừa.",
    },
    Explanation {
        code: Code::BallotContradicts,
        title: "Hai phiếu mâu thuẫn",
        meaning: "Một thành viên có hai phiếu khác nhau cho cùng sản phẩm, cùng lần chấm. Không \
                  phiếu nào được tính; sản phẩm chờ làm rõ.",
        example: "Một phiếu cho 62 điểm, phiếu kia cho 66.",
        remedy: "Hỏi lại thành viên và chỉ giữ phiếu đúng.",
    },
    Explanation {
        code: Code::BallotMissing,
        title: "Thiếu phiếu chấm",
        meaning: "Thành viên có mặt nhưng không có phiếu cho sản phẩm mà người khác đã chấm. Sản \
                  phẩm không phải chờ, vì lần chấm sau đã có kết quả, hoặc vì đã đủ số phiếu mà \
                  `least` cho phép. Điểm trung bình tính trên số phiếu hiện có.",
        example: "Lần chấm 1 chỉ có 8 trong 9 phiếu; lần chấm 2 có đủ.",
        remedy: "Bổ sung phiếu, hoặc khai thành viên đó ở `absent` hay `abstaining`.",
    },
    Explanation {
        code: Code::QuorumNotMet,
        title: "Không đủ thành viên dự họp",
        meaning: "Số thành viên có mặt dưới mức quy định, hoặc không có Chủ tịch và Phó Chủ tịch. \
                  Lần chấm không có giá trị.",
        example: "6/9 thành viên có mặt, cần ít nhất 7.",
        remedy: "Họp lại, hoặc sửa danh sách vắng mặt nếu ghi nhầm.",
    },
    Explanation {
        code: Code::AbsentMemberScored,
        title: "Người vắng mặt lại có phiếu",
        meaning: "Thành viên được khai vắng mặt ở lần chấm này, nhưng có phiếu của người đó. \
                  Phiếu không được tính và không làm sản phẩm nào phải chờ, dù có ô chưa đọc được.",
        example: "`absent = [{ name = \"Vàng A Páo\" … }]` và có tệp phiếu của ông Vàng A Páo.",
        remedy: "Nếu thành viên có dự họp, bỏ tên ở mục `absent`; nếu không, bỏ phiếu.",
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
        meaning: "Điểm có trong thang nhưng không dành cho loại hình của chủ thể. Sản phẩm chờ \
                  làm rõ.",
        example: "Tiêu chí 3.1 chấm hộ kinh doanh 3 điểm.",
        remedy: "Sửa điểm, hoặc sửa cột “Loại hình” trong danh sách của huyện.",
    },
    Explanation {
        code: Code::MarkAtSlip,
        title: "Điểm ở chỗ văn bản in lỗi hoặc chưa rõ",
        meaning: "Chương trình lấy Bộ tiêu chí từ một bản chép công khai. Ở tiêu chí này bản chép \
                  in lỗi, hoặc in một điểm còn ngờ. Điểm của phiếu vẫn được tính, không ai bị coi \
                  là chấm sai.",
        example: "Bộ “Chế biến từ rau, củ, quả, hạt”, tiêu chí 3.1: công ty TNHH được chấm 2; bản \
                  chép in 1, trong khi 25 bộ khác đều in 2.",
        remedy: "Đối chiếu tiêu chí đó với bản Công báo. In khác thì sửa tệp của văn bản trong \
                 `templates/criteria` (đầu tệp ghi cách sửa); in đúng thì xóa dòng ở `slips`.",
    },
    Explanation {
        code: Code::AboveCeiling,
        title: "Vượt mức cao nhất",
        meaning: "Tổng một phần, hoặc tổng phiếu, vượt mức cao nhất mà Bộ tiêu chí hoặc loại hình \
                  của chủ thể cho phép.",
        example: "Phần A của hộ kinh doanh 34 điểm, cao nhất là 32.",
        remedy: "Kiểm tra điểm từng tiêu chí và loại hình của chủ thể.",
    },
    Explanation {
        code: Code::MarkWithoutBase,
        title: "Có điểm ở tiêu chí phụ thuộc",
        meaning: "Tiêu chí này chỉ được chấm khi một tiêu chí khác trên 0 điểm, mà tiêu chí kia \
                  là 0.",
        example: "Câu chuyện sản phẩm (5.1) 0 điểm nhưng 5.2 có 2 điểm.",
        remedy: "Để trống ô này, hoặc sửa tiêu chí kia.",
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
        meaning: "Điểm trung bình kém mốc của hạng trên không quá 1 điểm. Sản phẩm vẫn xếp hạng \
                  dưới.",
        example: "69,6 điểm: 3 sao, mốc 4 sao là 70.",
        remedy: "Hội đồng xem lại trước khi kết luận; đã xem thì chấp nhận cảnh báo ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::SpreadTooWide,
        title: "Điểm chênh nhau quá mức",
        meaning: "Tổng cao nhất và thấp nhất của các thành viên cho một sản phẩm chênh nhau quá \
                  mức (`spread`, mặc định 10). Sản phẩm chờ làm rõ. Một thành viên lệch hẳn mọi \
                  người khác ở nhiều sản phẩm thì được báo một lần, ở phiếu của người đó.",
        example: "Cao nhất 74, thấp nhất 61.",
        remedy: "Hội đồng thảo luận và chấm lại ở một lần chấm mới. Báo ở phiếu của một người thì \
                 so phiếu đó với phiếu giấy trước.",
    },
    Explanation {
        code: Code::ConflictSuspected,
        title: "Có thể có xung đột lợi ích",
        meaning: "Thành viên Hội đồng trùng họ tên, điện thoại, mã số thuế hoặc địa chỉ với chủ \
                  thể. Phiếu vẫn được tính.",
        example: "Thành viên và người đại diện của hợp tác xã cùng số điện thoại.",
        remedy: "Khai ở `[[conflicts]]`; đã xem xét và không có xung đột thì thêm `dismissed = \
                 true` và lý do.",
    },
    Explanation {
        code: Code::BallotLeftOut,
        title: "Phiếu được để ra ngoài",
        meaning: "Phiếu không sai nhưng không được tính theo quy tắc: xung đột lợi ích đã khai, \
                  thành viên không chấm, hoặc phiếu của Chủ tịch khi `chair_ballot_counts = \
                  false`.",
        example: "Phiếu của thành viên là anh ruột chủ thể.",
        remedy: "Không phải làm gì.",
    },
    Explanation {
        code: Code::StarLowered,
        title: "Yêu cầu tối thiểu hạ hạng sao",
        meaning: "Kết luận ở `[[verdicts]]` cho biết sản phẩm không đạt yêu cầu tối thiểu của \
                  hạng theo điểm, nên xếp hạng thấp hơn.",
        example: "Đủ điểm 4 sao, kết luận `minima_3`.",
        remedy: "Không phải làm gì; biên bản nêu lý do.",
    },
    Explanation {
        code: Code::MinimaMissed,
        title: "Chưa đạt yêu cầu tối thiểu của hạng sao",
        meaning: "Từ Quyết định 148/QĐ-TTg, một số mức điểm có ghi hạng sao: muốn đạt hạng ấy thì \
                  phải được từ mức điểm đó. Điểm từng tiêu chí của sản phẩm thấp hơn, nên chương \
                  trình đề xuất hạng thấp hơn và sản phẩm chờ kết luận. Mục `[rules.minima]` nói \
                  điểm nào được so: trung bình (`mean`, mặc định), thấp nhất (`lowest`) hay mức \
                  nhiều người cho nhất (`consensus`).",
        example: "Đủ điểm 4 sao, nhưng “Liên kết sản xuất” trung bình 1,6 điểm; 4 sao cần từ 2.",
        remedy: "Ghi kết luận của Hội đồng ở `[[verdicts]]`: `minima_3` là xếp 3 sao, \
                 `minima_met` là vẫn đạt yêu cầu, kèm lý do.",
    },
    Explanation {
        code: Code::MinimaNotChecked,
        title: "Chưa xét được yêu cầu tối thiểu",
        meaning: "Phiếu chỉ có điểm phần hoặc tổng điểm, không có điểm từng tiêu chí, nên không \
                  biết sản phẩm có đạt yêu cầu tối thiểu của hạng sao không. Hạng sao được xếp theo \
                  tổng điểm.",
        example: "Phiếu chỉ ghi phần A 32, phần B 20, phần C 28.",
        remedy: "Dùng phiếu có điểm từng tiêu chí; hoặc xem lại hồ sơ rồi ghi kết luận ở \
                 `[[verdicts]]`: `minima_3` là cao nhất 3 sao, `minima_met` là đạt yêu cầu.",
    },
    Explanation {
        code: Code::MinimaOverruled,
        title: "Kết luận cao hơn mức các tiêu chí cho phép",
        meaning: "Kết luận ở `[[verdicts]]` cho sản phẩm một hạng mà điểm từng tiêu chí chưa đạt \
                  yêu cầu tối thiểu. Kết luận được dùng; biên bản nêu lý do.",
        example: "Điểm chỉ cho phép 3 sao, kết luận `minima_met` ở hạng 4 sao.",
        remedy: "Nếu Hội đồng đã kết luận như vậy thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::VoteMissing,
        title: "Thiếu phiếu chấm, sản phẩm chờ",
        meaning: "Thành viên có mặt, không được khai là không chấm và không có xung đột lợi ích, \
                  nhưng không có phiếu cho những sản phẩm mà người khác đã chấm ở lần đó. Các sản \
                  phẩm ấy chờ, trừ khi `least` ở `[rules.ballots]` cho phép kết luận với số phiếu \
                  đã có.",
        example: "9 người có mặt, sản phẩm chỉ có 8 phiếu.",
        remedy: "Bổ sung phiếu; thành viên vắng mặt hoặc không chấm thì khai ở `absent` hay \
                 `abstaining` của lần chấm.",
    },
    Explanation {
        code: Code::BallotOlderWaits,
        title: "Phiếu bản cũ, thiếu sản phẩm; sản phẩm chờ",
        meaning: "Thành viên gửi về phiếu do chương trình phát trước khi đợt có thêm sản phẩm, nên \
                  phiếu không có trang của sản phẩm đó. **Sản phẩm chờ.** Các trang khác của \
                  phiếu vẫn được tính.",
        example: "Phiếu phát ngày 01/12, xã gửi bổ sung “Mật ong” ngày 02/12, thành viên chấm trên \
                  phiếu ngày 01/12.",
        remedy: "Gửi thành viên bản mới của phiếu trong `bieu-mau/`, chỉ để chấm sản phẩm còn \
                 thiếu; để cả tệp cũ và tệp mới trong thư mục đầu vào. Không chấm thì khai \
                 thành viên vắng mặt hoặc không chấm.",
    },
    Explanation {
        code: Code::BallotOlder,
        title: "Phiếu bản cũ, thiếu sản phẩm",
        meaning: "Thành viên gửi về phiếu do chương trình phát trước khi đợt có thêm sản phẩm. Đợt \
                  đã quy định bao nhiêu phiếu là đủ, nên điểm trung bình chỉ tính trên các phiếu \
                  đã có.",
        example: "Chín thành viên chấm “Mật ong”, một thành viên dùng phiếu phát trước đó.",
        remedy: "Gửi thành viên bản mới của phiếu trong `bieu-mau/` nếu cần đủ phiếu.",
    },
    Explanation {
        code: Code::BallotBlank,
        title: "Phiếu để trống, không ghi lý do",
        meaning: "Thành viên có mặt nộp phiếu mà để trống sản phẩm người khác đã chấm, và không \
                  ghi lý do không chấm. Các sản phẩm ấy chờ. Phiếu không có điểm nhưng có lý do \
                  thì không làm sản phẩm chờ.",
        example: "Cột “Chè Tả Ngảo” của một phiếu không có điểm nào, dòng “Lý do” cũng trống.",
        remedy: "Hỏi lại thành viên: điền điểm, hoặc ghi lý do.",
    },
    Explanation {
        code: Code::ProductNotScored,
        title: "Sản phẩm không ai chấm",
        meaning: "Các lần chấm đã có phiếu, nhưng không thành viên nào có phiếu cho sản phẩm này \
                  và không ai ghi lý do. Sản phẩm chờ.",
        example: "Sản phẩm có trong danh sách của huyện mà mẫu phiếu không có cột của nó.",
        remedy: "Tìm phiếu, sửa tên sản phẩm trong phiếu, hoặc ghi lý do không chấm vào phiếu.",
    },
    Explanation {
        code: Code::BallotStray,
        title: "Phiếu có thể ghi nhầm lần chấm",
        meaning: "Ở một lần chấm, hầu hết thành viên không có phiếu cho sản phẩm, chỉ vài người \
                  có, trong khi ở lần khác hầu hết đã chấm. Các phiếu ấy không quyết định kết \
                  quả; sản phẩm chờ.",
        example: "8 phiếu ghi lần 1, một phiếu ghi lần 2.",
        remedy: "Ghi nhầm thì sửa ô “Lần chấm” của phiếu; Hội đồng chấm lại thật thì bổ sung \
                 phiếu của các thành viên còn lại.",
    },
    Explanation {
        code: Code::AllInConflict,
        title: "Mọi thành viên đều có xung đột lợi ích",
        meaning: "Mọi thành viên được chấm điểm đều khai có xung đột lợi ích với chủ thể của sản \
                  phẩm, nên không phiếu nào được tính. Sản phẩm chờ.",
        example: "Hội đồng 3 người, cả ba là người nhà của chủ thể.",
        remedy: "Xem lại các mục `[[conflicts]]`; khai đúng thì Hội đồng cần có thành viên khác \
                 để chấm sản phẩm này.",
    },
    Explanation {
        code: Code::ReplacedMemberScored,
        title: "Người đã ủy quyền lại có phiếu",
        meaning: "Thành viên đã ủy quyền cho người khác dự thay ở lần chấm này, nhưng có phiếu \
                  mang tên chính thành viên. Phiếu không được tính; phiếu của người dự thay mới \
                  được tính.",
        example: "`replaced` ghi bà Mai thay ông Páo, mà phiếu ghi “Vàng A Páo”.",
        remedy: "Nếu đó là phiếu của người dự thay, ghi đúng tên người đó; nếu không, bỏ phiếu.",
    },
    Explanation {
        code: Code::OwnerDiffers,
        title: "Phiếu ghi chủ thể khác với danh sách",
        meaning: "Phiếu ghi sản phẩm là của một chủ thể, danh sách của đơn vị gửi hồ sơ ghi chủ \
                  thể khác. Phiếu không được tính, sản phẩm chờ.",
        example: "Phiếu ghi “Hợp tác xã Suối Thầu”, danh sách ghi “Hợp tác xã Mây Núi”.",
        remedy: "Sửa tên chủ thể, hoặc tên sản phẩm, trong phiếu.",
    },
    Explanation {
        code: Code::ProductUnclear,
        title: "Không rõ sản phẩm của chủ thể nào",
        meaning: "Nhiều chủ thể có sản phẩm cùng tên, và phiếu không ghi chủ thể nào trong số đó. \
                  Phiếu không được tính.",
        example: "Hai hợp tác xã đều có “Chè Shan tuyết”, phiếu chỉ ghi tên sản phẩm.",
        remedy: "Ghi tên chủ thể vào phiếu, đúng như trong danh sách.",
    },
    Explanation {
        code: Code::MarksAreMaxima,
        title: "Mọi tiêu chí đều được điểm tối đa",
        meaning: "Mọi tiêu chí trong phiếu đều được điểm tối đa. Phiếu vẫn được tính.",
        example: "Phiếu 100 điểm, vì cột “Điểm tối đa” bị đọc thành điểm chấm.",
        remedy: "So với phiếu giấy; đúng là điểm đã chấm thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::BallotsAllEqual,
        title: "Mọi phiếu cho sản phẩm giống hệt nhau",
        meaning: "Từ ba thành viên trở lên chấm sản phẩm, và mọi phiếu được tính giống nhau ở \
                  từng tiêu chí. Phiếu vẫn được tính. Còn phiếu phải sửa thì chưa nói điều này.",
        example: "9 phiếu cho “Chè Tả Ngảo” có cùng 26 điểm.",
        remedy: "Kiểm tra có phải một phiếu đã được chép cho mọi thành viên không.",
    },
    Explanation {
        code: Code::BallotsCopied,
        title: "Hai thành viên có phiếu giống hệt nhau",
        meaning: "Hai thành viên chấm cùng những sản phẩm, và mọi điểm của mọi sản phẩm giống \
                  nhau: ít nhất hai sản phẩm, 20 điểm tiêu chí (mức do chúng tôi chọn). Phiếu vẫn \
                  được tính.",
        example: "Tệp của người này là bản sao tệp của người kia, chỉ đổi tên.",
        remedy: "Kiểm tra có phải phiếu đã được chép không.",
    },
    Explanation {
        code: Code::FarFromDistrict,
        title: "Điểm Hội đồng lệch xa điểm đơn vị gửi",
        meaning: "Điểm trung bình của Hội đồng lệch điểm của đơn vị gửi hồ sơ quá mức ghi ở \
                  `from_district` (mặc định 20). Kết quả vẫn được tính.",
        example: "Huyện chấm 62, Hội đồng 95.",
        remedy: "Kiểm tra phiếu và danh sách có bị đọc nhầm cột không; điểm đúng thì chấp nhận \
                 cảnh báo ở `[[accept]]`.",
    },
];
