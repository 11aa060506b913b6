//! Products as the rows that a count was made from.

use crate::documents::traced::FactSource;
use crate::round::Round;
use crate::tally::ProductResult;

/// The products as rows, each with these words.
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

/// The products as rows, without more words.
pub(super) fn names(products: &[&ProductResult<'_>]) -> Vec<FactSource> {
    rows(products, |_| String::new())
}

/// The products as rows, each with its score and star.
pub(super) fn results(round: &Round, products: &[&ProductResult<'_>]) -> Vec<FactSource> {
    let decimals = round.tally.printed_decimals;
    rows(products, |product| {
        let score = product.mean().map(|mean| format!("{} điểm", mean.printed(decimals)));
        let star = product.star().map(|star| format!("{star} sao"));
        score.into_iter().chain(star).collect::<Vec<_>>().join(", ")
    })
}
