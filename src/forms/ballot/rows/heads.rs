//! Finds rows that head a group of criteria by the name of its first criterion, and compares what
//! stands beside them.

use rust_decimal::Decimal;

use super::groups::{begins_a_group, group_of};
use super::{BallotRowReader, MarkRow, RowRole};
use crate::criteria::Criterion;
use crate::forms::ballot::criteria::{CriteriaLexicon, RowClues};

impl BallotRowReader<'_, '_> {
    /// The columns of marks, without those that hold the maxima of all criteria. `of` has the
    /// criterion of each row.
    pub(super) fn not_maxima(&self, criteria: &[Criterion], of: &[Option<usize>]) -> Vec<u32> {
        let assigned = || {
            of.iter()
                .enumerate()
                .filter_map(|(index, place)| Some((self.layout.body[index], (*place)?)))
        };
        let is_max = |column: u32| {
            assigned().all(|(row, place)| {
                self.number(row, column)
                    .is_some_and(|number| number == Decimal::from(criteria[place].max))
            })
        };
        self.marks.iter().copied().filter(|column| !is_max(*column)).collect()
    }

    /// Whether a row has a number for every product that has one in the row below, or for none.
    pub(super) fn is_whole(&self, columns: &[u32], row: u32, below: u32) -> bool {
        let has = |row: u32, column: u32| self.number(row, column).is_some();
        !columns.iter().any(|column| has(row, *column))
            || columns.iter().all(|column| has(row, *column) || !has(below, *column))
    }

    /// The rows that head a group by the name of its first criterion, which stands right below:
    /// `5. Câu chuyện về sản phẩm` over `5.1. Câu chuyện về sản phẩm`. Such a row does not have the
    /// number of the criterion, and has another maximum or the sum of the group.
    pub(super) fn groups_of_one_name(
        &self,
        lexicon: &CriteriaLexicon<'_>,
        set: usize,
        clues: &[RowClues],
        lines: &[MarkRow],
    ) -> Vec<usize> {
        let criteria = &lexicon.set(set).criteria;
        let named: Vec<usize> =
            (0..clues.len()).filter(|index| clues[*index].called.exactly).collect();
        let heads = |pair: &[usize]| {
            let (above, below) = (&clues[pair[0]], &clues[pair[1]]);
            let place =
                above.called.criteria.iter().find(|(of, _)| *of == set).map(|(_, place)| *place)?;
            let same = above.called.criteria == below.called.criteria;
            let numbered = |row: &RowClues| row.numeral.may_be(&criteria[place].code);
            let max = Decimal::from(criteria[place].max);
            let has_options = || {
                let open = |next: &MarkRow| next.role == RowRole::Unknown && !self.sums_up(next);
                let next = pair[1] + 1;
                lines.get(next).is_some_and(open) && clues[next].called.criteria.is_empty()
            };
            let other = numbered(below) && !above.numeral.codes.is_empty()
                || !above.numeral.is_nothing() && above.numeral != below.numeral
                || above.max != below.max && below.max == Some(max)
                || pair[1] == pair[0] + 1 && has_options()
                || self.adds_up(pair[0], &named, group_of(criteria, place, false));
            let twins = !above.numeral.is_nothing() && above.numeral == below.numeral
                || above.max == Some(max);
            (same && begins_a_group(criteria, place) && !numbered(above) && !twins && other)
                .then_some(pair[0])
        };
        named.windows(2).filter_map(heads).collect()
    }

    /// Whether some column holds in row `above` the sum of the next `count` of the `named` rows.
    fn adds_up(&self, above: usize, named: &[usize], count: usize) -> bool {
        let number = |index: usize, column: u32| self.number(self.layout.body[index], column);
        let below: Vec<usize> =
            named.iter().copied().filter(|index| *index > above).take(count).collect();
        self.marks.iter().any(|column| {
            let sum: Option<Decimal> = below.iter().map(|index| number(*index, *column)).sum();
            sum.is_some() && number(above, *column) == sum
        })
    }
}
