//! Which words differ between two texts.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// A stretch of words that differs; either range may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WordChange {
    /// Words of the old text.
    pub(super) old: Range<usize>,
    /// Words of the new text.
    pub(super) new: Range<usize>,
}

/// Splits a text into words.
pub(super) fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Returns the stretches of words that differ, from left to right. Two that have a single word
/// between them are one, unless that word stands between figures.
pub(super) fn changes(old: &[&str], new: &[&str]) -> Vec<WordChange> {
    let mut found: Vec<WordChange> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let is_figure = |range: &Range<usize>| {
            old[range.clone()]
                .iter()
                .any(|word| word.starts_with(|sign: char| sign.is_ascii_digit()))
        };
        let joins = |before: &&mut WordChange| {
            from.start - before.old.end <= 1 && !(is_figure(&before.old) && is_figure(&from))
        };
        match found.last_mut().filter(joins) {
            Some(before) => (before.old.end, before.new.end) = (from.end, to.end),
            None => found.push(WordChange { old: from, new: to }),
        }
    }
    found
}

/// Tells whether two texts have at least half of the words of the longer one in common.
pub(crate) fn are_alike(old: &str, new: &str) -> bool {
    let (old, new) = (split(old), split(new));
    let mut left: Vec<&str> = new.clone();
    let common = old.iter().filter(|word| {
        let at = left.iter().position(|one| one == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    2 * common.count() >= old.len().max(new.len())
}

/// Removes the punctuation with which both texts begin, and with which both end.
pub(super) fn without_common_signs<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    let shared = |one: Option<char>, other: Option<char>| {
        one.filter(|sign| Some(*sign) == other && !sign.is_alphanumeric()).map(char::len_utf8)
    };
    let (mut one, mut other) = (old, new);
    while let Some(length) = shared(one.chars().last(), other.chars().last()) {
        (one, other) = (&one[..one.len() - length], &other[..other.len() - length]);
    }
    while let Some(length) = shared(one.chars().next(), other.chars().next()) {
        (one, other) = (&one[length..], &other[length..]);
    }
    if one.is_empty() || other.is_empty() { (old, new) } else { (one, other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<(String, String)> {
        let (old, new) = (split(old), split(new));
        let change = |change: WordChange| (old[change.old].join(" "), new[change.new].join(" "));
        changes(&old, &new).into_iter().map(change).collect()
    }

    fn pair(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn only_the_words_that_differ_are_told_and_a_name_as_one() {
        let found =
            told("Công nhận 24 sản phẩm của 15 chủ thể", "Công nhận 23 sản phẩm của 14 chủ thể");
        assert_eq!(found, [pair("24", "23"), pair("15", "14")]);
        let found = told("bà Trần Thị Minh Nguyệt, thư ký", "bà Trần Văn Minh Hà, thư ký");
        assert_eq!(found, [pair("Thị Minh Nguyệt,", "Văn Minh Hà,")]);
        assert_eq!(told("a b", "a b"), []);
        assert_eq!(told("a b", "a x b"), [pair("", "x")]);
    }

    #[test]
    fn figures_stay_apart() {
        assert_eq!(told("từ 07 đến 08", "từ 09 đến 10"), [pair("07", "09"), pair("08", "10")]);
    }

    #[test]
    fn punctuation_that_both_have_is_not_quoted() {
        assert_eq!(without_common_signs("phẩm,", "thể,"), ("phẩm", "thể"));
        assert_eq!(without_common_signs("phẩm.", "phẩm;"), ("phẩm.", "phẩm;"));
        assert_eq!(without_common_signs("(06", "(05"), ("06", "05"));
        assert_eq!(without_common_signs(".", "a."), (".", "a."));
    }
}
