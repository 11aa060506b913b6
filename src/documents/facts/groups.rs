//! Products counted together with their owners.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::forms::OwnerKind;
use crate::tally::{ProductOutcome, ProductResult};

/// How owners are called whose legal form is not clear.
pub(super) const UNCLEAR_KIND: &str = "chủ thể chưa rõ loại hình";

/// Counts of some products, of their owners, and of the legal forms of these owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProductGroup {
    /// How many products.
    pub products: Traced<usize>,
    /// How many owners.
    pub owners: Traced<usize>,
    /// Owners by legal form, e.g. `02 hộ kinh doanh, 03 công ty, 10 hợp tác xã`. The counts add up
    /// to `owners`.
    pub owner_kinds: TracedText,
}

/// Counts of the products of one star, and of their owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StarGroup {
    /// The star.
    pub star: u8,
    /// How many products.
    pub products: Traced<usize>,
    /// How many owners.
    pub owners: Traced<usize>,
    /// How many of the products are proposed to the Ministry and have this star only until it
    /// decides.
    pub meanwhile: Traced<usize>,
}

impl ProductGroup {
    /// Counts some products. `which` describes them (Vietnamese, behind `số sản phẩm`); `rows`
    /// turns products into the rows of the count.
    pub(super) fn of(
        which: &str,
        products: &[&ProductResult<'_>],
        rows: impl Fn(&[&ProductResult<'_>]) -> Vec<FactSource>,
    ) -> Self {
        let what = format!("số chủ thể có sản phẩm {which}");
        Self {
            products: Traced::count(format!("số sản phẩm {which}"), rows(products)),
            owners: Traced::count(&what, owner_rows(products)),
            owner_kinds: kinds(products, &what),
        }
    }
}

/// Returns products by the legal form of their owner, in the order in which decisions list the
/// forms; forms without products are left out. An owner that is listed with several forms, or with
/// none, is unclear and comes last.
pub(super) fn by_owner_kind<'p, 'a>(
    products: &[&'p ProductResult<'a>],
) -> Vec<(Option<OwnerKind>, Vec<&'p ProductResult<'a>>)> {
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
    let sorted = listed.filter_map(|kind| {
        let mut products = kinds.remove(&kind)?;
        products.sort_by_key(|product| product.number);
        Some((kind, products))
    });
    sorted.collect()
}

/// Counts the owners of some products.
pub(super) fn owners(products: &[&ProductResult<'_>]) -> usize {
    products.iter().map(|product| owner_key(product)).collect::<BTreeSet<_>>().len()
}

/// Counts owners by legal form.
fn kinds(products: &[&ProductResult<'_>], what: &str) -> TracedText {
    let counts = by_owner_kind(products).into_iter().map(|(kind, products)| {
        let kind = kind.map_or(UNCLEAR_KIND, OwnerKind::name);
        let count =
            Traced::count(format!("{what}, theo loại hình (“{kind}”)"), owner_rows(&products));
        TracedText::default().count(&count).words(" ").words(kind)
    });
    TracedText::joined(counts, ", ")
}

/// Counts products by the star that the province certifies, highest first. Stars without products
/// are left out.
pub(super) fn by_star(
    products: &[&ProductResult<'_>],
    which: &str,
    rows: impl Fn(&[&ProductResult<'_>]) -> Vec<FactSource>,
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

/// Returns the key by which records of the same owner are recognised: the district, and the name in
/// a form that ignores differences of spelling.
pub(in crate::documents) fn owner_key(product: &ProductResult<'_>) -> (usize, String) {
    (product.district, crate::forms::owner_key(&product.entry.owner.name.value))
}

/// Returns one row for each owner, with its products.
pub(super) fn owner_rows(products: &[&ProductResult<'_>]) -> Vec<FactSource> {
    let mut owners: BTreeMap<_, (&str, Vec<usize>)> = BTreeMap::new();
    for product in products {
        let owner = owners
            .entry(owner_key(product))
            .or_insert((&product.entry.owner.name.value, Vec::new()));
        owner.1.push(product.number);
    }
    let row = |(owner, products): (&str, Vec<usize>)| FactSource::Owner {
        owner: owner.to_owned(),
        products,
    };
    owners.into_values().map(row).collect()
}
