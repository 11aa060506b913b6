//! A ballot as it was read: marks, sums, what is blank, each with its cell.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::finding::{CellRef, Place};
use crate::forms::Sourced;
use crate::forms::spelling::{owner_key, product_key};

/// What one member gave one product in one session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ballot {
    /// Index of the member in `round.toml`.
    pub member: usize,
    /// Whether it bears the name of who replaces the member in this session, and not the member's
    /// own.
    #[serde(skip)]
    pub by_substitute: bool,
    /// Whether it is a cell of a summary that the office lets stand in for the member's ballot.
    #[serde(skip)]
    pub from_summary: bool,
    /// Number of the session.
    pub session: u8,
    /// Product set of the sheet.
    pub set: Option<Sourced<String>>,
    /// Name of the product set in the act whose criteria the rows are; `None` where the table's own
    /// structure was followed.
    #[serde(skip)]
    pub criteria_of: Option<String>,
    /// Product, as the ballot writes it.
    pub product: Sourced<String>,
    /// The product as its list writes it, where the ballot's words were recognised; else what the
    /// ballot writes.
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
    /// Why the product was not scored.
    pub reason: Option<Sourced<String>>,
    /// Criteria without a mark.
    pub blanks: Vec<Blank>,
    /// Whether a cell could not be read, so that nothing can be counted.
    pub unreadable: bool,
    /// Where its marks stand, for the second count: one line of cells a table. None for what stands
    /// in a summary.
    #[serde(skip)]
    pub lines: Vec<MarkLine>,
}

/// The cells of a sheet that hold one ballot's marks: a column from one row to another, or a row
/// from one column to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkLine {
    /// The first and the last cell.
    pub first: Place,
    /// The last cell.
    pub last: CellRef,
    /// Cells between them that hold something else than a mark, a part or the total: group sums,
    /// remarks, column numbers.
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
    /// Number of the criterion as printed; not unique in some sets.
    pub criterion: String,
    /// Index of the part the criterion stands under.
    pub part: usize,
    /// The mark. In a form of options it stands where the option is ticked.
    pub mark: Sourced<Decimal>,
    /// What it was made of; `None` where it is typed as a number in its own cell.
    #[serde(skip)]
    pub source: Option<Box<MarkSource>>,
}

/// What a mark was made of that is no typed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkSource {
    /// An option was ticked; its points stand here, as a number or in words.
    Option {
        /// The cell with the points.
        points_at: Place,
    },
    /// Pieces of the criterion add up.
    Sum(Vec<Place>),
}

impl Ballot {
    /// The member's total, from the marks where there are any, else from the part totals, else as
    /// typed.
    ///
    /// Marks are what a member gives; sums are arithmetic, and are redone here. `None` when the
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

    /// Whether two ballots are of one member, session and product.
    pub(in crate::forms) fn is_about_the_same(&self, other: &Self) -> bool {
        let about = |ballot: &Self| (ballot.session, ballot.member, product_key(&ballot.name));
        about(self) == about(other)
    }

    /// Whether both are of one member, session and product, and have different criteria of one set.
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

    /// Takes the other half in.
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

    /// How many criteria the ballot's sheet has.
    #[must_use]
    pub fn criteria(&self) -> usize {
        self.marks.len() + self.blanks.len()
    }

    /// The mark of a criterion by its place in the sheet.
    #[must_use]
    pub fn mark_at(&self, position: usize) -> Option<Decimal> {
        self.marks.iter().find(|mark| mark.position == position).map(|mark| mark.mark.value)
    }

    /// Sum of the marks under one part; `None` when the ballot has no marks there.
    #[must_use]
    pub fn part_sum(&self, part: usize) -> Option<Decimal> {
        let mut marks = self.marks.iter().filter(|mark| mark.part == part).peekable();
        marks.peek()?;
        Some(marks.map(|mark| mark.mark.value).sum())
    }

    /// Every cell that the score is made of.
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
