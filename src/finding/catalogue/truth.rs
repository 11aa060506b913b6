//! Codes of what `round.toml` says and cannot be, or hardly can be.

use super::Explanation;
use crate::finding::Code;

pub(super) const TRUTH: &[Explanation] = &[
    Explanation {
        code: Code::PaperOutOfOrder,
        title: "Văn bản ghi ngày không thể có",
        meaning: "Kế hoạch hoặc giấy mời ghi ngày sau ngày họp; biên bản hoặc quyết định ghi ngày \
                  trước khi Hội đồng họp xong, quyết định trước biên bản; thời hạn bổ sung hồ sơ \
                  trước ngày của công văn. Văn bản đó phải chờ.",
        example: "Hội đồng họp ngày 08/12/2026, quyết định ghi ngày 01/11/2026.",
        remedy: "Sửa ngày của văn bản hoặc ngày của lần chấm; chưa có ngày thì ghi `date = \
                 \"2026-12\"`.",
    },
    Explanation {
        code: Code::DatesDoubtful,
        title: "Thứ tự các ngày khác thường",
        meaning: "Kế hoạch ghi ngày sau giấy mời, thời hạn bổ sung hồ sơ đứng sau ngày họp, hoặc \
                  ngày của văn bản không hợp với thời gian dự kiến khi chưa khai báo lần chấm \
                  nào. Văn bản vẫn được xuất.",
        example: "Giấy mời ngày 01/12/2026, kế hoạch ngày 03/12/2026.",
        remedy: "Sửa ngày gõ nhầm; đúng là như vậy thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::InvitationTime,
        title: "Giấy mời ghi ngày, giờ khác lần chấm",
        meaning: "Dòng `time` của `[invitation]` ghi những ngày không phải ngày của lần chấm nào, \
                  thiếu ngày của một lần chấm, ghi giờ khác, ghi sai thứ, hoặc ghi ngày không có \
                  trong lịch.",
        example: "Giấy mời ghi “ngày 10 tháng 12 năm 2026”, lần chấm 1 là ngày 08/12/2026.",
        remedy: "Sửa `time` hoặc ngày, giờ của lần chấm; giấy mời đã gửi rồi mới đổi lịch thì \
                 chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::YearDiffers,
        title: "Năm của đợt khác năm của ngày đầu đợt",
        meaning: "`year` và `from` ở mục `[round]` thuộc hai năm khác nhau; mọi văn bản in theo \
                  `year`.",
        example: "`year = 2025` và `from = 2026-12-08`.",
        remedy: "Sửa một trong hai dòng; đợt của năm trước họp sang năm sau thì chấp nhận ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::SessionOutsideRound,
        title: "Lần chấm ngoài thời gian dự kiến",
        meaning: "Ngày của một lần chấm không nằm trong khoảng từ `from` đến `to` của đợt, là \
                  khoảng in trong kế hoạch.",
        example: "Dự kiến 08–10/12/2026, lần chấm 2 ngày 18/12/2026.",
        remedy: "Sửa ngày gõ nhầm; họp khác dự kiến thì chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::SessionImpossible,
        title: "Lần chấm có ngày, giờ không thể có",
        meaning: "Lần chấm kết thúc trước khi bắt đầu, ghi giờ không có thật, hoặc lần sau đứng \
                  trước lần trước. Biên bản phải chờ.",
        example: "`start = \"14 giờ 00\"`, `end = \"11 giờ 30\"`.",
        remedy: "Sửa `date`, `start`, `end` của lần chấm.",
    },
    Explanation {
        code: Code::ActLaterThanPaper,
        title: "Văn bản căn cứ có sau văn bản viện dẫn nó",
        meaning: "Ngày của một văn bản ở `[acts]` đứng sau ngày của văn bản viện dẫn nó. Văn bản \
                  viện dẫn phải chờ.",
        example: "Kế hoạch tháng 12/2026 viện dẫn quyết định ngày 15/01/2027.",
        remedy: "Sửa ngày của văn bản căn cứ hoặc của văn bản viện dẫn.",
    },
    Explanation {
        code: Code::ActDateExample,
        title: "Ngày của văn bản căn cứ còn là ngày ví dụ",
        meaning: "Một văn bản ở `[acts]` còn mang ngày 01/01/2026, là ngày ví dụ mà `ocop new` \
                  trước đây ghi sẵn. Văn bản viện dẫn nó phải chờ.",
        example: "`number = \"1888/QĐ-UBND\"` đã điền, `date = 2026-01-01` thì chưa.",
        remedy: "Ghi ngày thật, xem ở trang đầu của văn bản đó.",
    },
    Explanation {
        code: Code::ActNumberAndDate,
        title: "Số và ngày của văn bản căn cứ không khớp",
        meaning: "Năm nằm trong số khác năm của ngày; hoặc ngày khác với ngày của văn bản mang số \
                  đó trong dữ liệu Bộ tiêu chí; hoặc ngày 01 tháng 01 mà số đã lớn.",
        example: "1048/QĐ-TTg ghi ngày 21/8/2020; văn bản này ký ngày 21/8/2019.",
        remedy: "Đối chiếu với bản chính rồi sửa `number` hoặc `date`; đúng thì chấp nhận ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::OtherProvince,
        title: "Tên cơ quan ghi tỉnh khác",
        meaning: "Tên, địa danh của một cơ quan ban hành, của Hội đồng hoặc Tổ giúp việc ghi một \
                  tỉnh khác với `province` của đợt. Văn bản của cơ quan đó phải chờ.",
        example: "`province = \"tỉnh Lai Châu\"`, `lines = [\"ỦY BAN NHÂN DÂN\", \"TỈNH LÀO \
                  CAI\"]`.",
        remedy: "Sửa tên tỉnh ở dòng được nêu.",
    },
    Explanation {
        code: Code::PlaceDoubtful,
        title: "Tên tỉnh hoặc địa danh chưa rõ",
        meaning: "`province` không phải tên một tỉnh, hoặc địa danh của cơ quan cấp tỉnh không \
                  phải tên tỉnh.",
        example: "`province = \"tỉnh Lai Chau\"`.",
        remedy: "Ghi đủ dấu, đúng tên; địa danh khác tên tỉnh là đúng thì chấp nhận ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::NumberImpossible,
        title: "Số hoặc ký hiệu không thể có",
        meaning: "Số văn bản là 0, ký hiệu là của loại văn bản khác, hoặc hai văn bản của một cơ \
                  quan mang cùng số và ký hiệu trong một năm. Văn bản đó phải chờ.",
        example: "Kế hoạch ghi `symbol = \"QĐ-UBND\"`.",
        remedy: "Ghi đúng số và ký hiệu văn thư đã cấp; chưa có số thì bỏ dòng `number`.",
    },
    Explanation {
        code: Code::SymbolDoubtful,
        title: "Ký hiệu không bắt đầu bằng tên loại",
        meaning: "Ký hiệu của kế hoạch, giấy mời, biên bản, quyết định thường bắt đầu bằng KH, \
                  GM, BB, QĐ (Nghị định 30/2020/NĐ-CP).",
        example: "Quyết định ghi `symbol = \"QD-UBND\"`.",
        remedy: "Sửa `symbol`; cơ quan quy định khác thì chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::AttendanceImpossible,
        title: "Một người ở hai vai không thể cùng có",
        meaning: "Ở một lần chấm, một thành viên vừa vắng mặt vừa có mặt, thư ký vắng mặt, hoặc \
                  một người dự thay cho hai thành viên hay đã là thành viên. Biên bản phải chờ; \
                  phiếu chấm thay không rõ thì quyết định cũng chờ.",
        example: "Thư ký cũng có tên ở `absent`.",
        remedy: "Sửa `absent`, `abstaining`, `replaced` của lần chấm.",
    },
    Explanation {
        code: Code::PersonPerhapsTwice,
        title: "Một người có thể được ghi hai lần",
        meaning: "Hai người của Hội đồng, Tổ giúp việc có tên giống nhau hoặc chỉ khác dấu; hoặc \
                  một người được ghi với hai chức vụ.",
        example: "Thư ký là “Phó Chi cục trưởng”, trong Tổ giúp việc cùng tên là “Chi cục trưởng”.",
        remedy: "Là một người thì ghi một tên, một chức vụ; là hai người thì chấp nhận ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::MemberTwice,
        title: "Một thành viên Hội đồng ghi hai lần",
        meaning: "Hai mục `[[council.members]]` có tên chỉ khác nhau chữ hoa, dấu cách, cách bỏ \
                  dấu, phần trong ngoặc. Người đó sẽ có hai phiếu và hai giấy mời, nên giấy mời, \
                  biên bản, quyết định phải chờ.",
        example: "“Lò Văn Hoà” và “LÒ VĂN HÒA”.",
        remedy: "Bỏ một mục; là hai người trùng tên thì ghi thêm để phân biệt.",
    },
    Explanation {
        code: Code::DayOff,
        title: "Có ngày rơi vào ngày nghỉ",
        meaning: "Một lần chấm, văn bản, thời hạn hoặc văn bản căn cứ mang ngày thứ Bảy, Chủ nhật \
                  hoặc ngày lễ. Chỉ để biết.",
        example: "Quyết định ghi ngày 13/12/2026 (Chủ nhật).",
        remedy: "Đúng là ngày đó thì không phải làm gì.",
    },
    Explanation {
        code: Code::DistrictSilent,
        title: "Đơn vị chưa gửi danh sách",
        meaning: "Một số đơn vị khai ở `[[districts]]` không có danh sách nào trong thư mục đầu \
                  vào. Chỉ để biết.",
        example: "Khai 8 huyện, có danh sách của 6 huyện.",
        remedy: "Kiểm tra có sót tệp không; đơn vị không có sản phẩm thì không phải làm gì.",
    },
    Explanation {
        code: Code::CriteriaUnverified,
        title: "Điều chưa kiểm chứng của Bộ tiêu chí",
        meaning: "Những điều của văn bản đang áp dụng mà dữ liệu đi kèm chương trình chưa đối \
                  chiếu được với bản chính. Mỗi lần chạy nêu một lần.",
        example: "“Chưa đối chiếu với bản đăng Công báo.”",
        remedy: "Không phải làm gì. Thấy chỗ nào khác với bản chính thì báo người cung cấp chương \
                 trình; tự sửa thì chép tệp của văn bản vào `templates/criteria`.",
    },
    Explanation {
        code: Code::FewerDaysThanPlanned,
        title: "Lần chấm ít ngày hơn dự kiến",
        meaning: "Đợt dự kiến họp nhiều ngày (`days` ở mục `[round]`), nhưng các lần chấm đã khai \
                  chỉ ở ít ngày hơn. Chương trình họp, danh sách điểm danh và biên bản theo ngày \
                  của các lần chấm, nên ngày chưa khai không có ở đó.",
        example: "`days = 2`, chỉ khai một lần chấm ngày 08/12/2026.",
        remedy: "Còn họp ngày khác thì khai thêm lần chấm của ngày ấy; họp gọn hơn dự kiến thì để \
                 nguyên.",
    },
    Explanation {
        code: Code::ProvinceEnded,
        title: "Ngày của đợt không có tỉnh này",
        meaning: "Tỉnh ở `round.province` đã hợp nhất vào tỉnh khác trước ngày đầu đợt, hoặc đến \
                  ngày đó chưa có. Báo cáo nêu tên tỉnh của ngày đó. Mọi văn bản phải chờ.",
        example: "`province = \"tỉnh Hòa Bình\"`, đợt tháng 9/2026 (nay là tỉnh Phú Thọ).",
        remedy: "Sửa `province` và tên cơ quan, hoặc ngày `from` của đợt.",
    },
    Explanation {
        code: Code::ProvinceKindDiffers,
        title: "Tỉnh ghi là thành phố, hoặc ngược lại",
        meaning: "Tên tỉnh ở `[round]` hoặc tên cơ quan ghi tỉnh, mà ngày đầu đợt đơn vị này là \
                  thành phố trực thuộc trung ương, hoặc ngược lại.",
        example: "“UBND tỉnh Đồng Nai” trong đợt tháng 9/2026 (thành phố từ ngày 30/4/2026).",
        remedy: "Sửa chữ tỉnh hoặc thành phố; đúng như vậy thì chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::UnitUnknown,
        title: "Đơn vị gửi hồ sơ không có trong tỉnh",
        meaning: "Một đơn vị ở `[[districts]]` không phải xã, phường của tỉnh vào ngày đầu đợt \
                  (trước ngày 01/7/2025: không phải huyện, thành phố). Báo cáo nêu tên hiện nay \
                  hoặc tên gần giống.",
        example: "Đợt tháng 9/2026 ghi “huyện Than Uyên”.",
        remedy: "Ghi đúng tên và loại của đơn vị; đúng như vậy thì chấp nhận ở `[[accept]]`.",
    },
];
