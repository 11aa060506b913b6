//! What a district gets back: its own workbook, in which every fault is coloured and noted at its
//! cell and listed on a first sheet; or, where that would do harm, a workbook of the list alone.
//!
//! The marking itself is done by the library [`marked_workbook`], which keeps every other byte; the
//! words stand here. It shows findings; it decides nothing.

mod list;
mod marks;
mod names;
mod words;
mod workbook;

#[cfg(test)]
mod tests;

pub use marked_workbook::Unmarkable;
use rust_xlsxwriter::XlsxError;

pub use self::list::list;
pub use self::marks::mark;
pub use self::names::ReturnedNames;
pub use self::workbook::ReturnedWorkbook;
use crate::finding::{Code, Finding, Place};

/// The workbook at `place` with its findings marked, or else their list with the finding that says
/// why.
///
/// # Errors
///
/// As [`list`].
pub fn give_back(
    original: &[u8],
    place: &Place,
    title: &str,
    findings: &[&Finding],
) -> Result<(ReturnedWorkbook, Option<Finding>), XlsxError> {
    match mark(original, title, findings) {
        Ok(returned) => Ok((returned, None)),
        Err(why) => {
            let returned = ReturnedWorkbook { bytes: list(title, findings)?, ending: "xlsx" };
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
    .found(reason(why))
    .allowed("tệp .xlsx hoặc .xlsm do Excel, LibreOffice hoặc WPS lưu")
    .remedy(
        "Không bắt buộc. Muốn lỗi được tô màu ngay trong tệp thì lưu lại tệp thành .xlsx rồi gửi \
         lại.",
    )
}

/// Why a workbook cannot be marked, as a clerk reads it.
fn reason(why: &Unmarkable) -> &'static str {
    match why {
        Unmarkable::NotAPackage => "tệp không thuộc định dạng .xlsx hoặc .xlsm",
        Unmarkable::Strict => "tệp được lưu theo định dạng Strict Open XML",
        _ => "cấu trúc bên trong tệp khác thường",
    }
}
