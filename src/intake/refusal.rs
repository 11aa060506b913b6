//! Why a file is not read. The reader that refuses knows the reason, the desk adds the place.

use std::fmt::Display;

use crate::finding::{Code, Finding, Place, Severity};

/// A reason not to read a file, still without its place.
#[derive(Debug)]
pub(super) struct Refusal {
    code: Code,
    message: String,
    detail: Option<String>,
    allowed: Option<&'static str>,
    remedy: Option<&'static str>,
}

impl Refusal {
    /// The file is damaged, or not what its bytes claim. The detail is for whoever helps the clerk.
    pub(super) fn damaged(detail: impl Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..Self::new(Code::FileDamaged, "Tệp bị hỏng nên không đọc được").remedy(
                "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại thành tệp .xlsx mới, hoặc đề nghị nơi gửi gửi lại.",
            )
        }
    }

    /// The file, or what it holds, goes beyond the limits; the sentence says in which way.
    pub(super) fn too_large(message: &str) -> Self {
        Self {
            allowed: Some("tối đa 20 MB một tệp, 200 MB sau khi giải nén, 1.000.000 ô có dữ liệu"),
            ..Self::new(Code::FileTooLarge, message)
                .remedy("Xóa hình ảnh, trang tính và dòng thừa, hoặc tách thành nhiều tệp nhỏ.")
        }
    }

    /// The file is protected by a password.
    pub(super) fn locked() -> Self {
        Self::new(Code::FileLocked, "Tệp được bảo vệ bằng mật khẩu nên không mở được")
            .remedy("Bỏ mật khẩu rồi lưu lại tệp.")
    }

    /// A spreadsheet, or something that may hold one, in a format that is not read.
    pub(super) fn not_read(message: &str, remedy: &'static str) -> Self {
        Self::new(Code::FormatNotRead, message).remedy(remedy)
    }

    /// A file that holds no spreadsheet; `what` names the kind.
    pub(super) fn left_alone(what: &str) -> Self {
        Self::new(Code::FileLeftAlone, format!("Tệp này là {what}, không phải bảng tính, nên được để nguyên"))
    }

    /// A lock file of a spreadsheet program: somebody has the workbook open.
    pub(super) fn lock_file() -> Self {
        Self::new(Code::FileLeftAlone, "Tệp tạm này cho biết bảng tính đang được mở ở một máy nào đó")
            .remedy("Lưu và đóng bảng tính trước khi chạy, để số liệu là bản mới nhất.")
    }

    /// The file cannot be opened at all.
    pub(super) fn not_opened(detail: impl Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..Self::new(Code::FileNotOpened, "Không mở được tệp")
                .remedy("Kiểm tra quyền đọc tệp, đóng chương trình đang giữ tệp, rồi chạy lại.")
        }
    }

    /// A link that points somewhere else; it is not followed.
    pub(super) fn link() -> Self {
        Self::new(Code::FileNotOpened, "Đây là liên kết đến nơi khác, không phải tệp thật, nên không được mở")
            .remedy("Chép chính tệp đó vào thư mục.")
    }

    /// Whether nothing is lost by not reading the file.
    pub(super) fn is_harmless(&self) -> bool {
        self.code.severity() == Severity::Note
    }

    /// The finding, now that its place is known.
    pub(super) fn at(self, place: Place) -> Finding {
        Finding {
            found: self.detail.map(|detail| format!("chi tiết kỹ thuật: {detail}")),
            allowed: self.allowed.map(str::to_owned),
            remedy: self.remedy.map(str::to_owned),
            ..Finding::new(self.code, place, format!("{}.", self.message))
        }
    }

    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), detail: None, allowed: None, remedy: None }
    }

    fn remedy(self, remedy: &'static str) -> Self {
        Self { remedy: Some(remedy), ..self }
    }
}
