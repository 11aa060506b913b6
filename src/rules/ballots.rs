//! Which ballots count: of a member who attended and has no interest, for a known product, given once, sound in itself.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::names::Names;
use super::sums::Sums;
use super::{Candidate, Held, LeftOut, conflicts, marks, sums};
use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings};
use crate::forms::{Ballot, Forms, owner_key, product_key};
use crate::intake::number;
use crate::round::{Member, Role, Round, Session};

/// Gives every candidate the ballots that count for it.
pub(super) fn assign<'a>(
    round: &Round,
    act: &Act,
    candidates: &mut [Candidate<'a>],
    names: &[Names],
    forms: &'a Forms,
    findings: &mut Findings,
) {
    let mut candidates_by_name = Named::of(names);
    let ceilings: Vec<_> =
        candidates.iter().map(|candidate| marks::ceilings(act, candidate.set, candidate.entry)).collect();
    let mut ballots: Vec<&Ballot> = forms.ballots.iter().collect();
    ballots.sort_by_key(|ballot| (ballot.session, ballot.member, &ballot.product.place));
    for ballot in ballots {
        let Some(index) = candidates_by_name.find(ballot) else {
            findings.push(product_unknown(ballot));
            continue;
        };
        if candidates[index].is_admitted() {
            let sums = Sums::of(ballot);
            sums::ballot(ballot, &sums, findings);
            let owner = &names[index].owner;
            take(round, &mut candidates[index], owner, &ceilings[index], (ballot, &sums), findings);
        }
    }
}

/// The candidates by folded name, to be found again from what a ballot calls them.
struct Named<'a> {
    /// By product: index and owner.
    products: BTreeMap<&'a str, Vec<(usize, &'a str)>>,
    /// What was found for the names of earlier ballots, as typed: all members write the same names.
    found: BTreeMap<(&'a str, Option<&'a str>), Option<usize>>,
}

impl<'a> Named<'a> {
    fn of(names: &'a [Names]) -> Self {
        let mut products: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (index, names) in names.iter().enumerate() {
            products.entry(names.product.as_str()).or_default().push((index, names.owner.as_str()));
        }
        Self { products, found: BTreeMap::new() }
    }

    /// The candidate that a ballot is about.
    fn find(&mut self, ballot: &'a Ballot) -> Option<usize> {
        let typed = (ballot.product.value.as_str(), ballot.owner.as_ref().map(|owner| owner.value.as_str()));
        if let Some(found) = self.found.get(&typed) {
            return *found;
        }
        let found = self.look_up(typed);
        self.found.insert(typed, found);
        found
    }

    /// The candidate of this name; where two owners have one, the owner decides.
    fn look_up(&self, (product, owner): (&str, Option<&str>)) -> Option<usize> {
        let named = self.products.get(product_key(product).as_str())?;
        let owner = owner.map(owner_key);
        let same_owner = named.iter().find(|(_, name)| Some(*name) == owner.as_deref());
        let only = || named.first().filter(|_| named.len() == 1);
        same_owner.or_else(only).map(|(index, _)| *index)
    }
}

/// Takes one ballot in, unless the rules speak against it.
fn take<'a>(
    round: &Round,
    candidate: &mut Candidate<'a>,
    owner: &str,
    ceilings: &[Decimal; 3],
    (ballot, sums): (&'a Ballot, &Sums),
    findings: &mut Findings,
) {
    let member = &round.council.members[ballot.member];
    let name = &member.person.name;
    let session = round.sessions.iter().find(|session| session.number == ballot.session);
    if sums.score.is_some() && session.is_some_and(|session| !session.attends(name)) {
        findings.push(absent(name, ballot));
        return;
    }
    let same = |other: &Ballot| (other.session, other.member) == (ballot.session, ballot.member);
    if candidate.faulty.iter().any(|other| same(other)) {
        candidate.faulty.push(ballot);
        return;
    }
    if let Some(reason) = does_not_count(round, session, member, owner) {
        let same =
            |earlier: &LeftOut<'_>| (earlier.ballot.session, earlier.ballot.member) == (ballot.session, ballot.member);
        if !candidate.left_out.iter().any(same) {
            findings.push(left_out(name, ballot, &reason));
            candidate.left_out.push(LeftOut { ballot, reason });
        }
        return;
    }
    let checked = marks::check(candidate.set, candidate.entry, ceilings, (ballot, sums), findings);
    let out_of_range = sums.score.filter(|score| !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(score));
    if out_of_range.is_some() {
        findings.push(self::out_of_range(ballot));
    }
    let wrong = match (ballot.unreadable, out_of_range) {
        (true, _) => Some("còn ô chưa đọc được"),
        (_, Some(_)) => Some("có tổng điểm nằm ngoài thang điểm"),
        _ => checked.wrong,
    };
    if let Some(wrong) = wrong {
        candidate.hold(ballot.session, format!("phiếu của {name} {wrong}"));
        candidate.faulty.push(ballot);
        return;
    }
    candidate.stopped.extend(checked.stopped.map(|reason| Held { session: ballot.session, reason }));
    let earlier = candidate
        .ballots
        .iter()
        .copied()
        .find(|earlier| (earlier.session, earlier.member) == (ballot.session, ballot.member));
    match earlier {
        None => candidate.ballots.push(ballot),
        Some(earlier) => repeated(candidate, earlier, ballot, name, findings),
    }
}

/// The rule by which a sound ballot does not count.
fn does_not_count(round: &Round, session: Option<&Session>, member: &Member, owner: &str) -> Option<String> {
    let name = &member.person.name;
    if let Some(conflict) = conflicts::declared(round, name, owner) {
        return Some(format!("xung đột lợi ích: {}", conflict.reason));
    }
    if member.role == Role::Chair && !round.rules.chair_ballot_counts {
        return Some("phiếu của Chủ tịch Hội đồng không tính, theo cài đặt chair_ballot_counts".into());
    }
    let abstaining = session.and_then(|session| session.abstaining.iter().find(|absence| absence.name == *name));
    abstaining.map(|absence| format!("thành viên không chấm: {}", absence.reason))
}

fn absent(member: &str, ballot: &Ballot) -> Finding {
    let message = "Thành viên này vắng mặt theo round.toml nhưng có phiếu chấm; phiếu không được tính.";
    Finding::new(Code::AbsentMemberScored, ballot.product.place.clone(), message)
        .found(member)
        .remedy("Sửa mục absent của lần chấm, hoặc bỏ phiếu này.")
}

fn left_out(member: &str, ballot: &Ballot, reason: &str) -> Finding {
    Finding::new(Code::BallotLeftOut, ballot.product.place.clone(), "Phiếu này được để ra ngoài khi tính điểm.")
        .found(format!("{member}: {reason}"))
}

fn out_of_range(ballot: &Ballot) -> Finding {
    let place = ballot.total.as_ref().map_or(&ballot.product.place, |total| &total.place);
    Finding::new(Code::ScoreOutOfRange, place.clone(), "Tổng điểm của phiếu nằm ngoài thang điểm.")
        .heading("Tổng điểm")
        .found(ballot.score().map(number::vietnamese).unwrap_or_default())
        .allowed("từ 0 đến 100")
}

/// A second ballot of one member for one product and session: harmless when it says the same.
fn repeated<'a>(
    candidate: &mut Candidate<'a>,
    earlier: &'a Ballot,
    ballot: &'a Ballot,
    member: &str,
    findings: &mut Findings,
) {
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
    // Neither counts: which of them is right, the order of the files must not say.
    let reason = format!("{member} có hai phiếu khác nhau");
    candidate.ballots.retain(|counted| !std::ptr::eq(*counted, earlier));
    candidate.faulty.extend([earlier, ballot]);
    candidate.hold(ballot.session, reason);
}

fn product_unknown(ballot: &Ballot) -> Finding {
    Finding::new(
        Code::ProductUnknown,
        ballot.product.place.clone(),
        "Sản phẩm trong phiếu không có trong danh sách đề nghị của đơn vị nào; điểm không được tính.",
    )
    .found(match &ballot.owner {
        Some(owner) => format!("{} ({})", ballot.product.value, owner.value),
        None => ballot.product.value.clone(),
    })
    .remedy("Sửa tên sản phẩm trong phiếu cho khớp với danh sách đề nghị.")
}
