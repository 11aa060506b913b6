//! What a district gets back: its own workbook, in which every fault is coloured, has a note at its
//! cell and stands in a list on the first worksheet. Where that would damage the workbook, it gets
//! a workbook of the list alone.
//!
//! The library [`marked_workbook`] does the marking and leaves every other byte as it is; the words
//! stand here. This desk shows findings and decides nothing.

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

/// Makes the workbook that goes back to the district: a copy of `original`, the workbook at
/// `place`, with its findings marked. Where that is not possible, it is a workbook of their list,
/// and the second value is the finding that says why. `title` names the workbook in the list.
///
/// # Errors
///
/// As [`list()`].
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

/// Makes the finding that a workbook is returned as a list, with the reason.
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

/// Returns the Vietnamese reason why a workbook cannot be marked.
fn reason(why: &Unmarkable) -> &'static str {
    match why {
        Unmarkable::NotAPackage => "tệp không thuộc định dạng .xlsx hoặc .xlsm",
        Unmarkable::Strict => "tệp được lưu theo định dạng Strict Open XML",
        _ => "cấu trúc bên trong tệp khác thường",
    }
}
