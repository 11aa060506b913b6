//! Products counted by unit, group, legal form and registration, and within each by result.

use std::collections::BTreeMap;

use careful_spreadsheet::text::fold;
use serde::Serialize;

use super::kind::ResultKind;
use super::share::shares;
use crate::documents::compose::capitalised;
use crate::documents::facts::groups::{UNCLEAR_KIND, by_owner_kind as owners_by_kind, owner_rows};
use crate::documents::facts::rows::names;
use crate::documents::traced::{Traced, TracedText};
use crate::forms::{OwnerKind, RegistrationKind};
use crate::round::Round;
use crate::tally::ProductResult;

/// How a group is called whose products are in no set of the act.
const NO_GROUP: &str = "Chưa rõ nhóm";

/// All products of a round in some groups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    /// The groups, in order.
    pub rows: Vec<BreakdownRow>,
    /// All of them together.
    pub total: BreakdownRow,
    /// The largest groups: `huyện Than Uyên (06 sản phẩm)`; empty where there is one group, or where
    /// all are equal.
    pub largest: TracedText,
}

/// The counts of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BreakdownRow {
    /// Name of the group.
    pub name: String,
    /// How many products.
    pub products: Traced<usize>,
    /// How many owners.
    pub owners: Traced<usize>,
    /// How many products of each kind of result, in the order of
    /// [`ReportFacts::kinds`](super::ReportFacts::kinds). They add up to `products`.
    pub kinds: Vec<Traced<usize>>,
    /// Share of all products, rounded by itself: `61,7 %`.
    pub share: String,
}

type Refs<'p, 'a> = Vec<&'p ProductResult<'a>>;

/// Counts products by the unit that sent them.
pub(super) fn by_unit(
    round: &Round,
    all: &[&ProductResult<'_>],
    kinds: &[ResultKind],
) -> Breakdown {
    let units = round.districts.iter().enumerate().map(|(index, unit)| {
        let own = all.iter().copied().filter(|product| product.district == index);
        (unit.name.clone(), own.collect())
    });
    Breakdown::of("theo nơi gửi", units.collect(), all, kinds)
}

/// Counts products by the group of their set: the largest first, then as they come first.
pub(super) fn by_group(all: &[&ProductResult<'_>], kinds: &[ResultKind]) -> Breakdown {
    let mut groups: Vec<(String, Refs<'_, '_>)> = Vec::new();
    for product in all {
        let name = group(product);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, products)) => products.push(product),
            None => groups.push((name, vec![product])),
        }
    }
    groups.sort_by_key(|(name, products)| (name == NO_GROUP, std::cmp::Reverse(products.len())));
    Breakdown::of("theo nhóm sản phẩm", groups, all, kinds)
}

/// Names the group of a product: that of its set, or the set as the list writes it where the sets of
/// the act are not known.
fn group(product: &ProductResult<'_>) -> String {
    let typed = &product.entry.set.value;
    let wanted = fold(typed);
    match product.act.set(|name| fold(name) == wanted) {
        Some(set) if set.group.is_empty() => set.name.clone(),
        Some(set) => set.group.clone(),
        None if product.act.sets.is_empty() && !typed.is_empty() => typed.clone(),
        None => NO_GROUP.to_owned(),
    }
}

/// Counts products by the legal form of their owner. Each owner is counted once.
pub(super) fn by_owner_kind(all: &[&ProductResult<'_>], kinds: &[ResultKind]) -> Breakdown {
    let groups = owners_by_kind(all).into_iter().map(|(kind, products)| {
        let name = kind.map_or(UNCLEAR_KIND, OwnerKind::name);
        (capitalised(name), products)
    });
    Breakdown::of("theo loại hình chủ thể", groups.collect(), all, kinds)
}

/// Counts products by how they are registered.
pub(super) fn by_registration(all: &[&ProductResult<'_>], kinds: &[ResultKind]) -> Breakdown {
    let groups = RegistrationKind::ALL.into_iter().map(|of| {
        let own = all.iter().copied().filter(|product| product.entry.registration.kind() == of);
        (capitalised(of.name()), own.collect())
    });
    Breakdown::of("theo lần đăng ký", groups.collect(), all, kinds)
}

impl Breakdown {
    /// Counts these groups, which hold all products; `how` describes them (Vietnamese, behind `số
    /// sản phẩm`). Groups without products are left out.
    fn of(
        how: &str,
        groups: Vec<(String, Refs<'_, '_>)>,
        all: &[&ProductResult<'_>],
        kinds: &[ResultKind],
    ) -> Self {
        let groups: Vec<_> = groups.into_iter().filter(|(_, own)| !own.is_empty()).collect();
        let sizes: Vec<_> = groups.iter().map(|(_, own)| own.len()).collect();
        let row = |((name, own), share): ((String, Refs<'_, '_>), String)| {
            let of = format!("{how} (“{name}”)");
            BreakdownRow::of(name, &of, &own, kinds, share)
        };
        let rows: Vec<_> = groups.into_iter().zip(shares(&sizes)).map(row).collect();
        let whole = shares(&[all.len()]).remove(0);
        let total =
            BreakdownRow::of("Tổng cộng".into(), "các địa phương gửi đến", all, kinds, whole);
        Self { largest: largest(&rows), rows, total }
    }
}

impl BreakdownRow {
    fn of(
        name: String,
        of: &str,
        own: &[&ProductResult<'_>],
        kinds: &[ResultKind],
        share: String,
    ) -> Self {
        let mut by_kind: BTreeMap<usize, Refs<'_, '_>> = BTreeMap::new();
        for product in own {
            let kind = ResultKind::of(product);
            let index = kinds.iter().position(|known| *known == kind).unwrap_or(kinds.len());
            by_kind.entry(index).or_default().push(product);
        }
        let count = |(index, kind): (usize, &ResultKind)| {
            let own = by_kind.get(&index).map(Vec::as_slice).unwrap_or_default();
            Traced::count(format!("số sản phẩm {of}, {}", kind.which()), names(own))
        };
        Self {
            name,
            products: Traced::count(format!("số sản phẩm {of}"), names(own)),
            owners: Traced::count(format!("số chủ thể có sản phẩm {of}"), owner_rows(own)),
            kinds: kinds.iter().enumerate().map(|(index, kind)| count((index, kind))).collect(),
            share,
        }
    }
}

/// Names the groups with most products, three at most; empty where there are more, where there is
/// one group, or where all are equal.
fn largest(rows: &[BreakdownRow]) -> TracedText {
    let most = rows.iter().map(|row| row.products.value).max().unwrap_or_default();
    let top: Vec<_> = rows.iter().filter(|row| row.products.value == most).collect();
    if rows.len() < 2 || top.len() == rows.len() || top.len() > 3 {
        return TracedText::default();
    }
    let named = top.iter().map(|row| {
        let text = TracedText::default().words(&row.name).words(" (").count(&row.products);
        text.words(" sản phẩm)")
    });
    TracedText::joined(named, ", ")
}
