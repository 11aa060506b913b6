//! The columns of the summary sheet.

use super::formula;
use super::look::pixels;

/// Headings and widths of the columns before the sessions.
pub(super) const IDENTITY: [(&str, u16); 5] =
    [("TT", 5), ("Tên sản phẩm", 26), ("Chủ thể", 24), ("Địa phương", 16), ("Bộ sản phẩm", 18)];
const IDENTITY_COLUMNS: u16 = 5;

/// How many columns are repeated on every page.
pub(super) const REPEATED: u16 = 2;

/// What is counted in a session. Each has two columns: the formula, and the value of the program.
pub(super) const COUNTED: [&str; 5] =
    ["Tổng điểm", "Số phiếu", "Trung bình", "Chênh lệch", "Hạng sao"];
const COUNTED_COLUMNS: u16 = 10;

/// What follows from all sessions, also in two columns each.
pub(super) const RESULT: [&str; 3] =
    ["Lần chấm chính thức", "Điểm TB làm tròn", "Hạng sao theo điểm"];
const RESULT_COLUMNS: u16 = 6;

/// Widths of columns: a member's total, one column of a pair, the outcome, the check, the scratch
/// column.
const MEMBER_WIDTH: u16 = 6;
const PAIR_WIDTH: u16 = 6;
pub(super) const OUTCOME_WIDTH: u16 = 26;
const CHECK_WIDTH: u16 = 9;
const SCRATCH_WIDTH: u16 = 18;

/// The columns of the summary sheet, from the left: identity, sessions, result, outcome, check,
/// scratch column.
#[derive(Debug, Clone, Copy)]
pub(super) struct SummaryColumns {
    /// How many members the council has.
    pub(super) members: u16,
    /// How many sessions have ballots.
    pub(super) sessions: u16,
}

impl SummaryColumns {
    /// Returns the first column of a session, which is that of its first member.
    pub(super) fn session(self, index: u16) -> u16 {
        IDENTITY_COLUMNS + index * (self.members + COUNTED_COLUMNS)
    }

    /// Returns the range of the members' totals of a session in a row, e.g. `F7:N7`.
    pub(super) fn totals(self, index: u16, row: u32) -> String {
        formula::range((row, self.session(index)), (row, self.counted(index, 0) - 1))
    }

    /// Returns the formula column of a count of a session; the program's value stands in the next
    /// column.
    pub(super) fn counted(self, index: u16, which: u16) -> u16 {
        self.session(index) + self.members + 2 * which
    }

    /// Returns the formula column of a result; the program's value stands in the next column.
    pub(super) fn result(self, which: u16) -> u16 {
        self.session(self.sessions) + 2 * which
    }

    /// Returns the column of the outcome.
    pub(super) fn outcome(self) -> u16 {
        self.session(self.sessions) + RESULT_COLUMNS
    }

    /// Returns the column of the check.
    pub(super) fn check(self) -> u16 {
        self.outcome() + 1
    }

    /// Returns the column into which anyone may write.
    pub(super) fn scratch(self) -> u16 {
        self.outcome() + 2
    }

    /// Returns the first and last column of one of the three places to sign (`index` from 0). They
    /// stand side by side on the page with the results.
    pub(super) fn signature(self, index: u16) -> (u16, u16) {
        let first = self.session(self.sessions.saturating_sub(1));
        let third = (self.scratch() - first) / 3;
        let end = if index == 2 { self.check() } else { first + (index + 1) * third - 1 };
        (first + index * third, end)
    }

    /// Yields every column with its width.
    pub(super) fn widths(self) -> impl Iterator<Item = (u16, u16)> {
        let session = std::iter::repeat_n(MEMBER_WIDTH, self.members.into())
            .chain(std::iter::repeat_n(PAIR_WIDTH, COUNTED_COLUMNS.into()));
        let sessions = std::iter::repeat_n(session, self.sessions.into()).flatten();
        let rest = std::iter::repeat_n(PAIR_WIDTH, RESULT_COLUMNS.into());
        let rest = rest.chain([OUTCOME_WIDTH, CHECK_WIDTH, SCRATCH_WIDTH]);
        (0..).zip(IDENTITY.map(|(_, width)| width).into_iter().chain(sessions).chain(rest))
    }

    /// Returns the columns at which pages after the first begin: each session has a page, and the
    /// result stands on the last.
    pub(super) fn pages(self) -> Vec<u16> {
        (1..self.sessions).map(|index| self.session(index)).collect()
    }

    /// Returns the last column of the first page.
    pub(super) fn first_page_end(self) -> u16 {
        self.pages().first().map_or_else(|| self.check(), |start| start - 1)
    }

    /// Returns the width of the widest page, in pixels.
    pub(super) fn widest_page(self) -> u32 {
        let wide = |from: u16, to: u16| -> u32 {
            let within = self.widths().filter(|(column, _)| (from..to).contains(column));
            within.map(|(_, width)| pixels(width)).sum()
        };
        let starts = std::iter::once(0).chain(self.pages());
        let ends = self.pages().into_iter().chain([self.scratch()]);
        let page = |(start, end)| wide(start, end) + if start == 0 { 0 } else { wide(0, REPEATED) };
        starts.zip(ends).map(page).max().unwrap_or(0)
    }
}
