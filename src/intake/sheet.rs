//! A workbook and its sheets, after reading: only cells that hold something, and which cells are merged.

use std::collections::BTreeMap;

use super::cell::Cell;
use crate::finding::{CellRef, Place};

/// A workbook that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The file; inside an archive its name follows `!/`.
    pub place: Place,
    /// The worksheets, hidden ones too, in the order of the workbook.
    pub sheets: Vec<Sheet>,
}

/// A sheet: its cells, ordered by row, then column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// File and name of the sheet.
    pub place: Place,
    cells: BTreeMap<CellRef, Cell>,
    merges: Merges,
}

/// A rectangle of cells that is shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The top-left cell, which holds the value.
    pub first: CellRef,
    /// The bottom-right cell.
    pub last: CellRef,
}

impl Merge {
    /// Whether the rectangle covers this cell.
    pub fn covers(&self, at: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

impl Sheet {
    /// A sheet of these cells; for the readers, and for tests of other desks.
    pub fn from_cells(
        place: Place,
        cells: impl IntoIterator<Item = (CellRef, Cell)>,
        merges: impl IntoIterator<Item = Merge>,
    ) -> Self {
        Self { place, cells: cells.into_iter().collect(), merges: Merges::new(merges) }
    }

    /// The name of the sheet.
    pub fn name(&self) -> &str {
        self.place.sheet.as_deref().unwrap_or_default()
    }

    /// Exactly what stands in this cell.
    pub fn cell(&self, at: CellRef) -> Option<&Cell> {
        self.cells.get(&at)
    }

    /// The cell that a reader sees here, and where its value stands: the cell itself, or the top-left cell of the merged
    /// region that covers it. A value hidden under a merge is not seen.
    pub fn merged(&self, at: CellRef) -> Option<(CellRef, &Cell)> {
        let from = self.merge_at(at).map_or(at, |merge| merge.first);
        self.cell(from).map(|cell| (from, cell))
    }

    /// The merged region that covers this cell.
    pub fn merge_at(&self, at: CellRef) -> Option<Merge> {
        self.merges.at(at)
    }

    /// The place of a cell, for findings.
    pub fn place(&self, at: CellRef) -> Place {
        self.place.cell(at)
    }

    /// The rows that hold any cell, from the top.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        let mut last = None;
        self.cells.keys().filter_map(move |at| (last.replace(at.row) != Some(at.row)).then_some(at.row))
    }

    /// The cells of a row, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX)).map(|(&at, cell)| (at, cell))
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }
}

/// Merged regions, to be looked up quickly: sorted from the top, with the height of the tallest one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Merges {
    sorted: Vec<Merge>,
    tallest: u32,
}

impl Merges {
    /// Keeps the regions that are sound rectangles of more than one cell.
    fn new(merges: impl IntoIterator<Item = Merge>) -> Self {
        let sound = |merge: &Merge| {
            merge.first != merge.last && merge.first.row <= merge.last.row && merge.first.column <= merge.last.column
        };
        let mut sorted: Vec<_> = merges.into_iter().filter(sound).collect();
        sorted.sort_unstable();
        let tallest = sorted.iter().map(|merge| merge.last.row - merge.first.row).max().unwrap_or(0);
        Self { sorted, tallest }
    }

    /// The region that covers the cell; only those that start at most the tallest height above it can.
    fn at(&self, at: CellRef) -> Option<Merge> {
        let top = CellRef::new(at.row.saturating_sub(self.tallest), 0);
        let start = self.sorted.partition_point(|merge| merge.first < top);
        self.sorted[start..].iter().take_while(|merge| merge.first <= at).find(|merge| merge.covers(at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, Sheet};
    use crate::finding::{CellRef, Place};
    use crate::intake::{Cell, Value};

    fn at(row: u32, column: u32) -> CellRef {
        CellRef::new(row, column)
    }

    fn text(text: &str) -> Cell {
        Cell::typed(Value::Text(text.to_owned()))
    }

    fn sheet() -> Sheet {
        let cells = [(at(4, 2), text("c")), (at(0, 0), text("Tên")), (at(4, 0), text("a")), (at(2, 7), text("x"))];
        let merges = [
            Merge { first: at(0, 0), last: at(3, 1) },
            Merge { first: at(2, 6), last: at(2, 7) },
            Merge { first: at(9, 9), last: at(9, 9) },
            Merge { first: at(8, 8), last: at(7, 8) },
        ];
        Sheet::from_cells(Place::file("a.xlsx").sheet("Biểu 1"), cells, merges)
    }

    #[test]
    fn a_merged_cell_shows_the_value_of_its_top_left_cell() {
        let sheet = sheet();
        assert_eq!(sheet.merged(at(3, 1)), Some((at(0, 0), &text("Tên"))));
        assert_eq!(sheet.cell(at(3, 1)), None);
        assert_eq!(sheet.merged(at(4, 1)), None);
    }

    #[test]
    fn a_value_hidden_under_a_merge_is_not_seen_but_stands_there() {
        assert_eq!(sheet().merged(at(2, 7)), None);
        assert_eq!(sheet().cell(at(2, 7)), Some(&text("x")));
    }

    #[test]
    fn regions_that_are_no_rectangles_are_dropped() {
        let sheet = sheet();
        assert_eq!(sheet.merge_at(at(9, 9)), None);
        assert_eq!(sheet.merge_at(at(7, 8)), None);
        assert_eq!(sheet.merge_at(at(2, 6)).map(|merge| merge.last), Some(at(2, 7)));
    }

    #[test]
    fn rows_and_cells_come_in_reading_order() {
        let sheet = sheet();
        assert_eq!(sheet.rows().collect::<Vec<_>>(), [0, 2, 4]);
        assert_eq!(sheet.row(4).map(|(at, _)| at.column).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(sheet.place(at(13, 3)).to_string(), "a.xlsx · Biểu 1!D14");
        assert_eq!(sheet.name(), "Biểu 1");
    }
}
