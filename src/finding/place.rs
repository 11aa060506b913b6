//! Where something stands: file, sheet, cell.

use std::fmt;

use serde::{Serialize, Serializer};

/// A place in the papers of a round, as precise as it is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Path below the inputs folder with `/` between its parts; the name inside an archive follows `!/`.
    pub file: String,
    /// Line of a text file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Sheet of a workbook, or the key of a settings file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Cell of the sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellRef>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), line: None, sheet: None, cell: None }
    }

    /// A sheet (or a settings key) of this place's file.
    #[must_use]
    pub fn sheet(&self, sheet: impl Into<String>) -> Self {
        Self { sheet: Some(sheet.into()), ..Self::file(&self.file) }
    }

    /// A line of this place's file, counted from 1.
    #[must_use]
    pub fn line(&self, line: usize) -> Self {
        Self { line: Some(line), ..Self::file(&self.file) }
    }

    /// A cell of this place's sheet.
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

/// A cell of a sheet, counted from 0; shown as Excel shows it (`D14`).
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

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::CellRef;

    #[test]
    fn a_cell_is_named_as_in_excel() {
        for (row, column, name) in
            [(0, 0, "A1"), (13, 3, "D14"), (0, 25, "Z1"), (0, 26, "AA1"), (1_048_575, 16_383, "XFD1048576")]
        {
            assert_eq!(CellRef::new(row, column).to_string(), name);
        }
    }
}
