//! Writes sheets as an `OpenDocument` spreadsheet, with no more in it than LibreOffice needs to
//! open it in silence. The heights of the rows are left to LibreOffice.

mod style;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use quick_xml::escape::escape;

use crate::Result;
use crate::look::Look;
use crate::model::Date;
use crate::pack::archive;
use crate::sheet::{At, Cell, Formula, Sheet, Value, at};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// The bytes of a workbook made on that day.
pub(crate) fn workbook(sheets: &[Sheet], made: Date) -> Result<Vec<u8>> {
    archive(
        made,
        &[
            ("mimetype", MIMETYPE.into()), // must come first
            ("content.xml", content(sheets)?.into_bytes()),
            ("styles.xml", style::PAGE.into()),
            ("META-INF/manifest.xml", manifest().into_bytes()),
        ],
    )
}

fn manifest() -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{MIMETYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"#
    )
}

fn content(sheets: &[Sheet]) -> Result<String> {
    let looks: BTreeSet<Look> =
        sheets.iter().flat_map(|sheet| &sheet.cells).map(|cell| cell.look).collect();
    let widths: BTreeSet<u16> =
        sheets.iter().flat_map(|sheet| sheet.widths.iter().copied()).collect();
    let mut xml = String::from(style::CONTENT_START);
    style::write_columns(&mut xml, &widths)?;
    style::write_cells(&mut xml, &looks)?;
    xml.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    for sheet in sheets {
        table(&mut xml, sheet)?;
    }
    xml.push_str("</office:spreadsheet></office:body></office:document-content>\n");
    Ok(xml)
}

fn table(xml: &mut String, sheet: &Sheet) -> Result<()> {
    write!(xml, r#"<table:table table:name="{}" table:style-name="ta">"#, escape(&sheet.name))?;
    for width in &sheet.widths {
        write!(xml, r#"<table:table-column table:style-name="{}"/>"#, style::column_name(*width))?;
    }
    let cells: BTreeMap<At, &Cell> = sheet.cells.iter().map(|cell| (cell.from, cell)).collect();
    let covered: BTreeSet<At> = sheet.cells.iter().flat_map(covered_by).collect();
    let rows = sheet.cells.iter().map(|cell| cell.to.row + 1).max().unwrap_or_default();
    for row in 0..rows {
        xml.push_str(r#"<table:table-row table:style-name="ro">"#);
        for (col, _) in (0..).zip(&sheet.widths) {
            match cells.get(&at(row, col)) {
                Some(cell) => write_cell(xml, cell)?,
                None if covered.contains(&at(row, col)) => {
                    xml.push_str("<table:covered-table-cell/>");
                }
                None => xml.push_str("<table:table-cell/>"),
            }
        }
        xml.push_str("</table:table-row>\n");
    }
    xml.push_str("</table:table>");
    Ok(())
}

/// The cells that a merged block hides: all but its first.
fn covered_by(cell: &Cell) -> impl Iterator<Item = At> {
    let Cell { from, to, .. } = *cell;
    let block =
        (from.row..=to.row).flat_map(move |row| (from.col..=to.col).map(move |col| at(row, col)));
    block.filter(move |&at| at != from)
}

fn write_cell(xml: &mut String, cell: &Cell) -> Result<()> {
    write!(xml, r#"<table:table-cell table:style-name="{}""#, style::cell_name(cell.look))?;
    if cell.is_merged() {
        let (rows, cols) = (cell.to.row - cell.from.row + 1, cell.to.col - cell.from.col + 1);
        write!(
            xml,
            r#" table:number-columns-spanned="{cols}" table:number-rows-spanned="{rows}""#
        )?;
    }
    let shown = match &cell.value {
        Value::Blank => None,
        Value::Text(text) => {
            xml.push_str(r#" office:value-type="string""#);
            Some(text.clone())
        }
        Value::Formula(of, None) => {
            write!(
                xml,
                r#" table:formula="{}" office:value-type="string""#,
                escape(formula(of, true))
            )?;
            Some(String::new())
        }
        Value::Formula(of, Some(points)) => {
            let formula = escape(formula(of, false));
            write!(
                xml,
                r#" table:formula="{formula}" office:value-type="float" office:value="{points}""#
            )?;
            Some(points.typed())
        }
        Value::Number(points) => {
            write!(xml, r#" office:value-type="float" office:value="{points}""#)?;
            Some(points.typed())
        }
    };
    match shown {
        Some(text) => write!(xml, "><text:p>{}</text:p></table:table-cell>", escape(text))?,
        None => xml.push_str("/>"),
    }
    Ok(())
}

/// `of:=SUM([.H9:.J9])`; guarded, it shows an empty text when there is nothing to add.
fn formula(formula: &Formula, guarded: bool) -> String {
    let (sum, cells) = match formula {
        Formula::Sum(from, to) => {
            let range = format!("[.{}:.{}]", from.name(), to.name());
            (format!("SUM({range})"), range)
        }
        Formula::Plus(cells) => {
            let names: Vec<String> = cells.iter().map(|at| format!("[.{}]", at.name())).collect();
            (names.join("+"), names.join(";"))
        }
    };
    if guarded { format!("of:=IF(COUNT({cells})=0;\"\";{sum})") } else { format!("of:={sum}") }
}
