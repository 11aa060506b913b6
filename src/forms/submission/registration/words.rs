//! The words by which lists say how a product is registered.

use serde::Deserialize;

use crate::forms::phrases::Phrases;

/// `[registration]` of the file of words. The file explains each list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct RegistrationWords {
    /// Headings under which a column is that of the kind where its cells name kinds.
    pub(super) headings: Phrases,
    pub(super) first: Phrases,
    pub(super) first_whole: Phrases,
    pub(super) upgrade: Phrases,
    pub(super) again: Phrases,
    pub(super) negation: Phrases,
    /// What says that the product was recognised before.
    pub(super) past: Phrases,
    /// What may stand beside the kind without changing it.
    pub(super) beside: Phrases,
    /// What stands before the day on which a certificate ends.
    pub(super) ends: Phrases,
}
