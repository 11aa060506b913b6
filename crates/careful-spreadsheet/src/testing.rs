//! Files for the tests, made in memory.

use std::fmt::Debug;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::Workbook as Writer;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Noticed, Opener, Place, Workbook, Worksheet};

/// A zip container of these parts.
pub(crate) fn zip<'a>(parts: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("the name is new");
        zip.write_all(bytes).expect("memory takes it all");
    }
    zip.finish().expect("memory takes it all").into_inner()
}

/// A workbook written by `rust_xlsxwriter`.
pub(crate) fn workbook(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    write(&mut writer);
    writer.save_to_buffer().expect("the test writes a sound workbook")
}

/// A workbook of one sheet `S` whose `A1` holds this text.
pub(crate) fn note(text: &str) -> Vec<u8> {
    workbook(|writer| {
        writer
            .add_worksheet()
            .set_name("S")
            .expect("a sound name")
            .write(0, 0, text)
            .expect("a sound cell");
    })
}

/// A workbook of one sheet `S` with this XML of rows, and these shared strings, as hostile as the
/// test wants.
pub(crate) fn raw_xlsx(rows: &str, shared_strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let types = r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
    let package = r#"<Relationships><Relationship Id="r" Type="x/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    let book = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>"#;
    let parts = r#"<Relationships><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    zip([
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", shared_strings.as_bytes()),
    ])
}

/// An `OpenDocument` spreadsheet of one table `S` with this XML of rows.
pub(crate) fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:body><office:spreadsheet><table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zip([
        ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// Opens these bytes as the file `x`; returns the workbooks, and for each refusal and remark a line
/// with its place.
pub(crate) fn open(bytes: &[u8]) -> (Vec<Workbook>, Vec<String>) {
    let (mut workbooks, mut seen) = (Vec::new(), Vec::new());
    for file in Opener::new().open("x", bytes) {
        seen.extend(file.refusal.map(|refusal| line(&refusal, &file.place)));
        seen.extend(file.remarks.iter().map(|remark| line(&remark.noticed, &remark.place)));
        workbooks.extend(file.workbook);
    }
    (workbooks, seen)
}

/// Writes the name of a variant, followed by a place.
fn line(variant: &impl Debug, place: &Place) -> String {
    let shown = format!("{variant:?}");
    let name = shown.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    format!("{name} {place}")
}

/// What was noticed about the sheets of a file.
pub(crate) fn noticed(bytes: &[u8]) -> Vec<Noticed> {
    let opened = Opener::new().open("x", bytes);
    opened.into_iter().flat_map(|file| file.remarks).map(|remark| remark.noticed).collect()
}

/// The only sheet of a file that has nothing wrong with it.
pub(crate) fn only_sheet(bytes: &[u8]) -> Worksheet {
    let (mut workbooks, seen) = open(bytes);
    assert_eq!(seen, [""; 0]);
    workbooks.pop().and_then(|mut workbook| workbook.sheets.pop()).expect("there is a sheet")
}
