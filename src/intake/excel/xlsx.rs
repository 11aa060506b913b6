//! Workbooks of XML parts: xlsx and xlsm.
//!
//! Formulas are only asked whether they are there: when calamine spells them out, it makes room for as many shared formulas
//! as a cell claims.

use std::io::{BufReader, Cursor};

use calamine::{Dimensions, Reader as _, Xlsx, XlsxError, XlsxFormulaMetadata};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{cell, worksheets};
use crate::finding::CellRef;
use crate::intake::container::Container;
use crate::intake::filling::Filling;
use crate::intake::limits::SHARED_STRINGS;
use crate::intake::opening::Reading;
use crate::intake::refusal::Refusal;
use crate::intake::sheet::Merge;

/// Reads the worksheets of an xlsx workbook whose container has been weighed.
pub(in crate::intake) fn read_xlsx(
    bytes: &[u8],
    container: &mut Container<'_>,
    reading: &mut Reading<'_>,
) -> Result<(), Refusal> {
    check_shared_strings(container)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_refusal)?;
    for name in worksheets(workbook.sheets_metadata()) {
        let mut filling = Filling::new(reading.place(&name));
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(xlsx_refusal(error)),
        };
        while let Some(record) = cells.next_cell_with_formula_metadata().map_err(xlsx_refusal)? {
            let formula = record.formula.is_some_and(|formula| is_formula(&formula));
            if let Some(cell) = cell(record.value, formula) {
                filling.put(CellRef::new(record.pos.0, record.pos.1), cell, reading.allowance)?;
            }
        }
        drop(cells);
        for region in workbook.merge_cells_by_sheet_name(&name).map_err(xlsx_refusal)? {
            filling.merge(merge(region), reading.allowance)?;
        }
        reading.add(filling)?;
    }
    Ok(())
}

/// Refuses a list of shared strings that is longer, or claims to be longer, than any form needs.
///
/// calamine makes room for as many strings as the list claims before it reads the first.
fn check_shared_strings(container: &mut Container<'_>) -> Result<(), Refusal> {
    for (_, name) in container.names() {
        if !name.to_lowercase().ends_with("sharedstrings.xml") {
            continue;
        }
        let mut xml = Reader::from_reader(BufReader::new(container.stream(&name)?));
        let (mut buffer, mut strings) = (Vec::new(), 0);
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(Refusal::damaged)? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "si" => strings += 1,
                    "sst" => strings += claimed_strings(&element)?,
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            if strings > 2 * SHARED_STRINGS {
                return Err(Refusal::too_large("Bảng tính có quá nhiều chữ"));
            }
        }
    }
    Ok(())
}

/// The number of strings that a list of shared strings claims to hold.
fn claimed_strings(list: &BytesStart<'_>) -> Result<u64, Refusal> {
    let claim = list.try_get_attribute("uniqueCount").map_err(Refusal::damaged)?;
    Ok(claim.map_or(0, |claim| claim.value.trim().parse().unwrap_or(u64::from(u32::MAX))))
}

/// The merged region that calamine describes.
fn merge(region: Dimensions) -> Merge {
    let corner = |(row, column)| CellRef::new(row, column);
    Merge { first: corner(region.start), last: corner(region.end) }
}

/// Whether the element really holds a formula; some programs write an empty one.
fn is_formula(formula: &XlsxFormulaMetadata) -> bool {
    !matches!(formula, XlsxFormulaMetadata::Normal { formula } if formula.is_empty())
}

/// What an error of calamine means to a clerk.
fn xlsx_refusal(error: XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::locked(),
        error => Refusal::damaged(error),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
    use time::{Date, Month};

    use crate::finding::{CellRef, Code};
    use crate::intake::testing::{only_sheet, open, raw_xlsx, told, workbook};
    use crate::intake::{Cell, Merge, Sheet, Value};

    fn at(row: u32, column: u32) -> CellRef {
        CellRef::new(row, column)
    }

    #[test]
    fn values_come_as_they_were_meant() {
        let bytes = workbook(|writer| {
            let sheet = writer.add_worksheet();
            let (percent, day) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("dd/mm/yyyy"));
            let hours = Format::new().set_num_format("[h]:mm");
            sheet.write(0, 0, " Che\u{302}\u{300}\u{a0}Shan\nTuyết ").expect("text");
            sheet.write(0, 1, 0.1 + 0.2).expect("a number");
            sheet.write_with_format(0, 2, 0.855, &percent).expect("a percentage");
            sheet.write_with_format(0, 3, ExcelDateTime::from_ymd(2020, 12, 8).expect("a day"), &day).expect("a day");
            sheet.write_with_format(0, 4, 1.5, &hours).expect("a duration");
            sheet.write(0, 5, true).expect("a boolean");
            sheet.write(0, 6, Formula::new("=B1*2").set_result("0.6")).expect("a formula");
            sheet.write(0, 7, " \u{a0} ").expect("spaces");
        });
        let sheet = only_sheet(&bytes);
        let shown: Vec<_> = sheet.row(0).map(|(_, cell)| (cell.shown(), cell.formula)).collect();
        let expected =
            ["Chề Shan Tuyết", "0,3", "0,855", "08/12/2020", "1,5", "TRUE"].map(|text| (text.to_owned(), false));
        assert_eq!(shown[..6], expected);
        assert_eq!(shown[6..], [("0,6".to_owned(), true)], "spaces are no value");
        let day = Date::from_calendar_date(2020, Month::December, 8).expect("the date exists");
        assert_eq!(sheet.cell(at(0, 3)).map(|cell| &cell.value), Some(&Value::Date(day)));
    }

    #[test]
    fn a_formula_that_was_never_calculated_is_not_a_zero() {
        let rows = r#"<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1"><f></f></c></row>"#;
        let sheet = only_sheet(&raw_xlsx(rows, "<sst/>"));
        let not_calculated = Cell { value: Value::NotCalculated, formula: true };
        assert_eq!(sheet.cell(at(0, 0)), Some(&not_calculated));
        assert_eq!(sheet.cell(at(0, 1)), Some(&not_calculated));
        assert_eq!(sheet.cell(at(0, 2)), Some(&Cell { value: Value::Number(2.into()), formula: true }));
        assert_eq!(sheet.cell(at(0, 3)), None, "an empty formula is none");
    }

    #[test]
    fn an_error_value_keeps_its_name() {
        let rows = r#"<row r="1"><c r="A1" t="e"><f>B1</f><v>#REF!</v></c></row>"#;
        let sheet = only_sheet(&raw_xlsx(rows, "<sst/>"));
        assert_eq!(sheet.cell(at(0, 0)), Some(&Cell { value: Value::Error("#REF!".to_owned()), formula: true }));
    }

    #[test]
    fn a_far_cell_is_reported_and_not_read() {
        let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>"#;
        let (workbooks, findings) = open(&raw_xlsx(rows, "<sst/>"));
        assert_eq!(workbooks[0].sheets[0].rows().collect::<Vec<_>>(), [0]);
        assert_eq!(told(&findings), [(Code::CellTooFar, "x · S!ZZ1".to_owned())]);
    }

    #[test]
    fn a_shared_formula_with_an_enormous_number_is_only_a_formula() {
        let rows = r#"<row r="1"><c r="A1"><f t="shared" si="99999999999" ref="A1:A2">1+1</f><v>2</v></c></row><row r="2"><c r="A2"><f t="shared" si="99999999999"/><v>2</v></c></row>"#;
        let sheet = only_sheet(&raw_xlsx(rows, "<sst/>"));
        assert!(sheet.cell(at(0, 0)).is_some_and(|cell| cell.formula));
        assert!(sheet.cell(at(1, 0)).is_some_and(|cell| cell.formula));
    }

    #[test]
    fn merged_regions_are_known() {
        let bytes = workbook(|writer| {
            let sheet = writer.add_worksheet();
            sheet.merge_range(1, 0, 2, 3, "Tiêu đề", &Format::new()).expect("a merge");
        });
        let sheet = only_sheet(&bytes);
        assert_eq!(sheet.merge_at(at(2, 3)), Some(Merge { first: at(1, 0), last: at(2, 3) }));
        assert_eq!(
            sheet.merged(at(2, 2)).map(|(from, cell)| (from, cell.shown())),
            Some((at(1, 0), "Tiêu đề".to_owned()))
        );
    }

    #[test]
    fn sheets_come_in_the_order_of_the_workbook() {
        let bytes = workbook(|writer| {
            for name in ["Tổng hợp", "An", "Bình"] {
                writer.add_worksheet().set_name(name).expect("a sound name");
            }
        });
        let (workbooks, _) = open(&bytes);
        let names: Vec<_> = workbooks[0].sheets.iter().map(Sheet::name).collect();
        assert_eq!(names, ["Tổng hợp", "An", "Bình"]);
    }
}
