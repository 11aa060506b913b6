//! PDF files as they must be before their signatures mean anything.
//!
//! Readers repair what is broken, each in its own way, and that is how two people come to see two papers in one signed file.
//! So this reader repairs nothing: every byte of a file must belong to an object that the cross-reference tables name, to such
//! a table, or be white space (on such attacks: <https://www.pdf-insecurity.org>).

mod changes;
mod fault;
mod fields;
mod flate;
mod form;
mod import;
mod load;
mod open;
mod pages;
mod revisions;
mod roles;
mod scan;
mod syntax;
mod update;
mod value;
mod xref;

pub use changes::Change;
pub use fault::StructureFault;
pub use import::page_size;
pub use load::load;

pub(crate) use changes::{Since, compare};
pub(crate) use fields::{FieldValue, SignatureField, decode_text, signature_fields};
pub(crate) use flate::stream_data;
pub(crate) use load::PdfFile;
pub(crate) use open::open;
pub(crate) use revisions::View;
pub(crate) use syntax::value_span;
pub(crate) use update::{Gapped, Update};
pub(crate) use value::{Dict, Object, Value};

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
