//! What the note of one cell says: its marks, one below the other, as far as anybody can read them.

use crate::mark::{CellMark, Notes, Run};

/// Characters of a note that anybody can still read in its box.
const CHARACTERS: usize = 4_000;
/// Characters of a line of a note's box.
const LINE_CHARACTERS: usize = 48;

/// The note of a cell.
pub(crate) struct Note {
    pub(crate) runs: Vec<Run>,
    /// How many lines of its box it fills.
    pub(crate) lines: u32,
}

impl Note {
    /// The note of a cell with these marks.
    pub(crate) fn of(marks: &[&CellMark], words: &Notes) -> Self {
        let mut runs: Vec<Run> = Vec::new();
        let mut left = CHARACTERS;
        for (index, mark) in marks.iter().enumerate() {
            let gap = if index == 0 { "" } else { "\n\n" };
            let length =
                mark.note.iter().map(|run| run.text.chars().count()).sum::<usize>() + gap.len();
            if index > 0 && length > left {
                runs.push(Run::plain(format!("{gap}{}", (words.more)(marks.len() - index))));
                break;
            }
            left = left.saturating_sub(length);
            let mut gap = gap;
            for Run { bold, text } in &mark.note {
                runs.push(Run {
                    bold: *bold,
                    text: format!("{}{}", std::mem::take(&mut gap), cut(text)),
                });
            }
        }
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        let lines: usize =
            text.split('\n').map(|line| 1 + line.chars().count() / LINE_CHARACTERS).sum();
        Self { runs, lines: u32::try_from(lines).unwrap_or(1).min(40) }
    }
}

/// The beginning of a text.
fn cut(text: &str) -> &str {
    // Excel counts in UTF-16.
    let mut length = 0;
    let end = text.char_indices().find(|(_, sign)| {
        length += sign.len_utf16();
        length > CHARACTERS
    });
    end.map_or(text, |(end, _)| &text[..end])
}
