//! Finds products that came in twice: from two districts, or under two names.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings};
use crate::forms::Owner;
use crate::round::Round;
use crate::rules::names::{FoldedNames, phones, tax_code};
use crate::rules::near::{WordIndex, twins};
use crate::rules::{Candidate, Standing};

/// Reports products that two districts submitted, of which only the first stays admitted, and
/// products with nearly the same name.
pub(in crate::rules) fn check(
    round: &Round,
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
    findings: &mut Findings,
) {
    let again = in_two_districts(round, candidates, names, findings);
    nearly_twice(candidates, names, &again, findings);
}

/// What two products of different districts have in common when they are one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum ProductSign<'n> {
    /// Names of owner and product.
    Owner(&'n str, &'n str),
    /// Names of product and set, and a telephone number of the owner.
    Phone(&'n str, &'n str, String),
    /// Names of product and set, and the tax code of the owner.
    TaxCode(&'n str, &'n str, String),
}

/// Tells and refuses products that another district submitted before; returns their indices.
fn in_two_districts(
    round: &Round,
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
    findings: &mut Findings,
) -> BTreeSet<usize> {
    let mut first: BTreeMap<ProductSign<'_>, usize> = BTreeMap::new();
    let mut again = BTreeSet::new();
    for (index, name) in names.iter().enumerate() {
        let candidate = &candidates[index];
        let signs = signs(name, &candidate.entry.owner);
        let differs = |earlier: &usize| {
            let earlier = &candidates[*earlier];
            earlier.district != candidate.district
                && !contradict(&earlier.entry.owner, &candidate.entry.owner)
        };
        let earlier =
            signs.iter().filter_map(|sign| first.get(sign).copied()).filter(differs).min();
        for sign in signs {
            first.entry(sign).or_insert(index);
        }
        let Some(earlier) = earlier else { continue };
        let district = &round.districts[candidates[earlier].district].name;
        findings.push(twice(&candidates[earlier], candidate, district));
        again.insert(index);
        if candidates[index].is_admitted() {
            candidates[index].standing =
                Standing::Refused(format!("đã có trong danh sách của {district}"));
        }
    }
    again
}

/// All signs by which a product may be recognised in another district.
fn signs<'n>(name: &'n FoldedNames, owner: &Owner) -> Vec<ProductSign<'n>> {
    let (product, set) = (name.product.as_str(), name.set.as_str());
    let phones = owner.phone.iter().flat_map(|phone| phones(&phone.value));
    let phones = phones.map(|phone| ProductSign::Phone(product, set, phone));
    let code = owner.tax_code.as_ref().and_then(|code| tax_code(&code.value));
    let code = code.map(|code| ProductSign::TaxCode(product, set, code));
    std::iter::once(ProductSign::Owner(&name.owner, product)).chain(phones).chain(code).collect()
}

/// Whether different tax codes say that two owners are not one.
fn contradict(one: &Owner, other: &Owner) -> bool {
    let code = |owner: &Owner| owner.tax_code.as_ref().and_then(|code| tax_code(&code.value));
    matches!((code(one), code(other)), (Some(one), Some(other)) if one != other)
}

/// The finding about a product that another district submitted too.
fn twice(earlier: &Candidate<'_>, later: &Candidate<'_>, district: &str) -> Finding {
    let message = if earlier.is_admitted() {
        format!("Sản phẩm này {district} đã gửi; chỉ dòng của {district} được tính.")
    } else {
        format!(
            "Sản phẩm này {district} cũng gửi, và ở đó chưa được đưa ra Hội đồng; sản phẩm phải \
             chờ."
        )
    };
    Finding::new(Code::ProductInTwoDistricts, later.entry.product.place.clone(), message)
        .heading("Tên sản phẩm")
        .found(format!("{} (dòng kia: {})", later.entry.product.value, earlier.entry.product.place))
        .remedy(
            "Hai đơn vị thống nhất ai gửi, đơn vị kia bỏ dòng này; nếu là hai sản phẩm thì ghi rõ \
             chủ thể và mã số thuế.",
        )
}

/// Tells products with nearly the same name, of one owner or of one district and set; and products
/// of the same name whose owners have nearly the same name.
fn nearly_twice(
    candidates: &[Candidate<'_>],
    names: &[FoldedNames],
    again: &BTreeSet<usize>,
    findings: &mut Findings,
) {
    let (words, products) =
        WordIndex::of(candidates.iter().map(|candidate| candidate.entry.product.value.as_str()));
    let mut of_owner: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut of_set: BTreeMap<(usize, &str), BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
    for (index, name) in names.iter().enumerate().filter(|(index, _)| !again.contains(index)) {
        of_owner.entry(&name.owner).or_default().push(index);
        of_set
            .entry((candidates[index].district, &name.set))
            .or_default()
            .entry(&name.product)
            .or_default()
            .push(index);
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for group in of_owner.values() {
        pairs.extend(twins(group, &words, &products));
    }
    for same_name in of_set.values() {
        // Many owners give their products the same name; that alone is no sign.
        let mut group: Vec<usize> =
            same_name.values().filter_map(|group| group.first().copied()).collect();
        group.sort_unstable();
        pairs.extend(twins(&group, &words, &products));
        for group in same_name.values().filter(|group| group.len() > 1) {
            let (words, owners) = WordIndex::of(
                group.iter().map(|index| candidates[*index].entry.owner.name.value.as_str()),
            );
            let all: Vec<usize> = (0..group.len()).collect();
            let near = twins(&all, &words, &owners);
            pairs.extend(near.into_iter().map(|(later, earlier)| (group[later], group[earlier])));
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let owner = |index: usize| &candidates[index].entry.owner;
    for (later, earlier) in
        pairs.into_iter().filter(|(later, earlier)| !contradict(owner(*later), owner(*earlier)))
    {
        first.entry(later).and_modify(|known| *known = earlier.min(*known)).or_insert(earlier);
    }
    findings.extend(
        first.into_iter().map(|(later, earlier)| alike(&candidates[later], &candidates[earlier])),
    );
}

/// The finding about a product whose name is nearly that of another.
fn alike(later: &Candidate<'_>, earlier: &Candidate<'_>) -> Finding {
    let (product, other) = (&later.entry.product, &earlier.entry.product);
    let owner = &earlier.entry.owner.name.value;
    Finding::new(
        Code::ProductNearlyTwice,
        product.place.clone(),
        "Sản phẩm này gần giống một sản phẩm khác trong danh sách.",
    )
    .heading("Tên sản phẩm")
    .found(format!(
        "{} (sản phẩm kia: {} của {owner}, {})",
        product.value, other.value, other.place
    ))
    .remedy(
        "Nếu là một sản phẩm thì bỏ một dòng; nếu là hai sản phẩm thì ghi tên khác nhau rõ hơn.",
    )
}
