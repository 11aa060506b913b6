//! Reads the text of a cell as it was meant, and notes where that differs from what stands there.

use std::collections::{BTreeMap, BTreeSet};

use super::run::TextRun;
use crate::place::CellRef;
use crate::remark::Noticed;
use crate::text::legacy;
use crate::text::{self, Encoding};
use crate::workbook::{Cell, Value};

/// A note about the text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextNote {
    /// The text was typed for an old font, or garbled, and was read as it was meant.
    Mended {
        /// In which way it was wrong.
        encoding: Encoding,
        /// As it stands there.
        typed: String,
        /// As it is read.
        meant: String,
    },
    /// The text has an old font but is sound as it stands. Whether it is converted depends on the
    /// other cells of the worksheet.
    Doubtful {
        /// In which way it may be wrong.
        encoding: Encoding,
        /// As it stands there.
        typed: String,
        /// As it reads in its font.
        meant: String,
    },
    /// A letter of another script stands in a word of Latin letters. The text is kept as it stands.
    LookAlike {
        /// As it stands there.
        typed: String,
        /// The first such letter.
        letter: char,
    },
}

impl TextNote {
    /// Returns the bytes of text that the note keeps.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Mended { typed, meant, .. } | Self::Doubtful { typed, meant, .. } => {
                typed.len() + meant.len()
            }
            Self::LookAlike { typed, .. } => typed.len(),
        }
    }

    /// Makes the remark of the note; `None` for a doubtful text, which was not changed.
    pub(super) fn noticed(self) -> Option<Noticed> {
        match self {
            Self::Mended { encoding, typed, meant } => {
                Some(Noticed::Mended { encoding, typed, meant })
            }
            Self::LookAlike { typed, letter } => Some(Noticed::LookAlike { typed, letter }),
            Self::Doubtful { .. } => None,
        }
    }
}

/// Reads the runs of a text, each in its font. Returns the cleaned text and the note about it.
/// Doubtful text stays as it stands.
pub(super) fn read_runs(runs: &[TextRun<'_>]) -> (String, Option<TextNote>) {
    let mended: Vec<_> = runs.iter().map(|run| legacy::mend(run.text, run.font)).collect();
    let Some(encoding) = mended.iter().flatten().map(|mended| mended.encoding).next() else {
        let text = match runs {
            [run] => text::clean(run.text),
            _ => text::clean(&whole(runs)),
        };
        let note = text::look_alike(&text)
            .map(|letter| TextNote::LookAlike { typed: text.clone(), letter });
        return (text, note);
    };
    let typed = text::clean(&whole(runs));
    let pieces = runs
        .iter()
        .zip(&mended)
        .map(|(run, mended)| mended.as_ref().map_or(run.text, |mended| &mended.text));
    let meant = text::clean(&pieces.collect::<String>());
    if mended.iter().flatten().any(|mended| mended.sure) {
        (meant.clone(), Some(TextNote::Mended { encoding, typed, meant }))
    } else {
        (typed.clone(), Some(TextNote::Doubtful { encoding, typed, meant }))
    }
}

/// Joins the text of all runs.
fn whole(runs: &[TextRun<'_>]) -> String {
    runs.iter().map(|run| run.text).collect()
}

/// Reads doubtful cells again, once all cells of the worksheet have shown which encodings it uses.
pub(super) fn read_like_the_others(
    cells: &mut [(CellRef, Cell)],
    notes: &mut BTreeMap<CellRef, TextNote>,
) {
    let known: BTreeSet<Encoding> = notes
        .values()
        .filter_map(|note| match note {
            TextNote::Mended { encoding: encoding @ (Encoding::Tcvn3 | Encoding::Vni), .. } => {
                Some(*encoding)
            }
            _ => None,
        })
        .collect();
    if !known.is_empty() {
        for (at, cell) in cells {
            let Value::Text(text) = &mut cell.value else { continue };
            if let Some((encoding, meant)) = like_the_others(text, notes.get(at), &known) {
                let typed = std::mem::replace(text, meant.clone());
                notes.insert(*at, TextNote::Mended { encoding, typed, meant });
            }
        }
    }
}

/// Reads a cell in one of the encodings that the worksheet uses. Returns the encoding and the meant
/// text; `None` when the cell stays as it stands.
fn like_the_others(
    text: &str,
    note: Option<&TextNote>,
    known: &BTreeSet<Encoding>,
) -> Option<(Encoding, String)> {
    match note {
        Some(TextNote::Doubtful { encoding, meant, .. }) => {
            known.contains(encoding).then(|| (*encoding, meant.clone()))
        }
        Some(_) => None,
        None if !legacy::is_suspect(text) => None,
        None => known.iter().find_map(|&encoding| {
            Some((encoding, text::clean(&legacy::mend_like_the_others(text, encoding)?)))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{TextNote, read_runs};
    use crate::builder::{TextRun, WorksheetBuilder};
    use crate::limits::Allowance;
    use crate::place::{CellRef, Place};
    use crate::remark::Noticed;
    use crate::text::legacy::FontEncoding;

    #[test]
    fn runs_are_read_each_in_its_font() {
        let old =
            TextRun { font: FontEncoding::Tcvn3 { capitals: false }, ..TextRun::plain("ChÌ ") };
        let (text, note) = read_runs(&[old, TextRun::plain("Shan Tuyết")]);
        assert_eq!(text, "Chè Shan Tuyết");
        assert!(matches!(note, Some(TextNote::Mended { typed, .. }) if typed == "ChÌ Shan Tuyết"));
        assert_eq!(
            read_runs(&[TextRun::plain(" Chè "), TextRun::plain(" Shan")]),
            ("Chè Shan".to_owned(), None)
        );
    }

    #[test]
    fn unicode_typed_in_an_old_font_stays_unless_the_sheet_tells_otherwise() {
        let time = FontEncoding::Tcvn3 { capitals: false };
        let sheet = |texts: &[&str]| {
            let mut builder = WorksheetBuilder::new(Place::file("a").sheet("S"));
            for (row, text) in (0..).zip(texts) {
                let run = TextRun { font: time, ..TextRun::plain(text) };
                let put =
                    builder.put_text(CellRef::new(row, 0), &[run], false, &Allowance::default());
                put.expect("there is room");
            }
            let (sheet, _) = builder.finish();
            sheet.cells().map(|(_, cell)| cell.shown()).collect::<Vec<_>>()
        };
        assert_eq!(sheet(&["Chè", "Hoà Bình"]), ["Chè", "Hoà Bình"]);
        assert_eq!(sheet(&["Lóa", "hµng ho¸"]), ["Lúa", "hàng hoá"]);
    }

    #[test]
    fn garbled_spaces_are_halves_of_letters() {
        // UTF-8 of `à` is 0xC3 0xA0, and 0xA0 is a space that must not be cleaned away before.
        let (text, note) =
            read_runs(&[TextRun::plain("HÃ\u{a0} Ná»\u{99}i".replace('\u{99}', "™").as_str())]);
        assert_eq!(text, "Hà Nội");
        assert!(note.is_some());
    }

    #[test]
    fn a_letter_of_another_script_is_told_and_kept() {
        let (text, note) = read_runs(&[TextRun::plain("Trà Shаn")]);
        assert_eq!(text, "Trà Shаn");
        let noticed = note.and_then(TextNote::noticed);
        assert_eq!(noticed, Some(Noticed::LookAlike { typed: text, letter: 'а' }));
    }
}
