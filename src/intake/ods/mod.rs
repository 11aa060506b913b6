//! Reads `OpenDocument` spreadsheets as a stream of XML: tables, rows and cells, where one element may stand for a million.
//!
//! calamine can only load such a file whole, and repeated cells with it.

mod cell;

use std::collections::BTreeSet;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use self::cell::Head;
use super::cell::Cell;
use super::container::Container;
use super::filling::Filling;
use super::limits::{ROWS, SHEETS};
use super::opening::Reading;
use super::refusal::Refusal;
use super::sheet::Merge;
use super::xml::{self, Xml};
use crate::finding::CellRef;

/// Reads the tables of a spreadsheet.
pub(super) fn read(container: &mut Container<'_>, reading: &mut Reading<'_>) -> Result<(), Refusal> {
    if container.text("META-INF/manifest.xml", reading.allowance)?.contains("encryption-data") {
        return Err(Refusal::locked());
    }
    container.check_prologs()?;
    let allowance = reading.allowance;
    let content = container.stream("content.xml", allowance)?;
    let mut xml = Xml::new(content.ok_or_else(|| Refusal::damaged("content.xml is missing"))?);
    let mut closed = false;
    let mut buffer = Vec::new();
    let mut styles = HiddenStyles::default();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table" => {
                    if let Some(name) = xml::attribute(&element, "table:name")? {
                        let hidden = styles.hide(xml::attribute(&element, "table:style-name")?);
                        read_table(&mut xml, &name, hidden, reading)?;
                    }
                }
                "style:style" => styles.current = xml::attribute(&element, "style:name")?,
                "style:table-properties" => styles.properties(&element)?,
                _ => {}
            },
            Event::End(element) => closed = element.name().as_ref() == "office:document-content",
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(Refusal::damaged("content.xml ends too early")),
            _ => {}
        }
    }
}

/// Reads one table to its end. Copies of tables of other files, which `LibreOffice` keeps beside, are no sheets.
fn read_table(xml: &mut Xml<impl BufRead>, name: &str, hidden: bool, reading: &mut Reading<'_>) -> Result<(), Refusal> {
    let mut filling = Filling::new(reading.place(name));
    filling.hidden.sheet = hidden;
    let (mut row, mut column, mut external) = (0_u32, 0_u32, false);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table-row" => {
                    let repeat = xml::count(&element, "table:number-rows-repeated")?;
                    if is_hidden(&element)? {
                        filling.hidden.hide_rows(row, row.saturating_add(repeat - 1));
                    }
                    for run in read_row(xml)? {
                        run.put(row, repeat, &mut filling, reading)?;
                    }
                    row = row.saturating_add(repeat);
                }
                "table:table-column" => {
                    let repeat = xml::count(&element, "table:number-columns-repeated")?;
                    if is_hidden(&element)? {
                        filling.hidden.hide_columns(column, column.saturating_add(repeat - 1));
                    }
                    column = column.saturating_add(repeat);
                }
                "table:table-source" => external = true,
                "table:shapes" | "table:table" => xml.skip(&element)?,
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "table:table" => break,
            Event::Eof => return Err(Refusal::damaged("content.xml ends inside a table")),
            _ => {}
        }
    }
    if external { Ok(()) } else { reading.add(filling) }
}

/// The styles of tables that are not shown. Their names stand before the tables.
#[derive(Default)]
struct HiddenStyles {
    current: Option<String>,
    names: BTreeSet<String>,
}

impl HiddenStyles {
    /// Notes the properties of the current style.
    fn properties(&mut self, element: &BytesStart<'_>) -> Result<(), Refusal> {
        let shown = xml::attribute(element, "table:display")?.is_none_or(|display| display != "false");
        if !shown && self.names.len() < SHEETS {
            self.names.extend(self.current.take());
        }
        Ok(())
    }

    /// Whether a table of this style is hidden.
    fn hide(&self, style: Option<String>) -> bool {
        style.is_some_and(|style| self.names.contains(&style))
    }
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> Result<bool, Refusal> {
    let visibility = xml::attribute(element, "table:visibility")?;
    Ok(visibility.is_some_and(|visibility| visibility != "visible"))
}

/// Reads one row to its end; only cells that hold or cover something come back.
fn read_row(xml: &mut Xml<impl BufRead>) -> Result<Vec<Run>, Refusal> {
    let (mut runs, mut column) = (Vec::new(), 0_u32);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => {
                    let head = Head::read(&element)?;
                    let run = Run {
                        column,
                        repeat: head.repeat,
                        rows: head.rows,
                        columns: head.columns,
                        cell: head.cell(xml)?,
                    };
                    column = column.saturating_add(run.repeat);
                    runs.extend(run.matters().then_some(run));
                }
                _ => xml.skip(&element)?,
            },
            Event::End(_) => return Ok(runs),
            Event::Eof => return Err(Refusal::damaged("content.xml ends inside a row")),
            _ => {}
        }
    }
}

/// A cell that stands for itself and, if `repeat` is more than one, for the next ones of its row.
struct Run {
    column: u32,
    repeat: u32,
    /// Rows and columns that the cell spans when it is merged.
    rows: u32,
    columns: u32,
    /// Its text is not yet cleaned.
    cell: Option<Cell>,
}

impl Run {
    fn matters(&self) -> bool {
        self.cell.is_some() || self.rows > 1 || self.columns > 1
    }

    /// Puts the run into the sheet, once for each of the rows its row stands for.
    fn put(&self, row: u32, repeat: u32, filling: &mut Filling, reading: &mut Reading<'_>) -> Result<(), Refusal> {
        let rows = row..row.saturating_add(repeat);
        if let Some(cell) = &self.cell {
            let columns = self.column..self.column.saturating_add(self.repeat);
            filling.put_all(rows.clone(), columns, cell, reading.allowance)?;
        }
        if self.rows > 1 || self.columns > 1 {
            for row in rows.start..rows.end.min(ROWS) {
                let last =
                    CellRef::new(row.saturating_add(self.rows - 1), self.column.saturating_add(self.columns - 1));
                filling.merge(Merge { first: CellRef::new(row, self.column), last }, reading.allowance)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::{CellRef, Code};
    use crate::intake::testing::{ods, only_sheet, open, told, zip};
    use crate::intake::{Cell, Merge, Value};

    fn at(row: u32, column: u32) -> CellRef {
        CellRef::new(row, column)
    }

    /// The cells of a table of one row with these cells.
    fn row(cells: &str) -> Vec<(u32, String, bool)> {
        let sheet = only_sheet(&ods(&format!("<table:table-row>{cells}</table:table-row>")));
        sheet.row(0).map(|(at, cell)| (at.column, cell.shown(), cell.formula)).collect()
    }

    #[test]
    fn values_come_as_they_were_meant() {
        let cells = row(r#"
            <table:table-cell office:value-type="string"><text:p>Chè<text:s text:c="3"/>Shan</text:p><text:p>Tuyết &amp; &#272;ông</text:p></table:table-cell>
            <table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0,3</text:p></table:table-cell>
            <table:table-cell office:value-type="date" office:date-value="2020-12-08T14:00:00"><text:p>08/12</text:p></table:table-cell>
            <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
            <table:table-cell table:formula="of:=[.A1]" office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>
            <table:table-cell table:formula="of:=[.A9]" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>"#);
        let shown: Vec<_> = cells.iter().map(|(_, shown, _)| shown.as_str()).collect();
        assert_eq!(shown, ["Chè Shan Tuyết & Đông", "0,3", "08/12/2020", "TRUE", "0,5", "#REF!"]);
        assert_eq!(cells.iter().filter(|(_, _, formula)| *formula).count(), 2);
    }

    #[test]
    fn a_formula_that_was_never_calculated_is_not_a_zero() {
        let sheet =
            only_sheet(&ods(r#"<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>"#));
        assert_eq!(sheet.cell(at(0, 0)), Some(&Cell { value: Value::NotCalculated, formula: true }));
    }

    #[test]
    fn comments_and_drawings_are_not_the_text_of_a_cell() {
        let cells = row(
            r#"<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p></office:annotation><draw:frame><text:p>hình</text:p></draw:frame><text:p>Chè<office:annotation><text:p>x</text:p></office:annotation> <text:span>Shan</text:span></text:p></table:table-cell>"#,
        );
        assert_eq!(cells, [(0, "Chè Shan".to_owned(), false)]);
    }

    #[test]
    fn repeated_cells_and_rows_are_expanded_within_the_bounds() {
        let (workbooks, findings) = open(&ods(
            r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#,
        ));
        let sheet = &workbooks[0].sheets[0];
        assert_eq!(sheet.rows().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(sheet.row(2).map(|(at, _)| at.column).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(told(&findings), [(Code::CellTooFar, "x · S!A1048577".to_owned())]);
    }

    #[test]
    fn a_cell_repeated_beyond_all_bounds_is_refused() {
        let (workbooks, findings) = open(&ods(
            r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="4000000000" office:value-type="float" office:value="1"/></table:table-row>"#,
        ));
        assert_eq!(told(&findings), [(Code::FileTooLarge, "x".to_owned())]);
        assert!(workbooks.is_empty());
    }

    #[test]
    fn merged_cells_hide_what_they_cover() {
        let sheet = only_sheet(&ods(r#"
            <table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2" office:value-type="string"><text:p>Tên</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
            <table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><text:p>c</text:p></table:table-cell></table:table-row>"#));
        assert_eq!(sheet.merge_at(at(1, 1)), Some(Merge { first: at(0, 0), last: at(1, 1) }));
        assert_eq!(sheet.merged(at(1, 0)).map(|(_, cell)| cell.shown()), Some("Tên".to_owned()));
        assert_eq!(sheet.cell(at(1, 2)).map(Cell::shown), Some("c".to_owned()));
    }

    #[test]
    fn hidden_rows_columns_and_tables_are_read_and_told() {
        let cell = r#"<table:table-cell office:value-type="float" office:value="1"/>"#;
        let rows = format!(
            r#"<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
            <table:table-row>{cell}{cell}{cell}{cell}</table:table-row>
            <table:table-row table:visibility="filter" table:number-rows-repeated="2">{cell}</table:table-row>"#
        );
        let (workbooks, findings) = open(&ods(&rows));
        assert_eq!(told(&findings), [(Code::HiddenRead, "x · S!B1".to_owned())]);
        let message = findings.iter().next().map(|finding| finding.message.clone());
        assert!(message.is_some_and(|message| message.ends_with("dòng 2–3; cột B–C.")));
        assert!(workbooks[0].sheets[0].hidden().row(2));

        let content = r#"<office:document-content><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style><table:table table:name="S" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table></office:document-content>"#;
        let (_, findings) = open(&zip([
            ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
            ("content.xml", content.as_bytes()),
        ]));
        assert_eq!(told(&findings), [(Code::HiddenRead, "x · S!A1".to_owned())]);
    }

    #[test]
    fn an_entity_of_its_own_making_is_refused() {
        for cell in ["<text:p>&a;</text:p>", r#"<text:p><text:a xlink:href="x">&lol;</text:a></text:p>"#] {
            let cell = format!("<table:table-row><table:table-cell>{cell}</table:table-cell></table:table-row>");
            assert_eq!(told(&open(&ods(&cell)).1), [(Code::FileDamaged, "x".to_owned())]);
        }
    }

    #[test]
    fn a_locked_spreadsheet_is_told_from_a_damaged_one() {
        let locked = zip([
            ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
            ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
            ("content.xml", b"\x00\x01\x02"),
        ]);
        assert_eq!(told(&open(&locked).1), [(Code::FileLocked, "x".to_owned())]);
    }

    #[test]
    fn the_cache_of_another_file_is_no_sheet() {
        let (workbooks, _) = open(&ods(r#"<table:table-source xlink:href="../b.ods"/><table:table-row/>"#));
        assert!(workbooks[0].sheets.is_empty());
    }
}
