//! A paper that comes back from another program, which signed it, gave it a number and perhaps wrote
//! the whole file anew: compared with the paper that was handed out by what is seen on both.
//!
//! Nothing here proves who signed. It tells whether the paper that came back says what was handed
//! out, and what was added.

use pdf_signature::{Overlay, PdfFile};

use super::compare::{self, DifferingPlace};
use super::differences;
use super::lot::PaperLot;
use super::proof::WordDifference;
use super::text::{self, PaperWord};
use crate::counting;
use crate::documents;
use crate::fingerprint::sha256;
use crate::job::{Job, RunFault};
use crate::typeset::{BlankKind, BlankSpot, Typesetter};

/// A paper that came back, compared with the one that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnedPaper {
    /// Name under which the paper is filed.
    pub paper: String,
    /// Name of its kind.
    pub kind: String,
    /// Type and subject.
    pub title: String,
    /// SHA-256 of the paper that was handed out.
    pub original_sha256: String,
    /// The number in the place that was left blank; `None` when nothing stands there.
    pub number: Option<String>,
    /// The day in the place that was left blank.
    pub day: Option<String>,
    /// What else was laid over the pages, in words (Vietnamese).
    pub added: Vec<String>,
    /// Where the words differ otherwise, from top to bottom; at most [`super::Proof::MOST`].
    pub differences: Vec<WordDifference>,
    /// How many further places differ.
    pub more_differences: usize,
}

impl ReturnedPaper {
    /// Tells whether all words are those that were handed out, but for number and day.
    #[must_use]
    pub fn says_the_same(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Compares a file with the paper of the round that has most of its words; `None` when it is none of
/// them, or cannot be read. Writes nothing.
///
/// # Errors
///
/// [`RunFault`] when the inputs or templates cannot be read at all.
pub fn returned(job: &Job, pdf: &[u8]) -> Result<Option<ReturnedPaper>, RunFault> {
    let Some(words) = text::seen(pdf) else { return Ok(None) };
    let found = counting::with_results(job, &|_| {}, |counted| {
        let papers = documents::write_up(
            counted.round,
            counted.acts.main(),
            counted.tally,
            counted.facts,
            counted.templates,
        )?;
        let typesetter = Typesetter::new(counted.templates)?;
        let lot = PaperLot::new(&typesetter, &papers.written);
        let Some((index, now)) = lot.with_most_words(&words) else { return Ok(None) };
        let Ok(printed) = lot.printed(index) else { return Ok(None) };
        let written = &papers.written[index];
        let (mut number, mut day, mut others) = (None, None, Vec::new());
        for place in compare::places(&words, &now) {
            match filled(&words, &now, &place) {
                Some((BlankKind::Number, value)) if number.is_none() => number = Some(value),
                Some((BlankKind::Day, value)) if day.is_none() => day = Some(value),
                _ => others.push(place),
            }
        }
        let mut added = Vec::new();
        for (page, overlay) in overlays(pdf) {
            match over_blank(&overlay, page, &printed.blanks) {
                Some(BlankKind::Number) if number.is_none() => number = digits(&overlay.text),
                Some(BlankKind::Day) if day.is_none() => day = digits(&overlay.text),
                _ => added.push(told(page, &overlay)),
            }
        }
        let (differences, more_differences) =
            differences::listed(&counted, &papers, written, (&words, &now), &others);
        Ok(Some(ReturnedPaper {
            paper: written.file.clone(),
            kind: written.kind.to_owned(),
            title: written.document.title.clone(),
            original_sha256: sha256(&printed.pdf),
            number,
            day,
            added,
            differences,
            more_differences,
        }))
    })?;
    Ok(found.unwrap_or_default())
}

/// What was written into a blank of the letterhead: digits where nothing stood, behind “Số:” or
/// between “ngày” and “tháng” of the first page.
fn filled(
    words: &[PaperWord],
    now: &[PaperWord],
    place: &DifferingPlace,
) -> Option<(BlankKind, String)> {
    let value = match &words[place.signed.clone()] {
        [only] if place.now.is_empty() && only.page == 1 => digits(&only.text)?,
        _ => return None,
    };
    let before: Vec<&str> =
        now[..place.now.start].iter().rev().map(|word| word.text.as_str()).take(2).collect();
    let after = now.get(place.now.start).map(|word| word.text.as_str());
    match (before.as_slice(), after) {
        ([":", "Số"], Some("/")) => Some((BlankKind::Number, value)),
        (["ngày", ..], Some("tháng")) => Some((BlankKind::Day, value)),
        _ => None,
    }
}

/// A text that consists of digits.
fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit());
    plain.then(|| text.to_owned())
}

/// What lies over the pages, with the number of the page.
fn overlays(pdf: &[u8]) -> Vec<(usize, Overlay)> {
    let file = PdfFile::from_bytes(pdf).ok();
    let pages = file.as_ref().and_then(|file| file.pages().ok()).unwrap_or_default();
    let pages = (1..).zip(pages);
    pages
        .flat_map(|(number, page)| page.overlays().into_iter().map(move |one| (number, one)))
        .collect()
}

/// The blank on which digits lie.
fn over_blank(overlay: &Overlay, page: usize, blanks: &[BlankSpot]) -> Option<BlankKind> {
    digits(&overlay.text)?;
    let [left, bottom, right, top] = overlay.rectangle;
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
    let points = |hundredths: i32| f64::from(hundredths) / 100.0 * 72.0 / 25.4;
    let over = |blank: &&BlankSpot| {
        // Programs put a number where they please: anywhere near the blank.
        const NEAR: f64 = 12.0;
        blank.page == page
            && (points(blank.left) - NEAR..points(blank.right) + NEAR).contains(&x)
            && (points(blank.base) - NEAR..points(blank.base) + NEAR + NEAR).contains(&y)
    };
    blanks.iter().find(over).map(|blank| blank.kind)
}

/// Says what lies over a page (Vietnamese).
fn told(page: usize, overlay: &Overlay) -> String {
    let kind =
        if overlay.is_signature { "hình chữ ký" } else { "dòng chữ, dấu hoặc ghi chú" };
    let text: String = overlay.text.chars().filter(|sign| !sign.is_control()).take(60).collect();
    match text.trim() {
        "" => format!("{kind} trên trang {page}"),
        text => format!("{kind} “{text}” trên trang {page}"),
    }
}

impl PaperLot<'_> {
    /// Returns the paper that has most of these words, with its own words as they are seen. Of a
    /// draft and its paper, the paper is taken.
    pub(super) fn with_most_words(&self, words: &[PaperWord]) -> Option<(usize, Vec<PaperWord>)> {
        let printed = |index: usize| Some((index, text::seen(&self.printed(index).ok()?.pdf)?));
        let likely = (0..self.written.len())
            .filter_map(printed)
            .filter(|(_, now)| !compare::are_strangers(words, now));
        likely.max_by_key(|(index, now)| {
            let draft = self.written[*index].document.draft;
            (compare::common(words, now), !draft, usize::MAX - index)
        })
    }
}
