//! Which row of a session's sheet holds what: a block a product, a line a criterion.

use rust_decimal::Decimal;

use super::formula;
use crate::forms::Ballot;
use crate::tally::{ProductResult, SessionResult};

/// Column of the first member; before it stand the product's number, the part and the criterion.
pub(super) const FIRST_MEMBER: u16 = 3;

/// First row under the headings.
pub(super) const FIRST_ROW: u32 = 5;

/// The rows of one session's sheet.
pub(super) struct Grid<'a> {
    /// Number of the session.
    pub(super) session: u8,
    /// The products with ballots, from top to bottom.
    pub(super) blocks: Vec<ProductBlock<'a>>,
}

/// The rows of one product.
pub(super) struct ProductBlock<'a> {
    /// Index among the products that came before the council.
    pub(super) product: usize,
    /// What the council gave it.
    pub(super) result: &'a SessionResult<'a>,
    /// Row of its heading.
    pub(super) top: u32,
    /// What the rows under the heading hold.
    pub(super) lines: Vec<BallotRow<'a>>,
    /// Whether a row of remarks follows them. It does where there are no lines, so that a sum never
    /// stands over itself.
    pub(super) remarks: bool,
}

/// What a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BallotRow<'a> {
    /// Marks. The number of a criterion is not unique in some sets, so it is counted how often it
    /// came before.
    Mark { part: usize, criterion: &'a str, earlier: usize },
    /// A part total, from ballots without marks.
    Part(usize),
    /// A total, from ballots with neither.
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

    /// Name of the sheet.
    pub(super) fn sheet(&self) -> String {
        format!("Lần {}", self.session)
    }

    /// The rows of a product; `None` when it has no ballot in this session.
    pub(super) fn block(&self, product: usize) -> Option<&ProductBlock<'a>> {
        let found = self.blocks.binary_search_by_key(&product, |block| block.product);
        found.ok().map(|index| &self.blocks[index])
    }

    /// The cell with a member's total, as another sheet refers to it.
    pub(super) fn total_cell(&self, block: &ProductBlock<'_>, member: u16) -> String {
        format!("'{}'!{}", self.sheet(), formula::cell(block.total_row(), FIRST_MEMBER + member))
    }
}

impl<'a> ProductBlock<'a> {
    /// The rows with what was typed.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, BallotRow<'a>)> {
        (self.top + 1..).zip(self.lines.iter().copied())
    }

    /// Row after the last line: of remarks, or of the totals where there are none.
    pub(super) fn after_lines(&self) -> u32 {
        (self.top + 1..).zip(&self.lines).last().map_or(self.top + 1, |(row, _)| row + 1)
    }

    /// Row of remarks.
    pub(super) fn remarks_row(&self) -> Option<u32> {
        self.remarks.then(|| self.after_lines())
    }

    /// Row of the members' totals.
    pub(super) fn total_row(&self) -> u32 {
        self.after_lines() + u32::from(self.remarks)
    }
}

/// What of a ballot is added up, as typed: its marks, else its three part totals, else its total.
pub(super) fn typed(ballot: &Ballot) -> Vec<(BallotRow<'_>, Decimal)> {
    let mut typed = Vec::new();
    for mark in &ballot.marks {
        let criterion = (mark.part, mark.criterion.as_str());
        let same = |line: &BallotRow<'_>| matches!(line, BallotRow::Mark { part, criterion: number, .. } if (*part, *number) == criterion);
        let earlier = typed.iter().filter(|(line, _)| same(line)).count();
        typed.push((
            BallotRow::Mark { part: mark.part, criterion: &mark.criterion, earlier },
            mark.mark.value,
        ));
    }
    if !typed.is_empty() {
        return typed;
    }
    let parts = (0..)
        .zip(&ballot.parts)
        .filter_map(|(part, sum)| Some((BallotRow::Part(part), sum.as_ref()?.value)));
    typed.extend(parts);
    match &ballot.total {
        Some(total) if typed.len() < ballot.parts.len() => vec![(BallotRow::Total, total.value)],
        _ => typed,
    }
}

/// Marks a ballot that has something typed but cannot be added up.
pub(super) const INCOMPLETE: &str = "Chưa đủ điểm";

/// Why a ballot has no total.
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

/// The lines of all ballots: marks by part, in the order of the fullest ballot, then part totals,
/// then the total.
fn lines<'a>(ballots: &[&'a Ballot]) -> Vec<BallotRow<'a>> {
    let mut all: Vec<_> = ballots.iter().map(|ballot| typed(ballot)).collect();
    all.sort_by_key(|typed| std::cmp::Reverse(typed.len()));
    let mut lines: Vec<BallotRow<'a>> = Vec::new();
    for (line, _) in all.into_iter().flatten() {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.sort_by_key(|line| match line {
        BallotRow::Mark { part, .. } => (0, *part),
        BallotRow::Part(part) => (1, *part),
        BallotRow::Total => (2, 0),
    });
    lines
}
