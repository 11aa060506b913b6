//! What every row of a table of marks is: a criterion, an option, a part, a sum, a remark.

mod by_set;
mod by_structure;
mod by_words;
pub(super) mod groups;
mod heads;
mod options;
mod sums;

use std::rc::Rc;

use careful_spreadsheet::{Cell, Value, number as numbers};
use rust_decimal::Decimal;

use super::criteria::number::Numeral;
use super::criteria::{CriteriaLexicon, NameMeaning, RowClues};
use super::frame::Frame;
use super::layout::{self, Layout};
use super::words::BallotWords;
use crate::criteria::CriteriaPart;

/// What a row of a table of marks is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRole {
    /// A criterion, by its index in the product set (or in the table, where the set is not known),
    /// under this part.
    Criterion { position: usize, part: usize },
    /// A criterion that stands in an earlier row already.
    Again(usize),
    /// The head of a part (0 is A), with the part total if it holds one.
    Part(usize),
    /// The total of a part, below or above its criteria.
    Subtotal(usize),
    /// The total.
    Total,
    /// A row that heads a group of criteria, or adds one up.
    Group,
    /// An option, or a piece, of the criterion in row `of`, with the points that it states.
    Option { of: usize, points: Option<Decimal> },
    /// Why a product was not scored.
    Reason,
    /// Remarks, stars, averages, labels: nothing that counts.
    Remark,
    /// Headings, column numbers or sums repeated on a new page.
    Repeated,
    /// Nothing that is recognised.
    Unknown,
}

/// A row of a table of marks.
#[derive(Debug)]
pub(super) struct MarkRow {
    /// The row in the view of the table, from 0.
    pub(super) row: u32,
    /// What its number may mean.
    pub(super) numeral: Numeral,
    /// The number as it is shown in the column of numbers.
    pub(super) shown: String,
    /// The name without its number.
    pub(super) name: String,
    /// The criteria that the name may mean.
    pub(super) said: Rc<NameMeaning>,
    /// The most points of the criterion that the name means, where all product sets agree.
    pub(super) known_max: Option<u8>,
    /// What the row is.
    pub(super) role: RowRole,
}

/// All rows of a table of marks, from the top, each with its role.
#[derive(Debug)]
pub(super) struct BallotRows {
    /// The rows, from the top.
    pub(super) lines: Vec<MarkRow>,
    /// Index of the product set whose criteria they are; `None` where the numbers and parts of the
    /// table itself were followed.
    pub(super) set: Option<usize>,
    /// Whether there is any criterion.
    pub(super) has_criteria: bool,
    /// Whether there is any option or piece of a criterion.
    pub(super) has_options: bool,
}

/// Tells what every row of a table is.
pub(super) struct BallotRowReader<'a, 'r> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) layout: &'a Layout,
    /// The parts of the criteria.
    pub(super) parts: &'r [CriteriaPart; 3],
    pub(super) words: &'r BallotWords,
    /// The column of the maxima, where there is one.
    pub(super) maximum: Option<u32>,
    /// The columns that may hold marks.
    pub(super) marks: Vec<u32>,
}

impl BallotRowReader<'_, '_> {
    /// Reads the rows of the table. `expected` has the product sets whose criteria they most likely
    /// are.
    pub(super) fn read_rows(
        &self,
        lexicon: &mut CriteriaLexicon<'_>,
        expected: &[usize],
    ) -> BallotRows {
        let mut lines: Vec<MarkRow> =
            self.layout.body.iter().map(|row| self.line(lexicon, *row)).collect();
        for line in &mut lines {
            // The name of a criterion may begin like that of a remark:
            // `Loại hình tổ chức sản xuất`, `Kết luận …`.
            let is_criterion = line.said.exactly;
            if let Some(role) = self
                .by_words(lexicon, line)
                .filter(|role| !is_criterion || *role == RowRole::Repeated)
            {
                line.role = role;
            }
        }
        let mut clues: Vec<RowClues> = lines.iter().map(|line| self.clues(line)).collect();
        for (line, clues) in lines.iter_mut().zip(&clues) {
            line.known_max = lexicon.max_of(&clues.called);
        }
        let set = lexicon.set_of(&clues, expected);
        match set {
            Some(set) => self.by_set(lexicon, set, &mut clues, &mut lines),
            None => self.by_structure(&mut lines),
        }
        self.sums(&mut lines);
        self.options(&mut lines);
        let has_criteria = lines.iter().any(|line| matches!(line.role, RowRole::Criterion { .. }));
        let has_options = lines.iter().any(|line| matches!(line.role, RowRole::Option { .. }));
        BallotRows { lines, set, has_criteria, has_options }
    }

    fn line(&self, lexicon: &mut CriteriaLexicon<'_>, row: u32) -> MarkRow {
        let (numeral, name) = layout::number_and_name(self.frame, self.layout.number, row);
        let shown = self
            .layout
            .number
            .and_then(|column| self.frame.own(row, column))
            .map(Cell::shown)
            .unwrap_or_default();
        let said = lexicon.called(&name);
        MarkRow { row, numeral, shown, name, said, known_max: None, role: RowRole::Unknown }
    }

    /// What a row tells about its criterion; a row whose role is known already tells nothing.
    fn clues(&self, line: &MarkRow) -> RowClues {
        let open = matches!(line.role, RowRole::Unknown | RowRole::Group);
        RowClues {
            numeral: if open { line.numeral.clone() } else { Numeral::default() },
            called: if open { Rc::clone(&line.said) } else { Rc::default() },
            max: self.max_at(line.row),
            named: !line.name.is_empty(),
            used: self.is_used(line.row),
        }
    }

    /// The maximum that a row states in its column, or behind its name.
    fn max_at(&self, row: u32) -> Option<Decimal> {
        match &self.frame.own(row, self.maximum?)?.value {
            Value::Number(number) => Some(*number),
            // `0 - 3`, `từ 1 đến 3`: the upper end.
            Value::Text(typed) => {
                let upper = typed.rsplit(['-', '–', '÷', '/']).next().unwrap_or(typed);
                let upper = upper.rsplit("đến").next().unwrap_or(upper);
                numbers::parse(typed).or_else(|| numbers::parse(upper))
            }
            _ => None,
        }
    }

    /// Whether any column of marks holds something in this row.
    fn is_used(&self, row: u32) -> bool {
        self.marks.iter().any(|column| self.frame.own(row, *column).is_some())
    }

    /// Whether the words of a row say that it adds up.
    pub(super) fn sums_up(&self, line: &MarkRow) -> bool {
        self.words.bare_adds_up(&line.said.bare, &line.name)
    }

    /// The number of a cell, typed as one or with words.
    pub(super) fn number(&self, row: u32, column: u32) -> Option<Decimal> {
        self.frame.own(row, column)?.amount()
    }
}
