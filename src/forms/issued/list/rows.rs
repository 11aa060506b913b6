//! Reads the rows of products, with what stands about each on the other sheets.

use std::collections::BTreeSet;

use careful_spreadsheet::Value;
use rust_decimal::prelude::ToPrimitive;

use super::columns::MissingColumns;
use super::form::SAMPLES_KEY;
use super::keyed::KeyedTable;
use super::outside::Strays;
use super::tie::TiedSheet;
use super::{ListDesk, score, told};
use crate::criteria::DossierItem;
use crate::finding::{CellRef, Findings};
use crate::forms::heading::{ListField, ListHeader};
use crate::forms::submission::{KnownColumns, KnownRow, ProductEntry};
use crate::forms::{Skipped, Sourced, value};

/// Reads the rows of products of one list.
pub(super) struct RowReader<'a, 'r> {
    desk: ListDesk<'a, 'r>,
    list: &'a KeyedTable<'a>,
    products: KnownColumns<'a, 'r>,
    missing: &'a MissingColumns,
    pub(super) dossiers: Option<TiedSheet<'a, 'r>>,
    pub(super) owners: Option<TiedSheet<'a, 'r>>,
    rows: ReadRows,
}

/// What was read from the rows of a list.
#[derive(Default)]
pub(super) struct ReadRows {
    /// The products, from the top.
    pub(super) entries: Vec<ProductEntry>,
    /// Names of products that the list withdraws.
    pub(super) withdrawn: Vec<Sourced<String>>,
    /// How many rows are products, those included that could not be read.
    pub(super) count: usize,
    /// How many of the products have a score.
    pub(super) scored: usize,
    /// Rows that were passed over.
    pub(super) skipped: Vec<Skipped>,
    /// Rows without a key that were read.
    pub(super) read: BTreeSet<u32>,
}

/// A row for a product.
struct ProductRow {
    row: u32,
    /// The number by which the other sheets know it; `None` where nothing ties it to them.
    number: Option<u32>,
}

impl<'a, 'r> RowReader<'a, 'r> {
    /// Makes ready to read the rows of a list.
    pub(super) fn new(
        desk: ListDesk<'a, 'r>,
        list: &'a KeyedTable<'a>,
        header: &'a ListHeader,
        missing: &'a MissingColumns,
    ) -> Self {
        let products = KnownColumns::new(desk.tools, list.sheet, header);
        let rows = ReadRows::default();
        Self { desk, list, products, missing, dossiers: None, owners: None, rows }
    }

    /// Reads all rows. What stands in rows that are no products goes to `strays`.
    pub(super) fn read(mut self, strays: &mut Strays<'a>, findings: &mut Findings) -> ReadRows {
        for row in self.numbered(findings) {
            if !self.is_product(row.row) {
                self.leave(row.row, strays);
                continue;
            }
            self.product(&row, findings);
        }
        for sheet in [&self.dossiers, &self.owners].into_iter().flatten() {
            findings.extend(sheet.left().map(told::tied_to_nothing));
        }
        self.rows
    }

    /// The rows for products, from the top, those without a key that hold one among them. Each
    /// number ties one row; whatever else is true of the numbers is told.
    fn numbered(&mut self, findings: &mut Findings) -> Vec<ProductRow> {
        let mut rows = Vec::new();
        let mut used = BTreeSet::new();
        let mut moved = None;
        for (row, key) in self.list.rows.iter().copied() {
            let order = self.list.order(row);
            let number = if self.list.is_numbered() { order } else { Some(key) };
            let is_again = number.is_some_and(|number| !used.insert(number));
            let number = number.filter(|_| !is_again);
            if self.is_product(row) {
                match number {
                    None => findings.push(told::row_untied(self.list.sheet, self.name_at(row))),
                    Some(number) if number != key => moved = moved.or(Some(row)),
                    Some(_) => {}
                }
            }
            rows.push(ProductRow { row, number });
        }
        if let Some(at) = moved.and_then(|row| self.list.at(row, ListField::Order.key())) {
            findings.push(told::rows_sorted(self.list.sheet, at));
        }
        for row in self.list.rows_without_key() {
            let named = self.list.cell(row, ListField::Product.key()).is_some();
            if named && self.is_product(row) {
                findings.push(told::row_without_key(self.list.sheet, self.name_at(row)));
                self.rows.read.insert(row);
                rows.push(ProductRow { row, number: None });
            }
        }
        rows.sort_by_key(|row| row.row);
        rows
    }

    /// Whether a row has anything of what a product must have.
    fn is_product(&self, row: u32) -> bool {
        ListField::NEEDED.iter().any(|field| {
            let cell =
                self.list.at(row, field.key()).and_then(|at| value::cell(self.list.sheet, at));
            cell.is_some_and(|(_, cell)| !cell.formula)
        })
    }

    /// The cell of the product's name in a row.
    fn name_at(&self, row: u32) -> CellRef {
        self.list.at(row, ListField::Product.key()).unwrap_or(CellRef::new(row, 0))
    }

    /// Leaves a row in which nothing of a product stands; whatever else does is told.
    fn leave(&self, row: u32, strays: &mut Strays<'a>) {
        let order = self.list.column(ListField::Order.key());
        let typed =
            self.list.beside(row).filter(|(at, cell)| !cell.formula && Some(at.column) != order);
        strays.take(self.list.sheet, typed.collect());
    }

    /// Reads the product of a row.
    fn product(&mut self, row: &ProductRow, findings: &mut Findings) {
        self.rows.count += 1;
        match self.products.product(row.row, findings) {
            KnownRow::Product(entry) => {
                let mut entry = *entry;
                self.complete(&mut entry, row, findings);
                self.rows.scored += usize::from(entry.score.counted().is_some());
                self.rows.entries.push(entry);
            }
            KnownRow::Withdrawn(name, why) => {
                self.rows.count -= 1;
                self.rows.skipped.push(self.products.skipped(row.row, why));
                let named = name.as_ref().map_or("", |name| &name.value);
                for sheet in [&mut self.dossiers, &mut self.owners].into_iter().flatten() {
                    sheet.row(row.number, named);
                }
                self.rows.withdrawn.extend(name);
            }
            KnownRow::Unread => {
                for sheet in [&mut self.dossiers, &mut self.owners].into_iter().flatten() {
                    sheet.row(row.number, "");
                }
            }
        }
    }

    /// Adds to a product its score, and what stands about it on the other sheets.
    fn complete(&mut self, entry: &mut ProductEntry, row: &ProductRow, findings: &mut Findings) {
        score::complete(self.desk.acts.main(), self.list, row.row, entry, findings);
        if let Some(doubt) = self.missing.doubt() {
            entry.doubt.get_or_insert(doubt);
        }
        self.dossier(entry, row, findings);
        let Some(owners) = &mut self.owners else { return };
        let Some(at) = owners.row(row.number, &entry.product.value) else { return };
        let [representative, phone, tax_code] = owners.columns.contact(at, findings);
        let named = [
            (ListField::Product, &entry.product.value),
            (ListField::Owner, &entry.owner.name.value),
        ];
        let other = named.into_iter().find_map(|(field, name)| owners.other_name(at, field, name));
        entry.owner.representative = representative;
        entry.owner.phone = phone;
        entry.owner.tax_code = tax_code;
        if let Some(other) = other {
            entry.doubt.get_or_insert_with(|| told::OTHER_NAME.to_owned());
            findings.push(other);
        }
    }

    /// Adds what the sheet of dossiers says of a product. Where it says nothing although the form
    /// has such a sheet, the dossier is not clear.
    fn dossier(&mut self, entry: &mut ProductEntry, row: &ProductRow, findings: &mut Findings) {
        let Some(dossiers) = &mut self.dossiers else {
            entry.dossier_unclear |= self.missing.dossiers;
            return;
        };
        let Some(at) = dossiers.row(row.number, &entry.product.value) else {
            entry.dossier_unclear = true;
            return;
        };
        let (dossier, unclear) = dossiers.columns.dossier(at, findings);
        entry.dossier = dossier;
        entry.dossier_unclear = unclear || self.missing.items;
        for item in DossierItem::ALL {
            let said = &mut entry.dossier[item.index()];
            if said.is_some() && !self.is_mandatory(item) && self.is_exempt(at, item) {
                *said = None;
            }
        }
        let samples = self.dossiers.as_ref().and_then(|sheet| sheet.table.at(at, SAMPLES_KEY));
        entry.samples = samples.and_then(|at| self.samples(at, findings));
        let dossiers = self.dossiers.as_ref();
        if let Some(other) = dossiers
            .and_then(|sheet| sheet.other_name(at, ListField::Product, &entry.product.value))
        {
            entry.doubt.get_or_insert_with(|| told::OTHER_NAME.to_owned());
            findings.push(other);
        }
    }

    /// Whether an act of the round makes an item mandatory.
    fn is_mandatory(&self, item: DossierItem) -> bool {
        let mut dossiers = self.desk.acts.iter().filter_map(|act| act.dossier.as_ref());
        dossiers.any(|dossier| dossier.mandatory.contains(&item))
    }

    /// Whether the cell of an item says that nobody asks for it.
    fn is_exempt(&self, row: u32, item: DossierItem) -> bool {
        let Some(sheet) = &self.dossiers else { return false };
        let said = sheet.table.cell(row, ListField::Item(item.index()).key());
        let said = said.and_then(|(_, cell)| cell.text());
        said.is_some_and(|said| careful_spreadsheet::text::fold(said) == "miễn")
    }

    /// The number of samples in a cell.
    fn samples(&self, at: CellRef, findings: &mut Findings) -> Option<Sourced<u16>> {
        let sheet = self.dossiers.as_ref()?.table.sheet;
        let (origin, cell) = value::cell(sheet, at)?;
        if cell.text().is_some_and(value::is_dash) {
            return None;
        }
        let number = match &cell.value {
            Value::Number(_) | Value::Text(_) => cell.amount(),
            _ => None,
        };
        let whole = number.filter(rust_decimal::Decimal::is_integer);
        let value = whole.and_then(|number| number.to_u16());
        if value.is_none() {
            findings.push(told::samples_unread(sheet.place(origin), cell));
        }
        value.map(|value| Sourced { value, place: sheet.place(origin) })
    }
}
