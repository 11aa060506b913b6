//! Puts the facts that papers state into words, with the rows from which they were made.

use std::collections::BTreeSet;

use crate::counting::Counted;
use crate::documents::{FactSource, StatedFact};
use crate::tally::ProductResult;

/// Lists what a fact was made from, one line each.
pub(super) fn rows(counted: &Counted<'_>, stated: &StatedFact) -> Vec<String> {
    stated.rows.iter().map(|origin| row(counted, origin)).collect()
}

fn row(counted: &Counted<'_>, origin: &FactSource) -> String {
    match origin {
        FactSource::Product { product: number, detail, .. } => {
            let words = product(counted, *number)
                .map(|product| super::one_line(counted, product))
                .unwrap_or_default();
            if detail.is_empty() { words } else { format!("{words}: {detail}") }
        }
        FactSource::Owner { owner, products } => {
            let names = products.iter().filter_map(|number| product(counted, *number));
            let names: Vec<&str> =
                names.map(|product| product.entry.product.value.as_str()).collect();
            format!("{owner}: {}", names.join("; "))
        }
        FactSource::Person { person } => person.clone(),
        FactSource::Mark { mark } => mark.clone(),
        FactSource::Rule { rule } => rule.clone(),
    }
}

/// Returns the products, with the session, whose mean the fact is; empty for a count.
pub(super) fn scored<'a>(
    counted: &'a Counted<'a>,
    stated: &StatedFact,
) -> Vec<(&'a ProductResult<'a>, u8)> {
    let scored = stated.rows.iter().filter_map(|origin| match origin {
        FactSource::Product { product: number, session: Some(session), .. } => {
            Some((*number, *session))
        }
        _ => None,
    });
    let numbers: BTreeSet<(usize, u8)> = scored.collect();
    numbers
        .into_iter()
        .filter_map(|(number, session)| Some((product(counted, number)?, session)))
        .collect()
}

/// Returns the product with this number in the round's list.
pub(super) fn product<'a>(
    counted: &'a Counted<'a>,
    number: usize,
) -> Option<&'a ProductResult<'a>> {
    counted.tally.products.iter().find(|product| product.number == number)
}
