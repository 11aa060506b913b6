//! From candidates and their ballots to results.

use std::collections::{BTreeMap, BTreeSet};

use super::{Mean, Outcome, ProductResult, SessionResult, Tally};
use crate::forms::Ballot;
use crate::round::Round;
use crate::rules::{Candidate, Standing};

/// Counts the ballots of all candidates.
///
/// Rules: mean of the members' totals, unrounded; half-open star bands; the last session with marks is official
/// (regulations of Tây Ninh and Đồng Tháp; Quyết định 1048/QĐ-TTg, Phụ lục II).
#[must_use]
pub fn count<'a>(round: &Round, candidates: &[Candidate<'a>]) -> Tally<'a> {
    let products = candidates.iter().zip(1..).map(|(candidate, number)| product(round, candidate, number));
    Tally { products: products.collect() }
}

fn product<'a>(round: &Round, candidate: &Candidate<'a>, number: usize) -> ProductResult<'a> {
    let mut by_session: BTreeMap<u8, Vec<&'a Ballot>> = BTreeMap::new();
    for ballot in &candidate.ballots {
        by_session.entry(ballot.session).or_default().push(ballot);
    }
    let sessions: Vec<_> = by_session.into_iter().map(|(number, ballots)| session(number, ballots)).collect();
    let outcome = outcome(round, candidate, &sessions);
    ProductResult { number, entry: candidate.entry, district: candidate.district, sessions, outcome }
}

fn session(session: u8, mut ballots: Vec<&Ballot>) -> SessionResult<'_> {
    ballots.sort_by_key(|ballot| ballot.member);
    let mean = Mean::of(ballots.iter().filter_map(|ballot| ballot.score()));
    let reasons: BTreeSet<&str> =
        ballots.iter().filter_map(|ballot| ballot.reason.as_ref()).map(|reason| reason.value.as_str()).collect();
    let reason = mean.is_none().then(|| reasons.into_iter().collect::<Vec<_>>().join("; "));
    SessionResult { session, ballots, mean, reason: reason.filter(|reason| !reason.is_empty()) }
}

fn outcome(round: &Round, candidate: &Candidate<'_>, sessions: &[SessionResult<'_>]) -> Outcome {
    if let Standing::Refused(reason) = &candidate.standing {
        return Outcome::NotAdmitted { reason: reason.clone() };
    }
    // An incomplete ballot in a later session also keeps an earlier result from standing.
    let official = sessions.iter().rev().find(|session| session.mean.is_some());
    let from = official.map_or(0, |session| session.session);
    if let Some(held) = candidate.held.iter().rev().find(|held| held.session >= from && !sessions.is_empty()) {
        return Outcome::Held { reason: held.reason.clone() };
    }
    let Some(mean) = official.and_then(|session| session.mean) else {
        return Outcome::NotScored { reason: sessions.last().and_then(|session| session.reason.clone()) };
    };
    match round.tally.star(|limit| mean.reaches(limit)) {
        5 => Outcome::ProposedToMinistry,
        star @ 3..=4 => Outcome::Recognised { star },
        star => Outcome::NotRecognised { star },
    }
}
