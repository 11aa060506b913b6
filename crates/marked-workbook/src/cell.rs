//! Cells by row and column.

use std::fmt;
use std::str::FromStr;

/// Rows of a worksheet (specifications and limits of Excel).
pub(crate) const ROWS: u32 = 1_048_576;
/// Columns of a worksheet.
pub(crate) const COLUMNS: u32 = 16_384;

/// A cell of a sheet. It is written as Excel shows it: `D14` is row 13, column 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

impl CellRef {
    /// The cell in this row and column, both counted from 0.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Self {
        Self { row, column }
    }
}

/// A text is not the name of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the name of a cell")]
pub struct NotACell;

impl FromStr for CellRef {
    type Err = NotACell;

    /// Reads a cell as Excel shows it: `D14`, `aa3`, `$D$14`. Nothing beyond the last cell,
    /// `XFD1048576`.
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let cell = named(text).ok_or(NotACell)?;
        (cell.row < ROWS && cell.column < COLUMNS).then_some(cell).ok_or(NotACell)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).expect("a remainder of 26 fits a byte")));
            rest /= 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

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

#[cfg(test)]
mod tests {
    use super::{CellRef, NotACell};

    #[test]
    fn a_cell_is_named_as_in_excel() {
        for (row, column, name) in
            [(0, 0, "A1"), (13, 3, "D14"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellRef::new(row, column).to_string(), name);
            assert_eq!(name.parse(), Ok(CellRef::new(row, column)));
        }
        assert_eq!("$d$14".parse(), Ok(CellRef::new(13, 3)));
    }

    #[test]
    fn what_is_no_cell_is_not_read_as_one() {
        for text in ["", "14", "D", "D0", "14D", "D-1", "D 14", "XFE1", "A1048577", "AAAA1", "Đ14"] {
            assert_eq!(text.parse::<CellRef>(), Err(NotACell), "{text}");
        }
    }
}
