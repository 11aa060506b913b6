//! Numbers that somebody typed beside a locked one, as nobody can type into its control.

use std::ops::Range;

use super::align::Edit;
use super::words::text;
use crate::drafts::content::Letter;

/// Finds the number that stands at one side of a range of letters.
type Side = fn(&[Letter], &Range<usize>) -> Option<Range<usize>>;

/// A number that was typed beside one that is held, outside its control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Beside {
    /// What is held.
    pub(super) held: usize,
    /// The number that was typed.
    pub(super) typed: String,
    /// The letters of both numbers on the draft.
    both: Range<usize>,
}

impl Beside {
    /// Tells whether an edit put the number there.
    pub(super) fn is_made_by(&self, edit: &Edit) -> bool {
        edit.old.is_empty() && edit.new.start <= self.both.end && self.both.start <= edit.new.end
    }
}

/// Returns the numbers that stand beside held ones on the draft, and did not on the paper. `held`
/// gives what is held by a control of the draft, where it says what it said on the paper.
pub(super) fn find(
    old: &[Letter],
    new: &[Letter],
    held: impl Fn(usize, &str) -> Option<usize>,
) -> Vec<Beside> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < new.len() {
        let Some(control) = new[at].held else {
            at += 1;
            continue;
        };
        let own = new[at..].iter().take_while(|letter| letter.held == Some(control)).count();
        let range = at..at + own;
        at = range.end;
        let Some(held) = held(control, &text(&new[range.clone()])) else { continue };
        let was = super::words::stretch(old, held);
        if number_of(&old[was.clone()]).is_none() {
            continue;
        }
        for side in [before as Side, behind] {
            let Some(typed) = side(new, &range).filter(|_| side(old, &was).is_none()) else {
                continue;
            };
            let both = range.start.min(typed.start)..range.end.max(typed.end);
            let typed = number_of(&new[typed]).unwrap_or_default();
            found.push(Beside { held, typed, both });
        }
    }
    found
}

/// Returns the letters of a number that stands right before a stretch, in no control.
fn before(letters: &[Letter], range: &Range<usize>) -> Option<Range<usize>> {
    let end = range.start.checked_sub(1).filter(|at| letters[*at].sign == ' ')?;
    // A comma makes it a list.
    letters[..end].last().filter(|letter| !matches!(letter.sign, ',' | ';'))?;
    let start = letters[..end].iter().rposition(|letter| letter.sign == ' ');
    open_number(letters, start.map_or(0, |at| at + 1)..end)
}

/// Returns the letters of a number that stands right behind a stretch, in no control.
fn behind(letters: &[Letter], range: &Range<usize>) -> Option<Range<usize>> {
    let start = range.end + 1;
    letters.get(range.end).filter(|letter| letter.sign == ' ')?;
    let end = letters[start..].iter().position(|letter| letter.sign == ' ');
    open_number(letters, start..end.map_or(letters.len(), |end| start + end))
}

fn open_number(letters: &[Letter], range: Range<usize>) -> Option<Range<usize>> {
    let word = &letters[range.clone()];
    let is_open = word.iter().all(|letter| letter.held.is_none());
    (is_open && number_of(word).is_some()).then_some(range)
}

/// Returns a word without the signs around it, where it is a number.
fn number_of(word: &[Letter]) -> Option<String> {
    let word = text(word);
    let bare = word.trim_matches(|sign: char| !sign.is_alphanumeric());
    let is_of_number = |sign: char| sign.is_ascii_digit() || matches!(sign, ',' | '.');
    (!bare.is_empty() && bare.chars().all(is_of_number)).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::align::edits;
    use super::*;

    /// Letters of a text; those between brackets stand in the control 0.
    fn letters(text: &str) -> Vec<Letter> {
        let mut held = None;
        let mut found = Vec::new();
        for sign in text.chars() {
            match sign {
                '[' => held = Some(0),
                ']' => held = None,
                _ => found.push(Letter { sign, bold: false, italic: false, held, at: None }),
            }
        }
        found
    }

    #[test]
    fn a_number_typed_beside_a_locked_one_is_found_with_the_edit_that_put_it_there() {
        for (old, new, typed) in [
            ("với [15] chủ thể", "với 16 [15] chủ thể", "16"),
            ("với [15] chủ thể", "với [15] 16 chủ thể", "16"),
            ("với [15] chủ thể", "với 15 [15] chủ thể", "15"),
            ("được [62,8] điểm", "được (63,5) [62,8] điểm", "63,5"),
        ] {
            let (old, new) = (letters(old), letters(new));
            let found = find(&old, &new, |control, _| Some(control));
            assert_eq!(found.len(), 1, "{typed}");
            assert_eq!(found[0].typed, typed);
            let edits = edits(&old, &new);
            assert!(edits.iter().all(|edit| found[0].is_made_by(edit)), "{edits:?}");
        }
    }

    #[test]
    fn what_stood_beside_it_before_or_is_no_number_is_none() {
        for (old, new) in [
            ("năm 2020 [15] chủ thể", "năm 2020 [15] chủ thể đã dự"),
            ("với [15] chủ thể", "với đủ [15] chủ thể"),
            ("với [15] chủ thể", "với 16, [15] chủ thể"),
            ("của [Chè San] ở bản", "của [Chè San] 3 ở bản"),
        ] {
            let (old, new) = (letters(old), letters(new));
            assert_eq!(find(&old, &new, |control, _| Some(control)), []);
        }
    }
}
