//! Reads what stands around a table: labels with their values and the title above it, dates and the
//! signature below.

use careful_spreadsheet::{Cell, Value, Worksheet, text};

use crate::finding::CellRef;
use crate::forms::Sourced;
use crate::forms::ballot::words::{BarePhrases, TitleWords};

/// The rows of a sheet around one of its tables.
#[derive(Debug, Clone, Copy)]
pub(in crate::forms::ballot) struct Around<'a> {
    pub(in crate::forms::ballot) sheet: &'a Worksheet,
    /// The words of titles, by which `Phiếu chấm: …` is not taken for a misspelt `Phiên chấm: …`.
    pub(in crate::forms::ballot) titles: &'a TitleWords,
    /// The first row of the headings of the sheet's first table.
    pub(in crate::forms::ballot) head: u32,
    /// The first row of the headings of this table.
    pub(in crate::forms::ballot) top: u32,
    /// The first and the last column of this table.
    pub(in crate::forms::ballot) columns: (u32, u32),
    /// The first row below this table.
    pub(in crate::forms::ballot) below: u32,
    /// The row at which the next table begins; [`u32::MAX`] where none follows.
    pub(in crate::forms::ballot) end: u32,
    /// The first row below the sheet's last table.
    pub(in crate::forms::ballot) foot: u32,
}

/// Longest text that may be a label or a title, in bytes.
const LONGEST: usize = 400;
/// Rows below a table that are searched for a signature and dates.
const SIGNATURE: usize = 40;

impl<'a> Around<'a> {
    /// The rows above the table, the nearest first.
    fn above(self) -> impl Iterator<Item = u32> {
        let rows: Vec<u32> = self.sheet.rows().take_while(|row| *row < self.top).collect();
        rows.into_iter().rev()
    }

    /// The rows below the table, down to the next table.
    pub(in crate::forms::ballot) fn below(self) -> impl Iterator<Item = u32> {
        let rows = self.sheet.rows().skip_while(move |row| *row < self.below);
        rows.take_while(move |row| *row < self.end).take(SIGNATURE)
    }

    /// The rows below the sheet's last table, where one signature may stand for all forms above.
    pub(in crate::forms::ballot) fn foot(self) -> impl Iterator<Item = u32> {
        self.sheet.rows().skip_while(move |row| *row < self.foot).take(SIGNATURE)
    }

    /// The texts above the table, each with its cell, the nearest row first.
    pub(in crate::forms::ballot) fn texts(self) -> impl Iterator<Item = (CellRef, &'a str)> {
        self.above().flat_map(move |row| self.sheet.row(row)).filter_map(|(at, cell)| {
            Some((at, cell.text().filter(|typed| typed.len() <= LONGEST)?))
        })
    }

    /// All values beside or behind one of these labels above the table, the nearest row first.
    /// Those over the columns of the table go before those of the whole sheet.
    pub(in crate::forms::ballot) fn labelled(self, labels: &BarePhrases) -> Vec<Sourced<String>> {
        let mut found = self.labelled_in(self.columns, labels);
        if found.is_empty() && self.columns != (0, u32::MAX) {
            found = self.labelled_in((0, u32::MAX), labels);
        }
        found
    }

    fn labelled_in(self, (first, last): (u32, u32), labels: &BarePhrases) -> Vec<Sourced<String>> {
        let mut found = Vec::new();
        for row in self.above() {
            let cells = self.sheet.row(row).filter(|(at, _)| (first..=last).contains(&at.column));
            let cells: Vec<(CellRef, &Cell)> = cells.collect();
            for (index, (at, cell)) in cells.iter().enumerate() {
                let Some(typed) = cell.text().filter(|typed| typed.len() <= LONGEST) else {
                    continue;
                };
                match label(typed, labels, self.titles) {
                    Labelled::Behind(value) => {
                        found.push(Sourced { value, place: self.sheet.place(*at) });
                    }
                    Labelled::Beside => found.extend(self.beside(&cells[index + 1..])),
                    Labelled::Not => {}
                }
            }
        }
        found
    }

    /// The nearest value beside or behind one of these labels above the table.
    pub(in crate::forms::ballot) fn first(self, labels: &BarePhrases) -> Option<Sourced<String>> {
        self.labelled(labels).into_iter().next()
    }

    /// The value in the next cell that holds more than dots; `None` where that is a label itself.
    fn beside(self, cells: &[(CellRef, &Cell)]) -> Option<Sourced<String>> {
        let (at, cell) = cells
            .iter()
            .find(|(_, cell)| !cell.shown().trim_matches([':', ' ', '.', '…']).is_empty())?;
        let is_label = cell.text().is_some_and(|typed| typed.trim_end().ends_with(':'));
        let value = cell.shown().trim_start_matches([':', ' ']).to_owned();
        (!is_label && !value.is_empty()).then(|| Sourced { value, place: self.sheet.place(*at) })
    }

    /// The dates around the table, the likeliest date of the scoring first: those above, below, at
    /// the foot of the sheet. Below another table those below go first, since those above may
    /// belong to the signature of that table.
    pub(in crate::forms::ballot) fn dates(self) -> impl Iterator<Item = DateAround> {
        let (above, below) = (self.above().collect::<Vec<_>>(), self.below().collect::<Vec<_>>());
        let rows = if self.top > self.head { [below, above] } else { [above, below] };
        self.dates_in(rows.concat().into_iter().chain(self.foot()))
    }

    /// The dates where a ballot is signed: below the table and at the foot of the sheet.
    pub(in crate::forms::ballot) fn signed(self) -> impl Iterator<Item = DateAround> {
        self.dates_in(self.below().chain(self.foot()))
    }

    fn dates_in(self, rows: impl Iterator<Item = u32>) -> impl Iterator<Item = DateAround> {
        let cells = rows.flat_map(move |row| self.sheet.row(row));
        cells.filter_map(move |(at, cell)| {
            let date = match &cell.value {
                Value::Date(date) => *date,
                Value::Text(typed) if typed.len() <= LONGEST => {
                    careful_spreadsheet::date::find(typed)?
                }
                _ => return None,
            };
            Some(DateAround {
                date,
                typed: Sourced { value: cell.shown(), place: self.sheet.place(at) },
            })
        })
    }
}

/// A date that stands near a table, with the text of its cell.
#[derive(Debug)]
pub(in crate::forms::ballot) struct DateAround {
    pub(in crate::forms::ballot) date: time::Date,
    /// The text of the cell in which it stands.
    pub(in crate::forms::ballot) typed: Sourced<String>,
}

/// What a text is as a label.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Labelled {
    /// The text is none of the labels.
    Not,
    /// Its value stands behind it in the same cell.
    Behind(String),
    /// Its value stands in another cell.
    Beside,
}

/// Whether a text is one of these labels, and where its value stands.
fn label(typed: &str, labels: &BarePhrases, titles: &TitleWords) -> Labelled {
    // `1. Bộ sản phẩm: …`
    let typed = crate::forms::ballot::criteria::number::leading(typed).1;
    let (name, behind) = match typed.split_once(':') {
        Some((name, behind)) => (name, Some(behind.trim_matches([' ', '.', '…', '_']))),
        None => (typed, None),
    };
    let bare = text::bare(name);
    let is_label = match (labels.start(&bare), behind) {
        // `Thành viên Hội đồng (ký): …`: up to four words may stand before the colon.
        (Some(known), Some(_)) => {
            bare[known.len()..].split(' ').filter(|word| !word.is_empty()).count() <= 4
        }
        (Some(known), None) => known.len() == bare.len(),
        (None, _) => {
            name.len() <= 40 && titles.ballot.start(&bare).is_none() && labels.nearly(&bare)
        }
    };
    match behind.filter(|behind| !behind.is_empty()) {
        _ if !is_label => Labelled::Not,
        Some(behind) => Labelled::Behind(behind.to_owned()),
        None => Labelled::Beside,
    }
}

#[cfg(test)]
mod tests {
    use super::{Labelled, label};
    use crate::forms::FormWords;

    #[test]
    fn a_label_has_its_value_behind_or_beside_it() {
        let words = FormWords::embedded().ballots;
        let member = |typed: &str| label(typed, &words.labels.member, &words.titles);
        assert_eq!(
            member("Thành viên Hội đồng: Hà Trọng Hải"),
            Labelled::Behind("Hà Trọng Hải".into())
        );
        assert_eq!(member("Họ và tên người chấm:"), Labelled::Beside);
        assert_eq!(member("Giám khảo"), Labelled::Beside);
        assert_eq!(member("Ông (bà): Lò Văn Chương"), Labelled::Behind("Lò Văn Chương".into()));
        assert_eq!(member("Thành viên Hội đồng đánh giá, phân hạng: ………"), Labelled::Beside);
        assert_eq!(member("Thành vien Hội dồng:"), Labelled::Beside, "a slip of the hand");
        for typed in ["Hội đồng đánh giá", "Sản phẩm: Chè", "Ghi chú: thành viên vắng"]
        {
            assert_eq!(member(typed), Labelled::Not, "{typed}");
        }
        assert_eq!(
            label("PHIẾU CHẤM: ÔNG LÒ VĂN CHƯƠNG", &words.labels.session, &words.titles),
            Labelled::Not
        );
    }
}
