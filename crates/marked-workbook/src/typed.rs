//! Types values into cells of a worksheet; everything else stays byte for byte.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use careful_spreadsheet::CellRef;

use crate::cell::named;
use crate::package::xml::{Edits, MAIN, Tag, TagKind, TagWalk, prefixed, text};
use crate::unmarkable::Unmarkable;

/// A value that is typed into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Words. They are never a formula.
    Text(String),
    /// A whole number; a day, in a cell that shows days.
    Number(i64),
}

impl Input {
    /// What stands in the element of the cell, and its type.
    fn markup(&self, prefix: &str) -> (String, Option<&'static str>) {
        match self {
            Self::Text(words) => {
                let words = text(words);
                let inner = format!("<is><t xml:space=\"preserve\">{words}</t></is>");
                (prefixed(prefix, &inner), Some("inlineStr"))
            }
            Self::Number(number) => (prefixed(prefix, &format!("<v>{number}</v>")), None),
        }
    }
}

/// The text of a worksheet with these values in its cells.
pub(crate) fn typed(source: &str, cells: &[(CellRef, Input)]) -> Result<String, Unmarkable> {
    let mut pass = Pass {
        left: cells.iter().map(|(at, input)| (*at, input)).collect(),
        edits: Edits::default(),
        prefix: String::new(),
        row: None,
        row_due: 0,
        column_due: 0,
        opened: None,
    };
    let mut walk = TagWalk::new(source, MAIN);
    while let Some(tag) = walk.next()? {
        pass.take(&tag)?;
    }
    if !pass.left.is_empty() {
        return Err(Unmarkable::Odd("a worksheet has no rows"));
    }
    Ok(pass.edits.apply(source))
}

/// A way through the rows of a worksheet.
struct Pass<'i> {
    /// The values that are not typed yet.
    left: BTreeMap<CellRef, &'i Input>,
    edits: Edits,
    prefix: String,
    row: Option<u32>,
    /// The row after the last, and the cell after the last of the row.
    row_due: u32,
    column_due: u32,
    /// The end of the tag of a cell whose content is replaced, and the new content.
    opened: Option<(usize, String)>,
}

impl Pass<'_> {
    fn take(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        if !tag.ours {
            return Ok(());
        }
        match (tag.depth, tag.name, tag.kind) {
            (0, "worksheet", TagKind::Open) => tag.prefix().clone_into(&mut self.prefix),
            (1, "sheetData", TagKind::Close) => {
                let rows = self.rows(u32::MAX);
                self.edits.insert(tag.start, rows);
            }
            (1, "sheetData", TagKind::Empty) => {
                let rows = self.rows(u32::MAX);
                tag.fill(&rows, &mut self.edits);
            }
            (2, "row", TagKind::Close) if self.row.is_some() => {
                let cells = self.cells(u32::MAX);
                self.edits.insert(tag.start, cells);
                self.row = None;
            }
            (2, "row", _) => self.row(tag)?,
            (3, "c", TagKind::Close) => {
                if let Some((from, content)) = self.opened.take() {
                    self.edits.replace(from..tag.start, content);
                }
            }
            (3, "c", _) if self.row.is_some() => self.cell(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        let number = match tag.number("r") {
            Some(number) => {
                number.checked_sub(1).ok_or(Unmarkable::Odd("a row has the number 0"))?
            }
            None => self.row_due,
        };
        if number < self.row_due {
            return Err(Unmarkable::Odd("the rows are not in their order"));
        }
        let rows = self.rows(number);
        self.edits.insert(tag.start, rows);
        (self.row_due, self.column_due, self.row) = (number.saturating_add(1), 0, Some(number));
        if self.left.keys().any(|at| at.row == number) {
            tag.unset("spans", &mut self.edits);
        }
        if tag.kind == TagKind::Empty {
            let cells = self.cells(u32::MAX);
            if !cells.is_empty() {
                tag.fill(&cells, &mut self.edits);
            }
            self.row = None;
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        let row = self.row.unwrap_or_default();
        let at = match tag.attribute("r") {
            Some(name) => named(&name).ok_or(Unmarkable::Odd("a cell has no sound name"))?,
            None => CellRef::new(row, self.column_due),
        };
        if at.row != row || at.column < self.column_due {
            return Err(Unmarkable::Odd("the cells are not in their order"));
        }
        let cells = self.cells(at.column);
        self.edits.insert(tag.start, cells);
        self.column_due = at.column.saturating_add(1);
        let Some(input) = self.left.remove(&at) else { return Ok(()) };
        let (content, kind) = input.markup(&self.prefix);
        match kind {
            Some(kind) => tag.set("t", kind, &mut self.edits),
            None => tag.unset("t", &mut self.edits),
        }
        match tag.kind {
            TagKind::Empty => tag.fill(&content, &mut self.edits),
            _ => self.opened = Some((tag.end(), content)),
        }
        Ok(())
    }

    /// The markup of the cells of this row before a column, which are not there.
    fn cells(&mut self, before: u32) -> String {
        let Some(row) = self.row else { return String::new() };
        let mut markup = String::new();
        while let Some(at) = self.left.keys().next().copied() {
            if at.row != row || at.column >= before {
                break;
            }
            if let Some(input) = self.left.remove(&at) {
                self.made(&mut markup, at, input);
            }
        }
        markup
    }

    /// The markup of the rows above this one, which are not there.
    fn rows(&mut self, before: u32) -> String {
        let mut markup = String::new();
        while let Some(row) = self.left.keys().next().map(|at| at.row).filter(|row| *row < before) {
            self.row = Some(row);
            let cells = self.cells(u32::MAX);
            let prefix = &self.prefix;
            let _ = write!(markup, "<{prefix}row r=\"{}\">{cells}</{prefix}row>", row + 1);
        }
        self.row = None;
        markup
    }

    fn made(&self, markup: &mut String, at: CellRef, input: &Input) {
        let (content, kind) = input.markup(&self.prefix);
        let kind = kind.map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        let prefix = &self.prefix;
        let _ = write!(markup, "<{prefix}c r=\"{at}\"{kind}>{content}</{prefix}c>");
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, typed};

    fn with(source: &str, cells: &[(&str, Input)]) -> String {
        let cells: Vec<_> =
            cells.iter().map(|(at, input)| (at.parse().unwrap(), input.clone())).collect();
        let head =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
        let whole = format!("{head}{source}<pageMargins left='1'/></worksheet>");
        let typed = typed(&whole, &cells).unwrap();
        let inner = typed.strip_prefix(head).unwrap().strip_suffix("</worksheet>").unwrap();
        inner.strip_suffix("<pageMargins left='1'/>").unwrap().to_owned()
    }

    fn text(text: &str) -> Input {
        Input::Text(text.to_owned())
    }

    #[test]
    fn cells_that_are_there_keep_their_looks_and_others_stay_byte_for_byte() {
        let source = "<sheetData><row r=\"2\" spans=\"1:3\" ht='9'><c  r=\"A2\" s=\"4\"/><c r=\"B2\" s=\"5\" t=\"s\"><v>7</v></c><c r=\"C2\"/></row></sheetData>";
        let after = with(source, &[("A2", text("a <b>")), ("B2", Input::Number(44_174))]);
        assert_eq!(
            after,
            "<sheetData><row r=\"2\" ht='9'><c  r=\"A2\" s=\"4\" t=\"inlineStr\"><is><t xml:space=\"preserve\">a &lt;b&gt;</t></is></c><c r=\"B2\" s=\"5\"><v>44174</v></c><c r=\"C2\"/></row></sheetData>"
        );
    }

    #[test]
    fn cells_and_rows_that_are_not_there_are_made_in_their_order() {
        let source = "<sheetData><row r=\"2\"><c r=\"B2\"/></row><row r=\"5\"/></sheetData>";
        let cells = [
            ("A1", Input::Number(1)),
            ("A2", Input::Number(2)),
            ("C2", Input::Number(3)),
            ("B5", Input::Number(4)),
            ("A9", Input::Number(5)),
        ];
        assert_eq!(
            with(source, &cells),
            "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c><c r=\"B2\"/><c r=\"C2\"><v>3</v></c></row><row r=\"5\"><c r=\"B5\"><v>4</v></c></row><row r=\"9\"><c r=\"A9\"><v>5</v></c></row></sheetData>"
        );
    }
}
