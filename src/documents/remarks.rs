//! Sentences of the minutes about single products, made from the tally.

use crate::criteria::Act;
use crate::intake::number;
use crate::round::Round;
use crate::tally::ProductResult;

/// Ballots that a rule left out, and what the mean would be with them.
pub(super) fn left_out(round: &Round, products: &[&ProductResult<'_>]) -> Vec<String> {
    let decimals = round.tally.printed_decimals;
    let mut lines = Vec::new();
    for product in products {
        for session in product.sessions.iter().filter(|session| session.left_out().next().is_some()) {
            let name = |member: usize| round.council.members[member].person.name.as_str();
            let ballots: Vec<_> = session
                .left_out()
                .map(|(ballot, rule)| format!("{} ({})", name(ballot.member), rule.words()))
                .collect();
            let these = if ballots.len() == 1 { "phiếu này" } else { "các phiếu này" };
            let ballots = ballots.join("; ");
            let means = match (session.mean, session.mean_with_all()) {
                (Some(mean), Some(all)) => format!(
                    " Điểm trung bình là {}; nếu tính cả {these} là {}.",
                    mean.printed(decimals),
                    all.printed(decimals)
                ),
                _ => String::new(),
            };
            let product = &product.entry.product.value;
            lines.push(format!(
                "Sản phẩm “{product}”, lần chấm {}: không tính phiếu của {ballots}.{means}",
                session.session
            ));
        }
    }
    lines
}

/// Stars that the minimum requirements lowered.
pub(super) fn lowered(products: &[&ProductResult<'_>]) -> Vec<String> {
    let lowered = products.iter().filter_map(|product| {
        let minima = product.minima.as_ref()?;
        let by_points = match product.by_points? {
            5 => "đủ điểm để đề nghị Trung ương đánh giá".to_owned(),
            star => format!("đạt {star} sao theo điểm"),
        };
        Some(format!(
            "Sản phẩm “{}” {by_points} nhưng chỉ được xếp {} sao theo yêu cầu tối thiểu: {}.",
            product.entry.product.value, minima.highest, minima.reason
        ))
    });
    lowered.collect()
}

/// Scores close below the limit of a star.
pub(super) fn near_border(round: &Round, act: &Act, products: &[&ProductResult<'_>]) -> Vec<String> {
    let near = products.iter().filter_map(|product| {
        let mean = product.mean()?;
        let limit = act.just_below(|limit| mean.reaches(limit))?;
        Some(format!(
            "Sản phẩm “{}” có điểm trung bình {} sát dưới mốc {} điểm, được xếp vào hạng dưới.",
            product.entry.product.value,
            mean.printed_beside(limit, round.tally.printed_decimals.max(2)),
            number::vietnamese(limit)
        ))
    });
    near.collect()
}
