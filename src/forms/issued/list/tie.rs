//! The rows of another sheet of a list, each tied to a product by its number.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::Value;

use super::keyed::KeyedTable;
use super::told;
use crate::finding::{CellRef, Finding};
use crate::forms::heading::{ListField, ListHeader};
use crate::forms::spelling::{owner_key, product_key};
use crate::forms::submission::{KnownColumns, ListTools};

/// A sheet that says more about the products of a list.
pub(super) struct TiedSheet<'a, 'r> {
    pub(super) table: &'a KeyedTable<'a>,
    pub(super) columns: KnownColumns<'a, 'r>,
    header: &'a ListHeader,
    /// The row of each number.
    by_number: BTreeMap<u32, u32>,
    /// Rows that no number ties.
    untied: Vec<u32>,
    /// Rows that a product has.
    used: BTreeSet<u32>,
}

impl<'a, 'r> TiedSheet<'a, 'r> {
    /// Takes up the rows of a sheet.
    pub(super) fn new(
        tools: ListTools<'a, 'r>,
        table: &'a KeyedTable<'a>,
        header: &'a ListHeader,
    ) -> Self {
        let mut by_number = BTreeMap::new();
        let mut untied = table.rows_without_key();
        for (row, key) in &table.rows {
            let number = if table.is_numbered() { table.order(*row) } else { Some(*key) };
            match number {
                Some(number) if !by_number.contains_key(&number) => {
                    by_number.insert(number, *row);
                }
                _ => untied.push(*row),
            }
        }
        let columns = KnownColumns::new(tools, table.sheet, header);
        Self { table, columns, header, by_number, untied, used: BTreeSet::new() }
    }

    /// The row about a product: that of its number, or for a product without number the only row
    /// without number whose typed name is the product's.
    pub(super) fn row(&mut self, number: Option<u32>, product: &str) -> Option<u32> {
        let row = if let Some(number) = number {
            self.by_number.get(&number).copied()
        } else {
            let mut named = self.untied.iter().copied().filter(|row| self.names(*row, product));
            named.next().filter(|_| named.next().is_none())
        }?;
        self.used.insert(row);
        Some(row)
    }

    /// Whether a row names this product.
    fn names(&self, row: u32, product: &str) -> bool {
        let name = self.table.cell(row, ListField::Product.key());
        let name = name.and_then(|(_, cell)| cell.text());
        name.is_some_and(|name| product_key(name) == product_key(product))
    }

    /// The finding about a name on this sheet that is not the one in the list.
    pub(super) fn other_name(&self, row: u32, field: ListField, name: &str) -> Option<Finding> {
        let (at, cell) = self.table.cell(row, field.key())?;
        let Value::Text(shown) = &cell.value else { return None };
        let key = if field == ListField::Owner { owner_key } else { product_key };
        (key(shown) != key(name))
            .then(|| told::other_name(self.table.sheet.place(at), field, shown, name))
    }

    /// The first cell with a value of each row that no product has.
    pub(super) fn left(&self) -> impl Iterator<Item = (&'a KeyedTable<'a>, CellRef, String)> {
        let own = move |row: u32| {
            let fields = self.header.columns.keys();
            let cells = fields.filter_map(move |field| self.table.cell(row, field.key()));
            cells.min_by_key(|(at, _)| at.column).map(|(at, cell)| (at, cell.shown()))
        };
        let rows = self.by_number.values().chain(&self.untied).copied();
        let left = rows.filter(|row| !self.used.contains(row));
        left.filter_map(move |row| own(row).map(|(at, shown)| (self.table, at, shown)))
    }
}
