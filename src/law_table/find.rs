//! Finds acts and product sets by what a person calls them.

use careful_spreadsheet::text::bare;

use crate::criteria::{Act, Criteria, ProductSet};
use crate::forms::{called, distance};

/// How many similar names are proposed.
const NEAR: usize = 3;

/// Returns the acts that somebody calls `asked`: the one of this id (`26-2026`), else every version
/// of the act with this number (`148/QĐ-TTg`, `148`), else those that an act with this number
/// amended, else those whose number begins so (`26`). In order; empty when there is none.
#[must_use]
pub fn acts<'a>(criteria: &'a Criteria, asked: &str) -> Vec<&'a Act> {
    let wanted = plain(asked);
    if wanted.is_empty() {
        return Vec::new();
    }
    let begins = |number: &str| {
        number.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('-'))
    };
    let ways: [&dyn Fn(&Act) -> bool; 4] = [
        &|act| plain(&act.id) == wanted,
        &|act| plain(&act.number) == wanted,
        &|act| act.amendments.iter().any(|amendment| plain(&amendment.number) == wanted),
        &|act| begins(&plain(&act.number)),
    ];
    let found = ways.iter().map(|is| criteria.iter().filter(|act| is(act)).collect());
    found.into_iter().find(|found: &Vec<_>| !found.is_empty()).unwrap_or_default()
}

/// Brings `Quyết định số 26/2026/QĐ-TTg` and `26-2026` into one form.
fn plain(name: &str) -> String {
    let bare = bare(name).replace(['/', ' ', '_', '.'], "-");
    let parts = bare.split('-').filter(|part| !part.is_empty());
    let kept = parts.filter(|part| !["quyet", "dinh", "so", "qd", "ttg", "qdttg"].contains(part));
    kept.collect::<Vec<_>>().join("-")
}

/// Returns the product sets that somebody calls `asked`: the one of this number in the act, else
/// those whose name has these words, which may lack diacritics.
#[must_use]
pub fn sets<'a>(act: &'a Act, asked: &str) -> Vec<&'a ProductSet> {
    let number = asked.trim().parse::<usize>().ok();
    if let Some(set) = number.and_then(|number| act.sets.get(number.checked_sub(1)?)) {
        return vec![set];
    }
    called(&act.sets, |set| set.names().collect(), asked)
}

/// Returns the names of the product sets that are most like `asked`, nearest first; none when none
/// is like it.
#[must_use]
pub fn near_sets<'a>(act: &'a Act, asked: &str) -> Vec<&'a str> {
    let wanted = bare(asked);
    let limit = wanted.chars().count() * 2 / 5;
    let cost = |set: &ProductSet| set.names().map(|name| distance(&bare(name), &wanted)).min();
    let mut near: Vec<_> =
        act.sets.iter().filter_map(|set| Some((cost(set)?, set.name.as_str()))).collect();
    near.retain(|(cost, _)| *cost <= limit);
    near.sort_by_key(|(cost, _)| *cost);
    near.into_iter().take(NEAR).map(|(_, name)| name).collect()
}
