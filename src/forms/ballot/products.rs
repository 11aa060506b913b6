//! The products of the lists, found by what ballots call them: with a number, a code, or the owner
//! in brackets.

use std::collections::BTreeMap;

use careful_spreadsheet::text;

use super::words::{BarePhrases, LabelWords};
use crate::criteria::{Act, RoundActs};
use crate::forms::{Submission, act_of, near, product_key};

/// The products of all lists, indexed by name.
#[derive(Debug, Default)]
pub(super) struct ListedProducts<'a> {
    listed: Vec<ListedProduct<'a>>,
    /// Products by [`product_key`].
    by_key: BTreeMap<String, usize>,
    /// Products by name without diacritics; `None` where two names then are one.
    by_bare: BTreeMap<String, Option<usize>>,
    /// What was looked up before, by the text as it was typed.
    asked: BTreeMap<String, Option<BallotProductName>>,
}

/// A product of a list.
#[derive(Debug)]
pub(super) struct ListedProduct<'a> {
    /// Its name, as the list writes it.
    pub(super) name: &'a str,
    /// Its product set, as the list writes it.
    pub(super) set: &'a str,
    /// The act by which it is evaluated; `None` where that is not known.
    pub(super) act: Option<&'a Act>,
}

/// The product that a text on a ballot names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BallotProductName {
    /// Index of the product among [`ListedProducts`].
    pub(super) product: usize,
    /// What stands behind the name, in brackets or after a dash: most likely the owner.
    pub(super) owner: Option<String>,
}

impl<'a> ListedProducts<'a> {
    /// Indexes the products of these lists; of products of one name the first stands for all.
    pub(super) fn of(submissions: &'a [Submission], acts: &'a RoundActs) -> Self {
        let mut products = Self::default();
        for entry in submissions.iter().flat_map(|submission| &submission.entries) {
            let index = products.listed.len();
            products.listed.push(ListedProduct {
                name: &entry.product.value,
                set: &entry.set.value,
                act: act_of(acts, entry).act(),
            });
            products.by_key.entry(product_key(&entry.product.value)).or_insert(index);
            let bare = text::bare(&entry.product.value);
            let known = products.by_bare.entry(bare).or_insert(Some(index));
            // Two names that differ in their diacritics only cannot be told apart without them.
            if known.is_some_and(|known| products.listed[known].name != entry.product.value) {
                *known = None;
            }
        }
        products
    }

    /// A product by its index.
    pub(super) fn get(&self, index: usize) -> &ListedProduct<'a> {
        &self.listed[index]
    }

    /// The product that a text names; `None` when it names none.
    pub(super) fn named(&mut self, typed: &str, words: &LabelWords) -> Option<BallotProductName> {
        if typed.len() > 300 {
            return None;
        }
        if let Some(known) = self.asked.get(typed) {
            return known.clone();
        }
        let found = self.look_up(typed, &words.before_product);
        self.asked.insert(typed.to_owned(), found.clone());
        found
    }

    fn look_up(&self, typed: &str, before: &BarePhrases) -> Option<BallotProductName> {
        let whole = |product| BallotProductName { product, owner: None };
        if let Some(product) = self.exactly(typed, before) {
            return Some(whole(product));
        }
        // The owner in brackets, behind a dash, or on a line of its own.
        let (base, owner) =
            ["(", "[", "\n", " - ", " – ", " — ", ";", ", "].iter().find_map(|sign| {
                let (base, rest) = typed.split_once(sign)?;
                let owner = rest.trim_matches([')', ']', ' ', '(', '\n', '.']);
                self.exactly(base, before).map(|product| (product, owner.to_owned()))
            })?;
        Some(BallotProductName {
            product: base,
            owner: Some(owner).filter(|owner| !owner.is_empty()),
        })
    }

    /// The product of exactly this name; numbers, codes and words such as `Sản phẩm` may stand
    /// before it.
    fn exactly(&self, typed: &str, before: &BarePhrases) -> Option<usize> {
        let key = product_key(typed);
        let mut rest = key.as_str();
        // At most four words of numbers and codes.
        for _ in 0..5 {
            if let Some(index) = self.by_key.get(rest) {
                return Some(*index);
            }
            let Some((first, behind)) = rest.split_once([' ', '-']) else { break };
            let code =
                first.contains(|sign: char| sign.is_ascii_digit()) || first.chars().count() <= 2;
            if !code && !before.are(&text::bare(first)) {
                // `Sản phẩm số 1 …`: two words that stand before a name together.
                let pair: Vec<&str> = rest.splitn(3, ' ').collect();
                match pair.as_slice() {
                    [one, two, behind] if before.are(&text::bare(&format!("{one} {two}"))) => {
                        rest = behind;
                        continue;
                    }
                    _ => break,
                }
            }
            rest = behind;
        }
        // Typed without diacritics.
        if typed.is_ascii() {
            self.by_bare.get(&text::bare(typed)).copied().flatten()
        } else {
            None
        }
    }

    /// The name of the product that is nearest to what was typed; `None` when none is near.
    pub(super) fn nearest(&self, typed: &str) -> Option<&'a str> {
        near::nearest(self.listed.iter().map(|listed| listed.name), typed)
    }
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::text;

    use super::{BallotProductName, ListedProduct, ListedProducts};
    use crate::forms::{FormWords, product_key};

    fn products() -> ListedProducts<'static> {
        let mut products = ListedProducts::default();
        for (index, name) in
            ["Chè Tả Ngảo", "Rượu ngô (men lá)", "1001 đêm"].into_iter().enumerate()
        {
            products.listed.push(ListedProduct { name, set: "", act: None });
            products.by_key.insert(product_key(name), index);
            products.by_bare.insert(text::bare(name), Some(index));
        }
        products
    }

    #[test]
    fn a_product_is_known_with_number_code_and_owner() {
        let words = FormWords::embedded().ballots.labels;
        for (typed, product, owner) in [
            ("Chè Tả Ngảo", 0, None),
            ("1. Chè Tả Ngảo", 0, None),
            ("(1) Chè Tả Ngảo", 0, None),
            ("SP1: CHÈ TẢ NGẢO", 0, None),
            ("SP 01 - Chè Tả Ngảo", 0, None),
            ("Mẫu số 3: Chè Tả Ngảo", 0, None),
            ("LC-03 Chè Tả Ngảo", 0, None),
            ("Sản phẩm: Chè Tả Ngảo", 0, None),
            ("Che Ta Ngao", 0, None),
            ("Chè Tả Ngảo (HTX Mây Núi)", 0, Some("HTX Mây Núi")),
            ("1. Chè Tả Ngảo - HTX Mây Núi", 0, Some("HTX Mây Núi")),
            ("Chè Tả Ngảo\nHTX Mây Núi", 0, Some("HTX Mây Núi")),
            ("Rượu ngô (men lá)", 1, None),
            ("1001 đêm", 2, None),
        ] {
            let named = products().named(typed, &words);
            assert_eq!(
                named,
                Some(BallotProductName { product, owner: owner.map(str::to_owned) }),
                "{typed}"
            );
        }
        for typed in ["Chè Tà Ngảo", "Rượu ngô", "Điểm chấm", ""] {
            assert_eq!(products().named(typed, &words), None, "{typed}");
        }
    }
}
