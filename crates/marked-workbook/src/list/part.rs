//! The list as a part of the workbook. Its texts stand in the sheet itself, so that the workbook's
//! own list of strings stays as it is.

use std::fmt::Write as _;

use super::{Cell, Column, List, Row};
use crate::cell::CellRef;
use crate::look::Style;
use crate::mark::Weight;
use crate::package::relations::OFFICE;
use crate::package::xml::{MAIN, text};

/// Links of one sheet (specifications and limits of Excel).
const LINKS: usize = 65_530;

/// Points of a line, of the space around the lines of a row, and of the title.
const LINE: u32 = 15;
const SPACE: u32 = 3;
const TITLE: u32 = 21;

/// The sheet as a part. `formats` are the numbers of the cell formats by [`Style`]; `is_sheet`
/// tells the names of the workbook's sheets.
pub(crate) fn markup(list: &List, formats: &[u32], is_sheet: impl Fn(&str) -> bool) -> String {
    let explained = u32::try_from(list.lines.len()).unwrap_or(u32::MAX - 2) + 1;
    // An empty row parts the lines from the table.
    let head = explained + 1;
    let mut sheet = Writer { out: String::new(), formats, links: String::new(), linked: 0 };
    sheet.start(head, &list.columns);
    sheet.row(0, TITLE, &[(&list.title, Style::Title)]);
    for (row, line) in (1..).zip(&list.lines) {
        sheet.row(row, height(line.lines), &[(&line.text, Style::Line)]);
    }
    let headings: Vec<_> = list.columns.iter().map(|column| (column.heading.as_str(), Style::Head)).collect();
    sheet.row(head, 2 * LINE, &headings);
    for (index, row) in (head + 1..).zip(&list.rows) {
        sheet.entry(index, row, &is_sheet);
    }
    let last_column = u32::try_from(list.columns.len()).unwrap_or(1).saturating_sub(1);
    sheet.end(explained, last_column, &list.footer);
    sheet.out
}

fn height(lines: u32) -> u32 {
    lines.saturating_mul(LINE).saturating_add(SPACE)
}

struct Writer<'f> {
    out: String,
    formats: &'f [u32],
    links: String,
    /// How many links there are.
    linked: usize,
}

impl Writer<'_> {
    fn start(&mut self, head: u32, columns: &[Column]) {
        let below = CellRef::new(head + 1, 0);
        let _ = write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{}\" topLeftCell=\"{below}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"{below}\" sqref=\"{below}\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>",
            head + 1,
        );
        if !columns.is_empty() {
            self.out.push_str("<cols>");
            for (number, Column { width, .. }) in (1..).zip(columns) {
                let _ =
                    write!(self.out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}.7\" customWidth=\"1\"/>");
            }
            self.out.push_str("</cols>");
        }
        self.out.push_str("<sheetData>");
    }

    fn row(&mut self, row: u32, height: u32, cells: &[(&str, Style)]) {
        self.open(row, height);
        for (column, (words, style)) in (0..).zip(cells) {
            self.words(CellRef::new(row, column), words, *style);
        }
        self.out.push_str("</row>");
    }

    /// A row of the table.
    fn entry(&mut self, row: u32, Row { cells, lines }: &Row, is_sheet: impl Fn(&str) -> bool) {
        self.open(row, height(*lines));
        for (column, cell) in (0..).zip(cells) {
            let at = CellRef::new(row, column);
            match cell {
                Cell::Number(number) => {
                    let format = self.format(Style::Middle);
                    let _ = write!(self.out, "<c r=\"{at}\" s=\"{format}\"><v>{number}</v></c>");
                }
                Cell::Words(words) => self.words(at, words, Style::Words),
                Cell::Middle(words) => self.words(at, words, Style::Middle),
                Cell::Weight(Weight::Heavy, words) => self.words(at, words, Style::Heavy),
                Cell::Weight(Weight::Light, words) => self.words(at, words, Style::Light),
                Cell::Link { text, sheet, cell } if self.linked < LINKS && is_sheet(sheet) => {
                    self.words(at, text, Style::Link);
                    self.link(at, sheet, *cell);
                }
                Cell::Link { text, .. } => self.words(at, text, Style::Words),
            }
        }
        self.out.push_str("</row>");
    }

    fn open(&mut self, row: u32, height: u32) {
        let _ = write!(self.out, "<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">", row + 1);
    }

    fn words(&mut self, at: CellRef, words: &str, style: Style) {
        let format = self.format(style);
        let _ = if words.is_empty() {
            write!(self.out, "<c r=\"{at}\" s=\"{format}\"/>")
        } else {
            let words = text(words);
            write!(
                self.out,
                "<c r=\"{at}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>"
            )
        };
    }

    fn format(&self, style: Style) -> u32 {
        self.formats.get(style as usize).copied().unwrap_or(0)
    }

    /// A link to a cell, or to the top of a sheet.
    fn link(&mut self, at: CellRef, sheet: &str, cell: Option<CellRef>) {
        let cell = cell.unwrap_or(CellRef::new(0, 0));
        let location = text(&format!("'{}'!{cell}", sheet.replace('\'', "''")));
        let _ = write!(self.links, "<hyperlink ref=\"{at}\" location=\"{location}\"/>");
        self.linked += 1;
    }

    fn end(&mut self, explained: u32, last_column: u32, footer: &str) {
        self.out.push_str("</sheetData>");
        if last_column > 0 {
            let _ = write!(self.out, "<mergeCells count=\"{explained}\">");
            for row in 0..explained {
                let (first, last) = (CellRef::new(row, 0), CellRef::new(row, last_column));
                let _ = write!(self.out, "<mergeCell ref=\"{first}:{last}\"/>");
            }
            self.out.push_str("</mergeCells>");
        }
        if !self.links.is_empty() {
            let _ = write!(self.out, "<hyperlinks>{}</hyperlinks>", self.links);
        }
        self.out.push_str("<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
        if !footer.is_empty() {
            let _ = write!(self.out, "<headerFooter><oddFooter>{}</oddFooter></headerFooter>", text(footer));
        }
        self.out.push_str("</worksheet>");
    }
}
