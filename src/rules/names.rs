//! The names of a record, folded once for everything that compares them.

use std::collections::BTreeMap;

use crate::forms::Entry;
use crate::intake::text;

/// Names without case, spacing and punctuation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Names {
    pub(super) product: String,
    pub(super) owner: String,
    pub(super) set: String,
}

/// Texts that were folded already: a list names the same owners and sets again and again.
#[derive(Debug, Default)]
pub(super) struct Folded<'a>(BTreeMap<&'a str, String>);

impl<'a> Folded<'a> {
    fn fold(&mut self, typed: &'a str) -> String {
        self.0.entry(typed).or_insert_with(|| text::fold(typed)).clone()
    }
}

impl Names {
    pub(super) fn of<'a>(entry: &'a Entry, known: &mut Folded<'a>) -> Self {
        let product = text::fold(&entry.product.value);
        Self { product, owner: known.fold(&entry.owner.name.value), set: known.fold(&entry.set.value) }
    }
}

/// A telephone number or tax code by its digits; `None` when there are too few to tell anybody by.
pub(super) fn digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // +84 912… is 0912…
    let digits = match digits.strip_prefix("84").filter(|rest| rest.len() >= 9) {
        Some(rest) => format!("0{rest}"),
        None => digits,
    };
    (digits.len() >= 8).then_some(digits)
}

/// The words with a capital letter.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
