//! The products to be checked in the field or tested (kiểm tra thực tế, kiểm nghiệm độc lập), each
//! with the reasons that the data of the round gives, and with no others.

use careful_spreadsheet::number;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::criteria::{Act, DossierItem, RecognitionLevel};
use crate::documents::traced::{FactSource, Traced};
use crate::round::Round;
use crate::tally::{Mean, MissedMinimum, ProductOutcome, ProductResult};

/// The products to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChecks {
    /// How many.
    pub count: Traced<usize>,
    /// The lowest star that the province recognises.
    pub from_star: u8,
    /// How many products reach that star, were not scored for a reason, or wait for tests or
    /// supplements: those that were looked at.
    pub examined: Traced<usize>,
    /// The products, in the order of the round.
    pub products: Vec<FieldCheck>,
}

/// A product to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldCheck {
    /// Its number in the round's list.
    pub number: usize,
    /// Why, one clause an entry; never empty.
    pub reasons: Vec<String>,
}

impl FieldChecks {
    /// Finds the products among those that came before the council.
    pub(super) fn of(round: &Round, act: &Act, admitted: &[&ProductResult<'_>]) -> Self {
        let examined: Vec<_> =
            admitted.iter().copied().filter(|product| is_examined(round, product)).collect();
        let products: Vec<_> = examined
            .iter()
            .map(|product| FieldCheck { number: product.number, reasons: reasons(round, product) })
            .filter(|check| !check.reasons.is_empty())
            .collect();
        let row =
            |product: usize, detail: String| FactSource::Product { product, session: None, detail };
        let rows = products.iter().map(|check| row(check.number, check.reasons.join("; ")));
        let seen = examined.iter().map(|product| row(product.number, String::new()));
        Self {
            count: Traced::count("số sản phẩm đề xuất kiểm tra, kiểm nghiệm", rows.collect()),
            from_star: lowest_star(act),
            examined: Traced::count("số sản phẩm được xem xét để kiểm tra", seen.collect()),
            products,
        }
    }
}

/// Tells whether a product is one of those that are checked: it reaches the lowest star that the
/// province recognises, the council did not score it for a reason, or its conclusion waits for tests
/// or supplements. A product that must be cleared up is one of them only where the members differ
/// too much.
fn is_examined(round: &Round, product: &ProductResult<'_>) -> bool {
    let lowest = lowest_star(product.act);
    let clear = !product.is_unclear() || spread(round, product).is_some();
    let reaches = product.by_points.is_some_and(|star| star >= lowest) && clear;
    match product.outcome {
        ProductOutcome::KnockedOut { .. } => false,
        ProductOutcome::NeedsSupplement { .. } | ProductOutcome::NotScored { reason: Some(_) } => {
            true
        }
        _ => reaches,
    }
}

/// Returns the lowest star that the province recognises.
fn lowest_star(act: &Act) -> u8 {
    (3..=5).find(|star| act.level(*star) == Some(RecognitionLevel::Province)).unwrap_or(3)
}

fn reasons(round: &Round, product: &ProductResult<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    match &product.outcome {
        ProductOutcome::NeedsSupplement { reason } => {
            reasons.push(format!("kết luận cần kiểm nghiệm, bổ sung: {reason}"));
        }
        ProductOutcome::NotScored { reason: Some(reason) } => {
            reasons.push(format!("Hội đồng chưa chấm điểm: {reason}"));
        }
        _ => {}
    }
    reasons.extend(dossier(product));
    reasons.extend(spread(round, product));
    // A product that must be cleared up has no score yet.
    if !product.is_unclear() {
        reasons.extend(border(round, product));
        reasons.extend(minima(round, product));
        reasons.extend(far_from_unit(round, product));
    }
    reasons
}

/// Names the items that the list says the dossier lacks.
fn dossier(product: &ProductResult<'_>) -> Option<String> {
    let dossier = product.act.dossier.as_ref()?;
    let lacks = |item: &DossierItem| {
        product.entry.dossier[item.index()].as_ref().is_some_and(|said| !said.value)
    };
    let set = product.act.set(|name| name == product.entry.set.value);
    let asked =
        dossier.asked().filter(|item| dossier.needs(*item, set) || dossier.awaits(*item, set));
    let missing: Vec<_> = asked.filter(lacks).map(|item| dossier.name(item)).collect();
    (!missing.is_empty()).then(|| format!("hồ sơ chưa có {}", missing.join(", ")))
}

/// Tells that the members differ more than the round allows, in the session that counts.
fn spread(round: &Round, product: &ProductResult<'_>) -> Option<String> {
    let official = product.official()?;
    let spread = official.spread().filter(|spread| round.rules.spread.is_too_wide(*spread))?;
    Some(format!(
        "tổng điểm của các thành viên ở lần chấm {} chênh nhau {} điểm (giới hạn {})",
        official.session,
        number::vietnamese(spread.normalize()),
        number::vietnamese(round.rules.spread.limit.normalize())
    ))
}

/// Tells that the mean lies within a point of a limit of 3, 4 or 5 stars, below or above it.
fn border(round: &Round, product: &ProductResult<'_>) -> Option<String> {
    let mean = product.mean()?;
    let printed = |limit| mean.printed_beside(limit, round.tally.printed_decimals);
    if let Some(limit) = product.act.just_below(|limit| mean.reaches(limit)) {
        let limit_words = number::vietnamese(limit);
        return Some(format!("điểm trung bình {} sát dưới mốc {limit_words} điểm", printed(limit)));
    }
    let limit = just_reached(product.act, mean)?;
    let value = mean.printed(round.tally.printed_decimals);
    Some(format!("điểm trung bình {value} chỉ vừa đạt mốc {} điểm", number::vietnamese(limit)))
}

/// Returns the limit of 3, 4 or 5 stars that a mean exceeds by less than one point: the same width
/// as below a limit ([`Act::just_below`]).
fn just_reached(act: &Act, mean: Mean) -> Option<Decimal> {
    let [_, limits @ ..] = act.star_from;
    limits.into_iter().find(|limit| mean.reaches(*limit) && !mean.reaches(*limit + Decimal::ONE))
}

/// Names the criteria whose marks are too low for the star by points.
fn minima(round: &Round, product: &ProductResult<'_>) -> Option<String> {
    let (_, missed) = product.awaited_minima()?;
    let decimals = round.tally.printed_decimals.max(1);
    let each =
        missed.iter().map(|&MissedMinimum { criterion, star, minimum, measured, .. }| {
            let measured = measured.printed_beside(minimum.into(), decimals);
            format!("tiêu chí {} đạt {measured}, {star} sao cần từ {minimum}", criterion.code)
        });
    Some(each.collect::<Vec<_>>().join("; "))
}

/// Tells that the mean is farther from the unit's score than the round finds plausible.
fn far_from_unit(round: &Round, product: &ProductResult<'_>) -> Option<String> {
    let (mean, score) = (product.mean()?, product.entry.score.counted()?);
    let limit = round.rules.plausibility.from_district;
    let apart = (mean.value() - score).abs();
    (apart > limit).then(|| {
        format!(
            "điểm của Hội đồng ({}) và của đơn vị gửi hồ sơ ({}) chênh nhau quá {} điểm",
            mean.printed(round.tally.printed_decimals),
            number::vietnamese(score.normalize()),
            number::vietnamese(limit.normalize())
        )
    })
}
