//! Looks up the headings of a sheet, each once, and tells what a column means by the headings that
//! stand over it above each other.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use careful_spreadsheet::{Value, Worksheet};

use super::field::ListField;
use super::label::Label;
use super::vocabulary::Vocabulary;
use super::words::HeadingWords;
use super::{ListColumn, ListHeader};
use crate::finding::CellRef;

/// The headings of a sheet, each looked up once.
pub(super) struct HeadingLexicon<'a> {
    sheet: &'a Worksheet,
    vocabulary: &'a Vocabulary,
    known: BTreeMap<CellRef, Option<HeadingCell>>,
}

/// A cell with words, and the fields that they mean.
#[derive(Debug, Clone)]
struct HeadingCell {
    words: HeadingWords,
    exactly: Option<Label>,
    /// Looked up only where a header is likely, since it costs more.
    nearly: OnceCell<Option<Label>>,
}

impl HeadingCell {
    fn label(&self, known: &Vocabulary) -> Option<Label> {
        self.exactly.or_else(|| *self.nearly.get_or_init(|| Label::nearly(known, &self.words)))
    }
}

/// One of the headings over a column.
struct HeadingLevel {
    at: CellRef,
    words: HeadingWords,
    label: Option<Label>,
    /// Whether the cell stands in this column, and is not merged over it from another.
    own: bool,
    /// Whether the cell is merged over no other column.
    narrow: bool,
}

/// Words that mean something only together with the headings above them.
const NAME_OF: [&str; 4] = ["ten", "ho ten", "ho va ten", "ten goi"];
const POINTS_OF: [&str; 6] =
    ["diem", "so diem", "diem trung binh", "trung binh", "diem cham", "diem dat"];

const NUMBER_OF: [&str; 5] = ["so", "so hieu", "so ky hieu", "so quyet dinh", "quyet dinh"];
const DAY_OF: [&str; 6] =
    ["ngay", "ngay cap", "ngay ban hanh", "ngay ky", "ngay thang", "ngay thang nam"];

impl<'a> HeadingLexicon<'a> {
    /// Makes ready to look up the headings of a sheet.
    pub(super) fn new(sheet: &'a Worksheet, vocabulary: &'a Vocabulary) -> Self {
        Self { sheet, vocabulary, known: BTreeMap::new() }
    }

    /// Counts the different fields that the cells of a row name.
    pub(super) fn known_in(&mut self, row: u32) -> usize {
        let cells: Vec<CellRef> = self.sheet.row(row).map(|(at, _)| at).collect();
        let exactly =
            |at| self.heading(at).and_then(|heading| heading.exactly).and_then(|label| label.field);
        let mut fields: Vec<ListField> =
            cells.into_iter().filter_map(exactly).filter(|field| !field.is_aside()).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    }

    /// The heading in a cell; `None` where the cell holds no words.
    fn heading(&mut self, at: CellRef) -> Option<&HeadingCell> {
        let (sheet, vocabulary) = (self.sheet, self.vocabulary);
        let read = || {
            let words = vocabulary.words(sheet.cell(at)?.text()?)?;
            Some(HeadingCell {
                exactly: Label::exactly(vocabulary, &words),
                words,
                nearly: OnceCell::new(),
            })
        };
        self.known.entry(at).or_insert_with(read).as_ref()
    }

    /// Reads `height` rows from `top` on as a header; `None` where one of those below `top` holds
    /// values.
    pub(super) fn header(&mut self, top: u32, height: u32) -> Option<ListHeader> {
        let bottom = top + height - 1;
        if (top + 1..=bottom).any(|row| holds_values(self.sheet, row)) {
            return None;
        }
        let sheet = self.sheet;
        let mut used: Vec<u32> =
            (top..=bottom).flat_map(|row| sheet.row(row).map(|(at, _)| at.column)).collect();
        used.sort_unstable();
        used.dedup();
        let mut header =
            ListHeader { top, body: bottom + 1, end: u32::MAX, ..ListHeader::default() };
        for column in used {
            let levels = self.levels(top, bottom, column);
            let Some(lowest) = levels.iter().rfind(|level| level.own).map(|level| level.at) else {
                continue;
            };
            let (at, label) = meaning(&levels).unwrap_or((lowest, None));
            let found = |label: Option<Label>| ListColumn {
                index: column,
                heading: at,
                weak: label.is_some_and(|label| label.weak),
                doubt: label.map(|label| label.doubt).unwrap_or_default(),
            };
            match label.and_then(|known| known.field) {
                Some(field) => header.columns.entry(field).or_default().push(found(label)),
                // A column that is known and not read cannot be a missing field, and is kept apart.
                None if label.is_none() => header.others.push(found(None)),
                None => header.unread.push(found(label)),
            }
        }
        for columns in header.columns.values_mut() {
            columns.sort_by_key(|column| (column.rank(), column.index));
        }
        Some(header)
    }

    /// The headings over a column from the top down, each once.
    fn levels(&mut self, top: u32, bottom: u32, column: u32) -> Vec<HeadingLevel> {
        let mut levels: Vec<HeadingLevel> = Vec::new();
        for row in top..=bottom {
            let Some((at, _)) = self.sheet.merged(CellRef::new(row, column)) else { continue };
            if at.row < top || levels.last().is_some_and(|last| last.at == at) {
                continue;
            }
            let vocabulary = self.vocabulary;
            let narrow = self.sheet.merge_at(at).is_none_or(|merge| merge.last.column == at.column);
            let Some(heading) = self.heading(at) else { continue };
            let (words, label) = (heading.words.clone(), heading.label(vocabulary));
            levels.push(HeadingLevel { at, words, label, own: at.column == column, narrow });
        }
        levels
    }
}

/// What the headings over a column mean together, with the cell that decides; `None` where they
/// mean nothing.
fn meaning(levels: &[HeadingLevel]) -> Option<(CellRef, Option<Label>)> {
    let (lowest, above) = levels.split_last()?;
    let is = |known: &[&str]| known.iter().any(|words| lowest.words.are(words));
    let above_means = |wanted: &[ListField]| {
        let levels = above.iter().rev();
        levels
            .filter_map(|level| level.label)
            .find(|label| label.field.is_some_and(|field| wanted.contains(&field)))
    };
    if !lowest.own {
        return None;
    }
    let property = above.iter().filter_map(|level| level.label).find(|label| label.property);
    let past = property.is_some_and(|label| label.past)
        || property.is_none() && above_means(&[ListField::OldDecision]).is_some();
    if let Some(field) = past.then(|| of_the_past(lowest)).flatten() {
        return Some((lowest.at, Some(Label::sure(field, false))));
    }
    if let Some(property) = property {
        return Some((lowest.at, Some(property)));
    }
    let named = [ListField::Product, ListField::Owner, ListField::Representative, ListField::Set];
    let completed = if is(&NAME_OF) {
        above_means(&named)
    } else if is(&POINTS_OF) {
        above_means(&ListField::PARTS)
    } else {
        None
    };
    if let Some(label) = completed {
        return Some((lowest.at, Some(label)));
    }
    // A text under the heading of one column may be a note on it: the heading above counts then.
    let mut own =
        levels.iter().rev().filter(|level| level.own && (level.narrow || level.at == lowest.at));
    if let Some(found) = own.find_map(|level| Some((level.at, Some(level.label?)))) {
        return Some(found);
    }
    // Columns under a heading over several columns are not read where that heading is not, as
    // `TV1`, `TV2` under the points of the members, nor are `3 sao`, `4 sao` with a cross, under
    // the star.
    let band = above.iter().rev().find_map(|level| level.label).filter(|label| {
        label.field.is_none()
            || label.field == Some(ListField::Star)
                && lowest.words.outer.iter().any(|word| word == "sao")
    });
    band.map(|label| (lowest.at, Some(Label { field: None, ..label })))
}

/// What a column holds under a heading about what the product was recognised as before:
/// `Kết quả đã đạt` over `Hạng sao | Số QĐ | Ngày`; `None` where it is nothing that is read.
fn of_the_past(lowest: &HeadingLevel) -> Option<ListField> {
    let is = |known: &[&str]| known.iter().any(|words| lowest.words.are(words));
    if is(&NUMBER_OF) {
        return Some(ListField::OldDecision);
    }
    if is(&DAY_OF) {
        return Some(ListField::OldDay);
    }
    match lowest.label?.field? {
        ListField::Star => Some(ListField::OldStar),
        field @ (ListField::OldStar
        | ListField::OldDecision
        | ListField::OldDay
        | ListField::ValidTo) => Some(field),
        _ => None,
    }
}

/// Whether a row holds what no header holds: fractions, dates, errors, or a number above 40, which
/// counts no column.
fn holds_values(sheet: &Worksheet, row: u32) -> bool {
    sheet.row(row).any(|(_, cell)| match &cell.value {
        Value::Number(number) => !number.is_integer() || *number > rust_decimal::Decimal::from(40),
        Value::Text(_) => false,
        _ => true,
    })
}
