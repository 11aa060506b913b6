//! Finds products by what a person remembers of the name.

use careful_spreadsheet::text;

use crate::forms::{Forms, Sourced};
use crate::tally::ProductResult;

/// Returns the products with this name.
///
/// The names are compared in several ways, from strict to loose: without regard to case and
/// spelling of tones; without diacritics; as words of the name in a row; as its words in any order;
/// as any part of it. The first way that finds products decides.
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

/// Returns the edit distance to the name, or to a group of its words in a row that is about as long
/// as what was asked for.
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

/// Returns the words with a space on either side, so that `che` is not found in `chep`.
fn spaced(name: &str) -> String {
    words(name).fold(String::from(" "), |spaced, word| spaced + word + " ")
}
