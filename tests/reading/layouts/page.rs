//! A sheet while it is made: its cells, what each of them truly is, and how the sheet looks as
//! text.

use std::collections::BTreeMap;
use std::fmt::Write;

use careful_spreadsheet::{Cell, Merge, Value, Worksheet};
use ocop::finding::{CellRef, Place};
use rust_decimal::Decimal;

/// What a cell is, for those who spoil it. Products and criteria by their index in the truth and in
/// the set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Plain,
    /// Heading of the column of marks, of the maxima, of the criteria, of the numbers.
    MarkHeading,
    MaxHeading,
    CriterionHeading,
    NumberHeading,
    Product(usize),
    Owner(usize),
    Member,
    Session,
    Number(usize),
    Name(usize),
    Max(usize),
    /// The mark of a product at a criterion, or a half of it.
    Mark(usize, usize),
    /// A place for an x, ticked or not: product, criterion, option.
    Choice(usize, usize, usize),
    /// A part's sum of a product.
    Part(usize, usize),
    Total(usize),
    TotalLabel,
    PartLabel,
}

#[derive(Debug, Clone)]
pub(crate) struct Slot {
    pub(crate) cell: Cell,
    pub(crate) what: What,
}

/// A sheet in the making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u32), Slot>,
    pub(crate) merges: Vec<Merge>,
    /// The rows of the table's body, first and last, where criteria run down.
    pub(crate) body: Option<(u32, u32)>,
}

pub(crate) fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

pub(crate) fn number(number: impl Into<Decimal>) -> Value {
    Value::Number(number.into())
}

impl Page {
    pub(crate) fn put(&mut self, row: u32, column: u32, value: Value, what: What) {
        let empty = matches!(&value, Value::Text(text) if text.is_empty());
        if !empty {
            self.cells.insert((row, column), Slot { cell: Cell::typed(value), what });
        }
    }

    pub(crate) fn plain(&mut self, row: u32, column: u32, words: impl Into<String>) {
        self.put(row, column, text(words), What::Plain);
    }

    pub(crate) fn calculated(&mut self, row: u32, column: u32, value: Value, what: What) {
        self.cells.insert(
            (row, column),
            Slot { cell: Cell { formula: true, ..Cell::typed(value) }, what },
        );
    }

    pub(crate) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        if first != last {
            self.merges.push(Merge {
                first: CellRef::new(first.0, first.1),
                last: CellRef::new(last.0, last.1),
            });
        }
    }

    /// The row below everything.
    pub(crate) fn end(&self) -> u32 {
        self.cells.keys().map(|(row, _)| row + 1).max().unwrap_or(0)
    }

    /// Where cells of this kind stand.
    pub(crate) fn places(&self, is: impl Fn(What) -> bool) -> Vec<(u32, u32)> {
        self.cells.iter().filter(|(_, slot)| is(slot.what)).map(|(at, _)| *at).collect()
    }

    /// Moves everything from this row on down by one.
    pub(crate) fn insert_row(&mut self, at: u32) {
        let moved = |row: u32| if row >= at { row + 1 } else { row };
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .map(|((row, column), slot)| ((moved(row), column), slot))
            .collect();
        for merge in &mut self.merges {
            merge.first.row = moved(merge.first.row);
            merge.last.row = moved(merge.last.row);
        }
        self.body = self.body.map(|(first, last)| (moved(first), moved(last)));
    }

    /// Takes a row out; what stands below moves up.
    pub(crate) fn remove_row(&mut self, at: u32) {
        let moved = |row: u32| if row > at { row - 1 } else { row };
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .filter(|((row, _), _)| *row != at)
            .map(|((row, column), slot)| ((moved(row), column), slot))
            .collect();
        self.merges.retain(|merge| merge.first.row != at || merge.last.row != at);
        for merge in &mut self.merges {
            merge.first.row = moved(merge.first.row.min(at.max(merge.first.row)));
            merge.last.row = if merge.last.row >= at { merge.last.row - 1 } else { merge.last.row };
        }
        self.body = self.body.map(|(first, last)| (first, last - 1));
    }

    /// Moves everything from this column on to the right by one.
    pub(crate) fn insert_column(&mut self, at: u32) {
        let moved = |column: u32| if column >= at { column + 1 } else { column };
        self.cells = std::mem::take(&mut self.cells)
            .into_iter()
            .map(|((row, column), slot)| ((row, moved(column)), slot))
            .collect();
        for merge in &mut self.merges {
            merge.first.column = moved(merge.first.column);
            merge.last.column = moved(merge.last.column);
        }
    }

    pub(crate) fn sheet(&self, file: &Place) -> Worksheet {
        let cells = self
            .cells
            .iter()
            .map(|((row, column), slot)| (CellRef::new(*row, *column), slot.cell.clone()));
        Worksheet::from_cells(file.sheet(self.name.clone()), cells, self.merges.iter().copied())
    }

    /// The sheet as text: a line a row, a cell as `D=3`; a formula's value as `D:=3`.
    pub(crate) fn dump(&self) -> String {
        let mut lines = format!("[{}]", self.name);
        let mut last = None;
        for ((row, column), slot) in &self.cells {
            if last.replace(*row) != Some(*row) {
                write!(lines, "\n{:>3}", row + 1).unwrap();
            }
            let sign = if slot.cell.formula { ":=" } else { "=" };
            let quote = if slot
                .cell
                .text()
                .is_some_and(|text| text.starts_with(|sign: char| sign.is_ascii_digit()))
            {
                "'"
            } else {
                ""
            };
            write!(lines, " {}{sign}{quote}{}", letters(*column), short(&slot.cell.shown()))
                .unwrap();
        }
        if !self.merges.is_empty() {
            lines.push_str("\n  merged");
            for Merge { first, last } in &self.merges {
                write!(lines, " {first}:{last}").unwrap();
            }
        }
        lines
    }
}

fn short(text: &str) -> String {
    const LONGEST: usize = 46;
    match text.chars().count() {
        0..=LONGEST => text.to_owned(),
        _ => text.chars().take(LONGEST).chain(['…']).collect(),
    }
}

fn letters(column: u32) -> String {
    let cell = CellRef::new(0, column).to_string();
    cell.trim_end_matches('1').to_owned()
}
