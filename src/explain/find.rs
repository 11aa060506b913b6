//! Finds a product by what a person remembers of its name.

use careful_spreadsheet::text;

use crate::forms::{Forms, Sourced};
use crate::tally::ProductResult;

/// The products of this name. The closest way to compare that finds any decides: case and tones
/// aside, then diacritics aside, then as words of the name in a row, then in any order, then as any
/// part of it.
pub(super) fn by_name<'a>(
    products: &'a [ProductResult<'a>],
    asked: &str,
) -> Vec<&'a ProductResult<'a>> {
    let (folded, bare) = (text::fold(asked), text::bare(asked));
    if bare.is_empty() {
        return Vec::new();
    }
    let within = |name: &str, phrase: &str| spaced(name).contains(&spaced(phrase));
    let word_by_word = |name: &str| words(&bare).all(|word| within(name, word));
    let ways: [&dyn Fn(&str) -> bool; 6] = [
        &|name| text::fold(name) == folded,
        &|name| text::bare(name) == bare,
        &|name| within(&text::fold(name), &folded),
        &|name| within(&text::bare(name), &bare),
        &|name| word_by_word(&text::bare(name)),
        &|name| text::bare(name).contains(&bare),
    ];
    let found = ways
        .iter()
        .map(|is| products.iter().filter(|product| is(&product.entry.product.value)).collect());
    found.into_iter().find(|found: &Vec<_>| !found.is_empty()).unwrap_or_default()
}

/// Cells of lists and ballots that hold this name, for a name that no product of the round has.
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

/// How many near names are told.
const NEAR: usize = 3;

/// The products whose names are nearest to this one by edit distance, nearest first; none that
/// differ in more than two letters of five.
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

/// Distance of a name, or of about as many of its words in a row as were asked for.
fn distance(name: &str, wanted: &str) -> usize {
    let all: Vec<_> = words(name).collect();
    let asked = words(wanted).count();
    let lengths = asked.saturating_sub(1).max(1)..=asked + 1;
    let parts = lengths.flat_map(|length| all.windows(length)).map(|part| part.join(" "));
    parts
        .chain([name.to_owned()])
        .map(|part| strsim::osa_distance(&part, wanted))
        .min()
        .unwrap_or(usize::MAX)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-']).filter(|word| !word.is_empty())
}

/// The words with a space on either side, so that `che` is not found in `chep`.
fn spaced(name: &str) -> String {
    words(name).fold(String::from(" "), |spaced, word| spaced + word + " ")
}
