//! Workbooks of XML parts: xlsx and xlsm, read as streams, each part once.
//!
//! calamine reads them too, but allocates whatever a part claims, parses every worksheet twice when
//! merged cells are wanted, and reports neither fonts nor hidden rows.

mod package;
mod sheet;
mod strings;
mod styles;

#[cfg(test)]
mod tests;

use self::strings::SharedStrings;
use self::styles::CellStyles;
use crate::builder::WorksheetBuilder;
use crate::container::Container;
use crate::reading::WorkbookReading;
use crate::refusal::Refusal;

/// The tables that the cells of all worksheets refer to.
struct SharedTables {
    strings: SharedStrings,
    styles: CellStyles,
    /// Whether days are counted from 1904, as Excel for the Macintosh once did.
    from_1904: bool,
}

/// Reads the worksheets of an xlsx workbook and adds them to `reading`.
pub(crate) fn read_xlsx(
    container: &mut Container<'_>,
    reading: &mut WorkbookReading<'_>,
) -> Result<(), Refusal> {
    container.check_prologs()?;
    let allowance = reading.allowance;
    let package = package::read_package(container, allowance)?;
    let strings = match &package.strings {
        Some(part) => strings::read_strings(container, part, allowance)?,
        None => SharedStrings::default(),
    };
    let styles = match &package.styles {
        Some(part) => styles::read_styles(container, part, allowance)?,
        None => CellStyles::default(),
    };
    let book = SharedTables { strings, styles, from_1904: package.from_1904 };
    for entry in package.sheets {
        let mut builder = WorksheetBuilder::new(reading.place(&entry.name));
        builder.hidden.sheet = entry.hidden;
        let stream = container.stream(&entry.part, allowance)?;
        let stream = stream
            .ok_or_else(|| Refusal::damaged(format!("the part {:?} is missing", entry.part)))?;
        sheet::read_worksheet(stream, &book, &mut builder, allowance)?;
        reading.add(builder)?;
    }
    Ok(())
}
