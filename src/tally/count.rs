//! Counts ballots: makes the results of candidates and their ballots.

use std::collections::{BTreeMap, BTreeSet};

use super::minima;
use super::{Mean, Minima, MinimaCheck, ProductOutcome, ProductResult, SessionResult, Tally};
use crate::criteria::{Act, RecognitionLevel};
use crate::forms::RegistrationKind;
use crate::round::{Round, VerdictKind};
use crate::rules::{Candidate, Cast, Fate, HeldSession, Judgement, Standing};

/// Counts the ballots of all candidates, and decides the outcome of each product.
///
/// Rules: mean of the members' totals, unrounded; half-open star bands of the act; the last session
/// with marks is official (regulations of Tây Ninh and Đồng Tháp; Quyết định 1048/QĐ-TTg, Phụ lục
/// II); the star is the lower of that by points and that by the minimum requirements, as people
/// concluded (Quyết định 781/QĐ-TTg, Phụ lục II mục 6). Where the marks fall short of what the act
/// asks for the star by points and nobody has concluded, the product waits.
#[must_use]
pub fn count<'a>(round: &Round, judgement: &Judgement<'a>) -> Tally<'a> {
    let candidates = judgement.candidates.iter().zip(1..);
    let products = candidates.map(|(candidate, number)| product(round, candidate, number));
    Tally {
        products: products.collect(),
        unplaced: judgement.unplaced.clone(),
        unmatched: judgement.unmatched.clone(),
    }
}

/// The result of one product.
fn product<'a>(round: &Round, candidate: &Candidate<'a>, number: usize) -> ProductResult<'a> {
    let act = candidate.act;
    let sessions = sessions(candidate);
    let official = sessions.iter().rev().find_map(|session| session.mean);
    let by_points = official.map(|mean| act.star(|limit| mean.reaches(limit)));
    let minima = minima(candidate);
    let star =
        by_points.map(|star| minima.as_ref().map_or(star, |minima| star.min(minima.highest)));
    let official = sessions.iter().rev().find(|session| session.mean.is_some());
    let minima_check = minima::check(round.rules.minima, candidate, official, by_points);
    let minima_met = minima_met(candidate);
    let concluded_by_people = minima.is_some() || minima_met.is_some();
    let outcome = not_concluded(candidate, &sessions)
        .or_else(|| awaiting(&minima_check, by_points).filter(|_| !concluded_by_people))
        .or_else(|| star.map(|star| concluded(round, act, candidate, star)))
        .unwrap_or_else(|| ProductOutcome::NotScored {
            reason: sessions.last().and_then(|session| session.reason.clone()),
        });
    ProductResult {
        number,
        entry: candidate.entry,
        act,
        district: candidate.district,
        sessions,
        by_points,
        minima: minima.filter(|minima| by_points.is_some_and(|star| minima.highest < star)),
        minima_check,
        minima_met,
        outcome,
        offered_code: candidate.offered_code.clone(),
    }
}

/// The minimum requirements that people entered for a product; the strictest where there are
/// several.
fn minima(candidate: &Candidate<'_>) -> Option<Minima> {
    let minima = candidate.verdicts.iter().filter_map(|verdict| {
        Some(Minima { highest: verdict.verdict.minima()?, reason: verdict.reason.clone() })
    });
    minima.min_by_key(|minima| minima.highest)
}

/// Why people concluded that the minimum requirements are met; `None` where they did not.
fn minima_met<'a>(candidate: &Candidate<'a>) -> Option<&'a str> {
    let met = candidate.verdicts.iter().find(|verdict| verdict.verdict == VerdictKind::MinimaMet);
    met.map(|verdict| verdict.reason.as_str())
}

/// The outcome of a product for which people must conclude whether the minimum requirements are
/// met; `None` where they need not.
fn awaiting(check: &MinimaCheck<'_>, by_points: Option<u8>) -> Option<ProductOutcome> {
    let star = by_points?;
    matches!(check, MinimaCheck::Missed { .. }).then(|| ProductOutcome::awaiting_minima(star))
}

/// The results of a product's sessions, in order.
fn sessions<'a>(candidate: &Candidate<'a>) -> Vec<SessionResult<'a>> {
    let mut by_session: BTreeMap<u8, Vec<Cast<'a>>> = BTreeMap::new();
    for cast in &candidate.casts {
        by_session.entry(cast.ballot.session).or_default().push(cast.clone());
    }
    by_session.into_iter().map(|(number, casts)| session(number, casts)).collect()
}

/// The result of one session.
fn session(session: u8, mut casts: Vec<Cast<'_>>) -> SessionResult<'_> {
    // Sorted by what they say and not by where they stand, so that the names of files change
    // nothing.
    casts.sort_by_cached_key(|cast| (cast.ballot.member, cast.ballot.score()));
    let mean =
        Mean::of(casts.iter().filter(|cast| cast.counts()).filter_map(|cast| cast.ballot.score()));
    let given = casts.iter().filter_map(|cast| match &cast.fate {
        Fate::Blank { reason } => reason.as_deref(),
        _ => None,
    });
    let reasons: BTreeSet<&str> = given.collect();
    let reason = mean.is_none().then(|| reasons.into_iter().collect::<Vec<_>>().join("; "));
    let reason = reason.filter(|reason| !reason.is_empty());
    SessionResult { session, casts, mean, reason }
}

/// The outcome of a product that cannot be concluded, for its weightiest reason; `None` for any
/// other.
fn not_concluded(
    candidate: &Candidate<'_>,
    sessions: &[SessionResult<'_>],
) -> Option<ProductOutcome> {
    match &candidate.standing {
        Standing::Refused(reason) => {
            return Some(ProductOutcome::NotAdmitted { reason: reason.clone() });
        }
        Standing::Withdrawn(reason) => {
            return Some(ProductOutcome::Withdrawn { reason: reason.clone() });
        }
        Standing::Admitted => {}
    }
    let verdict = |kind: VerdictKind| {
        candidate
            .verdicts
            .iter()
            .find(|verdict| verdict.verdict == kind)
            .map(|verdict| verdict.reason.clone())
    };
    if let Some(reason) = verdict(VerdictKind::KnockedOut) {
        return Some(ProductOutcome::KnockedOut { reason });
    }
    // What is wrong in the session that counts, or in a later one, keeps the result from standing.
    let from = sessions
        .iter()
        .rev()
        .find(|session| session.mean.is_some())
        .map_or(0, |session| session.session);
    let latest = |held: &[HeldSession]| {
        held.iter().rev().find(|held| held.session >= from).map(|held| held.reason.clone())
    };
    if let Some(reason) = latest(&candidate.stopped) {
        return Some(ProductOutcome::KnockedOut { reason });
    }
    if let Some(reason) = latest(&candidate.held) {
        return Some(ProductOutcome::Held { reason });
    }
    verdict(VerdictKind::Supplement).map(|reason| ProductOutcome::NeedsSupplement { reason })
}

/// The outcome of a product with this star: who recognises it, if anybody does. A product that is
/// registered for a higher star is recognised anew only above the star that it has.
fn concluded(round: &Round, act: &Act, candidate: &Candidate<'_>, star: u8) -> ProductOutcome {
    let registration = &candidate.entry.registration;
    let old = registration.star.as_ref().map(|star| star.value);
    let old = old.filter(|_| registration.kind() == RegistrationKind::Upgrade);
    if let Some(kept) = old.filter(|old| star <= *old) {
        return ProductOutcome::NotRecognised { star, kept: Some(kept) };
    }
    match act.level(star) {
        Some(RecognitionLevel::Central) => {
            let meanwhile = round.decision.meanwhile_star;
            ProductOutcome::ProposedToMinistry {
                meanwhile: meanwhile.filter(|star| old.is_none_or(|old| *star > old)),
            }
        }
        Some(RecognitionLevel::Province) => ProductOutcome::Recognised { star },
        // Where the district recognises 3 stars itself (148/QĐ-TTg), it also recognises a product
        // that falls back to 3.
        Some(RecognitionLevel::District) | None => {
            ProductOutcome::NotRecognised { star, kept: None }
        }
    }
}
