//! Codes of the papers.

use super::Explanation;
use crate::finding::Code;

pub(super) const PAPERS: &[Explanation] = &[
    Explanation {
        code: Code::TemplateBroken,
        title: "Mẫu riêng không dùng được",
        meaning: "Tệp lời văn, trình bày hoặc phông chữ riêng của cơ quan có lỗi. Văn bản dùng \
                  mẫu đó chưa xuất được.",
        example: "Xóa nhầm một dấu ngoặc của `{{ round.province }}` trong `quyet-dinh.md`.",
        remedy: "Sửa dòng được nêu, hoặc xóa tệp để dùng mẫu gốc.",
    },
    Explanation {
        code: Code::CharacterNotPrintable,
        title: "Ký tự không in được",
        meaning: "Một ô có ký tự mà phông chữ không có. Văn bản chưa in được, để không in ra ô \
                  vuông trống.",
        example: "Biểu tượng cảm xúc trong tên sản phẩm.",
        remedy: "Xóa hoặc thay ký tự ở ô được nêu.",
    },
    Explanation {
        code: Code::PaperNotWritten,
        title: "Không ghi được tệp",
        meaning: "Máy không cho ghi văn bản, bảng tính, báo cáo hoặc sổ này vào thư mục kết quả. \
                  Bản cũ, nếu có, vẫn còn nguyên; các tệp khác vẫn được ghi.",
        example: "Tệp PDF đang mở trong chương trình khác.",
        remedy: "Đóng tệp được nêu, kiểm tra quyền ghi và dung lượng đĩa, rồi chạy lại.",
    },
    Explanation {
        code: Code::PaperKept,
        title: "Văn bản đã ký được giữ nguyên",
        meaning: "Ở chỗ sẽ ghi có văn bản đã ký số, nội dung khác với bản mới. Bản đã ký không \
                  bao giờ bị ghi đè.",
        example: "`06-quyet-dinh/quyet-dinh.pdf` đã ký, sau đó sửa một điểm rồi chạy lại.",
        remedy: "Cần bản mới thì chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.",
    },
    Explanation {
        code: Code::FontIncomplete,
        title: "Phông chữ của cơ quan chưa đủ kiểu",
        meaning: "Phông riêng thiếu một trong bốn kiểu thường, đậm, nghiêng, đậm nghiêng; văn bản \
                  in bằng phông đi kèm.",
        example: "Có `times.ttf`, `timesbd.ttf`, không có `timesi.ttf`, `timesbi.ttf`.",
        remedy: "Chép đủ bốn tệp phông vào `templates/fonts`, hoặc bỏ cả bốn.",
    },
    Explanation {
        code: Code::SignedOutdated,
        title: "Bản đã ký không còn khớp với đầu vào",
        meaning: "Đầu vào đã đổi sau khi ký nên văn bản vừa xuất khác với bản đã ký. Bản đã ký \
                  được giữ nguyên.",
        example: "Người có thẩm quyền đã ký quyết định, sau đó một phiếu chấm được sửa.",
        remedy: "Tìm xem vì sao đầu vào đổi. Nếu bản mới đúng thì ký bản mới; nếu không thì khôi \
                 phục đầu vào cũ.",
    },
    Explanation {
        code: Code::BookUnreadable,
        title: "Không đọc được sổ chữ ký",
        meaning: "Tệp `so-chu-ky.json` trong thư mục kết quả bị hỏng nên không so được bản đã ký \
                  với bản vừa xuất.",
        example: "Tệp bị sửa tay, hoặc bị cắt khi chép qua USB.",
        remedy: "Khôi phục `so-chu-ky.json` từ bản lưu. Chương trình không bao giờ ghi đè tệp này \
                 khi không đọc được.",
    },
    Explanation {
        code: Code::BodyEnded,
        title: "Tên cơ quan không còn",
        meaning: "Văn bản ghi tên một bộ, sở hoặc cấp chính quyền đã đổi tên, hợp nhất trước ngày \
                  của văn bản. Văn bản vẫn được xuất.",
        example: "Kế hoạch năm 2026 giao việc cho Sở Nông nghiệp và Phát triển nông thôn.",
        remedy: "Sửa tên ở chỗ được nêu: trong round.toml hoặc trong tệp lời văn. Tỉnh dùng tên \
                 khác thì sửa templates/bodies.toml.",
    },
    Explanation {
        code: Code::PresidingOther,
        title: "Người ký biên bản không phải người chủ trì",
        meaning: "round.toml ghi một người ký biên bản với tư cách chủ tọa, nhưng người đó không \
                  chủ trì lần chấm nào. Biên bản ghi tên người đã chủ trì.",
        example: "Chủ tịch Hội đồng vắng mặt, Phó Chủ tịch chủ trì, mà mục papers.minutes vẫn ghi \
                  tên Chủ tịch.",
        remedy: "Sửa signer ở mục [papers.minutes] thành người đã chủ trì; nếu người khác chủ trì \
                 thì thêm dòng presiding vào lần chấm đó.",
    },
    Explanation {
        code: Code::RecordDamaged,
        title: "Sổ kết xuất bị hỏng",
        meaning: "Tệp `so-ket-xuat.json` trong thư mục kết quả không đọc được, nên không biết lần \
                  chạy trước đã xuất những tệp nào. Không tệp nào bị xóa; tệp nào không thuộc lần \
                  chạy này thì được nêu tên.",
        example: "Tệp bị sửa tay, hoặc bị cắt khi chép qua USB.",
        remedy: "Xem từng tệp được nêu tên (mã W409), xóa tệp cũ. Sổ mới được ghi khi chạy xong.",
    },
    Explanation {
        code: Code::FileOfEarlierRun,
        title: "Tệp của lần chạy trước còn nằm lại",
        meaning: "Trong thư mục kết quả còn một tệp không thuộc lần chạy này. Tệp được giữ lại vì \
                  đã ký, đã bị sửa, hoặc vì sổ kết xuất hỏng nên không rõ của ai.",
        example: "Giấy mời của người nay không còn được mời, đã bị ghi thêm sau khi xuất.",
        remedy: "Tệp đã ký thì chuyển sang nơi lưu trữ, tệp không cần thì xóa.",
    },
    Explanation {
        code: Code::FileNotRemoved,
        title: "Không xóa được tệp của lần chạy trước",
        meaning: "Một tệp của lần chạy trước không còn thuộc đợt nữa, nhưng máy không cho xóa, \
                  nên vẫn nằm lẫn với văn bản của lần chạy này.",
        example: "Giấy mời của người nay không còn được mời, đang mở trong chương trình xem PDF.",
        remedy: "Đóng tệp được nêu, rồi chạy lại.",
    },
    Explanation {
        code: Code::AgendaImpossible,
        title: "Giờ của chương trình họp không lập được chương trình",
        meaning: "Một giờ ở mục [agenda] không đọc được, không có thật, hoặc đứng trước giờ mà nó \
                  phải theo sau. Chương trình họp chưa xuất được.",
        example: "`afternoon_from = \"11 giờ 00\"` trong khi buổi sáng đến 11 giờ 30.",
        remedy: "Sửa giờ được nêu.",
    },
    Explanation {
        code: Code::AgendaTooShort,
        title: "Những ngày họp không đủ giờ cho các sản phẩm",
        meaning: "Với số phút mỗi sản phẩm và giờ họp ở mục [agenda], những ngày họp không đủ chỗ \
                  cho tất cả sản phẩm và phần kết luận. Chương trình họp chưa xuất được, để không \
                  có sản phẩm nào rơi ra ngoài giờ.",
        example: "61 sản phẩm, mỗi sản phẩm 30 phút, họp một ngày.",
        remedy: "Giảm `product_minutes`, kéo dài giờ họp, hoặc thêm ngày họp.",
    },
    Explanation {
        code: Code::NumberOtherThanRegistered,
        title: "Số, ngày khai khác với sổ văn bản",
        meaning: "Văn bản đã ký được cấp số sau chữ ký; khai báo lại ghi số hoặc ngày khác. Văn bản \
                  viện dẫn số ấy (giấy chứng nhận, thông báo, trích sao) phải chờ, vì sẽ ghi sai.",
        example: "Sổ cấp số 1757 ngày 11/12/2020 cho quyết định, khai báo ghi 1775.",
        remedy: "Xem `so-van-ban.xlsx` rồi ghi đúng số, ngày vào khai báo và chạy lại.",
    },
    Explanation {
        code: Code::NumberNotDeclared,
        title: "Văn bản đã có số, khai báo chưa ghi",
        meaning: "Văn bản đã ký được cấp số, ngày bằng `ocop number`. Văn bản khác viện dẫn số ấy \
                  lấy từ khai báo, nên đang in chỗ trống.",
        example: "Quyết định đã mang số 1757, giấy chứng nhận còn in “Quyết định số …”.",
        remedy: "Ghi số, ngày vào khai báo, với “Số, ngày được cấp sau khi ký: Có” (`number_after`) \
                 ở trang Ký số, rồi chạy lại. Văn bản đã ký không đổi.",
    },
    Explanation {
        code: Code::RegisterOtherThanPapers,
        title: "Sổ văn bản không khớp với văn bản đã cấp số",
        meaning: "Số, ngày mà `so-chu-ky.json` ghi cho một văn bản khác số, ngày trên tệp trong \
                  `da-cap-so` hoặc `ban-hanh`, hoặc sổ không có dòng nào của tệp ấy. Cấp số tiếp \
                  theo sổ này có thể trùng, nên `ocop number` chưa cấp số nào.",
        example: "Tệp mang số 1757, sổ ghi 1700 vì có người sửa `so-chu-ky.json`.",
        remedy: "Khôi phục `so-chu-ky.json` từ bản lưu; tệp chép từ nơi khác vào thì chuyển ra \
                 ngoài thư mục kết quả, đem về bằng `ocop receive`.",
    },
    Explanation {
        code: Code::DraftKept,
        title: "Bản thảo Word trong thư mục kết quả đã bị sửa",
        meaning: "Một tệp trong `ban-thao` không còn như chương trình đã ghi: có người đã mở nó ra \
                  sửa. Tệp được giữ nguyên, bản thảo mới không được ghi.",
        example: "Lãnh đạo sửa thẳng vào `ban-thao/06-quyet-dinh/quyet-dinh.docx`.",
        remedy: "Chạy `ocop compare` với tệp ấy để lấy lời đã sửa, rồi xóa hoặc chuyển tệp đi nơi \
                 khác và chạy lại.",
    },
    Explanation {
        code: Code::DraftOutdated,
        title: "Số liệu hoặc lời văn đã đổi từ khi ghi bản thảo",
        meaning: "Hồ sơ hoặc lời văn đã đổi sau khi bản thảo Word được ghi, nên bản thảo có chỗ \
                  không còn đúng. Chỉ chỗ người sửa đã đổi được lấy vào; **lời mà người khác đã sửa \
                  từ đó thì giữ nguyên**, đoạn mà cả hai cùng sửa thì phải sửa bằng tay.",
        example: "Bản thảo gửi đi khi có 24 sản phẩm, nay còn 23; lãnh đạo thứ hai sửa trên bản ghi \
                  trước khi lấy vào lời của lãnh đạo thứ nhất.",
        remedy: "Chạy `ocop run` để ghi bản thảo mới; nếu lãnh đạo cần xem lại số liệu thì gửi bản \
                 mới.",
    },
    Explanation {
        code: Code::PictureUnusable,
        title: "Ảnh của giấy chứng nhận không dùng được",
        meaning: "Một tệp ở `templates/pictures/giay-chung-nhan` không phải ảnh PNG hay SVG, bị \
                  hỏng, lớn hơn 4 MB, hoặc có tên mà chương trình không biết. Giấy chứng nhận \
                  được lập không có ảnh ấy: khung do chương trình vẽ, chỗ quốc huy để trống.",
        example: "`khung.jpg`, hoặc `quoc-huy.png` chép qua USB bị cụt.",
        remedy: "Thay bằng ảnh khác có tên `quoc-huy`, `logo` hoặc `khung`, đuôi `.png` hay \
                 `.svg`; không dùng thì xóa tệp.",
    },
    Explanation {
        code: Code::DraftFactChanged,
        title: "Bản thảo Word nói khác hồ sơ",
        meaning: "Trên bản thảo gửi về, một con số, tên hoặc hạng sao khác với hồ sơ. Văn bản chính \
                  thức luôn lấy từ hồ sơ, **nên chỗ sửa này không được lấy vào.**",
        example: "Quyết định ghi 25 sản phẩm, hồ sơ cho 24.",
        remedy: "Nếu hồ sơ đúng, báo lại người sửa; nếu bản thảo đúng, sửa ở ô hoặc khóa được nêu \
                 rồi chạy lại.",
    },
    Explanation {
        code: Code::DraftControlRemoved,
        title: "Ô khóa của bản thảo Word đã bị gỡ",
        meaning: "Con số, tên hoặc hạng sao trên bản thảo nằm trong ô khóa; ô ấy không còn, dù chữ \
                  có thể vẫn như cũ.",
        example: "Người sửa chép cả câu sang chỗ khác, con số 24 không còn là ô khóa.",
        remedy: "Xem lại chỗ ấy trên bản thảo; văn bản chính thức vẫn lấy số liệu từ hồ sơ.",
    },
    Explanation {
        code: Code::DraftUnreadable,
        title: "Không đọc được bản thảo Word",
        meaning: "Không có tệp ấy; hoặc tệp không phải .docx, có mật khẩu, đã hỏng hoặc lớn bất \
                  thường.",
        example: "Gõ nhầm tên tệp; tệp .doc kiểu cũ chỉ đổi đuôi thành .docx.",
        remedy: "Xem lại tên và thư mục; mở bằng Word, lưu lại dạng .docx không mật khẩu, rồi so lại.",
    },
    Explanation {
        code: Code::DraftUnknown,
        title: "Tệp Word không phải bản thảo của đợt",
        meaning: "Tệp không mang dấu của bản thảo do chương trình ghi, hoặc văn bản ấy nay không \
                  lập được.",
        example: "Gửi nhầm một tệp Word khác; hoặc quyết định đang chờ sửa lỗi.",
        remedy: "Gửi lại đúng bản thảo; nếu văn bản đang chờ thì làm xong việc nó chờ rồi so lại.",
    },
    Explanation {
        code: Code::DraftVerdictChanged,
        title: "Lời trên bản thảo Word nói ngược kết quả",
        meaning: "Người sửa thêm hoặc bớt “không”, “chưa” trước “đạt”, “đủ”, “công nhận” ở một đoạn \
                  nói về kết quả, nên đoạn ấy nói ngược với hồ sơ và với các bảng. **Chỗ sửa này \
                  không được lấy vào.**",
        example: "Biên bản ghi “Rượu ngô Phìn Hồ” được công nhận, bản thảo sửa thành không được công \
                  nhận.",
        remedy: "Kết quả đúng như bản thảo thì sửa ở phiếu chấm hoặc kết luận của Hội đồng trong khai \
                 báo rồi chạy lại; không thì báo lại người sửa.",
    },
    Explanation {
        code: Code::WordingGeneral,
        title: "Lời văn chung được dùng thay cho lời văn của thời kỳ",
        meaning: "Từ khi không còn cấp huyện, chương trình có lời văn riêng ở \
                  `templates/wording/2025`. Cơ quan đã sửa tệp lời văn chung cùng tên, nên tệp đó \
                  được dùng.",
        example: "`templates/wording/ke-hoach.md` sửa năm 2020, đợt này là năm 2026.",
        remedy: "Xóa tệp chung, hoặc chép chỗ đã sửa sang tệp cùng tên ở \
                 `templates/wording/2025`.",
    },
    Explanation {
        code: Code::AuthorityNotNamed,
        title: "Quyết định không ghi đúng thẩm quyền ban hành",
        meaning: "Lời văn riêng của quyết định không có dòng ghi người quyết định theo Bộ tiêu \
                  chí: Chủ tịch Ủy ban nhân dân tỉnh theo Quyết định 26/2026/QĐ-TTg, Ủy ban nhân \
                  dân tỉnh theo các văn bản trước.",
        example: "Lời văn sửa từ năm 2020 còn ghi ỦY BAN NHÂN DÂN TỈNH LAI CHÂU.",
        remedy: "Ghi `# {{ authority.name | upper }}` phía trên các căn cứ.",
    },
    Explanation {
        code: Code::SignerForOther,
        title: "Người ký quyết định không đúng thẩm quyền",
        meaning: "Phần quyền hạn, chức vụ của người ký quyết định không khớp với người quyết định \
                  theo Bộ tiêu chí. Chủ tịch quyết định thì không ghi TM. ỦY BAN NHÂN DÂN; Ủy ban \
                  nhân dân quyết định thì phải ghi. Văn bản vẫn được xuất đúng như đã ghi.",
        example: "Đợt năm 2026, `capacity = [\"TM. ỦY BAN NHÂN DÂN\", \"KT. CHỦ TỊCH\", \"PHÓ CHỦ \
                  TỊCH\"]`.",
        remedy: "Sửa `capacity` ở mục `[papers.decision]`; tỉnh có quy định khác thì chấp nhận ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::RoundLate,
        title: "Đợt họp quá hạn trong năm",
        meaning: "Bộ tiêu chí đặt ngày mà mỗi đợt trong năm phải đánh giá xong; Hội đồng họp vào \
                  ngày đó hoặc muộn hơn. Chỉ là nhắc: tỉnh có thể tổ chức thêm đợt.",
        example: "Đợt 1 năm 2027 họp ngày 05/7/2027, hạn là trước ngày 30/6/2027.",
        remedy: "Sửa ngày hoặc số của đợt; đúng là như vậy thì chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::LetterLate,
        title: "Công văn đề nghị quá hạn của đợt",
        meaning: "Công văn gửi kèm danh sách ghi ngày bằng hoặc sau hạn đề nghị mà Bộ tiêu chí \
                  đặt cho đợt này. Sản phẩm vẫn được xét.",
        example: "Đợt 2 năm 2026, công văn của xã ghi ngày 02/11/2026, hạn là trước ngày \
                  30/10/2026.",
        remedy: "Xem lại ngày; hồ sơ đến muộn thì để đợt sau, hoặc chấp nhận ở `[[accept]]`.",
    },
    Explanation {
        code: Code::EarlierIssueKept,
        title: "Văn bản đã có số, ngày nay có nội dung khác",
        meaning: "Lần chạy trước đã xuất văn bản này với số và ngày; lần này nội dung khác đi, \
                  hoặc văn bản không còn được lập. Bản trước được giữ lại trong thư mục \
                  `ban-truoc` cạnh văn bản, không lần chạy nào xóa hay ghi đè.",
        example: "Quyết định số 1757 công nhận 24 sản phẩm; sửa một phiếu chấm rồi chạy lại, còn \
                  23 sản phẩm.",
        remedy: "Bản trước đã ban hành thì lập văn bản sửa đổi hoặc thay thế, không dùng lại số \
                 cũ. Chưa ban hành thì dùng bản mới; bản trước không cần nữa thì tự xóa.",
    },
    Explanation {
        code: Code::PaperMemoryLost,
        title: "Không so được với lần chạy trước",
        meaning: "Tệp `noi-dung-van-ban.json` giữ lời văn của lần chạy trước để nói văn bản đổi ở \
                  đâu. Tệp đã mất, bị sửa hoặc bị hỏng, nên lần này chỉ nói được văn bản nào đổi. \
                  Văn bản không vì thế mà sai.",
        example: "Tệp bị xóa, hoặc bị cắt khi chép qua USB.",
        remedy: "Không phải làm gì: tệp mới được ghi khi chạy xong. Cần so với bản đã phát hành \
                 thì mở hai bản PDF.",
    },
];
