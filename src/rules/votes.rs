//! Votes that were lost, and what follows: the one policy of `[rules.ballots]`.
//!
//! A member who attended, does not abstain and has no interest in the owner owes every product a ballot in the session that
//! decides about it, with marks or with the reason for none. The session that decides is the last one in which anybody scored
//! the product: what nobody scores again keeps its result. A lost vote holds the product, unless the share of votes that the
//! office settled is there without it.

use std::collections::BTreeMap;

use super::fate::is_given;
use super::names::Names;
use super::poll::{Answer, Poll};
use super::{Candidate, Cast, Fate};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Ballot;
use crate::round::{FILE, Round, Session};

/// How many products a sentence names.
const NAMED: usize = 30;

/// Tells lost votes and stray ballots, and holds what they keep from being concluded.
pub(super) fn check(round: &Round, candidates: &mut [Candidate<'_>], names: &[Names], findings: &mut Findings) {
    let met = |session: &&Session| round.rules.quorum.is_met(&round.council, session);
    let valid: Vec<_> = round.sessions.iter().filter(met).collect();
    let came: Vec<_> = valid.iter().copied().filter(|session| has_ballots(candidates, session.number)).collect();
    let mut told = Told::default();
    for (candidate, names) in candidates.iter_mut().zip(names).filter(|(candidate, _)| candidate.is_admitted()) {
        let sessions = if came.is_empty() { &valid } else { &came };
        if let Some(finding) = nobody_may_score(round, sessions, candidate, names) {
            findings.push(finding);
            continue;
        }
        let polls: Vec<_> = came.iter().map(|session| Poll::of(round, session, candidate, &names.owner)).collect();
        one(round, candidate, &polls, &mut told, findings);
    }
    told.tell(round, findings);
}

/// Whether anybody who may has given a ballot in this session.
fn has_ballots(candidates: &[Candidate<'_>], session: u8) -> bool {
    let gave = |cast: &Cast<'_>| {
        let kept_out = matches!(cast.fate, Fate::Absent { .. } | Fate::Replaced { .. } | Fate::NotAdmitted);
        cast.ballot.session == session && !kept_out && is_given(cast.ballot)
    };
    candidates.iter().flat_map(|candidate| &candidate.casts).any(gave)
}

/// Holds a product whose owner every member who attends has an interest in.
fn nobody_may_score(
    round: &Round,
    sessions: &[&Session],
    candidate: &mut Candidate<'_>,
    names: &Names,
) -> Option<Finding> {
    let last = sessions.last()?;
    let barred = |session: &&Session| Poll::everybody_is_barred(round, session, &names.owner);
    if !sessions.iter().all(|session| barred(session)) {
        return None;
    }
    candidate.hold(last.number, "mọi thành viên Hội đồng chấm điểm đều có xung đột lợi ích với chủ thể");
    let entry = candidate.entry;
    let message = "Mọi thành viên Hội đồng được chấm điểm đều có xung đột lợi ích với chủ thể của sản phẩm này, nên không có \
                   phiếu nào được tính.";
    Some(
        Finding::new(Code::AllInConflict, entry.product.place.clone(), message)
            .heading(&entry.product.value)
            .found(&entry.owner.name.value)
            .remedy(
                "Xem lại các mục [[conflicts]]; nếu khai đúng, Hội đồng cần có thành viên không có xung đột lợi ích để chấm sản \
                 phẩm này.",
            ),
    )
}

/// Settles the votes for one product.
fn one<'a>(
    round: &Round,
    candidate: &mut Candidate<'a>,
    polls: &[Poll<'_, 'a>],
    told: &mut Told<'a>,
    findings: &mut Findings,
) {
    let product = candidate.entry.product.value.as_str();
    let strays = strays(polls);
    let is_stray = |poll: &Poll<'_, '_>, member: usize| strays.contains(&(poll.session.number, member));
    let scored = |poll: &&Poll<'_, '_>| poll.scored_by().any(|member| !is_stray(poll, member));
    let with_reasons = |poll: &&Poll<'_, '_>| poll.count(Answer::is_reason) > 0;
    let Some(decides) = polls.iter().rfind(scored).or_else(|| polls.iter().rfind(with_reasons)) else {
        findings.extend(not_scored(candidate, polls));
        return;
    };
    for (session, member) in &strays {
        let poll = polls.iter().find(|poll| poll.session.number == *session);
        let (without, of) = poll.map_or((0, 0), |poll| (poll.count(Answer::is_silent), poll.answers.len()));
        stray(candidate, (*session, *member), Fate::Stray { without, of });
        told.stray(candidate, (*session, *member), decides.session.number);
    }
    if let Some((session, _)) = strays.last() {
        let held = (*session).max(decides.session.number);
        candidate.hold(held, format!("có phiếu ghi lần chấm {session} mà hầu hết thành viên không chấm ở lần đó"));
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
            told.silent(poll.session.number, *member, *answer, product, holds);
        }
    }
}

/// Ballots, by session and member, in sessions in which most members were silent about the product, while more of them were
/// not in another one.
///
/// In a later session all of them; in an earlier one only those of members who gave none in the other one.
fn strays(polls: &[Poll<'_, '_>]) -> Vec<(u8, usize)> {
    let spoken = |poll: &Poll<'_, '_>| poll.answers.len() - poll.count(Answer::is_silent);
    let Some(main) = polls.iter().max_by_key(|poll| spoken(poll)) else { return Vec::new() };
    let (session, mut strays) = (main.session.number, Vec::new());
    let silent = |poll: &&Poll<'_, '_>| poll.session.number != session && spoken(poll) * 2 < poll.answers.len();
    for poll in polls.iter().filter(silent) {
        let lacks = |member: &usize| main.answers.get(member).is_none_or(|answer| answer.is_silent());
        let members = poll.scored_by().filter(|member| poll.session.number > session || lacks(member));
        strays.extend(members.map(|member| (poll.session.number, member)));
    }
    strays
}

/// Lets a ballot that counted decide nothing.
fn stray(candidate: &mut Candidate<'_>, (session, member): (u8, usize), fate: Fate) {
    let of = |cast: &&mut Cast<'_>| (cast.ballot.session, cast.ballot.member) == (session, member) && cast.counts();
    candidate.casts.iter_mut().filter(of).for_each(|cast| cast.fate = fate.clone());
    let still = candidate.casts.iter().any(|cast| cast.ballot.session == session && cast.counts());
    candidate.stopped.retain(|stopped| still || stopped.session != session);
}

/// A product of which no member says anything.
fn not_scored(candidate: &mut Candidate<'_>, polls: &[Poll<'_, '_>]) -> Option<Finding> {
    let last = polls.iter().rfind(|poll| !poll.answers.is_empty())?;
    // What was done in a session without value is told of that session.
    if candidate.casts.iter().any(|cast| cast.fate == Fate::Void) {
        return None;
    }
    candidate.hold(last.session.number, "chưa có phiếu chấm nào cho sản phẩm này");
    let entry = candidate.entry;
    let message = "Không thành viên nào có phiếu chấm cho sản phẩm này, cũng không ai ghi lý do không chấm.";
    Some(
        Finding::new(Code::ProductNotScored, entry.product.place.clone(), message)
            .remedy("Tìm phiếu của sản phẩm, sửa tên sản phẩm trong phiếu, hoặc ghi lý do không chấm vào phiếu."),
    )
}

/// What is told once a member and session, with the products it is about.
#[derive(Default)]
struct Told<'a> {
    /// Products without a ballot, by whether they wait for it.
    missing: BTreeMap<(u8, usize, bool), Vec<&'a str>>,
    /// Products left blank that wait.
    blank: BTreeMap<(u8, usize), Vec<&'a Ballot>>,
    /// Stray ballots, how many members gave none, how many should have, and the session that decides.
    stray: BTreeMap<(u8, usize), Vec<(&'a Ballot, Fate, u8)>>,
}

impl<'a> Told<'a> {
    fn silent(&mut self, session: u8, member: usize, answer: Answer<'a>, product: &'a str, holds: bool) {
        match answer {
            Answer::Blank(ballot) if holds => self.blank.entry((session, member)).or_default().push(ballot),
            Answer::Missing | Answer::Blank(_) => {
                self.missing.entry((session, member, holds)).or_default().push(product)
            }
            _ => {}
        }
    }

    fn stray(&mut self, candidate: &Candidate<'a>, (session, member): (u8, usize), decides: u8) {
        let of = |cast: &&Cast<'_>| (cast.ballot.session, cast.ballot.member) == (session, member);
        let casts = candidate.casts.iter().filter(of).filter(|cast| matches!(cast.fate, Fate::Stray { .. }));
        let strays = self.stray.entry((session, member)).or_default();
        strays.extend(casts.map(|cast| (cast.ballot, cast.fate.clone(), decides)));
    }

    fn tell(self, round: &Round, findings: &mut Findings) {
        let name = |member: usize| round.council.members[member].person.name.as_str();
        // Members who lack ballots for the same products are told together.
        let mut alike: BTreeMap<(u8, bool, Vec<&str>), Vec<&str>> = BTreeMap::new();
        for ((session, member, holds), products) in self.missing {
            alike.entry((session, holds, products)).or_default().push(name(member));
        }
        findings.extend(
            alike.iter().map(|((session, holds, products), members)| missing(*session, members, products, *holds)),
        );
        for ((session, member), ballots) in self.blank {
            findings.extend(blank(session, name(member), ballots));
        }
        for ((session, member), strays) in self.stray {
            findings.extend(astray(session, name(member), strays));
        }
    }
}

/// `3 sản phẩm: Chè; Mật ong; Cá nướng`
fn listed(products: &[&str]) -> String {
    let named = products.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    let more = if products.len() > NAMED { "; …" } else { "" };
    format!("{} sản phẩm: {named}{more}", products.len())
}

fn missing(session: u8, members: &[&str], products: &[&str], holds: bool) -> Finding {
    let place = Place::file(FILE).sheet(format!("lần chấm {session}"));
    let (code, what, remedy) = if holds {
        let remedy = "Bổ sung phiếu. Ai vắng mặt hoặc không chấm thì khai ở mục absent hoặc abstaining của lần chấm.";
        (Code::VoteMissing, "các sản phẩm đó chờ", remedy)
    } else {
        let remedy = "Bổ sung phiếu, hoặc khai thành viên vắng mặt (absent), không chấm (abstaining) ở lần chấm này.";
        (Code::BallotMissing, "điểm trung bình chỉ tính trên các phiếu đã có", remedy)
    };
    let who = match members {
        [only] => (*only).to_owned(),
        many => format!("{} thành viên ({})", many.len(), many.join("; ")),
    };
    let message = format!("{who} có mặt nhưng chưa có phiếu chấm cho một số sản phẩm; {what}.");
    Finding::new(code, place, message).found(format!("thiếu {}", listed(products))).remedy(remedy)
}

fn blank(session: u8, member: &str, mut ballots: Vec<&Ballot>) -> Option<Finding> {
    ballots.sort_by_key(|ballot| &ballot.product.place);
    let products: Vec<_> = ballots.iter().map(|ballot| ballot.name.as_str()).collect();
    let message =
        format!("{member} có mặt ở lần chấm {session} nhưng để trống phiếu và không ghi lý do; các sản phẩm đó chờ.");
    Some(
        Finding::new(Code::BallotBlank, ballots.first()?.product.place.clone(), message)
            .found(format!("để trống {}", listed(&products)))
            .remedy("Hỏi lại thành viên Hội đồng: điền điểm, hoặc ghi lý do không chấm vào phiếu."),
    )
}

fn astray(session: u8, member: &str, mut strays: Vec<(&Ballot, Fate, u8)>) -> Option<Finding> {
    strays.sort_by_key(|(ballot, ..)| &ballot.product.place);
    let (first, fate, decides) = strays.first()?;
    let products: Vec<_> = strays.iter().map(|(ballot, ..)| ballot.name.as_str()).collect();
    let Fate::Stray { without, of } = fate else { return None };
    let message = format!(
        "{member} có phiếu ghi lần chấm {session}, trong khi hầu hết thành viên không chấm sản phẩm ở lần đó; phiếu không quyết \
         định kết quả, sản phẩm chờ."
    );
    Some(
        Finding::new(Code::BallotStray, first.product.place.clone(), message)
            .heading("Lần chấm")
            .found(format!("{without} trong {of} thành viên không có phiếu ở lần chấm {session}; {}", listed(&products)))
            .remedy(format!(
                "Có phải phiếu này của lần chấm {decides} không? Nếu ghi nhầm, sửa ô “Lần chấm” của phiếu; nếu Hội đồng đã chấm \
                 ở lần {session}, bổ sung phiếu của các thành viên còn lại."
            )),
    )
}
