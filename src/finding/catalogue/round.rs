//! Codes of `round.toml`.

use super::Explanation;
use crate::finding::Code;

pub(super) const ROUND: &[Explanation] = &[
    Explanation {
        code: Code::RoundMissing,
        title: "Không có tệp khai báo của đợt",
        meaning: "Thư mục đầu vào không có `khai-bao.xlsx` cũng không có `round.toml`, hoặc không \
                  mở được tệp này; hoặc tệp mang tên khác, lưu dạng khác. Chưa kiểm tra được điều \
                  kiện và chưa xuất văn bản nào.",
        example: "Chạy `ocop check --inputs dot-1` trong khi thư mục của đợt tên là `dot-1-2026`.",
        remedy: "Kiểm tra tên thư mục sau `--inputs`; đợt mới thì tạo bằng `ocop new THƯ-MỤC` rồi \
                 điền tệp `khai-bao.xlsx`; tệp phải mang đúng tên đó.",
    },
    Explanation {
        code: Code::RoundUnreadable,
        title: "Khai báo có giá trị không đọc được",
        meaning: "Có ô của `khai-bao.xlsx` chứa giá trị sai kiểu (chữ ở chỗ của số, ngày không có \
                  trong lịch, chữ không có trong danh sách), hoặc có dòng của `round.toml` không đọc \
                  được: thiếu dấu ngoặc kép, sai tên mục, thiếu mục, giá trị sai kiểu. Mọi chỗ tìm được đều được nêu trong một lần \
                  chạy.",
        example: "`from = 08/12/2026` trong khi ngày phải ghi `from = 2026-12-08`.",
        remedy: "Mở tệp ở ô hoặc dòng được nêu và sửa theo phần “Cần làm”; so với tệp mẫu do `ocop new` \
                 tạo ra.",
    },
    Explanation {
        code: Code::RoundInvalid,
        title: "Khai báo không hợp lý",
        meaning: "Khai báo (`khai-bao.xlsx` hoặc `round.toml`) đọc được nhưng có giá trị không thể có: hai Chủ tịch Hội đồng, \
                  một người ghi hai lần, ngày cuối trước ngày đầu, văn bản căn cứ chưa khai báo.",
        example: "Hai mục `[[council.members]]` cùng ghi `role = \"chair\"`.",
        remedy: "Sửa mục được nêu.",
    },
    Explanation {
        code: Code::RoundUnfilled,
        title: "Còn chỗ chưa điền",
        meaning: "Một ô phải điền của `khai-bao.xlsx` còn trống, hoặc một dòng của `round.toml` còn \
                  chữ `<điền: …>`. Chưa xuất văn bản nào; danh sách \
                  và phiếu vẫn được kiểm tra, trừ khi chưa điền ngày đầu của đợt (`from`), vì \
                  chưa biết Bộ tiêu chí nào áp dụng.",
        example: "`province = \"<điền: tên tỉnh, ví dụ tỉnh Lai Châu>\"`",
        remedy: "Thay bằng giá trị thật rồi chạy lại.",
    },
    Explanation {
        code: Code::AcceptanceUnused,
        title: "Mục chấp nhận không ứng với cảnh báo nào",
        meaning: "Một dòng ở trang Chấp nhận của `khai-bao.xlsx`, hoặc một mục `[[accept]]` của \
                  `round.toml`, không khớp với cảnh báo nào của lần chạy \
                  này: cảnh báo đã được sửa, hoặc mã, tệp, sản phẩm, ô ghi chưa đúng.",
        example: "`cell = \"G8\"` trong khi cảnh báo nằm ở ô `G9`.",
        remedy: "Cảnh báo đã sửa xong thì bỏ mục này; chưa thì ghi lại đúng như trong báo cáo.",
    },
    Explanation {
        code: Code::AcceptanceRefused,
        title: "Mục chấp nhận không áp dụng được",
        meaning: "Một dòng ở trang Chấp nhận của `khai-bao.xlsx`, hoặc một mục `[[accept]]`, muốn chấp nhận một lỗi (`E…`), ghi mã không có, không ghi \
                  tệp hay sản phẩm, hoặc để trống lý do, người chấp nhận. Mục đó không có tác \
                  dụng. Lỗi không bao giờ được chấp nhận, vì nó làm một tệp, sản phẩm hoặc văn \
                  bản bị loại ra.",
        example: "`code = \"E301\"` để sản phẩm 49,9 điểm vẫn được dự.",
        remedy: "Sửa lỗi ở chỗ nó được báo; sửa hoặc bỏ mục `[[accept]]`.",
    },
    Explanation {
        code: Code::DeclarationBoth,
        title: "Có hai tệp khai báo",
        meaning: "Thư mục đầu vào có cả `khai-bao.xlsx` và `round.toml`, nên không biết tệp nào \
                  đúng. Chưa kiểm tra được điều kiện và chưa xuất văn bản nào.",
        example: "Chép `round.toml` của đợt trước vào thư mục đã có `khai-bao.xlsx`.",
        remedy: "Giữ tệp đúng, chuyển tệp kia ra khỏi thư mục. Muốn đổi từ tệp này sang tệp kia thì \
                 dùng `ocop declare`.",
    },
    Explanation {
        code: Code::DeclarationUnreadable,
        title: "Tệp khai báo Excel không đọc được",
        meaning: "`khai-bao.xlsx` hỏng, có mật khẩu, không phải tệp Excel, hoặc đã mất các khóa ẩn ở \
                  cột A mà chương trình nhờ đó nhận ra từng mục.",
        example: "Chép các ô nhìn thấy sang một tệp mới, nên cột A và các dòng ẩn không đi theo.",
        remedy: "Lấy bản lưu; hoặc tạo tệp mới bằng `ocop new` rồi chép giá trị vào đúng các ô.",
    },
    Explanation {
        code: Code::DeclarationCell,
        title: "Ô khai báo không đọc được",
        meaning: "Ô chứa công thức báo lỗi hoặc chưa được tính, dòng chưa rõ thuộc lần chấm nào, hoặc \
                  mục chưa có tên gọi tắt. Chưa xuất văn bản nào.",
        example: "Ô “Họ và tên” có công thức `#REF!`.",
        remedy: "Gõ giá trị vào ô được nêu.",
    },
    Explanation {
        code: Code::DeclarationTwice,
        title: "Một mục khai báo hai lần",
        meaning: "Một trang, một dòng hoặc một tên gọi tắt đứng hai chỗ trong `khai-bao.xlsx`, nên \
                  không biết chỗ nào đúng.",
        example: "Chép cả dòng “Năm” xuống dưới rồi ghi năm khác.",
        remedy: "Giữ chỗ đúng, xóa chỗ kia.",
    },
    Explanation {
        code: Code::DeclarationPartMissing,
        title: "Khai báo thiếu một phần",
        meaning: "Một trang, dòng hoặc cột của `khai-bao.xlsx` đã bị xóa, trong khi phải có.",
        example: "Xóa trang “Giấy mời”.",
        remedy: "Chép lại phần đó từ bản lưu hoặc từ tệp mới do `ocop new` tạo ra, cùng cột A và các \
                 dòng ẩn của nó.",
    },
    Explanation {
        code: Code::DeclarationContradicts,
        title: "Hai ô khai báo trái nhau",
        meaning: "Ở trang Văn bản, tháng dự kiến khác tháng của ngày văn bản.",
        example: "Ngày 11/12/2026 mà tháng dự kiến ghi 11/2026.",
        remedy: "Đã có ngày thì xóa trắng tháng dự kiến; gõ nhầm ngày thì sửa ngày.",
    },
    Explanation {
        code: Code::DeclarationRenamed,
        title: "Tên gọi tắt của văn bản căn cứ đã đổi",
        meaning: "Một dòng ghi sẵn ở trang Căn cứ mang tên khác. Lời văn mẫu nhắc tới dòng đó theo vai \
                  trò ban đầu của nó, nên nếu đó là văn bản khác thì văn bản sẽ viện dẫn sai.",
        example: "Dòng “Kế hoạch OCOP” được sửa thành “Luật Đất đai”.",
        remedy: "Vẫn là văn bản đó thì ghi lại tên cũ; là văn bản khác thì chuyển xuống dòng trống.",
    },
    Explanation {
        code: Code::DeclarationLeftAlone,
        title: "Ô khai báo không được đọc",
        meaning: "Ô nằm ngoài các mục của khai báo: cột không có tên mục ở dòng ẩn, dòng tự chèn. Chương \
                  trình để yên ô đó.",
        example: "Ghi chú “hỏi lại anh Sơn” ở cột Giá trị, dưới dòng cuối cùng.",
        remedy: "Là ghi chú riêng thì không phải làm gì; là giá trị thì ghi vào ô của mục tương ứng.",
    },
    Explanation {
        code: Code::DeclarationStruck,
        title: "Ô khai báo bị gạch ngang",
        meaning: "Chữ trong ô bị gạch ngang nhưng vẫn được đọc như ô bình thường.",
        example: "Gạch ngang tên một thành viên đã nghỉ, thay cho việc xóa dòng.",
        remedy: "Đã bỏ thì xóa hẳn; còn dùng thì bỏ gạch ngang.",
    },
];
