//! A worksheet after reading: the cells that hold something, and which cells are merged or hidden.

use super::cell::Cell;
use super::hidden::Hidden;
use super::merges::{Merge, Merges};
use crate::place::{CellRef, Place};

/// A worksheet: its cells, ordered by row, then column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worksheet {
    /// The file and the name of the worksheet.
    pub place: Place,
    /// The cells, ordered by row, then column; no position twice.
    cells: Vec<(CellRef, Cell)>,
    /// Each row that holds a cell, ascending, with the index in `cells` of its first cell.
    rows: Vec<(u32, usize)>,
    merges: Merges,
    hidden: Hidden,
}

impl Worksheet {
    /// Creates a worksheet of these cells in which nothing is hidden, for tests of the callers.
    pub fn from_cells(
        place: Place,
        cells: impl IntoIterator<Item = (CellRef, Cell)>,
        merges: impl IntoIterator<Item = Merge>,
    ) -> Self {
        Self::new(place, cells.into_iter().collect(), merges, Hidden::default())
    }

    /// Creates a worksheet of these cells, given in any order. Of two cells at one position the
    /// later one counts.
    pub(crate) fn new(
        place: Place,
        mut cells: Vec<(CellRef, Cell)>,
        merges: impl IntoIterator<Item = Merge>,
        hidden: Hidden,
    ) -> Self {
        if !cells.is_sorted_by(|(one, _), (other, _)| one < other) {
            cells.reverse();
            cells.sort_by_key(|(at, _)| *at);
            cells.dedup_by_key(|(at, _)| *at);
        }
        cells.shrink_to_fit();
        let mut rows: Vec<(u32, usize)> = Vec::new();
        for (index, (at, _)) in cells.iter().enumerate() {
            if rows.last().is_none_or(|(row, _)| *row != at.row) {
                rows.push((at.row, index));
            }
        }
        Self { place, cells, rows, merges: Merges::new(merges), hidden }
    }

    /// Returns the name of the worksheet.
    pub fn name(&self) -> &str {
        self.place.sheet.as_deref().unwrap_or_default()
    }

    /// Returns the cell at this position; `None` when it is empty. Merged regions are not
    /// considered.
    pub fn cell(&self, at: CellRef) -> Option<&Cell> {
        let cells = self.cells_of(at.row);
        let index = cells.binary_search_by_key(&at.column, |(at, _)| at.column).ok()?;
        Some(&cells[index].1)
    }

    /// Returns the hidden rows and columns.
    pub fn hidden(&self) -> &Hidden {
        &self.hidden
    }

    /// Iterates over the cells of the worksheet that hold anything, by row, then column.
    pub fn cells(&self) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells.iter().map(|(at, cell)| (*at, cell))
    }

    /// Returns the cell that a person sees at this position, with the position of its value: the
    /// cell itself, or the top-left cell of the merged region that covers it. A value hidden under
    /// a merged region is not seen.
    pub fn merged(&self, at: CellRef) -> Option<(CellRef, &Cell)> {
        let from = self.merge_at(at).map_or(at, |merge| merge.first);
        self.cell(from).map(|cell| (from, cell))
    }

    /// Returns the worksheet with rows and columns exchanged: the cell `D2` becomes `B4`. Hidden
    /// rows and columns are forgotten.
    #[must_use]
    pub fn turned(&self) -> Self {
        let turn = |at: CellRef| CellRef::new(at.column, at.row);
        let cells = self.cells.iter().map(|(at, cell)| (turn(*at), cell.clone())).collect();
        let merges = self
            .merges
            .iter()
            .map(|merge| Merge { first: turn(merge.first), last: turn(merge.last) });
        Self::new(self.place.clone(), cells, merges, Hidden::default())
    }

    /// Returns the merged region that covers this cell.
    pub fn merge_at(&self, at: CellRef) -> Option<Merge> {
        self.merges.at(at)
    }

    /// Returns the place of a cell, with file and worksheet.
    pub fn place(&self, at: CellRef) -> Place {
        self.place.cell(at)
    }

    /// Iterates over the rows that hold any cell, from the top.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.iter().map(|(row, _)| *row)
    }

    /// Iterates over the cells of a row, from the left.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (CellRef, &Cell)> {
        self.cells_of(row).iter().map(|(at, cell)| (*at, cell))
    }

    /// Tells whether the worksheet holds no cell.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    fn cells_of(&self, row: u32) -> &[(CellRef, Cell)] {
        let Ok(at) = self.rows.binary_search_by_key(&row, |(row, _)| *row) else { return &[] };
        let end = self.rows.get(at + 1).map_or(self.cells.len(), |(_, start)| *start);
        &self.cells[self.rows[at].1..end]
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, Worksheet};
    use crate::place::{CellRef, Place};
    use crate::workbook::{Cell, Value};

    fn at(row: u32, column: u32) -> CellRef {
        CellRef::new(row, column)
    }

    fn text(text: &str) -> Cell {
        Cell::typed(Value::Text(text.to_owned()))
    }

    fn sheet() -> Worksheet {
        let cells = [
            (at(4, 2), text("c")),
            (at(0, 0), text("Tên")),
            (at(4, 0), text("a")),
            (at(2, 7), text("x")),
        ];
        let merges = [
            Merge { first: at(0, 0), last: at(3, 1) },
            Merge { first: at(2, 6), last: at(2, 7) },
            Merge { first: at(9, 9), last: at(9, 9) },
            Merge { first: at(8, 8), last: at(7, 8) },
        ];
        Worksheet::from_cells(Place::file("a.xlsx").sheet("Biểu 1"), cells, merges)
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

    #[test]
    fn of_two_cells_at_one_place_the_later_counts() {
        let cells = [(at(1, 0), text("a")), (at(0, 0), text("b")), (at(1, 0), text("c"))];
        let sheet = Worksheet::from_cells(Place::file("a"), cells, []);
        assert_eq!(sheet.cells().map(|(_, cell)| cell.shown()).collect::<Vec<_>>(), ["b", "c"]);
    }
}
