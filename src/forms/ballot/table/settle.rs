//! Lets the values of columns decide what their headings leave open.

use careful_spreadsheet::Cell;

use super::MarkTable;
use crate::criteria::ProductSet;
use crate::forms::Sourced;
use crate::forms::ballot::columns::options::is_boxed;
use crate::forms::ballot::columns::{BallotColumn, ColumnRole, ColumnValues};
use crate::forms::ballot::faults;
use crate::forms::ballot::rows::{BallotRows, MarkRow, RowRole};

/// How many boxes before options must be crossed for their column to be one of marks.
const CROSSED: usize = 2;

impl MarkTable<'_, '_, '_> {
    /// Lets the values of the columns decide what their headings leave open; `maximum` is the
    /// column whose heading says that it holds the maxima.
    pub(super) fn settle(
        &mut self,
        columns: &mut [BallotColumn],
        rows: &BallotRows,
        set: Option<&ProductSet>,
        maximum: Option<u32>,
    ) {
        let part_max = self.reader.acts.main().part_max();
        let words = self.reader.words;
        let values_of = |column: &BallotColumn| {
            ColumnValues::of(self.frame, rows, words, set, part_max, maximum, column.index)
        };
        let values: Vec<ColumnValues> = columns.iter().map(values_of).collect();
        self.settle_unknown(columns, &values);
        self.settle_points(columns, &values, rows);
    }

    /// Decides about columns whose heading nobody knows: they hold the maxima, the marks of a
    /// product that no list has, or nothing that is read.
    fn settle_unknown(&mut self, columns: &mut [BallotColumn], values: &[ColumnValues]) {
        let alone = !columns.iter().any(|column| column.role.holds_marks());
        for (column, values) in columns.iter_mut().zip(values) {
            match column.role {
                ColumnRole::Nothing | ColumnRole::MarksOfUnknown
                    if values.are_maxima() && !column.heading.value.contains(':') =>
                {
                    column.role = ColumnRole::Maximum;
                }
                ColumnRole::Nothing if values.are_numbers() || alone && values.are_any() => {
                    column.role = ColumnRole::MarksOfUnknown;
                }
                ColumnRole::MarksOfUnknown if values.are_any() => {}
                ColumnRole::Nothing | ColumnRole::MarksOfUnknown if !values.are_numbers() => {
                    if !self.reader.words.is_of_signature(&column.heading.value) {
                        let products = &self.reader.products;
                        self.findings.extend(faults::nearly_product(&column.heading, products));
                    }
                    column.role = ColumnRole::Unread("không rõ");
                }
                _ => {}
            }
        }
    }

    /// Decides about columns whose heading says only `Điểm`. Beside other columns of marks, one
    /// that holds the maxima is the column of the maxima, and a blank one is not read. One that
    /// holds the maxima where no other column does is in doubt.
    fn settle_points(
        &mut self,
        columns: &mut [BallotColumn],
        values: &[ColumnValues],
        rows: &BallotRows,
    ) {
        let named = columns
            .iter()
            .any(|column| matches!(column.role, ColumnRole::Marks(_) | ColumnRole::MarksOf(_)));
        let only = of_only(columns);
        if named || only.len() > 1 {
            for index in only.into_iter().filter(|index| values[*index].are_maxima()) {
                columns[index].role = ColumnRole::Maximum;
            }
        }
        let left = of_only(columns);
        let filled = left.iter().any(|index| values[*index].are_any());
        for (place, index) in left.into_iter().enumerate() {
            let blank = !values[index].are_any();
            let has_maximum = columns.iter().any(|column| column.role == ColumnRole::Maximum);
            if blank && (named || filled || place > 0) {
                columns[index].role = ColumnRole::Unread("không có điểm");
            } else if values[index].are_maxima() && !has_maximum && rows.lines.len() > 2 {
                self.findings.push(faults::column_of_maxima(&columns[index].heading));
                columns[index].role = ColumnRole::Doubtful;
            }
        }
    }

    /// The column of the criteria's names as a column of marks, where no other column holds any
    /// and boxes before the options are crossed: `☒ Có hợp đồng`.
    pub(super) fn boxes(
        &self,
        columns: &[BallotColumn],
        rows: &BallotRows,
    ) -> Option<BallotColumn> {
        let is_crossed = |row: &&MarkRow| {
            matches!(row.role, RowRole::Option { .. })
                && is_boxed(self.frame, self.reader.words, row)
        };
        let crossed = rows.lines.iter().filter(is_crossed).count();
        let alone = !columns
            .iter()
            .any(|column| column.role.holds_marks() || column.role == ColumnRole::Doubtful);
        (alone && crossed >= CROSSED).then(|| BallotColumn {
            index: self.frame.criterion,
            heading: self.heading_of_criteria(),
            role: ColumnRole::MarksOfOnly,
            owner: None,
        })
    }

    /// The heading of the criteria, with its cell.
    pub(super) fn heading_of_criteria(&self) -> Sourced<String> {
        let (row, column) = (self.frame.top, self.frame.criterion);
        let value = self.frame.seen(row, column).map(Cell::shown).unwrap_or_default();
        Sourced { value, place: self.frame.place(row, column) }
    }
}

/// The indices of the columns of marks that name no product.
fn of_only(columns: &[BallotColumn]) -> Vec<usize> {
    let is_of_only = |index: &usize| columns[*index].role == ColumnRole::MarksOfOnly;
    (0..columns.len()).filter(is_of_only).collect()
}
