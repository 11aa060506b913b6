//! Finds products for which the members' totals lie too far apart: the council must discuss them
//! and score them again.
//!
//! Where the totals of one member lie apart from all others at several products, that is told once,
//! at the member's ballot, with the products: a misread column is likelier than so many disputes.

use std::collections::BTreeMap;

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::Ballot;
use crate::round::Round;
use crate::rules::Candidate;
use crate::rules::fate::gives_score;

/// At how many products one member must lie apart from all others for it to be told at the member's
/// ballot.
const SEVERAL: usize = 3;

/// The totals of one product, in the session that counts, that lie too far apart.
struct Apart<'a> {
    session: u8,
    /// The highest total, and the member who gave it.
    highest: (Decimal, usize),
    /// The lowest total, and the member who gave it.
    lowest: (Decimal, usize),
    /// The ballot without which they would not lie too far apart, where the highest or the lowest
    /// alone is the cause.
    because_of: Option<&'a Ballot>,
}

/// Holds and reports the products whose totals lie too far apart.
pub(super) fn check(round: &Round, candidates: &mut [Candidate<'_>], findings: &mut Findings) {
    let mut apart: Vec<(usize, Apart<'_>)> = Vec::new();
    for (index, candidate) in candidates.iter_mut().enumerate() {
        let Some(found) = of_product(round, candidate) else { continue };
        // Other reasons to wait come first: lost votes may change how far the totals lie apart.
        if candidate.held.iter().all(|held| held.session < found.session) {
            let gap = number::vietnamese(found.highest.0 - found.lowest.0);
            candidate.hold(found.session, format!("điểm của các thành viên chênh nhau {gap} điểm"));
        }
        apart.push((index, found));
    }
    let mut of_members: BTreeMap<(u8, usize), Vec<usize>> = BTreeMap::new();
    for (place, (_, found)) in apart.iter().enumerate() {
        if let Some(ballot) = found.because_of {
            of_members.entry((found.session, ballot.member)).or_default().push(place);
        }
    }
    of_members.retain(|_, places| places.len() >= SEVERAL);
    for ((session, member), places) in &of_members {
        let own: Vec<_> = places.iter().map(|place| &apart[*place]).collect();
        findings.extend(one_against_all(round, candidates, (*session, *member), &own));
    }
    let alone = |place: &usize| !of_members.values().flatten().any(|told| told == place);
    let alone = (0..apart.len()).filter(alone).map(|place| &apart[place]);
    findings.extend(alone.map(|(index, found)| too_wide(round, &candidates[*index], found)));
}

/// The totals of a product that lie too far apart; `None` where they do not.
fn of_product<'a>(round: &Round, candidate: &Candidate<'a>) -> Option<Apart<'a>> {
    let sessions = round.sessions.iter().rev().map(|session| session.number);
    let session =
        sessions.into_iter().find(|session| candidate.of_session(*session).any(gives_score))?;
    let given =
        || candidate.of_session(session).filter_map(|ballot| Some((ballot.score()?, ballot)));
    let mut scores: Vec<(Decimal, usize)> =
        given().map(|(score, ballot)| (score, ballot.member)).collect();
    scores.sort_unstable();
    let (lowest, highest) = (*scores.first()?, *scores.last()?);
    let too_wide = |from: Decimal, to: Decimal| round.rules.spread.is_too_wide(to - from);
    if !too_wide(lowest.0, highest.0) {
        return None;
    }
    let because_of = match scores.as_slice() {
        [_, between @ .., _] => {
            let without_lowest =
                between.first().is_some_and(|second| !too_wide(second.0, highest.0));
            let without_highest =
                between.last().is_some_and(|before| !too_wide(lowest.0, before.0));
            match (without_lowest, without_highest) {
                (true, false) => Some(lowest.1),
                (false, true) => Some(highest.1),
                _ => None,
            }
        }
        _ => None,
    };
    let because_of = because_of.and_then(|member| {
        given().map(|(_, ballot)| ballot).find(|ballot| ballot.member == member)
    });
    Some(Apart { session, highest, lowest, because_of })
}

/// The two totals in words: `cao nhất 90 (Hà Trọng Hải), thấp nhất 50 (Đèo Thị Hạnh), chênh 40`.
fn figures(round: &Round, apart: &Apart<'_>) -> String {
    let name = |member: usize| &round.council.members[member].person.name;
    format!(
        "cao nhất {} ({}), thấp nhất {} ({}), chênh {}",
        number::vietnamese(apart.highest.0),
        name(apart.highest.1),
        number::vietnamese(apart.lowest.0),
        name(apart.lowest.1),
        number::vietnamese(apart.highest.0 - apart.lowest.0)
    )
}

/// The allowed difference in words.
fn allowed(round: &Round) -> String {
    let limit = number::vietnamese(round.rules.spread.limit);
    if round.rules.spread.limit_allowed {
        format!("không quá {limit}")
    } else {
        format!("dưới {limit}")
    }
}

/// The finding about a product whose totals lie too far apart.
fn too_wide(round: &Round, candidate: &Candidate<'_>, apart: &Apart<'_>) -> Finding {
    let session = apart.session;
    let message = format!(
        "Điểm của các thành viên ở lần chấm {session} chênh lệch quá mức; Hội đồng phải thảo luận \
         và chấm lại."
    );
    Finding::new(Code::SpreadTooWide, candidate.entry.product.place.clone(), message)
        .heading(&candidate.entry.product.value)
        .found(figures(round, apart))
        .allowed(allowed(round))
        .remedy("Tổ chức lần chấm tiếp theo cho sản phẩm này.")
}

/// The finding about a member whose totals lie apart from all others at several products.
fn one_against_all(
    round: &Round,
    candidates: &[Candidate<'_>],
    (session, member): (u8, usize),
    products: &[&(usize, Apart<'_>)],
) -> Option<Finding> {
    let name = &round.council.members[member].person.name;
    let place: &Place =
        products.iter().filter_map(|(_, apart)| Some(&apart.because_of?.product.place)).min()?;
    let (index, widest) =
        products.iter().max_by_key(|(_, apart)| apart.highest.0 - apart.lowest.0)?;
    let message = format!(
        "Điểm của {name} ở lần chấm {session} lệch hẳn các thành viên khác ở {} sản phẩm; không \
         có phiếu này thì điểm không chênh quá mức.",
        products.len()
    );
    let widest = format!("{}: {}", candidates[*index].entry.product.value, figures(round, widest));
    let mut finding = Finding::new(Code::SpreadTooWide, place.clone(), message)
        .found(format!("chênh nhiều nhất ở {widest}"))
        .allowed(allowed(round))
        .remedy(
            "So phiếu này với phiếu giấy: có thể cột điểm bị ghi hoặc đọc nhầm. Nếu điểm đúng, tổ \
             chức lần chấm tiếp theo cho các sản phẩm này.",
        );
    for (index, _) in products {
        finding.hold(&candidates[*index].entry.product.value);
    }
    Some(finding)
}
