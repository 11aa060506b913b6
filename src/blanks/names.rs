//! Where forms lie below the outputs folder.

use crate::documents::slug;
use crate::forms::FormKind;

/// The folder of all forms, below the outputs folder.
pub const FOLDER: &str = "bieu-mau";

/// Returns the file of the list of a unit: `bieu-mau/danh-sach/03-xa-sin-ho.xlsx`. `index` is that
/// of the unit in the declaration.
pub(super) fn list(index: usize, unit: &str) -> String {
    format!("{FOLDER}/danh-sach/{}.xlsx", numbered(index, unit))
}

/// Returns the file of a member's ballot for a session:
/// `bieu-mau/phieu-cham/lan-1/01-ha-trong-hai.xlsx`. `index` is that of the member in the
/// declaration.
pub(super) fn ballot(session: u8, index: usize, member: &str) -> String {
    format!("{FOLDER}/phieu-cham/lan-{session}/{}.xlsx", numbered(index, member))
}

/// Returns the file of a ballot to print, beside that of the workbook.
pub(super) fn print(ballot: &str) -> String {
    format!("{}.pdf", ballot.strip_suffix(".xlsx").unwrap_or(ballot))
}

/// Returns the file of the attendance of a session.
pub(super) fn attendance(session: u8) -> String {
    format!("{FOLDER}/diem-danh-lan-{session}.xlsx")
}

/// Returns the file of the support team's check-list.
pub(super) fn check_list() -> String {
    format!("{FOLDER}/{}.xlsx", FormKind::CheckList.id())
}

fn numbered(index: usize, name: &str) -> String {
    let (number, slug) = (index + 1, slug(name));
    if slug.is_empty() { format!("{number:02}") } else { format!("{number:02}-{slug}") }
}
