//! Why a file is not read. The reader that refuses knows the reason, the desk adds the place.

use std::fmt::Display;
use std::io;

use super::attachments::Attachment;
use super::limits::Beyond;
use super::names::{self, Promise};
use super::text;
use crate::finding::{Code, Finding, Place, Severity};

/// A reason not to read a file, still without its place.
#[derive(Debug)]
pub(super) struct Refusal {
    code: Code,
    message: String,
    detail: Option<String>,
    allowed: Option<&'static str>,
    remedy: Option<&'static str>,
    attachment: Option<Attachment>,
    /// What the file is instead of a spreadsheet.
    instead: Option<String>,
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

    /// What comes out of an archive is far more than its size explains: it is built to fill the machine.
    pub(super) fn bomb() -> Self {
        Self {
            allowed: Some("tối đa gấp 250 lần khi giải nén"),
            ..Self::new(Code::ArchiveBomb, "Tệp nén bung ra lớn bất thường (bom nén) nên không được đọc")
                .remedy("Không mở tệp này; hỏi lại nơi gửi và đề nghị gửi tệp khác.")
        }
    }

    /// An XML part declares entities, which may grow without end.
    pub(super) fn xml_bomb() -> Self {
        Self::new(Code::XmlBomb, "Tệp khai báo thực thể XML (có thể là bom XML) nên không được đọc")
            .remedy("Không mở tệp này; đề nghị nơi gửi lập lại bảng tính bằng Excel hoặc LibreOffice.")
    }

    /// An XML part points to a file or an address outside itself.
    pub(super) fn xml_external() -> Self {
        Self::new(Code::XmlExternal, "Tệp trỏ đến dữ liệu bên ngoài (XXE) nên không được đọc")
            .remedy("Không mở tệp này; đề nghị nơi gửi lập lại bảng tính bằng Excel hoặc LibreOffice.")
    }

    /// The end of the file is missing.
    pub(super) fn truncated(detail: impl Display) -> Self {
        Self {
            detail: Some(detail.to_string()),
            ..Self::new(Code::FileTruncated, "Tệp bị cắt cụt, thiếu phần cuối, nên không đọc được")
                .remedy("Chép hoặc tải lại tệp từ nơi gửi.")
        }
    }

    /// Entries of an archive share a name or bytes.
    pub(super) fn inconsistent(what: &str) -> Self {
        Self::new(Code::ArchiveInconsistent, format!("Tệp nén tự mâu thuẫn: {what}, nên không được đọc"))
            .remedy("Nén lại các bảng tính, hoặc lưu lại bảng tính bằng Excel hoặc LibreOffice.")
    }

    /// A name of an archive that leads out of it.
    pub(super) fn unsafe_name() -> Self {
        Self::new(Code::ArchiveNameUnsafe, "Tên tệp trong tệp nén trỏ ra ngoài tệp nén nên tệp này không được đọc")
            .allowed("tên không bắt đầu bằng “/” hay ổ đĩa và không có “..”")
            .remedy("Kiểm tra nguồn gốc tệp nén, rồi nén lại các bảng tính.")
    }

    /// A file of the system or of a program, of no use to anybody else.
    pub(super) fn passing(what: &str) -> Self {
        Self::new(Code::FileLeftAlone, format!("{what} nên được để nguyên"))
    }

    /// A workbook that this program made.
    pub(super) fn own_workbook() -> Self {
        Self::new(
            Code::OwnWorkbook,
            "Bảng tính này do chương trình tự lập, không phải hồ sơ hoặc phiếu chấm, nên không được đọc",
        )
    }

    /// A folder that this program wrote its papers to.
    pub(super) fn own_folder() -> Self {
        Self::new(
            Code::OwnFolder,
            "Thư mục này là thư mục kết quả của một lần chạy nên không tệp nào trong đó được đọc",
        )
    }

    /// The file is protected by a password.
    pub(super) fn locked() -> Self {
        Self::new(Code::FileLocked, "Tệp được bảo vệ bằng mật khẩu nên không mở được")
            .remedy(
                "Mở tệp bằng mật khẩu, chọn Tệp (File), Thông tin (Info), Bảo vệ sổ làm việc (Protect Workbook), Mã hóa bằng mật \
                 khẩu (Encrypt with Password), xóa mật khẩu, lưu lại rồi gửi lại.",
            )
    }

    /// A spreadsheet, or something that may hold one, in a format that is not read.
    pub(super) fn not_read(message: &str, remedy: &'static str) -> Self {
        Self::new(Code::FormatNotRead, message).remedy(remedy)
    }

    /// A file that is no spreadsheet but may belong to a dossier; such files are counted.
    pub(super) fn attachment(kind: Attachment) -> Self {
        Self { attachment: Some(kind), ..Self::left_alone(kind.name()) }
    }

    /// The kind of attachment, if it is one.
    pub(super) fn attached(&self) -> Option<Attachment> {
        self.attachment
    }

    /// A file that holds no spreadsheet; `what` names the kind.
    pub(super) fn left_alone(what: &str) -> Self {
        Self {
            instead: Some(what.to_owned()),
            ..Self::new(Code::FileLeftAlone, format!("Tệp này là {what}, không phải bảng tính, nên được để nguyên"))
        }
    }

    /// A table written as text, as Excel saves it; `how` names the way.
    pub(super) fn text_table(how: &str) -> Self {
        Self::new(Code::FormatNotRead, format!("Tệp này là bảng lưu dạng văn bản ({how}) nên không được đọc")).remedy(
            "Mở bảng tính gốc bằng Excel, chọn Tệp (File), Lưu thành (Save As), kiểu “Excel Workbook (*.xlsx)”, rồi gửi tệp .xlsx thay \
             tệp này. Không còn bản gốc thì mở chính tệp này rồi lưu như vậy, và soát lại chữ có dấu, ngày tháng, số 0 ở đầu.",
        )
    }

    /// A file or archive of nothing.
    pub(super) fn empty(message: &str) -> Self {
        Self::new(Code::FileEmpty, message).remedy("Chép hoặc tải lại tệp; vẫn rỗng thì đề nghị nơi gửi gửi lại.")
    }

    /// The refusal of a file of this name: one that is left alone although its name promises something is an error.
    pub(super) fn under_name(self, path: &str) -> Self {
        let (Promise::Table(ending) | Promise::TextTable(ending) | Promise::Archive(ending)) = names::promise(path)
        else {
            return self;
        };
        match self.instead {
            Some(what) => {
                let message = format!("Tên tệp có đuôi “.{ending}” nhưng nội dung là {what}, nên không đọc được");
                Self::new(Code::NameMisleads, message).remedy(
                    "Đề nghị nơi gửi gửi lại chính bảng tính, lưu bằng Excel với kiểu “Excel Workbook (*.xlsx)”; đổi đuôi tên tệp không làm \
                     tệp thành bảng tính. Nếu tệp chỉ là tài liệu kèm theo hồ sơ thì đặt lại đúng đuôi tên.",
                )
            }
            None => self,
        }
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

    /// The finding, now that its place is known. None of its words can move a cursor or hide another.
    pub(super) fn at(self, place: Place) -> Finding {
        Finding {
            // What a library says is English, and may quote the file, control characters and all.
            technical: self.detail.map(|detail| text::clean(&detail)),
            allowed: self.allowed.map(str::to_owned),
            remedy: self.remedy.map(str::to_owned),
            ..Finding::new(self.code, place, format!("{}.", self.message))
        }
    }

    fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            detail: None,
            allowed: None,
            remedy: None,
            attachment: None,
            instead: None,
        }
    }

    fn remedy(self, remedy: &'static str) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    fn allowed(self, allowed: &'static str) -> Self {
        Self { allowed: Some(allowed), ..self }
    }
}

impl From<Beyond> for Refusal {
    fn from(beyond: Beyond) -> Self {
        match beyond {
            Beyond::Ratio => Self::bomb(),
            Beyond::Size => Self::too_large("Tệp bung ra quá lớn"),
            Beyond::Piece => Self::too_large("Tệp có một ô hoặc một đoạn chữ quá dài"),
        }
    }
}

impl From<io::Error> for Refusal {
    /// A limit that was met while reading keeps its own reason; everything else is damage.
    fn from(error: io::Error) -> Self {
        error.get_ref().and_then(|inner| inner.downcast_ref::<Beyond>()).map_or_else(
            || match error.kind() {
                io::ErrorKind::UnexpectedEof => Self::damaged(format!("a part ends too early: {error}")),
                _ => Self::damaged(&error),
            },
            |&beyond| beyond.into(),
        )
    }
}

impl From<quick_xml::Error> for Refusal {
    fn from(error: quick_xml::Error) -> Self {
        match &error {
            quick_xml::Error::Io(inner) => {
                let beyond = inner.get_ref().and_then(|inner| inner.downcast_ref::<Beyond>());
                beyond.map_or_else(|| Self::damaged(&error), |&beyond| beyond.into())
            }
            _ => Self::damaged(error),
        }
    }
}
