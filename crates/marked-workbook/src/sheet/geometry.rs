//! Sizes of rows and columns in pixels, so that the box of a note has room for its text.

use std::collections::BTreeMap;

use careful_spreadsheet::CellRef;

use crate::cell::{COLUMNS, ROWS};
use crate::package::xml::{Tag, TagKind};

/// A run of columns that are alike.
#[derive(Debug, Clone, Copy)]
struct Columns {
    first: u32,
    last: u32,
    pixels: u32,
    format: Option<u32>,
}

/// The sizes of a worksheet.
#[derive(Debug)]
pub(crate) struct Geometry {
    usual_width: u32,
    usual_height: u32,
    columns: Vec<Columns>,
    /// Rows that are not of the usual height.
    rows: BTreeMap<u32, u32>,
}

impl Default for Geometry {
    fn default() -> Self {
        Self { usual_width: 64, usual_height: 20, columns: Vec::new(), rows: BTreeMap::new() }
    }
}

/// Where an edge lies: the row or column, and how many pixels into it.
pub(crate) type Edge = (u32, u32);

impl Geometry {
    /// Takes the usual sizes.
    pub(crate) fn usual(&mut self, tag: &Tag<'_>) {
        self.usual_width = size(tag, "defaultColWidth", 7).unwrap_or(self.usual_width);
        self.usual_height =
            size(tag, "defaultRowHeight", 4).map_or(self.usual_height, |thirds| thirds / 3);
    }

    /// Takes a run of columns.
    pub(crate) fn column(&mut self, tag: &Tag<'_>) {
        let (Some(first), Some(last)) = (tag.number("min"), tag.number("max")) else { return };
        if tag.kind == TagKind::Close || first == 0 {
            return;
        }
        let pixels =
            if tag.is_on("hidden") { 0 } else { size(tag, "width", 7).unwrap_or(self.usual_width) };
        self.columns.push(Columns {
            first: first - 1,
            last: last.saturating_sub(1),
            pixels,
            format: tag.number("style"),
        });
    }

    /// Takes a row.
    pub(crate) fn row(&mut self, number: u32, tag: &Tag<'_>) {
        let pixels =
            if tag.is_on("hidden") { Some(0) } else { size(tag, "ht", 4).map(|thirds| thirds / 3) };
        if let Some(pixels) = pixels.filter(|pixels| *pixels != self.usual_height) {
            self.rows.insert(number, pixels);
        }
    }

    /// The format that empty cells of a column have.
    pub(crate) fn format(&self, column: u32) -> Option<u32> {
        self.run(column)?.format
    }

    fn run(&self, column: u32) -> Option<&Columns> {
        self.columns.iter().find(|run| (run.first..=run.last).contains(&column))
    }

    /// The box of a note beside a cell: left, top, right and bottom.
    pub(crate) fn note(&self, at: CellRef, width: u32, height: u32) -> [Edge; 4] {
        let left = at.column.saturating_add(1).min(COLUMNS - 1);
        let top = at.row.saturating_sub(1).min(ROWS - 1);
        let width_of = |column| self.run(column).map_or(self.usual_width, |run| run.pixels);
        let height_of = |row| self.rows.get(&row).copied().unwrap_or(self.usual_height);
        let right = edge(left, 15 + width, COLUMNS, width_of);
        let bottom = edge(top, 4 + height, ROWS, height_of);
        [(left, 15), (top, 4), right, bottom]
    }

    /// The edge that lies so many pixels below another.
    pub(crate) fn below(&self, (row, pixels): Edge, height: u32) -> Edge {
        edge(row, pixels + height, ROWS, |row| {
            self.rows.get(&row).copied().unwrap_or(self.usual_height)
        })
    }
}

/// Goes so many pixels on; past many hidden rows or columns it stops.
fn edge(from: u32, pixels: u32, end: u32, size: impl Fn(u32) -> u32) -> Edge {
    let mut left = pixels;
    let mut at = from;
    while at + 1 < end && at - from < 2_000 {
        let here = size(at);
        if left < here {
            return (at, left);
        }
        left -= here;
        at += 1;
    }
    (at, 0)
}

/// A size in other units as whole pixels (or thirds of them); `None` when there is none or it makes
/// no sense.
fn size(tag: &Tag<'_>, name: &str, times: u32) -> Option<u32> {
    let value = tag.attribute(name)?;
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    let whole: u32 = whole.parse().ok().filter(|whole| *whole < 2_000)?;
    let tenth = fraction
        .bytes()
        .next()
        .filter(u8::is_ascii_digit)
        .map_or(0, |digit| u32::from(digit - b'0'));
    Some(whole * times + tenth * times / 10)
}
