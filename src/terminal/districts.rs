//! The products of each district by outcome, for the table of the summary.

use std::collections::BTreeMap;

use crate::job::DistrictRow;
use crate::round::Round;
use crate::tally::{ProductOutcome, ProductResult};

/// Headings of the table. The indices are those of [`DistrictRow::counts`].
pub(super) const COLUMNS: [&str; 7] = [
    "Đạt 3 sao",
    "Đạt 4 sao",
    "Đề nghị TW",
    "Chưa đạt",
    "Chưa có kết quả",
    "Không đủ ĐK",
    "Đã rút",
];

/// Counts the products of each district by outcome. Districts without products are absent.
#[must_use]
pub fn rows(round: &Round, products: &[ProductResult<'_>]) -> Vec<DistrictRow> {
    let mut rows: BTreeMap<usize, [usize; 7]> = BTreeMap::new();
    for product in products {
        rows.entry(product.district).or_default()[column(&product.outcome)] += 1;
    }
    rows.into_iter()
        .map(|(index, counts)| DistrictRow {
            district: round.districts[index].name.clone(),
            counts,
        })
        .collect()
}

fn column(outcome: &ProductOutcome) -> usize {
    match outcome {
        ProductOutcome::Recognised { star: 4 } => 1,
        ProductOutcome::Recognised { .. } => 0,
        ProductOutcome::ProposedToMinistry { .. } => 2,
        ProductOutcome::NotRecognised { .. } | ProductOutcome::KnockedOut { .. } => 3,
        ProductOutcome::NotScored { .. }
        | ProductOutcome::Held { .. }
        | ProductOutcome::NeedsSupplement { .. } => 4,
        ProductOutcome::NotAdmitted { .. } => 5,
        ProductOutcome::Withdrawn { .. } => 6,
    }
}
