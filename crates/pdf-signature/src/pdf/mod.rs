//! PDF files as they must be before their signatures mean anything.
//!
//! Readers repair what is broken, each in its own way, and that is how two people come to see two papers in one signed file.
//! So this reader repairs nothing: every byte of a file must belong to an object that the cross-reference tables name, to such
//! a table, or be white space (on such attacks: <https://www.pdf-insecurity.org>).

mod changes;
mod drawn;
mod fault;
mod fields;
mod flate;
mod font;
mod form;
mod import;
mod load;
mod pages;
mod revisions;
mod roles;
mod scan;
mod store;
mod syntax;
mod text;
mod update;
mod value;
mod write;
mod xref;

pub use changes::Change;
pub use fault::StructureFault;
pub use import::page_size;
pub use load::load;

pub(crate) use changes::{Since, compare};
pub(crate) use drawn::Drawn;
pub use drawn::lines;
pub(crate) use fields::{FieldValue, SignatureField, signature_fields};
pub(crate) use load::PdfFile;
pub(crate) use pages::pages;
pub(crate) use revisions::View;
pub(crate) use store::store_streams;
pub(crate) use syntax::value_span;
pub(crate) use text::{decode_text, encode_text};
pub(crate) use update::Update;
pub(crate) use value::{Dict, Object, Value};

use thiserror::Error;

use super::refusal::Refusal;

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

impl From<lopdf::Error> for PdfError {
    fn from(fault: lopdf::Error) -> Self {
        Self::Damaged(fault.to_string())
    }
}

impl Refusal for PdfError {
    fn sentence(&self) -> String {
        match self {
            Self::Structure(fault) => fault.sentence(),
            Self::Damaged(_) => "Tệp PDF bị hỏng hoặc không đúng chuẩn.".into(),
            Self::NoPage(page) => format!("Tệp PDF không có trang {page}."),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Structure(StructureFault::Encrypted) => "Bỏ mật khẩu, hoặc dùng lại tệp do chương trình xuất ra.",
            Self::Structure(_) | Self::Damaged(_) => {
                "Dùng lại tệp do chương trình xuất ra; không mở rồi lưu bằng phần mềm khác."
            }
            Self::NoPage(_) => "Xuất lại văn bản rồi ký bản mới.",
        }
        .into()
    }
}
