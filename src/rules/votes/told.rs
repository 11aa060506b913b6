//! Tells lost votes to a clerk, once a member and session, with the products that they are about.

use std::collections::BTreeMap;

use super::poll::{MemberAnswer, Poll};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Ballot;
use crate::round::{FILE, Round};
use crate::rules::{Candidate, Fate, LostVote, LostVoteEffect};

/// How many products a finding names.
const NAMED: usize = 30;

/// Gathers lost votes and stray ballots, which are told once a member and session.
#[derive(Default)]
pub(super) struct LostVotes<'a> {
    /// Votes whose ballot is missing.
    lost: Vec<LostVote>,
    /// Blank ballots for which the product waits, by session and member.
    blank: BTreeMap<(u8, usize), Vec<&'a Ballot>>,
    /// Stray ballots, by session and member.
    stray: BTreeMap<(u8, usize), Vec<Astray<'a>>>,
}

/// A stray ballot: it names a session in which most members gave none.
struct Astray<'a> {
    ballot: &'a Ballot,
    /// How many members who owed a ballot gave none. Blank ballots, and those of members whom
    /// somebody replaced, count as none.
    without: usize,
    /// How many members owed one.
    of: usize,
    /// The session that decides about the product.
    decides: u8,
}

impl<'a> LostVotes<'a> {
    /// Notes the answer of a member, if the vote is lost; `holds` tells whether the product waits
    /// for it.
    pub(super) fn silent(
        &mut self,
        session: u8,
        member: usize,
        answer: MemberAnswer<'a>,
        candidate: usize,
        holds: bool,
    ) {
        match answer {
            MemberAnswer::Blank(ballot) if holds => {
                self.blank.entry((session, member)).or_default().push(ballot);
            }
            MemberAnswer::Missing | MemberAnswer::Blank(_) => {
                let want = if holds { LostVoteEffect::Waits } else { LostVoteEffect::Nothing };
                self.lost.push(LostVote { session, member, candidate, want });
            }
            _ => {}
        }
    }

    /// Notes that no member has a ballot for a product, in the last session in which anybody owes
    /// one.
    pub(super) fn unscored(&mut self, candidate: usize, polls: &[Poll<'_, '_>]) {
        let Some(last) = polls.iter().rfind(|poll| !poll.answers.is_empty()) else { return };
        let session = last.session.number;
        let silent = last
            .answers
            .iter()
            .filter(|(_, answer)| **answer == MemberAnswer::Missing)
            .map(|(member, _)| *member);
        self.lost.extend(silent.map(|member| LostVote {
            session,
            member,
            candidate,
            want: LostVoteEffect::WaitsForAll,
        }));
    }

    /// Notes the stray ballot of a member.
    pub(super) fn stray(
        &mut self,
        candidate: &Candidate<'a>,
        (session, member): (u8, usize),
        decides: u8,
    ) {
        let own = candidate
            .casts
            .iter()
            .filter(|cast| (cast.ballot.session, cast.ballot.member) == (session, member));
        let strays = own.filter_map(|cast| match cast.fate {
            Fate::Stray { without, of } => {
                Some(Astray { ballot: cast.ballot, without, of, decides })
            }
            _ => None,
        });
        self.stray.entry((session, member)).or_default().extend(strays);
    }

    /// Reports blank and stray ballots at their cells, and hands on the votes without a ballot.
    pub(super) fn tell(self, round: &Round, findings: &mut Findings) -> Vec<LostVote> {
        let name = |member: usize| round.council.members[member].person.name.as_str();
        for ((session, member), ballots) in self.blank {
            findings.extend(blank(session, name(member), ballots));
        }
        for ((session, member), strays) in self.stray {
            findings.extend(astray(session, name(member), strays));
        }
        self.lost
    }
}

/// The findings about votes whose ballot is missing. Members who lack ballots for the same products
/// are told together.
pub(in crate::rules) fn missing(
    round: &Round,
    candidates: &[Candidate<'_>],
    lost: &[LostVote],
) -> Vec<Finding> {
    let mut of_members: BTreeMap<(u8, usize, bool), Vec<&str>> = BTreeMap::new();
    for vote in lost.iter().filter(|vote| vote.want != LostVoteEffect::WaitsForAll) {
        let products = of_members
            .entry((vote.session, vote.member, vote.want == LostVoteEffect::Waits))
            .or_default();
        products.push(&candidates[vote.candidate].entry.product.value);
    }
    let mut alike: BTreeMap<(u8, bool, Vec<&str>), Vec<&str>> = BTreeMap::new();
    for ((session, member, holds), products) in of_members {
        let name = round.council.members[member].person.name.as_str();
        alike.entry((session, holds, products)).or_default().push(name);
    }
    let told = alike.iter();
    told.map(|((session, holds, products), members)| {
        of_members_alike(*session, members, products, *holds)
    })
    .collect()
}

/// The names of products with their count: `3 sản phẩm: Chè; Mật ong; Cá nướng`.
pub(in crate::rules) fn listed(products: &[&str]) -> String {
    let named = products.iter().take(NAMED).copied().collect::<Vec<_>>().join("; ");
    let more = if products.len() > NAMED { "; …" } else { "" };
    format!("{} sản phẩm: {named}{more}", products.len())
}

fn of_members_alike(session: u8, members: &[&str], products: &[&str], holds: bool) -> Finding {
    let place = Place::file(FILE).sheet(format!("lần chấm {session}"));
    let (code, what, remedy) = if holds {
        let remedy = "Bổ sung phiếu. Ai vắng mặt hoặc không chấm thì khai ở mục absent hoặc \
                      abstaining của lần chấm.";
        (Code::VoteMissing, "các sản phẩm đó chờ", remedy)
    } else {
        let remedy = "Bổ sung phiếu, hoặc khai thành viên vắng mặt (absent), không chấm \
                      (abstaining) ở lần chấm này.";
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
    let message = format!(
        "{member} có mặt ở lần chấm {session} nhưng để trống phiếu và không ghi lý do; các sản \
         phẩm đó chờ."
    );
    Some(
        Finding::new(Code::BallotBlank, ballots.first()?.product.place.clone(), message)
            .found(format!("để trống {}", listed(&products)))
            .remedy("Hỏi lại thành viên Hội đồng: điền điểm, hoặc ghi lý do không chấm vào phiếu."),
    )
}

fn astray(session: u8, member: &str, mut strays: Vec<Astray<'_>>) -> Option<Finding> {
    strays.sort_by_key(|stray| &stray.ballot.product.place);
    let Astray { ballot, without, of, decides } = strays.first()?;
    let products: Vec<_> = strays.iter().map(|stray| stray.ballot.name.as_str()).collect();
    let message = format!(
        "{member} có phiếu ghi lần chấm {session}, trong khi hầu hết thành viên không chấm sản \
         phẩm ở lần đó; phiếu không quyết định kết quả, sản phẩm chờ."
    );
    Some(
        Finding::new(Code::BallotStray, ballot.product.place.clone(), message)
            .heading("Lần chấm")
            .found(format!(
                "{without} trong {of} thành viên không có phiếu ở lần chấm {session}; {}",
                listed(&products)
            ))
            .remedy(format!(
                "Có phải phiếu này của lần chấm {decides} không? Nếu ghi nhầm, sửa ô “Lần chấm” \
                 của phiếu; nếu Hội đồng đã chấm ở lần {session}, bổ sung phiếu của các thành \
                 viên còn lại."
            )),
    )
}
