//! Words of a verdict that were turned into their contrary: `được công nhận` into `không được công
//! nhận`.

use std::ops::Range;

use super::align::Edit;
use super::words::text;
use crate::drafts::content::Letter;
use crate::finding::Finding;

/// A clause that says the contrary now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turned {
    /// What the paper says.
    pub(super) was: String,
    /// What the draft says.
    pub(super) is: String,
}

/// Takes out the edits that turn a verdict round, where `tell` makes a finding of it; returns the
/// findings, one for each clause.
pub(super) fn take_out(
    edits: &mut Vec<Edit>,
    old: &[Letter],
    new: &[Letter],
    tell: impl Fn(&Turned) -> Option<Finding>,
) -> Vec<Finding> {
    let (mut findings, mut known) = (Vec::new(), Vec::new());
    edits.retain(|edit| {
        let Some(turned) = turned(old, new, edit) else { return true };
        if known.contains(&turned) {
            return false;
        }
        let Some(finding) = tell(&turned) else { return true };
        findings.push(finding);
        known.push(turned);
        false
    });
    findings
}

/// Returns the clause around an edit and what became of it, where a verdict in it was turned round.
fn turned(old: &[Letter], new: &[Letter], edit: &Edit) -> Option<Turned> {
    let (was, is) = (clause(old, &edit.old), clause(new, &edit.new));
    let (before, now) = (Said::of(&was), Said::of(&is));
    let is_denied = now.no > before.no && now.yes < before.yes;
    let is_granted = now.no < before.no && now.yes > before.yes;
    (is_denied || is_granted).then_some(Turned { was, is })
}

/// Returns the clause in which a stretch stands: up to the next comma or stop on both sides.
fn clause(letters: &[Letter], range: &Range<usize>) -> String {
    let is_end = |letter: &Letter| matches!(letter.sign, ',' | ';' | ':' | '.' | '(' | ')');
    let start = letters[..range.start].iter().rposition(is_end).map_or(0, |at| at + 1);
    let end = letters[range.end..].iter().position(is_end);
    let end = end.map_or(letters.len(), |at| range.end + at);
    text(&letters[start..end]).trim().to_owned()
}

/// How often a clause says that something meets, or is recognised; and how often that it does not.
#[derive(Debug, Default, PartialEq, Eq)]
struct Said {
    yes: usize,
    no: usize,
}

/// How many words before the verb may stand between it and its `không`: `không được tỉnh công nhận`.
const BETWEEN: usize = 3;

impl Said {
    fn of(clause: &str) -> Self {
        let lower = clause.to_lowercase();
        let words: Vec<&str> = lower
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let mut said = Self::default();
        for (at, word) in words.iter().enumerate() {
            let is_verb = match *word {
                "đạt" | "đủ" => true,
                "công" => words.get(at + 1) == Some(&"nhận"),
                _ => false,
            };
            if !is_verb {
                continue;
            }
            let before = &words[at.saturating_sub(BETWEEN)..at];
            if before.iter().any(|word| matches!(*word, "không" | "chưa")) {
                said.no += 1;
            } else {
                said.yes += 1;
            }
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::super::align::edits;
    use super::*;

    fn is_turned(old: &str, new: &str) -> bool {
        let letters = |text: &str| -> Vec<Letter> {
            let letter = |sign| Letter { sign, bold: false, italic: false, held: None, at: None };
            text.chars().map(letter).collect()
        };
        let (old, new) = (letters(old), letters(new));
        edits(&old, &new).iter().any(|edit| turned(&old, &new, edit).is_some())
    }

    #[test]
    fn a_verdict_that_says_the_contrary_is_turned() {
        for (one, other) in [
            ("Mật ong: được công nhận hạng 3 sao", "Mật ong: không được công nhận hạng 3 sao"),
            (
                "02 sản phẩm của 02 chủ thể đạt 4 sao;",
                "02 sản phẩm của 02 chủ thể không đạt 4 sao;",
            ),
            (
                "(đạt 2 sao, chưa đủ hạng để tỉnh công nhận)",
                "(đạt 2 sao, đủ hạng để tỉnh công nhận)",
            ),
            ("Đề nghị công nhận “Chè”", "Không đề nghị công nhận “Chè”"),
            ("sản phẩm đạt 3 sao.", "sản phẩm chưa được công nhận."),
        ] {
            assert!(is_turned(one, other), "{one} → {other}");
            assert!(is_turned(other, one), "{other} → {one}");
        }
    }

    #[test]
    fn other_words_for_the_same_verdict_are_words() {
        for (one, other) in [
            ("chưa đủ hạng để tỉnh công nhận", "không được công nhận"),
            ("chưa được công nhận", "chưa đủ điểm nên chưa được công nhận"),
            ("sản phẩm đạt 3 sao", "sản phẩm được công nhận 3 sao"),
            (
                "được công nhận trong đợt này",
                "được công nhận trong đợt này, không tính sản phẩm đã rút",
            ),
            ("Hội đồng không chấm lại", "Hội đồng chấm lại"),
        ] {
            assert!(!is_turned(one, other), "{one} → {other}");
            assert!(!is_turned(other, one), "{other} → {one}");
        }
    }
}
