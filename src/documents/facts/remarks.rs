//! Remarks on single products in the minutes: ballots that a rule left out, stars that were
//! lowered, means close to a limit.

use std::collections::BTreeSet;

use careful_spreadsheet::number;

use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::forms::Ballot;
use crate::round::Round;
use crate::rules::Rule;
use crate::tally::{Mean, MinimaCheck, ProductResult, SessionResult};

/// Index of a member of the council, and the words of a rule that leaves out all ballots of this
/// member.
pub(super) type MemberRule = (usize, String);

/// Returns the remarks on ballots that a rule left out: first one sentence for each rule that
/// leaves out all ballots of a member, then one for each product and session.
pub(super) fn left_out(round: &Round, products: &[&ProductResult<'_>]) -> Vec<TracedText> {
    let everywhere = everywhere(products);
    let whole = everywhere.iter().map(|(member, why)| {
        let person = &round.council.members[*member].person;
        let count = Traced::count(
            format!("số phiếu của {} để ra ngoài khi tính điểm", person.name),
            left_out_everywhere(products, *member, why),
        );
        TracedText::default()
            .words(&format!(
                "Phiếu chấm của {} {} không tính vào điểm của sản phẩm nào (",
                person.title, person.name
            ))
            .count(&count)
            .words(&format!(" phiếu): {why}."))
    });
    let sessions = products
        .iter()
        .flat_map(|product| product.sessions.iter().map(move |session| (product, session)));
    let single =
        sessions.filter_map(|(product, session)| of_product(round, product, session, &everywhere));
    whole.chain(single).collect()
}

/// Returns the rules that leave out all ballots of a member. So far this is only the rule on the
/// chair's ballots.
pub(super) fn everywhere(products: &[&ProductResult<'_>]) -> BTreeSet<MemberRule> {
    let sessions = products.iter().flat_map(|product| &product.sessions);
    let of_chair =
        sessions.flat_map(SessionResult::left_out).filter(|(_, rule)| **rule == Rule::Chair);
    of_chair.map(|(ballot, rule)| (ballot.member, rule.words())).collect()
}

/// Returns one row for each ballot of a member that the rule with these words leaves out.
fn left_out_everywhere(
    products: &[&ProductResult<'_>],
    member: usize,
    why: &str,
) -> Vec<FactSource> {
    let mut rows = Vec::new();
    for (product, session) in
        products.iter().flat_map(|product| product.sessions.iter().map(move |one| (product, one)))
    {
        let own = session
            .left_out()
            .filter(|(ballot, rule)| ballot.member == member && rule.words() == why);
        rows.extend(own.map(|_| FactSource::Product {
            product: product.number,
            session: None,
            detail: format!("lần chấm {}", session.session),
        }));
    }
    rows
}

/// Returns the remark on the left-out ballots of one product in one session; `None` when there are
/// none but those in `everywhere`.
fn of_product(
    round: &Round,
    product: &ProductResult<'_>,
    session: &SessionResult<'_>,
    everywhere: &BTreeSet<MemberRule>,
) -> Option<TracedText> {
    let named =
        |(ballot, rule): &(&Ballot, &Rule)| !everywhere.contains(&(ballot.member, rule.words()));
    let left_out: Vec<(&Ballot, &Rule)> = session.left_out().filter(named).collect();
    if left_out.is_empty() {
        return None;
    }
    let name = |member: usize| round.council.members[member].person.name.as_str();
    let ballots: Vec<_> = left_out
        .iter()
        .map(|(ballot, rule)| format!("{} ({})", name(ballot.member), rule.words()))
        .collect();
    let product_name = &product.entry.product.value;
    let sentence = TracedText::default().words(&format!(
        "Sản phẩm “{product_name}”, lần chấm {}: không tính phiếu của {}.",
        session.session,
        ballots.join("; ")
    ));
    let scores: Vec<_> = left_out.iter().filter_map(|(ballot, _)| ballot.score()).collect();
    let with_them =
        Mean::of(session.counting().filter_map(Ballot::score).chain(scores.iter().copied()));
    let fact = |mean: Mean, what: &str| Traced {
        value: mean.printed(round.tally.printed_decimals),
        what: format!("{what} của “{product_name}” ở lần chấm {}", session.session),
        rows: vec![FactSource::Product {
            product: product.number,
            session: Some(session.session),
            detail: format!("{} phiếu", mean.count()),
        }],
    };
    let these = if ballots.len() == 1 { "phiếu này" } else { "các phiếu này" };
    Some(match session.mean.zip(with_them).filter(|_| !scores.is_empty()) {
        Some((mean, with_them)) => sentence
            .words(" Điểm trung bình là ")
            .value(&fact(mean, "điểm trung bình"))
            .words(&format!("; nếu tính cả {these} là "))
            .value(&fact(with_them, "điểm trung bình nếu tính cả phiếu để ra ngoài"))
            .words("."),
        None => sentence,
    })
}

/// Returns a sentence for each product with a star that the minimum requirements lowered, and for
/// each that keeps its star by a conclusion of people.
pub(super) fn lowered(products: &[&ProductResult<'_>]) -> Vec<TracedText> {
    let lowered = products.iter().filter_map(|product| {
        let (minima, star) = (product.minima.as_ref()?, product.star()?);
        let by_points = match product.by_points? {
            5 => "đủ điểm để đề nghị Trung ương đánh giá".to_owned(),
            star => format!("đạt {star} sao theo điểm"),
        };
        Some(TracedText::default().words(&format!(
            "Sản phẩm “{}” {by_points} nhưng chỉ được xếp {star} sao theo yêu cầu tối thiểu: {}.",
            product.entry.product.value, minima.reason
        )))
    });
    lowered.chain(confirmed(products)).collect()
}

/// Returns a sentence for each product that keeps its star because people concluded that it meets
/// the minimum requirements.
fn confirmed<'a>(products: &'a [&ProductResult<'_>]) -> impl Iterator<Item = TracedText> + 'a {
    products.iter().filter_map(|product| {
        let (reason, star) = (product.minima_met?, product.star()?);
        (product.minima_check != MinimaCheck::Reached).then(|| {
            TracedText::default().words(&format!(
                "Sản phẩm “{}” được kết luận đạt yêu cầu tối thiểu của hạng {star} sao: {reason}.",
                product.entry.product.value
            ))
        })
    })
}

/// Returns a sentence for each product whose mean is just below the limit of a star, when the mean
/// decides its star.
pub(super) fn near_border(round: &Round, products: &[&ProductResult<'_>]) -> Vec<TracedText> {
    let near =
        products.iter().filter(|product| product.is_decided_by_points()).filter_map(|product| {
            let official = product.official()?;
            let mean = official.mean?;
            let limit = product.act.just_below(|limit| mean.reaches(limit))?;
            let name = &product.entry.product.value;
            let mean = Traced {
                value: mean.printed_beside(limit, round.tally.printed_decimals.max(2)),
                what: format!("điểm trung bình của “{name}”"),
                rows: vec![FactSource::Product {
                    product: product.number,
                    session: Some(official.session),
                    detail: format!("{} phiếu", mean.count()),
                }],
            };
            let limit = number::vietnamese(limit);
            let sentence = TracedText::default()
                .words(&format!("Sản phẩm “{name}” có điểm trung bình "))
                .value(&mean);
            Some(sentence.words(&format!(" sát dưới mốc {limit} điểm, được xếp vào hạng dưới.")))
        });
    near.collect()
}
