//! What can be wrong with a file.

use thiserror::Error;

use crate::refusal::OfficeMessage;

/// Why a file is not read. Nothing is ever repaired: a reader that repairs may show another paper
/// than the one that was signed.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StructureFault {
    /// The file does not begin with `%PDF-`.
    #[error("no PDF header at the first byte")]
    NotPdf,
    /// The file does not end as a PDF file does.
    #[error("no %%EOF at the end")]
    Truncated,
    /// Something that is no PDF syntax.
    #[error("damaged at byte {at}")]
    Damaged {
        /// The byte where reading stopped, from 0.
        at: usize,
    },
    /// A dictionary has one key twice; programs disagree on which one counts.
    #[error("a key stands twice in the dictionary at byte {at}")]
    DuplicateKey {
        /// The byte where the dictionary begins, from 0.
        at: usize,
    },
    /// A compressed part of the structure cannot be unpacked.
    #[error("a structure stream cannot be decoded")]
    BrokenStream,
    /// A compressed part of the structure unpacks to more than any paper needs.
    #[error("a structure stream is too large")]
    TooLarge,
    /// The file is encrypted.
    #[error("the file is encrypted")]
    Encrypted,
    /// The file has both kinds of cross-reference in one revision, which programs read differently.
    #[error("hybrid cross-reference")]
    Hybrid,
    /// A possible file that this library does not read.
    #[error("unsupported: {0}")]
    Unsupported(
        /// What it is, in Vietnamese.
        &'static str,
    ),
    /// The cross-reference sections do not follow each other in one chain, one for each revision.
    #[error("the cross-reference sections are no single chain")]
    BrokenChain,
    /// An entry of a cross-reference section does not lead to the object it names, or leads into
    /// another revision.
    #[error("the entry of object {number} leads elsewhere")]
    WrongTarget {
        /// The object.
        number: u32,
    },
    /// An object that stands in the file, but in no cross-reference section of its revision.
    #[error("object {number} stands in no cross-reference section")]
    Orphan {
        /// The object.
        number: u32,
    },
    /// One object stands twice in a revision.
    #[error("object {number} stands twice in one revision")]
    Duplicate {
        /// The object.
        number: u32,
    },
    /// `/Size` is not above the highest number of an object.
    #[error("/Size is {found}, less than {right}")]
    WrongSize {
        /// The value in the file.
        found: i64,
        /// Highest number plus one.
        right: i64,
    },
    /// The length of a stream does not lead to its end.
    #[error("the length of stream {number} is wrong")]
    WrongLength {
        /// The object.
        number: u32,
    },
    /// Bytes follow the last `%%EOF`.
    #[error("data after the last %%EOF")]
    TrailingData,
    /// Something is written in a way that programs read differently.
    #[error("programs read it differently: {0}")]
    Spelled(
        /// What it is, in Vietnamese.
        String,
    ),
    /// The catalog or the tree of pages cannot be followed.
    #[error("no usable catalog or page tree")]
    NoPages,
}

impl StructureFault {
    /// A short name for machines, which never changes.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotPdf => "not_pdf",
            Self::Truncated => "truncated",
            Self::Damaged { .. }
            | Self::BrokenStream
            | Self::WrongLength { .. }
            | Self::NoPages => "damaged",
            Self::DuplicateKey { .. } | Self::Duplicate { .. } => "ambiguous",
            Self::TooLarge => "too_large",
            Self::Encrypted => "encrypted",
            Self::Hybrid => "hybrid",
            Self::Unsupported(_) => "unsupported",
            Self::BrokenChain | Self::WrongTarget { .. } | Self::WrongSize { .. } => "broken_xref",
            Self::Orphan { .. } => "hidden_object",
            Self::TrailingData => "trailing_data",
            Self::Spelled(_) => "odd_spelling",
        }
    }

    /// Whether the file can be followed but holds what no honest program leaves in it: grounds to
    /// refuse it, not only to say that it cannot be read.
    pub fn is_tampering(&self) -> bool {
        matches!(
            self,
            Self::DuplicateKey { .. }
                | Self::WrongTarget { .. }
                | Self::Orphan { .. }
                | Self::Duplicate { .. }
                | Self::TrailingData
        )
    }

    /// What a clerk reads.
    pub fn sentence(&self) -> String {
        match self {
            Self::NotPdf => "Tệp không phải là PDF (không bắt đầu bằng %PDF).".into(),
            Self::Truncated => "Tệp PDF bị cụt: thiếu phần cuối.".into(),
            Self::Damaged { at } => format!("Tệp PDF bị hỏng ở byte thứ {at}."),
            Self::DuplicateKey { at } => {
                format!(
                    "Ở byte thứ {at}, một mục được ghi hai lần; mỗi chương trình có thể hiểu một \
                     khác."
                )
            }
            Self::BrokenStream => "Tệp PDF bị hỏng: không giải nén được phần cấu trúc.".into(),
            Self::TooLarge => "Phần cấu trúc của tệp PDF giải nén ra quá lớn.".into(),
            Self::Encrypted => "Tệp PDF đã đặt mật khẩu (mã hóa).".into(),
            Self::Hybrid => "Tệp PDF có hai loại bảng tham chiếu chéo lẫn nhau; mỗi chương trình \
                             có thể hiểu một khác."
                .into(),
            Self::Unsupported(what) => format!("Chưa hỗ trợ: {what}."),
            Self::BrokenChain => "Bảng tham chiếu chéo của tệp PDF hỏng hoặc đứt đoạn.".into(),
            Self::WrongTarget { number } => {
                format!("Bảng tham chiếu chéo trỏ sai đối tượng {number}.")
            }
            Self::Orphan { number } => {
                format!("Đối tượng {number} nằm trong tệp mà không bảng tham chiếu nào ghi.")
            }
            Self::Duplicate { number } => {
                format!("Đối tượng {number} được ghi hai lần trong một phiên bản.")
            }
            Self::WrongSize { found, right } => {
                format!("Số đối tượng ghi trong tệp sai: {found}, ít nhất phải là {right}.")
            }
            Self::WrongLength { number } => {
                format!("Độ dài của luồng dữ liệu trong đối tượng {number} sai.")
            }
            Self::TrailingData => "Có dữ liệu lạ ở sau phần cuối của tệp PDF.".into(),
            Self::Spelled(what) => {
                format!("Tệp viết theo cách mà các phần mềm đọc khác nhau: {what}.")
            }
            Self::NoPages => "Tệp PDF không có danh mục hoặc cây trang dùng được.".into(),
        }
    }

    /// What a clerk can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Encrypted => "Xin bản không đặt mật khẩu từ nơi phát hành.",
            Self::Unsupported(_) | Self::Hybrid | Self::TooLarge | Self::Spelled(_) => {
                "Kiểm tra bằng phần mềm khác, hoặc xin lại tệp từ nơi phát hành; điều này không có \
                 nghĩa là tệp giả mạo."
            }
            _ if self.is_tampering() => "Không dùng tệp này; xin lại tệp gốc từ nơi phát hành.",
            _ => "Sao chép hoặc tải lại tệp; nếu vẫn vậy, xin lại tệp gốc từ nơi phát hành.",
        }
    }
}

/// Why a PDF cannot be added to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// Not a PDF, cut off, encrypted, or one that programs may read differently.
    #[error(transparent)]
    Structure(#[from] StructureFault),
    /// A part that is needed is missing, or not what it should be.
    #[error("damaged PDF: {0}")]
    Damaged(String),
    /// The page number is not one of the paper's.
    #[error("no page {0}")]
    NoPage(u32),
}

impl OfficeMessage for PdfError {
    fn sentence(&self) -> String {
        match self {
            Self::Structure(fault) => fault.sentence(),
            Self::Damaged(_) => "Tệp PDF bị hỏng hoặc không đúng chuẩn.".into(),
            Self::NoPage(page) => format!("Tệp PDF không có trang {page}."),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Structure(StructureFault::Encrypted) => {
                "Bỏ mật khẩu, hoặc dùng lại tệp do chương trình xuất ra."
            }
            Self::Structure(_) | Self::Damaged(_) => {
                "Dùng lại tệp do chương trình xuất ra; không mở rồi lưu bằng phần mềm khác."
            }
            Self::NoPage(_) => "Xuất lại văn bản rồi ký bản mới.",
        }
        .into()
    }
}
