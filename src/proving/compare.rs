//! Which words differ between two papers.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::text::Word;

/// A place at which the words differ; one of the ranges may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Words of the signed paper.
    pub(super) signed: Range<usize>,
    /// Words of the paper as the inputs give it now.
    pub(super) now: Range<usize>,
}

/// The places at which the words differ, from top to bottom.
pub(super) fn places(signed: &[Word], now: &[Word]) -> Vec<Place> {
    let texts = |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    let mut places: Vec<Place> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &texts(signed), &texts(now)) {
        let (tag, signed_range, now_range) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        // One sign between two differences, a comma say, is no reason to tell them apart.
        let before = places.last_mut().filter(|before| {
            let between = &signed[before.signed.end..signed_range.start];
            between.is_empty() || matches!(between, [only] if !only.text.chars().any(char::is_alphanumeric))
        });
        match before {
            Some(before) => (before.signed.end, before.now.end) = (signed_range.end, now_range.end),
            None => places.push(Place { signed: signed_range, now: now_range }),
        }
    }
    places
}

/// For each word of `new`, which word of `old` it is, where one is.
pub(super) fn aligned(old: &[String], new: &[Word]) -> BTreeMap<usize, usize> {
    let texts: Vec<String> = new.iter().map(|word| word.text.clone()).collect();
    let mut pairs = BTreeMap::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, &texts) {
        if let (DiffTag::Equal, from, to) = operation.as_tag_tuple() {
            pairs.extend(to.zip(from));
        }
    }
    pairs
}

/// Whether less than half of the words of either paper stand on the other: then they are two papers, not one with differences.
pub(super) fn are_strangers(signed: &[Word], now: &[Word]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    now.iter().for_each(|word| *counts.entry(&word.text).or_default() += 1);
    let common = signed.iter().filter(|word| {
        counts.get_mut(word.text.as_str()).is_some_and(|left| {
            let found = *left > 0;
            *left = left.saturating_sub(1);
            found
        })
    });
    2 * common.count() < signed.len().max(now.len())
}

/// Words as they are read, at most so many; of more, the first ones and `…`.
pub(super) fn quoted(words: &[Word], most: usize) -> String {
    let mut text = String::new();
    for word in words.iter().take(most) {
        if word.apart && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    if words.len() > most { text + " …" } else { text }
}

#[cfg(test)]
mod tests {
    use super::super::text::{Word, split};
    use super::{Place, are_strangers, places, quoted};

    fn words(text: &str) -> Vec<Word> {
        split(text).map(|(text, apart)| Word { text, page: 1, apart }).collect()
    }

    #[test]
    fn a_figure_and_a_row_that_differ_are_two_places() {
        let signed = words("3 Trà Shan 67,2 3 sao 4 Gạo nếp 55,0 3 sao");
        let now = words("3 Trà Shan 67,4 3 sao");
        let found = places(&signed, &now);
        assert_eq!(found[0], Place { signed: 3..4, now: 3..4 });
        assert_eq!(quoted(&signed[found[1].signed.clone()], 3), "4 Gạo nếp …");
        assert!(found[1].now.is_empty() && found.len() == 2);
    }

    #[test]
    fn differences_with_a_sign_between_them_are_one() {
        let found = places(&words("gồm 12-14 sản phẩm"), &words("gồm 13-15 sản phẩm"));
        assert_eq!(found, [Place { signed: 1..4, now: 1..4 }]);
    }

    #[test]
    fn papers_with_little_in_common_are_strangers() {
        assert!(are_strangers(&words("Kế hoạch năm 2020"), &words("Giấy mời họp ngày 2020")));
        assert!(!are_strangers(&words("đạt 67,2 điểm"), &words("đạt 67,4 điểm")));
    }
}
