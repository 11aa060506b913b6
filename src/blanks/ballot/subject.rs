//! What a product's sheet is about: the product with its act and set.

use rust_decimal::Decimal;

use crate::criteria::{Act, Criterion, ProductSet, RoundActs};
use crate::forms::FormProduct;

/// A product of a ballot with the criteria by which it is scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) product: &'a FormProduct,
    /// Its act.
    pub(super) act: &'a Act,
    /// Its set; `None` where the act's sets are not known.
    pub(super) set: Option<&'a ProductSet>,
    /// Number of its sheet, from 1.
    pub(super) number: usize,
}

impl<'a> Subject<'a> {
    /// Finds act and set of a product.
    pub(super) fn new(product: &'a FormProduct, number: usize, acts: &'a RoundActs) -> Self {
        let act = acts.iter().find(|act| act.id == product.act).unwrap_or_else(|| acts.main());
        let set = act.sets.iter().find(|set| set.name == product.set);
        Self { product, act, set, number }
    }

    /// Returns the name of its sheet: `SP01`.
    pub(super) fn sheet(&self) -> String {
        format!("SP{:02}", self.number)
    }

    /// Returns its criteria; none where only the totals of parts can be scored.
    pub(super) fn criteria(&self) -> &'a [Criterion] {
        self.set.map_or(&[], |set| &set.criteria)
    }

    /// Returns the most points of each part.
    pub(super) fn part_max(&self) -> [Decimal; 3] {
        self.set.map_or_else(|| self.act.part_max(), |set| set.part_max)
    }

    /// Returns the most points in all.
    pub(super) fn total_max(&self) -> Decimal {
        self.set.map_or(Decimal::ONE_HUNDRED, |set| set.total)
    }

    /// Returns the number of marks that a ballot gives it.
    pub(super) fn marks(&self) -> usize {
        let criteria = self.criteria().len();
        if criteria == 0 { self.part_max().len() } else { criteria }
    }

    /// Returns the name of its set with its number in the act, where the act lists its sets.
    pub(super) fn set_name(&self) -> String {
        let name = &self.product.set;
        match self.act.sets.iter().position(|set| set.name == *name) {
            Some(index) => format!("{}. {name}", index + 1),
            None => name.clone(),
        }
    }

    /// Returns the highest star first: the least points of 5, 4, 3 and 2 stars.
    pub(super) fn bands(&self) -> impl Iterator<Item = (u8, Decimal)> {
        (2..=5).rev().zip(self.act.star_from.into_iter().rev())
    }
}
