//! Reads `OpenDocument` spreadsheets as a stream of XML: tables, rows and cells, where one element
//! may stand for a million.
//!
//! calamine can only load such a file whole, and expands its repeated cells.

mod cell;
mod looks;

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use self::cell::{CellAttributes, CellContent};
use self::looks::OdsStyles;
use crate::builder::WorksheetBuilder;
use crate::container::Container;
use crate::container::xml::{self, Xml};
use crate::limits::{COLUMNS, ROWS};
use crate::place::CellRef;
use crate::reading::WorkbookReading;
use crate::refusal::Refusal;
use crate::workbook::Merge;

/// Reads the tables of a spreadsheet and adds them to `reading` as worksheets.
pub(crate) fn read_ods(
    container: &mut Container<'_>,
    reading: &mut WorkbookReading<'_>,
) -> Result<(), Refusal> {
    if container.text("META-INF/manifest.xml", reading.allowance)?.contains("encryption-data") {
        return Err(Refusal::Locked);
    }
    container.check_prologs()?;
    let allowance = reading.allowance;
    let content = container.stream("content.xml", allowance)?;
    let mut xml = Xml::new(content.ok_or_else(|| Refusal::damaged("content.xml is missing"))?);
    let mut closed = false;
    let mut buffer = Vec::new();
    let mut looks = OdsStyles::default();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table" => {
                    if let Some(name) = xml::attribute(&element, "table:name")? {
                        let hidden =
                            looks.hides(xml::attribute(&element, "table:style-name")?.as_deref());
                        read_table(&mut xml, &name, hidden, &looks, reading)?;
                    }
                }
                "style:style" => looks.begin(&element)?,
                "style:table-properties" => looks.of_tables(&element)?,
                "style:text-properties" => looks.of_text(&element)?,
                _ => {}
            },
            Event::End(element) => closed = element.name().as_ref() == "office:document-content",
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err(Refusal::damaged("content.xml ends too early")),
            _ => {}
        }
    }
}

/// Reads one table to its end. Copies of tables from other files, which `LibreOffice` stores with
/// the spreadsheet, are left out.
fn read_table(
    xml: &mut Xml<impl BufRead>,
    name: &str,
    hidden: bool,
    looks: &OdsStyles,
    reading: &mut WorkbookReading<'_>,
) -> Result<(), Refusal> {
    let mut builder = WorksheetBuilder::new(reading.place(name));
    builder.hidden.sheet = hidden;
    let (mut row, mut columns, mut external) = (0_u32, ColumnStyles::default(), false);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table-row" => {
                    let repeat = xml::count(&element, "table:number-rows-repeated")?;
                    if is_hidden(&element)? {
                        builder.hidden.hide_rows(row, row.saturating_add(repeat - 1));
                    }
                    let style = xml::attribute(&element, "table:default-cell-style-name")?;
                    let struck = looks.strikes(style.as_deref());
                    for run in read_row(xml, looks, |column| {
                        struck.unwrap_or_else(|| columns.struck(column))
                    })? {
                        run.put(row, repeat, &mut builder, reading)?;
                    }
                    row = row.saturating_add(repeat);
                }
                "table:table-column" => {
                    let (first, last) = columns.add(&element, looks)?;
                    if is_hidden(&element)? {
                        builder.hidden.hide_columns(first, last);
                    }
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
    if external { Ok(()) } else { reading.add(builder) }
}

/// The columns of a table, as far as cells without a style of their own take theirs from them.
#[derive(Default)]
struct ColumnStyles {
    next: u32,
    /// The last column of each range of columns, and whether the default style of the range is
    /// struck through; ascending.
    struck: Vec<(u32, bool)>,
}

impl ColumnStyles {
    /// Adds a range of columns whose element has just started; returns its first and last column.
    fn add(&mut self, element: &BytesStart<'_>, looks: &OdsStyles) -> Result<(u32, u32), Refusal> {
        let repeat = xml::count(element, "table:number-columns-repeated")?;
        let (first, last) = (self.next, self.next.saturating_add(repeat - 1));
        self.next = last.saturating_add(1);
        if first < COLUMNS {
            let style = xml::attribute(element, "table:default-cell-style-name")?;
            self.struck.push((last, looks.strikes(style.as_deref()).unwrap_or(false)));
        }
        Ok((first, last))
    }

    /// Tells whether the default style of a column is struck through.
    fn struck(&self, column: u32) -> bool {
        let at = self.struck.partition_point(|(last, _)| *last < column);
        self.struck.get(at).is_some_and(|(_, struck)| *struck)
    }
}

/// Tells whether a row or column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> Result<bool, Refusal> {
    let visibility = xml::attribute(element, "table:visibility")?;
    Ok(visibility.is_some_and(|visibility| visibility != "visible"))
}

/// Reads one row to its end; returns the cells that hold something or span other cells. `struck`
/// tells for each column whether a cell without a style of its own is struck through.
fn read_row(
    xml: &mut Xml<impl BufRead>,
    looks: &OdsStyles,
    struck: impl Fn(u32) -> bool,
) -> Result<Vec<RepeatedCell>, Refusal> {
    let (mut runs, mut column) = (Vec::new(), 0_u32);
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(element) => match element.name().as_ref() {
                "table:table-cell" | "table:covered-table-cell" => {
                    let head = CellAttributes::read(&element, looks)?;
                    let struck = head.struck.unwrap_or_else(|| struck(column));
                    let run = RepeatedCell {
                        column,
                        repeat: head.repeat,
                        rows: head.rows,
                        columns: head.columns,
                        content: head.content(xml, looks, struck)?,
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

/// A cell element: it stands for one cell, or for `repeat` cells side by side.
struct RepeatedCell {
    column: u32,
    repeat: u32,
    /// Rows and columns that the cell spans when it is merged.
    rows: u32,
    columns: u32,
    content: Option<CellContent>,
}

impl RepeatedCell {
    /// Tells whether the element holds something or spans other cells.
    fn matters(&self) -> bool {
        self.content.is_some() || self.rows > 1 || self.columns > 1
    }

    /// Adds the cells to the worksheet, once for each of the `repeat` rows that their row stands
    /// for.
    fn put(
        &self,
        row: u32,
        repeat: u32,
        builder: &mut WorksheetBuilder,
        reading: &mut WorkbookReading<'_>,
    ) -> Result<(), Refusal> {
        let rows = row..row.saturating_add(repeat);
        if let Some(content) = &self.content {
            let columns = self.column..self.column.saturating_add(self.repeat);
            builder.put_all(rows.clone(), columns, &content.cell, reading.allowance)?;
            if content.struck_in_part {
                builder.strike_in_part(CellRef::new(row, self.column));
            }
        }
        if self.rows > 1 || self.columns > 1 {
            for row in rows.start..rows.end.min(ROWS) {
                let last = CellRef::new(
                    row.saturating_add(self.rows - 1),
                    self.column.saturating_add(self.columns - 1),
                );
                builder.merge(
                    Merge { first: CellRef::new(row, self.column), last },
                    reading.allowance,
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::place::CellRef;
    use crate::remark::{HiddenCells, Noticed};
    use crate::testing::{noticed, ods, only_sheet, open, zip};
    use crate::workbook::{Cell, Merge, Value};

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
        let sheet = only_sheet(&ods(
            r#"<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>"#,
        ));
        assert_eq!(sheet.cell(at(0, 0)), Some(&Cell::new(Value::NotCalculated, true)));
    }

    /// A spreadsheet of one table `S` with these styles and this XML of columns and rows.
    fn styled(styles: &str, rows: &str) -> Vec<u8> {
        let content = format!(
            r#"<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><table:table table:name="S">{rows}</table:table></office:document-content>"#
        );
        let mimetype = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
        zip([("mimetype", mimetype), ("content.xml", content.as_bytes())])
    }

    #[test]
    fn what_is_struck_through_is_known_as_such() {
        let line = |name: &str, line: &str| {
            format!(
                r#"<style:style style:name="{name}"><style:text-properties style:text-line-through-style="{line}"/></style:style>"#
            )
        };
        let styles = [line("x", "solid"), line("o", "none"), line("T1", "solid")].concat();
        let cell = |style: &str, text: &str| {
            format!(
                r#"<table:table-cell{style} office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        };
        let (x, o) = (r#" table:style-name="x""#, r#" table:style-name="o""#);
        let cells = [
            cell(x, "a"),
            cell(o, "b"),
            cell("", "c"),
            cell("", "d"),
            cell("", r#"<text:span text:style-name="T1">e</text:span>."#),
            cell("", r#"<text:span text:style-name="T1">20</text:span> 25"#),
            r#"<table:table-cell table:style-name="x" office:value-type="float" office:value="7"><text:p>7</text:p></table:table-cell>"#.to_owned(),
        ];
        let columns = r#"<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="x"/><table:table-column table:default-cell-style-name="x"/><table:table-column table:number-columns-repeated="9"/>"#;
        let (workbooks, seen) = open(&styled(
            &styles,
            &format!("{columns}<table:table-row>{}</table:table-row>", cells.concat()),
        ));
        let struck: Vec<_> = workbooks[0].sheets[0].row(0).map(|(_, cell)| cell.struck).collect();
        assert_eq!(struck, [true, false, true, false, true, false, true]);
        assert_eq!(seen, ["StruckInPart x · S!F1"]);
    }

    #[test]
    fn a_number_is_known_as_it_is_shown() {
        for (value, shown, decimals, formatted) in [
            ("1.1", "1,10", Some(2), "1,10"),
            ("1.1", "1,1", None, "1,1"),
            ("7.5", "8", Some(0), "8"),
            ("1234", "1.234", None, "1234"),
            ("1.1", "1,10 đ", None, "1,1"),
        ] {
            let cell = format!(
                r#"<table:table-row><table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}</text:p></table:table-cell></table:table-row>"#
            );
            let sheet = only_sheet(&ods(&cell));
            let cell = sheet.cell(at(0, 0)).expect("a cell");
            assert_eq!(
                (cell.shown_decimals, cell.formatted().as_str()),
                (decimals, formatted),
                "{shown}"
            );
        }
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
        let (workbooks, seen) = open(&ods(
            r#"<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row>
            <table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            <table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>"#,
        ));
        let sheet = &workbooks[0].sheets[0];
        assert_eq!(sheet.rows().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(sheet.row(2).map(|(at, _)| at.column).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(seen, ["FarCells x · S!A1048577"]);
    }

    #[test]
    fn a_cell_repeated_beyond_all_bounds_is_refused() {
        let (workbooks, seen) = open(&ods(
            r#"<table:table-row table:number-rows-repeated="4000000000"><table:table-cell table:number-columns-repeated="4000000000" office:value-type="float" office:value="1"/></table:table-row>"#,
        ));
        assert_eq!(seen, ["TooLarge x"]);
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
        let (workbooks, seen) = open(&ods(&rows));
        assert_eq!(seen, ["Hidden x · S!B1"]);
        let cells = HiddenCells { sheet: false, rows: vec![(1, 2)], columns: vec![(1, 2)] };
        assert_eq!(noticed(&ods(&rows)), [Noticed::Hidden(cells)]);
        assert!(workbooks[0].sheets[0].hidden().row(2));

        let content = r#"<office:document-content><style:style style:name="ta1"><style:table-properties table:display="false"/></style:style><table:table table:name="S" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table></office:document-content>"#;
        let (_, seen) = open(&zip([
            ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
            ("content.xml", content.as_bytes()),
        ]));
        assert_eq!(seen, ["Hidden x · S!A1"]);
    }

    #[test]
    fn an_entity_of_its_own_making_is_refused() {
        for cell in
            ["<text:p>&a;</text:p>", r#"<text:p><text:a xlink:href="x">&lol;</text:a></text:p>"#]
        {
            let cell = format!(
                "<table:table-row><table:table-cell>{cell}</table:table-cell></table:table-row>"
            );
            assert_eq!(open(&ods(&cell)).1, ["Damaged x"]);
        }
    }

    #[test]
    fn a_locked_spreadsheet_is_told_from_a_damaged_one() {
        let locked = zip([
            ("mimetype", &b"application/vnd.oasis.opendocument.spreadsheet"[..]),
            ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
            ("content.xml", b"\x00\x01\x02"),
        ]);
        assert_eq!(open(&locked).1, ["Locked x"]);
    }

    #[test]
    fn the_cache_of_another_file_is_no_sheet() {
        let (workbooks, _) =
            open(&ods(r#"<table:table-source xlink:href="../b.ods"/><table:table-row/>"#));
        assert!(workbooks[0].sheets.is_empty());
    }
}
