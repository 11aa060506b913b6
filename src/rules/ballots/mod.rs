//! Gives every ballot to its product, and decides its fate.

pub(super) mod conflicts;
mod marks;
mod named;
mod pile;
pub(super) mod seats;
mod slips;
pub(super) mod summaries;

use std::collections::BTreeMap;

use self::named::{ProductFinder, ProductMatch};
use self::pile::{MemberPile, PutBallot};
use self::seats::Seat;
use super::names::FoldedNames;
use super::{Candidate, Cast, Fate};
use crate::finding::{Code, Finding, Findings};
use crate::forms::{self, Ballot, Forms};
use crate::round::Round;

/// Gives every candidate its ballots, each with its fate. Returns the ballots about no product of
/// the lists.
pub(super) fn assign<'a>(
    round: &Round,
    candidates: &mut [Candidate<'a>],
    names: &[FoldedNames],
    forms: &'a Forms,
    findings: &mut Findings,
) -> Vec<Cast<'a>> {
    let (piles, unplaced) = sort(candidates, forms, findings);
    let ceilings: Vec<_> = candidates
        .iter()
        .map(|candidate| marks::ceilings(candidate.act, candidate.set, candidate.entry))
        .collect();
    let mut told = UncalledBallots::default();
    for ((index, session, member), ballots) in piles {
        let candidate = &mut candidates[index];
        let session = round.sessions.iter().find(|known| known.number == session);
        let Some(session) = session.filter(|_| candidate.is_admitted()) else {
            let fate = if candidate.is_withdrawn() { Fate::Withdrawn } else { Fate::NotAdmitted };
            candidate
                .casts
                .extend(ballots.iter().map(|put| Cast { ballot: put.ballot, fate: fate.clone() }));
            continue;
        };
        let seat = Seat {
            round,
            session,
            member: &round.council.members[member],
            owner: &names[index].owner,
        };
        let pile = MemberPile {
            seat,
            criteria: candidate.set.map(|set| (candidate.act, set)),
            entry: candidate.entry,
            ceilings: &ceilings[index],
        };
        let (casts, stopped) = pile.fates(&ballots, findings);
        told.note(&casts);
        candidate.casts.extend(casts);
        candidate.stopped.extend(stopped);
    }
    findings.extend(told.findings(round));
    unplaced
}

/// The ballots by product (index of the candidate), session and member: usually one each.
type Piles<'a> = BTreeMap<(usize, u8, usize), Vec<PutBallot<'a>>>;

/// Finds the product of every ballot, in the order of sessions, members and cells; returns also the
/// ballots whose product is not found.
fn sort<'a>(
    candidates: &[Candidate<'a>],
    forms: &'a Forms,
    findings: &mut Findings,
) -> (Piles<'a>, Vec<Cast<'a>>) {
    let mut named = ProductFinder::of(candidates);
    let (mut piles, mut unplaced) = (Piles::new(), Vec::new());
    let mut ballots: Vec<&Ballot> = forms.ballots.iter().collect();
    ballots.sort_by_key(|ballot| (ballot.session, ballot.member, &ballot.product.place));
    for ballot in ballots {
        let found = named.find(ballot);
        match found {
            ProductMatch::One(index) | ProductMatch::OtherOwner(index) => {
                let other_owner = matches!(found, ProductMatch::OtherOwner(_));
                let pile = piles.entry((index, ballot.session, ballot.member)).or_default();
                pile.push(PutBallot { ballot, other_owner });
            }
            ProductMatch::Unknown => {
                findings.push(product_unknown(ballot, named.nearest(ballot)));
                unplaced.push(Cast { ballot, fate: Fate::UnknownProduct });
            }
            ProductMatch::Unclear => {
                findings.push(product_unclear(ballot, &ProductFinder::owners(ballot, candidates)));
                unplaced.push(Cast { ballot, fate: Fate::UnclearProduct });
            }
        }
    }
    (piles, unplaced)
}

/// Ballots of members who were absent or replaced, by session and member; each member is told once
/// a session.
#[derive(Default)]
struct UncalledBallots<'a>(BTreeMap<(u8, usize), Vec<Cast<'a>>>);

impl<'a> UncalledBallots<'a> {
    fn note(&mut self, casts: &[Cast<'a>]) {
        let uncalled =
            |cast: &&Cast<'_>| matches!(cast.fate, Fate::Absent { .. } | Fate::Replaced { .. });
        for cast in casts.iter().filter(|cast| cast.is_lost()).filter(uncalled) {
            self.0.entry((cast.ballot.session, cast.ballot.member)).or_default().push(cast.clone());
        }
    }

    fn findings(self, round: &Round) -> impl Iterator<Item = Finding> {
        self.0.into_iter().filter_map(|((_, member), casts)| {
            let first = casts.iter().min_by_key(|cast| &cast.ballot.product.place)?;
            let name = &round.council.members[member].person.name;
            let found = if casts.len() == 1 {
                name.clone()
            } else {
                format!("{name} ({} sản phẩm)", casts.len())
            };
            let finding = match &first.fate {
                Fate::Replaced { by } => replaced(first.ballot, by),
                _ => absent(first.ballot),
            };
            Some(finding.found(found))
        })
    }
}

fn absent(ballot: &Ballot) -> Finding {
    let message =
        "Thành viên này được khai vắng mặt ở lần chấm nhưng có phiếu chấm; phiếu không được tính.";
    Finding::new(Code::AbsentMemberScored, ballot.product.place.clone(), message).remedy(
        "Nếu thành viên có dự họp, bỏ tên ở mục absent của lần chấm; nếu không, bỏ phiếu này.",
    )
}

fn replaced(ballot: &Ballot, by: &str) -> Finding {
    let message = format!(
        "Thành viên này đã ủy quyền cho {by} dự thay; phiếu của chính thành viên không được tính."
    );
    Finding::new(Code::ReplacedMemberScored, ballot.product.place.clone(), message).remedy(format!(
        "Nếu đây là phiếu của {by}, ghi đúng tên đó trong phiếu; nếu không, bỏ phiếu này và dùng \
         phiếu của {by}."
    ))
}

/// The product as a ballot names it: `Chè Tả Ngảo (Hợp tác xã Mây Núi)`.
fn named(ballot: &Ballot) -> String {
    match &ballot.owner {
        Some(owner) => format!("{} ({})", ballot.product.value, owner.value),
        None => ballot.product.value.clone(),
    }
}

fn product_unknown(ballot: &Ballot, nearest: Option<&str>) -> Finding {
    let remedy = "Ghi tên sản phẩm trong phiếu đúng như trong danh sách của đơn vị gửi hồ sơ.";
    Finding::new(
        Code::ProductUnknown,
        ballot.product.place.clone(),
        "Sản phẩm trong phiếu không có trong danh sách đề nghị của đơn vị nào; điểm không được \
         tính.",
    )
    .found(named(ballot))
    .remedy(forms::asking(nearest, remedy))
}

fn product_unclear(ballot: &Ballot, owners: &[&str]) -> Finding {
    Finding::new(
        Code::ProductUnclear,
        ballot.product.place.clone(),
        "Nhiều chủ thể có sản phẩm tên này mà phiếu không ghi rõ của chủ thể nào; điểm không được \
         tính.",
    )
    .found(named(ballot))
    .allowed(owners.join("; "))
    .remedy("Ghi tên chủ thể của sản phẩm vào phiếu, đúng như trong danh sách.")
}
