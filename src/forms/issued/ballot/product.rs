//! The products of ballots: as the form says them, and as the lists have them now.

use std::collections::BTreeMap;

use crate::criteria::{Act, ProductSet, RoundActs};
use crate::forms::issued::{FormProduct, product_mark};
use crate::forms::{Submission, act_of, product_key, set_key};
use crate::round::Round;

/// The products of the lists, by their keys in forms.
#[derive(Debug)]
pub(super) struct FormProducts<'r> {
    by_key: BTreeMap<String, ListedProduct<'r>>,
    /// Names that any list has, made comparable.
    names: Vec<String>,
}

/// A product of a list.
#[derive(Debug)]
struct ListedProduct<'r> {
    name: &'r str,
    owner: &'r str,
    unit: &'r str,
    /// Its act and set; `None` where they are not known.
    criteria: Option<(&'r Act, &'r ProductSet)>,
}

impl<'r> FormProducts<'r> {
    /// Indexes the products of these lists.
    pub(super) fn of(round: &'r Round, acts: &'r RoundActs, lists: &'r [Submission]) -> Self {
        let (mut by_key, mut names) = (BTreeMap::new(), Vec::new());
        for list in lists {
            let district = list.district.and_then(|index| round.districts.get(index));
            let unit = district.map_or("", |district| district.name.as_str());
            for entry in &list.entries {
                let (name, owner) = (entry.product.value.as_str(), entry.owner.name.value.as_str());
                let wanted = set_key(&entry.set.value);
                let act = act_of(acts, entry).act();
                let set = act.and_then(|act| act.set(|known| set_key(known) == wanted));
                let listed = ListedProduct { name, owner, unit, criteria: act.zip(set) };
                by_key.entry(FormProduct::key_of(unit, name, owner)).or_insert(listed);
                names.push(product_key(name));
            }
        }
        names.sort();
        Self { by_key, names }
    }

    /// The name of a product as its list writes it; as the form does, where no list has it.
    pub(super) fn name<'p>(&'p self, product: &'p FormProduct) -> &'p str {
        self.by_key.get(&product.key).map_or(&product.name, |listed| listed.name)
    }

    /// Whether a list has the product, or one of its name.
    pub(super) fn is_listed(&self, product: &FormProduct) -> bool {
        self.by_key.contains_key(&product.key)
            || self.names.binary_search(&product_key(&product.name)).is_ok()
    }

    /// Describes the product with this key as the lists have it now.
    pub(super) fn listed(&self, key: &str) -> Option<FormProduct> {
        let listed = self.by_key.get(key)?;
        let (act, set) = listed.criteria?;
        Some(FormProduct {
            key: key.to_owned(),
            name: listed.name.to_owned(),
            owner: listed.owner.to_owned(),
            unit: listed.unit.to_owned(),
            act: act.id.clone(),
            set: set.name.clone(),
            mark: product_mark(set),
            closed: None,
        })
    }
}
