//! Products counted by how they are registered.

use crate::documents::traced::{FactSource, Traced, TracedText};
use crate::forms::RegistrationKind;
use crate::tally::ProductResult;

/// Counts products by their kind of registration: `05 công nhận mới, 02 nâng hạng`. Empty where all
/// are registered for the first time, since papers then say nothing of it.
///
/// `which` describes the products (Vietnamese, behind `số sản phẩm`), `words` names a kind, `rows`
/// turns products into the rows of a count.
pub(super) fn by_kind(
    products: &[&ProductResult<'_>],
    which: &str,
    words: fn(RegistrationKind) -> &'static str,
    rows: impl Fn(&[&ProductResult<'_>]) -> Vec<FactSource>,
) -> TracedText {
    let kind = |product: &ProductResult<'_>| product.entry.registration.kind();
    if products.iter().all(|product| kind(product) == RegistrationKind::First) {
        return TracedText::default();
    }
    let counts = RegistrationKind::ALL.into_iter().filter_map(|of| {
        let own: Vec<_> = products.iter().copied().filter(|product| kind(product) == of).collect();
        let count = Traced::count(format!("số sản phẩm {which}, {}", words(of)), rows(&own));
        (!own.is_empty()).then(|| TracedText::default().count(&count).words(" ").words(words(of)))
    });
    TracedText::joined(counts, ", ")
}
