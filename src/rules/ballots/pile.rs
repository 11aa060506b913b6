//! Decides the fates of what one member gave one product in one session: usually one ballot,
//! sometimes also an empty form, a copy or a contradiction.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use super::marks;
use super::seats::Seat;
use crate::criteria::{Act, PARTS, ProductSet};
use crate::finding::{Code, Finding, Findings, Severity};
use crate::forms::{Ballot, ProductEntry};
use crate::rules::fate::{gives_score, is_begun, is_given};
use crate::rules::sums::Sums;
use crate::rules::{Cast, Fate, HeldSession, sums};

/// A ballot whose product was found.
#[derive(Debug, Clone, Copy)]
pub(super) struct PutBallot<'a> {
    pub(super) ballot: &'a Ballot,
    /// Whether it names another owner than the list.
    pub(super) other_owner: bool,
}

/// What decides about the ballots of one member for one product in one session.
pub(super) struct MemberPile<'r> {
    pub(super) seat: Seat<'r>,
    /// The act and the product set by which the product is evaluated; `None` where the act does
    /// not have the set.
    pub(super) criteria: Option<(&'r Act, &'r ProductSet)>,
    pub(super) entry: &'r ProductEntry,
    /// The most points of each part.
    pub(super) ceilings: &'r [Decimal; 3],
}

/// Why a ballot stops the assessment of the product; `None` where it does not.
type StopReason = Option<String>;

impl MemberPile<'_> {
    /// Decides the fate of each of these ballots. Returns also the session with the reason, once
    /// for each counting ballot that stops the assessment.
    pub(super) fn fates<'a>(
        &self,
        ballots: &[PutBallot<'a>],
        findings: &mut Findings,
    ) -> (Vec<Cast<'a>>, Vec<HeldSession>) {
        let mut casts = self.kept_out(ballots, findings);
        let mut sound: Vec<(&Ballot, StopReason)> = Vec::new();
        let mut faulty: Option<&Ballot> = None;
        let left: Vec<_> = ballots
            .iter()
            .filter(|put| !casts.iter().any(|cast| same(cast.ballot, put.ballot)))
            .collect();
        for put in left {
            match self.check(*put, findings) {
                Ok(stop) => sound.push((put.ballot, stop)),
                Err(fate) => {
                    faulty.get_or_insert(put.ballot);
                    casts.push(Cast { ballot: put.ballot, fate });
                }
            }
        }
        let of_sound: Vec<_> = sound.iter().map(|(ballot, _)| *ballot).collect();
        let decided = settle(&of_sound, faulty, findings);
        let counting = decided.iter().filter(|cast| cast.counts()).map(|cast| cast.ballot);
        let stops = counting
            .filter_map(|ballot| sound.iter().find(|(one, _)| same(one, ballot))?.1.clone());
        let stopped: Vec<_> =
            stops.map(|reason| HeldSession { session: self.seat.session.number, reason }).collect();
        casts.extend(decided);
        if self.is_void() {
            let given = casts
                .iter_mut()
                .filter(|cast| is_given(cast.ballot) && !matches!(cast.fate, Fate::Absent { .. }));
            given.for_each(|cast| cast.fate = Fate::Void);
            return (casts, Vec::new());
        }
        (casts, stopped)
    }

    /// Whether the session has no quorum, and so no value.
    fn is_void(&self) -> bool {
        !self.seat.round.rules.quorum.is_met(&self.seat.round.council, self.seat.session)
    }

    /// The ballots that are decided without a look at their marks: empty ones, those of members who
    /// were absent or replaced, and those that a rule leaves out.
    fn kept_out<'a>(&self, ballots: &[PutBallot<'a>], findings: &mut Findings) -> Vec<Cast<'a>> {
        let (absence, replacement, rule) =
            (self.seat.absence(), self.seat.replacement(), self.seat.rule());
        let filled = ballots.iter().any(|put| is_given(put.ballot));
        let (mut casts, mut left_out, mut empty): (Vec<Cast<'a>>, Option<&Ballot>, bool) =
            (Vec::new(), None, false);
        for ballot in ballots.iter().map(|put| put.ballot) {
            let scores = gives_score(ballot) || ballot.unreadable;
            let fate = if let Some(absence) = absence {
                Fate::Absent { reason: absence.reason.clone() }
            } else if !is_given(ballot) {
                let beside = filled || std::mem::replace(&mut empty, true);
                if beside { Fate::Spare } else { Fate::Blank { reason: None } }
            } else if let Some(replacement) = replacement.filter(|_| !ballot.by_substitute) {
                Fate::Replaced { by: replacement.by.clone() }
            } else if let Some(first) = left_out {
                Fate::Repeated { of: first.product.place.clone() }
            } else if let Some(rule) = rule.as_ref().filter(|_| scores) {
                left_out = Some(ballot);
                if !self.is_void() {
                    findings.push(self.left_out(ballot, &rule.words()));
                }
                Fate::LeftOut(rule.clone())
            } else {
                continue;
            };
            if is_given(ballot) {
                sums::ballot(ballot, &Sums::of(ballot), findings);
            }
            casts.push(Cast { ballot, fate });
        }
        casts
    }

    /// Checks one ballot; returns why it stops the assessment, if it does.
    ///
    /// # Errors
    ///
    /// [`Fate::Faulty`], when something is wrong with it.
    fn check(
        &self,
        PutBallot { ballot, other_owner }: PutBallot<'_>,
        findings: &mut Findings,
    ) -> Result<StopReason, Fate> {
        let before = findings.iter().len();
        let sums = Sums::of(ballot);
        sums::ballot(ballot, &sums, findings);
        if other_owner {
            findings.extend(self.owner_differs(ballot));
        }
        let checked =
            marks::check(self.criteria, self.entry, self.ceilings, (ballot, &sums), findings);
        let out_of_range = sums
            .score
            .is_some_and(|score| !(Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score));
        if out_of_range {
            findings.push(self::out_of_range(ballot));
        }
        let incomplete = is_begun(ballot) && sums.score.is_none() && !ballot.unreadable;
        if incomplete {
            findings.push(self::incomplete(ballot));
        }
        let wrong = match () {
            () if ballot.unreadable => Some("còn ô chưa đọc được"),
            () if other_owner => Some("ghi chủ thể khác với danh sách"),
            () if out_of_range => Some("có tổng điểm nằm ngoài thang điểm"),
            () if incomplete => Some("còn phần chưa có điểm"),
            () => checked.wrong,
        };
        let Some(wrong) = wrong else { return Ok(checked.stopped) };
        let errors =
            findings.iter().skip(before).filter(|finding| finding.severity() == Severity::Error);
        let mut codes: Vec<Code> = errors.map(|finding| finding.code).collect();
        codes.sort_unstable();
        codes.dedup();
        Err(Fate::Faulty { wrong, codes })
    }

    fn left_out(&self, ballot: &Ballot, rule: &str) -> Finding {
        let name = &self.seat.member.person.name;
        let message = "Phiếu này được để ra ngoài khi tính điểm.";
        Finding::new(Code::BallotLeftOut, ballot.product.place.clone(), message)
            .found(format!("{name}: {rule}"))
    }

    fn owner_differs(&self, ballot: &Ballot) -> Option<Finding> {
        let owner = ballot.owner.as_ref()?;
        let listed = &self.entry.owner.name.value;
        let message = "Phiếu ghi chủ thể khác với danh sách đề nghị; sản phẩm chờ làm rõ.";
        Some(
            Finding::new(Code::OwnerDiffers, owner.place.clone(), message)
                .heading(&ballot.product.value)
                .found(&owner.value)
                .allowed(listed)
                .remedy(format!(
                    "Nếu đúng là sản phẩm của {listed}, sửa tên chủ thể trong phiếu; nếu không, \
                     sửa tên sản phẩm."
                )),
        )
    }
}

/// Decides between sound ballots: one counts, copies of it are harmless, different ones contradict
/// it. A faulty ballot beside them contradicts all.
fn settle<'a>(
    sound: &[&'a Ballot],
    faulty: Option<&Ballot>,
    findings: &mut Findings,
) -> Vec<Cast<'a>> {
    let mut distinct: Vec<&Ballot> = Vec::new();
    let mut casts = Vec::new();
    // A ballot with marks goes before one that only repeats its sums.
    let (marked, summed): (Vec<&Ballot>, Vec<&Ballot>) =
        sound.iter().partition(|ballot| !ballot.marks.is_empty());
    for ballot in marked.into_iter().chain(summed) {
        if let Some(first) = distinct.iter().find(|first| says_the_same(first, ballot)) {
            findings.push(twice(ballot, first));
            casts.push(Cast { ballot, fate: Fate::Repeated { of: first.product.place.clone() } });
        } else {
            distinct.push(ballot);
        }
    }
    let scores = distinct.iter().any(|ballot| gives_score(ballot));
    for (index, ballot) in distinct.iter().enumerate() {
        let other = if index == 0 { distinct.get(1).copied() } else { distinct.first().copied() };
        let fate = match faulty.or(other.filter(|_| scores)) {
            // Neither counts: the order of the files must not decide which of them is right.
            Some(other) => {
                if index > 0 || faulty.is_some() {
                    findings.push(contradicts(ballot, other));
                }
                Fate::Contradicts { other: other.product.place.clone() }
            }
            None if scores => Fate::Counts,
            None if index > 0 => Fate::Spare,
            None => {
                Fate::Blank { reason: ballot.reason.as_ref().map(|reason| reason.value.clone()) }
            }
        };
        casts.push(Cast { ballot, fate });
    }
    casts
}

/// Whether both are one and the same record.
fn same(one: &Ballot, other: &Ballot) -> bool {
    std::ptr::eq(one, other)
}

/// Whether two sound ballots give the same marks and sums, or the same reason for none; or whether
/// the second only repeats the sums of the first, as on a cover page.
fn says_the_same(one: &Ballot, other: &Ballot) -> bool {
    if !one.marks.is_empty() && other.marks.is_empty() && gives_score(other) {
        let part = |part: usize| {
            other.parts[part].as_ref().is_none_or(|sum| one.part_sum(part) == Some(sum.value))
        };
        return one.score() == other.score() && (0..other.parts.len()).all(part);
    }
    let marks =
        |ballot: &Ballot| ballot.marks.iter().map(|mark| mark.mark.value).collect::<Vec<_>>();
    let reason = |ballot: &Ballot| ballot.reason.as_ref().map(|reason| reason.value.clone());
    (one.score(), marks(one)) == (other.score(), marks(other))
        && (gives_score(one) || reason(one) == reason(other))
}

fn out_of_range(ballot: &Ballot) -> Finding {
    let place = ballot.total.as_ref().map_or(&ballot.product.place, |total| &total.place);
    Finding::new(Code::ScoreOutOfRange, place.clone(), "Tổng điểm của phiếu nằm ngoài thang điểm.")
        .heading("Tổng điểm")
        .found(ballot.score().map(number::vietnamese).unwrap_or_default())
        .allowed("từ 0 đến 100")
}

/// The finding about a ballot with one part total or two, but neither the third nor a total.
fn incomplete(ballot: &Ballot) -> Finding {
    let missing = PARTS.iter().zip(&ballot.parts).filter(|(_, part)| part.is_none());
    let missing: Vec<_> = missing.map(|(letter, _)| format!("Phần {letter}")).collect();
    let message =
        "Phiếu có điểm của phần này mà chưa có điểm của phần khác, cũng không có tổng điểm.";
    Finding::new(Code::ValueMissing, ballot.product.place.clone(), message)
        .heading(missing.join(", "))
        .remedy("Hỏi lại thành viên Hội đồng và điền điểm còn thiếu; điểm 0 phải gõ số 0.")
}

fn twice(ballot: &Ballot, first: &Ballot) -> Finding {
    let message = "Phiếu này giống hệt một phiếu khác; chỉ một phiếu được tính.";
    Finding::new(Code::BallotTwice, ballot.product.place.clone(), message).found(other_at(first))
}

fn contradicts(ballot: &Ballot, other: &Ballot) -> Finding {
    Finding::new(
        Code::BallotContradicts,
        ballot.product.place.clone(),
        "Hai phiếu của cùng một thành viên cho cùng sản phẩm, cùng lần chấm lại khác nhau; sản \
         phẩm chờ làm rõ.",
    )
    .found(other_at(other))
    .remedy("Hỏi lại thành viên Hội đồng và chỉ giữ phiếu đúng.")
}

fn other_at(other: &Ballot) -> String {
    format!("phiếu kia: {}", other.product.place)
}
