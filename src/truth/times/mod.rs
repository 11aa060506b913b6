//! Whether days and hours can be: those of the round, its sessions, papers and invitations, of the
//! act and of the calendar.

mod calendar;
mod dates;
mod days;
mod invitation;
mod resting;
mod sessions;

pub(super) use self::dates::{DaySpan, out_of_order};
use super::told::TruthFindings;
use crate::criteria::Act;
use crate::round::Round;

/// Tells every day and hour that is impossible or unlikely.
pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    dates::check(round, told);
    sessions::check(round, told);
    invitation::check(round, told);
    resting::check(round, told);
    days::check(round, told);
}

/// Tells what does not fit the days that the act sets for the year, and the decisions that it asks
/// for.
pub(super) fn check_by_act(round: &Round, act: &Act, told: &mut TruthFindings) {
    calendar::check(round, act, told);
    dates::check_by_act(round, act, told);
}
