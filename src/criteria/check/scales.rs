//! The self-test of scales: what a criterion says of its marks against the options that are printed.
//!
//! Each mark, each star and each sum stands in the file twice. A slip of the printed text, typed as
//! it is printed, makes the two differ.

use std::collections::BTreeSet;

use super::Fault;
use crate::criteria::scale::{Honesty, MarkOption, Minimum, Slip};
use crate::criteria::set::{Criterion, ProductSet};

/// Returns what is wrong with the options of a criterion, by its index, in a set where options are
/// known.
pub(super) fn of(set: &ProductSet, place: usize) -> Vec<Fault> {
    let criterion = &set.criteria[place];
    let twice = set.criteria[..place].iter().any(|other| other.code == criterion.code);
    let mut faults = Vec::new();
    if twice {
        faults.push(Fault::new("Số hiệu này đứng ở hai tiêu chí của bộ."));
    }
    if criterion.scales.is_empty() {
        faults.push(Fault::new("Tiêu chí chưa có thang điểm, trong khi các tiêu chí khác đã có."));
        return faults;
    }
    faults.extend(marks(criterion));
    faults.extend(criterion.scales.iter().filter_map(|scale| order(criterion, &scale.options)));
    faults.extend(minimum(criterion));
    faults.extend(slips(criterion));
    faults
}

/// Compares the marks of the options with those of the criterion.
fn marks(criterion: &Criterion) -> Option<Fault> {
    let options = criterion.scales.iter().flat_map(|scale| scale.options.iter());
    let of_options: BTreeSet<u8> = options.map(|option| option.mark).collect();
    let printed = |mark: &&u8| !criterion.doubtful.contains(mark);
    let of_criterion: BTreeSet<u8> = criterion.allowed.iter().filter(printed).copied().collect();
    (of_options != of_criterion).then(|| {
        Fault::between(
            "Các mức điểm ở `allowed` khác với điểm của các lựa chọn trong thang điểm.",
            listed(&of_criterion),
            listed(&of_options),
        )
    })
}

/// Checks that marks and stars ascend from option to option. Two options have one mark only where a
/// slip says so.
fn order(criterion: &Criterion, options: &[MarkOption]) -> Option<Fault> {
    let known = |mark: u8| criterion.slips.iter().any(|slip| slip.marks.contains(&mark));
    let ascending = options.is_sorted_by(|one, next| {
        one.mark < next.mark || (one.mark == next.mark && known(one.mark))
    });
    let stars: Vec<u8> = options.iter().filter_map(|option| option.star).collect();
    let shown = || options.iter().map(|option| option.mark.to_string()).collect::<Vec<_>>();
    if !ascending {
        Some(Fault::between(
            "Điểm của các lựa chọn trong thang điểm phải tăng dần, không trùng nhau.",
            shown().join(", "),
            "tăng dần; hai lựa chọn in cùng điểm thì phải nói rõ ở `slips`".to_owned(),
        ))
    } else if let Some(option) = worded_twice(criterion, options) {
        Some(Fault::between(
            "Hai lựa chọn của thang điểm có cùng một lời.",
            option.text.clone(),
            "mỗi lựa chọn một lời; in trùng thì phải nói rõ ở `slips`".to_owned(),
        ))
    } else if !stars.is_sorted_by(|one, next| one < next)
        || stars.iter().any(|star| !(3..=5).contains(star))
    {
        Some(Fault::between(
            "Hạng sao của các lựa chọn trong thang điểm phải từ 3 đến 5, tăng dần theo điểm.",
            listed(&stars),
            "3, 4, 5".to_owned(),
        ))
    } else {
        None
    }
}

/// Returns an option whose wording another one above it has too, save where a slip touches both.
fn worded_twice<'a>(criterion: &Criterion, options: &'a [MarkOption]) -> Option<&'a MarkOption> {
    let known = |one: &MarkOption, other: &MarkOption| {
        let both = |slip: &Slip| slip.marks.contains(&one.mark) && slip.marks.contains(&other.mark);
        criterion.slips.iter().any(both)
    };
    options.iter().enumerate().find_map(|(place, option)| {
        let mut above = options[..place].iter().filter(|other| other.text == option.text);
        above.any(|other| !known(option, other)).then_some(option)
    })
}

/// Compares the least marks for stars with the stars of the options.
fn minimum(criterion: &Criterion) -> Option<Fault> {
    let least = |star: u8| {
        let options = criterion.scales.iter().flat_map(|scale| scale.options.iter());
        options.filter(|option| option.star == Some(star)).map(|option| option.mark).min()
    };
    let of_options = Minimum { star_3: least(3), star_4: least(4), star_5: least(5) };
    (of_options != criterion.minimum).then(|| {
        Fault::between(
            "Mức tối thiểu ở `minimum` khác với hạng sao của các lựa chọn trong thang điểm.",
            shown(criterion.minimum),
            shown(of_options),
        )
    })
}

/// Checks that slips touch marks of the criterion, and that marks which are not printed are called
/// doubtful.
fn slips(criterion: &Criterion) -> Option<Fault> {
    let strange = |mark: &u8| !criterion.allowed.contains(mark);
    if criterion.slips.iter().any(|slip| slip.marks.iter().any(strange)) {
        Some(Fault::new("`slips` nêu một mức điểm mà tiêu chí không có."))
    } else if !criterion.doubtful.is_empty() && criterion.honesty != Honesty::Doubtful {
        Some(Fault::new(
            "Tiêu chí nhận cả mức điểm không in (`also_allowed`) thì phải ghi `honesty = \
             \"doubtful\"`.",
        ))
    } else {
        None
    }
}

/// Returns the groups whose criteria do not add up to the printed maximum.
pub(super) fn groups(set: &ProductSet) -> Vec<Fault> {
    let sums = set.groups.iter().map(|group| (group, set.group_sum(&group.code)));
    let wrong = sums.filter(|(group, sum)| *sum != u16::from(group.max));
    wrong
        .map(|(group, sum)| {
            Fault::between(
                "Điểm tối đa của các tiêu chí không cộng đúng bằng điểm của mục ở `groups`.",
                format!("mục {}: {sum}", group.code),
                group.max.to_string(),
            )
        })
        .collect()
}

/// Lists numbers, separated by commas.
fn listed<'a>(numbers: impl IntoIterator<Item = &'a u8>) -> String {
    numbers.into_iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
}

/// Shows the least marks for stars.
fn shown(minimum: Minimum) -> String {
    let stars = (3..=5).filter_map(|star| Some(format!("{star} sao: {}", minimum.of(star)?)));
    let stars: Vec<String> = stars.collect();
    if stars.is_empty() { "không có".to_owned() } else { stars.join(", ") }
}
