//! Finds the words that differ between two papers.

use std::collections::BTreeMap;
use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::text::PaperWord;

/// A place at which the words differ. One of the ranges may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DifferingPlace {
    /// Indices of the words of the signed paper.
    pub(super) signed: Range<usize>,
    /// Indices of the words of the paper that the inputs give now.
    pub(super) now: Range<usize>,
}

/// Returns the places at which the words differ, from top to bottom.
///
/// Whole pieces are compared first: a missing row is then one difference, even when some of its
/// words also stand in the next row. Pieces that have at least half of their words in common are
/// then compared word by word.
pub(super) fn places(signed: &[PaperWord], now: &[PaperWord]) -> Vec<DifferingPlace> {
    let (old, new) = (PaperPieces::of(signed), PaperPieces::of(now));
    let mut places = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old.texts, &new.texts) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let place = DifferingPlace { signed: old.words(from), now: new.words(to) };
        let (gone, here) = (&signed[place.signed.clone()], &now[place.now.clone()]);
        if are_strangers(gone, here) {
            places.push(place);
        } else {
            places.extend(within(gone, here).into_iter().map(|inner| inner.shifted(&place)));
        }
    }
    places
}

/// Returns the places at which the words of two pieces differ.
fn within(signed: &[PaperWord], now: &[PaperWord]) -> Vec<DifferingPlace> {
    let texts =
        |words: &[PaperWord]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    let mut places: Vec<DifferingPlace> = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &texts(signed), &texts(now)) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        // Two differences are joined to one when only a single sign, e.g. a comma, stands between
        // them; or a single word, unless one of them contains a figure.
        let is_figure =
            |range: &Range<usize>| signed[range.clone()].iter().any(PaperWord::is_figure);
        let before =
            places.last_mut().filter(|before| match &signed[before.signed.end..from.start] {
                [only] if only.text.chars().any(char::is_alphanumeric) => {
                    !is_figure(&before.signed) && !is_figure(&from)
                }
                between => between.len() < 2,
            });
        match before {
            Some(before) => (before.signed.end, before.now.end) = (from.end, to.end),
            None => places.push(DifferingPlace { signed: from, now: to }),
        }
    }
    places
}

impl DifferingPlace {
    /// Moves a place that was found within another one: its indices then count from the start of
    /// the paper.
    fn shifted(self, by: &Self) -> Self {
        let shifted = |inner: Range<usize>, start: usize| inner.start + start..inner.end + start;
        Self { signed: shifted(self.signed, by.signed.start), now: shifted(self.now, by.now.start) }
    }
}

/// The pieces of a paper, as text.
struct PaperPieces {
    texts: Vec<String>,
    /// Index of the first word of each piece; the last entry is the number of all words.
    starts: Vec<usize>,
}

impl PaperPieces {
    fn of(words: &[PaperWord]) -> Self {
        let (mut texts, mut starts) = (Vec::new(), vec![0]);
        for piece in words.chunk_by(|one, next| one.piece == next.piece) {
            texts.push(quoted(piece, usize::MAX));
            starts.push(starts.last().unwrap_or(&0) + piece.len());
        }
        Self { texts, starts }
    }

    fn words(&self, pieces: Range<usize>) -> Range<usize> {
        self.starts[pieces.start]..self.starts[pieces.end]
    }
}

/// Returns which word of `old` each word of `new` is, as indices. Words without a counterpart are
/// absent.
pub(super) fn aligned(old: &[String], new: &[PaperWord]) -> BTreeMap<usize, usize> {
    let texts: Vec<String> = new.iter().map(|word| word.text.clone()).collect();
    let mut pairs = BTreeMap::new();
    for operation in capture_diff_slices(Algorithm::Patience, old, &texts) {
        if let (DiffTag::Equal, from, to) = operation.as_tag_tuple() {
            pairs.extend(to.zip(from));
        }
    }
    pairs
}

/// Tells whether two papers have less than half of their words in common. They are then two
/// different papers, not one with differences.
pub(super) fn are_strangers(signed: &[PaperWord], now: &[PaperWord]) -> bool {
    2 * common(signed, now) < signed.len().max(now.len())
}

/// Returns how many words two papers have in common, wherever they stand.
pub(super) fn common(signed: &[PaperWord], now: &[PaperWord]) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in now {
        *counts.entry(&word.text).or_default() += 1;
    }
    let common = signed.iter().filter(|word| {
        counts.get_mut(word.text.as_str()).is_some_and(|left| {
            let found = *left > 0;
            *left = left.saturating_sub(1);
            found
        })
    });
    common.count()
}

/// Joins words to a text. Of more than `most` words, it takes the first ones and adds `…`.
pub(super) fn quoted(words: &[PaperWord], most: usize) -> String {
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
    use super::{DifferingPlace, are_strangers, places, quoted};
    use crate::proving::text::{PaperWord, split};

    /// The words of pieces that are separated by `|`.
    fn words(text: &str) -> Vec<PaperWord> {
        let pieces = text.split('|').enumerate();
        let words = |(piece, text)| {
            split(text).map(move |(text, apart)| PaperWord { text, page: 1, apart, piece })
        };
        pieces.flat_map(words).collect()
    }

    /// What differs: what was signed, and what stands there now.
    fn differing(signed: &str, now: &str) -> Vec<(String, String)> {
        let (signed, now) = (words(signed), words(now));
        let found = places(&signed, &now).into_iter();
        found
            .map(|place| (quoted(&signed[place.signed], 99), quoted(&now[place.now], 99)))
            .collect()
    }

    fn pair(signed: &str, now: &str) -> (String, String) {
        (signed.to_owned(), now.to_owned())
    }

    #[test]
    fn a_row_that_is_gone_is_one_place_though_the_next_has_words_in_common() {
        let signed =
            "18|Trà Shan|62,1|19|Gạo Mường Than|63,7|20|Chè Phúc Than|57,9|21|Hạt Phúc Than|59,8";
        let now = "18|Trà Shan|62,4|19|Chè Phúc Than|57,9|20|Hạt Phúc Than|59,8";
        let found = differing(signed, now);
        assert_eq!(
            found,
            [pair("62,1", "62,4"), pair("Gạo Mường Than 63,7 20", ""), pair("21", "20")]
        );
    }

    #[test]
    fn in_running_text_only_the_words_that_differ_are_told() {
        let signed = "Công nhận 24 sản phẩm của 15 chủ thể.|Điều 2";
        let found = differing(signed, "Công nhận 23 sản phẩm của 14 chủ thể.|Điều 2");
        assert_eq!(found, [pair("24", "23"), pair("15", "14")]);
    }

    #[test]
    fn a_name_that_changed_is_told_as_one() {
        let found = differing("19|Gạo Séng Cù Mường Than|3 sao", "19|Gạo Séng Cù Than Uyên|3 sao");
        assert_eq!(found, [pair("Mường Than", "Than Uyên")]);
    }

    #[test]
    fn differences_with_a_sign_between_them_are_one() {
        let found = places(
            &words("Điều 1|gồm 12-14 sản phẩm mới"),
            &words("Điều 1|gồm 13-15 sản phẩm mới"),
        );
        assert_eq!(found, [DifferingPlace { signed: 3..6, now: 3..6 }]);
    }

    #[test]
    fn papers_with_little_in_common_are_strangers() {
        assert!(are_strangers(&words("Kế hoạch năm 2020"), &words("Giấy mời họp ngày 2020")));
        assert!(!are_strangers(&words("đạt 67,2 điểm"), &words("đạt 67,4 điểm")));
    }
}
