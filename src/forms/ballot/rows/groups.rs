//! Groups of criteria (`1. Tổ chức sản xuất` over 1.1 to 1.6), as the numbers of a product set form
//! them.

use rust_decimal::Decimal;

use crate::criteria::Criterion;

/// Counts the criteria of the group that begins at index `place`: those of one part whose numbers
/// begin alike, `6.1.1` and `6.1.2`; with `whole`, `6.1.1` and `6.2.1` too.
pub(in crate::forms::ballot) fn group_of(
    criteria: &[Criterion],
    place: usize,
    whole: bool,
) -> usize {
    let stem = |criterion: &Criterion| {
        let split =
            if whole { criterion.code.split_once('.') } else { criterion.code.rsplit_once('.') };
        split.map(|(stem, _)| stem.to_owned())
    };
    let first = stem(&criteria[place]);
    if first.is_none() {
        return 1;
    }
    let same =
        |criterion: &&Criterion| criterion.part == criteria[place].part && stem(criterion) == first;
    criteria[place..].iter().take_while(same).count()
}

/// Whether a criterion, that of the next row, is the first of a group of several.
pub(in crate::forms::ballot) fn stands_before_a_group(
    criteria: &[Criterion],
    of: Option<usize>,
) -> bool {
    of.is_some_and(|place| begins_a_group(criteria, place))
}

/// Whether `max` is the sum of the maxima of the group that begins at index `place`.
pub(in crate::forms::ballot) fn states_sum(
    criteria: &[Criterion],
    place: usize,
    max: Option<Decimal>,
) -> bool {
    let sum = |whole| {
        let group = &criteria[place..place + group_of(criteria, place, whole)];
        group.iter().map(|criterion| Decimal::from(criterion.max)).sum::<Decimal>()
    };
    max.is_some_and(|max| max == sum(false) || max == sum(true))
}

/// Whether a criterion is the first of a group of several.
pub(in crate::forms::ballot) fn begins_a_group(criteria: &[Criterion], place: usize) -> bool {
    let begins = place == 0 || group_of(criteria, place - 1, false) == 1;
    begins && group_of(criteria, place, false) > 1
}

#[cfg(test)]
mod tests {
    use super::states_sum;
    use crate::criteria::Criterion;

    fn criterion(code: &str, max: u8) -> Criterion {
        Criterion { code: code.into(), max, ..Criterion::default() }
    }

    #[test]
    fn a_head_states_the_maximum_of_its_narrow_or_of_its_whole_group() {
        let criteria = [("5", 1), ("6.1.1", 2), ("6.1.2", 3), ("6.2.1", 4), ("7", 5)]
            .map(|(code, max)| criterion(code, max));
        let states = |place: usize, max: u8| states_sum(&criteria, place, Some(max.into()));
        assert!(states(1, 5) && states(1, 9), "6.1, and 6");
        assert!(states(3, 4), "6.2");
        assert!(!states(1, 2) && !states(1, 14) && !states(3, 9));
        assert!(!states_sum(&criteria, 1, None));
    }
}
