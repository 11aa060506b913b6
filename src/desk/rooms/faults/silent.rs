//! Units that sent no list: each is marked in the declaration, and there is a text for each that asks
//! for its list.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use careful_spreadsheet::Worksheet;
use minijinja::{Value, context};

use super::listing::{Asked, Listing};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::look::{Look, ReadRound};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::desk::{clock, ids};
use crate::finding::{Code, Finding};

/// The addresses of what is done about such units.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/loi/da-nhac/{id}/{unit}", post(note))
}

/// The names of the units that sent no list.
fn silent(read: &ReadRound) -> Vec<&str> {
    let sent: BTreeSet<usize> =
        read.forms.submissions.iter().filter_map(|one| one.district).collect();
    let units = read.round.districts.iter().enumerate();
    units.filter(|(index, _)| !sent.contains(index)).map(|(_, unit)| unit.name.as_str()).collect()
}

/// The same finding at the cells of the other units that it is about.
pub(super) fn places(look: &Look, finding: &Finding, sheet: &Worksheet) -> Vec<Finding> {
    let Some(read) = look.read.as_ref().filter(|_| finding.code == Code::DistrictSilent) else {
        return Vec::new();
    };
    let names = silent(read);
    let is_named = |text: &str| names.contains(&text.trim());
    let cells = sheet.cells().filter(|(_, cell)| cell.text().is_some_and(is_named));
    let elsewhere = cells.filter(|(at, _)| Some(*at) != finding.place.cell);
    elsewhere.map(|(at, _)| Finding { place: sheet.place(at), ..finding.clone() }).collect()
}

/// How the diary tells that a unit was asked for its list.
fn was_asked(unit: &str) -> String {
    format!("Đã nhắc {unit} gửi danh sách.")
}

/// A text for each unit that asks for its list; `None` when the finding is about something else.
pub(super) fn reminders(round: &OpenRound, look: &Look, finding: &Finding) -> Option<Value> {
    let read = look.read.as_ref().filter(|_| finding.code == Code::DistrictSilent)?;
    let events = round.diary().read().unwrap_or_default();
    let settings = &read.round.round;
    let of_round = format!("đợt {} năm {}", settings.number, settings.year);
    let reminder = |unit: &&str| {
        let what = was_asked(unit);
        let sent = events.iter().rev().find(|event| event.what == what);
        context! {
            id => ids::of(unit),
            name => *unit,
            text => text(unit, &of_round),
            sent => sent.map(|event| clock::moment(&event.at)),
        }
    };
    Some(silent(read).iter().map(reminder).collect())
}

/// The text for a unit.
fn text(unit: &str, round: &str) -> String {
    format!(
        "Kính gửi UBND {unit},\n\nĐến nay chưa nhận được danh sách sản phẩm OCOP {round} của đơn vị. Đề \
         nghị đơn vị gửi tệp danh sách theo mẫu đã nhận; nếu không có sản phẩm tham gia đợt này thì \
         trả lời giúp.\nXin cảm ơn."
    )
}

/// Notes in the diary that the clerk asked a unit for its list.
async fn note(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Path((id, unit)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return frame::gone(&desk, &round, Room::Faults) };
    let names = look.read.as_ref().map(silent).unwrap_or_default();
    let known = Listing::of(&look).find(&id).is_some();
    let Some(name) = names.into_iter().find(|name| known && ids::of(name) == unit) else {
        return frame::gone(&desk, &round, Room::Faults);
    };
    round.note(Event::now(EventKind::File, was_asked(name), &desk.who.user));
    Redirect::to(&format!("/loi/{id}{}#nhac-{unit}", asked.carried('?'))).into_response()
}
