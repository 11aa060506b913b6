//! Tells which product a cell is about: that of its row in a submission, that of its column in a
//! ballot.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use super::{Forms, ProductEntry, Sourced};
use crate::finding::{Finding, Place};

/// A row or a column of a sheet: file, sheet, index.
type SheetLine<'a> = (&'a str, Option<&'a str>, u32);

/// The products of all forms, by the rows and columns in which they stand.
#[derive(Debug, Default)]
pub struct ProductCells<'a> {
    rows: BTreeMap<SheetLine<'a>, &'a ProductEntry>,
    columns: BTreeMap<SheetLine<'a>, &'a Sourced<String>>,
}

impl<'a> ProductCells<'a> {
    /// Indexes the products of these forms.
    #[must_use]
    pub fn of(forms: &'a Forms) -> Self {
        let line = |place: &'a Place, index| (place.file.as_str(), place.sheet.as_deref(), index);
        let entries = forms.submissions.iter().flat_map(|submission| &submission.entries);
        let rows = entries.filter_map(|entry| {
            let place = &entry.product.place;
            Some((line(place, place.cell?.row), entry))
        });
        let columns = forms.ballots.iter().filter_map(|ballot| {
            let place = &ballot.product.place;
            Some((line(place, place.cell?.column), &ballot.product))
        });
        Self { rows: rows.collect(), columns: columns.collect() }
    }

    /// The product of a submission in whose row a place stands; `None` for any other place.
    #[must_use]
    pub fn entry_at(&self, place: &Place) -> Option<&'a ProductEntry> {
        self.rows.get(&(place.file.as_str(), place.sheet.as_deref(), place.cell?.row)).copied()
    }

    /// Whether a finding is about the product of this name: it stands in the product's row or
    /// column, or has the name as its heading or as what was found. Names are compared without case
    /// and spacing, and `hòa` is the same as `hoà`.
    #[must_use]
    pub fn is_about(&self, finding: &Finding, product: &str) -> bool {
        let place = &finding.place;
        let column = place.cell.and_then(|cell| {
            self.columns
                .get(&(place.file.as_str(), place.sheet.as_deref(), cell.column))
                .map(|name| &name.value)
        });
        let of_cell = self.entry_at(place).map(|entry| &entry.product.value).or(column);
        let names = [of_cell, finding.heading.as_ref(), finding.found.as_ref()];
        let wanted = text::fold(product);
        names.into_iter().flatten().any(|name| text::fold(name) == wanted)
    }
}
