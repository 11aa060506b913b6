//! Groups of criteria (`1. Tổ chức sản xuất` over 1.1 to 1.6), as the numbers of a set make them, and the rows that head them.

use rust_decimal::Decimal;

use super::criteria::{Asked, Lexicon};
use super::rows::{Line, Role, RowReader};
use crate::criteria::Criterion;

impl RowReader<'_, '_> {
    /// The columns of marks but those that say no more than the maxima.
    pub(super) fn not_maxima(&self, criteria: &[Criterion], of: &[Option<usize>]) -> Vec<u32> {
        let assigned = || of.iter().enumerate().filter_map(|(index, place)| Some((self.layout.body[index], (*place)?)));
        let is_max = |column: u32| {
            assigned().all(|(row, place)| {
                self.number(row, column).is_some_and(|number| number == Decimal::from(criteria[place].max))
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

    /// Rows that head a group by the name of its first criterion, which stands right below: `5. Câu chuyện về sản phẩm` over
    /// `5.1. Câu chuyện về sản phẩm`. They have not its number, and another maximum or the sum of the group.
    pub(super) fn groups_of_one_name(
        &self,
        lexicon: &Lexicon<'_>,
        set: usize,
        asked: &[Asked],
        lines: &[Line],
    ) -> Vec<usize> {
        let criteria = &lexicon.set(set).criteria;
        let named: Vec<usize> = (0..asked.len()).filter(|index| asked[*index].called.exactly).collect();
        let heads = |pair: &[usize]| {
            let (above, below) = (&asked[pair[0]], &asked[pair[1]]);
            let place = above.called.criteria.iter().find(|(of, _)| *of == set).map(|(_, place)| *place)?;
            let same = above.called.criteria == below.called.criteria;
            let numbered = |row: &Asked| row.numeral.may_be(&criteria[place].code);
            let max = Decimal::from(criteria[place].max);
            let has_options = || {
                let open = |next: &Line| next.role == Role::Unknown && !self.sums_up(next);
                let next = pair[1] + 1;
                lines.get(next).is_some_and(open) && asked[next].called.criteria.is_empty()
            };
            let other = numbered(below) && !above.numeral.codes.is_empty()
                || !above.numeral.is_nothing() && above.numeral != below.numeral
                || above.max != below.max && below.max == Some(max)
                || pair[1] == pair[0] + 1 && has_options()
                || self.adds_up(pair[0], &named, group_of(criteria, place, false));
            let twins = !above.numeral.is_nothing() && above.numeral == below.numeral || above.max == Some(max);
            (same && begins_a_group(criteria, place) && !numbered(above) && !twins && other).then_some(pair[0])
        };
        named.windows(2).filter_map(heads).collect()
    }

    /// Whether a row holds in some column the sum of so many named rows below it.
    fn adds_up(&self, above: usize, named: &[usize], count: usize) -> bool {
        let number = |index: usize, column: u32| self.number(self.layout.body[index], column);
        let below: Vec<usize> = named.iter().copied().filter(|index| *index > above).take(count).collect();
        self.marks.iter().any(|column| {
            let sum: Option<Decimal> = below.iter().map(|index| number(*index, *column)).sum();
            sum.is_some() && number(above, *column) == sum
        })
    }
}

/// How many criteria the group has that begins at a place: those whose numbers begin alike, `6.1.1` and `6.1.2`; with `whole`,
/// `6.1.1` and `6.2.1` too.
pub(super) fn group_of(criteria: &[Criterion], place: usize, whole: bool) -> usize {
    let stem = |criterion: &Criterion| {
        let split = if whole { criterion.code.split_once('.') } else { criterion.code.rsplit_once('.') };
        split.map(|(stem, _)| stem.to_owned())
    };
    let first = stem(&criteria[place]);
    if first.is_none() {
        return 1;
    }
    let same = |criterion: &&Criterion| criterion.part == criteria[place].part && stem(criterion) == first;
    criteria[place..].iter().take_while(same).count()
}

/// Whether the criterion of the next row is the first of a group of several.
pub(super) fn stands_before_a_group(criteria: &[Criterion], of: Option<usize>) -> bool {
    of.is_some_and(|place| begins_a_group(criteria, place))
}

/// Whether a maximum is that of the whole group that begins at a place.
pub(super) fn states_sum(criteria: &[Criterion], place: usize, max: Option<Decimal>) -> bool {
    let sum = |whole| {
        let group = &criteria[place..place + group_of(criteria, place, whole)];
        group.iter().map(|criterion| Decimal::from(criterion.max)).sum::<Decimal>()
    };
    max.is_some_and(|max| max == sum(false) || max == sum(true))
}

/// Whether a criterion is the first of a group of several.
pub(super) fn begins_a_group(criteria: &[Criterion], place: usize) -> bool {
    let begins = place == 0 || group_of(criteria, place - 1, false) == 1;
    begins && group_of(criteria, place, false) > 1
}

#[cfg(test)]
mod tests {
    use super::states_sum;
    use crate::criteria::Criterion;

    fn criterion(code: &str, max: u8) -> Criterion {
        Criterion {
            code: code.into(),
            name: String::new(),
            part: 0,
            max,
            allowed: Vec::new(),
            by_owner: std::collections::BTreeMap::new(),
            knock_out: None,
            needs: None,
        }
    }

    #[test]
    fn a_head_states_the_maximum_of_its_narrow_or_of_its_whole_group() {
        let criteria =
            [("5", 1), ("6.1.1", 2), ("6.1.2", 3), ("6.2.1", 4), ("7", 5)].map(|(code, max)| criterion(code, max));
        let states = |place: usize, max: u8| states_sum(&criteria, place, Some(max.into()));
        assert!(states(1, 5) && states(1, 9), "6.1, and 6");
        assert!(states(3, 4), "6.2");
        assert!(!states(1, 2) && !states(1, 14) && !states(3, 9));
        assert!(!states_sum(&criteria, 1, None));
    }
}
