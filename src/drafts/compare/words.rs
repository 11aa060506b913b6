//! Puts into words what was changed in a line.

use std::collections::BTreeSet;
use std::ops::Range;

use super::align::{Edit, words};
use crate::drafts::content::{FlatLine, Letter, Origin};
use crate::drafts::read::ReturnedLine;

pub(super) fn text(letters: &[Letter]) -> String {
    letters.iter().map(|letter| letter.sign).collect()
}

/// How many letters of a text are quoted.
const QUOTED: usize = 160;

pub(super) fn short(text: &str) -> String {
    if text.chars().count() <= QUOTED {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(QUOTED).collect::<String>())
}

/// Returns what two texts say between the letters with which both begin and both end.
pub(super) fn without_common<'t>(old: &'t str, new: &'t str) -> (&'t str, &'t str) {
    let same = |(one, other): &(char, char)| one == other;
    let start: usize =
        old.chars().zip(new.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let (old, new) = (&old[start..], &new[start..]);
    let pairs = old.chars().rev().zip(new.chars().rev());
    let end: usize = pairs.take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    (old[..old.len() - end].trim(), new[..new.len() - end].trim())
}

/// Tells whether a line is the recipient “Như Điều …”, whose number follows from the articles.
pub(super) fn is_article_of_recipients(was: &FlatLine, line: &ReturnedLine) -> bool {
    let bare = |text: String| {
        text.strip_prefix("- Như Điều ")
            .map(|rest| rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).to_owned())
    };
    let (was_bare, is_bare) = (bare(was.text()), bare(line.text()));
    matches!(was.from, Origin::Recipient(_)) && was_bare.is_some() && was_bare == is_bare
}

/// Returns what is held that an edit touches. Letters put in beside something that is held touch it
/// when they stand in its control — `own` gives what is held by a control of the new line — or go
/// on in the same word.
pub(super) fn touched(
    old: &[Letter],
    new: &[Letter],
    edit: &Edit,
    own: impl Fn(usize) -> Option<usize>,
) -> BTreeSet<usize> {
    if !edit.old.is_empty() {
        return old[edit.old.clone()].iter().filter_map(|letter| letter.held).collect();
    }
    let at = edit.old.start;
    let before = at.checked_sub(1).and_then(|at| old.get(at)?.held);
    let after = old.get(at).and_then(|letter| letter.held);
    if before.is_some() && before == after {
        return before.into_iter().collect();
    }
    let put_in = &new[edit.new.clone()];
    let controls: BTreeSet<usize> = put_in.iter().filter_map(|letter| own(letter.held?)).collect();
    let goes_on = |letter: Option<&Letter>| letter.is_some_and(|one| one.sign.is_alphanumeric());
    let is_touched = |held: usize, joins: bool| controls.contains(&held) || joins;
    let before = before.filter(|held| is_touched(*held, goes_on(put_in.first())));
    let after = after.filter(|held| is_touched(*held, goes_on(put_in.last())));
    before.into_iter().chain(after).collect()
}

/// Returns the letters of something that is held.
pub(super) fn stretch(letters: &[Letter], held: usize) -> Range<usize> {
    let own = |letter: &Letter| letter.held == Some(held);
    let start = letters.iter().position(own).unwrap_or_default();
    let end = letters.iter().rposition(own).map_or(start, |end| end + 1);
    start..end
}

/// Returns the letters of the new line that stand in the place of a stretch of the old one, which
/// an edit touches.
pub(super) fn carried(
    range: &Range<usize>,
    kept: &[Option<usize>],
    edits: &[Edit],
    edit: &Edit,
) -> Range<usize> {
    let of = |at: usize| edits.iter().find(|edit| edit.old.contains(&at)).unwrap_or(edit);
    let start =
        kept.get(range.start).copied().flatten().unwrap_or_else(|| of(range.start).new.start);
    let last = range.end.saturating_sub(1);
    let end = kept.get(last).copied().flatten().map_or_else(|| of(last).new.end, |at| at + 1);
    // Letters that were put in at its beginning or end belong to it.
    let beside = |at: usize| edit.old.is_empty() && edit.old.start == at;
    let start = if beside(range.start) { edit.new.start } else { start };
    let end = if beside(range.end) { edit.new.end } else { end };
    start.min(end)..end
}

/// Tells an edit in whole words.
pub(super) fn told(old: &[Letter], new: &[Letter], edit: &Edit) -> String {
    let (was, is) = (whole(old, &edit.old, false), whole(new, &edit.new, false));
    let joins = |letters: &[Letter], range: &Range<usize>, word: &str| {
        word.trim() != text(&letters[range.clone()]).trim()
    };
    // Letters in the middle of a word change the word.
    let was = if was.is_empty() && joins(new, &edit.new, &is) {
        whole(old, &edit.old, true)
    } else {
        was
    };
    let is =
        if is.is_empty() && joins(old, &edit.old, &was) { whole(new, &edit.new, true) } else { is };
    match (was.trim(), is.trim()) {
        ("", "") => "đổi dấu cách".to_owned(),
        (was, "") => format!("bỏ “{}”", short(was)),
        ("", is) => format!("thêm “{}”", short(is)),
        (was, is) => format!("“{}” → “{}”", short(was), short(is)),
    }
}

/// Returns the words in which a stretch stands; nothing where it is between words, or with
/// `beside` the word at its side.
fn whole(letters: &[Letter], range: &Range<usize>, beside: bool) -> String {
    let is_space = |at: usize| letters.get(at).is_some_and(|letter| letter.sign == ' ');
    let (mut start, mut end) = (range.start, range.end);
    while start < end && is_space(start) {
        start += 1;
    }
    while start < end && is_space(end - 1) {
        end -= 1;
    }
    if start == end && start < range.end && !beside {
        return String::new();
    }
    let touches = |word: &&Range<usize>| {
        if start < end {
            word.start < end && start < word.end
        } else if beside {
            word.start <= start && start <= word.end
        } else {
            word.start < start && start < word.end && !is_space(start - 1)
        }
    };
    let all = words(letters);
    let mut found = all.iter().filter(touches);
    let Some(first) = found.next() else { return String::new() };
    let last = if start == end { first } else { found.next_back().unwrap_or(first) };
    text(&letters[first.start..last.end])
}

/// Returns the stretches whose face was changed, with the face that they have now. White space has
/// none.
pub(super) fn faces(
    old: &[Letter],
    new: &[Letter],
    kept: &[Option<usize>],
) -> Vec<(Range<usize>, (bool, bool))> {
    let mut found: Vec<(Range<usize>, (bool, bool))> = Vec::new();
    for (at, letter) in old.iter().enumerate() {
        let Some(now) = kept[at].and_then(|at| new.get(at)) else { continue };
        let face = (now.bold, now.italic);
        let is_same = face == (letter.bold, letter.italic);
        let goes_on = |last: &&mut (Range<usize>, (bool, bool))| {
            let was = &old[last.0.start];
            last.0.end == at
                && last.1 == face
                && (was.bold, was.italic) == (letter.bold, letter.italic)
        };
        if is_same {
            continue;
        }
        match found.last_mut().filter(goes_on) {
            Some(last) => last.0.end = at + 1,
            None => found.push((at..at + 1, face)),
        }
    }
    found.retain_mut(|(range, _)| {
        while range.start < range.end && old[range.start].sign == ' ' {
            range.start += 1;
        }
        while range.start < range.end && old[range.end - 1].sign == ' ' {
            range.end -= 1;
        }
        range.start < range.end
    });
    found
}

pub(super) fn face_told(was: &Letter, bold: bool, italic: bool) -> String {
    let mut told = Vec::new();
    match (was.bold, bold) {
        (false, true) => told.push("in đậm"),
        (true, false) => told.push("thôi in đậm"),
        _ => {}
    }
    match (was.italic, italic) {
        (false, true) => told.push("in nghiêng"),
        (true, false) => told.push("thôi in nghiêng"),
        _ => {}
    }
    told.join(", ")
}

/// Words before a number that make it the name of something.
const NAMING: [&str; 10] =
    ["Điều", "điều", "Khoản", "khoản", "Điểm", "Mục", "mục", "số", "Phụ lục", "Chương"];

/// Returns the numbers in words that the round may give one day: whole words of digits, but not
/// those of an article, an act or a day.
pub(super) fn figures(words: &str) -> Vec<String> {
    let all: Vec<&str> = words.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    let named = |at: usize| at > 0 && NAMING.contains(&all[at - 1]);
    let is_figure = |word: &String| {
        let digits = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.');
        !word.is_empty() && word.chars().all(digits)
    };
    let is_day = |at: usize| at > 0 && ["ngày", "tháng", "năm"].contains(&all[at - 1]);
    let found = (0..all.len()).filter(|at| !named(*at) && !is_day(*at));
    found.map(|at| bare(all[at])).filter(is_figure).collect()
}

#[cfg(test)]
mod tests {
    use super::super::align::edits;
    use super::*;

    fn letters(text: &str) -> Vec<Letter> {
        let letter = |sign| Letter { sign, bold: false, italic: false, held: None, at: None };
        text.chars().map(letter).collect()
    }

    #[test]
    fn what_was_changed_is_told_in_whole_words_without_the_signs_beside_them() {
        for (old, new, says) in [
            ("theo quy định; có", "theo quy định của pháp luật; có", "thêm “của pháp luật”"),
            ("quảng bá, xúc", "giới thiệu, xúc", "“quảng bá” → “giới thiệu”"),
            ("có giá trị 36", "có giá trị, 36", "thêm “,”"),
            ("định kỳ, đột xuất việc", "định kỳ, đột suất việc", "“xuất” → “suất”"),
            ("một hai", "không một hai", "thêm “không”"),
            ("có 24 người", "có 245 người", "“24” → “245”"),
            ("có 245 người", "có 24 người", "“245” → “24”"),
            ("một hai ba", "một ba", "bỏ “hai”"),
        ] {
            let (old, new) = (letters(old), letters(new));
            let found = edits(&old, &new);
            assert_eq!(found.len(), 1, "{says}");
            assert_eq!(told(&old, &new, &found[0]), says);
        }
    }

    #[test]
    fn figures_are_numbers_that_name_nothing() {
        assert_eq!(figures("trước ngày 31/12/2020, có 03 đợt và 70,5 điểm."), ["03", "70,5"]);
        assert!(figures("Điều 4. số 1489/QĐ-UBND năm 2020").is_empty());
    }
}
