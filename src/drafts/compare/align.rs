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
    /// Whether the line stands elsewhere now; the pair stands where the new one does.
    pub(super) moved: bool,
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
        let pair = |at| Pair { old: index(at, old), new: index(at, new), moved: false };
        return (0..longest).map(pair).collect();
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
    rewritten(&moved(found, old, new))
}

fn both(old: usize, new: usize) -> Pair {
    Pair { old: Some(old), new: Some(new), moved: false }
}

fn came(new: usize) -> Pair {
    Pair { old: None, new: Some(new), moved: false }
}

/// Joins a long line that was taken out with one that says the same and was put in elsewhere.
fn moved(mut found: Vec<Pair>, old: &[String], new: &[String]) -> Vec<Pair> {
    let gone: Vec<usize> =
        found.iter().filter(|pair| pair.new.is_none()).filter_map(|pair| pair.old).collect();
    for from in gone {
        let is_long = old[from].split(' ').count() > FEW;
        let same = |pair: &&mut Pair| {
            pair.old.is_none() && pair.new.is_some_and(|to| new[to] == old[from])
        };
        if is_long && let Some(pair) = found.iter_mut().find(same) {
            (pair.old, pair.moved) = (Some(from), true);
            found.retain(|pair| pair.old != Some(from) || pair.new.is_some());
        }
    }
    found
}

/// Joins lines that were taken out with as many that were put in at the same place: they were
/// written anew.
fn rewritten(found: &[Pair]) -> Vec<Pair> {
    let mut joined = Vec::with_capacity(found.len());
    let is_alone = |pair: &Pair| pair.old.is_none() || pair.new.is_none();
    for run in found.chunk_by(|one, other| is_alone(one) == is_alone(other)) {
        let gone: Vec<usize> = run.iter().filter_map(|pair| pair.old).collect();
        let came: Vec<usize> = run.iter().filter_map(|pair| pair.new).collect();
        if is_alone(&run[0]) && gone.len() == came.len() {
            joined.extend(gone.into_iter().zip(came).map(|(old, new)| both(old, new)));
        } else {
            joined.extend_from_slice(run);
        }
    }
    joined
}

/// Tells whether one line was written anew: the two have little in common.
pub(super) fn is_rewritten(old: &str, new: &str) -> bool {
    let words = old.split(' ').count().max(new.split(' ').count());
    words > FEW && !are_alike(old, new) && !shares(old, new)
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
                found.extend((next..at).map(came));
                found.push(both(one, at));
                next = at + 1;
            }
            None => found.push(Pair { old: Some(one), new: None, moved: false }),
        }
    }
    found.extend((next..to.end).map(came));
}

/// Returns the stretches in which two lines differ, from left to right: whole words, without the
/// letters that both stretches begin or end with. A word goes and comes with the space before it.
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
        if tag != DiffTag::Equal {
            let (from, to) = (letters(&before, &from), letters(&now, &to));
            found.push(trimmed(old, new, Edit { old: from, new: to }));
        }
    }
    found
}

/// Returns the letters of words that follow each other.
fn letters(words: &[Range<usize>], range: &Range<usize>) -> Range<usize> {
    let start = range.start.checked_sub(1).map_or(0, |before| words[before].end);
    let end = range.end.checked_sub(1).map_or(0, |last| words[last].end);
    start..end.max(start)
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

/// Signs that stand before a word, and behind one.
const OPENING: [char; 6] = ['(', '[', '“', '"', '‘', '«'];
const CLOSING: [char; 14] = ['.', ',', ';', ':', '!', '?', '…', '/', '"', '”', '’', ')', ']', '»'];

/// Returns the words of a line, each with the space before it. Signs before and behind a word are
/// words of their own.
pub(super) fn words(letters: &[Letter]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let is_space = |at: &usize| letters[*at].sign == ' ';
        let first = (start..letters.len()).find(|at| !is_space(at)).unwrap_or(letters.len());
        let end = (first..letters.len()).find(is_space).unwrap_or(letters.len());
        let is_opening = |at: &usize| OPENING.contains(&letters[*at].sign);
        let is_closing = |at: &usize| CLOSING.contains(&letters[*at].sign);
        let inner = (first..end).find(|at| !is_opening(at)).unwrap_or(end);
        let outer = (inner..end).rev().find(|at| !is_closing(at)).map_or(inner, |at| at + 1);
        let mut from = start;
        for cut in (first + 1..=inner).chain(outer..=end) {
            if cut > from && cut > first {
                found.push(from..cut);
                from = cut;
            }
        }
        at = end;
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
        assert_eq!(told("quy định; có", "quy định của luật; có"), [pair("", " của luật")]);
        assert_eq!(told("giá trị 36", "giá trị, 36"), [pair("", ",")]);
        assert_eq!(told("quảng bá, xúc", "quảng bá và xúc"), [pair(",", " và")]);
        assert_eq!(told("định ; một", "định; một"), [pair(" ", "")]);
        assert_eq!(told("xét./.", "xét."), [pair("/.", "")]);
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
        let old = lines(&["A", "một hai ba bốn năm sáu bảy", "C"]);
        let found = pairs(&old, &lines(&["A", "mới hẳn cả một đoạn dài ở đây nhé", "C"]));
        assert_eq!(found[1], both(1, 1), "written anew");
        let found = pairs(&old, &lines(&["một hai ba bốn năm sáu bảy", "A", "C"]));
        assert_eq!(found.iter().filter(|pair| pair.moved).count(), 1, "{found:?}");
    }
}
