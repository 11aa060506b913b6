//! Gives rows the roles that their words alone decide: repeated headings, heads of parts, remarks.

use careful_spreadsheet::{Cell, text};

use super::{BallotRowReader, MarkRow, RowRole};
use crate::criteria::PARTS;
use crate::forms::ballot::criteria::CriteriaLexicon;
use crate::forms::ballot::layout;

impl BallotRowReader<'_, '_> {
    /// The role that the words of a row give it before criteria are sought; `None` where they leave
    /// it open.
    pub(super) fn by_words(
        &self,
        lexicon: &CriteriaLexicon<'_>,
        line: &MarkRow,
    ) -> Option<RowRole> {
        if layout::is_numbering(self.frame, line.row)
            && !self.frame.own(line.row, self.frame.criterion).is_some_and(is_words)
            || self.repeats_headings(line.row)
        {
            return Some(RowRole::Repeated);
        }
        if line.name.is_empty() && line.numeral.is_nothing() {
            return Some(RowRole::Unknown);
        }
        let rows = &self.words.rows;
        let bare = line.said.bare.as_str();
        if rows.carried.within(bare) && bare.split(' ').count() <= 8 {
            return Some(RowRole::Repeated);
        }
        if let Some(part) = self.part_head(lexicon, line) {
            return Some(RowRole::Part(part));
        }
        let numbered = line.numeral.codes.iter().any(|code| code.contains('.'));
        if !numbered {
            if rows.reason.start(bare).is_some() {
                return Some(RowRole::Reason);
            }
            if rows.average.start(bare).is_some()
                || rows.star.start(bare).is_some()
                || rows.remark.start(bare).is_some()
            {
                return Some(RowRole::Remark);
            }
        }
        let labels =
            [&self.words.labels.member, &self.words.labels.session, &self.words.labels.date];
        let is_label =
            line.name.contains(':') && labels.iter().any(|labels| labels.start(bare).is_some());
        (is_label || self.words.titles.ballot.within(bare)).then_some(RowRole::Remark)
    }

    /// Whether the row repeats the headings, as on a new page.
    fn repeats_headings(&self, row: u32) -> bool {
        let (first, last) = self.frame.columns;
        let mut cells = self
            .frame
            .view
            .row(row)
            .filter(|(at, _)| (first..=last).contains(&at.column))
            .peekable();
        let same = |column: u32, cell: &Cell| {
            let heading =
                |head: u32| self.frame.seen(head, column).and_then(Cell::text).map(text::fold);
            let typed = cell.text().map(text::fold);
            typed.is_some() && self.layout.head.iter().any(|head| heading(*head) == typed)
        };
        let mut count = 0;
        cells.peek().is_some()
            && cells.all(|(at, cell)| {
                count += 1;
                same(at.column, cell)
            })
            && (count >= 2
                || self.layout.head.len() > 1
                    && self.frame.own(row, self.frame.criterion).is_none())
    }

    /// The part that a row heads by `A`, `Phần B`, `II. Khả năng tiếp thị`, or by the title of the
    /// part alone.
    fn part_head(&self, lexicon: &CriteriaLexicon<'_>, line: &MarkRow) -> Option<usize> {
        if self.sums_up(line) {
            return None;
        }
        let own = line.said.comparable.as_str();
        let title = |part: usize| {
            let title = lexicon.titles[part].as_str();
            own == title
                || own
                    .strip_prefix("phan ")
                    .is_some_and(|rest| rest.ends_with(title) && rest.len() <= title.len() + 4)
        };
        let titled = (0..PARTS.len()).find(|part| title(*part));
        let letter = line
            .numeral
            .letter
            .or_else(|| letter_of(&line.said.bare))
            .filter(|part| *part < PARTS.len());
        let roman = line.numeral.roman.filter(|part| *part < PARTS.len());
        let dotted = line.numeral.codes.iter().any(|code| code.contains('.'));
        match (letter, roman, titled) {
            (Some(letter), _, _) => Some(letter),
            (None, Some(roman), Some(titled)) => Some(titled).filter(|_| roman < PARTS.len()),
            (None, Some(roman), None) if !self.has_letters() && !self.numbers_below(line) => {
                Some(roman)
            }
            (None, None, Some(titled)) if !dotted => Some(titled),
            _ => None,
        }
    }

    /// Whether the next number begins with that of this row, so that the row heads a group: `I`
    /// over `I.1`.
    fn numbers_below(&self, line: &MarkRow) -> bool {
        const AROUND: [char; 6] = ['(', ')', '[', ']', ' ', '.'];
        let shown = |row: &u32| {
            self.layout.number.and_then(|number| self.frame.own(*row, number)).map(Cell::shown)
        };
        let next = self
            .layout
            .body
            .iter()
            .filter(|row| **row > line.row)
            .find_map(shown)
            .unwrap_or_default();
        let rest = next
            .trim_matches(AROUND)
            .strip_prefix(line.shown.trim_matches(AROUND))
            .unwrap_or_default();
        rest.starts_with('.')
    }

    /// Whether letters head the parts of the table, so that Roman numbers head groups.
    fn has_letters(&self) -> bool {
        let rows = self.layout.body.iter();
        rows.filter(|row| {
            let (numeral, name) = layout::number_and_name(self.frame, self.layout.number, **row);
            numeral.letter.is_some() || letter_of(&text::bare(&name)).is_some()
        })
        .count()
            >= 2
    }
}

/// Whether a cell holds more than one letter.
fn is_words(cell: &Cell) -> bool {
    cell.text().is_some_and(|typed| typed.chars().filter(|sign| sign.is_alphabetic()).count() > 1)
}

/// The part that words name as `phần A` or `phần I`.
fn letter_of(bare: &str) -> Option<usize> {
    let rest = bare.strip_prefix("phan ")?;
    let word = rest.split([' ', '-']).next()?;
    ["a", "b", "c"]
        .iter()
        .position(|letter| *letter == word)
        .or_else(|| ["i", "ii", "iii"].iter().position(|roman| *roman == word))
}
