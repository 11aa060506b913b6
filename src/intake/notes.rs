//! Reads the text of a cell as it was meant, and tells the clerk what was not as it stands there.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::{Cell, Value};
use super::filling::Run;
use super::legacy::{self, Wrong};
use super::text;
use crate::finding::{CellRef, Code, Finding, Findings, Place};

/// Cells of one sheet that are told of one by one, for each kind of thing that is wrong.
const TOLD: usize = 50;

/// What was noticed about the text of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Note {
    /// It was typed for an old font, or garbled, and was read as it was meant.
    Mended {
        /// In which way it was wrong.
        wrong: Wrong,
        /// As it stands there.
        typed: String,
        /// As it is read.
        meant: String,
    },
    /// It stands in an old font, but is sound as it is; the other cells of the sheet tell.
    Doubtful {
        /// In which way it may be wrong.
        wrong: Wrong,
        /// As it stands there.
        typed: String,
        /// As it reads in its font.
        meant: String,
    },
    /// A letter of another script stands in a word of Latin letters; the text is kept as it is.
    LookAlike {
        /// As it stands there.
        typed: String,
        /// The first such letter.
        letter: char,
    },
}

impl Note {
    /// Bytes of text that keeping the note costs.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Mended { typed, meant, .. } | Self::Doubtful { typed, meant, .. } => typed.len() + meant.len(),
            Self::LookAlike { typed, .. } => typed.len(),
        }
    }

    fn code(&self) -> Code {
        match self {
            Self::Mended { wrong: Wrong::Garbled, .. } => Code::TextGarbled,
            Self::Mended { .. } | Self::Doubtful { .. } => Code::TextLegacy,
            Self::LookAlike { .. } => Code::LetterLookAlike,
        }
    }
}

/// The cleaned text of these runs, each in its font, and what was noticed about it. Text that is doubtful stays as it is.
pub(super) fn read(runs: &[Run<'_>]) -> (String, Option<Note>) {
    let mended: Vec<_> = runs.iter().map(|run| legacy::mend(run.text, run.font)).collect();
    let Some(wrong) = mended.iter().flatten().map(|mended| mended.wrong).next() else {
        let text = match runs {
            [run] => text::clean(run.text),
            _ => text::clean(&whole(runs)),
        };
        let note = text::look_alike(&text).map(|letter| Note::LookAlike { typed: text.clone(), letter });
        return (text, note);
    };
    let typed = text::clean(&whole(runs));
    let pieces = runs.iter().zip(&mended).map(|(run, mended)| mended.as_ref().map_or(run.text, |mended| &mended.text));
    let meant = text::clean(&pieces.collect::<String>());
    if mended.iter().flatten().any(|mended| mended.sure) {
        (meant.clone(), Some(Note::Mended { wrong, typed, meant }))
    } else {
        (typed.clone(), Some(Note::Doubtful { wrong, typed, meant }))
    }
}

/// The text of all runs.
fn whole(runs: &[Run<'_>]) -> String {
    runs.iter().map(|run| run.text).collect()
}

/// Reads doubtful cells again, now that it is known which encodings the sheet has.
pub(super) fn read_like_the_others(cells: &mut [(CellRef, Cell)], notes: &mut BTreeMap<CellRef, Note>) {
    let known: BTreeSet<Wrong> = notes
        .values()
        .filter_map(|note| match note {
            Note::Mended { wrong: wrong @ (Wrong::Tcvn3 | Wrong::Vni), .. } => Some(*wrong),
            _ => None,
        })
        .collect();
    if !known.is_empty() {
        for (at, cell) in cells {
            let Value::Text(text) = &mut cell.value else { continue };
            if let Some((wrong, meant)) = like_the_others(text, notes.get(at), &known) {
                let typed = std::mem::replace(text, meant.clone());
                notes.insert(*at, Note::Mended { wrong, typed, meant });
            }
        }
    }
    notes.retain(|_, note| !matches!(note, Note::Doubtful { .. }));
}

/// What a cell reads in a sheet with these encodings, when it reads otherwise than it stands.
fn like_the_others(text: &str, note: Option<&Note>, known: &BTreeSet<Wrong>) -> Option<(Wrong, String)> {
    match note {
        Some(Note::Doubtful { wrong, meant, .. }) => known.contains(wrong).then(|| (*wrong, meant.clone())),
        Some(_) => None,
        None if !legacy::is_suspect(text) => None,
        None => known.iter().find_map(|&wrong| Some((wrong, text::clean(&legacy::mend_like_the_others(text, wrong)?)))),
    }
}

/// The findings about the notes of a sheet: the first ones of each kind at their cells, then how many more.
pub(super) fn tell(sheet: &Place, notes: &BTreeMap<CellRef, Note>, findings: &mut Findings) {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for (at, note) in notes {
        let count = counts.entry(note.code()).or_default();
        *count += 1;
        if *count <= TOLD {
            findings.push(finding(sheet.cell(*at), note));
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > TOLD) {
        let message = format!("Trang tính còn {} ô khác như vậy, không liệt kê hết.", count - TOLD);
        findings.push(Finding::new(code, sheet.clone(), message));
    }
}

fn finding(place: Place, note: &Note) -> Finding {
    let finding = |message: String| Finding::new(note.code(), place, message);
    match note {
        Note::Mended { wrong: Wrong::Garbled, typed, meant } => {
            finding(format!("Chữ trong ô bị vỡ phông (UTF-8 bị đọc sai bảng mã), được đọc lại là “{meant}”."))
                .found(typed)
                .allowed(meant)
                .remedy("Kiểm tra cách đọc lại, rồi gõ lại ô này.")
        }
        Note::Mended { wrong, typed, meant } | Note::Doubtful { wrong, typed, meant } => {
            let (table, fonts) = if *wrong == Wrong::Tcvn3 { ("TCVN3", ".VnTime") } else { ("VNI", "VNI-Times") };
            finding(format!("Chữ trong ô gõ theo bảng mã cũ {table} (phông {fonts}…), được đọc là “{meant}”."))
                .found(typed)
                .allowed(meant)
                .remedy("Kiểm tra cách đọc, rồi gõ lại bằng bảng mã Unicode, phông Times New Roman.")
        }
        Note::LookAlike { typed, letter } => {
            let latin = text::in_latin(&letter.to_string());
            finding(format!("Trong từ có chữ “{letter}” của bảng chữ cái khác, trông giống chữ “{latin}”."))
                .found(typed)
                .allowed(text::in_latin(typed))
                .remedy("Gõ lại từ đó bằng bộ gõ tiếng Việt, vì in ra có thể khác phông.")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Note, TOLD, read, tell};
    use crate::finding::{CellRef, Findings, Place};
    use crate::intake::filling::{Filling, Run};
    use crate::intake::legacy::Font;
    use crate::intake::limits::Allowance;

    #[test]
    fn runs_are_read_each_in_its_font() {
        let old = Run { font: Font::Tcvn3 { capitals: false }, ..Run::plain("ChÌ ") };
        let (text, note) = read(&[old, Run::plain("Shan Tuyết")]);
        assert_eq!(text, "Chè Shan Tuyết");
        assert!(matches!(note, Some(Note::Mended { typed, .. }) if typed == "ChÌ Shan Tuyết"));
        assert_eq!(read(&[Run::plain(" Chè "), Run::plain(" Shan")]), ("Chè Shan".to_owned(), None));
    }

    #[test]
    fn unicode_typed_in_an_old_font_stays_unless_the_sheet_tells_otherwise() {
        let time = Font::Tcvn3 { capitals: false };
        let sheet = |texts: &[&str]| {
            let mut filling = Filling::new(Place::file("a").sheet("S"));
            for (row, text) in (0..).zip(texts) {
                let run = Run { font: time, ..Run::plain(text) };
                let put = filling.put_text(CellRef::new(row, 0), &[run], false, &Allowance::default());
                put.expect("there is room");
            }
            let sheet = filling.finish(&mut Findings::default());
            sheet.cells().map(|(_, cell)| cell.shown()).collect::<Vec<_>>()
        };
        assert_eq!(sheet(&["Chè", "Hoà Bình"]), ["Chè", "Hoà Bình"]);
        assert_eq!(sheet(&["Lóa", "hµng ho¸"]), ["Lúa", "hàng hoá"]);
    }

    #[test]
    fn garbled_spaces_are_halves_of_letters() {
        // UTF-8 of `à` is 0xC3 0xA0, and 0xA0 is a space that must not be cleaned away before.
        let (text, note) = read(&[Run::plain("HÃ\u{a0} Ná»\u{99}i".replace('\u{99}', "™").as_str())]);
        assert_eq!(text, "Hà Nội");
        assert!(note.is_some());
    }

    #[test]
    fn a_letter_of_another_script_is_told_and_kept() {
        let (text, note) = read(&[Run::plain("Trà Shаn")]);
        assert_eq!(text, "Trà Shаn");
        let mut findings = Findings::default();
        tell(
            &Place::file("a").sheet("S"),
            &BTreeMap::from([(CellRef::new(0, 1), note.expect("a note"))]),
            &mut findings,
        );
        let finding = findings.iter().next().expect("a finding");
        assert_eq!(finding.place.to_string(), "a · S!B1");
        assert_eq!(finding.allowed.as_deref(), Some("Trà Shan"));
    }

    #[test]
    fn a_sheet_full_of_old_text_is_told_of_in_fifty_lines_and_one() {
        let (_, note) = read(&[Run { font: Font::Vni, ..Run::plain("Cheø") }]);
        let note = note.expect("a note");
        let notes: BTreeMap<_, _> = (0..60).map(|row| (CellRef::new(row, 0), note.clone())).collect();
        let mut findings = Findings::default();
        tell(&Place::file("a").sheet("S"), &notes, &mut findings);
        assert_eq!(findings.iter().count(), TOLD + 1);
        let last = findings.iter().last().expect("a finding");
        assert_eq!(last.message, "Trang tính còn 10 ô khác như vậy, không liệt kê hết.");
        assert_eq!(last.place.cell, None);
    }
}
