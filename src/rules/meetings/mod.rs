//! Checks the meetings: the quorum, and how far the members' totals lie apart.
//!
//! Regulations of the councils of Tây Ninh and Đồng Tháp; none of it was found in Quyết định
//! 1048/QĐ-TTg, so each rule is a setting with its default in `round.toml`.

mod spread;

use super::{Candidate, Cast, Fate};
use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{FILE, Round, Session};

/// Holds and reports the products that a meeting cannot conclude.
pub(super) fn check(round: &Round, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    for session in &round.sessions {
        quorum(round, session, candidates, findings);
    }
    spread::check(round, candidates, findings);
}

/// Holds the products of a session without quorum, and reports it.
fn quorum(
    round: &Round,
    session: &Session,
    candidates: &mut [Candidate<'_>],
    findings: &mut Findings,
) {
    let quorum = round.rules.quorum;
    if quorum.is_met(&round.council, session) {
        return;
    }
    let members = round.council.members.len();
    let attending =
        round.council.members.iter().filter(|member| session.attends(&member.person.name)).count();
    let chair = if quorum.with_chair {
        ", trong đó có Chủ tịch hoặc Phó Chủ tịch"
    } else {
        ""
    };
    let has_leader = quorum.has_leader(&round.council, session);
    let leaderless = if has_leader { "" } else { ", không có Chủ tịch, Phó Chủ tịch" };
    findings.push(
        Finding::new(
            Code::QuorumNotMet,
            Place::file(FILE).sheet(format!("lần chấm {}", session.number)),
            "Lần chấm này không đủ thành phần dự họp nên không có giá trị.",
        )
        .found(format!("{attending}/{members} thành viên có mặt{leaderless}"))
        .allowed(format!("ít nhất {}/{members}{chair}", quorum.needed(members)))
        .remedy("Họp lại Hội đồng, hoặc sửa danh sách vắng mặt nếu ghi nhầm."),
    );
    let is_void =
        |cast: &Cast<'_>| cast.ballot.session == session.number && cast.fate == Fate::Void;
    for candidate in candidates.iter_mut().filter(|candidate| candidate.casts.iter().any(is_void)) {
        candidate.hold(
            session.number,
            format!("lần chấm {} không đủ thành phần dự họp", session.number),
        );
    }
}
