//! Writes `docs/loi.md` from the catalogue.

use std::fmt::Write as _;

use super::{Code, of};

const HEAD: &str = "\
# Danh mục lỗi, cảnh báo và ghi chú

<!-- Tệp này được viết ra từ src/finding/catalogue/. Sửa ở đó rồi chạy: UPDATE=1 cargo test --lib \
                    catalogue -->

Mỗi phát hiện có một mã. Chữ đầu là mức độ, chữ số đầu là chỗ phát hiện:

| mức độ | nghĩa |
|---|---|
| **lỗi** `E…` | một tệp, sản phẩm, phiếu hoặc văn bản bị loại ra; phần còn lại vẫn làm tiếp. Lỗi \
                    phải sửa, không chấp nhận được |
| **cảnh báo** `W…` | vẫn làm, nhưng cần người xem lại; xem rồi thì sửa, hoặc chấp nhận ở \
                    `[[accept]]` của `round.toml` |
| **ghi chú** `N…` | để biết, không phải làm gì |

Một mã không bao giờ đổi nghĩa. Phát hiện của một lần chạy nằm ở `kiem-tra.html` (để đọc, để in) \
                    và `kiem-tra.json` (cho máy, xem
cuối trang này).
";

const DESKS: [(char, &str); 7] = [
    ('0', "Khai báo của đợt (`round.toml`)"),
    ('1', "Tệp gửi đến"),
    ('2', "Biểu mẫu"),
    ('3', "Điều kiện, phiếu chấm, kết quả"),
    ('4', "Văn bản"),
    ('5', "Bộ tiêu chí"),
    ('6', "Tệp trả lại huyện"),
];

const DATA: &str = "
## Các trường của `kiem-tra.json`

| trường | nghĩa |
|---|---|
| `schema` | phiên bản của các trường, nay là 1; tăng khi một trường bị bỏ hoặc đổi nghĩa |
| `round` | `province`, `year`, `number`; `null` khi không dùng được `round.toml` |
| `counts` | số `errors` (lỗi), `warnings` (cảnh báo), `notes` (ghi chú), `accepted` (đã chấp \
                    nhận, không tính vào ba số trước) |
| `products` | số dòng sản phẩm: `admitted` đủ điều kiện, `to_mend` cần sửa, `refused` không đủ \
                    điều kiện |
| `first` | tối đa ba lỗi nên sửa trước: `id` (số của phát hiện), `place`, `message`, `others` \
                    (còn ở bao nhiêu chỗ khác), `holds` |
| `read` | đã đọc những gì; `null` khi không dùng được `round.toml` |
| `read.sentence`, `totals` | một câu tóm tắt; và từng số: `lists`, `products`, `ballot_files`, \
                    `members`, `sessions`, `marks`, `summaries`, `blank_forms`, `others`, \
                    `skipped`, `files_not_read` |
| `read.files[].sheets[]` | `sheet`; `taken_for` và `name`: trang được hiểu là gì; `tables`; \
                    `skipped` |
| `tables[]` | `cell` (ô đầu của tiêu đề), `of` (của ai), `rows` (số sản phẩm hoặc tiêu chí), \
                    `marks` (số ô điểm), `columns` |
| `columns[]` | `cell`, `heading` (tiêu đề), `role` (được hiểu là gì), `kind`: `marks` điểm chấm, \
                    `maximum` điểm tối đa, `score` điểm của đơn vị gửi, `read` nội dung khác, \
                    `unread` không đọc, `doubtful` chưa rõ |
| `skipped[]` | dòng bỏ qua: `cell`, `shown` (nội dung), `why` (lý do) |
| `read.not_read[]` | tệp, trang không đọc được gì: `file`, `sheet`, `why` |
| `paper_changes[]` | văn bản đã đổi ở lần chạy gần nhất có thay đổi; không có khi chưa có thay đổi nào: `kind`, `what` (`content` đổi nội dung, `new` mới, `gone` thôi lập, `look` chỉ đổi trình bày, `unknown` không còn lời văn trước để so), `files`, `told` (từng chỗ bằng lời), `more` (còn bao nhiêu chỗ), `kept` (bản trước được giữ) |
| `groups` | các nhóm: `round.toml`, từng đơn vị theo thứ tự trong đó, rồi phần còn lại |
| `groups[].id`, `kind`, `name` | tên ngắn không dấu; `round`, `district`, `unknown`, `ballots`, \
                    `templates` hoặc `papers`; tên để đọc |
| `groups[].submitted` | có danh sách sản phẩm của đơn vị chưa |
| `groups[].products`, `counts` | như trên, của riêng nhóm |
| `groups[].attachments` | số tệp kèm theo hồ sơ không phải bảng tính |
| `groups[].files[]` | `file`, `counts` và `findings` của từng tệp có phát hiện |
| `findings[].id` | số của phát hiện trong lần báo cáo này |
| `findings[].severity` | `lỗi`, `cảnh báo`, `ghi chú` |
| `findings[].place` | `file`; khi biết: `line` (dòng của tệp chữ), `sheet`, `cell` (như `D14`) |
| `findings[].code`, `message` | mã, và một câu |
| `findings[].heading`, `found`, `allowed`, `remedy` | khi biết: tên cột hoặc tiêu chí, giá trị \
                    đang có, giá trị được phép, việc cần làm |
| `findings[].holds` | khi có: tên các sản phẩm chờ vì phát hiện này |
| `findings[].accepted` | khi đã chấp nhận: `reason`, `by`, `date` |
| `codes` | của mỗi mã có trong báo cáo: `title`, `meaning`, `example`, `remedy` như trang này |
";

/// Returns the catalogue as the Markdown of `docs/loi.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = HEAD.to_owned();
    for (digit, name) in DESKS {
        let _ = writeln!(text, "\n## {digit}xx: {name}");
        for code in Code::ALL.iter().filter(|code| code.id().chars().nth(1) == Some(digit)) {
            let told = of(*code);
            let weight = code.severity().name();
            let _ = write!(
                text,
                "\n### {} · {}\n\n*{weight}* · {}\n\n- **Ví dụ:** {}\n- **Cần làm:** {}\n",
                code.id(),
                told.title,
                told.meaning,
                told.example,
                told.remedy
            );
        }
    }
    text.push_str(DATA);
    text
}
