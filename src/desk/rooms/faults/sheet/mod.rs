//! The sheet of a finding, drawn as it was read: letters, row numbers, what each column was taken
//! for, the cell that is meant, and the other faults.

mod cells;
mod columns;
mod read_as;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use careful_spreadsheet::Worksheet;
use serde::Serialize;

use self::cells::Painter;
use self::columns::Column;
use self::read_as::Headings;
use self::rows::Line;
use crate::finding::{CellRef, Finding, Severity};
use crate::forms::{Forms, SheetReading};

/// Most columns that are drawn; the rest is folded.
const COLUMNS: usize = 60;

/// Most rows that are drawn on each side of the one in the middle.
const ROWS: usize = 40;

/// Most cells of a sheet that are drawn: a wide sheet shows fewer rows.
const CELLS: usize = 3200;

/// About how many bytes the texts of all cells may take.
const TEXTS: usize = 110_000;

/// A fault of the sheet that is drawn.
pub(super) struct SheetFault<'a> {
    pub(super) finding: &'a Finding,
    /// The address of its page.
    pub(super) address: String,
}

/// What is to be drawn.
pub(super) struct Scene<'a> {
    pub(super) sheet: &'a Worksheet,
    /// How it was read; `None` where nothing was taken from it.
    pub(super) reading: Option<&'a SheetReading>,
    /// What was read, for what was understood under the cell; `None` where nothing was.
    pub(super) forms: Option<&'a Forms>,
    /// The finding that is looked at.
    pub(super) finding: &'a Finding,
    /// The other faults of the sheet.
    pub(super) others: Vec<SheetFault<'a>>,
    /// The row in the middle, counted from 0; `None` for that of the cell.
    pub(super) middle: Option<u32>,
    /// The address of the same page for another row in the middle, without the row.
    pub(super) address: String,
}

/// A sheet as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct DrawnSheet {
    /// The name of the file and of the sheet.
    pub(super) name: String,
    /// What else is to be known of it: that it is hidden, that columns are.
    pub(super) told: Vec<String>,
    pub(super) caption: String,
    /// Whether the roles stand beside the rows: the table has its headings in rows.
    pub(super) turned: bool,
    pub(super) letters: Vec<Letter>,
    /// What the columns were taken for; empty where nothing was, or where rows have roles.
    pub(super) read_as: Vec<Role>,
    pub(super) rows: Vec<Row>,
    /// The number of columns with that of the row numbers left out.
    pub(super) span: usize,
    /// The address that shows the cell again, when it is not among the rows.
    pub(super) back: Option<String>,
}

/// The head of a column.
#[derive(Debug, Serialize)]
pub(super) struct Letter {
    pub(super) text: String,
    pub(super) class: &'static str,
}

/// What a column or row was taken for.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Role {
    pub(super) text: String,
    pub(super) class: &'static str,
}

/// A row of the drawing.
#[derive(Debug, Default, Serialize)]
pub(super) struct Row {
    /// Its number, or the numbers of what is folded.
    pub(super) number: String,
    pub(super) class: String,
    /// The sign of its worst fault, and what a screen reader says.
    pub(super) mark: &'static str,
    pub(super) said: &'static str,
    /// What is folded here; `None` for a row that is drawn.
    pub(super) fold: Option<Fold>,
    /// What the row was taken for, in a table with headings in rows.
    pub(super) role: Option<Role>,
    pub(super) cells: Vec<Drawn>,
}

/// Rows that are not drawn.
#[derive(Debug, Serialize)]
pub(super) struct Fold {
    pub(super) text: String,
    /// The address that draws them.
    pub(super) address: Option<String>,
}

/// A cell of the drawing.
#[derive(Debug, Default, Serialize)]
pub(super) struct Drawn {
    pub(super) text: String,
    pub(super) class: String,
    /// How many columns and rows it covers.
    pub(super) across: usize,
    pub(super) down: usize,
    /// Whether it is the cell that is looked at.
    pub(super) this: bool,
    /// The page of its fault.
    pub(super) address: Option<String>,
    /// What a screen reader says before its text: `Ô K11, lỗi: `.
    pub(super) said: String,
    /// What stands below its text, small.
    pub(super) below: String,
}

/// Draws a sheet.
pub(super) fn draw(scene: &Scene<'_>) -> DrawnSheet {
    let at = scene.finding.place.cell.map(|cell| seen(scene.sheet, cell));
    let faults = faults(scene, at);
    let headings = Headings::of(scene.reading, at.map(|at| at.row));
    let columns = columns::chosen(scene.sheet, &headings, at, &faults);
    let around = (CELLS / columns.len().max(1) / 2).clamp(5, ROWS);
    let lines = rows::chosen(scene, at, &headings, &faults, around);
    let turned = headings.turned;
    let keep = headings.keep(scene.sheet, &columns, &lines);
    let mut painter = Painter {
        scene,
        at,
        faults: &faults,
        headings: &headings,
        columns: &columns,
        keep,
        cut: 0,
    };
    let rows = painter.rows(&lines);
    let letters = columns.iter().map(|column| column.letter(keep)).collect();
    let read_as = if turned { Vec::new() } else { headings.roles(scene.sheet, &columns, keep) };
    let drawn =
        |row: u32| lines.iter().any(|line| matches!(line, Line::Row(drawn) if *drawn == row));
    let back = at.filter(|at| !drawn(at.row)).map(|_| format!("{}#o-dang-xem", scene.address));
    DrawnSheet {
        name: named(scene),
        told: told(scene, &columns),
        caption: caption(scene, &lines),
        turned,
        letters,
        read_as,
        rows,
        span: columns.len() + usize::from(turned),
        back,
    }
}

/// The cell that is seen at a position: the first one of the merged region that covers it.
fn seen(sheet: &Worksheet, cell: CellRef) -> CellRef {
    sheet.merge_at(cell).map_or(cell, |merge| merge.first)
}

/// The faults by the cell at which they are seen: the worst one, where there are several. The
/// finding that is looked at stands before others at its cell.
fn faults<'s>(
    scene: &'s Scene<'_>,
    at: Option<CellRef>,
) -> BTreeMap<CellRef, (Severity, Option<&'s str>)> {
    let mut faults: BTreeMap<CellRef, (Severity, Option<&'s str>)> = BTreeMap::new();
    for other in &scene.others {
        let Some(cell) = other.finding.place.cell else { continue };
        let new = (other.finding.severity(), Some(other.address.as_str()));
        faults
            .entry(seen(scene.sheet, cell))
            .and_modify(|known| {
                if new.0 > known.0 {
                    *known = new;
                }
            })
            .or_insert(new);
    }
    if let Some(at) = at {
        faults.insert(at, (scene.finding.severity(), None));
    }
    faults
}

fn named(scene: &Scene<'_>) -> String {
    let place = &scene.sheet.place;
    format!("{}, trang “{}”", super::subject::file_name(&place.file), scene.sheet.name())
}

/// What is hidden.
fn told(scene: &Scene<'_>, columns: &[Column]) -> Vec<String> {
    let mut told = Vec::new();
    if scene.sheet.hidden().sheet {
        told.push("Trang này đang ẩn trong tệp".to_owned());
    }
    let hidden = columns.iter().filter_map(|column| match column {
        Column::Fold { hidden: true, .. } => Some(column.letters()),
        _ => None,
    });
    let hidden: Vec<String> = hidden.collect();
    if !hidden.is_empty() {
        told.push(format!("Cột {} đang ẩn trong tệp, vẫn được đọc", hidden.join(", ")));
    }
    told
}

fn caption(scene: &Scene<'_>, lines: &[Line]) -> String {
    let drawn = || {
        lines.iter().filter_map(|line| match line {
            Line::Row(row) => Some(row + 1),
            Line::Fold { .. } => None,
        })
    };
    let (first, last) = (drawn().next().unwrap_or(1), drawn().next_back().unwrap_or(1));
    let name = super::subject::file_name(&scene.sheet.place.file);
    format!("Trang tính {} của tệp {name}, dòng {first} đến dòng {last}", scene.sheet.name())
}
