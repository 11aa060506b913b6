//! What is published of each unit: its recognised products, their owners and stars, and the
//! products that are proposed to the Ministry.

use serde::Serialize;

use super::groups::{StarGroup, by_star, owner_rows};
use super::rows::results;
use crate::documents::traced::Traced;
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult};

/// The results of a unit, as they are published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitResults {
    /// Name of the unit, as `round.toml` gives it.
    pub unit: String,
    /// How many of its products are recognised.
    pub recognised: Traced<usize>,
    /// How many owners have these products.
    pub owners: Traced<usize>,
    /// Its recognised products by star, highest first; stars without products are left out.
    pub stars: Vec<StarGroup>,
    /// How many of its products are proposed to the Ministry.
    pub proposed: Traced<usize>,
}

/// Counts the products of each unit, in the order of the units. A unit without a product that is
/// recognised or proposed is left out.
pub(super) fn by_unit(round: &Round, products: &[&ProductResult<'_>]) -> Vec<UnitResults> {
    let units = round.districts.iter().enumerate().map(|(index, district)| {
        let own = |wanted: fn(&ProductResult<'_>) -> bool| -> Vec<&ProductResult<'_>> {
            let of_unit = products.iter().copied().filter(|product| product.district == index);
            of_unit.filter(|product| wanted(product)).collect()
        };
        of(round, &district.name, &own(is_recognised), &own(is_proposed))
    });
    units.filter(|unit| unit.recognised.value + unit.proposed.value > 0).collect()
}

fn is_recognised(product: &ProductResult<'_>) -> bool {
    product.certified().is_some()
}

fn is_proposed(product: &ProductResult<'_>) -> bool {
    matches!(product.outcome, ProductOutcome::ProposedToMinistry { .. })
}

fn of(
    round: &Round,
    unit: &str,
    recognised: &[&ProductResult<'_>],
    proposed: &[&ProductResult<'_>],
) -> UnitResults {
    let which = format!("của {unit} được công nhận");
    let proposed_to = format!("số sản phẩm của {unit} đề nghị Trung ương đánh giá");
    UnitResults {
        unit: unit.to_owned(),
        recognised: Traced::count(format!("số sản phẩm {which}"), results(round, recognised)),
        owners: Traced::count(format!("số chủ thể có sản phẩm {which}"), owner_rows(recognised)),
        stars: by_star(recognised, &which, |products| results(round, products)),
        proposed: Traced::count(proposed_to, results(round, proposed)),
    }
}
