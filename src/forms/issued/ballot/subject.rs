//! What the sheet of a product is about: of which form it is, which product, by which criteria.

use careful_spreadsheet::{Cell, text};

use super::FormReading;
use super::keyed::{KeyedBallot, RowKey};
use super::told;
use crate::criteria::{Act, ProductSet};
use crate::finding::{CellRef, Finding, Place};
use crate::forms::form_keys::ballot_column;
use crate::forms::issued::{FormCode, FormProduct};
use crate::forms::{owner_key, product_key};

/// Words before the name of the product and of its owner.
const LABELS: [&str; 2] = ["Tên sản phẩm:", "Chủ thể:"];

/// What a sheet is about.
pub(super) struct SheetSubject<'a> {
    pub(super) product: FormProduct,
    /// The cells that name the product and its owner.
    pub(super) cells: [CellRef; 2],
    /// Its act.
    pub(super) act: &'a Act,
    /// Its set; `None` where the act's sets are not known.
    pub(super) set: Option<&'a ProductSet>,
}

impl<'r> FormReading<'_, 'r, '_> {
    /// The code of the form to which a sheet belongs, with its place; the finding about a sheet that
    /// prints the code of another form.
    pub(super) fn code_of(
        &self,
        keyed: &KeyedBallot<'_>,
    ) -> Result<(Place, FormCode), Box<Finding>> {
        let known = self.known;
        let mut printed = known.printed_on(keyed.sheet);
        if known.identity.is_none() {
            // Sheets of several ballots may lie in one workbook: each stands by its own code.
            let (place, code) = known
                .printed_on(keyed.sheet)
                .next()
                .cloned()
                .unwrap_or_else(|| (known.place.clone(), known.code.clone()));
            let other = printed.find(|(_, other)| !other.is_same_form(&code));
            return match other {
                Some((at, other)) => Err(Box::new(told::foreign_sheet(at.clone(), other, &code))),
                None => Ok((place, code)),
            };
        }
        match printed.find(|(_, code)| !code.is_same_form(&known.code)) {
            Some((at, code)) => Err(Box::new(told::foreign_sheet(at.clone(), code, &known.code))),
            None => Ok((known.place.clone(), known.code.clone())),
        }
    }

    /// The product of a sheet: as the form says it, or as a list has it where the form has lost its
    /// products.
    pub(super) fn product(&self, keyed: &KeyedBallot<'_>) -> Option<FormProduct> {
        let of_form = self.known.identity.iter().flat_map(|identity| &identity.products);
        let mut own = of_form.clone().filter(|product| product.key == keyed.product.0);
        match own.next() {
            Some(product) => Some(product.clone()),
            None if of_form.clone().next().is_some() => None,
            None => self.forms.products.listed(keyed.product.0),
        }
    }

    /// What a sheet is about, and its column of marks; the finding that says why that is not known.
    pub(super) fn subject(
        &self,
        keyed: &KeyedBallot<'_>,
        product: FormProduct,
    ) -> Result<(SheetSubject<'r>, u32), Box<Finding>> {
        let acts = self.forms.acts;
        let act = acts.iter().find(|act| act.id == product.act);
        let set = act.and_then(|act| act.sets.iter().find(|set| set.name == product.set));
        let is_known = |act: &&Act| set.is_some() || act.sets.is_empty();
        let Some(act) = act.filter(is_known) else {
            let place = keyed.place(keyed.product.1);
            return Err(Box::new(told::other_act(place, &product, acts.iter())));
        };
        let mark = keyed.column(ballot_column::MARK).filter(|_| keyed.twice.is_none());
        let Some(mark) = mark else {
            let at = keyed.twice.unwrap_or(keyed.product.1);
            return Err(Box::new(told::columns_unclear(keyed.place(at))));
        };
        let cells = self.names(keyed, &product)?;
        Ok((SheetSubject { product, cells, act, set }, mark))
    }

    /// The cells that name the product and its owner; the finding about a cell that names others.
    fn names(
        &self,
        keyed: &KeyedBallot<'_>,
        product: &FormProduct,
    ) -> Result<[CellRef; 2], Box<Finding>> {
        let names: [(&str, fn(&str) -> String); 2] =
            [(&product.name, product_key), (&product.owner, owner_key)];
        let mut cells = [keyed.product.1; 2];
        for ((label, (name, key)), found) in LABELS.iter().zip(names).zip(&mut cells) {
            let Some((at, cell)) = keyed.labelled(label) else { continue };
            *found = at;
            let shown = cell.shown();
            let typed = shown.split_once(':').map_or(shown.as_str(), |(_, typed)| typed);
            if key(typed.trim()) != key(&text::clean(name)) {
                return Err(Box::new(told::subject_altered(keyed.place(at), &shown, product)));
            }
        }
        Ok(cells)
    }
}

impl KeyedBallot<'_> {
    /// The rows above the table, without those of the product and of the reason.
    pub(super) fn head(&self) -> impl Iterator<Item = u32> + '_ {
        let table = |key: &RowKey<'_>| matches!(key, RowKey::Part(_) | RowKey::Criterion(..));
        let rows = self.rows.iter().take_while(move |(_, key)| !table(key));
        rows.filter(|(_, key)| *key == RowKey::Unkeyed).map(|(row, _)| *row)
    }

    /// The cell above the table whose text begins with a label.
    pub(super) fn labelled(&self, label: &str) -> Option<(CellRef, &Cell)> {
        let subject = self.rows_of(|key| *key == RowKey::Subject).collect::<Vec<_>>();
        let rows = subject.into_iter().chain(self.head());
        let mut cells = rows.flat_map(|row| self.beside(row));
        cells.find(|(_, cell)| cell.text().is_some_and(|text| text.starts_with(label)))
    }
}
