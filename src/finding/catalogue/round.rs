//! Codes of `round.toml`.

use super::Explanation;
use crate::finding::Code;

pub(super) const ROUND: &[Explanation] = &[
    Explanation {
        code: Code::RoundMissing,
        title: "Không có tệp khai báo của đợt",
        meaning: "Thư mục đầu vào không có `round.toml`, hoặc không mở được tệp này. Chưa kiểm \
                  tra được điều kiện và chưa xuất văn bản nào.",
        example: "Chạy `ocop check --inputs dot-1` trong khi thư mục của đợt tên là `dot-1-2026`.",
        remedy: "Kiểm tra tên thư mục sau `--inputs`; đợt mới thì tạo bằng `ocop new THƯ-MỤC` rồi \
                 điền tệp `round.toml`.",
    },
    Explanation {
        code: Code::RoundUnreadable,
        title: "Tệp khai báo sai cú pháp",
        meaning: "Có dòng của `round.toml` không đọc được: thiếu dấu ngoặc kép, sai tên mục, \
                  thiếu mục, hoặc giá trị sai kiểu. Mọi chỗ tìm được đều được nêu trong một lần \
                  chạy.",
        example: "`from = 08/12/2026` trong khi ngày phải ghi `from = 2026-12-08`.",
        remedy: "Mở tệp ở dòng được nêu và sửa theo phần “Cần làm”; so với tệp mẫu do `ocop new` \
                 tạo ra.",
    },
    Explanation {
        code: Code::RoundInvalid,
        title: "Khai báo không hợp lý",
        meaning: "`round.toml` đúng cú pháp nhưng có giá trị không thể có: hai Chủ tịch Hội đồng, \
                  một người ghi hai lần, ngày cuối trước ngày đầu, văn bản căn cứ chưa khai báo.",
        example: "Hai mục `[[council.members]]` cùng ghi `role = \"chair\"`.",
        remedy: "Sửa mục được nêu.",
    },
    Explanation {
        code: Code::RoundUnfilled,
        title: "Còn chỗ chưa điền",
        meaning: "Một dòng của `round.toml` còn chữ `<điền: …>`. Chưa xuất văn bản nào; danh sách \
                  và phiếu vẫn được kiểm tra, trừ khi chưa điền ngày đầu của đợt (`from`), vì \
                  chưa biết Bộ tiêu chí nào áp dụng.",
        example: "`province = \"<điền: tên tỉnh, ví dụ tỉnh Lai Châu>\"`",
        remedy: "Thay bằng giá trị thật rồi chạy lại.",
    },
    Explanation {
        code: Code::AcceptanceUnused,
        title: "Mục chấp nhận không ứng với cảnh báo nào",
        meaning: "Một mục `[[accept]]` của `round.toml` không khớp với cảnh báo nào của lần chạy \
                  này: cảnh báo đã được sửa, hoặc mã, tệp, sản phẩm, ô ghi chưa đúng.",
        example: "`cell = \"G8\"` trong khi cảnh báo nằm ở ô `G9`.",
        remedy: "Cảnh báo đã sửa xong thì bỏ mục này; chưa thì ghi lại đúng như trong báo cáo.",
    },
    Explanation {
        code: Code::AcceptanceRefused,
        title: "Mục chấp nhận không áp dụng được",
        meaning: "Một mục `[[accept]]` muốn chấp nhận một lỗi (`E…`), ghi mã không có, không ghi \
                  tệp hay sản phẩm, hoặc để trống lý do, người chấp nhận. Mục đó không có tác \
                  dụng. Lỗi không bao giờ được chấp nhận, vì nó làm một tệp, sản phẩm hoặc văn \
                  bản bị loại ra.",
        example: "`code = \"E301\"` để sản phẩm 49,9 điểm vẫn được dự.",
        remedy: "Sửa lỗi ở chỗ nó được báo; sửa hoặc bỏ mục `[[accept]]`.",
    },
];
