//! Names of the units that send dossiers, as papers write them.

use super::Facts;
use crate::criteria::{Act, SubmittingUnits};
use crate::round::Round;

/// The kind of unit that only some provinces have.
const SPECIAL_ZONE: &str = "đặc khu";

/// Names all units together: `huyện, thành phố`; `xã, phường`, with `đặc khu` where the round has
/// one.
pub(super) fn names(round: &Round, act: &Act) -> String {
    let names = act.units.names();
    let has_zone =
        || round.districts.iter().any(|unit| unit.name.to_lowercase().starts_with(SPECIAL_ZONE));
    if act.units == SubmittingUnits::Commune && has_zone() {
        return format!("{names}, {SPECIAL_ZONE}");
    }
    names.to_owned()
}

/// Names the units that sent dossiers: the unit itself when there is only one, else all units
/// together.
pub(super) fn sending(round: &Round, act: &Act, facts: &Facts) -> String {
    let all = || format!("UBND các {}", names(round, act));
    facts.only_district.as_ref().map_or_else(all, |only| format!("UBND {only}"))
}
