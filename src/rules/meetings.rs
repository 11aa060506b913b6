//! The meetings: quorum, ballots that are missing, members' totals that lie too far apart.
//!
//! Regulations of the councils of Tây Ninh and Đồng Tháp; none of it was found in Quyết định 1048/QĐ-TTg, so each rule is
//! a setting with its default in `round.toml`.

use super::Candidate;
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Ballot;
use crate::intake::number;
use crate::round::{FILE, Role, Round, Session};

/// Holds what a meeting cannot conclude, and reports it.
pub(super) fn check(round: &Round, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    for session in &round.sessions {
        quorum(round, session, candidates, findings);
        missing(round, session, candidates, findings);
    }
    for candidate in candidates {
        spread(round, candidate, findings);
    }
}

/// A session without its quorum concludes nothing.
fn quorum(round: &Round, session: &Session, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    let quorum = round.rules.quorum;
    if quorum.is_met(&round.council, session) {
        return;
    }
    let members = round.council.members.len();
    let attending = round.council.members.iter().filter(|member| session.attends(&member.person.name)).count();
    let chair = if quorum.with_chair { ", trong đó có Chủ tịch hoặc Phó Chủ tịch" } else { "" };
    findings.push(
        Finding::new(
            Code::QuorumNotMet,
            Place::file(FILE).sheet(format!("lần chấm {}", session.number)),
            "Lần chấm này không đủ thành phần dự họp nên không có giá trị.",
        )
        .found(format!("{attending}/{members} thành viên có mặt"))
        .allowed(format!("ít nhất {}/{members}{chair}", quorum.needed(members)))
        .remedy("Họp lại Hội đồng, hoặc sửa danh sách vắng mặt nếu ghi nhầm."),
    );
    for candidate in candidates
        .iter_mut()
        .filter(|candidate| candidate.is_admitted() && candidate.of_session(session.number).next().is_some())
    {
        candidate.hold(session.number, format!("lần chấm {} không đủ thành phần dự họp", session.number));
    }
}

/// Members who attended but left no ballot for products that others scored; told once a member.
fn missing(round: &Round, session: &Session, candidates: &[Candidate<'_>], findings: &mut Findings) {
    let is_scored = |candidate: &&Candidate<'_>| candidate.of_session(session.number).any(gives_score);
    let scored: Vec<_> = candidates.iter().filter(is_scored).collect();
    for (index, member) in round.council.members.iter().enumerate() {
        let name = &member.person.name;
        let silent = member.role == Role::Chair && !round.rules.chair_ballot_counts;
        if silent || !session.attends(name) || session.abstains(name) {
            continue;
        }
        // A ballot that cannot be read, or that does not count, has its own finding.
        let gave = |ballot: &Ballot| ballot.member == index && ballot.session == session.number;
        let held = |candidate: &Candidate<'_>| {
            candidate.of_session(session.number).any(|ballot| gave(ballot) && gives_score(ballot))
                || candidate.left_out.iter().any(|left_out| gave(left_out.ballot))
                || candidate.faulty.iter().any(|ballot| gave(ballot))
        };
        let without = scored.iter().filter(|candidate| !held(candidate));
        let products: Vec<_> = without.map(|candidate| candidate.entry.product.value.as_str()).collect();
        if !products.is_empty() {
            findings.push(ballot_missing(session, name, &products));
        }
    }
}

/// Whether there is a score, told without adding it up where there are marks.
fn gives_score(ballot: &Ballot) -> bool {
    !ballot.unreadable && !ballot.marks.is_empty() || ballot.score().is_some()
}

/// How many products of a missing ballot are named.
const NAMED: usize = 3;

fn ballot_missing(session: &Session, member: &str, products: &[&str]) -> Finding {
    let named = products.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    let more = if products.len() > NAMED { "; …" } else { "" };
    Finding::new(
        Code::BallotMissing,
        Place::file(FILE).sheet(format!("lần chấm {}", session.number)),
        format!(
            "{member} có mặt nhưng chưa có phiếu chấm cho một số sản phẩm; điểm trung bình chỉ tính trên các phiếu đã có."
        ),
    )
    .found(format!("thiếu {} sản phẩm: {named}{more}", products.len()))
    .remedy("Bổ sung phiếu, hoặc ghi thành viên vắng mặt, không chấm (abstaining) trong round.toml.")
}

/// Totals that lie too far apart in the session that counts: the council must discuss and score again.
fn spread(round: &Round, candidate: &mut Candidate<'_>, findings: &mut Findings) {
    let sessions = round.sessions.iter().rev().map(|session| session.number);
    let Some(session) = sessions.into_iter().find(|session| candidate.of_session(*session).any(gives_score)) else {
        return;
    };
    let scores: Vec<_> =
        candidate.of_session(session).filter_map(|ballot| Some((ballot.score()?, ballot.member))).collect();
    let (Some(&(highest, high)), Some(&(lowest, low))) = (scores.iter().max(), scores.iter().min()) else { return };
    if !round.rules.spread.is_too_wide(highest - lowest) {
        return;
    }
    let limit = number::vietnamese(round.rules.spread.limit);
    let name = |member: usize| &round.council.members[member].person.name;
    findings.push(
        Finding::new(
            Code::SpreadTooWide,
            candidate.entry.product.place.clone(),
            format!(
                "Điểm của các thành viên ở lần chấm {session} chênh lệch quá mức; Hội đồng phải thảo luận và chấm lại."
            ),
        )
        .heading(&candidate.entry.product.value)
        .found(format!(
            "cao nhất {} ({}), thấp nhất {} ({}), chênh {}",
            number::vietnamese(highest),
            name(high),
            number::vietnamese(lowest),
            name(low),
            number::vietnamese(highest - lowest)
        ))
        .allowed(if round.rules.spread.limit_allowed {
            format!("không quá {limit}")
        } else {
            format!("dưới {limit}")
        })
        .remedy("Tổ chức lần chấm tiếp theo cho sản phẩm này."),
    );
    candidate
        .hold(session, format!("điểm của các thành viên chênh nhau {} điểm", number::vietnamese(highest - lowest)));
}
