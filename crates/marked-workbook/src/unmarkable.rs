//! Why a workbook cannot be marked.

use std::io;

use zip::result::ZipError;

/// Why a workbook cannot be marked. Nothing was changed then.
///
/// Most kinds say that the file is not as a spreadsheet program saves it. A copy with marks could
/// then lose something, or could no longer be opened, so none is made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Unmarkable {
    /// Another format: xls, xlsb, ods, an encrypted file, or no workbook at all.
    #[error("the file is no workbook of XML parts")]
    NotAPackage,
    /// Saved as “Strict Open XML”, where notes have no boxes.
    #[error("the workbook is in the strict form of Open XML")]
    Strict,
    /// The list cannot have this name: another sheet has it, it is longer than 31 characters, or it
    /// is empty.
    #[error("the list cannot be called `{0}`")]
    ListName(String),
    /// A part is named but not there.
    #[error("the part {0} is missing")]
    Missing(String),
    /// Something that a sound workbook does not have.
    #[error("{0}")]
    Odd(&'static str),
    /// XML that cannot be read.
    #[error("an XML part cannot be read")]
    Xml(#[from] quick_xml::Error),
    /// A zip container that cannot be read or written.
    #[error("the package cannot be read or written")]
    Zip(#[from] ZipError),
    /// A part that cannot be unpacked or packed.
    #[error("a part cannot be unpacked or packed")]
    Packing(#[from] io::Error),
}
