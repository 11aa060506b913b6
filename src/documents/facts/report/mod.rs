//! What the reports of a round count: its products by unit, product group, legal form of the owner
//! and registration, each by result; and the points of the units beside those of the council.
//!
//! Every breakdown holds each product that was sent exactly once, so that the sums of all tables are
//! the same.

mod breakdown;
mod comparison;
mod kind;
mod points;
mod share;

use serde::Serialize;

pub use self::breakdown::{Breakdown, BreakdownRow};
pub use self::comparison::{Comparison, ComparisonRow, PairedPoints};
pub use self::kind::ResultKind;
pub use self::points::{PointBand, ResultRow};
use super::ProductRefs;
use super::rows::names;
use crate::criteria::Act;
use crate::documents::traced::{Traced, TracedText};
use crate::round::Round;
use crate::tally::ProductResult;

/// The facts of the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportFacts {
    /// The kinds of results that occur, in the order of the columns of all tables.
    pub kinds: Vec<String>,
    /// The same kinds.
    #[serde(skip)]
    pub result_kinds: Vec<ResultKind>,
    /// All products by result, one row for each of `kinds`.
    pub results: Vec<ResultRow>,
    /// Whether the shares of the results, each rounded by itself, do not add up to 100,0.
    pub is_rounded: bool,
    /// All products by unit, in the order of `round.toml`; units without products are left out.
    pub units: Breakdown,
    /// All products by product group: the largest first, then as they come first in the lists.
    pub groups: Breakdown,
    /// All products by legal form of the owner.
    pub owner_kinds: Breakdown,
    /// All products by kind of registration.
    pub registrations: Breakdown,
    /// How many products have a mean of the council.
    pub scored: Traced<usize>,
    /// How many products came before the council without getting a mean.
    pub unscored: Traced<usize>,
    /// The lowest mean with its products: `52,8 (“Trà Shan”)`; empty where nothing was scored.
    pub lowest: TracedText,
    /// The highest mean in the same way.
    pub highest: TracedText,
    /// The scored products by ranges of points.
    pub bands: Vec<PointBand>,
    /// The points of the units beside those of the council; `None` where no product has both.
    pub compared: Option<Comparison>,
    /// Products before the council that the province does not recognise now, each with the reason.
    pub left: Vec<String>,
    /// How many these are.
    pub left_count: Traced<usize>,
}

impl ReportFacts {
    /// Makes the facts from all products of a round. `act` is the act of the round.
    pub(super) fn of(round: &Round, act: &Act, all: &ProductRefs<'_, '_>) -> Self {
        let kinds = ResultKind::occurring(all);
        let (scored, unscored): (ProductRefs<'_, '_>, ProductRefs<'_, '_>) = all
            .iter()
            .filter(|product| product.is_admitted())
            .partition(|product| is_scored(product));
        let left: ProductRefs<'_, '_> =
            all.iter().copied().filter(|product| is_left(product)).collect();
        let results = points::results(round, all, &kinds);
        Self {
            is_rounded: !share::adds_up(results.iter().map(|row| row.products.value)),
            results,
            units: breakdown::by_unit(round, all, &kinds),
            groups: breakdown::by_group(all, &kinds),
            owner_kinds: breakdown::by_owner_kind(all, &kinds),
            registrations: breakdown::by_registration(all, &kinds),
            lowest: points::bound(round, &scored, "thấp nhất"),
            highest: points::bound(round, &scored, "cao nhất"),
            bands: points::bands(act, &scored),
            compared: Comparison::of(round, &scored),
            left: left.iter().map(|product| reason(product)).collect(),
            left_count: Traced::count(
                "số sản phẩm đã đưa ra Hội đồng mà tỉnh chưa công nhận",
                names(&left),
            ),
            scored: Traced::count("số sản phẩm có điểm của Hội đồng", names(&scored)),
            unscored: Traced::count("số sản phẩm chưa có điểm của Hội đồng", names(&unscored)),
            kinds: kinds.iter().map(|kind| kind.name()).collect(),
            result_kinds: kinds,
        }
    }
}

/// Tells whether the council gave a product a score that stands.
fn is_scored(product: &ProductResult<'_>) -> bool {
    product.mean().is_some() && !product.is_unclear()
}

/// Tells whether a product came before the council and is neither recognised nor proposed.
fn is_left(product: &ProductResult<'_>) -> bool {
    matches!(ResultKind::of(product), ResultKind::NotRecognised | ResultKind::Open)
}

/// Names a product with what becomes of it: `“Trà Shan” của Hợp tác xã A (chưa đánh giá)`.
fn reason(product: &ProductResult<'_>) -> String {
    let remark = product.outcome.remark();
    let mut letters = remark.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let remark: String = first.chain(letters).collect();
    format!("“{}” của {} ({remark})", product.entry.product.value, product.entry.owner.name.value)
}
