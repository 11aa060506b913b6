//! A worksheet (ECMA-376 Part 1, 18.3): marked cells get their colour, everything else stays byte
//! for byte.

pub(crate) mod geometry;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use careful_spreadsheet::CellRef;

use self::geometry::Geometry;
use crate::cell::named;
use crate::mark::Weight;
use crate::package::relations::OFFICE;
use crate::package::xml::{Edits, MAIN, Tag, TagKind, TagWalk, prefixed};
use crate::styles::Styles;
use crate::unmarkable::Unmarkable;

/// What may follow the link to the drawing of the notes (`CT_Worksheet`, in its order).
const AFTER_NOTES: [&str; 8] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// The cells to be coloured.
pub(crate) type Marks = BTreeMap<CellRef, Weight>;

/// A worksheet and its changes.
pub(crate) struct Sheet {
    text: String,
    edits: Edits,
    prefix: String,
    /// Sizes of its rows and columns.
    pub(crate) geometry: Geometry,
    /// The relationship to the drawing of its notes, if it has one.
    pub(crate) drawing: Option<String>,
    /// Where that link belongs.
    drawing_at: usize,
}

impl Sheet {
    /// Reads a worksheet and colours the marked cells; those that are not there are made.
    pub(crate) fn read(
        text: String,
        marks: &Marks,
        styles: &mut Styles,
    ) -> Result<Self, Unmarkable> {
        let mut pass = Pass::new(marks, styles);
        let mut walk = TagWalk::new(&text, MAIN);
        while let Some(tag) = walk.next()? {
            pass.take(&tag)?;
        }
        let Pass { edits, prefix, geometry, drawing, drawing_at, end, has_rows, .. } = pass;
        let drawing_at = drawing_at.or(end).filter(|_| has_rows);
        let drawing_at = drawing_at.ok_or(Unmarkable::Odd("a worksheet has no rows or no end"))?;
        Ok(Self { text, edits, prefix, geometry, drawing, drawing_at })
    }

    /// Links the drawing of its notes.
    pub(crate) fn link_drawing(&mut self, relation: &str) {
        let link = format!("<legacyDrawing xmlns:r=\"{OFFICE}\" r:id=\"{relation}\"/>");
        self.edits.insert(self.drawing_at, prefixed(&self.prefix, &link));
    }

    /// The changed part.
    pub(crate) fn into_text(self) -> String {
        self.edits.apply(&self.text)
    }
}

/// The first and the last cell of all merged cells of a worksheet.
pub(crate) fn merges(text: &str) -> Result<Vec<(CellRef, CellRef)>, Unmarkable> {
    let mut merges = Vec::new();
    // They stand behind the rows.
    let Some(rows_end) = text.rfind("sheetData") else { return Ok(merges) };
    if !text[rows_end..].contains("mergeCell") {
        return Ok(merges);
    }
    let mut walk = TagWalk::new(text, MAIN);
    while let Some(tag) = walk.next()? {
        if tag.ours && (tag.depth, tag.name) == (2, "mergeCell") {
            let range = tag.attribute("ref").unwrap_or_default();
            merges.extend(
                range.split_once(':').and_then(|(first, last)| named(first).zip(named(last))),
            );
        }
    }
    Ok(merges)
}

/// A sheet of any kind as one that is not shown first; `None` when it is not.
pub(crate) fn not_first(text: &str) -> Result<Option<String>, Unmarkable> {
    let mut edits = Edits::default();
    let mut walk = TagWalk::new(text, MAIN);
    while let Some(tag) = walk.next()?.filter(|tag| !(tag.ours && tag.name == "sheetData")) {
        if tag.ours && (tag.depth, tag.name) == (2, "sheetView") {
            unselect(&tag, &mut edits);
        }
    }
    Ok((!edits.is_empty()).then(|| edits.apply(text)))
}

/// Takes the mark of the sheet that is shown from the view of the first window. Two sheets that
/// both have it would be changed together.
fn unselect(view: &Tag<'_>, edits: &mut Edits) {
    let first_window = view.number("workbookViewId").unwrap_or(0) == 0;
    if view.kind != TagKind::Close && first_window && view.is_on("tabSelected") {
        view.unset("tabSelected", edits);
    }
}

/// A way through the rows of a worksheet, beside that through the marks.
struct Pass<'m, 's> {
    marks: &'m Marks,
    styles: &'s mut Styles,
    edits: Edits,
    prefix: String,
    geometry: Geometry,
    drawing: Option<String>,
    drawing_at: Option<usize>,
    /// Start of a stretch of alternatives that may turn out to hold what follows the notes.
    alternatives: Option<usize>,
    end: Option<usize>,
    /// From here on the marks are not set yet.
    next: CellRef,
    in_rows: bool,
    has_rows: bool,
    row: Option<Row>,
    /// The row after the last, and the cell after the last of the row.
    row_due: u32,
    column_due: u32,
}

/// The row that the pass is in.
struct Row {
    number: u32,
    format: Option<u32>,
    /// Changes for when cells are added to it.
    widened: Option<Edits>,
}

impl<'m, 's> Pass<'m, 's> {
    fn new(marks: &'m Marks, styles: &'s mut Styles) -> Self {
        Self {
            marks,
            styles,
            edits: Edits::default(),
            prefix: String::new(),
            geometry: Geometry::default(),
            drawing: None,
            drawing_at: None,
            alternatives: None,
            end: None,
            next: CellRef::new(0, 0),
            in_rows: false,
            has_rows: false,
            row: None,
            row_due: 0,
            column_due: 0,
        }
    }

    fn take(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        match (tag.depth, tag.name) {
            (0, _) if !tag.ours || tag.name != "worksheet" => {
                return Err(Unmarkable::Odd("a sheet is no worksheet"));
            }
            (0, _) => match tag.kind {
                TagKind::Open => tag.prefix().clone_into(&mut self.prefix),
                TagKind::Empty => return Err(Unmarkable::Odd("a worksheet is empty")),
                TagKind::Close => self.end = Some(tag.start),
            },
            (1, "sheetData") if tag.ours => self.rows(tag)?,
            (1, _) => self.part(tag),
            (2, "row") if self.in_rows && tag.ours => self.row(tag)?,
            (3, "c") if self.row.is_some() && tag.ours => self.cell(tag)?,
            (2, "sheetView") if tag.ours => unselect(tag, &mut self.edits),
            (2, "col") if tag.ours => self.geometry.column(tag),
            (_, name) if tag.ours && AFTER_NOTES.contains(&name) && self.drawing_at.is_none() => {
                self.drawing_at = self.alternatives;
            }
            _ => {}
        }
        Ok(())
    }

    /// A part of the worksheet beside its rows.
    fn part(&mut self, tag: &Tag<'_>) {
        self.alternatives = (tag.kind == TagKind::Open && !tag.ours).then_some(tag.start);
        if tag.kind == TagKind::Close || !tag.ours {
            return;
        }
        if tag.name == "legacyDrawing" {
            self.drawing = tag.related();
        } else if tag.name == "dimension" {
            self.dimension(tag);
        } else if tag.name == "sheetFormatPr" {
            self.geometry.usual(tag);
        } else if AFTER_NOTES.contains(&tag.name) && self.drawing_at.is_none() {
            self.drawing_at = Some(tag.start);
        }
    }

    /// Widens the range of used cells (18.3.1.35) so that it holds the marked ones.
    fn dimension(&mut self, tag: &Tag<'_>) {
        let Some(range) = tag.attribute("ref") else { return };
        let (first, last) = range.split_once(':').unwrap_or((&range, &range));
        let (Some(first), Some(last)) = (named(first), named(last)) else { return };
        let rows = || self.marks.keys().map(|at| at.row);
        let columns = || self.marks.keys().map(|at| at.column);
        let top = rows().fold(first.row, u32::min);
        let left = columns().fold(first.column, u32::min);
        let bottom = rows().fold(last.row, u32::max);
        let right = columns().fold(last.column, u32::max);
        let wide = (CellRef::new(top, left), CellRef::new(bottom, right));
        if wide != (first, last) {
            tag.set("ref", &format!("{}:{}", wide.0, wide.1), &mut self.edits);
        }
    }

    fn rows(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        self.has_rows = true;
        match tag.kind {
            TagKind::Open => self.in_rows = true,
            TagKind::Close => {
                self.in_rows = false;
                let rows = self.made_rows(u32::MAX)?;
                self.edits.insert(tag.start, rows);
            }
            TagKind::Empty => {
                let rows = self.made_rows(u32::MAX)?;
                tag.fill(&rows, &mut self.edits);
            }
        }
        Ok(())
    }

    fn row(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        if tag.kind == TagKind::Close {
            let cells = self.made_cells(u32::MAX)?;
            self.edits.insert(tag.start, cells);
            self.row = None;
            return Ok(());
        }
        let number = match tag.number("r") {
            Some(0) => return Err(Unmarkable::Odd("a row has the number 0")),
            Some(number) => number - 1,
            None => self.row_due,
        };
        if number < self.row_due {
            return Err(Unmarkable::Odd("the rows are not in their order"));
        }
        self.geometry.row(number, tag);
        let rows = self.made_rows(number)?;
        self.edits.insert(tag.start, rows);
        (self.row_due, self.column_due) = (number.saturating_add(1), 0);
        let format = tag.number("s").filter(|_| tag.is_on("customFormat"));
        let mut widened = Edits::default();
        tag.unset("spans", &mut widened);
        self.row = Some(Row { number, format, widened: Some(widened) });
        if tag.kind == TagKind::Empty {
            let cells = self.made_cells(u32::MAX)?;
            if !cells.is_empty() {
                tag.fill(&cells, &mut self.edits);
            }
            self.row = None;
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Unmarkable> {
        let Some(row) =
            self.row.as_ref().map(|row| row.number).filter(|_| tag.kind != TagKind::Close)
        else {
            return Ok(());
        };
        let at = match tag.attribute("r") {
            Some(name) => named(&name).ok_or(Unmarkable::Odd("a cell has no sound name"))?,
            None => CellRef::new(row, self.column_due),
        };
        if at.row != row || at.column < self.column_due {
            return Err(Unmarkable::Odd("the cells are not in their order"));
        }
        let cells = self.made_cells(at.column)?;
        self.edits.insert(tag.start, cells);
        self.column_due = at.column.saturating_add(1);
        if let Some(&weight) = self.marks.get(&at) {
            let format = self.styles.marked(tag.number("s").unwrap_or(0), weight)?;
            tag.set("s", &format.to_string(), &mut self.edits);
            self.next = CellRef::new(at.row, at.column.saturating_add(1));
        }
        Ok(())
    }

    /// The marked cells of this row before a column, which are not there.
    fn made_cells(&mut self, before: u32) -> Result<String, Unmarkable> {
        let Some((row, format)) = self.row.as_ref().map(|row| (row.number, row.format)) else {
            return Ok(String::new());
        };
        let from = self.next.max(CellRef::new(row, 0));
        let until = CellRef::new(row, before);
        let cells = self.made(from, until, format)?;
        if !cells.is_empty()
            && let Some(widened) = self.row.as_mut().and_then(|row| row.widened.take())
        {
            self.edits.extend(widened);
        }
        self.next = self.next.max(until);
        Ok(cells)
    }

    /// The marked cells above this row in rows that are not there.
    fn made_rows(&mut self, before: u32) -> Result<String, Unmarkable> {
        let mut rows = String::new();
        loop {
            let Some(at) = self
                .marks
                .range(self.next..)
                .next()
                .map(|(at, _)| *at)
                .filter(|at| at.row < before)
            else {
                return Ok(rows);
            };
            let until = CellRef::new(at.row, u32::MAX);
            let cells = self.made(at, until, None)?;
            let prefix = &self.prefix;
            let _ = write!(rows, "<{prefix}row r=\"{}\">{cells}</{prefix}row>", at.row + 1);
            self.next = until;
        }
    }

    /// The markup of the marked cells from one to before another, all of one row.
    fn made(
        &mut self,
        from: CellRef,
        until: CellRef,
        row: Option<u32>,
    ) -> Result<String, Unmarkable> {
        let mut cells = String::new();
        let marks = self.marks;
        if from >= until {
            return Ok(cells);
        }
        for (at, &weight) in marks.range(from..until) {
            let format = row.or_else(|| self.geometry.format(at.column)).unwrap_or(0);
            let format = self.styles.marked(format, weight)?;
            let _ = write!(cells, "<{}c r=\"{at}\" s=\"{format}\"/>", self.prefix);
        }
        Ok(cells)
    }
}
