//! What every column of a table of marks holds, by the words of its headings; `table.rs` then lets
//! the values of the columns decide what the words leave open.

pub(super) mod fill;
pub(super) mod options;

use careful_spreadsheet::{Cell, text};
use rust_decimal::Decimal;

use super::frame::Frame;
use super::layout::Layout;
use super::people::People;
use super::products::{BallotProductName, ListedProducts};
use super::rows::{BallotRows, RowRole};
use super::words::BallotWords;
use crate::criteria::ProductSet;
use crate::forms::Sourced;

/// A column of a table of marks, with what it holds.
#[derive(Debug, Clone)]
pub(super) struct BallotColumn {
    /// The column in the view of the table, from 0.
    pub(super) index: u32,
    /// The lowest heading that says what the column holds, with its cell.
    pub(super) heading: Sourced<String>,
    /// What the column holds.
    pub(super) role: ColumnRole,
    /// The owner whose name stands below that of the product.
    pub(super) owner: Option<Sourced<String>>,
}

/// What a column of a table of marks holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColumnRole {
    /// The most points of each criterion.
    Maximum,
    /// Marks of a product that a list names.
    Marks(BallotProductName),
    /// Marks of the only product of the sheet.
    MarksOfOnly,
    /// Marks of a product that no list names.
    MarksOfUnknown,
    /// Marks of one member (index in `round.toml`), in a summary.
    MarksOf(usize),
    /// Marks or maxima: which of the two, nobody can tell. It was told.
    Doubtful,
    /// Something known that is not read; the text names it, in Vietnamese.
    Unread(&'static str),
    /// A heading that nobody knows.
    Nothing,
}

impl ColumnRole {
    /// Whether marks stand in the column.
    pub(super) fn holds_marks(&self) -> bool {
        matches!(self, Self::Marks(_) | Self::MarksOfOnly | Self::MarksOfUnknown | Self::MarksOf(_))
    }
}

/// What the text of one heading over a column means.
enum HeadingMeaning {
    Product(BallotProductName),
    Member(usize),
    Maximum,
    Marks,
    Unread(&'static str),
    /// A label for a whole row or block of headings: `Tên sản phẩm` over the products, `Chủ thể`
    /// before the owners.
    Label,
    Other,
}

/// Reads the headings over the columns of a table.
pub(super) struct ColumnReader<'a, 'r> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) layout: &'a Layout,
    pub(super) words: &'r BallotWords,
    pub(super) people: &'a People<'r>,
}

impl ColumnReader<'_, '_> {
    /// Tells what every column holds, by the words over it alone.
    pub(super) fn by_words(&self, products: &mut ListedProducts<'_>) -> Vec<BallotColumn> {
        self.layout.columns.iter().filter_map(|index| self.column(*index, products)).collect()
    }

    fn column(&self, index: u32, products: &mut ListedProducts<'_>) -> Option<BallotColumn> {
        let mut named = None;
        let mut member = None;
        let mut role: Option<(ColumnRole, Sourced<String>)> = None;
        let mut owner = None;
        let mut other: Option<Sourced<String>> = None;
        let mut lowest = None;
        for (row, heading) in self.levels(index) {
            if self.is_set_row(row) {
                continue;
            }
            let meaning = self.meaning(&heading.value, products);
            lowest = Some(heading.clone());
            match meaning {
                HeadingMeaning::Product(product) => named = Some((product, heading)),
                HeadingMeaning::Member(index) => member = Some((index, heading)),
                HeadingMeaning::Maximum => role = Some((ColumnRole::Maximum, heading)),
                HeadingMeaning::Marks => role = Some((ColumnRole::MarksOfOnly, heading)),
                HeadingMeaning::Unread(what) => role = Some((ColumnRole::Unread(what), heading)),
                HeadingMeaning::Other if self.is_owner_row(row) => owner = Some(heading),
                // Below a product stands its owner. A heading over several columns is the name of
                // no product.
                HeadingMeaning::Other
                    if (named.is_some() || other.is_some()) && owner.is_none() =>
                {
                    owner = Some(heading);
                }
                HeadingMeaning::Other if !self.is_wide(row, index) => other = Some(heading),
                HeadingMeaning::Other | HeadingMeaning::Label => {}
            }
        }
        let column = |role, heading| Some(BallotColumn { index, heading, role, owner });
        match (role, named, member) {
            (Some((role @ (ColumnRole::Maximum | ColumnRole::Unread(_)), heading)), _, _) => {
                column(role, heading)
            }
            (_, Some((product, heading)), _) => column(ColumnRole::Marks(product), heading),
            (_, None, Some((index, heading))) => column(ColumnRole::MarksOf(index), heading),
            // `Điểm chấm` stands under a name that no list has.
            (Some((_, heading)), None, None) => match other {
                Some(name) => column(ColumnRole::MarksOfUnknown, name),
                None => column(ColumnRole::MarksOfOnly, heading),
            },
            (None, None, None) => {
                let heading = other.or(lowest).unwrap_or_else(|| self.unnamed(index));
                let role = if is_column_number(&heading.value) {
                    ColumnRole::Unread("số cột")
                } else {
                    ColumnRole::Nothing
                };
                column(role, heading)
            }
        }
    }

    /// The headings over a column from the top down, each once, with their rows.
    fn levels(&self, index: u32) -> Vec<(u32, Sourced<String>)> {
        let mut levels: Vec<(u32, Sourced<String>)> = Vec::new();
        for row in &self.layout.head {
            let Some((at, cell)) =
                self.frame.view.merged(crate::finding::CellRef::new(*row, index))
            else {
                continue;
            };
            let place = self.frame.place(at.row, at.column);
            let shown = cell.shown();
            if shown.is_empty() || levels.last().is_some_and(|(_, last)| last.place == place) {
                continue;
            }
            levels.push((*row, Sourced { value: shown, place }));
        }
        levels
    }

    /// Whether the heading of a column in this row is merged over other columns too.
    fn is_wide(&self, row: u32, index: u32) -> bool {
        let merge = self.frame.view.merge_at(crate::finding::CellRef::new(row, index));
        merge.is_some_and(|merge| merge.first.column < merge.last.column)
    }

    /// The empty heading of a column over which nothing stands.
    fn unnamed(&self, index: u32) -> Sourced<String> {
        let row = self.layout.head.last().copied().unwrap_or(self.frame.top);
        Sourced { value: String::new(), place: self.frame.place(row, index) }
    }

    /// The first text of a row of headings, without diacritics: it says what stands in the row.
    fn label_of_row(&self, row: u32) -> Option<String> {
        let from = self.frame.columns.0;
        let mut cells = self.frame.view.row(row).filter(|(at, _)| at.column >= from);
        cells.find_map(|(_, cell)| cell.text()).map(text::bare)
    }

    /// Whether the first text of a row of headings says that owners stand in the row.
    fn is_owner_row(&self, row: u32) -> bool {
        self.label_of_row(row).is_some_and(|bare| self.words.columns.owner.start(&bare).is_some())
    }

    /// Whether the first text of a row of headings says that product sets, or other data, stand in
    /// the row.
    fn is_set_row(&self, row: u32) -> bool {
        let says =
            |bare: String| self.words.labels.set.are(&bare) || self.words.columns.other.are(&bare);
        self.label_of_row(row).is_some_and(says)
    }

    /// What one heading means: the name of a product, that of a member, or known words.
    fn meaning(&self, typed: &str, products: &mut ListedProducts<'_>) -> HeadingMeaning {
        if let Some(product) = products.named(typed, &self.words.labels) {
            return HeadingMeaning::Product(product);
        }
        // In a form with products in rows, a member's name is the signature below.
        let may_be_member = !self.frame.turned || self.frame.members;
        if let Some(member) = self
            .people
            .named(None, typed)
            .map(|person| person.member)
            .or_else(|| self.people.beginning(typed))
            && may_be_member
        {
            return HeadingMeaning::Member(member);
        }
        match self.of_words(typed) {
            HeadingMeaning::Other => {
                // `Thành viên: Hà Trọng Hải`, in a summary.
                let within = || {
                    self.people
                        .within(None, typed)
                        .map(|person| person.member)
                        .filter(|_| self.frame.members)
                };
                within().map_or(HeadingMeaning::Other, HeadingMeaning::Member)
            }
            known => known,
        }
    }

    /// What a heading means by the words of `templates/words/ballots.toml`.
    fn of_words(&self, typed: &str) -> HeadingMeaning {
        let words = &self.words.columns;
        let outer = text::bare(typed.split(['(', '\n']).next().unwrap_or_default());
        let all = text::bare(typed);
        let bare = if outer.is_empty() { all.as_str() } else { outer.as_str() };
        if is_column_number(typed) {
            return HeadingMeaning::Label;
        }
        if bare.split(' ').count() > 8 {
            return HeadingMeaning::Other;
        }
        let short = ["diem", "so diem"].contains(&bare);
        let of = |meaning: fn(&Self, &str) -> Option<HeadingMeaning>| {
            meaning(self, if short { &all } else { bare })
        };
        let known = of(|reader, bare| {
            let words = &reader.words.columns;
            if words.self_score.within(bare) {
                return Some(HeadingMeaning::Unread("điểm tự chấm"));
            }
            if words.other_score.within(bare) {
                return Some(HeadingMeaning::Unread("điểm của nơi khác"));
            }
            if words.average.within(bare) {
                return Some(HeadingMeaning::Unread("điểm trung bình"));
            }
            (words.maximum.start(bare).is_some() || holds_maximum(bare))
                .then_some(HeadingMeaning::Maximum)
        });
        if let Some(known) = known {
            return known;
        }
        if words.choice.are(bare)
            || words.marks.are(bare)
            || words
                .marks
                .start(bare)
                .is_some_and(|start| start.starts_with("diem") || start.contains(' '))
        {
            return HeadingMeaning::Marks;
        }
        if words.evidence.within(bare) {
            return HeadingMeaning::Unread("minh chứng");
        }
        if words.remark.within(bare) {
            return HeadingMeaning::Unread("ghi chú");
        }
        if words.star.start(bare).is_some() {
            return HeadingMeaning::Unread("hạng sao");
        }
        if words.number.are(bare) || words.other.start(bare).is_some() {
            return HeadingMeaning::Unread("cột khác");
        }
        if self.words.rows.sum.are(bare) {
            return HeadingMeaning::Unread("dòng cộng");
        }
        if words.product.are(bare) || words.owner.are(bare) || words.criteria.are(bare) {
            return HeadingMeaning::Label;
        }
        HeadingMeaning::Other
    }
}

/// Whether a heading only counts the columns: `2`, `(2)`.
fn is_column_number(typed: &str) -> bool {
    let plain = typed.trim_matches(['(', ')', '[', ']', ' ', '.']);
    !plain.is_empty() && plain.len() <= 2 && plain.bytes().all(|byte| byte.is_ascii_digit())
}

fn holds_maximum(bare: &str) -> bool {
    super::words::holds(bare, "toi da")
}

/// Counts of the values in a column at criteria, parts, options and sums, compared with the most
/// points that each row may have.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct ColumnValues {
    /// Cells that hold a number.
    numbers: usize,
    /// Of these, the cells whose number is the maximum of their row.
    maxima: usize,
    /// Cells that hold anything else.
    others: usize,
    /// Rows of options with a tick or a number.
    chosen: usize,
    /// Rows of sums with a number.
    sums: usize,
}

impl ColumnValues {
    /// Counts the values of a column. The maximum of a row is that of the product set, else that
    /// which the column of maxima states; `part_max` has the most points of the parts, for tables
    /// without criteria.
    pub(super) fn of(
        frame: &Frame<'_>,
        rows: &BallotRows,
        words: &BallotWords,
        set: Option<&ProductSet>,
        part_max: [Decimal; 3],
        maximum: Option<u32>,
        column: u32,
    ) -> Self {
        let mut values = Self::default();
        for line in &rows.lines {
            let stated = || {
                maximum
                    .filter(|maximum| *maximum != column)
                    .and_then(|maximum| frame.own(line.row, maximum)?.amount())
            };
            let max = match line.role {
                RowRole::Criterion { position, .. } => {
                    let of_set = set.map(|set| set.criteria[position].max).or(line.known_max);
                    of_set.map(Decimal::from).or_else(stated)
                }
                RowRole::Part(part) | RowRole::Subtotal(part) if !rows.has_criteria => {
                    Some(part_max[part])
                }
                RowRole::Part(_) | RowRole::Subtotal(_) | RowRole::Total => {
                    values.sums +=
                        usize::from(frame.own(line.row, column).and_then(Cell::amount).is_some());
                    continue;
                }
                RowRole::Option { .. } => {
                    let signed = |cell: &Cell| {
                        cell.amount().is_some()
                            || cell.text().is_some_and(|typed| words.ticks(typed))
                    };
                    values.chosen += usize::from(frame.own(line.row, column).is_some_and(signed));
                    continue;
                }
                _ => continue,
            };
            let Some(cell) = frame.own(line.row, column) else { continue };
            match cell.amount() {
                Some(number) => {
                    values.numbers += 1;
                    values.maxima += usize::from(max == Some(number));
                }
                None => values.others += 1,
            }
        }
        values
    }

    /// Whether the column holds the maxima and nothing else.
    pub(super) fn are_maxima(self) -> bool {
        self.numbers >= 2 && self.maxima == self.numbers && self.others == 0
    }

    /// Whether the column holds anything.
    pub(super) fn are_any(self) -> bool {
        self.numbers + self.others + self.chosen + self.sums > 0
    }

    /// Whether the column holds any number or tick.
    pub(super) fn are_numbers(self) -> bool {
        self.numbers + self.chosen + self.sums > 0
    }
}
