//! Codes of forms: headings, cells, and who filled them in.

use super::Explanation;
use crate::finding::Code;

pub(super) const FORMS: &[Explanation] = &[
    Explanation {
        code: Code::FormUnknown,
        title: "Không nhận ra biểu mẫu",
        meaning: "Bảng tính không phải danh sách sản phẩm đề nghị, cũng không phải phiếu chấm \
                  điểm. **Không được đọc.**",
        example: "Tệp theo dõi kinh phí nằm trong thư mục hồ sơ.",
        remedy: "Là hồ sơ của đợt thì sửa dòng tiêu đề của bảng; không liên quan thì chuyển tệp \
                 ra khỏi thư mục.",
    },
    Explanation {
        code: Code::HeadingMissing,
        title: "Thiếu cột hoặc dòng bắt buộc",
        meaning: "Không tìm thấy một cột (ở danh sách) hoặc một dòng (ở phiếu) mà biểu mẫu phải \
                  có.",
        example: "Bảng không có cột “Bộ sản phẩm”.",
        remedy: "Thêm cột, hoặc sửa tiêu đề cho đúng chữ nêu ở phần “Được phép”.",
    },
    Explanation {
        code: Code::HeadingTwice,
        title: "Hai cột cùng một tiêu đề",
        meaning: "Một tiêu đề của biểu mẫu đứng ở hai cột và giá trị trong cột cũng không cho \
                  biết cột nào là thật. Sản phẩm của bảng phải chờ.",
        example: "Cột C và cột H cùng ghi “Tổng điểm”.",
        remedy: "Bỏ cột thừa hoặc đổi tiêu đề của nó.",
    },
    Explanation {
        code: Code::DistrictUnknown,
        title: "Không rõ đơn vị gửi",
        meaning: "Danh sách không ghi tên đơn vị gửi hồ sơ, hoặc ghi tên không có trong \
                  `round.toml`. Sản phẩm của danh sách chưa được tính.",
        example: "Đầu trang tính chỉ ghi “ỦY BAN NHÂN DÂN”.",
        remedy: "Ghi tên đơn vị ở đầu trang tính, ví dụ “UBND XÃ SIN SUỐI HỒ” (trước ngày \
                 01/7/2025: “UBND HUYỆN SÌN HỒ”), hoặc thêm đơn vị vào `[[districts]]`.",
    },
    Explanation {
        code: Code::ValueMissing,
        title: "Ô bắt buộc nhưng đang trống",
        meaning: "Ô phải có giá trị thì lại trống. Ở phiếu chấm: tiêu chí này chưa có điểm trong \
                  khi các tiêu chí khác đã chấm.",
        example: "Ô “Loại hình” của dòng 9 để trống.",
        remedy: "Điền vào ô. Điểm 0 phải gõ số 0. Dòng chia nhóm thì bỏ số thứ tự.",
    },
    Explanation {
        code: Code::ValueUnreadable,
        title: "Giá trị không đúng kiểu",
        meaning: "Ô có chữ nhưng không phải loại giá trị của cột: không phải số, không phải ngày, \
                  hạng sao không có.",
        example: "Cột “Tổng điểm” ghi “khá”.",
        remedy: "Gõ lại theo phần “Được phép”.",
    },
    Explanation {
        code: Code::FormulaNotCalculated,
        title: "Công thức chưa được tính",
        meaning: "Ô là công thức nhưng tệp chưa lưu kết quả của nó, thường vì tệp do phần mềm \
                  khác tạo ra.",
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
        meaning: "Phiếu không ghi lần chấm, hoặc ghi lần không có trong `round.toml`. Phiếu không \
                  được tính.",
        example: "Phiếu ghi “Lần chấm: 3” trong khi đợt mới khai hai lần.",
        remedy: "Sửa ô “Lần chấm”, hoặc thêm mục `[[sessions]]`.",
    },
    Explanation {
        code: Code::ProductUnknown,
        title: "Sản phẩm của phiếu không có trong danh sách",
        meaning: "Tên sản phẩm trên phiếu không có trong danh sách của đơn vị nào. Điểm không được \
                  tính. Hầu hết thành viên đều ghi sản phẩm đó thì được báo một lần.",
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
        meaning: "Ô tổng là công thức, nhưng kết quả lưu trong tệp khác với tổng của các ô nó \
                  cộng.",
        example: "`=D8+E8+F8` lưu kết quả 72,5 trong khi ba ô cộng lại bằng 70,5.",
        remedy: "Mở tệp bằng Excel, bấm F9 để tính lại, kiểm tra rồi lưu.",
    },
    Explanation {
        code: Code::RowNotRead,
        title: "Dòng có chữ nhưng không được đọc",
        meaning: "Dòng nằm trong bảng, có chữ, nhưng không phải sản phẩm, không phải dòng chia \
                  nhóm, cũng không phải dòng tổng.",
        example: "Dòng chỉ có tên sản phẩm, không có chủ thể, không có điểm.",
        remedy: "Là sản phẩm thì điền đủ các cột; không phải thì xóa dòng.",
    },
    Explanation {
        code: Code::OwnerKindUnknown,
        title: "Loại hình chủ thể không có",
        meaning: "Cột “Loại hình” ghi một loại không có trong quy định.",
        example: "“Cá nhân kinh doanh tự do”.",
        remedy: "Ghi một trong các loại ở phần “Được phép”: hợp tác xã, tổ hợp tác, hộ kinh \
                 doanh, công ty, doanh nghiệp tư nhân.",
    },
    Explanation {
        code: Code::RowPerhapsProduct,
        title: "Dòng có thể là sản phẩm nhưng ghi thiếu",
        meaning: "Dòng có chữ ở cột sản phẩm hoặc có số thứ tự nhưng thiếu các ô khác, hoặc là \
                  phần còn lại của một tên bị ngắt thành hai dòng (thường do dán từ Word). Dòng \
                  không được đọc; sản phẩm có tên bị ngắt ở dòng trên phải chờ.",
        example: "Ô B8 ghi “Gạo Séng Cù”, ô B9 ghi “Mường Than”.",
        remedy: "Gộp tên vào một ô; là sản phẩm riêng thì đánh số và điền đủ các ô; không phải \
                 thì xóa dòng.",
    },
    Explanation {
        code: Code::ProductsInOneCell,
        title: "Một ô ghi nhiều sản phẩm",
        meaning: "Ô tên sản phẩm có nhiều tên được đánh số, gạch đầu dòng hoặc ngăn bằng dấu chấm \
                  phẩy. Sản phẩm phải chờ.",
        example: "“1. Gạo Séng Cù 2. Gạo tẻ râu”.",
        remedy: "Tách mỗi sản phẩm thành một dòng có đủ bộ sản phẩm, chủ thể và điểm.",
    },
    Explanation {
        code: Code::ProductsPerhapsInOneCell,
        title: "Một ô có thể ghi hai sản phẩm",
        meaning: "Chữ đầu của tên sản phẩm đứng lại lần nữa bằng chữ hoa, nên ô có thể ghi hai \
                  tên.",
        example: "“Chè xanh Chè vàng”.",
        remedy: "Là hai sản phẩm thì tách thành hai dòng; là một thì chấp nhận cảnh báo ở \
                 `[[accept]]`.",
    },
    Explanation {
        code: Code::ProductWithdrawn,
        title: "Sản phẩm rút hoặc không đề nghị",
        meaning: "Danh sách gạch ngang sản phẩm, ghi chú là rút hồ sơ, không đề nghị, hoặc để sản \
                  phẩm ở mục không đề nghị. Sản phẩm không được tính là đã nộp.",
        example: "Cột “Ghi chú” ghi “Chủ thể xin rút hồ sơ”.",
        remedy: "Đúng là rút thì xóa dòng; vẫn đề nghị thì bỏ gạch ngang, bỏ ghi chú hoặc chuyển \
                 sản phẩm lên mục đề nghị.",
    },
    Explanation {
        code: Code::SheetOfOtherYear,
        title: "Trang tính là kết quả của năm khác",
        meaning: "Tên bảng hoặc tên trang ghi năm khác, hoặc ghi là sản phẩm đã được công nhận. \
                  Các sản phẩm ở trang này không được tính.",
        example: "Trang “Kết quả năm 2019” trong tệp của đợt năm 2020.",
        remedy: "Là danh sách của đợt thì sửa tên bảng và năm; không phải thì xóa trang khỏi tệp.",
    },
    Explanation {
        code: Code::SheetAside,
        title: "Trang phụ nhắc lại các sản phẩm",
        meaning: "Trang nêu lại các sản phẩm của danh sách cùng tệp mà không có bộ sản phẩm và \
                  điểm, như trang liên hệ, trang kinh phí. Trang không được tính.",
        example: "Trang “Biểu 2 - Chủ thể” ghi địa chỉ và số điện thoại.",
        remedy: "Không phải làm gì.",
    },
    Explanation {
        code: Code::ListTwice,
        title: "Danh sách của một đơn vị có hai bản",
        meaning: "Hai tệp hoặc hai trang tính của một đơn vị nêu cùng các sản phẩm. Không rõ bản \
                  nào đúng: sản phẩm mà hai bản ghi khác nhau phải chờ.",
        example: "“than-uyen.xlsx” và “than-uyen (sua lan 2).xlsx”.",
        remedy: "Giữ bản đúng; xóa trang hoặc chuyển tệp của bản kia ra khỏi thư mục.",
    },
    Explanation {
        code: Code::HeadingDoubtful,
        title: "Tiêu đề có chữ lạ hoặc ghi hai điều",
        meaning: "Trước chữ đã biết của tiêu đề có chữ lạ, hoặc tiêu đề ghi hai điều trong một \
                  cột. Cả ô được hiểu như ghi ở phần “Được phép”.",
        example: "“Nguồn gốc chủ thể”; “Tên chủ thể, địa chỉ”: cả ô được in làm tên chủ thể.",
        remedy: "Kiểm tra cột được hiểu có đúng không; sửa lại tiêu đề, mỗi điều một cột.",
    },
    Explanation {
        code: Code::ListOfOtherYear,
        title: "Tên danh sách ghi năm khác",
        meaning: "Tên của danh sách ghi một năm không phải năm của đợt, và tệp không có danh sách \
                  nào khác. Sản phẩm phải chờ.",
        example: "“DANH SÁCH SẢN PHẨM ĐỀ NGHỊ … NĂM 2019” trong đợt năm 2020.",
        remedy: "Sửa năm; là danh sách cũ thì chuyển tệp ra khỏi thư mục.",
    },
    Explanation {
        code: Code::AddressMissing,
        title: "Sản phẩm chưa ghi địa chỉ",
        meaning: "Dòng của sản phẩm để trống địa chỉ trong khi các dòng khác của danh sách có ghi. \
                  Văn bản chỉ in tên đơn vị gửi danh sách.",
        example: "Ô “Địa chỉ” của dòng 12 để trống; Quyết định in “huyện Sìn Hồ”.",
        remedy: "Hỏi lại đơn vị gửi rồi điền địa chỉ.",
    },
    Explanation {
        code: Code::ValueIsDash,
        title: "Ô chỉ có dấu gạch",
        meaning: "Ô địa chỉ, xã hoặc người đại diện chỉ có dấu gạch, và được hiểu là không có.",
        example: "Ô “Địa chỉ” ghi “-”.",
        remedy: "Có thì điền vào ô; không có thì để trống.",
    },
    Explanation {
        code: Code::ValueStruck,
        title: "Giá trị bị gạch ngang",
        meaning: "Một ô của sản phẩm bị gạch ngang trong khi tên sản phẩm thì không, nên không rõ \
                  giá trị nào đúng. Sản phẩm phải chờ.",
        example: "Ô “Tổng điểm” ghi 68,5 bị gạch ngang.",
        remedy: "Ghi giá trị đúng vào ô và bỏ gạch ngang.",
    },
    Explanation {
        code: Code::RegistrationUnclear,
        title: "Không rõ lần đăng ký của sản phẩm",
        meaning: "Danh sách không nói rõ sản phẩm đăng ký lần đầu, nâng hạng hay đánh giá lại, \
                  hoặc hai chỗ ghi khác nhau. Lần đăng ký quyết định cách công nhận và cách đếm \
                  trên văn bản nên sản phẩm phải chờ.",
        example: "Ô “Lần đăng ký” ghi “Lần 2”; hoặc đánh dấu cả “Nâng hạng” và “Đánh giá lại”.",
        remedy: "Ghi đúng một trong ba: lần đầu, nâng hạng, đánh giá lại.",
    },
    Explanation {
        code: Code::RegistrationPerhaps,
        title: "Ghi chú có thể nói về lần đăng ký",
        meaning: "Ghi chú hoặc dòng chia nhóm có chữ “nâng hạng”, “đánh giá lại”, “lần đầu” cùng \
                  với chữ khác, nên không rõ có phải là lần đăng ký không. Chương trình không dùng \
                  chỗ này.",
        example: "Ghi chú “Đề nghị Hội đồng đánh giá lại phần B”.",
        remedy: "Thêm cột “Lần đăng ký” và ghi rõ, hoặc chấp nhận cảnh báo ở `[[accept]]`.",
    },
    Explanation {
        code: Code::RegistrationByTitle,
        title: "Lần đăng ký lấy theo tên bảng hoặc tên trang",
        meaning: "Tên bảng hoặc tên trang tính nói các sản phẩm là nâng hạng hoặc đánh giá lại; \
                  sản phẩm nào không ghi lần đăng ký thì được tính như vậy.",
        example: "“Danh sách sản phẩm đề nghị công nhận lại năm 2026”.",
        remedy: "Nếu bảng có cả sản phẩm khác, thêm cột “Lần đăng ký”.",
    },
    Explanation {
        code: Code::RegistrationUnread,
        title: "Ngày hoặc hạng sao đã đạt không đọc được",
        meaning: "Ô về ngày nộp hồ sơ, ngày quyết định, ngày hết hạn hoặc hạng sao đã đạt không \
                  ghi một ngày hay một hạng sao rõ ràng; giá trị không được dùng.",
        example: "Ô “Ngày nộp hồ sơ” ghi “tháng 6/2026”.",
        remedy: "Ghi đủ ngày, tháng, năm; hạng sao ghi bằng một chữ số.",
    },
    Explanation {
        code: Code::TakenFromPrevious,
        title: "Lấy kết quả đã có từ đợt trước",
        meaning: "Danh sách không ghi đủ hạng sao, quyết định đã công nhận của sản phẩm; chương \
                  trình lấy ở tệp ghi sau `--previous`, theo tên sản phẩm và chủ thể.",
        example: "Sản phẩm nâng hạng không ghi hạng sao đã đạt; đợt 1 năm 2023 có 3 sao.",
        remedy: "Không phải làm gì nếu đúng; nếu không, ghi kết quả đúng vào danh sách.",
    },
    Explanation {
        code: Code::PreviousDiffers,
        title: "Danh sách ghi khác kết quả đợt trước",
        meaning: "Tệp ghi sau `--previous` cho biết sản phẩm đã được công nhận, nhưng danh sách \
                  ghi đăng ký lần đầu, không ghi lần đăng ký, hoặc ghi hạng sao, quyết định, ngày \
                  khác. Giá trị trong danh sách được dùng.",
        example: "Danh sách ghi đã đạt 4 sao; đợt 1 năm 2023 công nhận 3 sao.",
        remedy: "Đối chiếu quyết định công nhận, rồi sửa ô trong danh sách.",
    },
    Explanation {
        code: Code::WordsUnreadable,
        title: "Tệp từ ngữ nhận biểu mẫu không đọc được",
        meaning: "Một tệp trong `templates/words/` của đơn vị viết sai. Các từ có sẵn trong \
                  chương trình được dùng thay cho cả tệp đó.",
        example: "Thiếu một dấu ngoặc kép trong `templates/words/ballots.toml`.",
        remedy: "Sửa dòng đã nêu, hoặc xóa tệp để dùng các từ có sẵn.",
    },
];
