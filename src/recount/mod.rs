//! The second count: counts every result once more, by other means and from the sheets, before
//! anything is printed.
//!
//! It shares no code with `forms/` and `tally/`, only the records that both count. `given.rs` looks
//! up the cells that a ballot names in the sheets as they were opened, reads their numbers by means
//! of its own, and checks that no number in the ballot's column, or row, was left over. Where the
//! tally adds decimals, this desk adds whole numbers of units of 10⁻²⁸ points, the finest step that
//! a mark can have, and compares a mean as a fraction that is never divided. A difference is a
//! fault of the program, never of a clerk.
//!
//! What the words of a sheet mean (whose ballot, which product, which row adds up) it takes from
//! the records.

mod difference;
mod given;
mod minima;
mod number;
mod sheets;

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::Workbook;
use rust_decimal::Decimal;

pub use self::difference::{CellFault, RecountDifference};
use self::number::{PLACES, units};
use self::sheets::SheetIndex;
use crate::finding::Place;
use crate::forms::Ballot;
use crate::round::{MinimaRules, ProductVerdict, Round, VerdictKind};
use crate::rules::{Candidate, Standing};
use crate::tally::{Mean, ProductResult, Tally};

/// What the second count needs to know of the settings of a round.
#[derive(Debug, Clone, Copy)]
pub struct RecountSettings {
    /// Number of decimals of a printed mean.
    pub decimals: u32,
    /// How marks are held against the least marks of a star.
    pub minima: MinimaRules,
}

impl RecountSettings {
    /// Takes them from the settings of a round.
    #[must_use]
    pub fn of(round: &Round) -> Self {
        Self { decimals: round.tally.printed_decimals, minima: round.rules.minima }
    }
}

/// A mean as a fraction: the sum of the members' totals in units, and their number. The sum of one
/// session stays far below 10¹⁰ points, the most that an `i128` of such units holds.
type Fraction = (i128, i128);

/// Counts all candidates again, from the sheets of these workbooks, and compares with the tally.
///
/// # Errors
///
/// The first difference.
pub fn check(
    settings: RecountSettings,
    workbooks: &[Workbook],
    candidates: &[Candidate<'_>],
    tally: &Tally<'_>,
) -> Result<(), RecountDifference> {
    let counted = tally.products.len().to_string();
    same("(round)", "the number of products", counted, candidates.len().to_string())?;
    let ballots = counting(candidates);
    once(candidates, &ballots)?;
    let fractions = fractions(candidates, &ballots, &SheetIndex::of(workbooks))?;
    let mut results = candidates.iter().zip(&fractions).zip(&tally.products);
    results.try_for_each(|((candidate, ours), product)| {
        compare_products(settings, candidate, ours, product)
    })
}

/// Compares the result of one product with that of the second count. `ours` has the fractions of
/// the second count by session.
fn compare_products(
    RecountSettings { decimals, minima }: RecountSettings,
    candidate: &Candidate<'_>,
    ours: &BTreeMap<u8, Fraction>,
    product: &ProductResult<'_>,
) -> Result<(), RecountDifference> {
    let name = name(candidate);
    let star_from = candidate.act.star_from;
    same(
        name,
        "the product",
        product.entry.product.place.to_string(),
        candidate.entry.product.place.to_string(),
    )?;
    let theirs: BTreeMap<u8, Mean> = product
        .sessions
        .iter()
        .filter_map(|session| Some((session.session, session.mean?)))
        .collect();
    same(name, "the list of sessions with marks", shown(theirs.keys()), shown(ours.keys()))?;
    for (fraction, mean) in ours.values().zip(theirs.values()) {
        compare_means(star_from, decimals, name, *fraction, *mean)?;
    }
    let last = ours.last_key_value();
    let official = product.official().map(|session| session.session);
    same(name, "the official session", shown(official), shown(last.map(|(session, _)| session)))?;
    let mean = product.mean().map(|mean| mean.printed(decimals));
    same(
        name,
        "the mean that counts",
        shown(mean),
        shown(last.map(|(_, fraction)| printed(*fraction, decimals))),
    )?;
    let star = last.map(|(_, fraction)| {
        1 + star_from.iter().filter(|limit| reaches(*fraction, **limit)).count()
    });
    same(name, "the star by points", shown(product.by_points), shown(star))?;
    let waits = last
        .zip(star)
        .is_some_and(|((session, _), star)| minima::are_missed(minima, candidate, *session, star));
    compare_stars(candidate, product, star, waits)
}

/// Compares the mean of one session, as it is kept, printed and compared with the limits of stars.
fn compare_means(
    star_from: [Decimal; 4],
    decimals: u32,
    product: &str,
    (sum, count): Fraction,
    mean: Mean,
) -> Result<(), RecountDifference> {
    same(product, "a sum", shown(units(mean.sum())), shown([sum]))?;
    same(product, "a number of ballots", mean.count().to_string(), count.to_string())?;
    same(product, "a printed mean", mean.printed(decimals), printed((sum, count), decimals))?;
    let theirs = star_from.map(|limit| mean.reaches(limit));
    let ours = star_from.map(|limit| reaches((sum, count), limit));
    same(product, "the limits a mean reaches", shown(theirs), shown(ours))
}

/// Compares the star of a product with its star by points.
///
/// A product that is held, stopped or refused may have no star; one whose marks are `missed`, below
/// what the act asks for the star by points, has none until people conclude. Any other that was
/// scored must have the star of its points, or the lower one of the minimum requirements.
fn compare_stars(
    candidate: &Candidate<'_>,
    product: &ProductResult<'_>,
    by_points: Option<usize>,
    missed: bool,
) -> Result<(), RecountDifference> {
    let decided = |verdict: &&ProductVerdict| verdict.verdict.minima().is_none();
    let open = candidate.standing != Standing::Admitted
        || !(candidate.held.is_empty()
            && candidate.stopped.is_empty()
            && !candidate.verdicts.iter().any(decided));
    let minima =
        candidate.verdicts.iter().filter_map(|verdict| verdict.verdict.minima()).map(usize::from);
    let star = by_points.map(|star| minima.fold(star, usize::min));
    let concludes = |verdict: &&ProductVerdict| {
        verdict.verdict == VerdictKind::MinimaMet || verdict.verdict.minima().is_some()
    };
    let waits = missed && !candidate.verdicts.iter().any(concludes);
    if waits {
        same(
            name(candidate),
            "the star that people must conclude",
            shown(product.star()),
            shown(None::<u8>),
        )
    } else if open && product.star().is_none() {
        Ok(())
    } else {
        same(name(candidate), "the star", shown(product.star()), shown(star))
    }
}

/// An error where the two counts differ in `what`.
fn same(
    product: &str,
    what: &'static str,
    tally: String,
    recount: String,
) -> Result<(), RecountDifference> {
    if tally == recount {
        Ok(())
    } else {
        Err(RecountDifference::Result { product: product.to_owned(), what, tally, recount })
    }
}

/// Values as one text, to compare and to report; `-` for none.
fn shown<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let words: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
    if words.is_empty() { "-".to_owned() } else { words.join(", ") }
}

/// The name of the product, as its district writes it.
fn name<'a>(candidate: &Candidate<'a>) -> &'a str {
    &candidate.entry.product.value
}

/// The index of a candidate, and a ballot that counts for it.
type CountingBallot<'a> = (usize, &'a Ballot);

/// All ballots that count, in the order of sheets: cells of one sheet are read much faster in a
/// row.
fn counting<'a>(candidates: &[Candidate<'a>]) -> Vec<CountingBallot<'a>> {
    let mut ballots: Vec<CountingBallot<'a>> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        ballots.extend(candidate.counting().map(|ballot| (index, ballot)));
    }
    ballots.sort_by(|(_, one), (_, other)| one.product.place.cmp(&other.product.place));
    ballots
}

/// Checks that no two counting ballots begin with the same cell: a ballot is a column, or a row,
/// and may count once.
fn once(
    candidates: &[Candidate<'_>],
    ballots: &[CountingBallot<'_>],
) -> Result<(), RecountDifference> {
    let mut seen: BTreeSet<&Place> = BTreeSet::new();
    for (index, ballot) in ballots {
        if let Some(first) = given::cells(ballot).next().filter(|first| !seen.insert(first)) {
            return Err(at(&candidates[*index], (first.clone(), CellFault::Twice)));
        }
    }
    Ok(())
}

/// The difference for a fault in a cell.
fn at(candidate: &Candidate<'_>, (place, wrong): (Place, CellFault)) -> RecountDifference {
    RecountDifference::Cell { product: name(candidate).to_owned(), place: Box::new(place), wrong }
}

/// The fractions of each candidate from the sheets, by session; only sessions with a total.
fn fractions(
    candidates: &[Candidate<'_>],
    ballots: &[CountingBallot<'_>],
    sheets: &SheetIndex<'_>,
) -> Result<Vec<BTreeMap<u8, Fraction>>, RecountDifference> {
    let mut fractions: Vec<BTreeMap<u8, Fraction>> = vec![BTreeMap::new(); candidates.len()];
    for (index, ballot) in ballots {
        let total = given::total(sheets, ballot).map_err(|wrong| at(&candidates[*index], wrong))?;
        if let Some(total) = total {
            let (sum, count) = fractions[*index].entry(ballot.session).or_default();
            *sum += total;
            *count += 1;
        }
    }
    Ok(fractions)
}

/// Whether the mean reaches a limit.
fn reaches((sum, count): Fraction, limit: Decimal) -> bool {
    units(limit).is_some_and(|limit| sum >= limit * count)
}

/// The mean as printed, rounded half up to this number of decimals. No total is below 0.
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
