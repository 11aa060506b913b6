//! Many ballots of the same products: the workbook is written once with marks in the place of the
//! texts that tell one ballot from another, and each ballot is a copy in which they are replaced.
//! Only the parts with such a mark are compressed anew; the sheets of products have none.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::whose::Whose;
use crate::own;

/// A workbook with marks in the place of texts.
pub(super) struct Master {
    /// The workbook.
    whole: Vec<u8>,
    mark: Mark,
    /// The parts with marks, by their index in the workbook.
    marked: Vec<(usize, String)>,
}

/// What stands in the place of a text: letters and digits that no other text holds, and the index
/// of the text in two digits.
#[derive(Debug, Clone)]
pub(super) struct Mark(String);

impl Mark {
    /// Makes the mark from a fingerprint of all other texts, which therefore cannot hold it.
    pub(super) fn new(fingerprint: &str) -> Self {
        Self(format!("ocop{fingerprint}x"))
    }

    /// Returns the texts with marks in their place.
    pub(super) fn instead_of(&self, whose: &Whose) -> Whose {
        whose.replaced(|index| format!("{}{index:02}", self.0))
    }
}

/// Tells whether texts stand in a workbook as they are, but for `&`, `<` and `>`. The library
/// changes control characters, what looks like one of its escapes, and blanks at the ends.
pub(super) fn is_plain(whose: &Whose) -> bool {
    let is_unusual = |sign: char| sign.is_control() || matches!(sign, '\u{FFFE}' | '\u{FFFF}');
    whose.texts().all(|text| {
        let is_whole = !text.is_empty() && text.trim() == text;
        is_whole && !text.contains(is_unusual) && !text.contains("_x") && !text.starts_with("<r>")
    })
}

impl Master {
    /// Finds the marks in a workbook that was written with them.
    pub(super) fn new(whole: Vec<u8>, mark: Mark) -> Result<Self, XlsxError> {
        let mut archive = ZipArchive::new(Cursor::new(&whole))?;
        let mut marked = Vec::new();
        for index in 0..archive.len() {
            let mut part = String::new();
            archive.by_index(index)?.read_to_string(&mut part)?;
            if part.contains(&mark.0) {
                marked.push((index, part));
            }
        }
        Ok(Self { whole, mark, marked })
    }

    /// Makes the ballot with these texts.
    pub(super) fn copy(&self, whose: &Whose) -> Result<Vec<u8>, XlsxError> {
        let texts: Vec<String> = whose.texts().map(|text| escaped(text)).collect();
        let mut archive = ZipArchive::new(Cursor::new(&self.whole))?;
        let mut copy = ZipWriter::new(Cursor::new(Vec::with_capacity(self.whole.len())));
        let mut marked = self.marked.iter().peekable();
        for index in 0..archive.len() {
            let part = archive.by_index_raw(index)?;
            match marked.next_if(|(own, _)| *own == index) {
                Some((_, text)) => {
                    copy.start_file(part.name()?, SimpleFileOptions::default())?;
                    copy.write_all(self.filled(text, &texts).as_bytes())?;
                }
                None => copy.raw_copy_file(part)?,
            }
        }
        Ok(own::of_any_system(copy.finish()?.into_inner()))
    }

    /// Puts the texts in the place of their marks.
    fn filled(&self, part: &str, texts: &[String]) -> String {
        let mut pieces = part.split(&self.mark.0);
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (index, rest) = piece.split_at_checked(2).unwrap_or(("", piece));
            let text = index.parse().ok().and_then(|index: usize| texts.get(index));
            filled.push_str(text.map_or("", String::as_str));
            filled.push_str(rest);
        }
        filled
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
