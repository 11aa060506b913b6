//! What goes back: the bytes of a workbook, and how its name must end.

/// A workbook that goes back to the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedWorkbook {
    /// The file.
    pub bytes: Vec<u8>,
    /// How its name must end, e.g. `xlsx`: by what it holds, as Excel opens no other.
    pub ending: &'static str,
}
