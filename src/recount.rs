//! The second count: every result once more, by other means, before anything is printed.
//!
//! It shares no code with `tally/`, only the records both count. Where the tally adds decimals, this desk reads the digits
//! of a mark as a whole number of units of 10⁻²⁸, the finest step a mark can have, adds integers, and compares a mean as a
//! fraction that is never divided. A difference between the two is a fault of the program, never of a clerk.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::forms::{Ballot, Sourced};
use crate::round::Verdict;
use crate::rules::{Candidate, Standing};
use crate::tally::{Mean, ProductResult, Tally};

/// A result that comes out differently when it is counted again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{product}: {what} is {tally} in the tally and {recount} in the recount")]
pub struct Difference {
    /// Product, as its district writes it.
    pub product: String,
    /// What differs.
    pub what: &'static str,
    /// What the tally has.
    pub tally: String,
    /// What the recount has.
    pub recount: String,
}

/// Decimals of a unit.
const PLACES: u32 = 28;

/// Units of one point.
const ONE: i128 = 10_i128.pow(PLACES);

/// Sum of the members' totals in units, and how many they are. The sum of one session stays far below 10¹⁰ points, which
/// is what an `i128` of such units holds.
type Fraction = (i128, i128);

/// Counts all candidates again and compares with the tally.
///
/// # Errors
///
/// The first difference.
pub fn check(
    star_from: [Decimal; 4],
    decimals: u32,
    candidates: &[Candidate<'_>],
    tally: &Tally<'_>,
) -> Result<(), Difference> {
    let counted = tally.products.len().to_string();
    same("(round)", "the number of products", counted, candidates.len().to_string())?;
    let mut pairs = candidates.iter().zip(&tally.products);
    pairs.try_for_each(|(candidate, product)| one(star_from, decimals, candidate, product))
}

fn one(
    star_from: [Decimal; 4],
    decimals: u32,
    candidate: &Candidate<'_>,
    product: &ProductResult<'_>,
) -> Result<(), Difference> {
    let name = candidate.entry.product.value.as_str();
    same(name, "the product", product.entry.product.place.to_string(), candidate.entry.product.place.to_string())?;
    let ours = fractions(candidate);
    let theirs: BTreeMap<u8, Mean> =
        product.sessions.iter().filter_map(|session| Some((session.session, session.mean?))).collect();
    same(name, "the list of sessions with marks", shown(theirs.keys()), shown(ours.keys()))?;
    for ((sum, count), mean) in ours.values().zip(theirs.values()) {
        same(name, "a sum", shown(units(mean.sum())), shown([sum]))?;
        same(name, "a number of ballots", mean.count().to_string(), count.to_string())?;
        same(name, "a printed mean", mean.printed(decimals), printed((*sum, *count), decimals))?;
        let reached = star_from.map(|limit| reaches((*sum, *count), limit));
        same(name, "the limits a mean reaches", shown(star_from.map(|limit| mean.reaches(limit))), shown(reached))?;
    }
    let last = ours.last_key_value();
    let official = product.official().map(|session| session.session);
    same(name, "the official session", shown(official), shown(last.map(|(session, _)| session)))?;
    let mean = product.mean().map(|mean| mean.printed(decimals));
    same(name, "the mean that counts", shown(mean), shown(last.map(|(_, fraction)| printed(*fraction, decimals))))?;
    let star = last.map(|(_, fraction)| 1 + star_from.iter().filter(|limit| reaches(*fraction, **limit)).count());
    same(name, "the star by points", shown(product.by_points), shown(star))?;
    // What is held, stopped or refused may be without a star; everything else that was scored must have that of its points,
    // or the lower one of the minimum requirements.
    let decided = |verdict: &&Verdict| verdict.verdict.minima().is_none();
    let open = candidate.standing != Standing::Admitted
        || !(candidate.held.is_empty() && candidate.stopped.is_empty() && !candidate.verdicts.iter().any(decided));
    let minima = candidate.verdicts.iter().filter_map(|verdict| verdict.verdict.minima()).map(usize::from);
    let star = star.map(|star| minima.fold(star, usize::min));
    if open && product.star().is_none() { Ok(()) } else { same(name, "the star", shown(product.star()), shown(star)) }
}

fn same(product: &str, what: &'static str, tally: String, recount: String) -> Result<(), Difference> {
    if tally == recount { Ok(()) } else { Err(Difference { product: product.to_owned(), what, tally, recount }) }
}

/// Values as a text to compare and to report; `-` for none.
fn shown<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let words: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(", ") }
}

/// Sum and number of the totals of each session that has any.
fn fractions(candidate: &Candidate<'_>) -> BTreeMap<u8, Fraction> {
    let mut sessions: BTreeMap<u8, Fraction> = BTreeMap::new();
    for ballot in candidate.counting() {
        if let Some(total) = total(ballot) {
            let (sum, count) = sessions.entry(ballot.session).or_default();
            *sum += total;
            *count += 1;
        }
    }
    sessions
}

/// A member's total in units: the marks, else the three parts, else the total as typed. `None` for what cannot be counted.
fn total(ballot: &Ballot) -> Option<i128> {
    let typed = |value: &Option<Sourced<Decimal>>| value.as_ref().and_then(|sum| units(sum.value));
    match (ballot.unreadable, ballot.marks.as_slice()) {
        (true, _) => None,
        (false, []) => match ballot.parts.each_ref().map(typed) {
            [Some(a), Some(b), Some(c)] => a.checked_add(b)?.checked_add(c),
            _ => typed(&ballot.total),
        },
        (false, marks) => marks.iter().try_fold(0_i128, |sum, mark| sum.checked_add(units(mark.mark.value)?)),
    }
}

/// The digits of a number as whole units; `None` beyond ten thousand million points.
fn units(value: Decimal) -> Option<i128> {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    let step = 10_i128.pow(PLACES.checked_sub(u32::try_from(fraction.len()).ok()?)?);
    let whole = whole.parse::<i128>().ok()?.checked_mul(ONE)?;
    let units = whole.checked_add(fraction.parse::<i128>().ok()? * step)?;
    Some(if value.is_sign_negative() { -units } else { units })
}

/// Whether the mean reaches a limit.
fn reaches((sum, count): Fraction, limit: Decimal) -> bool {
    units(limit).is_some_and(|limit| sum >= limit * count)
}

/// The mean with so many decimals: the nearest, and of two the higher. No total is below 0.
fn printed((sum, count): Fraction, decimals: u32) -> String {
    let step = count * 10_i128.pow(PLACES.saturating_sub(decimals));
    let steps = ((2 * sum + step) / (2 * step)).to_string();
    let decimals = decimals as usize;
    let digits = format!("{steps:0>width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole},{fraction}") }
}

#[cfg(test)]
mod tests;
