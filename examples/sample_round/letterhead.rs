//! What every office sheet has above and below its table.

use crate::look::{self, Look};
use crate::sheet::{Sheet, at};

/// The issuing body from the first column to `left`, Quốc hiệu and Tiêu ngữ from `right` to `last`.
pub(crate) fn letterhead(sheet: &mut Sheet, body: &str, left: u16, right: u16, last: u16) {
    sheet.merge(at(0, 0), at(0, left), body, look::HEADING_RULED);
    sheet.merge(at(0, right), at(0, last), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", look::HEADING);
    sheet.merge(at(1, right), at(1, last), "Độc lập - Tự do - Hạnh phúc", look::HEADING_RULED);
}

/// A line across the whole sheet.
pub(crate) fn line(sheet: &mut Sheet, row: u32, last: u16, text: &str, look: Look) {
    sheet.merge(at(row, 0), at(row, last), text, look);
}

/// Place and date, the signer's authority, room for the signature, and the name; returns the row
/// after it.
pub(crate) fn signature(
    sheet: &mut Sheet,
    row: u32,
    cols: (u16, u16),
    place: &str,
    duty: &[&str],
    name: &str,
) -> u32 {
    let (first, last) = cols;
    sheet.merge(at(row, first), at(row, last), place, look::REFERENCE);
    let mut row = row + 1;
    for line in duty {
        sheet.merge(at(row, first), at(row, last), *line, look::SIGNATURE);
        row += 1;
    }
    row += 4;
    sheet.merge(at(row, first), at(row, last), name, look::SIGNATURE);
    row + 1
}
