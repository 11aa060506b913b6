//! Tells lost votes at their ballots, where these came in and could not be counted.

use std::collections::{BTreeMap, BTreeSet};

use super::files::by_file;
use super::older_forms;
use super::sources::{self, VoteSource};
use crate::finding::{Code, Findings};
use crate::forms::{FormWords, Forms};
use crate::round::Round;
use crate::rules::{Judgement, LostVote, LostVoteEffect, votes};

/// How many members without a ballot are named at a ballot without a member.
const NAMED: usize = 3;

/// Tells lost votes at the findings about their ballots; those that are not explained so are told
/// again by themselves.
pub(super) fn fold(
    round: &Round,
    words: &FormWords,
    forms: &Forms,
    judgement: &Judgement<'_>,
    findings: &mut Findings,
) {
    let sources = sources::of_votes(round, words, forms, &judgement.candidates, findings);
    let mut explained = older_forms::tell(round, forms, judgement, findings);
    let mut of_products: BTreeMap<usize, Vec<LostVote>> = BTreeMap::new();
    for vote in judgement.lost.iter().filter(|vote| !explained.contains(vote)) {
        of_products.entry(vote.candidate).or_default().push(*vote);
    }
    let mut came: BTreeMap<usize, Vec<LostVote>> = BTreeMap::new();
    for (product, lost) in &of_products {
        let possible =
            (0..sources.len()).filter(|at| sources[*at].may_be_about(*product)).collect();
        let pairs = pairs(lost, &sources, possible);
        // That no member has a ballot for a product is explained only when the ballots of all came
        // in.
        if lost.iter().any(|vote| vote.want == LostVoteEffect::WaitsForAll)
            && pairs.len() < lost.len()
        {
            continue;
        }
        for (vote, at) in pairs {
            came.entry(at).or_default().push(vote);
        }
    }
    tell(round, judgement, &sources, &came, findings);
    explained.extend(came.into_values().flatten());
    if explained.is_empty() {
        return;
    }
    let unscored = explained.iter().filter(|vote| vote.want == LostVoteEffect::WaitsForAll);
    let unscored: BTreeSet<_> =
        unscored.map(|vote| &judgement.candidates[vote.candidate].entry.product.place).collect();
    findings.retain(|finding| match finding.code {
        Code::VoteMissing | Code::BallotMissing => false,
        Code::ProductNotScored => !unscored.contains(&finding.place),
        _ => true,
    });
    let rest: Vec<LostVote> =
        judgement.lost.iter().filter(|vote| !explained.contains(vote)).copied().collect();
    findings.extend(votes::missing(round, &judgement.candidates, &rest));
}

/// Gives the lost votes of one product to the sources in which they came in, as far as that is
/// certain. Returns each vote with the index of its source.
///
/// It is certain where the source names the member and can mean no other session; and where there
/// are enough other sources for all votes that are left.
fn pairs(
    lost: &[LostVote],
    sources: &[VoteSource],
    possible: Vec<usize>,
) -> Vec<(LostVote, usize)> {
    let mut free = possible;
    let (mut pairs, mut left) = (Vec::new(), Vec::new());
    for vote in lost {
        let is_certain = |at: &usize| {
            let source = &sources[*at];
            let of_member = || lost.iter().filter(|other| source.may_hold(other)).count();
            source.member.is_some()
                && source.may_hold(vote)
                && (source.session.is_some() || of_member() == 1)
        };
        match free.iter().position(is_certain) {
            Some(place) => pairs.push((*vote, free.remove(place))),
            None => left.push(*vote),
        }
    }
    // Sources that name the member or the session are given first.
    free.sort_by_key(|at| (sources[*at].member.is_none(), sources[*at].session.is_none()));
    let mut others = Vec::new();
    for vote in &left {
        let Some(place) = free.iter().position(|at| sources[*at].may_hold(vote)) else {
            return pairs;
        };
        others.push((*vote, free.remove(place)));
    }
    pairs.extend(others);
    pairs
}

/// Writes into the finding about each source which products wait for it and, where it names no
/// member, whose ballots are missing.
fn tell(
    round: &Round,
    judgement: &Judgement<'_>,
    sources: &[VoteSource],
    came: &BTreeMap<usize, Vec<LostVote>>,
    findings: &mut Findings,
) {
    let mut by_file = by_file(findings);
    for (at, votes) in came {
        let source = &sources[*at];
        let wanting = wanting(round, source, votes);
        let of_file = by_file.get_mut(&source.place.file).into_iter().flatten();
        for finding in of_file.filter(|finding| source.is_kept_by(finding)) {
            for vote in votes.iter().filter(|vote| vote.want != LostVoteEffect::Nothing) {
                finding.hold(&judgement.candidates[vote.candidate].entry.product.value);
            }
            if let Some(wanting) = &wanting {
                let remedy = finding.remedy.take().unwrap_or_default();
                finding.remedy = Some(format!("{remedy} {wanting}").trim().to_owned());
            }
        }
    }
}

/// Whose ballots are missing, in Vietnamese, for a source that names no member; `None` for one that
/// does, or where more than [`NAMED`] are missing.
fn wanting(round: &Round, source: &VoteSource, votes: &[LostVote]) -> Option<String> {
    let members: BTreeSet<(u8, usize)> =
        votes.iter().map(|vote| (vote.session, vote.member)).collect();
    if source.member.is_some() || members.len() > NAMED {
        return None;
    }
    let name = |(session, member): &(u8, usize)| {
        format!("{} (lần chấm {session})", round.council.members[*member].person.name)
    };
    Some(format!(
        "Còn thiếu phiếu của: {}.",
        members.iter().map(name).collect::<Vec<_>>().join("; ")
    ))
}
