//! Tells which part each row of a sum adds up, or that it is the total.

use std::rc::Rc;

use careful_spreadsheet::text;

use super::{BallotRowReader, MarkRow, RowRole};
use crate::criteria::PARTS;
use crate::forms::ballot::criteria::NameMeaning;
use crate::forms::ballot::words::holds;

impl BallotRowReader<'_, '_> {
    /// The part that the words of a sum name; `None` for the total, and for words that name no
    /// part.
    pub(super) fn part_of_sum(&self, bare: &str) -> Option<usize> {
        let words: Vec<&str> = bare.split([' ', '-']).collect();
        let letters: Vec<usize> = words
            .iter()
            .filter_map(|word| ["a", "b", "c"].iter().position(|letter| letter == word))
            .collect();
        let romans: Vec<usize> = words
            .iter()
            .filter_map(|word| ["i", "ii", "iii"].iter().position(|roman| roman == word))
            .collect();
        if let [only] = letters.as_slice() {
            return Some(*only);
        }
        if let ([], [only]) = (letters.as_slice(), romans.as_slice()) {
            return Some(*only);
        }
        let titled =
            (0..PARTS.len()).filter(|part| holds(bare, &text::bare(&self.parts[*part].title)));
        let titled: Vec<usize> = titled.collect();
        if let ([], [], [only]) = (letters.as_slice(), romans.as_slice(), titled.as_slice()) {
            Some(*only)
        } else {
            None
        }
    }

    /// Gives every row that adds up its role: the total of a part, the sum of a group, or the
    /// total.
    pub(super) fn sums(&self, lines: &mut [MarkRow]) {
        let mut part = None;
        let mut unnamed: Vec<usize> = Vec::new();
        // The words of part totals that do not name their part.
        let mut of_parts: Vec<Rc<NameMeaning>> = Vec::new();
        for index in 0..lines.len() {
            match lines[index].role {
                RowRole::Criterion { part: of, .. } | RowRole::Part(of) => part = Some(of),
                _ => {}
            }
            let said = Rc::clone(&lines[index].said);
            let bare = said.bare.as_str();
            let open = matches!(lines[index].role, RowRole::Unknown | RowRole::Group);
            if !open
                || !self.sums_up(&lines[index])
                || !lines[index].numeral.codes.is_empty()
                    && lines[index].numeral.codes[0].contains('.')
            {
                continue;
            }
            if names_several_parts(bare) {
                lines[index].role = RowRole::Total;
            } else if let Some(of) = self.part_of_sum(bare) {
                lines[index].role = RowRole::Subtotal(of);
            } else if bare.bytes().any(|byte| byte.is_ascii_digit()) && !bare.contains("100") {
                lines[index].role = RowRole::Group;
            } else {
                let later = lines[index + 1..]
                    .iter()
                    .any(|line| matches!(line.role, RowRole::Criterion { .. } | RowRole::Part(_)));
                match part.filter(|_| {
                    later || of_parts.iter().any(|other| other.bare == bare) || is_of_one_part(bare)
                }) {
                    Some(part) => {
                        lines[index].role = RowRole::Subtotal(part);
                        of_parts.push(Rc::clone(&said));
                    }
                    // Above all criteria stands the total.
                    None if part.is_none() && later => lines[index].role = RowRole::Total,
                    None => unnamed.push(index),
                }
            }
        }
        // Of two sums below the last part, the first is the total of that part.
        if let ([first, .., last], Some(part)) = (unnamed.as_slice(), part) {
            lines[*first].role = RowRole::Subtotal(part);
            lines[*last].role = RowRole::Total;
        } else if let [only] = unnamed.as_slice() {
            // Where another row says that it adds up all parts, this one is the total of the last
            // part.
            let named = lines.iter().any(|line| line.role == RowRole::Total);
            lines[*only].role = part.filter(|_| named).map_or(RowRole::Total, RowRole::Subtotal);
        }
    }
}

/// Whether a sum names several parts, `Tổng điểm (A + B + C)`, so that it is the total.
fn names_several_parts(bare: &str) -> bool {
    let words: Vec<&str> = bare.split([' ', '-', '+']).collect();
    let all = |names: [&str; 3]| names.iter().filter(|name| words.contains(name)).count() >= 2;
    all(["a", "b", "c"]) || all(["i", "ii", "iii"])
}

/// Whether a sum is that of the part above it, which it does not name: `Cộng điểm phần`,
/// `Tổng điểm của phần`.
fn is_of_one_part(bare: &str) -> bool {
    let words: Vec<&str> = bare.split([' ', '-']).collect();
    let several = |word: &&str| ["cac", "ca", "ba", "3", "thanh", "toan"].contains(word);
    let at = words.iter().position(|word| *word == "phan");
    at.is_some_and(|at| !words[..at].last().is_some_and(several))
}
