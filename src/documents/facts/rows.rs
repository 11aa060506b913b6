//! Turns products into the rows from which a count was made.

use crate::documents::traced::FactSource;
use crate::round::Round;
use crate::tally::ProductResult;

/// Returns one row for each product, with the words of `detail`.
pub(super) fn rows(
    products: &[&ProductResult<'_>],
    detail: impl Fn(&ProductResult<'_>) -> String,
) -> Vec<FactSource> {
    let row = |product: &&ProductResult<'_>| FactSource::Product {
        product: product.number,
        session: None,
        detail: detail(product),
    };
    products.iter().map(row).collect()
}

/// Returns one row for each product, without detail.
pub(super) fn names(products: &[&ProductResult<'_>]) -> Vec<FactSource> {
    rows(products, |_| String::new())
}

/// Returns one row for each product, with its mean and its star: `62,0 điểm, 3 sao`.
pub(super) fn results(round: &Round, products: &[&ProductResult<'_>]) -> Vec<FactSource> {
    let decimals = round.tally.printed_decimals;
    rows(products, |product| {
        let score = product.mean().map(|mean| format!("{} điểm", mean.printed(decimals)));
        let star = product.star().map(|star| format!("{star} sao"));
        score.into_iter().chain(star).collect::<Vec<_>>().join(", ")
    })
}
