//! What a district gets back: its own workbook, in which every fault is coloured and noted at its cell and listed on a
//! first sheet; or, where that would do harm, a workbook of the list alone.
//!
//! A marked workbook is a copy. What need not change is copied as it is packed, and in the parts that change every byte
//! stays that is not concerned. It shows findings; it decides nothing.

mod book;
mod comments;
mod geometry;
mod list;
mod list_sheet;
mod look;
mod marking;
mod names;
mod notes;
mod package;
mod relations;
mod sheet;
mod styles;
mod types;
mod vml;
mod words;
mod xml;

#[cfg(test)]
mod tests;

use std::io;

use rust_xlsxwriter::XlsxError;
use zip::result::ZipError;

pub use self::names::Names;
use crate::finding::{Code, Finding, Place};

/// The namespace of workbooks, worksheets, formats and notes (ECMA-376 Part 4, transitional).
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A workbook that goes back to the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The file.
    pub bytes: Vec<u8>,
    /// How its name must end, e.g. `xlsx`: by what it holds, as Excel opens no other.
    pub ending: &'static str,
}

/// Why a workbook cannot be marked; it is then returned as a list.
#[derive(Debug, thiserror::Error)]
pub enum Unmarkable {
    /// Another format: xls, xlsb, ods, or no workbook at all.
    #[error("the file is no workbook of XML parts")]
    NotAPackage,
    /// Saved as “Strict Open XML”, where notes have no boxes.
    #[error("the workbook is in the strict form of Open XML")]
    Strict,
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

impl Unmarkable {
    /// The reason as a clerk reads it.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::NotAPackage => "tệp không thuộc định dạng .xlsx hoặc .xlsm",
            Self::Strict => "tệp được lưu theo định dạng Strict Open XML",
            _ => "cấu trúc bên trong tệp khác thường",
        }
    }
}

/// Marks the findings about one workbook in a copy of it. `title` names the workbook in the list, e.g. its file name.
///
/// Errors and warnings at cells are coloured and noted; whatever else is found stands in the list only.
///
/// # Errors
///
/// [`Unmarkable`] when the copy would not be faithful; [`list`] then serves.
pub fn mark(original: &[u8], title: &str, findings: &[&Finding]) -> Result<Returned, Unmarkable> {
    marking::mark(original, title, findings)
}

/// A new workbook that only lists the findings about a file.
///
/// # Errors
///
/// When there are more findings than a sheet has rows.
pub fn list(title: &str, findings: &[&Finding]) -> Result<Vec<u8>, XlsxError> {
    list::list(title, findings)
}

/// The workbook at `place` with its findings marked, or else their list with the finding that says why.
///
/// # Errors
///
/// As [`list`].
pub fn give_back(
    original: &[u8],
    place: &Place,
    title: &str,
    findings: &[&Finding],
) -> Result<(Returned, Option<Finding>), XlsxError> {
    match mark(original, title, findings) {
        Ok(returned) => Ok((returned, None)),
        Err(why) => {
            let returned = Returned { bytes: list(title, findings)?, ending: "xlsx" };
            Ok((returned, Some(returned_as_list(place, &why))))
        }
    }
}

/// Tells that a workbook is returned as a list, and why.
fn returned_as_list(place: &Place, why: &Unmarkable) -> Finding {
    Finding::new(
        Code::ReturnedAsList,
        Place::file(&place.file),
        "Không đánh dấu lỗi trực tiếp trong tệp này được; tệp trả lại chỉ có danh sách lỗi.",
    )
    .found(why.reason())
    .allowed("tệp .xlsx hoặc .xlsm do Excel, LibreOffice hoặc WPS lưu")
    .remedy("Không bắt buộc. Muốn lỗi được tô màu ngay trong tệp thì lưu lại tệp thành .xlsx rồi gửi lại.")
}
