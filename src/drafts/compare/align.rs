//! Puts the lines of a draft beside those that came back, and the words of two lines beside each
//! other.

use std::ops::Range;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::changes::are_alike;
use crate::drafts::content::Letter;

/// Two lines that belong together; one is missing where a line was taken out or put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: Option<usize>,
    pub(super) new: Option<usize>,
}

/// A stretch of letters that differs; either range may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// More comparisons than this are not made: a file may hold anything.
const MOST: usize = 400_000_000;
/// How far a line is looked for among those that came back.
const WINDOW: usize = 200;
/// Lines of more words are not compared word by word.
const MOST_WORDS: usize = 20_000;

/// Pairs lines by what they say: equal ones first, then those that are alike.
pub(super) fn pairs(old: &[String], new: &[String]) -> Vec<Pair> {
    let mut found = Vec::new();
    if old.len().saturating_mul(new.len()) > MOST {
        let index = |at: usize, all: &[String]| (at < all.len()).then_some(at);
        let longest = old.len().max(new.len());
        return (0..longest).map(|at| Pair { old: index(at, old), new: index(at, new) }).collect();
    }
    for operation in capture_diff_slices(Algorithm::Myers, old, new) {
        match operation.as_tag_tuple() {
            (DiffTag::Equal, from, to) => {
                found.extend(from.zip(to).map(|(old, new)| both(old, new)));
            }
            (_, from, to) if from.len() == to.len() && goes_together(old, new, &from, &to) => {
                found.extend(from.zip(to).map(|(old, new)| both(old, new)));
            }
            (_, from, to) => hunk(old, new, from, to, &mut found),
        }
    }
    found
}

fn both(old: usize, new: usize) -> Pair {
    Pair { old: Some(old), new: Some(new) }
}

/// Tells whether lines of the same number are changed line by line, and none was put in or taken
/// out: no line is more like another than like its own.
fn goes_together(old: &[String], new: &[String], from: &Range<usize>, to: &Range<usize>) -> bool {
    if from.len() == 1 {
        let words = |text: &String| text.split(' ').count();
        let few = words(&old[from.start]).max(words(&new[to.start])) <= FEW;
        return few || shares(&old[from.start], &new[to.start]);
    }
    from.clone().zip(to.clone()).all(|(one, other)| {
        let words = old[one].split(' ').count().max(new[other].split(' ').count());
        words <= FEW || are_alike(&old[one], &new[other])
    })
}

/// Lines of no more words than this are taken as changed although they have nothing in common: a
/// cell, a heading.
const FEW: usize = 6;

/// Tells whether two lines have a third of their words in common.
fn shares(old: &str, new: &str) -> bool {
    let mut left: Vec<&str> = new.split(' ').collect();
    let all = old.split(' ').count().max(left.len());
    let common = old.split(' ').filter(|word| {
        let at = left.iter().position(|one| one == word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    3 * common.count() >= all
}

fn hunk(
    old: &[String],
    new: &[String],
    from: Range<usize>,
    to: Range<usize>,
    found: &mut Vec<Pair>,
) {
    let mut next = to.start;
    for one in from {
        match (next..to.end.min(next + WINDOW)).find(|at| are_alike(&old[one], &new[*at])) {
            Some(at) => {
                found.extend((next..at).map(|new| Pair { old: None, new: Some(new) }));
                found.push(both(one, at));
                next = at + 1;
            }
            None => found.push(Pair { old: Some(one), new: None }),
        }
    }
    found.extend((next..to.end).map(|new| Pair { old: None, new: Some(new) }));
}

/// Returns the stretches in which two lines differ, from left to right: whole words, without the
/// letters that both stretches begin or end with. Where words are put in or taken out, one space is
/// put in or taken out with them.
pub(super) fn edits(old: &[Letter], new: &[Letter]) -> Vec<Edit> {
    let (before, now) = (words(old), words(new));
    if before.len().max(now.len()) > MOST_WORDS {
        return vec![Edit { old: 0..old.len(), new: 0..new.len() }];
    }
    let texts = |letters: &[Letter], words: &[Range<usize>]| -> Vec<String> {
        let text = |word: &Range<usize>| letters[word.clone()].iter().map(|one| one.sign).collect();
        words.iter().map(text).collect()
    };
    let (was, is) = (texts(old, &before), texts(new, &now));
    let mut found = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &was, &is) {
        let (tag, from, to) = operation.as_tag_tuple();
        if tag == DiffTag::Equal {
            continue;
        }
        let edit = match (from.is_empty(), to.is_empty()) {
            (true, _) => {
                let new = with_space(&now, new.len(), to);
                let at = if new.start == 0 || now.is_empty() {
                    0
                } else {
                    before.get(from.start.wrapping_sub(1)).map_or(0, |word| word.end)
                };
                Edit { old: at..at, new }
            }
            (_, true) => {
                let old = with_space(&before, old.len(), from);
                let at = if old.start == 0 {
                    0
                } else {
                    now.get(to.start.wrapping_sub(1)).map_or(0, |word| word.end)
                };
                Edit { old, new: at..at }
            }
            _ => trimmed(
                old,
                new,
                Edit {
                    old: before[from.start].start..before[from.end - 1].end,
                    new: now[to.start].start..now[to.end - 1].end,
                },
            ),
        };
        found.push(edit);
    }
    found
}

/// Returns the letters of words with the space before them, or behind them at the beginning.
fn with_space(words: &[Range<usize>], length: usize, range: Range<usize>) -> Range<usize> {
    let (start, end) = (words[range.start].start, words[range.end - 1].end);
    if start > 0 { start - 1..end } else { start..(end + 1).min(length) }
}

/// Leaves out the letters that both stretches begin or end with.
fn trimmed(old: &[Letter], new: &[Letter], edit: Edit) -> Edit {
    let Edit { old: mut from, new: mut to } = edit;
    let is_same = |one: &Letter, other: &Letter| one.sign == other.sign;
    while !from.is_empty() && !to.is_empty() && is_same(&old[from.start], &new[to.start]) {
        (from.start, to.start) = (from.start + 1, to.start + 1);
    }
    while !from.is_empty() && !to.is_empty() && is_same(&old[from.end - 1], &new[to.end - 1]) {
        (from.end, to.end) = (from.end - 1, to.end - 1);
    }
    Edit { old: from, new: to }
}

/// Returns the words of a line: stretches without a space.
pub(super) fn words(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        match found.last_mut() {
            _ if letter.sign == ' ' => {}
            Some(word) if word.end == at => word.end = at + 1,
            _ => found.push(at..at + 1),
        }
    }
    found
}

/// Returns for each letter of the old line the letter of the new one that it still is.
pub(super) fn kept(old: &[Letter], edits: &[Edit]) -> Vec<Option<usize>> {
    let mut map = vec![None; old.len()];
    let (mut from, mut to) = (0, 0);
    let ends = edits.iter().cloned().chain([Edit { old: old.len()..old.len(), new: 0..0 }]);
    for edit in ends {
        for (after, kept) in map[from..edit.old.start].iter_mut().enumerate() {
            *kept = Some(to + after);
        }
        (from, to) = (edit.old.end, edit.new.end);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> Vec<Letter> {
        let letter = |sign| Letter { sign, bold: false, italic: false, held: None, at: None };
        text.chars().map(letter).collect()
    }

    fn told(old: &str, new: &str) -> Vec<(String, String)> {
        let (one, other) = (letters(old), letters(new));
        let text = |letters: &[Letter]| letters.iter().map(|one| one.sign).collect::<String>();
        let found = edits(&one, &other);
        let map = kept(&one, &found);
        for (at, to) in map.iter().enumerate() {
            assert!(to.is_none_or(|to| one[at].sign == other[to].sign), "{old} → {new}");
        }
        found.into_iter().map(|edit| (text(&one[edit.old]), text(&other[edit.new]))).collect()
    }

    fn pair(old: &str, new: &str) -> (String, String) {
        (old.to_owned(), new.to_owned())
    }

    #[test]
    fn words_are_put_in_and_taken_out_with_a_space() {
        assert_eq!(told("một ba bốn", "một hai ba bốn"), [pair("", " hai")]);
        assert_eq!(told("một ba", "không một ba"), [pair("", "không ")]);
        assert_eq!(told("một ba", "một ba năm"), [pair("", " năm")]);
        assert_eq!(told("một hai ba", "một ba"), [pair(" hai", "")]);
        assert_eq!(told("một hai ba", "hai ba"), [pair("một ", "")]);
        assert_eq!(told("hai", ""), [pair("hai", "")]);
        assert_eq!(told("(24) sản phẩm.", "(25) sản phẩm;"), [pair("4", "5"), pair(".", ";")]);
    }

    #[test]
    fn lines_that_are_alike_belong_together() {
        let lines = |all: &[&str]| all.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
        let old = lines(&["A", "một hai ba bốn năm sáu bảy", "C"]);
        let new = lines(&["A", "mới hẳn cả một đoạn dài ở đây", "một hai ba bốn năm sáu tám", "C"]);
        let found: Vec<_> =
            pairs(&old, &new).into_iter().map(|pair| (pair.old, pair.new)).collect();
        assert_eq!(
            found,
            [(Some(0), Some(0)), (None, Some(1)), (Some(1), Some(2)), (Some(2), Some(3))]
        );
        let found = pairs(&lines(&["A", "24", "15"]), &lines(&["A", "25", "16"]));
        assert_eq!(found[1], both(1, 1));
        assert_eq!(found[2], both(2, 2));
    }
}
