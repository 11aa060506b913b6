//! PDF files as a signer sees them: read strictly, changed only by adding to their end.

mod form;
mod import;
mod open;
mod update;

pub(crate) use open::open;
pub(crate) use update::{Gapped, Update};

use thiserror::Error;

use super::refusal::Refusal;

/// Why a PDF cannot be added to.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PdfError {
    /// Not a PDF, cut off, or with references that do not lead where they should.
    #[error("damaged PDF: {0}")]
    Damaged(String),
    /// Protected by a password, even an empty one.
    #[error("encrypted PDF")]
    Encrypted,
    /// Two tables of references that may contradict each other (a hybrid file).
    #[error("hybrid cross-reference")]
    Hybrid,
    /// The page number is not one of the paper's.
    #[error("no page {0}")]
    NoPage(u32),
}

impl From<lopdf::Error> for PdfError {
    fn from(fault: lopdf::Error) -> Self {
        Self::Damaged(fault.to_string())
    }
}

impl Refusal for PdfError {
    fn sentence(&self) -> String {
        match self {
            Self::Damaged(_) => "Tệp PDF bị hỏng hoặc không đúng chuẩn.".into(),
            Self::Encrypted => "Tệp PDF đã bị đặt mật khẩu.".into(),
            Self::Hybrid => {
                "Tệp PDF có hai bảng tham chiếu (kiểu lai), có thể hiện khác nhau trên các phần mềm.".into()
            }
            Self::NoPage(page) => format!("Tệp PDF không có trang {page}."),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Damaged(_) | Self::Hybrid => {
                "Dùng lại tệp do chương trình xuất ra; không mở rồi lưu bằng phần mềm khác."
            }
            Self::Encrypted => "Bỏ mật khẩu, hoặc dùng lại tệp do chương trình xuất ra.",
            Self::NoPage(_) => "Xuất lại văn bản rồi ký bản mới.",
        }
        .into()
    }
}
