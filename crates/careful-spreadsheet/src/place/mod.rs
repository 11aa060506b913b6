//! The place of something: its file, worksheet and cell.

mod name;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use self::name::Name;

/// A place in a file, as precise as it is known.
///
/// `Display` writes it in Vietnamese.
///
/// ```
/// use careful_spreadsheet::{CellRef, Place};
///
/// let sheet = Place::file("ho-so/a.xlsx").sheet("Biểu 1");
/// assert_eq!(sheet.cell(CellRef::new(13, 3)).to_string(), "ho-so/a.xlsx · Biểu 1!D14");
/// assert_eq!(Place::file("round.toml").line(12).to_string(), "round.toml · dòng 12");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Place {
    /// Path of the file with `/` between its parts. A name inside an archive follows `!/`:
    /// `a.zip!/b.xlsx`.
    pub file: Name,
    /// Line of a text file, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Name of a worksheet, or a key of a settings file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Name>,
    /// Cell of the worksheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellRef>,
}

impl Place {
    /// The place of a whole file.
    pub fn file(file: impl Into<Name>) -> Self {
        Self { file: file.into(), line: None, sheet: None, cell: None }
    }

    /// The place of the worksheet of this name, or of this settings key, in the same file.
    #[must_use]
    pub fn sheet(&self, sheet: impl Into<Name>) -> Self {
        Self { sheet: Some(sheet.into()), ..Self::file(self.file.clone()) }
    }

    /// The place of this line, counted from 1, in the same file.
    #[must_use]
    pub fn line(&self, line: usize) -> Self {
        Self { line: Some(line), ..Self::file(self.file.clone()) }
    }

    /// The place of this cell in the same worksheet.
    #[must_use]
    pub fn cell(&self, cell: CellRef) -> Self {
        Self { cell: Some(cell), ..self.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, " · dòng {line}")?;
        }
        match (&self.sheet, self.cell) {
            (Some(sheet), Some(cell)) => write!(f, " · {sheet}!{cell}"),
            (Some(sheet), None) => write!(f, " · {sheet}"),
            (None, _) => Ok(()),
        }
    }
}

/// The position of a cell in a worksheet: row and column, counted from 0. `Display` writes it as
/// Excel does (`D14`).
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

/// The error for a text that is not the name of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not the name of a cell")]
pub struct NotACell;

impl FromStr for CellRef {
    type Err = NotACell;

    /// Reads the name of a cell as Excel writes it: `D14`, `aa3`, `$D$14`. The last cell of a
    /// worksheet is `XFD1048576`.
    fn from_str(text: &str) -> Result<Self, NotACell> {
        let text = text.replace('$', "");
        let digits = text.find(|sign: char| !sign.is_ascii_alphabetic()).ok_or(NotACell)?;
        let (letters, number) = text.split_at(digits);
        if !(1..=3).contains(&letters.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotACell);
        }
        let ordinal = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        let column = letters.bytes().fold(0, |column, letter| column * 26 + ordinal(letter)) - 1;
        let row: u32 = number.parse().map_err(|_| NotACell)?;
        let cell = Self { row: row.checked_sub(1).ok_or(NotACell)?, column };
        (cell.row <= 1_048_575 && cell.column <= 16_383).then_some(cell).ok_or(NotACell)
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(
                b'A' + u8::try_from(rest % 26).expect("a remainder of 26 fits a byte"),
            ));
            rest /= 26;
        }
        letters.iter().rev().try_for_each(|letter| write!(f, "{letter}"))?;
        write!(f, "{}", u64::from(self.row) + 1)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{CellRef, NotACell};

    #[test]
    fn a_cell_is_named_as_in_excel() {
        for (row, column, name) in [
            (0, 0, "A1"),
            (13, 3, "D14"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(CellRef::new(row, column).to_string(), name);
            assert_eq!(name.parse(), Ok(CellRef::new(row, column)));
        }
        assert_eq!("$d$14".parse(), Ok(CellRef::new(13, 3)));
    }

    #[test]
    fn what_is_no_cell_is_not_read_as_one() {
        for text in [
            "",
            "14",
            "D",
            "D0",
            "14D",
            "D-1",
            "D 14",
            "D+1",
            "XFE1",
            "A1048577",
            "AAAA1",
            "D99999999999",
            "Đ14",
        ] {
            assert_eq!(text.parse::<CellRef>(), Err(NotACell), "{text}");
        }
    }
}
