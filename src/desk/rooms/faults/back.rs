//! Sends a list back to its unit: the workbooks with their faults marked, the letter, and a text to
//! be pasted. The clerk sends them; here they are only made ready, and what was sent is noted.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};

use super::listing::{Asked, Listing};
use super::panel::addressee;
use super::subject::file_name;
use super::{drawn, told};
use crate::careful;
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::look::{Look, ReadRound};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open, OpenToWrite, named};
use crate::desk::{clock, fresh, ids};
use crate::documents::returned_folder;
use crate::finding::{Finding, Severity};
use crate::intake;
use crate::page::FindingOrigin;
use crate::returned::{self, ReturnedNames, ReturnedWorkbook};

/// Most bytes of a letter.
const LETTER_BYTES: u64 = 64 << 20;

/// The addresses of what goes back.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/loi/gui-lai/{unit}", get(show).post(sent))
        .route("/loi/gui-lai/{unit}/tep/{file}", get(workbook))
        .route("/loi/gui-lai/{unit}/cong-van/{file}", get(letter))
        .route("/loi/loi-nhan/{id}", post(note_letter))
}

/// A unit and its findings, by file.
struct Unit<'a> {
    index: usize,
    name: &'a str,
    files: BTreeMap<&'a str, Vec<&'a Finding>>,
}

impl<'a> Unit<'a> {
    /// Finds a unit by its short name; `None` when there is none with anything to mend.
    fn find(listing: &Listing<'a>, read: &'a ReadRound, id: &str) -> Option<Self> {
        let units = read.round.districts.iter().enumerate();
        let (index, unit) = units.into_iter().find(|(_, unit)| ids::of(&unit.name) == id)?;
        let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for item in listing.open().filter(|item| item.origin == FindingOrigin::District(index)) {
            let finding = item.finding;
            files.entry(finding.place.file.as_str()).or_default().push(finding);
        }
        // Notes alone ask for nothing.
        files.retain(|_, findings| findings.iter().any(|one| one.severity() > Severity::Note));
        (!files.is_empty()).then_some(Self { index, name: &unit.name, files })
    }

    /// The findings that ask for something, by file.
    fn to_mend(&self) -> Vec<(&'a str, Vec<&'a Finding>)> {
        let heavy = |findings: &Vec<&'a Finding>| {
            findings.iter().copied().filter(|one| one.severity() > Severity::Note).collect()
        };
        self.files.iter().map(|(file, findings)| (*file, heavy(findings))).collect()
    }
}

/// Calls `with` with the unit of this short name; answers that it is gone when there is none.
async fn of_unit(
    desk: Arc<Desk>,
    round: Arc<OpenRound>,
    id: String,
    with: impl FnOnce(&Desk, &OpenRound, &ReadRound, &Unit<'_>) -> Response + Send + 'static,
) -> Response {
    let look = round.look();
    drawn(move || {
        let none = || frame::gone(&desk, &round, Room::Faults);
        let Some(look) = look else { return none() };
        let look: &Look = &look;
        let Some(read) = &look.read else { return none() };
        let listing = Listing::of(look);
        let Some(unit) = Unit::find(&listing, read, &id) else {
            return super::gone(&desk, &round, &listing, look);
        };
        with(&desk, &round, read, &unit)
    })
    .await
}

/// The page with everything that goes back.
async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path(id): Path<String>,
) -> Response {
    of_unit(desk, round, id.clone(), move |desk, round, read, unit| {
        let settings = &read.round.round;
        let of_round = format!("đợt {} năm {}", settings.number, settings.year);
        let told = told::to_unit(unit.name, &of_round, &unit.to_mend());
        let mut names = ReturnedNames::default();
        let folder = returned_folder(&read.round, unit.index);
        let files = unit.files.iter().map(|(file, findings)| {
            let count = |severity| findings.iter().filter(|one| one.severity() == severity).count();
            context! {
                name => file_name(file),
                saved => last(&names.file(&folder, file, "xlsx")),
                address => format!("/loi/gui-lai/{id}/tep/{}", ids::of(file)),
                errors => count(Severity::Error),
                warnings => count(Severity::Warning),
            }
        });
        let files: Vec<Value> = files.collect();
        let letters = letters(round, &folder).into_iter().map(|name| {
            let address = format!("/loi/gui-lai/{id}/cong-van/{}", ids::of(&name));
            context! { name, address }
        });
        let letters: Vec<Value> = letters.collect();
        let sent = round.diary().read().unwrap_or_default().into_iter().rev().find(|event| {
            event.kind == EventKind::File && event.what.starts_with(&was_sent(unit.name))
        });
        let values = context! {
            id,
            name => unit.name,
            text => told.text,
            rest => told.rest,
            files,
            letters,
            sent => sent.map(|event| clock::moment(&event.at)),
            differs => round.look().is_some_and(|look| fresh::differs(round, &look)),
        };
        frame::page(desk, round, Room::Faults, "loi-gui-lai.html", values).into_response()
    })
    .await
}

/// Notes in the diary that the clerk sent it.
async fn sent(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Path(id): Path<String>,
) -> Response {
    of_unit(desk, round, id.clone(), move |desk, round, _, unit| {
        let files = unit.to_mend();
        let count: usize = files.iter().map(|(_, findings)| findings.len()).sum();
        let what = format!("{} để sửa {count} chỗ.", was_sent(unit.name));
        let details =
            files.iter().map(|(file, findings)| format!("{file}: {} chỗ", findings.len()));
        let event = Event::now(EventKind::File, what, &desk.who.user).with(details.collect());
        round.note(event);
        Redirect::to(&format!("/loi/gui-lai/{id}#gui-di")).into_response()
    })
    .await
}

/// How the diary tells that a list went back.
fn was_sent(unit: &str) -> String {
    format!("Đã gửi trả {unit}")
}

/// How the diary tells that somebody was written to about a file of ballots.
fn was_written(name: &str, file: &str) -> String {
    format!("Đã gửi lời nhắn cho {name} về tệp {}.", file_name(file))
}

/// When the member whose ballots a file holds was last written to about it.
pub(super) fn letter_sent(round: &OpenRound, listing: &Listing<'_>, file: &str) -> Option<String> {
    let what = was_written(addressee(listing, file)?, file);
    let events = round.diary().read().unwrap_or_default();
    events.iter().rev().find(|event| event.what == what).map(|event| clock::moment(&event.at))
}

/// Notes in the diary that the clerk wrote to a member about a file of ballots.
async fn note_letter(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(look) = round.look() else { return frame::gone(&desk, &round, Room::Faults) };
    let listing = Listing::of(&look);
    let Some(at) = listing.find(&id) else { return super::gone(&desk, &round, &listing, &look) };
    let file = listing.items[at].finding.place.file.as_str();
    let Some(name) = addressee(&listing, file) else {
        return frame::gone(&desk, &round, Room::Faults);
    };
    round.note(Event::now(EventKind::File, was_written(name, file), &desk.who.user));
    Redirect::to(&format!("/loi/{id}{}#loi-nhan-gui", asked.carried('?'))).into_response()
}

/// A workbook with its faults marked, made from the file as it is now.
async fn workbook(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    of_unit(desk, round, id, move |desk, round, read, unit| {
        let folder = returned_folder(&read.round, unit.index);
        let mut names = ReturnedNames::default();
        for (name, findings) in &unit.files {
            let is_asked = ids::of(name) == file;
            let made = is_asked.then(|| marked(round, read, name, findings)).flatten();
            let ending = made.as_ref().map_or("xlsx", |made| made.ending);
            let saved = names.file(&folder, name, ending);
            if let Some(made) = made {
                let kind = match made.ending {
                    "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                    _ => "application/vnd.ms-excel",
                };
                return sent_as(kind, &last(&saved), made.bytes);
            }
        }
        frame::gone(desk, round, Room::Faults)
    })
    .await
}

/// Marks the faults of a file, or lists them where it cannot be marked.
fn marked(
    round: &OpenRound,
    read: &ReadRound,
    file: &str,
    findings: &[&Finding],
) -> Option<ReturnedWorkbook> {
    let title = file.rsplit('/').next().unwrap_or(file);
    let opened = read.workbooks.iter().any(|workbook| workbook.place.file == *file);
    let original = if opened { intake::original(&round.places.inputs, file).ok() } else { None };
    if let Some(original) = original {
        let place = &findings.first()?.place;
        returned::give_back(&original, place, title, findings).ok().map(|(made, _)| made)
    } else {
        let bytes = returned::list(title, findings).ok()?;
        Some(ReturnedWorkbook { bytes, ending: "xlsx" })
    }
}

/// The letter as the last run made it.
async fn letter(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    of_unit(desk, round, id, move |desk, round, read, unit| {
        let folder = returned_folder(&read.round, unit.index);
        let found = letters(round, &folder).into_iter().find(|name| ids::of(name) == file);
        let bytes = found.as_ref().and_then(|name| {
            let path = round.places.outputs.join(&folder).join(name);
            careful::read_file(&path, LETTER_BYTES).ok()
        });
        match (found, bytes) {
            (Some(name), Some(bytes)) => {
                ([(CONTENT_TYPE, "application/pdf".to_owned()), self::named(&name)], bytes)
                    .into_response()
            }
            _ => frame::gone(desk, round, Room::Faults),
        }
    })
    .await
}

/// The names of the letters in the folder of a unit.
fn letters(round: &OpenRound, folder: &str) -> Vec<String> {
    let entries = fs_err::read_dir(round.places.outputs.join(folder)).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter(|name| std::path::Path::new(name).extension().is_some_and(|end| end == "pdf"))
        .collect();
    names.sort();
    names
}

/// An answer that the browser saves under this name.
fn sent_as(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let (_, inline) = named(name);
    let saved = inline.replacen("inline", "attachment", 1);
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, saved)], bytes).into_response()
}

/// The last part of a path.
fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
