//! The words of a paper, page by page, as they stand in the PDF that the typesetter wrote.
//!
//! The typesetter numbers the pieces of a page, marks decoration, and says which letters its
//! ligatures stand for. A file of another program may be read wrongly; it is then reported as
//! different, never as the same.

use pdf_signature::{Glyph, Page, PdfFile};

/// Largest unpacked content of one page, in bytes; a full page of a table has some hundred
/// thousand.
const MAX_PAGE: usize = 16 << 20;

/// Largest unpacked content of all pages, in bytes.
const MAX_PAPER: usize = 64 << 20;

/// The smallest unit that is compared: a word, a figure (`67,2`, `21/8/2019`), or a single sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperWord {
    /// The word.
    pub(super) text: String,
    /// The page it stands on, from 1.
    pub(super) page: usize,
    /// Whether a space or the beginning of a line stands before it.
    pub(super) apart: bool,
    /// Index of the piece to which it belongs, counted through the paper: a table cell, or a line
    /// or paragraph of text.
    pub(super) piece: usize,
}

impl PaperWord {
    /// Tells whether it begins with a digit.
    pub(super) fn is_figure(&self) -> bool {
        self.text.starts_with(|sign: char| sign.is_ascii_digit())
    }
}

/// Returns the words of all pages in the order of the file; `None` when a page cannot be read, or
/// the paper is larger than any real one.
///
/// With `decoration` it returns only what the typesetter marks as decoration: page numbers, and
/// repeated headings of tables. Without it, it returns only the rest.
pub(super) fn words(paper: &PdfFile<'_>, decoration: bool) -> Option<Vec<PaperWord>> {
    let (mut words, mut piece, mut left) = (Vec::new(), 0, MAX_PAPER);
    for (number, page) in (1..).zip(paper.pages().ok()?) {
        left = left.checked_sub(content(&page)?.len())?;
        let glyphs: Vec<Glyph> =
            page.glyphs().into_iter().filter(|glyph| glyph.is_decoration == decoration).collect();
        for glyphs in glyphs.chunk_by(|one, next| one.piece == next.piece) {
            words.extend(split(&written(glyphs)).map(|(text, apart)| PaperWord {
                text,
                page: number,
                apart,
                piece,
            }));
            piece += 1;
        }
    }
    Some(words)
}

/// Joins the glyphs of a piece to a text. A new line or a gap becomes a space.
fn written(glyphs: &[Glyph]) -> String {
    let mut text = String::new();
    let mut end: Option<(f64, f64)> = None;
    for Glyph { start: [x, y], width, size, stands_for, text: sign, .. } in glyphs {
        let apart = end.is_some_and(|(end, baseline)| {
            let hyphen = text.ends_with('-') && !text.ends_with(" -");
            if (baseline - y).abs() > 0.3 {
                !hyphen
            } else {
                !(-0.3 * size..0.15 * size).contains(&(x - end))
            }
        });
        end = Some((x + width, *y));
        if apart {
            text.push(' ');
        }
        text.push_str(stands_for.as_ref().unwrap_or(sign));
    }
    text
}

/// Returns the words of all pages as they are seen, whatever program wrote the file; each line is a
/// piece. `None` when the file cannot be read.
pub(super) fn seen(pdf: &[u8]) -> Option<Vec<PaperWord>> {
    seen_and_digits(pdf, &[]).map(|(words, _)| words)
}

/// How many letters of all pages together are read; no paper has as many.
const MOST_LETTERS: usize = 1_000_000;

/// The same, and apart from them the digits that stand in some areas of the first page, one text an
/// area. Of a file that is longer than any paper only the beginning is read.
pub(super) fn seen_and_digits(
    pdf: &[u8],
    areas: &[[f64; 4]],
) -> Option<(Vec<PaperWord>, Vec<String>)> {
    let (mut words, mut piece, mut digits) = (Vec::new(), 0, Vec::new());
    let mut letters = 0;
    for (number, page) in (1..).zip(PdfFile::from_bytes(pdf).ok()?.pages().ok()?) {
        let lines = if number == 1 {
            let (lines, found) = page.lines_and_digits(areas);
            digits = found;
            lines
        } else {
            page.lines()
        };
        letters += lines.iter().map(String::len).sum::<usize>();
        for line in lines {
            words.extend(split(&line).map(|(text, apart)| PaperWord {
                text,
                page: number,
                apart,
                piece,
            }));
            piece += 1;
        }
        if letters > MOST_LETTERS {
            break;
        }
    }
    Some((words, digits))
}

/// Returns the unpacked content of a page; `None` when it cannot be read or is too large.
pub(super) fn content(page: &Page<'_, '_>) -> Option<Vec<u8>> {
    page.content(MAX_PAGE).ok()
}

/// Splits a text into words. Each comes with whether a space stands before it.
pub(super) fn split(text: &str) -> impl Iterator<Item = (String, bool)> + use<> {
    let signs: Vec<char> =
        text.chars().filter(|sign| !matches!(sign, '\u{2060}' | '\u{200B}' | '\u{AD}')).collect();
    let mut words: Vec<(String, bool)> = Vec::new();
    let mut apart = true;
    let mut open = false;
    for (index, &sign) in signs.iter().enumerate() {
        if sign.is_whitespace() {
            (apart, open) = (true, false);
            continue;
        }
        let digit = |index: Option<usize>| {
            index.and_then(|index| signs.get(index)).is_some_and(char::is_ascii_digit)
        };
        let inside = sign.is_alphanumeric()
            || matches!(sign, ',' | '.' | '/')
                && digit(index.checked_sub(1))
                && digit(Some(index + 1));
        match words.last_mut().filter(|_| open && inside && !apart) {
            Some((word, _)) => word.push(sign),
            None => words.push((sign.to_string(), apart)),
        }
        (apart, open) = (false, inside);
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn figures_stay_whole_and_signs_stand_alone() {
        let words = |text: &str| {
            split(text).map(|(word, apart)| (if apart { " " } else { "" }).to_owned() + &word)
        };
        let all: Vec<_> = words("đạt 67,2 điểm; số 1048/QĐ-TTg, ngày 21/8/2019.").collect();
        let wanted = [
            " đạt",
            " 67,2",
            " điểm",
            ";",
            " số",
            " 1048",
            "/",
            "QĐ",
            "-",
            "TTg",
            ",",
            " ngày",
            " 21/8/2019",
            ".",
        ];
        assert_eq!(all, wanted);
    }
}
