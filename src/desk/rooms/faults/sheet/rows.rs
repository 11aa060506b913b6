//! Which rows of a sheet are drawn, and which are folded.

use std::collections::{BTreeMap, BTreeSet};

use super::read_as::Headings;
use super::{Fold, Scene};
use crate::desk::rooms::faults::subject::cut;
use crate::finding::{CellRef, Severity};

/// A line of the drawing.
#[derive(Debug)]
pub(super) enum Line {
    /// A row that is drawn, counted from 0.
    Row(u32),
    /// Rows that are not, with what is said of them.
    Fold {
        /// The first and the last.
        first: u32,
        last: u32,
        fold: Fold,
    },
}

/// Blank rows between others that are drawn as they are.
const GAP: u32 = 2;

/// Most characters of the texts above a table.
const HEAD: usize = 160;

/// Chooses the rows: `around` on each side of the one in the middle, and the headings.
pub(super) fn chosen(
    scene: &Scene<'_>,
    at: Option<CellRef>,
    headings: &Headings<'_>,
    faults: &BTreeMap<CellRef, (Severity, Option<&str>)>,
    around: usize,
) -> Vec<Line> {
    let sheet = scene.sheet;
    // A note, such as that of hidden rows, unfolds nothing.
    let heavy = faults.iter().filter(|(_, (severity, _))| *severity > Severity::Note);
    let told_rows: BTreeSet<u32> =
        at.into_iter().chain(heavy.map(|(cell, _)| *cell)).map(|cell| cell.row).collect();
    let mut used: Vec<u32> = sheet.rows().chain(told_rows.iter().copied()).collect();
    used.sort_unstable();
    used.dedup();
    let heading = headings.rows.first().copied();
    let middle = scene.middle.or(at.map(|at| at.row)).or(heading).unwrap_or_default();
    let index = used.partition_point(|row| *row < middle);
    let (from, until) = (index.saturating_sub(around), (index + around + 1).min(used.len()));
    // The middle asked for may lie behind the last row.
    let from = from.min(used.len().saturating_sub(1));
    let mut rows: BTreeSet<u32> =
        used.get(from..until).unwrap_or_default().iter().copied().collect();
    rows.extend(&headings.rows);
    if let Some(heading) = heading
        && !told_rows.iter().any(|row| *row < heading)
        && middle >= heading
        && heading > GAP
    {
        rows = rows.split_off(&heading);
    }
    let hidden = |row: u32| sheet.hidden().row(row) && !told_rows.contains(&row);
    rows.retain(|row| !hidden(*row));

    let folds = Folds { scene, used: &used, heading, middle, around };
    let (mut lines, mut due) = (Vec::new(), 0);
    for row in rows {
        folds.gap(&mut lines, due, row);
        lines.push(Line::Row(row));
        due = row + 1;
    }
    if let Some(last) = used.last().filter(|last| **last >= due) {
        folds.gap(&mut lines, due, last + 1);
    }
    lines
}

/// What is needed to say what a fold holds.
struct Folds<'s, 'a> {
    scene: &'s Scene<'a>,
    used: &'s [u32],
    heading: Option<u32>,
    middle: u32,
    around: usize,
}

impl Folds<'_, '_> {
    /// Draws or folds the rows from one to before another.
    fn gap(&self, lines: &mut Vec<Line>, first: u32, next: u32) {
        if first >= next {
            return;
        }
        let sheet = self.scene.sheet;
        let start = self.used.partition_point(|row| *row < first);
        let end = self.used.partition_point(|row| *row < next);
        let within = &self.used[start..end];
        if within.is_empty() && next - first <= GAP {
            lines.extend((first..next).map(Line::Row));
            return;
        }
        let hidden = !within.is_empty() && within.iter().all(|row| sheet.hidden().row(*row));
        let after = first > self.middle;
        let text = match (within.len(), hidden) {
            (0, _) => "không có gì".to_owned(),
            (some, true) => format!("{some} dòng đang ẩn trong tệp, vẫn được đọc"),
            _ if self.heading == Some(next) => self.head(within),
            (some, false) if after => format!("{some} dòng sau"),
            (some, false) => format!("{some} dòng trước"),
        };
        // The next page of rows overlaps neither the shown ones nor leaves any out.
        let step = self.around.min(within.len().saturating_sub(1));
        let far = if after { within.get(step) } else { within.iter().rev().nth(step) };
        let address = far.filter(|_| !hidden).map(|row| {
            let sign = if self.scene.address.contains('?') { '&' } else { '?' };
            format!("{}{sign}dong={}", self.scene.address, row + 1)
        });
        lines.push(Line::Fold { first, last: next - 1, fold: Fold { text, address } });
    }

    /// What stands above a table: its first texts.
    fn head(&self, rows: &[u32]) -> String {
        let sheet = self.scene.sheet;
        let texts = rows.iter().flat_map(|row| sheet.row(*row)).map(|(_, cell)| cell.shown());
        let texts: Vec<String> = texts.take(6).collect();
        format!("Phần đầu: {}", cut(&texts.join(", "), HEAD))
    }
}
