//! Codes of files: what came in, and whether it could be opened.

use super::Explanation;
use crate::finding::Code;

pub(super) const INTAKE: &[Explanation] = &[
    Explanation {
        code: Code::FileDamaged,
        title: "Tệp bị hỏng",
        meaning: "Tệp không đọc được, hoặc nội dung không đúng là loại tệp mà nó tự nhận. Các tệp \
                  khác vẫn được đọc.",
        example: "Tệp `.xlsx` tải về từ thư điện tử bị lỗi giữa chừng.",
        remedy: "Mở bằng Excel hoặc LibreOffice rồi lưu lại thành `.xlsx`; không mở được thì đề \
                 nghị gửi lại.",
    },
    Explanation {
        code: Code::FileTooLarge,
        title: "Tệp quá lớn",
        meaning: "Tệp, hoặc phần giải nén của nó, vượt giới hạn nên không được đọc.",
        example: "Danh sách 12 sản phẩm kèm 60 ảnh chèn thẳng vào trang tính.",
        remedy: "Xóa hình ảnh, xóa hàng và cột thừa, hoặc tách thành nhiều tệp.",
    },
    Explanation {
        code: Code::FileLocked,
        title: "Tệp có mật khẩu",
        meaning: "Tệp được bảo vệ bằng mật khẩu nên không đọc được. Tệp mã hóa mà Excel mở không \
                  hỏi mật khẩu thì vẫn được đọc.",
        example: "Excel hỏi mật khẩu khi mở tệp.",
        remedy: "Mở tệp bằng mật khẩu, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu lại \
                 rồi gửi lại.",
    },
    Explanation {
        code: Code::FormatNotRead,
        title: "Loại tệp không đọc được",
        meaning: "Tệp là bảng tính hoặc tệp nén thuộc loại mà chương trình không đọc. Bảng lưu \
                  dạng văn bản (CSV, “Unicode Text”) làm mất ô gộp, số 0 ở đầu và dấu tiếng Việt, \
                  nên cũng không được đọc.",
        example: "Tệp nén `.rar`, `.7z`; tệp `danh-sach.csv`; trang web được lưu với tên `.xls`.",
        remedy: "Mở bằng Excel, chọn Tệp, Lưu thành, kiểu “Excel Workbook (*.xlsx)”; tệp nén thì \
                 giải nén ra hoặc nén lại thành `.zip`.",
    },
    Explanation {
        code: Code::FileNotOpened,
        title: "Không mở được tệp",
        meaning: "Máy không cho đọc tệp, hoặc tệp chỉ là một liên kết tới nơi khác.",
        example: "Tệp thuộc quyền của người dùng khác.",
        remedy: "Kiểm tra quyền đọc; nếu là liên kết thì chép chính tệp đó vào thư mục.",
    },
    Explanation {
        code: Code::CellTooFar,
        title: "Ô nằm quá xa bảng",
        meaning: "Trang tính có ô ghi chữ ở rất xa biểu mẫu. Ô đó không được đọc; phần biểu mẫu \
                  vẫn được đọc.",
        example: "Một dấu cách gõ nhầm ở ô `XFD1048576`.",
        remedy: "Bấm Ctrl+End để tới ô cuối, xóa các hàng và cột thừa rồi lưu lại.",
    },
    Explanation {
        code: Code::FileLeftAlone,
        title: "Tệp được để nguyên",
        meaning: "Tệp không phải bảng tính, hoặc là dấu vết của bảng tính đang mở. Chương trình \
                  không đọc tệp này.",
        example: "`~$danh-sach.xlsx`; tệp `Doc truoc.txt` trong tệp nén của huyện.",
        remedy: "Không phải làm gì. Bảng tính đang mở thì lưu và đóng lại trước khi chạy.",
    },
    Explanation {
        code: Code::ArchiveNameUnsafe,
        title: "Tên trong tệp nén dẫn ra ngoài",
        meaning: "Một tên trong tệp nén chỉ tới nơi nằm ngoài tệp nén. Tệp đó không được đọc. Tệp \
                  nén làm bằng phần mềm thông thường không có tên như vậy.",
        example: "`../../Windows/danh-sach.xlsx`",
        remedy: "Hỏi lại nơi gửi; đề nghị nén lại bằng phần mềm thông thường. Không tự giải nén \
                 tệp này.",
    },
    Explanation {
        code: Code::ArchiveBomb,
        title: "Giải nén ra lớn bất thường",
        meaning: "Tệp nén, hoặc một phần của bảng tính, giải nén ra lớn gấp nhiều lần mức có thể \
                  có. Tệp không được đọc.",
        example: "Tệp 1 MB giải nén ra 1 GB.",
        remedy: "Hỏi lại nơi gửi; đề nghị lưu lại bằng Excel rồi gửi lại. Không tự giải nén tệp \
                 này.",
    },
    Explanation {
        code: Code::XmlBomb,
        title: "Bảng tính chứa khai báo lạ",
        meaning: "Bên trong bảng tính có khai báo thực thể XML mà Excel không bao giờ ghi. Tệp \
                  không được đọc.",
        example: "Tệp do phần mềm lạ tạo ra, có `<!ENTITY …>` trong trang tính.",
        remedy: "Mở bằng Excel, lưu thành tệp `.xlsx` mới rồi gửi lại.",
    },
    Explanation {
        code: Code::XmlExternal,
        title: "Bảng tính trỏ ra ngoài",
        meaning: "Bên trong bảng tính có khai báo đòi đọc một tệp hoặc địa chỉ ở nơi khác. Chương \
                  trình không đọc nơi đó và không đọc tệp này.",
        example: "`<!DOCTYPE x SYSTEM \"file:///C:/…\">` trong trang tính.",
        remedy: "Mở bằng Excel, lưu thành tệp `.xlsx` mới rồi gửi lại.",
    },
    Explanation {
        code: Code::FileTruncated,
        title: "Tệp bị cắt cụt",
        meaning: "Phần cuối của tệp bị mất, thường do chép hoặc tải về chưa xong.",
        example: "Tệp ở nơi gửi nặng 48 KB, ở đây chỉ còn 20 KB.",
        remedy: "Chép hoặc tải lại; vẫn vậy thì đề nghị gửi lại.",
    },
    Explanation {
        code: Code::ArchiveInconsistent,
        title: "Tệp nén tự mâu thuẫn",
        meaning: "Trong tệp nén có hai mục trùng tên hoặc chồng lên nhau, nên không biết mục nào \
                  là thật. Tệp không được đọc.",
        example: "Hai mục cùng tên `danh-sach.xlsx` trong một tệp `.zip`.",
        remedy: "Giải nén, giữ lại đúng tệp cần gửi rồi nén lại; bảng tính thì mở bằng Excel và \
                 lưu lại.",
    },
    Explanation {
        code: Code::HiddenRead,
        title: "Có phần bị ẩn, vẫn được đọc",
        meaning: "Trang tính, hàng hoặc cột bị ẩn vẫn được đọc như các phần khác.",
        example: "Hàng 14 bị ẩn nhưng có một sản phẩm.",
        remedy: "Không phải làm gì nếu đúng ý. Không muốn gửi phần đó thì xóa hẳn, đừng ẩn.",
    },
    Explanation {
        code: Code::TextLegacy,
        title: "Chữ theo bảng mã cũ đã được chuyển",
        meaning: "Ô được gõ bằng phông TCVN3 (`.VnTime` …) hoặc VNI và đã được chuyển sang \
                  Unicode. Báo cáo nêu cả chữ gốc và chữ đã chuyển.",
        example: "`ChÌ Shan tuyÕt` đọc thành “Chè Shan tuyết”.",
        remedy: "Đối chiếu chữ đã chuyển; tốt nhất là gõ lại bằng Unicode.",
    },
    Explanation {
        code: Code::TextGarbled,
        title: "Chữ bị vỡ đã được khôi phục",
        meaning: "Chữ Unicode từng bị mở nhầm bảng mã, nay được đọc ngược lại. Báo cáo nêu cả hai \
                  cách đọc.",
        example: "`ChÃ¨ Shan` đọc thành “Chè Shan”.",
        remedy: "Đối chiếu chữ đã khôi phục; sai thì gõ lại ô.",
    },
    Explanation {
        code: Code::FileTwice,
        title: "Một tệp gửi hai lần",
        meaning: "Hai tệp giống hệt nhau từng byte. Chỉ tệp đầu được tính.",
        example: "`ho-so/sin-ho.xlsx` và `ho-so/sin-ho (1).xlsx`.",
        remedy: "Bỏ một trong hai tệp.",
    },
    Explanation {
        code: Code::AttachmentsCounted,
        title: "Tệp đính kèm của hồ sơ",
        meaning: "Các tệp không phải bảng tính (PDF, Word, ảnh) được đếm là tài liệu kèm theo hồ \
                  sơ của đơn vị, không được đọc.",
        example: "14 tệp PDF trong thư mục `ho-so/sin-ho/`.",
        remedy: "Không phải làm gì.",
    },
    Explanation {
        code: Code::LetterLookAlike,
        title: "Chữ cái lạ trông giống chữ Việt",
        meaning: "Trong từ có chữ cái của bảng chữ khác trông giống hệt chữ Việt. Mắt không phân \
                  biệt được, nhưng máy coi là từ khác.",
        example: "Chữ “С” tiếng Nga trong “Сhè Shan”.",
        remedy: "Xóa từ đó và gõ lại bằng bàn phím tiếng Việt.",
    },
    Explanation {
        code: Code::NameMisleads,
        title: "Đuôi tên là bảng tính, nội dung không phải",
        meaning: "Tên tệp có đuôi của bảng tính hoặc tệp nén nhưng bên trong là loại tệp khác, \
                  nên không có bảng nào được đọc.",
        example: "Tệp PDF hoặc Word bị đổi đuôi tên thành `danh-sach.xlsx`.",
        remedy: "Đề nghị nơi gửi gửi lại chính bảng tính, lưu bằng Excel thành `.xlsx`. Tài liệu \
                 kèm theo hồ sơ thì đặt lại đúng đuôi tên.",
    },
    Explanation {
        code: Code::FileEmpty,
        title: "Tệp rỗng",
        meaning: "Tệp mang tên bảng tính hoặc tệp nén nhưng không chứa gì, thường do chép hoặc \
                  tải về lỗi.",
        example: "`phieu-cham/lan-2/04-lo-van-chuong.xlsx` nặng 0 byte.",
        remedy: "Chép hoặc tải lại; vẫn rỗng thì đề nghị gửi lại.",
    },
    Explanation {
        code: Code::TextStruckInPart,
        title: "Một phần chữ trong ô bị gạch ngang",
        meaning: "Trong ô có phần chữ bị gạch ngang, phần khác thì không. Chương trình đọc cả ô, \
                  kể cả phần bị gạch.",
        example: "Ô ghi “20 25”, trong đó “20” bị gạch.",
        remedy: "Xóa hẳn phần bị gạch nếu đã bỏ, hoặc bỏ gạch ngang nếu vẫn dùng, rồi lưu lại.",
    },
    Explanation {
        code: Code::OwnWorkbook,
        title: "Bảng tính do chương trình lập",
        meaning: "Tệp này do chương trình tự lập ra (bảng tổng hợp điểm, danh sách lỗi), dù tên \
                  đã đổi, nên không được đọc như hồ sơ hoặc phiếu chấm. Bảng tính của huyện được \
                  trả lại để sửa thì vẫn được đọc.",
        example: "Bảng tổng hợp điểm của đợt được chép nhầm vào thư mục phiếu chấm.",
        remedy: "Không phải làm gì; nếu cần đọc nội dung đó thì gửi bảng tính gốc.",
    },
    Explanation {
        code: Code::OwnFolder,
        title: "Thư mục kết quả nằm trong đầu vào",
        meaning: "Thư mục này có sổ kết xuất `so-ket-xuat.json` của chương trình, tức là thư mục \
                  kết quả của một lần chạy, nên không tệp nào trong đó được đọc.",
        example: "Chép cả thư mục `outputs` của đợt trước vào thư mục đầu vào.",
        remedy: "Không phải làm gì; nên chuyển thư mục này ra khỏi đầu vào.",
    },
];
