//! Lost votes whose ballots came and could not be counted: told at those ballots.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::{self, Source};
use crate::finding::{Code, Findings};
use crate::forms::{Forms, Words};
use crate::round::Round;
use crate::rules::{Judgement, Lost, Want, votes};

/// How many members who lack a ballot are named at one that is nobody's.
const NAMED: usize = 3;

/// Tells lost votes where their ballots are told.
pub(super) fn fold(round: &Round, words: &Words, forms: &Forms, judgement: &Judgement<'_>, findings: &mut Findings) {
    let sources = sources::of_votes(round, words, forms, &judgement.candidates, findings);
    if sources.is_empty() || judgement.lost.is_empty() {
        return;
    }
    let mut of_products: BTreeMap<usize, Vec<Lost>> = BTreeMap::new();
    for vote in &judgement.lost {
        of_products.entry(vote.candidate).or_default().push(*vote);
    }
    let mut came: Vec<(Lost, usize)> = Vec::new();
    for lost in of_products.values() {
        let found = pairs(lost, &sources);
        // That nobody has a ballot for a product is explained when everybody's came.
        let of_all = |vote: &Lost| vote.want == Want::WaitsForAll;
        if lost.iter().any(of_all) && found.len() < lost.len() {
            continue;
        }
        came.extend(found);
    }
    if came.is_empty() {
        return;
    }
    for (index, source) in sources.iter().enumerate() {
        let own: Vec<&Lost> = came.iter().filter(|(_, at)| *at == index).map(|(vote, _)| vote).collect();
        tell(round, judgement, source, &own, findings);
    }
    let explained: BTreeSet<Lost> = came.into_iter().map(|(vote, _)| vote).collect();
    let unscored = explained.iter().filter(|vote| vote.want == Want::WaitsForAll);
    let unscored: BTreeSet<_> =
        unscored.map(|vote| &judgement.candidates[vote.candidate].entry.product.place).collect();
    findings.retain(|finding| match finding.code {
        Code::VoteMissing | Code::BallotMissing => false,
        Code::ProductNotScored => !unscored.contains(&finding.place),
        _ => true,
    });
    let rest: Vec<Lost> = judgement.lost.iter().filter(|vote| !explained.contains(vote)).copied().collect();
    findings.extend(votes::missing(round, &judgement.candidates, &rest));
}

/// The lost votes of one product, each with the source in which it came, as far as that is certain.
///
/// It is certain where the source names the member and can mean no other session; and where as many ballots are nobody's as
/// votes are lost.
fn pairs(lost: &[Lost], sources: &[Source]) -> Vec<(Lost, usize)> {
    let mut free: Vec<usize> =
        (0..sources.len()).filter(|at| lost.iter().any(|vote| sources[*at].may_hold(vote))).collect();
    let mut pairs = Vec::new();
    let mut left: Vec<Lost> = Vec::new();
    for vote in lost {
        let named = |at: &usize| sources[*at].member.is_some() && sources[*at].may_hold(vote);
        let certain = free.iter().position(|at| {
            named(at)
                && (sources[*at].session.is_some()
                    || lost.iter().filter(|other| sources[*at].may_hold(other)).count() == 1)
        });
        match certain {
            Some(place) => pairs.push((*vote, free.remove(place))),
            None => left.push(*vote),
        }
    }
    // Those that say the session are given away before those that may be of any.
    free.sort_by_key(|at| (sources[*at].member.is_none(), sources[*at].session.is_none()));
    let mut others = Vec::new();
    for vote in &left {
        let Some(place) = free.iter().position(|at| sources[*at].may_hold(vote)) else { return pairs };
        others.push((*vote, free.remove(place)));
    }
    pairs.extend(others);
    pairs
}

/// Names at a source what waits for it and, where it is nobody's, whose ballots are wanting.
fn tell(round: &Round, judgement: &Judgement<'_>, source: &Source, votes: &[&Lost], findings: &mut Findings) {
    let members: BTreeSet<(u8, usize)> = votes.iter().map(|vote| (vote.session, vote.member)).collect();
    let wanting = if source.member.is_none() && (1..=NAMED).contains(&members.len()) {
        let name = |(session, member): &(u8, usize)| {
            format!("{} (lần chấm {session})", round.council.members[*member].person.name)
        };
        Some(format!("Còn thiếu phiếu của: {}.", members.iter().map(name).collect::<Vec<_>>().join("; ")))
    } else {
        None
    };
    for finding in findings.iter_mut().filter(|finding| source.is_kept_by(finding)) {
        for vote in votes.iter().filter(|vote| vote.want != Want::Nothing) {
            finding.hold(&judgement.candidates[vote.candidate].entry.product.value);
        }
        if let Some(wanting) = &wanting {
            let remedy = finding.remedy.take().unwrap_or_default();
            finding.remedy = Some(format!("{remedy} {wanting}").trim().to_owned());
        }
    }
}
