//! Tells by which act of the round a product is evaluated.

use super::{ProductEntry, RegistrationKind};
use crate::criteria::{ActOfDossier, RoundActs};

/// Returns the act of a product: by the day on which its dossier was handed in, as its list or else
/// the round says.
#[must_use]
pub fn act_of<'a>(acts: &'a RoundActs, entry: &ProductEntry) -> ActOfDossier<'a> {
    let received = entry.received.as_ref().map(|day| day.value);
    acts.of(received, entry.registration.kind() == RegistrationKind::Again)
}
