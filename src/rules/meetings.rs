//! The meetings: quorum, and members' totals that lie too far apart.
//!
//! Regulations of the councils of Tây Ninh and Đồng Tháp; none of it was found in Quyết định 1048/QĐ-TTg, so each rule is
//! a setting with its default in `round.toml`.

use super::fate::gives_score;
use super::{Candidate, Cast, Fate};
use crate::finding::{Code, Finding, Findings, Place};
use crate::intake::number;
use crate::round::{FILE, Round, Session};

/// Holds what a meeting cannot conclude, and reports it.
pub(super) fn check(round: &Round, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    for session in &round.sessions {
        quorum(round, session, candidates, findings);
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
    let is_void = |cast: &Cast<'_>| cast.ballot.session == session.number && cast.fate == Fate::Void;
    for candidate in candidates.iter_mut().filter(|candidate| candidate.casts.iter().any(is_void)) {
        candidate.hold(session.number, format!("lần chấm {} không đủ thành phần dự họp", session.number));
    }
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
    // What was lost is cleared up first: it may change how far they lie apart.
    if candidate.held.iter().all(|held| held.session < session) {
        let apart = number::vietnamese(highest - lowest);
        candidate.hold(session, format!("điểm của các thành viên chênh nhau {apart} điểm"));
    }
}
