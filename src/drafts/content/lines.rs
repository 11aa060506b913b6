//! The lines of a draft one below the other, letter by letter, for comparing.

use super::{Content, Line, Origin, Part};
use crate::drafts::write::fits;
use unicode_normalization::UnicodeNormalization;

/// A letter of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::drafts) struct Letter {
    pub(in crate::drafts) sign: char,
    pub(in crate::drafts) bold: bool,
    pub(in crate::drafts) italic: bool,
    /// Which control it stands in: an index.
    pub(in crate::drafts) held: Option<usize>,
    /// Which letter of the block of the wording it is.
    pub(in crate::drafts) at: Option<usize>,
}

/// A line with its letters: white space is one space, none stands at the ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::drafts) struct FlatLine {
    pub(in crate::drafts) letters: Vec<Letter>,
    pub(in crate::drafts) from: Origin,
    /// The row of a table in which it stands, counted from the top of the draft.
    pub(in crate::drafts) row: Option<usize>,
}

impl FlatLine {
    /// Returns its text.
    pub(in crate::drafts) fn text(&self) -> String {
        self.letters.iter().map(|letter| letter.sign).collect()
    }
}

/// Returns the lines of a draft that say something, those of tables cell by cell.
pub(in crate::drafts) fn lines(content: &Content<'_>) -> Vec<FlatLine> {
    let (mut found, mut count) = (Vec::new(), 0);
    for part in &content.parts {
        match part {
            Part::Line(line) => found.extend(flat_line(line, None)),
            Part::Table(table) => {
                for row in &table.rows {
                    count += 1;
                    let lines = row.cells.iter().flat_map(|cell| &cell.lines);
                    found.extend(lines.filter_map(|line| flat_line(line, Some(count))));
                }
            }
            Part::Pages { .. } => {}
        }
    }
    found
}

fn flat_line(line: &Line, row: Option<usize>) -> Option<FlatLine> {
    let (bold, italic) = line.style.face();
    let letters = line.pieces.iter().flat_map(|piece| {
        piece.text.chars().enumerate().map(move |(index, sign)| Letter {
            sign,
            bold: piece.bold || bold,
            italic: piece.italic || italic,
            held: piece.held,
            at: piece.at.map(|at| at + index),
        })
    });
    let letters = flat(letters);
    (!letters.is_empty()).then_some(FlatLine { letters, from: line.from, row })
}

/// Brings letters into the form in which they are compared: one space for white space, none at the
/// ends, no signs that only say where a line may break, accents composed.
pub(in crate::drafts) fn flat(letters: impl Iterator<Item = Letter>) -> Vec<Letter> {
    let mut flat: Vec<Letter> = Vec::new();
    for letter in letters {
        let sign = match letter.sign {
            '\u{ad}' | '\u{2060}' | '\u{feff}' => continue,
            sign if sign.is_whitespace() => ' ',
            sign if !fits(sign) => '\u{fffd}',
            sign => sign,
        };
        match flat.last_mut() {
            None if sign == ' ' => {}
            Some(before) if sign == ' ' && before.sign == ' ' => {}
            Some(before) if unicode_normalization::char::is_combining_mark(sign) => {
                let joined: Vec<char> = [before.sign, sign].into_iter().nfc().collect();
                match joined.as_slice() {
                    [one] => before.sign = *one,
                    _ => flat.push(Letter { sign, ..letter }),
                }
            }
            _ => flat.push(Letter { sign, ..letter }),
        }
    }
    while flat.last().is_some_and(|last| last.sign == ' ') {
        flat.pop();
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_alike() {
        let of = |text: &str| {
            let letters = text.chars().map(|sign| Letter {
                sign,
                bold: false,
                italic: false,
                held: None,
                at: None,
            });
            flat(letters).into_iter().map(|letter| letter.sign).collect::<String>()
        };
        assert_eq!(of(" Số: \u{a0}\u{a0}\u{2060}/KH\t "), "Số: /KH");
        assert_eq!(of("Che\u{300}"), "Chè");
        assert_eq!(of("\u{a0}"), "");
    }
}
