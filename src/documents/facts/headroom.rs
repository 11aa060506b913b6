//! Where a product can still have points: the criteria with the largest gap between the council's
//! mean and the most points.

use careful_spreadsheet::number;
use rust_decimal::Decimal;

use crate::documents::traced::{FactSource, StatedFact, Traced};
use crate::forms::Ballot;
use crate::round::Round;
use crate::tally::{CriterionMean, ProductResult, SessionResult};

/// How many criteria are named.
const NAMED: usize = 6;

/// A criterion in which points can still be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::documents) struct Headroom {
    /// Number and name of the criterion.
    pub(in crate::documents) criterion: String,
    /// The mean of the members' marks.
    pub(in crate::documents) mean: StatedFact,
    /// The most points that the owner can have.
    pub(in crate::documents) most: u8,
    /// How many more points can be had.
    pub(in crate::documents) more: String,
}

/// Returns the criteria in which a scored product can still have most points, the largest gap
/// first. Empty where the ballots have no marks of the criteria.
pub(in crate::documents) fn headroom(round: &Round, product: &ProductResult<'_>) -> Vec<Headroom> {
    let mut gaps: Vec<_> = product
        .criterion_means()
        .unwrap_or_default()
        .into_iter()
        .map(|of| {
            let most = most(product, &of);
            (Decimal::from(most) - of.mean.value(), most, of)
        })
        .filter(|(gap, ..)| *gap > Decimal::ZERO)
        .collect();
    gaps.sort_by(|(one, _, before), (other, _, behind)| {
        other.cmp(one).then(before.position.cmp(&behind.position))
    });
    gaps.truncate(NAMED);
    gaps.into_iter().map(|(_, most, of)| room(round, product, &of, most)).collect()
}

/// Returns the most points that the owner of the product can have for a criterion.
fn most(product: &ProductResult<'_>, of: &CriterionMean<'_>) -> u8 {
    let allowed = of.criterion.allowed_for(&product.entry.owner.legal_forms);
    allowed.last().copied().unwrap_or(of.criterion.max)
}

fn room(round: &Round, product: &ProductResult<'_>, of: &CriterionMean<'_>, most: u8) -> Headroom {
    let decimals = round.tally.printed_decimals.max(1);
    let limit = most.into();
    let what = format!(
        "điểm trung bình của sản phẩm “{}” ở tiêu chí {}",
        product.entry.product.value, of.criterion.code
    );
    Headroom {
        criterion: format!("{} {}", of.criterion.code, of.criterion.name),
        mean: Traced {
            value: of.mean.printed_beside(limit, decimals),
            what,
            rows: marks(round, product, of.position),
        },
        most,
        more: number::vietnamese(limit - of.mean.rounded_beside(limit, decimals)),
    }
}

/// Returns a row for the mark of each member.
fn marks(round: &Round, product: &ProductResult<'_>, position: usize) -> Vec<FactSource> {
    let ballots = product.official().into_iter().flat_map(SessionResult::counting);
    let row = |ballot: &Ballot| {
        let name = &round.council.members[ballot.member].person.name;
        let mark = ballot.marks.iter().find(|mark| mark.position == position);
        let mark = mark.map_or_else(
            || format!("{name}: để trống, tính là 0"),
            |mark| {
                let points = number::vietnamese(mark.mark.value);
                format!("{name}: {points} điểm ({})", mark.mark.place)
            },
        );
        FactSource::Mark { mark }
    };
    ballots.map(row).collect()
}
