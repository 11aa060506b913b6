//! A paper that comes back from another program, which signed it, gave it a number and perhaps wrote
//! the whole file anew: compared with the paper that was handed out by what is seen on both.
//!
//! Nothing here proves who signed. It tells whether the paper that came back says what was handed
//! out, and what was added.

use pdf_signature::{Overlay, Page, PdfFile};
use time::Date;

use super::compare;
use super::differences;
use super::layout::{self, LayoutDifferences};
use super::lot::PaperLot;
use super::pictures;
use super::proof::WordDifference;
use super::text::{self, PaperWord};
use crate::counting;
use crate::fingerprint::sha256;
use crate::job::{Job, RunFault};
use crate::signing::{self, GivenNumber};
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
    /// The date that this day gives in the month that the paper prints; `None` when it is none.
    pub date: Option<Date>,
    /// The places that were left blank at which nothing stands.
    pub empty: Vec<BlankKind>,
    /// What else was laid over the pages or drawn on them, in words (Vietnamese).
    pub added: Vec<String>,
    /// What else keeps it from saying the same (Vietnamese): words that are painted over, a page more
    /// or less, one that is cut or turned, a day that is none.
    pub wrong: Vec<String>,
    /// Where the words differ otherwise, from top to bottom; at most [`super::Proof::MOST`].
    pub differences: Vec<WordDifference>,
    /// How many further places differ.
    pub more_differences: usize,
}

impl ReturnedPaper {
    /// Tells whether all words are those that were handed out, but for number and day.
    #[must_use]
    pub fn says_the_same(&self) -> bool {
        self.differences.is_empty() && self.wrong.is_empty()
    }

    /// Returns number and day as the page shows them.
    #[must_use]
    pub fn given(&self) -> GivenNumber {
        GivenNumber {
            read_number: self.number.as_ref().and_then(|number| number.parse().ok()),
            read_date: self.date,
            empty: self.empty.clone(),
            ..GivenNumber::default()
        }
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
        let papers = super::papers_of(&counted)?;
        let typesetter = Typesetter::new(counted.templates)?;
        let lot = PaperLot::new(&typesetter, &papers.written);
        let Some((index, now)) = lot.with_most_words(&words) else { return Ok(None) };
        let Ok(printed) = lot.printed(index) else { return Ok(None) };
        let written = &papers.written[index];
        // Programs put number and day where they please, anywhere near the blanks; what is read there
        // is not compared.
        let areas: Vec<_> = printed.blanks.iter().map(area).collect();
        let Some((words, found)) = text::seen_and_digits(pdf, &areas) else { return Ok(None) };
        let read = |kind: BlankKind| {
            let mut read = printed.blanks.iter().zip(&found);
            let read = read.find(|(blank, digits)| blank.kind == kind && !digits.is_empty());
            read.map(|(_, digits)| digits.clone())
        };
        let (mut number, mut day) = (read(BlankKind::Number), read(BlankKind::Day));
        let others = compare::places(&words, &now);
        let LayoutDifferences { mut wrong, mut added, mut places } =
            layout::differences(pdf, &printed.pdf);
        let mut drawn = places.clone();
        wrong.extend(painted_over(pdf, &printed.pdf));
        wrong.extend(active(pdf));
        for (page, overlay) in overlays(pdf, pages_of(&printed.pdf)) {
            places.push((page, overlay.rectangle));
            match over_blank(&overlay, page, &printed.blanks) {
                _ if !overlay.is_certain => {
                    let what = "mỗi phần mềm vẽ một khác, có thể phủ cả trang";
                    wrong.push(format!("{}: {what}", told(page, &overlay)));
                }
                Some(BlankKind::Number) if number.is_none() => number = digits(&overlay.text),
                Some(BlankKind::Day) if day.is_none() => day = digits(&overlay.text),
                _ if overlay.is_signature || overlay.over.is_empty() => {
                    added.push(told(page, &overlay));
                }
                _ => wrong.push(told(page, &overlay)),
            }
        }
        // What is there and cannot be read is not empty.
        let is_empty = |blank: &&BlankSpot| {
            let read = if blank.kind == BlankKind::Number { &number } else { &day };
            let is_met = |(page, place): &(usize, [f64; 4])| {
                *page == blank.page && layout::meet(area(blank), *place)
            };
            read.is_none() && !places.iter().any(is_met)
        };
        let empty = printed.blanks.iter().filter(is_empty).map(|blank| blank.kind).collect();
        let (differences, more_differences) =
            differences::listed(&counted, &papers, written, (&words, &now), &others);
        wrong.extend(impossible(number.as_deref(), day.as_deref(), written.date));
        if wrong.is_empty() && differences.is_empty() {
            drawn.extend(printed.blanks.iter().map(|blank| (blank.page, area(blank))));
            wrong.extend(pictures::differences(pdf, &printed.pdf, &drawn));
        }
        Ok(Some(ReturnedPaper {
            paper: written.file.clone(),
            kind: written.kind.to_owned(),
            title: written.document.title.clone(),
            original_sha256: sha256(&printed.pdf),
            number,
            date: day.as_ref().and_then(|day| written.date.replace_day(day.parse().ok()?).ok()),
            day,
            empty,
            added,
            wrong,
            differences,
            more_differences,
        }))
    })?;
    Ok(found.unwrap_or_default())
}

/// Says which words of a file are painted over that are not on the paper that was handed out
/// (Vietnamese). Pages that it has more are wrong as they are.
fn painted_over(pdf: &[u8], handed_out: &[u8]) -> Vec<String> {
    const MOST: usize = 60;
    let hidden = |pdf: &[u8], most: usize| -> Vec<Vec<String>> {
        let file = PdfFile::from_bytes(pdf).ok();
        let pages = file.as_ref().and_then(|file| file.pages().ok()).unwrap_or_default();
        pages.iter().take(most).map(Page::painted_over).collect()
    };
    let before = hidden(handed_out, usize::MAX);
    let pages = (1..).zip(hidden(pdf, before.len()));
    let told = pages.filter(|(number, lines)| {
        !lines.is_empty() && before.get(number - 1).is_none_or(|before| before != lines)
    });
    let told = told.map(|(number, lines)| {
        let words: String = lines.join(" ").chars().take(MOST).collect();
        format!("trang {number}: có mảng màu hoặc hình phủ lên chữ “{}”", words.trim())
    });
    told.collect()
}

/// Says what a file does by itself (Vietnamese).
fn active(pdf: &[u8]) -> Vec<String> {
    let done = PdfFile::from_bytes(pdf).map(|file| file.activities()).unwrap_or_default();
    done.into_iter().map(|one| format!("tệp {}", signing::activity(one))).collect()
}

/// Says which of number and day on a file cannot be (Vietnamese). `printed` is a day of the month
/// that the paper prints.
fn impossible(number: Option<&str>, day: Option<&str>, printed: Date) -> Vec<String> {
    const HIGHEST: u32 = 99_999;
    let mut wrong = Vec::new();
    if let Some(number) = number
        && !number.parse().is_ok_and(|number: u32| (1..=HIGHEST).contains(&number))
    {
        wrong.push(format!("số {number} không phải là số văn bản"));
    }
    let is_day = |day: &str| day.parse().is_ok_and(|day| printed.replace_day(day).is_ok());
    if let Some(day) = day.filter(|day| !is_day(day)) {
        let (month, year) = (u8::from(printed.month()), printed.year());
        wrong.push(format!("ngày {day} không có trong tháng {month:02}/{year}"));
    }
    wrong
}

/// Where digits are taken for what was filled into a blank: around it, in points.
pub(super) fn area(blank: &BlankSpot) -> [f64; 4] {
    const BESIDE: f64 = 6.0;
    const BELOW: f64 = 8.0;
    const ABOVE: f64 = 24.0;
    let points = |hundredths: i32| f64::from(hundredths) / 100.0 * 72.0 / 25.4;
    let base = points(blank.base);
    [points(blank.left) - BESIDE, base - BELOW, points(blank.right) + BESIDE, base + ABOVE]
}

/// A text that consists of digits.
fn digits(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = !text.is_empty() && text.chars().all(|sign| sign.is_ascii_digit());
    plain.then(|| text.to_owned())
}

/// How many pages a file has.
fn pages_of(pdf: &[u8]) -> usize {
    PdfFile::from_bytes(pdf).ok().and_then(|file| Some(file.pages().ok()?.len())).unwrap_or(0)
}

/// What lies over the first pages, with the number of the page.
fn overlays(pdf: &[u8], most: usize) -> Vec<(usize, Overlay)> {
    let file = PdfFile::from_bytes(pdf).ok();
    let pages = file.as_ref().and_then(|file| file.pages().ok()).unwrap_or_default();
    let pages = (1..=most).zip(pages);
    pages
        .flat_map(|(number, page)| page.overlays().into_iter().map(move |one| (number, one)))
        .collect()
}

/// The blank on which digits lie.
fn over_blank(overlay: &Overlay, page: usize, blanks: &[BlankSpot]) -> Option<BlankKind> {
    digits(&overlay.text)?;
    let [left, bottom, right, top] = overlay.rectangle;
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(bottom, top));
    let over = |blank: &&BlankSpot| {
        let [left, bottom, right, top] = area(blank);
        blank.page == page && (left..right).contains(&x) && (bottom..top).contains(&y)
    };
    blanks.iter().find(over).map(|blank| blank.kind)
}

/// Says what lies over a page (Vietnamese).
fn told(page: usize, overlay: &Overlay) -> String {
    let kind =
        if overlay.is_signature { "hình chữ ký" } else { "dòng chữ, dấu hoặc ghi chú" };
    // A font that does not tell what its letters are says nothing.
    let is_read = !overlay.text.contains('\u{FFFD}');
    let text = overlay.text.chars().filter(|sign| is_read && !sign.is_control());
    let text: String = text.take(60).collect();
    let what = match text.trim() {
        "" => format!("{kind} trên trang {page}"),
        text => format!("{kind} “{text}” trên trang {page}"),
    };
    let over: String = overlay.over.join(" ").chars().take(60).collect();
    match over.trim() {
        "" => what,
        over => format!("{what}, nằm trên chữ “{over}”"),
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
