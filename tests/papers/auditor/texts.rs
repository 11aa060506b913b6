//! The text of everything that a run files: papers, workbooks, tables, pages.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::desk::Paper;
use crate::support::pdf::Pdf;

/// Reads what is no form to fill in, no file that prints others once more, and no report of a run.
pub(crate) fn papers(files: BTreeMap<String, Vec<u8>>) -> Vec<Paper> {
    let files = files.into_iter().filter(|(file, _)| {
        !file.starts_with("bieu-mau/")
            && !file.starts_with("trinh-ky/")
            && !file.contains("/tat-ca")
            && file.contains('/')
    });
    files.filter_map(|(file, bytes)| Some(Paper { text: text(&file, &bytes)?, file })).collect()
}

fn text(file: &str, bytes: &[u8]) -> Option<String> {
    match file.rsplit_once('.')?.1 {
        "pdf" => Some(Pdf::read(bytes).text()),
        "xlsx" => Some(workbook(bytes)),
        "csv" | "html" => Some(String::from_utf8(bytes.to_vec()).unwrap()),
        _ => None,
    }
}

/// Sheets with a form feed between them: the name, then a line a row with tabs between cells.
fn workbook(bytes: &[u8]) -> String {
    let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let sheets = workbook.worksheets().into_iter().map(|(name, range)| {
        let mut text = format!("{name}\n");
        for row in range.rows() {
            let cells: Vec<String> =
                row.iter().map(|cell| cell.to_string().trim().replace(['\n', '\t'], " ")).collect();
            writeln!(text, "{}", cells.join("\t")).unwrap();
        }
        text
    });
    sheets.collect::<Vec<_>>().join("\u{c}")
}
