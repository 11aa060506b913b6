//! Compares what a sheet prints with what it printed when it went out: wordings, points, sums, rows
//! that nobody wrote.

use std::collections::BTreeSet;

use careful_spreadsheet::{Value, text};
use rust_decimal::Decimal;

use super::beside::{is_in_table, option, words};
use super::keyed::{KeyedBallot, RowKey};
use super::marks::{ReadMarks, title};
use super::told;
use crate::criteria::{Criterion, PARTS};
use crate::finding::{CellRef, Findings};
use crate::forms::form_keys::ballot_column;

/// Compares the printed cells of one sheet.
pub(super) struct PrintedCells<'a, 'f> {
    pub(super) keyed: &'a KeyedBallot<'a>,
    pub(super) criteria: &'a [Criterion],
    /// The column of the marks.
    pub(super) column: u32,
    pub(super) read: &'a ReadMarks,
    /// Whether the formulas of the file are still there.
    pub(super) formulas: bool,
    /// Whether the criteria are those with which the form was made.
    pub(super) same_criteria: bool,
    pub(super) findings: &'f mut Findings,
}

impl PrintedCells<'_, '_> {
    /// Tells every difference; returns whether the ballot can no longer count.
    pub(super) fn tell(mut self) -> bool {
        let mixed = if self.same_criteria { self.wordings() } else { Vec::new() };
        if let Some(first) = mixed.first() {
            let column = self.keyed.column(ballot_column::WORDING).unwrap_or_default();
            let place = self.keyed.place(CellRef::new(*first, column));
            self.findings.push(told::rows_mixed(place, &mixed));
        }
        self.added_rows();
        let alone = self.formulas && self.sums();
        !mixed.is_empty() || alone
    }

    /// Compares wordings and points; returns the rows that bear the wording of another row.
    fn wordings(&mut self) -> Vec<u32> {
        let known: BTreeSet<String> = self.all_wordings();
        let mut mixed = Vec::new();
        for (row, key) in &self.keyed.rows {
            let Some(printed) = self.printed(key) else { continue };
            let found = self.shown(*row, ballot_column::WORDING);
            if found != printed.wording && known.contains(&found) {
                mixed.push(*row);
                continue;
            }
            for (column, wanted) in [
                (ballot_column::WORDING, &printed.wording),
                (ballot_column::ORDER, &printed.order),
                (ballot_column::POINTS, &printed.points),
            ] {
                if !wanted.is_empty() {
                    self.compare(*row, column, wanted, &printed.title);
                }
            }
        }
        mixed
    }

    fn compare(&mut self, row: u32, column: &str, wanted: &str, heading: &str) {
        let Some(index) = self.keyed.column(column) else { return };
        let found = self.shown(row, column);
        if found != wanted && found.replace(',', ".") != wanted {
            let place = self.keyed.place(CellRef::new(row, index));
            self.findings.push(told::text_altered(place, heading, &found, wanted));
        }
    }

    /// What a row prints; `None` for rows that are not compared.
    fn printed(&self, key: &RowKey<'_>) -> Option<PrintedRow> {
        match *key {
            RowKey::Criterion(index, code) => {
                let criterion = self.criteria.get(index).filter(|own| own.code == code)?;
                Some(PrintedRow {
                    title: title(criterion),
                    order: criterion.code.clone(),
                    wording: text::clean(&criterion.name),
                    points: criterion.max.to_string(),
                })
            }
            RowKey::Option(of, number, _) => {
                let criterion = self.criteria.get(of)?;
                let option = option(criterion, number)?;
                Some(PrintedRow {
                    title: format!("{}, mức {} điểm", title(criterion), option.mark),
                    order: String::new(),
                    wording: text::clean(&option.text),
                    points: option.mark.to_string(),
                })
            }
            _ => None,
        }
    }

    /// The wordings of all criteria and options.
    fn all_wordings(&self) -> BTreeSet<String> {
        let criteria = self.criteria.iter();
        let options = criteria.clone().flat_map(|criterion| {
            criterion.scales.iter().flat_map(|scale| scale.options.iter()).map(|one| &one.text)
        });
        criteria.map(|one| &one.name).chain(options).map(|wording| text::clean(wording)).collect()
    }

    fn shown(&self, row: u32, column: &str) -> String {
        self.keyed.cell(row, column).map(|(_, cell)| cell.shown()).unwrap_or_default()
    }

    /// Tells the rows of the table that the program did not write. What stands in their column of
    /// marks is told by itself.
    fn added_rows(&mut self) {
        for (row, key) in &self.keyed.rows {
            if *key != RowKey::Unkeyed || !is_in_table(self.keyed, *row) {
                continue;
            }
            if let Some((at, cell)) = self.keyed.beside(*row).next() {
                let found = words(self.keyed, *row);
                let found = if found.is_empty() { cell.shown() } else { found };
                self.findings.push(told::row_added(self.keyed.place(at), &found));
            }
        }
    }

    /// Tells the sums that are no formulas any more; returns whether one of them states a number
    /// while no criterion has a mark.
    fn sums(&mut self) -> bool {
        let mut alone = false;
        for (row, key) in &self.keyed.rows {
            let (heading, ours) = match *key {
                RowKey::Part(_) if self.criteria.is_empty() => continue,
                RowKey::Part(part) => (format!("Phần {}", PARTS[part]), self.read.sum(Some(part))),
                RowKey::Group(code) => (format!("Mục {code}"), None),
                RowKey::Total => ("Tổng điểm".to_owned(), self.read.sum(None)),
                _ => continue,
            };
            let at = CellRef::new(*row, self.column);
            // A formula whose result is no text leaves no cell, as one that was removed: neither
            // says anything.
            let Some(cell) = self.keyed.sheet.cell(at) else { continue };
            if cell.formula || cell.value == Value::NotCalculated {
                continue;
            }
            let (place, found) = (self.keyed.place(at), cell.shown());
            let states = cell.amount().is_some_and(|sum| sum != Decimal::ZERO);
            if states && !self.read.are_any() {
                self.findings.push(told::sum_alone(place, &heading, &found));
                alone = true;
            } else {
                self.findings.push(told::sum_altered(place, &heading, &found, ours));
            }
        }
        alone
    }
}

/// What a row prints.
struct PrintedRow {
    /// The row as a person would cite it.
    title: String,
    /// The number; blank where a formula stands in its place.
    order: String,
    wording: String,
    points: String,
}
