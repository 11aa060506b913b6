//! The rows of a session's sheet: a block of rows for each product, a row for each criterion.

use rust_decimal::Decimal;

use super::formula;
use crate::forms::Ballot;
use crate::tally::{ProductResult, SessionResult};

/// Column of the first member. The columns before it hold the number of the product, the part and
/// the criterion.
pub(super) const FIRST_MEMBER: u16 = 3;

/// First row below the headings.
pub(super) const FIRST_ROW: u32 = 5;

/// The rows of one session's sheet.
pub(super) struct Grid<'a> {
    /// Number of the session.
    pub(super) session: u8,
    /// The products with ballots, from top to bottom.
    pub(super) blocks: Vec<ProductBlock<'a>>,
}

/// The rows of one product in a session's sheet.
pub(super) struct ProductBlock<'a> {
    /// Index of the product among those that came before the council.
    pub(super) product: usize,
    /// The ballots for the product in this session.
    pub(super) result: &'a SessionResult<'a>,
    /// Row of the block's heading.
    pub(super) top: u32,
    /// The rows below the heading.
    pub(super) lines: Vec<SheetBallotRow<'a>>,
    /// Whether a row of remarks follows. There is always one when the block has no other rows, so
    /// that no sum refers to itself.
    pub(super) remarks: bool,
}

/// What a row of a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SheetBallotRow<'a> {
    /// The marks for a criterion. Some product sets use the number of a criterion more than once;
    /// `earlier` says how often it came before.
    Mark { part: usize, criterion: &'a str, earlier: usize },
    /// The totals of a part, from ballots that give no marks.
    Part(usize),
    /// The totals, from ballots that give neither marks nor part totals.
    Total,
}

impl<'a> Grid<'a> {
    /// Lays out the products that have ballots in this session.
    pub(super) fn of(session: u8, products: &[&'a ProductResult<'a>]) -> Self {
        let mut blocks: Vec<ProductBlock<'a>> = Vec::new();
        for (product, result) in products.iter().enumerate() {
            let Some(result) = result.sessions.iter().find(|result| result.session == session)
            else {
                continue;
            };
            let ballots: Vec<_> = result.ballots().collect();
            if ballots.is_empty() {
                continue;
            }
            let top = blocks.last().map_or(FIRST_ROW, |block| block.total_row() + 1);
            let lines = lines(&ballots);
            let remarks = lines.is_empty() || ballots.iter().any(|ballot| remark(ballot).is_some());
            blocks.push(ProductBlock { product, result, top, lines, remarks });
        }
        Self { session, blocks }
    }

    /// Returns the name of the sheet.
    pub(super) fn sheet(&self) -> String {
        format!("Lần {}", self.session)
    }

    /// Returns the rows of a product; `None` when it has no ballot in this session.
    pub(super) fn block(&self, product: usize) -> Option<&ProductBlock<'a>> {
        let found = self.blocks.binary_search_by_key(&product, |block| block.product);
        found.ok().map(|index| &self.blocks[index])
    }

    /// Returns the reference to a member's total, for formulas of other sheets.
    pub(super) fn total_cell(&self, block: &ProductBlock<'_>, member: u16) -> String {
        format!("'{}'!{}", self.sheet(), formula::cell(block.total_row(), FIRST_MEMBER + member))
    }
}

impl<'a> ProductBlock<'a> {
    /// Yields the rows with typed numbers: index and content.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, SheetBallotRow<'a>)> {
        (self.top + 1..).zip(self.lines.iter().copied())
    }

    /// Returns the row after the typed ones: that of the remarks, or of the totals when there are
    /// no remarks.
    pub(super) fn after_lines(&self) -> u32 {
        (self.top + 1..).zip(&self.lines).last().map_or(self.top + 1, |(row, _)| row + 1)
    }

    /// Returns the row of the remarks; `None` when there is none.
    pub(super) fn remarks_row(&self) -> Option<u32> {
        self.remarks.then(|| self.after_lines())
    }

    /// Returns the row of the members' totals.
    pub(super) fn total_row(&self) -> u32 {
        self.after_lines() + u32::from(self.remarks)
    }
}

/// Returns the numbers of a ballot that are added up, as typed: its marks, else its three part
/// totals, else its total.
pub(super) fn typed(ballot: &Ballot) -> Vec<(SheetBallotRow<'_>, Decimal)> {
    let mut typed = Vec::new();
    for mark in &ballot.marks {
        let criterion = (mark.part, mark.criterion.as_str());
        let same = |line: &SheetBallotRow<'_>| matches!(line, SheetBallotRow::Mark { part, criterion: number, .. } if (*part, *number) == criterion);
        let earlier = typed.iter().filter(|(line, _)| same(line)).count();
        typed.push((
            SheetBallotRow::Mark { part: mark.part, criterion: &mark.criterion, earlier },
            mark.mark.value,
        ));
    }
    if !typed.is_empty() {
        return typed;
    }
    let parts = (0..)
        .zip(&ballot.parts)
        .filter_map(|(part, sum)| Some((SheetBallotRow::Part(part), sum.as_ref()?.value)));
    typed.extend(parts);
    match &ballot.total {
        Some(total) if typed.len() < ballot.parts.len() => {
            vec![(SheetBallotRow::Total, total.value)]
        }
        _ => typed,
    }
}

/// Remark on a ballot with some numbers that do not make a total.
pub(super) const INCOMPLETE: &str = "Chưa đủ điểm";

/// Returns why a ballot has no total; `None` when it has one, or when the ballot gives no reason.
pub(super) fn remark(ballot: &Ballot) -> Option<&str> {
    if ballot.score().is_some() {
        return None;
    }
    let begun = ballot.unreadable || !typed(ballot).is_empty();
    if begun {
        Some(INCOMPLETE)
    } else {
        ballot.reason.as_ref().map(|reason| reason.value.as_str())
    }
}

/// Returns the rows of all ballots: marks by part in the order of the fullest ballot, then part
/// totals, then the total.
fn lines<'a>(ballots: &[&'a Ballot]) -> Vec<SheetBallotRow<'a>> {
    let mut all: Vec<_> = ballots.iter().map(|ballot| typed(ballot)).collect();
    all.sort_by_key(|typed| std::cmp::Reverse(typed.len()));
    let mut lines: Vec<SheetBallotRow<'a>> = Vec::new();
    for (line, _) in all.into_iter().flatten() {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.sort_by_key(|line| match line {
        SheetBallotRow::Mark { part, .. } => (0, *part),
        SheetBallotRow::Part(part) => (1, *part),
        SheetBallotRow::Total => (2, 0),
    });
    lines
}
