//! Invents the marks of a member, so that they add up to the total the round wants.
//!
//! Every criterion starts near the share of its maximum that the total is of 100, a little above or
//! below as chance would have it; which marks can still reach the total is known beforehand.

use std::collections::BTreeSet;

use ocop::criteria::{Criterion, LegalForm, ProductSet};

/// Marks of a set for an owner of this form that add up to `total`, in the order of the criteria;
/// `None` where no marks do.
///
/// `least` gives the lowest mark of a criterion; marks above 0 are preferred to 0. `key` decides the
/// chance.
pub(crate) fn given(
    set: &ProductSet,
    form: LegalForm,
    least: impl Fn(&Criterion) -> u8,
    total: i32,
    key: &[&str],
) -> Option<Vec<u8>> {
    let scales: Vec<Vec<u8>> = set
        .criteria
        .iter()
        .map(|criterion| {
            let least = least(criterion).max(1);
            let marks = criterion.allowed_for(&[form]);
            let own: Vec<u8> = marks.iter().copied().filter(|mark| *mark >= least).collect();
            if own.is_empty() { marks } else { own }
        })
        .collect();
    // The totals that the criteria from here on can give.
    let mut reachable = vec![BTreeSet::from([0])];
    for scale in scales.iter().rev() {
        let behind = &reachable[reachable.len() - 1];
        let sums = scale.iter().flat_map(|mark| behind.iter().map(|sum| sum + i32::from(*mark)));
        let sums = sums.collect();
        reachable.push(sums);
    }
    reachable.reverse();
    let mut left = total;
    let mut marks = Vec::new();
    for (index, (scale, criterion)) in scales.iter().zip(&set.criteria).enumerate() {
        let chance = i32::from(chance(&[key, &[&criterion.code]].concat())) - 15;
        let wanted = (total + chance) * i32::from(criterion.max);
        let can =
            scale.iter().filter(|mark| reachable[index + 1].contains(&(left - i32::from(**mark))));
        let mark = can.min_by_key(|mark| (i32::from(**mark) * 100 - wanted).abs()).copied()?;
        left -= i32::from(mark);
        marks.push(mark);
    }
    Some(marks)
}

/// A number below 31 that the key alone decides: FNV-1a (Fowler, Noll, Vo), folded.
fn chance(key: &[&str]) -> u8 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in key.iter().flat_map(|word| word.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    u8::try_from((hash ^ (hash >> 29)) % 31).unwrap_or_default()
}
