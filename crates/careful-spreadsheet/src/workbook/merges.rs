//! The merged regions of a worksheet, with a fast look-up for any number of them.

use std::collections::BTreeMap;

use crate::limits::{COLUMNS, ROWS};
use crate::place::CellRef;

/// A rectangle of cells that is shown as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merge {
    /// The top-left cell, which holds the value.
    pub first: CellRef,
    /// The bottom-right cell.
    pub last: CellRef,
}

impl Merge {
    /// Tells whether the rectangle covers this cell.
    pub fn covers(&self, at: CellRef) -> bool {
        (self.first.row..=self.last.row).contains(&at.row)
            && (self.first.column..=self.last.column).contains(&at.column)
    }
}

/// Number of rows that share one list of the regions which reach into them from above.
const BLOCK: u32 = 64;

/// Merged regions that do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Merges {
    /// All regions, ordered by their first cells.
    sorted: Vec<Merge>,
    /// For each block of [`BLOCK`] rows, the regions that begin above the block and reach into it;
    /// blocks without such regions are left out.
    reaching: BTreeMap<u32, Vec<Merge>>,
}

impl Merges {
    /// Keeps the regions that are proper rectangles of more than one cell. Of regions that overlap,
    /// which no program writes, the upper one is kept.
    pub(super) fn new(merges: impl IntoIterator<Item = Merge>) -> Self {
        let sound = |merge: &Merge| {
            merge.first != merge.last
                && merge.first.row <= merge.last.row
                && merge.first.column <= merge.last.column
        };
        let near = |merge: Merge| {
            let last = CellRef::new(merge.last.row.min(ROWS), merge.last.column.min(COLUMNS));
            Merge { last, ..merge }
        };
        let mut sorted: Vec<_> = merges.into_iter().filter(sound).map(near).collect();
        sorted.sort_unstable();
        let mut reaching: BTreeMap<u32, Vec<Merge>> = BTreeMap::new();
        // The regions that reach the current row of the sweep downwards: at most as many as there
        // are columns.
        let mut open: Vec<Merge> = Vec::new();
        let mut top = 0;
        sorted.retain(|merge| {
            if merge.first.row > top {
                top = merge.first.row;
                open.retain(|other| other.last.row >= top);
            }
            let apart = open.iter().all(|other| {
                other.last.column < merge.first.column || merge.last.column < other.first.column
            });
            if apart {
                open.push(*merge);
                for block in merge.first.row / BLOCK + 1..=merge.last.row / BLOCK {
                    reaching.entry(block).or_default().push(*merge);
                }
            }
            apart
        });
        Self { sorted, reaching }
    }

    /// Iterates over all regions, ordered by their first cells.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Merge> {
        self.sorted.iter()
    }

    /// Finds the region that covers the cell.
    pub(super) fn at(&self, at: CellRef) -> Option<Merge> {
        let block = at.row / BLOCK;
        let start =
            self.sorted.partition_point(|merge| merge.first < CellRef::new(block * BLOCK, 0));
        let here = self.sorted[start..].iter().take_while(|merge| merge.first <= at);
        let above = self.reaching.get(&block).into_iter().flatten();
        here.chain(above).find(|merge| merge.covers(at)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{Merge, Merges};
    use crate::place::CellRef;

    fn merge(first: (u32, u32), last: (u32, u32)) -> Merge {
        Merge { first: CellRef::new(first.0, first.1), last: CellRef::new(last.0, last.1) }
    }

    #[test]
    fn every_cell_of_a_region_finds_it_and_no_other_does() {
        let regions = [
            merge((0, 0), (500, 1)),
            merge((3, 2), (3, 9)),
            merge((64, 3), (128, 3)),
            merge((501, 0), (502, 0)),
        ];
        let merges = Merges::new(regions);
        for row in 0..600 {
            for column in 0..12 {
                let at = CellRef::new(row, column);
                assert_eq!(
                    merges.at(at),
                    regions.iter().find(|region| region.covers(at)).copied(),
                    "{at}"
                );
            }
        }
    }

    #[test]
    fn of_regions_that_overlap_the_upper_one_stays() {
        let merges = Merges::new([
            merge((5, 5), (9, 9)),
            merge((0, 0), (5, 5)),
            merge((0, 0), (0, 1)),
            merge((6, 0), (6, 2)),
        ]);
        assert_eq!(merges.at(CellRef::new(3, 3)), None);
        assert_eq!(merges.at(CellRef::new(5, 5)), Some(merge((5, 5), (9, 9))));
        assert_eq!(merges.at(CellRef::new(6, 1)), Some(merge((6, 0), (6, 2))));
    }

    #[test]
    fn a_million_regions_are_looked_up_at_once() {
        let tall = (0..100).map(|column| merge((0, 2 * column), (49_999, 2 * column)));
        let small = (0..50_000).flat_map(|row| {
            (0..20).map(move |column| merge((row, 10 * column + 1), (row, 10 * column + 1)))
        });
        let merges = Merges::new(tall.chain(small));
        let found = (0..50_000).filter(|&row| merges.at(CellRef::new(row, 198)).is_some()).count();
        assert_eq!(found, 50_000);
    }
}
