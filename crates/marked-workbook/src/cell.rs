//! Cells by row and column.

use careful_spreadsheet::CellRef;

/// Rows of a worksheet (specifications and limits of Excel).
pub(crate) const ROWS: u32 = 1_048_576;
/// Columns of a worksheet.
pub(crate) const COLUMNS: u32 = 16_384;

/// The cell of a name like `D14` or `$D$14`, even beyond the last cell of a worksheet.
pub(crate) fn named(name: &str) -> Option<CellRef> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = name.split_at(letters);
    let row: u32 = digits.parse().ok()?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some(CellRef::new(row.checked_sub(1)?, column.checked_sub(1)?))
}
