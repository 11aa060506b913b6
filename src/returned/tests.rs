//! What a district reads in its workbook.

use std::io::{Cursor, Read};

use rust_xlsxwriter::Workbook;
use zip::ZipArchive;

use super::{give_back, list, mark};
use crate::finding::{CellRef, Code, Finding, Place};

/// The text of one part of a workbook.
fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A workbook of one sheet with this name.
fn workbook(sheet: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name(sheet).unwrap().write(1, 0, "Chè").unwrap();
    book.save_to_buffer().unwrap()
}

fn at(code: Code, row: u32, column: u32) -> Finding {
    Finding::new(
        code,
        Place::file("x").sheet("Danh sách").cell(CellRef::new(row, column)),
        "Ô này <sai> & \u{1}hỏng.",
    )
    .found("7 2,5")
    .remedy("Sửa lại.")
}

#[test]
fn the_list_names_every_finding_and_leads_to_its_cell() {
    let letter = Finding::new(Code::LetterMissing, Place::file("x"), "Thiếu công văn.");
    let faults = [&at(Code::ValueUnreadable, 1, 0), &letter];
    // In the workbook the name has two spaces and its marks apart from the letters.
    let marked = mark(&workbook("Danh  sa\u{301}ch"), "x.xlsx", &faults).unwrap();
    let list = part(&marked.bytes, "xl/worksheets/sheet2.xml");
    for piece in [
        "LỖI CẦN SỬA: x.xlsx",
        "E206",
        "Danh sách!A2",
        "Ô này &lt;sai&gt; &amp; hỏng.",
        "7 2,5",
        "W330",
        "cả tệp",
        "<hyperlink ref=\"D6\" location=\"&apos;Danh  sa\u{301}ch&apos;!A2\"/>",
    ] {
        assert!(list.contains(piece), "{piece}: {list}");
    }
    assert_eq!(list.matches("<hyperlink ").count(), 1);
}

#[test]
fn a_note_says_what_is_wrong_and_by_whom_it_is() {
    let faults = [&at(Code::ValueUnreadable, 1, 0), &at(Code::SumDiffers, 1, 0)];
    let notes =
        part(&mark(&workbook("Danh sách"), "x.xlsx", &faults).unwrap().bytes, "xl/comments1.xml");
    for piece in
        ["Kiểm tra hồ sơ OCOP", ">LỖI E206: </t>", "\n\nCẢNH BÁO W303: </t>", "Cần làm: Sửa lại."]
    {
        assert!(notes.contains(piece), "{piece}: {notes}");
    }
}

#[test]
fn the_list_has_a_name_that_no_sheet_has() {
    let marked = mark(&workbook("LỖI CẦN SỬA"), "x.xlsx", &[]).unwrap();
    let book = part(&marked.bytes, "xl/workbook.xml");
    assert!(book.contains("name=\"Lỗi cần sửa (2)\""), "{book}");
}

#[test]
fn a_file_that_cannot_be_marked_is_returned_as_a_list_with_the_reason() {
    let fault = at(Code::ValueUnreadable, 1, 0);
    let (returned, told) =
        give_back(b"\xd0\xcf\x11\xe0", &Place::file("ho-so/a.xls"), "a.xls", &[&fault]).unwrap();
    let told = told.unwrap();
    assert_eq!(
        (told.code, told.place.to_string()),
        (Code::ReturnedAsList, "ho-so/a.xls".to_owned())
    );
    assert_eq!(returned.ending, "xlsx");
    let strings = part(&returned.bytes, "xl/sharedStrings.xml");
    assert!(strings.contains("Danh sách!A2") && strings.contains("Ô này &lt;sai&gt;"), "{strings}");
    assert_eq!(
        returned.bytes,
        list("a.xls", &[&fault]).unwrap(),
        "the same findings give the same bytes"
    );
}
