//! Codes of the districts' lists: who is admitted, and what contradicts itself.

use super::Explanation;
use crate::finding::Code;

pub(super) const LISTS: &[Explanation] = &[
    Explanation {
        code: Code::BelowThreeStars,
        title: "Chưa đủ hạng sao ở cấp huyện",
        meaning: "Điểm của huyện chưa đạt hạng sao cần có để được dự đánh giá cấp tỉnh \
                  (`admitted_from_star`; mặc định theo Bộ tiêu chí). Sản phẩm không được dự.",
        example: "Sản phẩm 49,9 điểm, 2 sao.",
        remedy: "Rút sản phẩm khỏi danh sách, hoặc sửa điểm nếu gõ nhầm.",
    },
    Explanation {
        code: Code::ScoreOutOfRange,
        title: "Điểm ngoài thang",
        meaning: "Tổng điểm nhỏ hơn 0 hoặc lớn hơn 100. Giá trị không được sửa thay.",
        example: "725, thường là 72,5 bị mất dấu phẩy.",
        remedy: "Kiểm tra dấu phẩy thập phân rồi gõ lại.",
    },
    Explanation {
        code: Code::SumDiffers,
        title: "Tổng khác với tổng cộng lại",
        meaning: "Điểm các phần cộng lại không bằng tổng ghi trong ô. Danh sách của huyện: chỉ \
                  lệch vì làm tròn đến hai số lẻ, dùng tổng ghi trong ô. Phiếu chấm: dùng tổng \
                  cộng lại từ điểm từng tiêu chí.",
        example: "A 25 + B 20 + C 30 = 75, ô tổng ghi 76.",
        remedy: "Kiểm tra điểm từng phần và công thức của ô tổng.",
    },
    Explanation {
        code: Code::PartsDoNotMakeTotal,
        title: "A + B + C khác tổng điểm của đơn vị",
        meaning: "Trong danh sách, điểm phần A, B, C cộng lại không bằng tổng điểm. Không rõ số \
                  nào đúng nên sản phẩm chưa được đưa ra Hội đồng.",
        example: "A 16 + B 10,5 + C 21 = 47,5, ô tổng ghi 50,5.",
        remedy: "Đối chiếu biên bản của Hội đồng cấp huyện, sửa điểm thành phần hoặc tổng điểm.",
    },
    Explanation {
        code: Code::OwnerNotAdmitted,
        title: "Loại hình không được đăng ký ở bộ sản phẩm này",
        meaning: "Văn bản không cho chủ thể thuộc loại hình này đăng ký sản phẩm của bộ. Sản phẩm \
                  chờ làm rõ.",
        example: "Theo Quyết định 26/2026/QĐ-TTg, hội, hiệp hội, trung tâm điều hành chỉ đăng ký \
                  ở bộ du lịch; danh sách ghi “Hội Nông dân xã” cho một loại gạo.",
        remedy: "Đối chiếu giấy đăng ký của chủ thể; sửa cột “Loại hình” hoặc “Bộ sản phẩm” nếu \
                 ghi nhầm.",
    },
    Explanation {
        code: Code::OwnerOfTwoKinds,
        title: "Một chủ thể có hai loại hình",
        meaning: "Các dòng của một chủ thể ghi hai loại hình khác nhau, hoặc loại hình khác với \
                  tên của chủ thể. Sản phẩm phải chờ.",
        example: "“HTX Một” ở dòng 6 là hợp tác xã, ở dòng 7 là tổ hợp tác.",
        remedy: "Đối chiếu giấy đăng ký kinh doanh, ghi một loại hình cho mọi sản phẩm của chủ \
                 thể.",
    },
    Explanation {
        code: Code::OwnerNearlyTwice,
        title: "Hai chủ thể tên gần giống nhau",
        meaning: "Tên hai chủ thể chỉ khác một chữ cái, một dấu hoặc chữ chỉ loại hình; có thể là \
                  một chủ thể ghi hai cách, và sẽ nhận hai giấy mời.",
        example: "“HTX Mây Núi” và “HTX May Núi”.",
        remedy: "Là một thì ghi một tên; là hai thì ghi mã số thuế hoặc người đại diện, hoặc chấp \
                 nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::StarDiffers,
        title: "Hạng sao không khớp với điểm",
        meaning: "Hạng sao huyện đề nghị không phải hạng sao của tổng điểm.",
        example: "68 điểm nhưng đề nghị 4 sao.",
        remedy: "Đối chiếu biên bản của Hội đồng cấp huyện, sửa điểm hoặc hạng sao.",
    },
    Explanation {
        code: Code::ProductTwice,
        title: "Sản phẩm gửi hai lần",
        meaning: "Cùng huyện, chủ thể, bộ sản phẩm và tên: hai dòng là một sản phẩm. Hai dòng ghi \
                  như nhau thì một dòng được tính; ghi khác nhau thì sản phẩm phải chờ.",
        example: "“Chè Shan tuyết” ở dòng 8 và “chè shan tuyết” ở dòng 15.",
        remedy: "Bỏ một dòng; là hai sản phẩm khác nhau thì ghi tên cho phân biệt.",
    },
    Explanation {
        code: Code::SetUnknown,
        title: "Bộ sản phẩm không có",
        meaning: "Bộ sản phẩm không có trong Bộ tiêu chí đang áp dụng, nên không biết chấm theo \
                  tiêu chí nào. Sản phẩm không được dự.",
        example: "“Trà các loại”; tên đúng là “Chè tươi, chế biến”.",
        remedy: "Ghi đúng tên một bộ ở phần “Được phép”.",
    },
    Explanation {
        code: Code::NothingMatches,
        title: "Khai báo không ứng với sản phẩm nào",
        meaning: "Một mục `[[verdicts]]` hoặc `[[conflicts]]` của `round.toml` không khớp với sản \
                  phẩm, chủ thể nào, hoặc khớp với nhiều sản phẩm. Mục đó không được áp dụng.",
        example: "`product = \"Trà Shan\"` khi danh sách ghi “Trà Shan tuyết”.",
        remedy: "Ghi tên đúng như trong danh sách của huyện; trùng tên thì thêm `owner`.",
    },
    Explanation {
        code: Code::ProductNearlyTwice,
        title: "Hai sản phẩm tên gần giống nhau",
        meaning: "Một chủ thể hoặc một huyện có hai sản phẩm tên chỉ khác nhau một hai chữ cái; \
                  có thể là một sản phẩm gửi hai lần.",
        example: "“Mật ong rừng Pa Ủ” và “Mật ong rừng Pa U”.",
        remedy: "Là một sản phẩm thì bỏ một dòng; là hai sản phẩm thì chấp nhận cảnh báo ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::ProductInTwoDistricts,
        title: "Hai huyện cùng gửi một sản phẩm",
        meaning: "Cùng chủ thể, bộ sản phẩm và tên, nhưng ở danh sách của hai huyện.",
        example: "“Miến dong Bình Lư” ở cả danh sách hai huyện giáp nhau.",
        remedy: "Hai huyện thống nhất ai gửi; huyện còn lại rút dòng của mình.",
    },
    Explanation {
        code: Code::CommuneUnknown,
        title: "Xã không có trong tỉnh",
        meaning: "Tên xã, phường, thị trấn không có trong danh mục của tỉnh. Khi có tên gần \
                  giống, báo cáo nêu tên đó.",
        example: "“xã Tả Ngảo” viết thành “xã Tả Ngão”.",
        remedy: "Sửa tên xã; danh mục chưa cập nhật thì chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::CommuneElsewhere,
        title: "Xã thuộc huyện khác",
        meaning: "Xã có thật nhưng thuộc huyện khác với huyện gửi danh sách.",
        example: "Danh sách của huyện Sìn Hồ có chủ thể ở xã Bum Nưa (huyện Mường Tè).",
        remedy: "Kiểm tra địa chỉ của chủ thể và huyện gửi hồ sơ.",
    },
    Explanation {
        code: Code::CommuneOfOtherTime,
        title: "Xã ghi theo đơn vị hành chính của thời khác",
        meaning: "Từ ngày 01/7/2025 không còn cấp huyện và hầu hết các xã đã sắp xếp lại. Ô này ghi \
                  xã cũ trong đợt sau ngày đó, hoặc xã mới trong đợt trước ngày đó. Báo cáo nêu \
                  tên của ngày đánh giá; xã cũ đã chia thì nêu mọi xã nhận, xã nhận phần lớn \
                  đứng đầu.",
        example: "Đợt tháng 9/2026, địa chỉ ghi “xã Khoen On, huyện Than Uyên”.",
        remedy: "Ghi tên xã, phường của ngày đánh giá.",
    },
    Explanation {
        code: Code::DistrictEnded,
        title: "Địa chỉ còn ghi huyện",
        meaning: "Đợt sau ngày 01/7/2025 mà địa chỉ còn ghi huyện, quận, thị xã hoặc thành phố \
                  thuộc tỉnh. Phần chỉ ghi tên huyện, quận, thị xã thì văn bản không in.",
        example: "“Bản Lùng, xã Tả Lèng, huyện Tam Đường”.",
        remedy: "Bỏ tên huyện trong ô; chỉ ghi xã, phường và tỉnh.",
    },
    Explanation {
        code: Code::CommuneUncertain,
        title: "Xã không có trong danh mục của ngày sau đợt",
        meaning: "Danh mục xã cũ của chương trình chắc đúng từ ngày 01/3/2025 đến 30/6/2025. Đợt \
                  trước đó thì xã có thể còn tên khác hoặc thuộc huyện khác, nên đây chỉ là ghi \
                  chú.",
        example: "Đợt năm 2022 có xã đã sáp nhập năm 2024.",
        remedy: "Xem lại tên xã; đúng thì không phải làm gì.",
    },
    Explanation {
        code: Code::CommunesNotChecked,
        title: "Chưa có danh mục xã của tỉnh",
        meaning: "Chương trình không có danh mục xã của tỉnh vào ngày đầu đợt, hoặc tệp danh mục \
                  của cơ quan bị lỗi, nên không kiểm tra xã nào.",
        example: "Đợt năm 2022 của tỉnh Thừa Thiên Huế.",
        remedy: "Xem lại xã và địa chỉ bằng mắt; hoặc thêm danh mục vào `templates/communes/`.",
    },
    Explanation {
        code: Code::DossierItemMissing,
        title: "Hồ sơ thiếu thành phần bắt buộc",
        meaning: "Danh sách ghi rằng hồ sơ chưa có một thành phần bắt buộc, hoặc có ít sản phẩm \
                  mẫu hơn quy định. Thành phần nào bắt buộc là theo văn bản ban hành Bộ tiêu chí \
                  của đợt.",
        example: "Cột “Giấy đăng ký kinh doanh” ghi “chưa có”.",
        remedy: "Bổ sung thành phần còn thiếu, rồi sửa ô trong danh sách.",
    },
    Explanation {
        code: Code::LetterMissing,
        title: "Thiếu số hoặc ngày công văn",
        meaning: "Danh sách của đơn vị không ghi số hoặc ngày của công văn gửi kèm.",
        example: "“Kèm theo Công văn số …/UBND-KT ngày … tháng 9 năm 2026”.",
        remedy: "Điền số và ngày công văn ở đầu trang tính.",
    },
    Explanation {
        code: Code::CountDiffers,
        title: "Số sản phẩm, số chủ thể ghi khác với bảng",
        meaning: "Danh sách tự ghi số sản phẩm hoặc số chủ thể, nhưng bảng có số khác. Có thể \
                  sót, thừa dòng, hoặc một chủ thể ghi hai cách.",
        example: "“Tổng cộng: 6 sản phẩm” dưới bảng có 5 dòng.",
        remedy: "Đếm lại, bổ sung dòng thiếu hoặc sửa con số.",
    },
    Explanation {
        code: Code::DossierNotStated,
        title: "Danh sách không nói về thành phần hồ sơ",
        meaning: "Danh sách không có cột nào về các thành phần bắt buộc, nên chương trình không \
                  kiểm tra được hồ sơ đã đủ chưa.",
        example: "Bảng chỉ có tên sản phẩm, chủ thể và điểm.",
        remedy: "Kiểm tra hồ sơ giấy, hoặc đề nghị đơn vị gửi thêm các cột đó.",
    },
    Explanation {
        code: Code::DossierItemAwaited,
        title: "Còn chờ một thành phần của hồ sơ",
        meaning: "Hồ sơ còn thiếu một thành phần bắt buộc, nhưng `round.toml` đặt `dossier = \
                  \"reminded\"`; hoặc thiếu thành phần mà văn bản cho bổ sung sau. Sản phẩm vẫn \
                  được dự; đơn vị phải bổ sung.",
        example: "Cột “SP mẫu” ghi “chưa”.",
        remedy: "Bổ sung thành phần còn thiếu rồi sửa lại ô; nếu hồ sơ đã đủ thì ghi “x” hoặc \
                 “có”.",
    },
    Explanation {
        code: Code::UpgradeWithoutStar,
        title: "Nâng hạng mà không ghi hạng đã đạt",
        meaning: "Sản phẩm đăng ký nâng hạng nhưng danh sách không ghi hạng sao đã đạt, nên chưa \
                  biết kết quả có cao hơn không. Sản phẩm phải chờ.",
        example: "Ô “Lần đăng ký” ghi “nâng hạng”, không có cột “Hạng sao đã đạt”.",
        remedy: "Ghi hạng sao đã đạt, hoặc chạy với `--previous` và ket-qua.json của đợt trước.",
    },
    Explanation {
        code: Code::RegistrationContradicts,
        title: "Lần đăng ký mâu thuẫn với kết quả đã có",
        meaning: "Danh sách ghi lần đầu mà có hạng sao đã đạt, đánh giá lại mà không có quyết \
                  định công nhận, nâng hạng mà đề nghị không cao hơn hạng cũ, hoặc ghi ngày không \
                  thể có.",
        example: "“Lần đầu” và “Hạng sao đã đạt: 3 sao” trên một dòng.",
        remedy: "Đối chiếu phiếu đăng ký và quyết định công nhận, rồi sửa ô ghi sai.",
    },
    Explanation {
        code: Code::FiledOutOfTime,
        title: "Nộp hồ sơ đánh giá lại lệch thời hạn",
        meaning: "Hồ sơ đánh giá lại nộp sớm hơn hoặc muộn hơn số ngày mà văn bản quy định trước \
                  ngày giấy chứng nhận hết hạn (26/2026/QĐ-TTg, Điều 7.6a: từ 180 đến 120 ngày).",
        example: "Hết hạn 20/12/2026, nộp ngày 01/10/2026, trước 80 ngày.",
        remedy: "Kiểm tra hai ngày; nếu đúng, cơ quan quyết định có nhận hồ sơ không.",
    },
    Explanation {
        code: Code::CertificateEnded,
        title: "Giấy chứng nhận đã hết hạn",
        meaning: "Giấy chứng nhận của sản phẩm đánh giá lại hết hạn trước khi nộp hồ sơ hoặc \
                  trước ngày đầu của đợt. Giấy chứng nhận chỉ được kéo dài đến khi có kết quả, \
                  không quá 180 ngày (26/2026/QĐ-TTg, Điều 12.3).",
        example: "Hết hạn 20/5/2026, nộp hồ sơ ngày 10/6/2026.",
        remedy: "Kiểm tra ngày; hết cả thời gian kéo dài thì cơ quan quyết định cách đăng ký.",
    },
    Explanation {
        code: Code::EvaluationTooLong,
        title: "Đánh giá lại kéo dài quá thời hạn",
        meaning: "Từ ngày nộp hồ sơ đến ngày cuối của đợt quá số ngày quy định cho việc đánh giá \
                  lại (26/2026/QĐ-TTg, Điều 7.6g: 45 ngày từ ngày nhận đủ hồ sơ).",
        example: "Nộp 01/6/2026, đợt kết thúc 30/9/2026: 121 ngày.",
        remedy: "Ghi ngày nhận đủ hồ sơ nếu khác ngày nộp, hoặc rút ngắn thời gian của đợt.",
    },
    Explanation {
        code: Code::EvaluatedInWriting,
        title: "Đánh giá lại bằng lấy ý kiến văn bản",
        meaning: "Đợt có sản phẩm đánh giá lại; Hội đồng lấy ý kiến bằng văn bản, chỉ họp khi có \
                  nhiều ý kiến khác nhau hoặc nội dung phức tạp (26/2026/QĐ-TTg, Điều 7.6d).",
        example: "02 sản phẩm đánh giá lại trong đợt.",
        remedy: "Nếu Hội đồng họp chấm các sản phẩm này thì nêu lý do trong biên bản.",
    },
    Explanation {
        code: Code::FilingNotChecked,
        title: "Chưa kiểm tra được thời hạn nộp hồ sơ",
        meaning: "Danh sách không ghi ngày nộp hồ sơ hoặc ngày giấy chứng nhận hết hạn của sản \
                  phẩm đánh giá lại.",
        example: "Sản phẩm đánh giá lại không có ngày nộp hồ sơ.",
        remedy: "Thêm cột “Ngày nộp hồ sơ” và cột “Ngày hết hạn giấy chứng nhận”.",
    },
    Explanation {
        code: Code::StarNotRaised,
        title: "Nâng hạng không đạt",
        meaning: "Sản phẩm đăng ký nâng hạng nhưng kết quả không cao hơn hạng đã được công nhận. \
                  Quyết định không công nhận lại; sản phẩm giữ hạng cũ theo quyết định đang có.",
        example: "Đã đạt 3 sao, Hội đồng chấm 66,5 điểm: 3 sao.",
        remedy: "Nếu ghi nhầm hạng đã đạt hoặc lần đăng ký thì sửa danh sách.",
    },
    Explanation {
        code: Code::ProductCodeWrong,
        title: "Mã số sản phẩm sai",
        meaning: "Mã số không đúng dạng của văn bản (26/2026/QĐ-TTg: mã tỉnh - mã xã - số thứ tự \
                  - năm), sai mã tỉnh, mã xã, năm đánh giá, hoặc trùng với sản phẩm khác.",
        example: "“12-03478-01-2025” trong đợt năm 2026.",
        remedy: "Sửa mã số theo mã đúng ghi bên cạnh.",
    },
    Explanation {
        code: Code::WithdrawnUnknown,
        title: "Sản phẩm khai rút không tìm thấy",
        meaning: "Một mục `[[withdrawn]]` của `round.toml` không khớp với sản phẩm nào, hoặc khớp \
                  với nhiều sản phẩm. Chưa sản phẩm nào được coi là đã rút, nên giấy mời, biên \
                  bản và quyết định phải chờ.",
        example: "`product = \"Trà Shan\"` khi danh sách ghi “Trà Shan tuyết”.",
        remedy: "Ghi tên đúng như trong danh sách của đơn vị; trùng tên thì thêm `owner`.",
    },
];
