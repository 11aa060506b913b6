//! Who decides on the results, in the forms in which papers name it.

use careful_spreadsheet::text::fold;
use minijinja::{Value, context};

use super::model::{BodyBlock, Document};
use crate::criteria::Act;
use crate::round::Round;

/// Names the authority that decides in full: `Chủ tịch Ủy ban nhân dân tỉnh Lai Châu`, or the
/// committee.
pub(super) fn name(round: &Round, act: &Act) -> String {
    let issuer = round.issuers.get(&round.papers.decision.issuer);
    act.authority.decided_by.name(issuer.map_or("", |issuer| issuer.name.as_str()))
}

/// Returns the kind of the province, by which papers name it in short: `tỉnh`, `thành phố`.
pub(super) fn province_kind(round: &Round) -> &'static str {
    if fold(&round.round.province).starts_with("thành phố") { "thành phố" } else { "tỉnh" }
}

/// Names the people's committee within the province: `UBND tỉnh`, `UBND thành phố`.
pub(super) fn committee(round: &Round) -> String {
    format!("UBND {}", province_kind(round))
}

/// Returns the template values on who decides, and what a decision does.
pub(super) fn values(round: &Round, act: &Act) -> Value {
    context! {
        name => name(round, act),
        short => act.authority.decided_by.name(&committee(round)),
        recognises => &act.authority.recognises,
        approves => &act.authority.approves,
        approves_apart => act.authority.approves_apart,
    }
}

/// Returns the template values on the days that the act sets for this round; none where it sets
/// none. `proposed_before` is none for a round that the province holds beside those of the act, and
/// for one that begins before this day; `reevaluation_days` where the act sets no time for a re-evaluation.
pub(super) fn calendar(round: &Round, act: &Act) -> Value {
    if act.calendar.is_none() && act.registration.is_none() {
        return Value::from(());
    }
    let days = act.days_of_round(round.round.number, i32::from(round.round.year));
    let proposed_before = days.proposed_before.filter(|day| *day <= round.round.from);
    context! {
        proposed_before => proposed_before.map(|day| day.to_string()),
        reevaluation_days => act.registration.as_ref().map(|times| times.evaluation_days),
    }
}

/// Tells whether a decision names this authority on a line of its own, above what it decides.
pub(super) fn is_named(document: &Document, authority: &str) -> bool {
    let wanted = fold(authority);
    document.body.iter().any(|block| {
        matches!(block, BodyBlock::Centered { runs }
            if fold(&runs.iter().map(|run| run.text.as_str()).collect::<String>()) == wanted)
    })
}
