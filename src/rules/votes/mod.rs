//! Finds the votes that were lost, and holds what they keep from being concluded: the policy of
//! `[rules.ballots]`.
//!
//! A member who attended, does not abstain and has no interest in the owner owes every product a
//! ballot in the session that decides about it, with marks or with the reason for none. The session
//! that decides is the last one in which anybody scored the product; what nobody scores again keeps
//! its result. A lost vote holds the product, unless as many ballots count as the office settled to
//! be enough.

mod poll;
mod told;

use self::poll::{MemberAnswer, Poll};
use self::told::LostVotes;
pub(super) use self::told::{listed, missing};
use super::fate::is_given;
use super::names::FoldedNames;
use super::{Candidate, Cast, Fate, LostVote};
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Unclaimed, product_key};
use crate::round::{Round, Session};

/// Reports lost votes and stray ballots, and holds the products concerned. Returns the votes that
/// were lost because a ballot is missing.
pub(super) fn check(
    round: &Round,
    candidates: &mut [Candidate<'_>],
    names: &[FoldedNames],
    unclaimed: &[Unclaimed],
    findings: &mut Findings,
) -> Vec<LostVote> {
    let met = |session: &&Session| round.rules.quorum.is_met(&round.council, session);
    let valid: Vec<_> = round.sessions.iter().filter(met).collect();
    let came: Vec<_> =
        valid.iter().copied().filter(|session| has_ballots(candidates, session.number)).collect();
    let mut told = LostVotes::default();
    let admitted = candidates
        .iter_mut()
        .zip(names)
        .enumerate()
        .filter(|(_, (candidate, _))| candidate.is_admitted());
    for (index, (candidate, names)) in admitted {
        let sessions = if came.is_empty() { &valid } else { &came };
        if let Some(finding) = nobody_may_score(round, sessions, candidate, names) {
            findings.push(finding);
            continue;
        }
        let polls: Vec<_> =
            came.iter().map(|session| Poll::of(round, session, candidate, &names.owner)).collect();
        if let Some(decides) = one(round, (index, candidate), &polls, &mut told, findings) {
            wait_for_unclaimed(&valid, candidate, decides, unclaimed);
        }
    }
    let lost = told.tell(round, findings);
    findings.extend(missing(round, candidates, &lost));
    lost
}

/// Whether anybody who may score gave a ballot in a session.
fn has_ballots(candidates: &[Candidate<'_>], session: u8) -> bool {
    let gave = |cast: &Cast<'_>| {
        let kept_out = matches!(
            cast.fate,
            Fate::Absent { .. } | Fate::Replaced { .. } | Fate::NotAdmitted | Fate::Withdrawn
        );
        cast.ballot.session == session && !kept_out && is_given(cast.ballot)
    };
    candidates.iter().flat_map(|candidate| &candidate.casts).any(gave)
}

/// Holds a product that nobody may score, since every member who attends has an interest in the
/// owner.
fn nobody_may_score(
    round: &Round,
    sessions: &[&Session],
    candidate: &mut Candidate<'_>,
    names: &FoldedNames,
) -> Option<Finding> {
    let last = sessions.last()?;
    let barred = |session: &&Session| Poll::everybody_is_barred(round, session, &names.owner);
    if !sessions.iter().all(barred) {
        return None;
    }
    candidate
        .hold(last.number, "mọi thành viên Hội đồng chấm điểm đều có xung đột lợi ích với chủ thể");
    let entry = candidate.entry;
    let message = "Mọi thành viên Hội đồng được chấm điểm đều có xung đột lợi ích với chủ thể của \
                   sản phẩm này, nên không có phiếu nào được tính.";
    Some(
        Finding::new(Code::AllInConflict, entry.product.place.clone(), message)
            .heading(&entry.product.value)
            .found(&entry.owner.name.value)
            .remedy(
                "Xem lại các mục [[conflicts]]; nếu khai đúng, Hội đồng cần có thành viên không \
                 có xung đột lợi ích để chấm sản phẩm này.",
            ),
    )
}

/// Holds a product for which a ballot came in that may belong to a later session than the one that
/// decides.
fn wait_for_unclaimed(
    valid: &[&Session],
    candidate: &mut Candidate<'_>,
    decides: u8,
    unclaimed: &[Unclaimed],
) {
    let own = product_key(&candidate.entry.product.value);
    let Some(last) = valid.last().map(|session| session.number).filter(|last| *last > decides)
    else {
        return;
    };
    let later = |ballot: &&Unclaimed| {
        ballot.session.is_none_or(|session| session > decides)
            && ballot.products.iter().any(|product| product_key(product) == own)
    };
    if let Some(ballot) = unclaimed.iter().find(later) {
        let reason = match ballot.session {
            None => "có phiếu của sản phẩm mà chưa rõ là của lần chấm nào".to_owned(),
            Some(session) => {
                format!("có phiếu của lần chấm {session} mà chưa rõ là của thành viên nào")
            }
        };
        candidate.hold(last, reason);
    }
}

/// Decides about the votes for one product. Returns the session that decides; `None` where nobody
/// scored it.
fn one<'a>(
    round: &Round,
    (index, candidate): (usize, &mut Candidate<'a>),
    polls: &[Poll<'_, 'a>],
    told: &mut LostVotes<'a>,
    findings: &mut Findings,
) -> Option<u8> {
    let strays = strays(polls);
    let is_stray =
        |poll: &Poll<'_, '_>, member: usize| strays.contains(&(poll.session.number, member));
    let scored = |poll: &&Poll<'_, '_>| poll.scored_by().any(|member| !is_stray(poll, member));
    let with_forms = |poll: &&Poll<'_, '_>| poll.count(MemberAnswer::is_form_without_marks) > 0;
    let Some(decides) = polls.iter().rfind(scored).or_else(|| polls.iter().rfind(with_forms))
    else {
        if let Some(finding) = not_scored(candidate, polls) {
            findings.push(finding);
            told.unscored(index, polls);
        }
        return None;
    };
    // A product that every member left blank was not scored, with or without a reason.
    if !scored(&decides) && decides.count(MemberAnswer::is_lost_paper) == 0 {
        return Some(decides.session.number);
    }
    for stray in &strays {
        lead_nowhere(candidate, polls, *stray);
        told.stray(candidate, *stray, decides.session.number);
    }
    if let Some((session, _)) = strays.last() {
        let held = (*session).max(decides.session.number);
        candidate.hold(
            held,
            format!("có phiếu ghi lần chấm {session} mà hầu hết thành viên không chấm ở lần đó"),
        );
    }
    let astray = |member: usize| strays.iter().any(|(_, stray)| *stray == member);
    let reason = decides.lost(round, &astray);
    let waits = reason.is_some() && (decides.contradicts() || !decides.suffices(round));
    if let Some(reason) = reason.filter(|_| waits) {
        candidate.hold(decides.session.number, reason);
    }
    for poll in polls.iter().filter(|poll| scored(poll) || std::ptr::eq(*poll, decides)) {
        let holds = waits && std::ptr::eq(poll, decides);
        for (member, answer) in poll.answers.iter().filter(|(member, _)| !astray(**member)) {
            told.silent(poll.session.number, *member, *answer, index, holds);
        }
    }
    Some(decides.session.number)
}

/// The stray ballots, by session and member: those in a session in which most members gave none for
/// the product, while more did in another session (the main one).
///
/// In a session after the main one all of them are stray; in one before it, those of members who
/// gave none in the main one.
fn strays(polls: &[Poll<'_, '_>]) -> Vec<(u8, usize)> {
    let spoken = |poll: &Poll<'_, '_>| poll.answers.len() - poll.count(MemberAnswer::is_silent);
    let Some(main) = polls.iter().max_by_key(|poll| spoken(poll)) else { return Vec::new() };
    let (session, mut strays) = (main.session.number, Vec::new());
    let silent = |poll: &&Poll<'_, '_>| {
        poll.session.number != session && spoken(poll) * 2 < poll.answers.len()
    };
    for poll in polls.iter().filter(silent) {
        let lacks =
            |member: &usize| main.answers.get(member).is_none_or(|answer| answer.is_silent());
        let members =
            poll.scored_by().filter(|member| poll.session.number > session || lacks(member));
        strays.extend(members.map(|member| (poll.session.number, member)));
    }
    strays
}

/// Makes a counting ballot a stray one, which decides nothing.
fn lead_nowhere(
    candidate: &mut Candidate<'_>,
    polls: &[Poll<'_, '_>],
    (session, member): (u8, usize),
) {
    let Some(poll) = polls.iter().find(|poll| poll.session.number == session) else { return };
    let fate = Fate::Stray { without: poll.count(MemberAnswer::is_silent), of: poll.answers.len() };
    let own = |cast: &&mut Cast<'_>| {
        (cast.ballot.session, cast.ballot.member) == (session, member) && cast.counts()
    };
    candidate.casts.iter_mut().filter(own).for_each(|cast| cast.fate = fate.clone());
    let still = candidate.casts.iter().any(|cast| cast.ballot.session == session && cast.counts());
    candidate.stopped.retain(|stopped| still || stopped.session != session);
}

/// Holds a product for which no member has a ballot; returns the finding about it.
fn not_scored(candidate: &mut Candidate<'_>, polls: &[Poll<'_, '_>]) -> Option<Finding> {
    let last = polls.iter().rfind(|poll| !poll.answers.is_empty())?;
    // Ballots of a session without quorum are told with the session.
    if candidate.casts.iter().any(|cast| cast.fate == Fate::Void) {
        return None;
    }
    candidate.hold(last.session.number, "chưa có phiếu chấm nào cho sản phẩm này");
    let entry = candidate.entry;
    let message =
        "Không thành viên nào có phiếu chấm cho sản phẩm này, cũng không ai ghi lý do không chấm.";
    Some(Finding::new(Code::ProductNotScored, entry.product.place.clone(), message).remedy(
        "Tìm phiếu của sản phẩm, sửa tên sản phẩm trong phiếu, hoặc ghi lý do không chấm vào \
         phiếu.",
    ))
}
