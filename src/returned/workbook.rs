//! Workbooks that go back to the districts.

/// A workbook that goes back to the district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedWorkbook {
    /// Bytes of the file.
    pub bytes: Vec<u8>,
    /// Ending of its name, e.g. `xlsx`. It must fit the content: Excel opens no workbook under
    /// another ending.
    pub ending: &'static str,
}
