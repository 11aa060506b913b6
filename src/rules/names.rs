//! The names of a product, its owner and its set, folded once for everything that compares them.

use std::collections::BTreeMap;

use crate::forms::{ProductEntry, owner_key, product_key, set_key};

/// The folded names of a product, its owner and its product set: the same for every spelling of
/// them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FoldedNames {
    pub(super) product: String,
    pub(super) owner: String,
    pub(super) set: String,
}

/// Folds names, each once: a list names the same owners and sets again and again.
#[derive(Debug, Default)]
pub(super) struct NameFolder<'a> {
    owners: BTreeMap<&'a str, String>,
    sets: BTreeMap<&'a str, String>,
}

impl<'a> NameFolder<'a> {
    fn owner(&mut self, typed: &'a str) -> String {
        self.owners.entry(typed).or_insert_with(|| owner_key(typed)).clone()
    }

    fn set(&mut self, typed: &'a str) -> String {
        self.sets.entry(typed).or_insert_with(|| set_key(typed)).clone()
    }
}

impl FoldedNames {
    /// The folded names of a product.
    pub(super) fn of<'a>(entry: &'a ProductEntry, known: &mut NameFolder<'a>) -> Self {
        let product = product_key(&entry.product.value);
        Self {
            product,
            owner: known.owner(&entry.owner.name.value),
            set: known.set(&entry.set.value),
        }
    }
}

/// The digits of a number, without the leading zeros that a spreadsheet drops; `None` for fewer
/// than eight, by which nobody is recognised.
fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (digits.len() >= 8).then(|| digits.to_owned())
}

/// The telephone numbers in a text, each in one form however it is written: `0912 345 678`,
/// `+84912345678`, `912345678`.
pub(super) fn phones(text: &str) -> Vec<String> {
    let core = |number: String| match number.strip_prefix("84").filter(|rest| rest.len() >= 9) {
        Some(rest) => rest.trim_start_matches('0').to_owned(),
        None => number,
    };
    let mut found: Vec<String> = text
        .split(['/', ',', ';', '\n'])
        .flat_map(|part| part.split(" - "))
        .filter_map(digits)
        .collect();
    if found.is_empty() {
        found.extend(digits(text));
    }
    found.into_iter().map(core).collect()
}

/// A tax code in one form, without leading zeros and spaces; `None` for fewer than eight digits.
pub(super) fn tax_code(text: &str) -> Option<String> {
    digits(text)
}

/// The words with a capital letter at the beginning.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{phones, tax_code};

    #[test]
    fn numbers_that_lost_their_zero_are_the_same() {
        for text in [
            "0912345678",
            "912345678",
            "0912 345 678",
            "0912.345.678",
            "+84912345678",
            "84 912 345 678",
            "(+84) 0912345678",
        ] {
            assert_eq!(phones(text), ["912345678"], "{text}");
        }
        assert_eq!(phones("0912345678 - 0987654321"), ["912345678", "987654321"]);
        assert_eq!(phones("02133 876 543/0912345678").len(), 2);
        assert!(phones("113").is_empty());
        assert_eq!(tax_code("0100109106"), tax_code("100109106"));
        assert_ne!(tax_code("0100109106"), tax_code("0100109106-001"));
    }
}
