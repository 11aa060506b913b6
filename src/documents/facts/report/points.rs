//! The points of the council: by result, at their bounds, and in ranges.

use std::collections::BTreeSet;

use careful_spreadsheet::number;
use rust_decimal::Decimal;
use serde::Serialize;

use super::is_scored;
use super::kind::ResultKind;
use super::share::shares;
use crate::criteria::Act;
use crate::documents::facts::rows::results as result_rows;
use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::round::Round;
use crate::tally::{Mean, ProductResult};

/// How many products are named at a bound.
const NAMED: usize = 3;

/// The products of one kind of result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ResultRow {
    /// Name of the kind.
    pub name: String,
    /// How many products.
    pub products: Traced<usize>,
    /// Share of all products: `61,7 %`.
    pub share: String,
    /// The lowest mean as printed, among those with a score; `None` where none has one.
    pub lowest: Option<Traced<String>>,
    /// The highest mean.
    pub highest: Option<Traced<String>>,
}

/// The products in a range of points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PointBand {
    /// The range: `Từ 50 đến dưới 60 điểm`.
    pub name: String,
    /// How many products.
    pub products: Traced<usize>,
    /// Share of the scored products.
    pub share: String,
}

type Refs<'p, 'a> = Vec<&'p ProductResult<'a>>;

/// Counts all products by result.
pub(super) fn results(
    round: &Round,
    all: &[&ProductResult<'_>],
    kinds: &[ResultKind],
) -> Vec<ResultRow> {
    let of = |kind: &ResultKind| -> Refs<'_, '_> {
        all.iter().copied().filter(|product| ResultKind::of(product) == *kind).collect()
    };
    let groups: Vec<_> = kinds.iter().map(|kind| (kind, of(kind))).collect();
    let sizes: Vec<_> = groups.iter().map(|(_, own)| own.len()).collect();
    let row = |((kind, own), share): ((&ResultKind, Refs<'_, '_>), String)| {
        let which = kind.which();
        let scored: Refs<'_, '_> =
            own.iter().copied().filter(|product| is_scored(product)).collect();
        let mean = |bound: &str, found: Option<&ProductResult<'_>>| {
            found.and_then(|product| fact(round, product, &format!("{bound} của sản phẩm {which}")))
        };
        ResultRow {
            name: kind.name(),
            products: Traced::count(format!("số sản phẩm {which}"), result_rows(round, &own)),
            share,
            lowest: mean("điểm thấp nhất", lowest(&scored)),
            highest: mean("điểm cao nhất", highest(&scored)),
        }
    };
    groups.into_iter().zip(shares(&sizes)).map(row).collect()
}

fn value(product: &ProductResult<'_>) -> Option<Decimal> {
    product.mean().map(Mean::value)
}

/// Finds the first product with the lowest mean.
fn lowest<'p, 'a>(products: &[&'p ProductResult<'a>]) -> Option<&'p ProductResult<'a>> {
    products.iter().copied().min_by_key(|product| value(product))
}

/// Finds the first product with the highest mean.
fn highest<'p, 'a>(products: &[&'p ProductResult<'a>]) -> Option<&'p ProductResult<'a>> {
    products.iter().copied().rev().max_by_key(|product| value(product))
}

/// Makes the mean of a product a fact.
fn fact(round: &Round, product: &ProductResult<'_>, what: &str) -> Option<Traced<String>> {
    let official = product.official()?;
    let mean = official.mean?;
    Some(Traced {
        value: mean.printed(round.tally.printed_decimals),
        what: what.to_owned(),
        rows: vec![FactSource::Product {
            product: product.number,
            session: Some(official.session),
            detail: format!("{} phiếu", mean.count()),
        }],
    })
}

/// Writes the lowest or highest mean with the products that have it; of more than three, only their
/// number. Empty where nothing was scored.
pub(super) fn bound(round: &Round, scored: &[&ProductResult<'_>], bound: &str) -> TracedText {
    let found = if bound == "thấp nhất" { lowest(scored) } else { highest(scored) };
    let what = format!("điểm trung bình {bound}");
    let Some((first, mean)) = found.and_then(|one| Some((one, fact(round, one, &what)?))) else {
        return TracedText::default();
    };
    let same: Vec<_> = scored.iter().filter(|product| value(product) == value(first)).collect();
    let text = TracedText::default().value(&mean).words(" điểm");
    if same.len() > NAMED {
        return text.words(&format!(" ({:02} sản phẩm)", same.len()));
    }
    let named: Vec<_> =
        same.iter().map(|product| format!("“{}”", product.entry.product.value)).collect();
    text.words(&format!(" ({})", named.join(", ")))
}

/// Counts scored products by ranges of points: the borders of 3, 4 and 5 stars and the middles
/// between them. Ranges at both ends without products are left out.
pub(super) fn bands(act: &Act, scored: &[&ProductResult<'_>]) -> Vec<PointBand> {
    let borders = borders(act);
    let band = |product: &ProductResult<'_>| {
        let mean = product.mean();
        borders.iter().filter(|border| mean.is_some_and(|mean| mean.reaches(**border))).count()
    };
    let groups: Vec<Refs<'_, '_>> = (0..=borders.len())
        .map(|index| scored.iter().copied().filter(|product| band(product) == index).collect())
        .collect();
    let sizes: Vec<_> = groups.iter().map(Vec::len).collect();
    let name = |index: usize| {
        let at = |index: usize| number::vietnamese(borders[index]);
        match index {
            0 => format!("Dưới {} điểm", at(0)),
            last if last == borders.len() => format!("Từ {} điểm trở lên", at(last - 1)),
            _ => format!("Từ {} đến dưới {} điểm", at(index - 1), at(index)),
        }
    };
    let first = sizes.iter().position(|size| *size > 0).unwrap_or(sizes.len());
    let last = sizes.iter().rposition(|size| *size > 0).map_or(0, |last| last + 1);
    let bands = groups.iter().zip(shares(&sizes)).enumerate().map(|(index, (own, share))| {
        let name = name(index);
        let what = format!("số sản phẩm có điểm trung bình trong khoảng “{name}”");
        let rows = super::names(own);
        PointBand { products: Traced::count(what, rows), name, share }
    });
    bands.take(last).skip(first).collect()
}

/// Returns the borders of 3, 4 and 5 stars with the middles between each two.
fn borders(act: &Act) -> Vec<Decimal> {
    let [_, three, four, five] = act.star_from;
    let two = Decimal::TWO;
    let all = [three, (three + four) / two, four, (four + five) / two, five];
    all.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}
