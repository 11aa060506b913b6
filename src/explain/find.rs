//! Finds products by what a person remembers of the name.

use careful_spreadsheet::text;

use crate::forms::{Forms, Sourced, called, distance};
use crate::tally::ProductResult;

/// Returns the products with this name, as [`called`] compares names.
pub(super) fn by_name<'a>(
    products: &'a [ProductResult<'a>],
    asked: &str,
) -> Vec<&'a ProductResult<'a>> {
    called(products, |product| vec![product.entry.product.value.as_str()], asked)
}

/// Returns the cells of lists and ballots that hold this name, for a name that no product of the
/// round has.
pub(super) fn elsewhere<'a>(forms: &'a Forms, asked: &str) -> Vec<&'a Sourced<String>> {
    let wanted = text::bare(asked);
    let entries = forms
        .submissions
        .iter()
        .flat_map(|submission| &submission.entries)
        .map(|entry| &entry.product);
    let names = entries.chain(forms.ballots.iter().map(|ballot| &ballot.product));
    names.filter(|name| !wanted.is_empty() && text::bare(&name.value).contains(&wanted)).collect()
}

/// How many similar names are listed.
const NEAR: usize = 3;

/// Returns the products with the most similar names, by edit distance, nearest first. Names that
/// differ in more than two letters of five are not similar.
pub(super) fn nearest<'a>(
    products: &'a [ProductResult<'a>],
    asked: &str,
) -> Vec<&'a ProductResult<'a>> {
    let wanted = text::bare(asked);
    let limit = wanted.chars().count() * 2 / 5;
    let near = products
        .iter()
        .map(|product| (distance(&text::bare(&product.entry.product.value), &wanted), product));
    let mut near: Vec<_> = near.filter(|(distance, _)| *distance <= limit).collect();
    near.sort_by_key(|(distance, product)| (*distance, product.number));
    near.into_iter().take(NEAR).map(|(_, product)| product).collect()
}
