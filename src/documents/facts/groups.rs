//! Products together with their owners.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::documents::traced::{Origin, Phrase, Traced};
use crate::forms::OwnerKind;
use crate::tally::{ProductOutcome, ProductResult};

/// Some products and who makes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How many products.
    pub products: Traced<usize>,
    /// How many owners.
    pub owners: Traced<usize>,
    /// `02 hộ kinh doanh, 03 công ty, 10 hợp tác xã`; the counts add up to the owners.
    pub owner_kinds: Phrase,
}

/// Products of one star.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StarGroup {
    /// The star.
    pub star: u8,
    /// How many products.
    pub products: Traced<usize>,
    /// How many owners.
    pub owners: Traced<usize>,
    /// How many of the products are proposed to the Ministry and have this star until it decides.
    pub meanwhile: Traced<usize>,
}

impl Group {
    /// The group of these products. `which` says which ones, behind `số sản phẩm`; `rows` makes
    /// rows of them.
    pub(super) fn of(
        which: &str,
        products: &[&ProductResult<'_>],
        rows: impl Fn(&[&ProductResult<'_>]) -> Vec<Origin>,
    ) -> Self {
        let what = format!("số chủ thể có sản phẩm {which}");
        Self {
            products: Traced::count(format!("số sản phẩm {which}"), rows(products)),
            owners: Traced::count(&what, owner_rows(products)),
            owner_kinds: kinds(products, &what),
        }
    }
}

/// Owners by legal form. One that is listed with two forms, or with none, has none that is clear.
fn kinds(products: &[&ProductResult<'_>], what: &str) -> Phrase {
    let mut owners: BTreeMap<_, Vec<&ProductResult<'_>>> = BTreeMap::new();
    for product in products {
        owners.entry(owner_key(product)).or_default().push(product);
    }
    let mut kinds: BTreeMap<Option<OwnerKind>, Vec<&ProductResult<'_>>> = BTreeMap::new();
    for products in owners.into_values() {
        let forms: BTreeSet<OwnerKind> =
            products.iter().filter_map(|product| product.owner_kind()).collect();
        let only = forms.first().copied().filter(|_| forms.len() == 1);
        kinds.entry(only).or_default().extend(products);
    }
    let listed = OwnerKind::ALL.map(Some).into_iter().chain([None]);
    let counts = listed.filter_map(|kind| {
        let mut products = kinds.remove(&kind)?;
        products.sort_by_key(|product| product.number);
        let kind = kind.map_or("chủ thể chưa rõ loại hình", OwnerKind::name);
        let count =
            Traced::count(format!("{what}, theo loại hình (“{kind}”)"), owner_rows(&products));
        Some(Phrase::default().count(&count).words(" ").words(kind))
    });
    Phrase::joined(counts, ", ")
}

/// Certified products by star, highest first.
pub(super) fn by_star(
    products: &[&ProductResult<'_>],
    which: &str,
    rows: impl Fn(&[&ProductResult<'_>]) -> Vec<Origin>,
) -> Vec<StarGroup> {
    let groups = [5, 4, 3, 2, 1].map(|star| {
        let of_star = |product: &&ProductResult<'_>| product.certified() == Some(star);
        let own: Vec<_> = products.iter().copied().filter(of_star).collect();
        let is_proposed = |product: &&ProductResult<'_>| {
            matches!(product.outcome, ProductOutcome::ProposedToMinistry { .. })
        };
        let proposed: Vec<_> = own.iter().copied().filter(is_proposed).collect();
        StarGroup {
            star,
            products: Traced::count(format!("số sản phẩm {which} {star} sao"), rows(&own)),
            owners: Traced::count(
                format!("số chủ thể có sản phẩm {which} {star} sao"),
                owner_rows(&own),
            ),
            meanwhile: Traced::count(
                format!("số sản phẩm {which} {star} sao trong khi chờ Trung ương đánh giá"),
                rows(&proposed),
            ),
        }
    });
    groups.into_iter().filter(|group| group.products.value > 0).collect()
}

/// What makes two records the same owner: district and name, however it is spelt.
pub(in crate::documents) fn owner_key(product: &ProductResult<'_>) -> (usize, String) {
    (product.district, crate::forms::owner_key(&product.entry.owner.name.value))
}

/// One row an owner, with the products.
pub(super) fn owner_rows(products: &[&ProductResult<'_>]) -> Vec<Origin> {
    let mut owners: BTreeMap<_, (&str, Vec<usize>)> = BTreeMap::new();
    for product in products {
        let owner = owners
            .entry(owner_key(product))
            .or_insert((&product.entry.owner.name.value, Vec::new()));
        owner.1.push(product.number);
    }
    let row =
        |(owner, products): (&str, Vec<usize>)| Origin::Owner { owner: owner.to_owned(), products };
    owners.into_values().map(row).collect()
}
