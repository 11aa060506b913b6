//! Gathers what may be published: the decisions, and the products that they recognise or propose.

use super::{capitalised, decision, is_proposed};
use crate::documents::facts::owner_key;
use crate::documents::{
    Published, PublishedDecision, PublishedProduct, WriteUp, WritingDesk, authority,
};
use crate::forms::{OwnerKind, Sourced};
use crate::round::{PaperKind, add_months, pad_number};
use crate::tally::ProductResult;

/// Tells whether every decision is written up that this round needs: the one that recognises, and
/// the one that approves the results of products of 5 stars by points, where the act asks for one
/// apart.
pub(super) fn is_decided(desk: &WritingDesk<'_>, papers: &WriteUp) -> bool {
    let written = |kind: PaperKind| papers.written.iter().any(|paper| paper.kind == kind.name());
    let due = due(desk);
    !due.is_empty() && due.into_iter().all(written)
}

/// Returns the decisions that this round needs.
fn due(desk: &WritingDesk<'_>) -> Vec<PaperKind> {
    let proposes = !desk.facts.proposed.is_empty();
    let apart = desk.act.authority.approves_apart && proposes;
    let recognises = desk.facts.recognised.products.value > 0 || proposes && !apart;
    let kinds = [(recognises, PaperKind::Decision), (apart, PaperKind::Approval)];
    kinds.into_iter().filter(|(due, _)| *due).map(|(_, kind)| kind).collect()
}

/// Cites the decisions: `Quyết định số … ngày … và Quyết định số … ngày … của …`, with gaps where
/// they are blank.
pub(super) fn cited(desk: &WritingDesk<'_>) -> String {
    let authority = authority::name(desk.round, desk.act);
    let by = format!(" của {authority}");
    let cite = |kind| {
        let cited = decision::cite("Quyết định", &desk.round.paper(kind), &authority);
        cited.strip_suffix(&by).map_or_else(|| cited.clone(), str::to_owned)
    };
    due(desk).into_iter().map(cite).collect::<Vec<_>>().join(" và ") + &by
}

/// Gathers what may be published.
pub(super) fn published(desk: &WritingDesk<'_>) -> Published {
    let due = due(desk);
    let of = |kind| due.contains(&kind).then(|| of_paper(desk, kind));
    let recognition = of(PaperKind::Decision);
    let months = desk.round.decision.valid_months.unwrap_or(desk.act.certificate_months);
    let grants = desk.facts.recognised.products.value > 0;
    let from = recognition.as_ref().and_then(|decision| decision.date).filter(|_| grants);
    let mut products: Vec<_> =
        desk.tally.products.iter().filter_map(|one| product(desk, one)).collect();
    products.sort_by_key(|product| std::cmp::Reverse(product.star));
    Published {
        authority: authority::name(desk.round, desk.act),
        valid_to: from.map(|date| add_months(date, months)),
        recognition,
        approval: of(PaperKind::Approval),
        products,
    }
}

fn of_paper(desk: &WritingDesk<'_>, kind: PaperKind) -> PublishedDecision {
    let paper = desk.round.paper(kind);
    let number = paper.number.map(|number| pad_number(u64::from(number)));
    PublishedDecision {
        kind: kind.name(),
        number: number.map(|number| format!("{number}/{}", paper.symbol)),
        date: paper.date.date(),
    }
}

/// Returns a product as it is published; `None` for one that is neither recognised nor proposed.
fn product(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> Option<PublishedProduct> {
    let proposed = is_proposed(product);
    let star = product.certified();
    if star.is_none() && !proposed {
        return None;
    }
    let (entry, owner, shown) = (product.entry, &product.entry.owner, desk.round.publication);
    let typed = |asked: bool, cell: &Option<Sourced<String>>| {
        cell.as_ref().filter(|_| asked).map(|cell| cell.value.clone())
    };
    let several_kinds = !desk.facts.recognised_kinds.is_empty() && star.is_some();
    Some(PublishedProduct {
        name: entry.product.value.clone(),
        star,
        proposed,
        owner: owner.name.value.clone(),
        owner_key: owner_key(product),
        owner_kind: product.owner_kind().map(OwnerKind::name),
        address: decision::address(desk, product),
        unit: capitalised(&desk.round.districts[product.district].name),
        set: desk.set_name(&entry.set.value),
        recognition: several_kinds.then(|| decision::recognition(&entry.registration)),
        phone: typed(shown.phone, &owner.phone),
        tax_code: typed(shown.tax_code, &owner.tax_code),
        representative: typed(shown.representative, &owner.representative),
    })
}
