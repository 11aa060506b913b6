//! Rows of tables that were put in, taken out or moved, each told as one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::drafts::content::{FlatLine, Origin};
use crate::drafts::read::ReturnedLine;

/// What became of rows.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) changes: Vec<RowChange>,
    /// Lines of the paper that are told with them.
    pub(super) olds: BTreeSet<usize>,
    /// Lines of the draft.
    pub(super) news: BTreeSet<usize>,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowChange {
    /// It stands elsewhere: its name, a line of it on the paper.
    Moved { name: String, line: usize },
    /// It was put in, behind the row with this line of the paper.
    Added { name: String, near: usize },
    /// It was taken out: its lines on the paper.
    Gone { name: String, lines: Range<usize> },
}

impl RowChange {
    /// A line of the paper in the table.
    pub(super) fn near(&self) -> usize {
        match self {
            Self::Moved { line, .. } => *line,
            Self::Added { near, .. } => *near,
            Self::Gone { lines, .. } => lines.start,
        }
    }
}

/// A row: its lines and what they say.
struct Row {
    lines: Range<usize>,
    cells: Vec<String>,
}

/// More rows than this are not compared: a file may hold anything.
const MOST: usize = 20_000;

fn rows(lines: impl Iterator<Item = (Option<usize>, String)>) -> Vec<Row> {
    let mut found: Vec<(usize, Row)> = Vec::new();
    for (at, (row, text)) in lines.enumerate() {
        let Some(row) = row else { continue };
        match found.last_mut() {
            Some((number, last)) if *number == row => {
                last.lines.end = at + 1;
                last.cells.push(text);
            }
            _ => found.push((row, Row { lines: at..at + 1, cells: vec![text] })),
        }
    }
    found.into_iter().map(|(_, row)| row).collect()
}

/// The name of a row: its first cell with letters.
fn name(row: &Row) -> &str {
    let has_letters = |cell: &&String| cell.chars().any(char::is_alphabetic);
    row.cells.iter().find(has_letters).or(row.cells.first()).map_or("", String::as_str)
}

/// Tells whether two rows are one that was changed: of one name, or half of the cells alike.
fn is_same(one: &Row, other: &Row) -> bool {
    let alike = one.cells.iter().zip(&other.cells).filter(|(one, other)| one == other).count();
    name(one) == name(other) || 2 * alike >= one.cells.len().max(other.cells.len())
}

/// Compares the rows of the tables of a paper with those of a draft.
pub(super) fn compare(old: &[FlatLine], new: &[ReturnedLine]) -> Rows {
    let before = rows(old.iter().map(|line| (line.row, line.text())));
    let now = rows(new.iter().map(|line| (line.row, line.text())));
    // Rows of the form are no rows of a table that people read.
    let is_table = |row: &Row| old[row.lines.start].from == Origin::Table;
    let mut found = Rows::default();
    if before.is_empty() || before.len().max(now.len()) > MOST {
        return found;
    }
    let texts = |rows: &[Row]| rows.iter().map(|row| row.cells.join("\t")).collect::<Vec<_>>();
    let (was, is) = (texts(&before), texts(&now));
    let (mut gone, mut came) = (Vec::new(), Vec::new());
    let mut beside: BTreeMap<usize, usize> = BTreeMap::new();
    let mut last = None;
    for operation in capture_diff_slices(Algorithm::Myers, &was, &is) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            last = from.end.checked_sub(1);
            continue;
        }
        if let Some(last) = last {
            beside.extend(to.clone().map(|at| (at, last)));
        }
        let (mut left, mut right): (Vec<usize>, Vec<usize>) = (from.collect(), to.collect());
        // Rows that were changed stay to be compared cell by cell.
        left.retain(|one| match right.iter().position(|at| is_same(&before[*one], &now[*at])) {
            Some(at) if was[*one] != is[right[at]] => {
                right.remove(at);
                false
            }
            _ => true,
        });
        gone.extend(left.into_iter().filter(|one| is_table(&before[*one])));
        came.extend(right);
    }
    gone.retain(|one| {
        let Some(at) = came.iter().position(|at| is[*at] == was[*one]) else { return true };
        let to = came.remove(at);
        let lines = before[*one].lines.clone();
        let (name, line) = (name(&before[*one]).to_owned(), lines.start);
        found.changes.push(RowChange::Moved { name, line });
        found.olds.extend(lines);
        found.news.extend(now[to].lines.clone());
        false
    });
    // Of rows that are left, as many as there are on both sides were written anew.
    let written = gone.len().min(came.len());
    for one in gone.into_iter().skip(written) {
        let (name, lines) = (name(&before[one]).to_owned(), before[one].lines.clone());
        found.olds.extend(lines.clone());
        found.changes.push(RowChange::Gone { name, lines });
    }
    for one in came.into_iter().skip(written) {
        // A row that fits to none beside it is of a table of its own.
        let fits = |at: &&usize| {
            let from = old[before[**at].lines.start].from;
            matches!(from, Origin::Table | Origin::Head)
                && before[**at].cells.len() == now[one].cells.len()
        };
        let Some(near) = beside.get(&one).filter(fits).map(|at| before[*at].lines.start) else {
            continue;
        };
        let name = name(&now[one]).to_owned();
        found.news.extend(now[one].lines.clone());
        found.changes.push(RowChange::Added { name, near });
    }
    found
}
