//! The header of a list: where it stands, and what its columns hold.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::field::ListField;
use super::label::Doubt;
use crate::finding::CellRef;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) struct ListColumn {
    /// The column, from 0.
    pub(in crate::forms) index: u32,
    /// The cell whose words name it.
    pub(in crate::forms) heading: CellRef,
    /// Whether its words are weak, so that a column with better words takes the field from it.
    pub(in crate::forms) weak: bool,
    /// What is wrong with its heading.
    pub(in crate::forms) doubt: Doubt,
}

impl ListColumn {
    /// The rank of its words among those of columns with one field; less is better.
    pub(in crate::forms) fn rank(&self) -> (Doubt, bool) {
        (self.doubt, self.weak)
    }
}

/// The header of one list in a sheet, with what its columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::forms) struct ListHeader {
    /// First row of the header.
    pub(in crate::forms) top: u32,
    /// First row under the header.
    pub(in crate::forms) body: u32,
    /// First row of the next list's header; [`u32::MAX`] where none follows.
    pub(in crate::forms) end: u32,
    /// The columns of each field; the first of them is read.
    pub(in crate::forms) columns: BTreeMap<ListField, Vec<ListColumn>>,
    /// Columns whose heading nobody knows.
    pub(in crate::forms) others: Vec<ListColumn>,
    /// Columns whose heading is known and whose values are not read.
    pub(in crate::forms) unread: Vec<ListColumn>,
    /// Fields to which two columns have equal right, where not even the values tell which column is
    /// meant.
    pub(in crate::forms) undecided: Vec<ListField>,
}

impl ListHeader {
    /// The column from which a field is read; `None` where the list has no column for it.
    pub(in crate::forms) fn column(&self, field: ListField) -> Option<u32> {
        self.columns.get(&field)?.first().map(|column| column.index)
    }

    /// Whether another header has the same fields in the same columns.
    pub(in crate::forms) fn is_like(&self, other: &Self) -> bool {
        let layout = |header: &Self| {
            let first = |columns: &Vec<ListColumn>| columns.first().map(|column| column.index);
            header
                .columns
                .iter()
                .map(|(field, columns)| (*field, first(columns)))
                .collect::<Vec<_>>()
        };
        layout(self) == layout(other)
    }

    /// Every column with a heading, from the left.
    pub(in crate::forms) fn all(&self) -> Vec<(&ListColumn, Option<ListField>)> {
        let fields = self
            .columns
            .iter()
            .flat_map(|(field, columns)| columns.iter().map(|one| (one, Some(*field))));
        let others = self.others.iter().chain(&self.unread).map(|column| (column, None));
        let mut all: Vec<_> = fields.chain(others).collect();
        all.sort_by_key(|(column, _)| (column.index, column.heading));
        all
    }

    /// Counts the fields; those that tables of every kind have, such as remarks, do not count.
    fn fields(&self) -> usize {
        self.columns.keys().filter(|field| !field.is_aside()).count()
    }

    /// Counts the columns about registration that stand side by side, two or more, with their
    /// headings in one row. One alone may be the value of a product's cell, such as `Nâng hạng`.
    fn registered(&self) -> usize {
        let about = self.columns.iter().filter(|(field, _)| field.is_registration());
        let mut headings: Vec<CellRef> =
            about.filter_map(|(_, columns)| Some(columns.first()?.heading)).collect();
        headings.sort_by_key(|at| (at.row, at.column));
        let beside =
            |one: &CellRef, next: &CellRef| one.row == next.row && one.column + 1 == next.column;
        headings.chunk_by(beside).map(<[CellRef]>::len).filter(|length| *length > 1).sum()
    }

    /// How well the header is known, to compare headers of the same place: more fields are better,
    /// then more headings spelt right, then fewer rows, since a row above the headings is a title
    /// and may name the district.
    pub(super) fn known(&self) -> (usize, usize, Reverse<u32>, Reverse<u32>) {
        let counted = self.columns.iter().filter(|(field, _)| !field.is_registration());
        let columns = counted.flat_map(|(_, columns)| columns);
        let exact = columns.filter(|column| column.doubt != Doubt::Misspelt).count();
        (self.fields(), exact + self.registered(), Reverse(self.body - self.top), Reverse(self.top))
    }

    /// Whether enough is known for the header of a list: three fields with the product among them,
    /// or five without it; and at least one heading in four.
    pub(super) fn is_sound(&self) -> bool {
        let fields = self.fields();
        let product = self.column(ListField::Product).is_some();
        fields >= if product { 3 } else { 5 } && fields * 3 >= self.others.len()
    }

    /// Whether it can be the header of one more list of a sheet: it has product, owner and a third
    /// field, and as many known headings as unknown.
    pub(super) fn is_another(&self) -> bool {
        let named = [ListField::Product, ListField::Owner]
            .into_iter()
            .all(|field| self.column(field).is_some());
        named && self.fields() >= 3 && self.fields() >= self.others.len()
    }
}
