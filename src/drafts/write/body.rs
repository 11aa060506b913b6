//! The text of a draft.

use std::fmt::Write as _;

use super::escaped;
use super::parts::{FIRST, HEAD, NUMBERED, WORD};
use crate::drafts::content::{Cell, Content, Down, Held, HeldKind, Line, Part, Piece, Table};
use crate::drafts::measures::{Measures, PAGE_HEIGHT, PAGE_WIDTH};
use crate::drafts::style::Style;

/// Height of a row with upright words: 42 mm.
const UPRIGHT: u32 = 2_381;

/// Writes the text.
pub(super) fn document(content: &Content<'_>, measures: &Measures) -> String {
    let mut writer = BodyWriter { xml: String::new(), held: &content.held };
    let _ = write!(writer.xml, "{HEAD}<w:document {WORD}><w:body>");
    let mut pages: Option<bool> = None;
    let mut first = true;
    let mut after_table = false;
    for part in &content.parts {
        match part {
            Part::Line(line) => writer.line(line),
            Part::Table(table) => {
                // Two tables that touch would be one.
                if after_table {
                    writer.nothing();
                }
                writer.table(table);
            }
            Part::Pages { landscape } => {
                if let Some(before) = pages {
                    let section = section(before, first, measures);
                    let _ = write!(
                        writer.xml,
                        r#"<w:p><w:pPr><w:pStyle w:val="{}"/>{section}</w:pPr></w:p>"#,
                        Style::Empty.names().0
                    );
                    first = false;
                }
                pages = Some(*landscape);
            }
        }
        after_table = matches!(part, Part::Table(_));
    }
    if after_table {
        writer.nothing();
    }
    let mut xml = writer.xml;
    xml.push_str(&section(pages.unwrap_or_default(), first, measures));
    xml.push_str("</w:body></w:document>");
    xml
}

/// The format of pages. Numbers run on from section to section.
fn section(landscape: bool, first: bool, measures: &Measures) -> String {
    let size = if landscape {
        format!(r#"<w:pgSz w:w="{PAGE_HEIGHT}" w:h="{PAGE_WIDTH}" w:orient="landscape"/>"#)
    } else {
        format!(r#"<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>"#)
    };
    let Measures { top, right, bottom, left, .. } = measures;
    let (head, title) = if first {
        (format!(r#"<w:headerReference w:type="first" r:id="{FIRST}"/>"#), "<w:titlePg/>")
    } else {
        (String::new(), "")
    };
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="{NUMBERED}"/>{head}<w:type w:val="nextPage"/>{size}<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/>{title}</w:sectPr>"#
    )
}

struct BodyWriter<'a, 'd> {
    xml: String,
    held: &'a [Held<'d>],
}

impl BodyWriter<'_, '_> {
    /// A paragraph that says nothing: between two tables, and where a cell must hold one.
    fn nothing(&mut self) {
        let id = Style::Empty.names().0;
        let _ = write!(self.xml, r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr></w:p>"#);
    }

    fn line(&mut self, line: &Line) {
        let _ = write!(self.xml, r#"<w:p><w:pPr><w:pStyle w:val="{}"/>"#, line.style.names().0);
        if line.keep {
            self.xml.push_str("<w:keepNext/>");
        }
        if line.fresh {
            self.xml.push_str("<w:pageBreakBefore/>");
        }
        if line.style == Style::Rule {
            self.xml.push_str(
                r#"<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>"#,
            );
        }
        if line.above > 0 || line.below > 0 {
            let before = if line.above > 0 {
                format!(r#" w:before="{}""#, line.above)
            } else {
                String::new()
            };
            let after = if line.below > 0 {
                format!(r#" w:after="{}""#, line.below)
            } else {
                String::new()
            };
            let _ = write!(self.xml, "<w:spacing{before}{after}/>");
        }
        if line.inset > 0 {
            let _ = write!(self.xml, r#"<w:ind w:left="{0}" w:right="{0}"/>"#, line.inset);
        }
        self.xml.push_str("</w:pPr>");
        line.pieces.iter().for_each(|piece| self.piece(piece));
        self.xml.push_str("</w:p>");
    }

    fn piece(&mut self, piece: &Piece) {
        let Some((index, held)) = piece.held.and_then(|at| Some((at, self.held.get(at)?))) else {
            return self.run(piece);
        };
        let alias = match held.kind {
            HeldKind::Number => "Số văn bản, điền khi ban hành",
            HeldKind::Day => "Ngày ban hành, điền khi ban hành",
            HeldKind::Name => "Tên, theo danh sách, không sửa ở đây",
            HeldKind::Fact(_) | HeldKind::Cell(..) | HeldKind::Sheet => {
                "Số liệu, theo hồ sơ, không sửa ở đây"
            }
        };
        let lock = if held.kind.is_open() { "sdtLocked" } else { "sdtContentLocked" };
        let _ = write!(
            self.xml,
            r#"<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{}"/><w:id w:val="{}"/><w:lock w:val="{lock}"/></w:sdtPr><w:sdtContent>"#,
            held.tag,
            index + 1,
        );
        self.run(piece);
        self.xml.push_str("</w:sdtContent></w:sdt>");
    }

    fn run(&mut self, piece: &Piece) {
        self.xml.push_str("<w:r>");
        if piece.bold || piece.italic {
            self.xml.push_str("<w:rPr>");
            self.xml.push_str(if piece.bold { "<w:b/><w:bCs/>" } else { "" });
            self.xml.push_str(if piece.italic { "<w:i/><w:iCs/>" } else { "" });
            self.xml.push_str("</w:rPr>");
        }
        let _ = write!(
            self.xml,
            r#"<w:t xml:space="preserve">{}</w:t></w:r>"#,
            escaped(&piece.text.replace(['\n', '\r', '\t'], " "))
        );
    }

    fn table(&mut self, table: &Table) {
        const SIDES: [&str; 6] = ["top", "left", "bottom", "right", "insideH", "insideV"];
        let width: u32 = table.widths.iter().sum();
        let margin = table.margin;
        let (line, padding) = if table.ruled { (r#"single" w:sz="4"#, 40) } else { ("nil", 0) };
        let _ = write!(
            self.xml,
            r#"<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>"#
        );
        for side in SIDES {
            let _ = write!(self.xml, r#"<w:{side} w:val="{line}"/>"#);
        }
        let _ = write!(
            self.xml,
            r#"</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="{padding}" w:type="dxa"/><w:left w:w="{margin}" w:type="dxa"/><w:bottom w:w="{padding}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
        );
        for width in &table.widths {
            let _ = write!(self.xml, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.xml.push_str("</w:tblGrid>");
        for (index, row) in table.rows.iter().enumerate() {
            self.xml.push_str("<w:tr><w:trPr><w:cantSplit/>");
            let is_head = index < table.heads;
            let is_upright = row.cells.iter().any(|cell| cell.upright);
            let height = match (is_head, is_upright) {
                (true, true) => UPRIGHT,
                (true, false) => 0,
                (false, _) => table.height,
            };
            if height > 0 {
                let _ = write!(self.xml, r#"<w:trHeight w:val="{height}"/>"#);
            }
            self.xml.push_str(if is_head { "<w:tblHeader/>" } else { "" });
            self.xml.push_str("</w:trPr>");
            let mut column = 0;
            for cell in &row.cells {
                let end = (column + cell.across).min(table.widths.len());
                let width: u32 = table.widths.get(column..end).unwrap_or_default().iter().sum();
                self.cell(cell, width, table.ruled);
                column = end;
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
    }

    fn cell(&mut self, cell: &Cell, width: u32, ruled: bool) {
        let _ = write!(self.xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
        if cell.across > 1 {
            let _ = write!(self.xml, r#"<w:gridSpan w:val="{}"/>"#, cell.across);
        }
        self.xml.push_str(match cell.down {
            Down::Alone => "",
            Down::First => r#"<w:vMerge w:val="restart"/>"#,
            Down::Goes => "<w:vMerge/>",
        });
        if cell.upright {
            self.xml.push_str(r#"<w:textDirection w:val="btLr"/>"#);
        }
        if ruled {
            self.xml.push_str(r#"<w:vAlign w:val="center"/>"#);
        }
        self.xml.push_str("</w:tcPr>");
        cell.lines.iter().for_each(|line| self.line(line));
        if cell.lines.is_empty() {
            self.nothing();
        }
        self.xml.push_str("</w:tc>");
    }
}
