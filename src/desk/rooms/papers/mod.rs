//! The room “Văn bản”: the pages of every paper as it would be made now, what differs from the last
//! run, where figures come from; the files that were made; and the search.

mod files;
mod overview;
mod page;
mod pictures;
mod search;
mod table;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};
use serde::Deserialize;

pub(in crate::desk::rooms) use self::files::shown as shown_pdf;
use self::overview::{Known, OpenedKind, Overview, folders};
pub(in crate::desk) use self::table::LightTable;
use crate::desk::diary::Event;
use crate::desk::frame::{self, Room};
use crate::desk::fresh::{ChangedSince, Freshness};
use crate::desk::look::Look;
use crate::desk::rooms::today::lacking;
use crate::desk::rooms::words::for_page;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open};
use crate::desk::standing;
use crate::documents::WaitingPaper;
use crate::finding::Severity;
use crate::ledger::Ledger;

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route(Room::Papers.address(), get(show))
        .route("/van-ban/{id}", get(page::show))
        .route("/van-ban/anh/{id}/{page}", get(page::picture))
        .route("/van-ban/pdf/{id}", get(files::pdf))
        .route("/van-ban/tep/{id}", get(files::download))
        .route("/van-ban/mo/{id}", post(files::open))
        .route("/tim", get(search::show))
        .route("/tim/san-pham/{number}", get(search::product))
}

/// Which papers of one kind are shown.
#[derive(Deserialize)]
struct Opened {
    /// Short name of the kind.
    nhom: Option<String>,
    /// The first of them that is shown.
    #[serde(default)]
    tu: usize,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(opened): Query<Opened>,
) -> Response {
    let Some(look) = round.look() else { return not_yet(&desk, &round).into_response() };
    let known = known(&round);
    let Some(id) = opened.nhom else {
        return all(&desk, &round, &look, &known).await.into_response();
    };
    let asked = move |table: &mut table::Table<'_>| OpenedKind::of(table, &id, opened.tu);
    match round.table.ask(&round.job, &look, asked).await.flatten() {
        Some(kind) => {
            let values = kind.values(&known);
            frame::page(&desk, &round, Room::Papers, "van-ban-nhom.html", values).into_response()
        }
        None => frame::gone(&desk, &round, Room::Papers),
    }
}

/// Shows all papers.
async fn all(desk: &Desk, round: &Arc<OpenRound>, look: &Look, known: &Known) -> Html<String> {
    let overview = round.table.ask(&round.job, look, Overview::of).await;
    let overview = overview.unwrap_or_else(|| Overview {
        faces: Vec::new(),
        outlines: BTreeMap::default(),
        waiting: look.report.waiting.clone(),
    });
    let (errors, waiting) =
        (look.report.findings.count(Severity::Error), waiting(&overview.waiting));
    let fresh = Freshness::of(round, look);
    let values = context! {
        asked => "",
        errors,
        lacking => known.lacking,
        folders => folders(&overview, known),
        waiting,
        files => files::listed(&overview.faces, known),
        differs => fresh != Freshness::Same,
        changed => fresh.changed().map(ChangedSince::shown),
        made => if known.is_made() { made(round) } else { None },
        // Letters that go back to units are papers, too.
        issuable => overview.faces.len().max(look.report.issuable),
        declared => look.read.is_some(),
    };
    frame::page(desk, round, Room::Papers, "van-ban.html", values)
}

/// What the page says while the first look is taken.
fn not_yet(desk: &Desk, round: &OpenRound) -> Html<String> {
    frame::page(desk, round, Room::Papers, "chua-xem.html", context! {})
}

/// What is known of the papers that were made.
fn known(round: &OpenRound) -> Known {
    let events = round.diary().read().unwrap_or_default();
    let standings = standing::of_papers(&round.places, &events).unwrap_or_default();
    let outputs = &round.places.outputs;
    let ledger = outputs.is_dir().then(|| Ledger::open(outputs).ok()).flatten();
    let filed = ledger.and_then(|ledger| Some(ledger.record()?.outputs.clone()));
    let look = round.look();
    let settings =
        look.as_ref().and_then(|look| look.read.as_ref()).map(|read| &read.round.signing);
    let number_after = settings.is_some_and(|signing| signing.number_after);
    let errors = look.as_ref().map_or(0, |look| look.report.findings.count(Severity::Error));
    let lacking = look.as_ref().map_or(0, |look| lacking(look));
    Known { standings, filed: filed.unwrap_or_default(), number_after, errors, lacking }
}

/// When papers were made last on this desk: day and hour; `None` when that was never.
fn made(round: &OpenRound) -> Option<Value> {
    let events = round.diary().read().unwrap_or_default();
    let last: &Event = events.iter().rev().find(|event| event.is_issue())?;
    let (day, hour) = last.day_and_hour();
    let mut numbers: Vec<&str> = day.split('-').collect();
    numbers.reverse();
    Some(context! { day => numbers.join("/"), hour })
}

/// The papers that wait, those with the same reason together.
fn waiting(waiting: &[WaitingPaper]) -> Vec<Value> {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for paper in waiting {
        match reasons.iter_mut().find(|(reason, _)| *reason == paper.reason) {
            Some((_, papers)) => papers.push(&paper.paper),
            None => reasons.push((&paper.reason, vec![&paper.paper])),
        }
    }
    let shown = reasons.into_iter();
    shown
        .map(
            |(reason, papers)| context! { papers => papers.join(", "), reason => for_page(reason) },
        )
        .collect()
}
