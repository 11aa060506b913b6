//! Whole workbooks, as programs and people write them.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
use time::{Date, Month};

use crate::place::CellRef;
use crate::remark::{HiddenCells, Noticed};
use crate::testing::{noticed, only_sheet, open, raw_xlsx, workbook, zip};
use crate::text::Encoding;
use crate::workbook::{Cell, Merge, Value, Worksheet};

fn at(row: u32, column: u32) -> CellRef {
    CellRef::new(row, column)
}

#[test]
fn values_come_as_they_were_meant() {
    let bytes = workbook(|writer| {
        let sheet = writer.add_worksheet();
        let (percent, day) =
            (Format::new().set_num_format("0.0%"), Format::new().set_num_format("dd/mm/yyyy"));
        let hours = Format::new().set_num_format("[h]:mm");
        sheet.write(0, 0, " Che\u{302}\u{300}\u{a0}Shan\nTuyết ").expect("text");
        sheet.write(0, 1, 0.1 + 0.2).expect("a number");
        sheet.write_with_format(0, 2, 0.855, &percent).expect("a percentage");
        sheet
            .write_with_format(0, 3, ExcelDateTime::from_ymd(2020, 12, 8).expect("a day"), &day)
            .expect("a day");
        sheet.write_with_format(0, 4, 1.5, &hours).expect("a duration");
        sheet.write(0, 5, true).expect("a boolean");
        sheet.write(0, 6, Formula::new("=B1*2").set_result("0.6")).expect("a formula");
        sheet.write(0, 7, " \u{a0} ").expect("spaces");
    });
    let sheet = only_sheet(&bytes);
    let shown: Vec<_> = sheet.row(0).map(|(_, cell)| (cell.shown(), cell.formula)).collect();
    let expected = ["Chề Shan Tuyết", "0,3", "0,855", "08/12/2020", "1,5", "TRUE"]
        .map(|text| (text.to_owned(), false));
    assert_eq!(shown[..6], expected);
    assert_eq!(shown[6..], [("0,6".to_owned(), true)], "spaces are no value");
    let day = Date::from_calendar_date(2020, Month::December, 8).expect("the date exists");
    assert_eq!(sheet.cell(at(0, 3)).map(|cell| &cell.value), Some(&Value::Date(day)));
}

#[test]
fn a_formula_that_was_never_calculated_is_not_a_zero() {
    let rows = r#"<row r="1"><c r="A1"><f>SUM(B1:C1)</f><v></v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1"><f></f></c></row>"#;
    let sheet = only_sheet(&raw_xlsx(rows, "<sst/>"));
    let not_calculated = Cell::new(Value::NotCalculated, true);
    assert_eq!(sheet.cell(at(0, 0)), Some(&not_calculated));
    assert_eq!(sheet.cell(at(0, 1)), Some(&not_calculated));
    assert_eq!(sheet.cell(at(0, 2)), Some(&Cell::new(Value::Number(2.into()), true)));
    assert_eq!(sheet.cell(at(0, 3)), None, "an empty formula is none");
}

#[test]
fn an_error_value_keeps_its_name() {
    let rows = r#"<row r="1"><c r="A1" t="e"><f>B1</f><v>#REF!</v></c></row>"#;
    let sheet = only_sheet(&raw_xlsx(rows, "<sst/>"));
    assert_eq!(sheet.cell(at(0, 0)), Some(&Cell::new(Value::Error("#REF!".to_owned()), true)));
}

#[test]
fn a_far_cell_is_reported_and_not_read() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1"><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>3</v></c></row>"#;
    let (workbooks, seen) = open(&raw_xlsx(rows, "<sst/>"));
    assert_eq!(workbooks[0].sheets[0].rows().collect::<Vec<_>>(), [0]);
    assert_eq!(seen, ["FarCells x · S!ZZ1"]);
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
    let names: Vec<_> = workbooks[0].sheets.iter().map(Worksheet::name).collect();
    assert_eq!(names, ["Tổng hợp", "An", "Bình"]);
}

#[test]
fn text_is_read_in_the_font_of_its_cell_and_of_its_runs() {
    let bytes = workbook(|writer| {
        let sheet = writer.add_worksheet().set_name("S").expect("a sound name");
        let [old, capitals, new] = [".VnTime", ".VnTimeH", "Times New Roman"]
            .map(|name| Format::new().set_font_name(name));
        sheet.write_with_format(0, 0, "ChÌ", &old).expect("text");
        sheet.write_with_format(0, 1, "hµng", &capitals).expect("text");
        sheet.write_with_format(0, 2, "ChÌ", &new).expect("text");
        sheet.write_rich_string(0, 3, &[(&old, "ChÌ "), (&new, "Tủa Chùa")]).expect("text");
    });
    let (workbooks, seen) = open(&bytes);
    let shown: Vec<_> = workbooks[0].sheets[0].row(0).map(|(_, cell)| cell.shown()).collect();
    // The third cell says nothing of its encoding, and follows the others of its sheet.
    assert_eq!(shown, ["Chè", "HÀNG", "Chè", "Chè Tủa Chùa"]);
    assert_eq!(seen, ["A1", "B1", "C1", "D1"].map(|cell| format!("Mended x · S!{cell}")));
    let mended = Noticed::Mended {
        encoding: Encoding::Tcvn3,
        typed: "ChÌ".to_owned(),
        meant: "Chè".to_owned(),
    };
    assert_eq!(noticed(&bytes)[0], mended);
}

#[test]
fn what_is_struck_through_is_known_as_such() {
    let bytes = workbook(|writer| {
        let sheet = writer.add_worksheet().set_name("S").expect("a sound name");
        let (struck, plain) = (Format::new().set_font_strikethrough(), Format::new());
        sheet.write_with_format(0, 0, "Chè", &struck).expect("text");
        sheet.write_with_format(0, 1, 20, &struck).expect("a number");
        sheet.write(0, 2, "Chè").expect("text");
        sheet
            .write_rich_string(0, 3, &[(&struck, "Chè "), (&struck, "Shan"), (&plain, ".")])
            .expect("text");
        sheet.write_rich_string(0, 4, &[(&struck, "20"), (&plain, " 25")]).expect("text");
        sheet
            .write_rich_string_with_format(
                0,
                5,
                &[(&plain, "a"), (&plain.clone().set_bold(), "b")],
                &struck,
            )
            .expect("text");
    });
    let (workbooks, seen) = open(&bytes);
    let sheet = &workbooks[0].sheets[0];
    let struck: Vec<_> = sheet.row(0).map(|(_, cell)| cell.struck).collect();
    // In the last cell only the first run has no looks of its own, and so those of the cell.
    assert_eq!(struck, [true, true, false, true, false, false]);
    assert_eq!(seen, ["StruckInPart x · S!E1", "StruckInPart x · S!F1"]);
}

#[test]
fn a_number_is_known_as_it_is_shown() {
    let bytes = workbook(|writer| {
        let sheet = writer.add_worksheet();
        for (column, format) in (0..).zip(["0.00", "0.0", "General", "#,##0.00", "0", "0%"]) {
            sheet
                .write_with_format(0, column, 1.1, &Format::new().set_num_format(format))
                .expect("a number");
        }
    });
    let sheet = only_sheet(&bytes);
    let shown: Vec<_> = sheet.row(0).map(|(_, cell)| cell.formatted()).collect();
    assert_eq!(shown, ["1,10", "1,1", "1,1", "1,10", "1", "1,1"]);
    assert!(sheet.row(0).all(|(_, cell)| cell.shown() == "1,1"), "the value stays what it is");
}

#[test]
fn hidden_rows_columns_and_sheets_are_read_and_told() {
    let bytes = workbook(|writer| {
        let sheet = writer.add_worksheet().set_name("S").expect("a sound name");
        sheet.write_column(0, 0, [1, 2, 3]).expect("numbers");
        sheet.write(0, 2, 4).expect("a number");
        sheet
            .set_row_hidden(1)
            .expect("a row")
            .set_column_hidden(2)
            .expect("a column")
            .set_row_hidden(9)
            .expect("a row");
        writer
            .add_worksheet()
            .set_name("T")
            .expect("a sound name")
            .set_hidden(true)
            .write(0, 0, 1)
            .expect("a number");
        writer.add_worksheet().set_name("U").expect("a sound name").set_hidden(true);
    });
    let (workbooks, seen) = open(&bytes);
    assert_eq!(seen, ["Hidden x · S!C1", "Hidden x · T!A1"]);
    let expected = [
        HiddenCells { sheet: false, rows: vec![(1, 1)], columns: vec![(2, 2)] },
        HiddenCells { sheet: true, ..HiddenCells::default() },
    ];
    assert_eq!(noticed(&bytes), expected.map(Noticed::Hidden));
    assert_eq!(workbooks[0].sheets[0].cell(at(1, 0)).map(Cell::shown).as_deref(), Some("2"));
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let parts = |setting: &str| {
        let book = format!(
            r#"<workbook xmlns:r="r">{setting}<sheets><sheet name="S" r:id="s"/></sheets></workbook>"#
        );
        zip([
            ("xl/workbook.xml", book.as_bytes()),
            ("xl/_rels/workbook.xml.rels", br#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="/xl/s.xml"/></Relationships>"#),
            ("xl/styles.xml", br#"<styleSheet><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>"#),
            ("xl/s.xml", br#"<worksheet><sheetData><row><c><v>42711</v></c><c t="d"><v>2020-12-08</v></c></row></sheetData></worksheet>"#),
        ])
    };
    let shown = |setting| {
        only_sheet(&parts(setting)).row(0).map(|(_, cell)| cell.shown()).collect::<Vec<_>>()
    };
    assert_eq!(shown(r#"<workbookPr date1904="1"/>"#), ["08/12/2020", "08/12/2020"]);
    assert_eq!(
        shown(""),
        ["07/12/2016", "08/12/2020"],
        "cells and rows without a name follow each other"
    );
}
