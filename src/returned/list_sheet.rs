//! The first sheet of a marked workbook: every finding with a link to its cell. Its texts stand in the sheet itself, so
//! that the workbook's own list of strings stays as it is.

use std::fmt::Write as _;

use super::look::Style;
use super::words::{self, COLUMNS};
use super::xml::text;
use super::{MAIN, relations};
use crate::finding::{CellRef, Finding, Severity};

/// Row of the headings, from 0.
const HEAD: u32 = 4;

/// Links of one sheet (specifications and limits of Excel).
const LINKS: usize = 65_530;

/// Points of a line.
const LINE: u32 = 15;

/// The sheet as a part. `formats` are the numbers of the cell formats by [`Style`]; `target` gives the sheet's name as the
/// workbook has it, for findings that stand in one of its sheets.
pub(super) fn part(
    title: &str,
    findings: &[&Finding],
    formats: &[u32],
    target: impl Fn(&Finding) -> Option<String>,
) -> String {
    let mut sheet = Writer { out: String::new(), formats };
    sheet.start();
    let [heading, counts] = words::lead(title, findings);
    sheet.line(0, &heading, Style::Title, 21);
    sheet.line(1, &counts, Style::Line, LINE + 3);
    sheet.line(2, words::MARKED, Style::Line, 2 * LINE + 3);
    let headings = COLUMNS.map(|(name, _)| (name.to_owned(), Style::Head));
    sheet.row(HEAD, 2 * LINE, &headings);
    let mut links = String::new();
    let mut count = 0;
    for (index, finding) in (HEAD + 1..).zip(findings) {
        let sheet_name = target(finding);
        let cells = words::row(finding);
        let height = words::height(&cells) * LINE + 3;
        let style = |column: usize| match column {
            0 => weight_style(finding.severity()),
            1 => Style::Middle,
            2 if sheet_name.is_some() && count < LINKS => Style::Link,
            _ => Style::Words,
        };
        let number = ((index - HEAD).to_string(), Style::Middle);
        let rest = cells.into_iter().enumerate().map(|(column, text)| (text, style(column)));
        let row: Vec<_> = std::iter::once(number).chain(rest).collect();
        sheet.row(index, height, &row);
        if let Some(name) = sheet_name.filter(|_| count < LINKS) {
            count += 1;
            link(&mut links, CellRef::new(index, 3), &name, finding.place.cell);
        }
    }
    sheet.end(&links);
    sheet.out
}

fn weight_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Error,
        Severity::Warning => Style::Warning,
        Severity::Note => Style::Middle,
    }
}

/// A link to a cell, or to the top of a sheet.
fn link(out: &mut String, at: CellRef, sheet: &str, cell: Option<CellRef>) {
    let cell = cell.unwrap_or(CellRef::new(0, 0));
    let location = text(&format!("'{}'!{cell}", sheet.replace('\'', "''")));
    let _ = write!(out, "<hyperlink ref=\"{at}\" location=\"{location}\"/>");
}

struct Writer<'f> {
    out: String,
    formats: &'f [u32],
}

impl Writer<'_> {
    fn start(&mut self) {
        let below = CellRef::new(HEAD + 1, 0);
        let _ = write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{}\"><sheetPr><tabColor rgb=\"FFC00000\"/><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView showGridLines=\"0\" tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"{}\" topLeftCell=\"{below}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"{below}\" sqref=\"{below}\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>",
            relations::OFFICE,
            HEAD + 1,
        );
        for (number, (_, width)) in (1..).zip(COLUMNS) {
            let _ = write!(self.out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}.7\" customWidth=\"1\"/>");
        }
        self.out.push_str("</cols><sheetData>");
    }

    /// A line over the whole width.
    fn line(&mut self, row: u32, line: &str, style: Style, height: u32) {
        self.row(row, height, &[(line.to_owned(), style)]);
    }

    fn row(&mut self, row: u32, height: u32, cells: &[(String, Style)]) {
        let _ = write!(self.out, "<row r=\"{}\" ht=\"{height}\" customHeight=\"1\">", row + 1);
        for (column, (words, style)) in (0..).zip(cells) {
            let at = CellRef::new(row, column);
            let format = self.formats.get(*style as usize).copied().unwrap_or(0);
            if words.is_empty() {
                let _ = write!(self.out, "<c r=\"{at}\" s=\"{format}\"/>");
            } else if column == 0 && row > HEAD {
                let _ = write!(self.out, "<c r=\"{at}\" s=\"{format}\"><v>{words}</v></c>");
            } else {
                let words = text(words);
                let _ = write!(
                    self.out,
                    "<c r=\"{at}\" s=\"{format}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>"
                );
            }
        }
        self.out.push_str("</row>");
    }

    fn end(&mut self, links: &str) {
        let last = |row| CellRef::new(row, u32::try_from(COLUMNS.len()).unwrap_or(1) - 1);
        self.out.push_str("</sheetData><mergeCells count=\"3\">");
        for row in 0..3 {
            let _ = write!(self.out, "<mergeCell ref=\"{}:{}\"/>", CellRef::new(row, 0), last(row));
        }
        self.out.push_str("</mergeCells>");
        if !links.is_empty() {
            let _ = write!(self.out, "<hyperlinks>{links}</hyperlinks>");
        }
        self.out.push_str("<printOptions horizontalCentered=\"1\"/><pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.5\" header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/><headerFooter><oddFooter>&amp;RTrang &amp;P/&amp;N</oddFooter></headerFooter></worksheet>");
    }
}
