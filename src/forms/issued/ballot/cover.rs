//! What became of the cover: it is never read, so whatever was typed over it is told.

use careful_spreadsheet::{Cell, Worksheet};

use super::FormReading;
use super::keyed::{cover, cover_names};
use super::told;
use crate::finding::CellRef;
use crate::forms::form_keys::{PRODUCT, cover_column};
use crate::forms::issued::keys;

impl FormReading<'_, '_, '_> {
    /// Tells the names that are no longer those of the form, and what stands in the place of sums
    /// and states.
    pub(super) fn cover(&mut self, sheet: &Worksheet) {
        let Some(at) = cover(sheet) else { return };
        let names = cover_names(sheet, at);
        for row in sheet.rows().skip_while(|row| *row <= at.row) {
            let key = sheet.cell(CellRef::new(row, at.column)).and_then(Cell::text);
            let Some((PRODUCT, key)) = key.map(keys::split) else { continue };
            for (cell_at, cell) in sheet.row(row).filter(|(cell, _)| cell.column > at.column) {
                match names.get(&cell_at.column) {
                    Some(name) => self.cover_text(sheet, (cell_at, cell), name, key.first()),
                    None if self.formulas && !cell.formula => {
                        let (place, shown) = (sheet.place(cell_at), cell.shown());
                        self.findings.push(told::sum_altered(place, "Bìa", &shown, None));
                    }
                    None => {}
                }
            }
        }
    }

    /// Tells a name of a product or an owner on the cover that is not the form's.
    fn cover_text(
        &mut self,
        sheet: &Worksheet,
        (at, cell): (CellRef, &Cell),
        name: &str,
        key: Option<&&str>,
    ) {
        let products = self.known.identity.iter().flat_map(|identity| &identity.products);
        let own = products.into_iter().find(|product| Some(&product.key.as_str()) == key);
        let printed = own.and_then(|own| match name {
            cover_column::NAME => Some(&own.name),
            cover_column::OWNER => Some(&own.owner),
            _ => None,
        });
        let Some(printed) = printed.map(|printed| careful_spreadsheet::text::clean(printed)) else {
            return;
        };
        let shown = cell.shown();
        if shown != printed {
            let place = sheet.place(at);
            self.findings.push(told::text_altered(place, "Bìa", &shown, &printed));
        }
    }
}
