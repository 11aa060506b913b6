//! Gives rows their roles by the product set whose criteria they are.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::groups::{stands_before_a_group, states_sum};
use super::{BallotRowReader, MarkRow, RowRole};
use crate::criteria::Criterion;
use crate::forms::ballot::criteria::{CriteriaLexicon, RowClues};

/// The rows of a table after those of its criteria were found.
struct AssignedRows<'a> {
    /// Index of the product set.
    set: usize,
    criteria: &'a [Criterion],
    clues: &'a [RowClues],
    /// The criterion of each row, by its index in the set.
    of: Vec<Option<usize>>,
    /// The columns of marks that do not hold the maxima.
    marks: Vec<u32>,
}

impl AssignedRows<'_> {
    /// The criterion that the row of this index names once more, though another row has it; only
    /// for rows that hold marks.
    fn named_again(&self, index: usize) -> Option<usize> {
        if self.is_option_of_its_name(index) {
            return None;
        }
        let mut taken = self.of.iter().flatten().copied();
        taken.find(|position| self.means(index, *position)).filter(|_| self.clues[index].used)
    }

    /// Whether the row of this index begins with a box or bullet and says in full the name of the
    /// criterion above it, as an option may: `☒ Đại diện pháp luật của chủ thể là nữ`.
    fn is_option_of_its_name(&self, index: usize) -> bool {
        let row = &self.clues[index];
        let above = self.of[..index].iter().rev().flatten().next();
        let names = |position: &usize| row.called.criteria.contains(&(self.set, *position));
        row.numeral.bullet && row.called.exactly && above.is_some_and(names)
    }

    /// Whether the row of this index stands right below a criterion and above its options: a note,
    /// though a criterion of another set may be called so (`Chất lượng: Có nét riêng …`).
    fn is_note(&self, index: usize) -> bool {
        let criterion = |index: usize| self.of.get(index).copied().flatten();
        index > 0 && criterion(index - 1).is_some() && criterion(index + 1).is_none()
    }

    /// Whether the row of this index means a criterion that another row has.
    fn means(&self, index: usize, position: usize) -> bool {
        let row = &self.clues[index];
        let named = row.called.exactly && row.called.criteria.contains(&(self.set, position));
        let numbered = row.numeral.may_be(&self.criteria[position].code);
        // A number that is not the criterion's, `12` for 3.3, means the same criterion where both
        // rows have it.
        let is_twin = || {
            let first = self.of.iter().position(|place| *place == Some(position));
            first.is_some_and(|first| self.clues[first].numeral == row.numeral)
        };
        named && (numbered || row.numeral.codes.is_empty() || is_twin()) || numbered && !row.named
    }

    /// Whether the row of this index states the maximum of the group that begins with the criterion
    /// `next`: the head of a group states the sum of its criteria's maxima, while an option has no
    /// more points than the criterion above it.
    fn states_group(&self, index: usize, next: Option<usize>) -> bool {
        let max = self.clues[index].max;
        let above = self.of[..index].iter().rev().flatten().next();
        let above = above.map(|position| Decimal::from(self.criteria[*position].max));
        let above_has_all = || index > 0 && self.clues[index - 1].max == above;
        next.is_some_and(|next| states_sum(self.criteria, next, max))
            && (max > above || max == above && above_has_all())
    }
}

impl BallotRowReader<'_, '_> {
    /// Writes into `rows` which of them are criteria of a product set. `set` is the index of the
    /// set in the lexicon; `clues` has what each row tells, in the order of the rows.
    ///
    /// Rows of no known role that name a criterion again, or head a group, get that role too,
    /// unless their words say that they add up. A row that heads a group by the name of its first
    /// criterion loses this name in `clues`, so that the criterion itself gets it.
    pub(super) fn by_set(
        &self,
        lexicon: &CriteriaLexicon<'_>,
        set: usize,
        clues: &mut [RowClues],
        rows: &mut [MarkRow],
    ) {
        let criteria = &lexicon.set(set).criteria;
        for index in self.groups_of_one_name(lexicon, set, clues, rows) {
            rows[index].role = RowRole::Group;
            clues[index].called = Rc::default();
        }
        let of = lexicon.assign(set, clues);
        for (row, position) in rows.iter_mut().zip(&of) {
            let Some(position) = *position else { continue };
            row.role = RowRole::Criterion { position, part: criteria[position].part };
        }
        let marks = self.not_maxima(criteria, &of);
        let assigned = AssignedRows { set, criteria, clues, of, marks };
        for index in 0..rows.len() {
            if rows[index].role != RowRole::Unknown || self.sums_up(&rows[index]) {
                continue;
            }
            if let Some(position) = assigned.named_again(index) {
                rows[index].role = RowRole::Again(position);
            } else if self.heads_a_group(lexicon, &assigned, rows, index) {
                rows[index].role = RowRole::Group;
            }
        }
    }

    /// Whether a row heads a group: by its number, by a criterion's name without marks beside it,
    /// or by standing right above the first criterion of a group.
    fn heads_a_group(
        &self,
        lexicon: &CriteriaLexicon<'_>,
        assigned: &AssignedRows<'_>,
        rows: &[MarkRow],
        index: usize,
    ) -> bool {
        let row = &assigned.clues[index];
        self.stands_at_a_group(assigned, rows, index)
            || !row.used
                && row.called.exactly
                && row.numeral.codes.is_empty()
                && !assigned.is_option_of_its_name(index)
                && !assigned.is_note(index)
            || lexicon.heads_a_group(assigned.set, &row.numeral)
    }

    /// Whether a row stands right above the first criterion of a group, and is not the last of the
    /// options of the criterion above it.
    fn stands_at_a_group(
        &self,
        assigned: &AssignedRows<'_>,
        rows: &[MarkRow],
        index: usize,
    ) -> bool {
        let counts = |row: &&MarkRow| row.role != RowRole::Repeated;
        let above = rows[..index].iter().rev().find(counts);
        let above = above.filter(|row| row.role == RowRole::Unknown && !self.sums_up(row));
        let below = (index + 1..rows.len()).find(|below| counts(&&rows[*below]));
        let next = below.and_then(|below| assigned.of[below]);
        // A row below other rows that are no criteria may be the last of the options.
        let may_be_option =
            above.is_some_and(|above| !above.numeral.small || rows[index].numeral.small);
        let is_dotted = assigned.clues[index].numeral.codes.iter().any(|code| code.contains('.'));
        (assigned.states_group(index, next) || !may_be_option)
            && stands_before_a_group(assigned.criteria, next)
            && !is_dotted
            && below.is_some_and(|below| {
                self.is_whole(&assigned.marks, rows[index].row, rows[below].row)
            })
    }
}
