//! Sessions whose ballots are still to come, which the minutes and the decision wait for.

use crate::documents::WritingDesk;
use crate::round::short_date;

/// Names the sessions from which no ballot has come yet (Vietnamese, behind “chờ”). `None` when all
/// have ballots, and also when none has: the round is then not held yet.
pub(super) fn ballots(desk: &WritingDesk<'_>) -> Option<String> {
    let (came, awaited): (Vec<_>, Vec<_>) =
        desk.round.sessions.iter().partition(|session| desk.tally.has_ballots(session.number));
    if came.is_empty() || awaited.is_empty() {
        return None;
    }
    let named = awaited
        .iter()
        .map(|session| format!("lần chấm {} (ngày {})", session.number, short_date(session.date)));
    let named = named.collect::<Vec<_>>().join(", ");
    Some(format!(
        "phiếu chấm của {named}; nếu không tổ chức lần chấm đó thì bỏ mục [[sessions]] của nó \
         trong round.toml"
    ))
}
