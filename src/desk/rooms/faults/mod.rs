//! The room “Lỗi và điều cần xem lại”: the findings by file, and for each the sheet in which it
//! stands, as it was read. Nothing is edited here.

mod accept;
mod back;
mod lines;
mod listing;
mod open;
mod panel;
mod sheet;
mod silent;
mod subject;
mod told;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use careful_spreadsheet::{Opener, Workbook, Worksheet};
use minijinja::value::Serde;
use minijinja::{Value, context};

use self::listing::{Asked, Listed, Listing};
use self::sheet::{DrawnSheet, Scene, SheetFault};
use crate::careful;
use crate::declaration;
use crate::desk::clock;
use crate::desk::frame::{self, Room};
use crate::desk::look::{Look, ReadRound};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open};
use crate::finding::{Place, Severity};

/// Most bytes of a declaration in Excel that is drawn.
const DECLARATION_BYTES: u64 = 64 << 20;

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route(Room::Faults.address(), get(list))
        .route("/loi/{id}", get(one))
        .route("/loi/mo/{id}", post(open::open))
        .route("/loi/chap-nhan/{id}", post(accept::accept))
        .merge(back::routes())
        .merge(silent::routes())
}

/// The list, with its first finding beside it.
async fn list(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return not_looked(&desk, &round).into_response() };
    drawn(move || {
        let listing = Listing::of(&look);
        let listed = listing.asked(&asked);
        let order = listed.order();
        let nothing_to_do = listing.count(Severity::Error) + listing.count(Severity::Warning) == 0;
        match listing.to_begin_with(&order) {
            Some(first) if !(nothing_to_do && asked.carried('?').is_empty()) => {
                let shown = Shown { look: &look, listing: &listing, listed: &listed, at: first };
                page(&desk, &round, &shown, &asked, true).into_response()
            }
            _ => nothing(&desk, &round, &listing, &look, &asked).into_response(),
        }
    })
    .await
}

/// One finding, with the list beside it.
async fn one(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return not_looked(&desk, &round).into_response() };
    drawn(move || {
        let listing = Listing::of(&look);
        let Some(at) = listing.find(&id) else { return gone(&desk, &round, &listing, &look) };
        let listed = listing.asked(&asked);
        let shown = Shown { look: &look, listing: &listing, listed: &listed, at };
        page(&desk, &round, &shown, &asked, false).into_response()
    })
    .await
}

/// Makes a page away from the threads that answer.
async fn drawn(make: impl FnOnce() -> Response + Send + 'static) -> Response {
    let answer = tokio::task::spawn_blocking(make).await;
    answer.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn not_looked(desk: &Desk, round: &OpenRound) -> Html<String> {
    frame::page(desk, round, Room::Faults, "chua-xem.html", context! {})
}

/// The finding that a page shows, and the list around it.
struct Shown<'a> {
    look: &'a Look,
    listing: &'a Listing<'a>,
    listed: &'a Listed,
    at: usize,
}

fn page(
    desk: &Desk,
    round: &OpenRound,
    shown: &Shown<'_>,
    asked: &Asked,
    is_list: bool,
) -> Html<String> {
    filled(desk, round, shown, asked, is_list, Value::from(()))
}

/// Fills the page of a finding; `typed` is what somebody typed to accept it that cannot be taken.
fn filled(
    desk: &Desk,
    round: &OpenRound,
    shown: &Shown<'_>,
    asked: &Asked,
    is_list: bool,
    typed: Value,
) -> Html<String> {
    let Shown { look, listing, listed, at } = shown;
    let order = listed.order();
    let finding = listing.items[*at].finding;
    let panel = panel::panel(listing, *at, &order, asked);
    let accepts = accept::offer(round, look, listing, *at, typed);
    let sheet = drawn_sheet(round, shown, asked);
    let values = context! {
        is_list,
        filters => listing.filters(asked),
        list => listing.shown(listed, Some(*at), asked),
        finding => panel,
        letter_sent => back::letter_sent(round, listing, &finding.place.file),
        accepts,
        reminders => silent::reminders(round, look, finding),
        sheet => sheet.map(Serde),
        lines => lines::lines(round, &finding.place),
        carried => asked.carried('?'),
        carried_on => asked.carried('&'),
    };
    frame::page(desk, round, Room::Faults, "loi.html", values)
}

/// Draws the sheet of a finding; `None` where it stands in none.
fn drawn_sheet(round: &OpenRound, shown: &Shown<'_>, asked: &Asked) -> Option<DrawnSheet> {
    let Shown { look, listing, at, .. } = shown;
    let item = &listing.items[*at];
    let place = &item.finding.place;
    let declared = is_declaration(place).then(|| declaration_book(round)).flatten();
    let read = look.read.as_ref();
    let books = read.map(|read| read.workbooks.as_slice()).unwrap_or_default();
    let books = declared.as_ref().map_or(books, std::slice::from_ref);
    let sheet = sheet_of(books, place)?;
    let forms = read.map(|read| &read.forms);
    let carried = asked.carried('?');
    let also = silent::places(look, item.finding, sheet);
    let others = listing.open().filter(|other| {
        let there = &other.finding.place;
        other.id != item.id && (&there.file, &there.sheet) == (&place.file, &place.sheet)
    });
    let others = others.map(|other| SheetFault {
        finding: other.finding,
        address: format!("/loi/{}{carried}", other.id),
    });
    let also = also
        .iter()
        .map(|finding| SheetFault { finding, address: format!("/loi/{}{carried}", item.id) });
    let reading =
        forms.and_then(|forms| forms.readings.iter().find(|reading| reading.place == sheet.place));
    Some(sheet::draw(&Scene {
        sheet,
        reading,
        forms,
        finding: item.finding,
        others: others.chain(also).collect(),
        middle: asked.row(),
        address: format!("/loi/{}{carried}", item.id),
    }))
}

/// The sheet of a place.
fn sheet_of<'a>(books: &'a [Workbook], place: &Place) -> Option<&'a Worksheet> {
    let name = place.sheet.as_deref()?;
    let book = books.iter().find(|book| book.place.file == place.file)?;
    book.sheets.iter().find(|sheet| sheet.name() == name)
}

fn is_declaration(place: &Place) -> bool {
    place.file.as_str() == declaration::FILE
}

/// Reads the cells of the declaration in Excel, which no look keeps.
fn declaration_book(round: &OpenRound) -> Option<Workbook> {
    let path = round.places.inputs.join(declaration::FILE);
    let bytes = careful::read_file(&path, DECLARATION_BYTES).ok()?;
    Opener::new().open(declaration::FILE, &bytes).into_iter().find_map(|opened| opened.workbook)
}

/// Says that there is nothing to mend, or nothing of what was asked for.
fn nothing(
    desk: &Desk,
    round: &OpenRound,
    listing: &Listing<'_>,
    look: &Look,
    asked: &Asked,
) -> Html<String> {
    let filtered = !asked.carried('?').is_empty() && !listing.items.is_empty();
    let (kind, of_file) = (asked.kind(), asked.file().is_some());
    let values = context! { gone => false, filtered, kind, of_file, ..counts(listing, look) };
    frame::page(desk, round, Room::Faults, "loi-khong-con.html", values)
}

/// Says that a finding is gone, and what is next.
fn gone(desk: &Desk, round: &OpenRound, listing: &Listing<'_>, look: &Look) -> Response {
    let values = context! { gone => true, filtered => false, kind => "", of_file => false, ..counts(listing, look) };
    let page = frame::page(desk, round, Room::Faults, "loi-khong-con.html", values);
    (StatusCode::NOT_FOUND, page).into_response()
}

/// How many of the files that came in hold workbooks; an archive counts once.
fn workbooks(read: &ReadRound) -> usize {
    let outer = |file: &str| file.split("!/").next().unwrap_or(file).to_owned();
    let files: BTreeSet<String> = read.workbooks.iter().map(|one| outer(&one.place.file)).collect();
    files.len()
}

fn counts(listing: &Listing<'_>, look: &Look) -> Value {
    let accepted = listing.items.iter().filter(|item| item.finding.accepted.is_some()).count();
    let to_do = listing.open().find(|item| item.finding.severity() > Severity::Note);
    context! {
        files => look.read.as_ref().map(workbooks),
        hour => clock::hour(look.at),
        errors => listing.count(Severity::Error),
        warnings => listing.count(Severity::Warning),
        notes => listing.count(Severity::Note),
        accepted,
        next => to_do.map(|item| format!("/loi/{}", item.id)),
    }
}
