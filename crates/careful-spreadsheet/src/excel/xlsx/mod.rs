//! Workbooks of XML parts: xlsx and xlsm, read as streams, each part once.
//!
//! calamine reads them too, but makes room for whatever a part claims, parses every sheet twice
//! when merged cells are wanted, and says nothing of fonts and hidden rows.

mod package;
mod sheet;
mod strings;
mod styles;

#[cfg(test)]
mod tests;

use self::strings::Strings;
use self::styles::Styles;
use crate::container::Container;
use crate::filling::Filling;
use crate::reading::Reading;
use crate::refusal::Refusal;

/// What the cells of all sheets refer to.
struct Book {
    strings: Strings,
    styles: Styles,
    /// Whether days are counted from 1904, as Excel for the Macintosh once did.
    from_1904: bool,
}

/// Reads the worksheets of an xlsx workbook.
pub(crate) fn read_xlsx(
    container: &mut Container<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), Refusal> {
    container.check_prologs()?;
    let allowance = reading.allowance;
    let package = package::read(container, allowance)?;
    let strings = match &package.strings {
        Some(part) => strings::read(container, part, allowance)?,
        None => Strings::default(),
    };
    let styles = match &package.styles {
        Some(part) => styles::read(container, part, allowance)?,
        None => Styles::default(),
    };
    let book = Book { strings, styles, from_1904: package.from_1904 };
    for entry in package.sheets {
        let mut filling = Filling::new(reading.place(&entry.name));
        filling.hidden.sheet = entry.hidden;
        let stream = container.stream(&entry.part, allowance)?;
        let stream = stream
            .ok_or_else(|| Refusal::damaged(format!("the part {:?} is missing", entry.part)))?;
        sheet::read(stream, &book, &mut filling, allowance)?;
        reading.add(filling)?;
    }
    Ok(())
}
