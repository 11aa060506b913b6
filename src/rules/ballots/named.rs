//! Finds the product that a ballot is about.

use std::collections::BTreeMap;

use crate::forms::{self, Ballot, owner_key, product_key};
use crate::rules::Candidate;

/// What the search for a ballot's product came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ProductMatch {
    /// The candidate of this index.
    One(usize),
    /// The candidate of this index has the name, but the ballot gives it to another owner.
    OtherOwner(usize),
    /// Several owners have a product of this name, and the ballot does not say which.
    Unclear,
    /// No list has a product of this name.
    Unknown,
}

/// The candidates, found by what ballots call them.
pub(super) struct ProductFinder<'a> {
    /// The candidates by folded name of the product.
    products: BTreeMap<String, Vec<ProductOfOwner>>,
    /// The names of the products, as the lists write them.
    names: Vec<&'a str>,
    /// What was found for the names of earlier ballots, since all members write the same names.
    found: BTreeMap<(&'a str, Option<&'a str>), ProductMatch>,
    /// The nearest names to those that were not found, by the name on the ballot.
    near: BTreeMap<&'a str, Option<&'a str>>,
}

/// A product of one owner.
#[derive(Debug)]
struct ProductOfOwner {
    index: usize,
    owner: String,
    admitted: bool,
}

impl<'a> ProductFinder<'a> {
    /// Indexes the candidates.
    pub(super) fn of(candidates: &[Candidate<'a>]) -> Self {
        let mut products: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let owner = owner_key(&candidate.entry.owner.name.value);
            let listed = ProductOfOwner { index, owner, admitted: candidate.is_admitted() };
            products.entry(product_key(&candidate.entry.product.value)).or_default().push(listed);
        }
        let names =
            candidates.iter().map(|candidate| candidate.entry.product.value.as_str()).collect();
        Self { products, names, found: BTreeMap::new(), near: BTreeMap::new() }
    }

    /// Finds the candidate that a ballot is about.
    pub(super) fn find(&mut self, ballot: &'a Ballot) -> ProductMatch {
        let typed = (ballot.name.as_str(), ballot.owner.as_ref().map(|owner| owner.value.as_str()));
        if let Some(found) = self.found.get(&typed) {
            return *found;
        }
        let found = self.look_up(typed);
        self.found.insert(typed, found);
        found
    }

    /// The product that the ballot most likely means, as its list writes it; `None` where no name
    /// is near.
    pub(super) fn nearest(&mut self, ballot: &'a Ballot) -> Option<&'a str> {
        let names = &self.names;
        let nearest = || forms::nearest(names.iter().copied(), &ballot.product.value);
        *self.near.entry(&ballot.product.value).or_insert_with(nearest)
    }

    /// The owners of the products of this name, as their lists write them.
    pub(super) fn owners<'c>(ballot: &Ballot, candidates: &'c [Candidate<'_>]) -> Vec<&'c str> {
        let wanted = product_key(&ballot.name);
        let entries = candidates.iter().map(|candidate| candidate.entry);
        let named = entries.filter(|entry| product_key(&entry.product.value) == wanted);
        named.map(|entry| entry.owner.name.value.as_str()).collect()
    }

    fn look_up(&self, (product, owner): (&str, Option<&str>)) -> ProductMatch {
        let Some(named) = self.products.get(&product_key(product)) else {
            return ProductMatch::Unknown;
        };
        let all: Vec<_> = named.iter().collect();
        let Some(owner) = owner.map(owner_key) else {
            return only(&all).map_or(ProductMatch::Unclear, ProductMatch::One);
        };
        let exact: Vec<_> = named.iter().filter(|listed| listed.owner == owner).collect();
        let near: Vec<_> = named.iter().filter(|listed| alike(&listed.owner, &owner)).collect();
        // The same product in two districts is told elsewhere; the first stands for both.
        let one = only(&exact)
            .or_else(|| exact.first().map(|listed| listed.index))
            .or_else(|| only(&near));
        let other = || only(&all).map_or(ProductMatch::Unclear, ProductMatch::OtherOwner);
        one.map_or_else(other, ProductMatch::One)
    }
}

/// The index of the only product, or of the only one among several that goes before the council.
fn only(listed: &[&ProductOfOwner]) -> Option<usize> {
    let mut admitted = listed.iter().filter(|listed| listed.admitted);
    match (listed, admitted.next(), admitted.next()) {
        ([one], ..) | (_, Some(one), None) => Some(one.index),
        _ => None,
    }
}

/// Whether one name of an owner is the other with more words, such as an address behind it.
fn alike(one: &str, other: &str) -> bool {
    let spaced = |name: &str| format!(" {name} ");
    spaced(one).contains(&spaced(other)) || spaced(other).contains(&spaced(one))
}
