//! One count that papers state.
//!
//! Which count a figure in running text is, is not guessed from the words around it, which an office may rewrite: the
//! counts are changed, each to a mark of its own, the paper is written up again, and the mark that then stands in the
//! figure's place tells the count.

use std::collections::BTreeMap;

use super::spots::position;
use crate::documents::{Facts, owner_key};
use crate::round::pad_number;
use crate::tally::ProductResult;

pub(super) type Products<'a> = Vec<&'a ProductResult<'a>>;

/// Gives a count another value.
type Set<'a> = Box<dyn Fn(&mut Facts, usize) + 'a>;

/// A count with the rows it was counted from.
pub(super) struct Count<'a> {
    /// As papers print it.
    pub(super) printed: String,
    /// What was counted, in Vietnamese.
    pub(super) what: String,
    /// What it was counted from, a line each.
    pub(super) rows: Vec<String>,
    /// The products whose score it is, when it is a score.
    pub(super) scored: Products<'a>,
    set: Set<'a>,
}

impl<'a> Count<'a> {
    /// A count of these rows; `set` gives it another value.
    pub(super) fn new(
        printed: impl Into<String>,
        what: impl Into<String>,
        rows: Vec<String>,
        set: impl Fn(&mut Facts, usize) + 'a,
    ) -> Self {
        Self { printed: printed.into(), what: what.into(), rows, scored: Vec::new(), set: Box::new(set) }
    }

    /// The score of these products.
    pub(super) fn score(
        printed: impl Into<String>,
        what: impl Into<String>,
        rows: Vec<String>,
        scored: Products<'a>,
        set: impl Fn(&mut Facts, usize) + 'a,
    ) -> Self {
        Self { scored, ..Self::new(printed, what, rows, set) }
    }
}

/// The first mark: a count that no paper of any round states.
const MARKS: usize = 987_600;

/// The facts with each of these counts, and nothing else, changed to its mark.
pub(super) fn marked(facts: &Facts, counts: &[Count<'_>]) -> Facts {
    let mut marked = facts.clone();
    counts.iter().zip(MARKS..).for_each(|(count, mark)| (count.set)(&mut marked, mark));
    marked
}

/// The counts whose marks stand in this figure, two for `09/09`.
pub(super) fn of_marks(figure: &str, counts: usize) -> impl Iterator<Item = usize> {
    let marks = figure.split('/').filter_map(|side| side.parse::<usize>().ok()?.checked_sub(MARKS));
    marks.filter(move |index| *index < counts)
}

/// One line an owner, with the products.
pub(super) fn owners(products: &Products<'_>) -> Vec<String> {
    let mut owners: BTreeMap<_, (&str, Vec<&str>)> = BTreeMap::new();
    for product in products {
        let owner = owners.entry(owner_key(product)).or_insert((&product.entry.owner.name.value, Vec::new()));
        owner.1.push(&product.entry.product.value);
    }
    owners.into_values().map(|(owner, products)| format!("{owner}: {}", products.join("; "))).collect()
}

/// The products by some key.
pub(super) fn by<'a, K: Ord>(
    products: &Products<'a>,
    key: impl Fn(&ProductResult<'_>) -> Option<K>,
) -> BTreeMap<K, Products<'a>> {
    let mut groups: BTreeMap<K, Products<'a>> = BTreeMap::new();
    for product in products {
        if let Some(key) = key(product) {
            groups.entry(key).or_default().push(product);
        }
    }
    groups
}

/// Puts the mark in the place of the figure of this index.
pub(super) fn exchange(text: &mut String, index: usize, mark: usize) {
    if let Some(range) = position(text, index) {
        text.replace_range(range, &mark.to_string());
    }
}

pub(super) fn pad(count: usize) -> String {
    pad_number(count as u64)
}
