//! What papers say of the two acts in a time of transition: which products are under the earlier
//! one.

use crate::criteria::{Act, RoundActs};
use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::round::short_date;
use crate::tally::ProductResult;

/// Names those of these products that are evaluated under the earlier act: `02 sản phẩm có hồ sơ
/// nộp trước ngày 22/5/2026 được đánh giá theo Quyết định …: “Trà Shan”, “Mật ong”`. Empty where
/// there are none, and in a round of one act.
///
/// `which` describes the products (Vietnamese, behind `số sản phẩm`), `rows` turns them into the
/// rows of the count.
pub(super) fn under_earlier(
    acts: &RoundActs,
    products: &[&ProductResult<'_>],
    which: &str,
    rows: impl Fn(&[&ProductResult<'_>]) -> Vec<FactSource>,
) -> TracedText {
    let (Some(newer), Some(earlier)) = (acts.newer(), acts.earlier()) else {
        return TracedText::default();
    };
    let own: Vec<_> =
        products.iter().copied().filter(|product| product.act.id == earlier.id).collect();
    if own.is_empty() {
        return TracedText::default();
    }
    let what = format!("số sản phẩm {which}, theo {}", earlier.cited());
    let named: Vec<_> =
        own.iter().map(|product| format!("“{}”", product.entry.product.value)).collect();
    TracedText::default().count(&Traced::count(what, rows(&own))).words(&format!(
        " sản phẩm có hồ sơ nộp trước ngày {} được đánh giá theo {}: {}",
        short_date(newer.in_force_from),
        earlier.cited(),
        named.join(", ")
    ))
}

/// Names the acts of these products, as papers cite them; `None` in a round of one act.
pub(super) fn acts_of(acts: &RoundActs, products: &[&ProductResult<'_>]) -> Option<String> {
    acts.newer()?;
    let applies = |act: &&Act| products.iter().any(|product| product.act.id == act.id);
    let cited: Vec<_> = acts.iter().filter(applies).map(Act::cited).collect();
    (!cited.is_empty()).then(|| cited.join(", "))
}
