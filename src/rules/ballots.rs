//! Which ballots count: of a member who attended, for a known product, given once, in a session with a quorum.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Candidate, Held, Standing, sums};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Ballot, Forms};
use crate::intake::{number, text};
use crate::round::{FILE, Round, Session};

/// Gives every candidate the ballots that count for it.
pub(super) fn assign<'a>(round: &Round, candidates: &mut [Candidate<'a>], forms: &'a Forms, findings: &mut Findings) {
    let names = Names::of(candidates);
    let mut ballots: Vec<&Ballot> = forms.ballots.iter().collect();
    ballots.sort_by_key(|ballot| (ballot.session, ballot.member, &ballot.product.place));
    for ballot in ballots {
        let Some(index) = names.find(ballot) else {
            findings.push(product_unknown(ballot));
            continue;
        };
        if let Standing::Admitted = candidates[index].standing {
            sums::ballot(ballot, findings);
            take(round, &mut candidates[index], ballot, findings);
        }
    }
    for session in &round.sessions {
        quorum(round, session, candidates, findings);
        missing(round, session, candidates, findings);
    }
}

/// The candidates by folded name, to be found again from what a ballot calls them.
struct Names(BTreeMap<String, Vec<(usize, String)>>);

impl Names {
    fn of(candidates: &[Candidate<'_>]) -> Self {
        let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let entry = candidate.entry;
            names
                .entry(text::fold(&entry.product.value))
                .or_default()
                .push((index, text::fold(&entry.owner.name.value)));
        }
        Self(names)
    }

    /// The candidate of this name; where two owners have one, the owner decides.
    fn find(&self, ballot: &Ballot) -> Option<usize> {
        let named = self.0.get(&text::fold(&ballot.product.value))?;
        let owner = ballot.owner.as_ref().map(|owner| text::fold(&owner.value));
        let same_owner = named.iter().find(|(_, name)| Some(name) == owner.as_ref());
        let only = || named.first().filter(|_| named.len() == 1);
        same_owner.or_else(only).map(|(index, _)| *index)
    }
}

/// Takes one ballot in, unless the rules speak against it.
fn take<'a>(round: &Round, candidate: &mut Candidate<'a>, ballot: &'a Ballot, findings: &mut Findings) {
    let member = &round.council.members[ballot.member].person.name;
    let session = round.sessions.iter().find(|session| session.number == ballot.session);
    let absent = session.is_some_and(|session| session.absent.iter().any(|absence| absence.name == *member));
    let place = ballot.product.place.clone();
    if absent && ballot.score().is_some() {
        findings.push(
            Finding::new(
                Code::AbsentMemberScored,
                place,
                "Thành viên này vắng mặt theo round.toml nhưng có phiếu chấm; phiếu không được tính.",
            )
            .found(member)
            .remedy("Sửa mục absent của lần chấm, hoặc bỏ phiếu này."),
        );
        return;
    }
    if ballot.incomplete {
        let reason = format!("phiếu của {member} còn ô chưa đọc được");
        candidate.held.push(Held { session: ballot.session, reason });
    }
    if ballot.score().is_some_and(|score| !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score)) {
        let place = ballot.total.as_ref().map_or(place, |total| total.place.clone());
        findings.push(
            Finding::new(Code::ScoreOutOfRange, place, "Tổng điểm của phiếu nằm ngoài thang điểm.")
                .heading("Tổng điểm")
                .found(ballot.score().map(number::vietnamese).unwrap_or_default())
                .allowed("từ 0 đến 100"),
        );
        let reason = format!("phiếu của {member} có tổng điểm nằm ngoài thang điểm");
        candidate.held.push(Held { session: ballot.session, reason });
        return;
    }
    let earlier =
        candidate.ballots.iter().find(|earlier| (earlier.session, earlier.member) == (ballot.session, ballot.member));
    match earlier {
        None => candidate.ballots.push(ballot),
        Some(earlier) => repeated(candidate, earlier, ballot, member, findings),
    }
}

/// A second ballot of one member for one product and session: harmless when it says the same.
fn repeated(candidate: &mut Candidate<'_>, earlier: &Ballot, ballot: &Ballot, member: &str, findings: &mut Findings) {
    let marks = |ballot: &Ballot| ballot.marks.iter().map(|mark| mark.mark.value).collect::<Vec<_>>();
    let place = ballot.product.place.clone();
    let other = format!("phiếu kia: {}", earlier.product.place);
    if (earlier.score(), marks(earlier)) == (ballot.score(), marks(ballot)) {
        findings.push(
            Finding::new(Code::BallotTwice, place, "Phiếu này giống hệt một phiếu khác; chỉ một phiếu được tính.")
                .found(other),
        );
        return;
    }
    findings.push(
        Finding::new(
            Code::BallotContradicts,
            place,
            "Hai phiếu của cùng một thành viên cho cùng sản phẩm, cùng lần chấm lại khác nhau; sản phẩm chờ làm rõ.",
        )
        .found(other)
        .remedy("Hỏi lại thành viên Hội đồng và chỉ giữ phiếu đúng."),
    );
    let reason = format!("{member} có hai phiếu khác nhau");
    candidate.held.push(Held { session: ballot.session, reason });
}

/// A session without its quorum concludes nothing.
fn quorum(round: &Round, session: &Session, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    let members = round.council.members.len();
    let attending = members.saturating_sub(session.absent.len());
    let needed = round.rules.quorum.needed(members);
    if attending >= needed {
        return;
    }
    findings.push(
        Finding::new(
            Code::QuorumNotMet,
            Place::file(FILE).sheet("sessions.absent"),
            format!("Lần chấm {} không đủ số thành viên dự họp nên không có giá trị.", session.number),
        )
        .found(format!("{attending}/{members} thành viên có mặt"))
        .allowed(format!("ít nhất {needed}/{members}"))
        .remedy("Họp lại Hội đồng, hoặc sửa danh sách vắng mặt nếu ghi nhầm."),
    );
    for candidate in candidates.iter_mut().filter(|candidate| candidate.standing == Standing::Admitted) {
        let reason = format!("lần chấm {} không đủ thành viên dự họp", session.number);
        candidate.held.push(Held { session: session.number, reason });
    }
}

/// Members who attended but left no ballot for products that others scored; told once a member.
fn missing(round: &Round, session: &Session, candidates: &[Candidate<'_>], findings: &mut Findings) {
    let in_session = |ballot: &&Ballot| ballot.session == session.number;
    let is_scored = |candidate: &&Candidate<'_>| {
        candidate.ballots.iter().copied().filter(in_session).any(|ballot| ballot.score().is_some())
    };
    let scored: Vec<_> = candidates.iter().filter(is_scored).collect();
    for (index, member) in round.council.members.iter().enumerate() {
        let name = &member.person.name;
        if session.absent.iter().any(|absence| absence.name == *name) {
            continue;
        }
        // A ballot that cannot be read has its own finding.
        let gave = |ballot: &Ballot| ballot.member == index && (ballot.score().is_some() || ballot.incomplete);
        let without = scored.iter().filter(|candidate| !candidate.ballots.iter().copied().filter(in_session).any(gave));
        let products: Vec<_> = without.map(|candidate| candidate.entry.product.value.as_str()).collect();
        if !products.is_empty() {
            findings.push(ballot_missing(session, name, &products));
        }
    }
}

/// How many products of a missing ballot are named.
const NAMED: usize = 3;

fn ballot_missing(session: &Session, member: &str, products: &[&str]) -> Finding {
    let named = products.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    let more = if products.len() > NAMED { "; …" } else { "" };
    Finding::new(
        Code::BallotMissing,
        Place::file(FILE).sheet(format!("lần chấm {}", session.number)),
        format!("{member} có mặt nhưng chưa có phiếu chấm cho một số sản phẩm; điểm trung bình chỉ tính trên các phiếu đã có."),
    )
    .found(format!("thiếu {} sản phẩm: {named}{more}", products.len()))
    .remedy("Bổ sung phiếu, hoặc ghi thành viên vắng mặt trong round.toml.")
}

fn product_unknown(ballot: &Ballot) -> Finding {
    Finding::new(
        Code::ProductUnknown,
        ballot.product.place.clone(),
        "Sản phẩm trong phiếu không có trong danh sách đề nghị của huyện nào; điểm không được tính.",
    )
    .found(match &ballot.owner {
        Some(owner) => format!("{} ({})", ballot.product.value, owner.value),
        None => ballot.product.value.clone(),
    })
    .remedy("Sửa tên sản phẩm trong phiếu cho khớp với danh sách của huyện.")
}
