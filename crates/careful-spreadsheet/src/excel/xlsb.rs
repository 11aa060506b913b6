//! Workbooks of binary parts: xlsb.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};

use super::date;
use crate::builder::{TextRun, WorksheetBuilder};
use crate::container::Container;
use crate::place::CellRef;
use crate::reading::WorkbookReading;
use crate::refusal::{Refusal, UnreadFormat};
use crate::workbook::{Cell, Value};

/// Reads the worksheets of an xlsb workbook.
///
/// calamine gives no merged regions and no formats for xlsb, and leaves out formulas whose value is
/// an error: a formula without a value therefore becomes an error of unknown kind.
pub(crate) fn read_xlsb(
    bytes: &[u8],
    container: &mut Container<'_>,
    reading: &mut WorkbookReading<'_>,
) -> Result<(), Refusal> {
    container.check_prologs()?;
    container.weigh(reading.allowance)?;
    let mut workbook = Xlsb::new(Cursor::new(bytes)).map_err(xlsb_refusal)?;
    let sheets = workbook.sheets_metadata().to_vec();
    for sheet in sheets.into_iter().filter(|sheet| sheet.typ == SheetType::WorkSheet) {
        let name = sheet.name;
        let mut builder = WorksheetBuilder::new(reading.place(&name));
        builder.hidden.sheet = sheet.visible != SheetVisible::Visible;
        let mut formulas = BTreeSet::new();
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(xlsb_refusal)?;
        while let Some(formula) = cells.next_formula().map_err(xlsb_refusal)? {
            reading.allowance.spend_cell(0)?;
            formulas.insert(formula.get_position());
        }
        drop(cells);
        let mut cells = workbook.worksheet_cells_reader(&name).map_err(xlsb_refusal)?;
        while let Some(found) = cells.next_cell().map_err(xlsb_refusal)? {
            let (row, column) = found.get_position();
            let (at, formula) = (CellRef::new(row, column), formulas.remove(&(row, column)));
            match found.get_value() {
                DataRef::String(raw) => {
                    builder.put_text(at, &[TextRun::plain(raw)], formula, reading.allowance)?;
                }
                DataRef::SharedString(raw) => {
                    builder.put_text(at, &[TextRun::plain(raw)], formula, reading.allowance)?;
                }
                value => {
                    if let Some(cell) = cell(value, formula) {
                        builder.put(at, cell, reading.allowance)?;
                    }
                }
            }
        }
        for (row, column) in formulas {
            let cell = Cell::new(Value::Error("#LỖI!".to_owned()), true);
            builder.put(CellRef::new(row, column), cell, reading.allowance)?;
        }
        reading.add(builder)?;
    }
    Ok(())
}

/// Makes the cell of a value other than text; `None` when the cell holds nothing.
fn cell(value: &DataRef<'_>, formula: bool) -> Option<Cell> {
    let value = match value {
        DataRef::Empty if formula => Value::NotCalculated,
        DataRef::Empty => return None,
        DataRef::String(raw) | DataRef::DurationIso(raw) => Value::from_text(raw)?,
        DataRef::SharedString(raw) => Value::from_text(raw)?,
        DataRef::DateTimeIso(raw) => Value::from_iso_date(raw)?,
        DataRef::Bool(value) => Value::Bool(*value),
        DataRef::Int(value) => Value::Number((*value).into()),
        DataRef::Float(value) => Value::from_float(*value),
        DataRef::DateTime(value) => {
            date(*value).map_or_else(|| Value::from_float(value.as_f64()), Value::Date)
        }
        DataRef::Error(error) => Value::Error(error.to_string()),
    };
    Some(Cell::new(value, formula))
}

/// Makes the refusal for an error of calamine; a formula that it cannot decode is no damage.
fn xlsb_refusal(error: XlsbError) -> Refusal {
    match error {
        XlsbError::Password => Refusal::Locked,
        XlsbError::UnsupportedType(_)
        | XlsbError::Etpg(_)
        | XlsbError::Ptg(_)
        | XlsbError::BErr(_)
        | XlsbError::StackLen => Refusal::NotRead(UnreadFormat::XlsbFormula),
        error => Refusal::damaged(error),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{only_sheet, zip};

    /// A record of the binary format: its number, its length, its body.
    fn record(number: u16, body: &[u8]) -> Vec<u8> {
        let length = u8::try_from(body.len()).expect("the records of the test are short");
        assert!(length < 0x80, "a longer length takes two bytes");
        let [low, high] =
            [number & 0x7F, number >> 7].map(|part| u8::try_from(part).expect("seven bits"));
        let number = if high == 0 { vec![low] } else { vec![low | 0x80, high] };
        [&number[..], &[length], body].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let length = u32::try_from(units.len()).expect("the text is short");
        length
            .to_le_bytes()
            .into_iter()
            .chain(units.into_iter().flat_map(u16::to_le_bytes))
            .collect()
    }

    /// A cell in a column: its record begins with the column and a style.
    fn cell(number: u16, column: u8, value: &[u8]) -> Vec<u8> {
        record(number, &[&[column, 0, 0, 0, 0, 0, 0, 0], value].concat())
    }

    /// A workbook of one sheet `S` with these records of rows and cells.
    fn xlsb(rows: &[Vec<u8>]) -> Vec<u8> {
        let sheet = [&[0; 4][..], &[1, 0, 0, 0], &wide("rId1"), &wide("S")].concat();
        let book = [record(0x9C, &sheet), record(0x90, &[]), record(0x84, &[])].concat();
        let rows = [&[record(0x94, &[0; 16]), record(0x91, &[])][..], rows, &[record(0x92, &[])]]
            .concat()
            .concat();
        let parts = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#;
        zip([
            ("[Content_Types].xml", &b"<Types/>"[..]),
            ("xl/_rels/workbook.bin.rels", parts.as_bytes()),
            ("xl/workbook.bin", &book),
            ("xl/worksheets/sheet1.bin", &rows),
        ])
    }

    #[test]
    fn values_formulas_and_errors_of_formulas_are_told_apart() {
        let seven = [&[0, 0][..], &[3, 0, 0, 0], &[0x1E, 7, 0]].concat();
        let sheet = only_sheet(&xlsb(&[
            record(0x00, &[4, 0, 0, 0, 0, 0, 0, 0]),
            cell(0x05, 0, &72.5_f64.to_le_bytes()),
            cell(0x06, 1, &wide("Chè")),
            cell(0x09, 2, &[&7_f64.to_le_bytes()[..], &seven].concat()),
            cell(0x0B, 3, &[&[0x17][..], &seven].concat()),
        ]));
        let shown: Vec<_> = sheet.row(4).map(|(_, cell)| (cell.shown(), cell.formula)).collect();
        let expected = [("72,5", false), ("Chè", false), ("7", true), ("#LỖI!", true)];
        assert_eq!(shown, expected.map(|(text, formula)| (text.to_owned(), formula)));
    }
}
