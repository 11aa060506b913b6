//! The record of a ballot as it was read: marks, sums and blanks, each with its cell.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::finding::{CellRef, Place};
use crate::forms::Sourced;
use crate::forms::spelling::{owner_key, product_key};

/// The ballot (phiếu chấm điểm) of one member for one product in one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// Index of the member in `round.toml`.
    pub member: usize,
    /// Whether it bears the name of the person who replaces the member in this session.
    #[serde(skip)]
    pub by_substitute: bool,
    /// Whether it was made from a cell of a summary, which the office allows where the member's own
    /// ballot is missing (`[rules.ballots] summary`).
    #[serde(skip)]
    pub from_summary: bool,
    /// Number of the session.
    pub session: u8,
    /// Product set, as the sheet writes it.
    pub set: Option<Sourced<String>>,
    /// The product set whose criteria the rows are; `None` where the rows are the criteria of no
    /// set, and were counted by the numbers and parts of the table itself.
    #[serde(skip)]
    pub criteria_of: Option<CriteriaOf>,
    /// Product, as the ballot writes it.
    pub product: Sourced<String>,
    /// Product as its list writes it, where the ballot's words name one of a list; else as the
    /// ballot writes it.
    #[serde(skip)]
    pub name: String,
    /// Owner, as the ballot writes it.
    pub owner: Option<Sourced<String>>,
    /// Marks by criterion, in the order of the criteria.
    pub marks: Vec<Mark>,
    /// Part totals as they stand in the file.
    pub parts: [Option<Sourced<Decimal>>; 3],
    /// Total as it stands in the file.
    pub total: Option<Sourced<Decimal>>,
    /// Why the member did not score the product, as the ballot says.
    pub reason: Option<Sourced<String>>,
    /// Criteria without a mark.
    pub blanks: Vec<Blank>,
    /// Whether a cell could not be read, so that the ballot must not be counted. That was told.
    pub unreadable: bool,
    /// Where its marks stand, for the second count: one run of cells a table. Empty for what stands
    /// in a summary of products by members.
    #[serde(skip)]
    pub lines: Vec<MarkLine>,
}

/// The product set whose criteria the rows of a ballot are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriteriaOf {
    /// Id of its act.
    pub act: String,
    /// Its name in the act.
    pub set: String,
}

/// The run of cells that holds the marks of one ballot in a table: a piece of a column, or of a row
/// where products stand in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkLine {
    /// The first cell.
    pub first: Place,
    /// The last cell.
    pub last: CellRef,
    /// Cells between them that hold anything else than a mark, a part total or the total: sums of
    /// groups, remarks, column numbers.
    pub aside: Vec<CellRef>,
}

/// A criterion without a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Blank {
    /// Index of the criterion in its product set, or among those of the sheet where the set is not
    /// known.
    pub position: usize,
    /// Number and name of the criterion, as printed.
    pub criterion: String,
    /// Its cell.
    pub place: Place,
}

/// One mark (điểm) of a ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Index of the criterion in its product set, or among those of the sheet where the set is not
    /// known.
    pub position: usize,
    /// Number of the criterion as printed; some product sets have a number twice.
    pub criterion: String,
    /// Index of the part under which the criterion stands: 0 is A.
    pub part: usize,
    /// The mark. On a form with options, its place is the cell of the tick.
    pub mark: Sourced<Decimal>,
    /// What it was made of; `None` where it was typed as a number in its own cell.
    #[serde(skip)]
    pub source: Option<Box<MarkSource>>,
}

/// What a mark was made of that was not typed as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkSource {
    /// An option was ticked, whose points stand in this cell, as a number or in words.
    Option {
        /// The cell with the points.
        points_at: Place,
    },
    /// The points of several pieces of the criterion, in these cells, were added up.
    Sum(Vec<Place>),
}

impl Ballot {
    /// The member's total: the sum of the marks where there are any, else of the part totals where
    /// all three are there, else the total as typed.
    ///
    /// Marks are what a member gives; sums are arithmetic, and are done again here. `None` when the
    /// product was not scored or a cell could not be read.
    #[must_use]
    pub fn score(&self) -> Option<Decimal> {
        if self.unreadable {
            return None;
        }
        if !self.marks.is_empty() {
            return Some(self.marks.iter().map(|mark| mark.mark.value).sum());
        }
        let parts: Option<Decimal> =
            self.parts.iter().map(|part| part.as_ref().map(|part| part.value)).sum();
        parts.or_else(|| self.total.as_ref().map(|total| total.value))
    }

    /// Whether both ballots are of the same member, session and product.
    pub(in crate::forms) fn is_about_the_same(&self, other: &Self) -> bool {
        let about = |ballot: &Self| (ballot.session, ballot.member, product_key(&ballot.name));
        about(self) == about(other)
    }

    /// Whether the other ballot may be the second half of this one: of the same member, session and
    /// product, with other criteria of the same product set.
    pub(super) fn is_other_half(&self, other: &Self) -> bool {
        let owner = |ballot: &Self| ballot.owner.as_ref().map(|owner| owner_key(&owner.value));
        let same_owner =
            owner(self).is_none() || owner(other).is_none() || owner(self) == owner(other);
        let has = |position: usize| {
            let marks = self.marks.iter().map(|mark| mark.position);
            marks.chain(self.blanks.iter().map(|blank| blank.position)).any(|own| own == position)
        };
        self.is_about_the_same(other)
            && same_owner
            && self.criteria_of.is_some()
            && self.criteria_of == other.criteria_of
            && other.criteria() > 0
            && !other.marks.iter().map(|mark| mark.position).any(has)
            && !other.blanks.iter().map(|blank| blank.position).any(has)
    }

    /// Adds the second half of the ballot to this one.
    pub(super) fn join(&mut self, other: Self) {
        self.marks.extend(other.marks);
        self.marks.sort_by_key(|mark| mark.position);
        self.blanks.extend(other.blanks);
        self.blanks.sort_by_key(|blank| blank.position);
        for (own, part) in self.parts.iter_mut().zip(other.parts) {
            *own = own.take().or(part);
        }
        self.total = self.total.take().or(other.total);
        self.reason = self.reason.take().or(other.reason);
        self.unreadable |= other.unreadable;
        self.lines.extend(other.lines);
    }

    /// How many criteria the ballot has, with a mark or without.
    #[must_use]
    pub fn criteria(&self) -> usize {
        self.marks.len() + self.blanks.len()
    }

    /// The mark of the criterion of this index; `None` where it is blank.
    #[must_use]
    pub fn mark_at(&self, position: usize) -> Option<Decimal> {
        self.marks.iter().find(|mark| mark.position == position).map(|mark| mark.mark.value)
    }

    /// The sum of the marks under one part (0 is A); `None` when there is no mark.
    #[must_use]
    pub fn part_sum(&self, part: usize) -> Option<Decimal> {
        let mut marks = self.marks.iter().filter(|mark| mark.part == part).peekable();
        marks.peek()?;
        Some(marks.map(|mark| mark.mark.value).sum())
    }

    /// The member's points under one part (0 is A): the sum of the marks where there are any, else
    /// the part total as typed. `None` when there is neither, or a cell could not be read.
    #[must_use]
    pub fn part_score(&self, part: usize) -> Option<Decimal> {
        if self.unreadable {
            return None;
        }
        if !self.marks.is_empty() {
            return self.part_sum(part);
        }
        self.parts.get(part)?.as_ref().map(|part| part.value)
    }

    /// The cells from which [`Ballot::part_score`] is made.
    pub fn part_sources(&self, part: usize) -> impl Iterator<Item = &Place> {
        let marks = self.marks.iter().filter(move |mark| mark.part == part);
        let typed = self.parts.get(part).and_then(Option::as_ref);
        let typed = typed.filter(|_| self.marks.is_empty());
        marks.map(|mark| &mark.mark.place).chain(typed.map(|part| &part.place))
    }

    /// The cells from which [`Ballot::score`] is made.
    pub fn sources(&self) -> impl Iterator<Item = &Place> {
        let parts = self.parts.iter().flatten().filter(|_| self.marks.is_empty());
        let total = self
            .total
            .iter()
            .filter(|_| self.marks.is_empty() && self.parts.iter().any(Option::is_none));
        self.marks
            .iter()
            .map(|mark| &mark.mark.place)
            .chain(parts.chain(total).map(|part| &part.place))
    }
}
