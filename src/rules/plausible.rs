//! Reports what is possible but deserves a look: maxima taken for marks, members who agree in every
//! mark, a ballot that was copied.
//!
//! These are warnings; none of them holds a product. How much must be equal is a setting, default
//! chosen by us.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Candidate, Cast, Fate};
use crate::finding::{Code, Finding, Findings};
use crate::forms::Ballot;
use crate::round::Round;

/// How many members must give a product the same marks for it to be told.
const AGREEING: usize = 3;

/// How many marks, over all products that two members scored, must be equal for it to be told:
/// about those of two products, since members who agree about one product do not agree about every
/// criterion of several.
const COPIED: usize = 20;

/// Reports what deserves a look.
pub(super) fn check(round: &Round, candidates: &[Candidate<'_>], findings: &mut Findings) {
    let admitted: Vec<_> = candidates.iter().filter(|candidate| candidate.is_admitted()).collect();
    maxima(&admitted, findings);
    for session in &round.sessions {
        let agreed: Vec<bool> =
            admitted.iter().map(|candidate| all_equal(candidate, session.number)).collect();
        let equal = admitted.iter().zip(&agreed).filter(|(_, agreed)| **agreed);
        findings.extend(equal.map(|(candidate, _)| agreeing(candidate, session.number)));
        let others = admitted
            .iter()
            .zip(&agreed)
            .filter(|(_, agreed)| !**agreed)
            .map(|(candidate, _)| *candidate);
        copied(round, session.number, &others.collect::<Vec<_>>(), findings);
    }
}

/// Reports ballots in which everything has its maximum, once a member and session.
fn maxima(candidates: &[&Candidate<'_>], findings: &mut Findings) {
    let mut told: BTreeMap<(u8, usize), Vec<&Ballot>> = BTreeMap::new();
    for candidate in candidates {
        for ballot in candidate.counting().filter(|ballot| is_maxima(candidate, ballot)) {
            told.entry((ballot.session, ballot.member)).or_default().push(ballot);
        }
    }
    for ballots in told.into_values() {
        let Some(first) = ballots.iter().min_by_key(|ballot| &ballot.product.place) else {
            continue;
        };
        findings.push(
            Finding::new(
                Code::MarksAreMaxima,
                first.product.place.clone(),
                "Mọi tiêu chí trong phiếu đều được điểm tối đa; có thể cột điểm tối đa đã bị đọc \
                 thành điểm chấm.",
            )
            .found(format!("{} sản phẩm", ballots.len()))
            .remedy("So với phiếu giấy; nếu đúng là điểm thành viên đã chấm thì không phải sửa."),
        );
    }
}

/// Whether everything in a ballot has its maximum.
fn is_maxima(candidate: &Candidate<'_>, ballot: &Ballot) -> bool {
    let known = candidate
        .set
        .filter(|set| !set.criteria.is_empty() && set.criteria.len() == ballot.marks.len());
    if let Some(set) = known {
        let pairs = || set.criteria.iter().zip(&ballot.marks);
        return pairs().all(|(criterion, mark)| Decimal::from(criterion.max) == mark.mark.value);
    }
    let of_parts = || {
        ballot
            .parts
            .iter()
            .zip(candidate.act.part_max())
            .all(|(part, max)| part.as_ref().is_some_and(|part| part.value == max))
    };
    ballot.score() == Some(Decimal::ONE_HUNDRED) && (!ballot.marks.is_empty() || of_parts())
}

/// Whether at least [`AGREEING`] members gave a product marks, and all the same. A refused ballot
/// may differ, so nothing is said before it is mended.
fn all_equal(candidate: &Candidate<'_>, session: u8) -> bool {
    let is_refused = |cast: &Cast<'_>| {
        cast.ballot.session == session
            && matches!(cast.fate, Fate::Faulty { .. } | Fate::Contradicts { .. })
    };
    if candidate.casts.iter().any(is_refused) {
        return false;
    }
    let ballots: Vec<_> =
        candidate.of_session(session).filter(|ballot| !ballot.marks.is_empty()).collect();
    let [first, others @ ..] = ballots.as_slice() else { return false };
    ballots.len() >= AGREEING
        && first.marks.len() > 1
        && others.iter().all(|other| equal_marks(first, other))
}

fn equal_marks(one: &Ballot, other: &Ballot) -> bool {
    let marks = |ballot: &Ballot| {
        ballot.marks.iter().map(|mark| (mark.position, mark.mark.value)).collect::<Vec<_>>()
    };
    marks(one) == marks(other)
}

/// The finding about a product that got the same marks from all members.
fn agreeing(candidate: &Candidate<'_>, session: u8) -> Finding {
    let entry = candidate.entry;
    let count = candidate.of_session(session).count();
    let last = candidate
        .of_session(session)
        .last()
        .map_or(&entry.product.place, |ballot| &ballot.product.place);
    Finding::new(
        Code::BallotsAllEqual,
        last.clone(),
        format!(
            "Cả {count} phiếu được tính cho sản phẩm này giống hệt nhau ở từng tiêu chí, lần chấm \
             {session}."
        ),
    )
    .heading(&entry.product.value)
    .found(format!("{count} phiếu giống nhau"))
    .remedy("Kiểm tra có phải một phiếu đã được chép cho mọi thành viên không.")
}

/// Reports members who scored the same products with the same marks, once for the later of two.
fn copied(round: &Round, session: u8, candidates: &[&Candidate<'_>], findings: &mut Findings) {
    let mut sheets: BTreeMap<usize, BTreeMap<usize, &Ballot>> = BTreeMap::new();
    for (product, candidate) in candidates.iter().enumerate() {
        for ballot in candidate.of_session(session).filter(|ballot| !ballot.marks.is_empty()) {
            sheets.entry(ballot.member).or_default().insert(product, ballot);
        }
    }
    let sheets: Vec<_> = sheets.into_iter().collect();
    for (place, (member, own)) in sheets.iter().enumerate() {
        let earlier = sheets[..place].iter().find(|(_, other)| is_copy(own, other));
        let Some((other, _)) = earlier else { continue };
        let Some(first) = own.values().min_by_key(|ballot| &ballot.product.place) else { continue };
        let name = |member: usize| &round.council.members[member].person.name;
        findings.push(
            Finding::new(
                Code::BallotsCopied,
                first.product.place.clone(),
                format!(
                    "Phiếu của hai thành viên giống hệt nhau ở mọi tiêu chí của mọi sản phẩm, lần \
                     chấm {session}."
                ),
            )
            .found(format!("{} giống {} ({} sản phẩm)", name(*member), name(*other), own.len()))
            .remedy(
                "Kiểm tra có phải phiếu của người này đã được chép thành phiếu của người kia \
                 không.",
            ),
        );
    }
}

/// Whether two members scored the same products with the same marks, and at least [`COPIED`] of
/// them.
fn is_copy(own: &BTreeMap<usize, &Ballot>, other: &BTreeMap<usize, &Ballot>) -> bool {
    let mut marks = 0;
    own.len() == other.len()
        && own.iter().all(|(product, ballot)| {
            marks += ballot.marks.len();
            other.get(product).is_some_and(|other| equal_marks(ballot, other))
        })
        && own.len() > 1
        && marks >= COPIED
}
