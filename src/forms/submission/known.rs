//! Reads the rows of a list whose columns are known by keys, not by headings: what a cell means is
//! read as in any other list.

use careful_spreadsheet::{Worksheet, date, text};
use time::Date;

use super::Dossier;
use super::ProductEntry;
use super::dossier;
use super::entry::{self, withdrawn};
use super::letter;
use super::readback;
use super::registration;
use super::rows::sections::ListTools;
use super::rows::stack::Stack;
use super::table::ListTable;
use crate::finding::{CellRef, Findings};
use crate::forms::heading::{ListField, ListHeader};
use crate::forms::{ColumnReading, Skipped, Sourced, value};

/// Reads the rows of one sheet of a list whose columns are known.
pub(in crate::forms) struct KnownColumns<'a, 'r> {
    table: ListTable<'a, 'r>,
}

/// What a row for a product holds.
pub(in crate::forms) enum KnownRow {
    /// A product.
    Product(Box<ProductEntry>),
    /// A product that the list itself withdraws, with the reason for the read-back. It was told.
    Withdrawn(Option<Sourced<String>>, &'static str),
    /// Something that could not be read. It was told.
    Unread,
}

impl<'a, 'r> KnownColumns<'a, 'r> {
    /// Makes ready to read the rows of a sheet with these columns.
    pub(in crate::forms) fn new(
        tools: ListTools<'a, 'r>,
        sheet: &'a Worksheet,
        header: &'a ListHeader,
    ) -> Self {
        Self { table: ListTable::new(sheet, header, tools, Stack::default(), Vec::new()) }
    }

    /// Reads the product of a row.
    pub(in crate::forms) fn product(&mut self, row: u32, findings: &mut Findings) -> KnownRow {
        let table = &mut self.table;
        if let Some(reason) = withdrawn::why(table, row) {
            findings.push(withdrawn::finding(table, row, &reason));
            table.products.push(row);
            return KnownRow::Withdrawn(withdrawn::name(table, row), reason.why());
        }
        let entry = entry::read_entry(table, row, findings);
        table.products.push(row);
        entry.map_or(KnownRow::Unread, |entry| KnownRow::Product(Box::new(entry)))
    }

    /// Reads the items of a dossier from the cells of a row, and whether one of them could not be
    /// understood.
    pub(in crate::forms) fn dossier(&self, row: u32, findings: &mut Findings) -> (Dossier, bool) {
        let items = std::array::from_fn(|index| self.at(ListField::Item(index), row));
        let mut unclear = Findings::default();
        let dossier = dossier::read_dossier(&self.table.dossiers, None, items, &mut unclear);
        let is_unclear = unclear.iter().next().is_some();
        findings.extend(unclear);
        (dossier, is_unclear)
    }

    /// Reads representative, telephone number and tax code of an owner.
    pub(in crate::forms) fn contact(
        &mut self,
        row: u32,
        findings: &mut Findings,
    ) -> [Option<Sourced<String>>; 3] {
        let representative =
            entry::optional(&mut self.table, ListField::Representative, row, findings);
        let mut number = |field| entry::number(&mut self.table, field, row, findings);
        [representative, number(ListField::Phone), number(ListField::TaxCode)]
    }

    /// The cell of a field in a row; `None` where the sheet has no column for it.
    pub(in crate::forms) fn at(&self, field: ListField, row: u32) -> Option<CellRef> {
        Some(CellRef::new(row, self.table.header.column(field)?))
    }

    /// How a row was passed over, for the read-back.
    pub(in crate::forms) fn skipped(&self, row: u32, why: &str) -> Skipped {
        readback::skipped(self.table.sheet, row, why)
    }
}

/// What each column of a sheet was taken for, for the read-back.
pub(in crate::forms) fn known_columns(
    tools: ListTools<'_, '_>,
    sheet: &Worksheet,
    header: &ListHeader,
) -> Vec<ColumnReading> {
    readback::columns(&tools.words.headings, sheet, header)
}

/// Reads the number of a covering letter as it is typed into its own cell: `123/UBND-NN`, `Công văn
/// số 123/UBND-NN ngày 05/11/2026`. With it comes the day, where the text names one.
pub(in crate::forms) fn letter_typed(typed: &str) -> (Option<String>, Option<String>) {
    let number = letter::number_behind_so(typed)
        .or_else(|| letter::number_behind_so(&format!("số {typed}")));
    (number, date::find(typed).map(|day| day.to_string()))
}

/// Reads the day in a cell; `None`, with a finding, where the cell holds no single day.
pub(in crate::forms) fn day_typed(
    sheet: &Worksheet,
    at: CellRef,
    heading: &str,
    findings: &mut Findings,
) -> Option<Sourced<Date>> {
    registration::day(sheet, at, heading, findings)
}

/// The number of products that the words of a cell state: `06 sản phẩm`, or the number alone.
pub(in crate::forms) fn count_typed(sheet: &Worksheet, at: CellRef) -> Option<Sourced<usize>> {
    let (origin, cell) = value::cell(sheet, at)?;
    let shown = cell.shown();
    let value = letter::products(&text::bare(&shown)).or_else(|| shown.parse().ok())?;
    Some(Sourced { value, place: sheet.place(origin) })
}
