//! The room “Ký và phát hành”: how far each paper is on its way, and its next step.
//!
//! Papers are signed in a console of their own (`ocop sign`), which asks for the secret there: no
//! secret ever comes into a browser or a request.

mod console;
mod elsewhere;
mod groups;
mod number;
mod received;

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};
use serde::Deserialize;

use self::groups::{PaperGroup, grouped};
use crate::archive::{self, Archived};
use crate::desk::diary::{Event, EventKind, Step};
use crate::desk::frame::{self, Room};
use crate::desk::ids;
use crate::desk::round::{OpenRound, Trouble};
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::standing::{self, KnownPapers, PaperStanding, Stage};
use crate::desk::worker::{Task, trouble};
use crate::finding::Severity;
use crate::ledger;

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    let received = post(received::receive).layer(DefaultBodyLimit::max(received::MOST_BYTES));
    Router::new()
        .route(Room::Signing.address(), get(show))
        .route("/ky/buoc", post(step))
        .route("/ky/cua-so", get(console::show).post(console::open))
        .route("/ky/cap-so", post(number::give))
        .route("/ky/luu", post(keep))
        .route("/ky/nhan", received)
        .route("/ky/nhan-ngoai", post(elsewhere::take))
}

/// Papers, as the room knows them at the moment; none when that cannot be told, which the page says.
fn standings(round: &OpenRound) -> Vec<PaperStanding> {
    standing::known(round).papers
}

#[derive(Deserialize)]
struct Shown {
    /// The folder whose papers are shown one by one.
    nhom: Option<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(shown): Query<Shown>,
) -> Response {
    let KnownPapers { papers, unreadable, .. } = standing::known(&round);
    let errors = round.look().map_or(0, |look| look.report.findings.count(Severity::Error));
    let groups = grouped(&papers, shown.nhom.as_deref());
    let any = !groups.is_empty();
    let cards = groups.iter().map(|group| card(group, errors)).collect::<Vec<_>>();
    let archives = archives(&round);
    let values = context! { cards, any, errors, opened => shown.nhom, archives, unreadable };
    frame::page(&desk, &round, Room::Signing, "ky.html", values).into_response()
}

/// What a card says of papers that take their steps together.
fn card(group: &PaperGroup<'_>, errors: usize) -> Value {
    let stage = group.stage();
    let on_paper = stage >= Stage::Sent && group.is_unsigned();
    let steps = Stage::ALL.into_iter().map(|one| {
        let beside = on_paper && (Stage::Signed..=Stage::Sealed).contains(&one);
        context! {
            name => if beside { format!("{} (trên giấy)", one.name()) } else { one.name().to_owned() },
            class => match one.cmp(&stage) {
                Ordering::Less => "past",
                Ordering::Equal => "here",
                Ordering::Greater => "",
            },
        }
    });
    let place = Stage::ALL.iter().position(|one| *one == stage).unwrap_or_default() + 1;
    let one = group.only();
    let signed_file = one.and_then(PaperStanding::latest).map(|line| ids::of(&line.file));
    context! {
        id => group.id(),
        title => group.title(),
        told => group.told(errors),
        stage => stage.name(),
        steps => steps.collect::<Vec<_>>(),
        place,
        count => group.papers.len(),
        folder => (group.papers.len() > 1).then(|| group.folder()),
        submit => stage == Stage::Ready,
        sign => matches!(stage, Stage::Ready | Stage::Submitted),
        number => stage == Stage::Signed,
        today => (stage == Stage::Signed).then(number::today),
        seal => stage == Stage::Numbered,
        send => match stage {
            Stage::Submitted => "Đã ký trên giấy, ghi đã gửi",
            Stage::Sealed => "Ghi đã gửi",
            _ => "",
        },
        ready => (Stage::Submitted..=Stage::Numbered).contains(&stage),
        signed_file,
        outdated => group.papers.iter().any(|paper| paper.outdated),
    }
}

/// Names of the archives of the round.
fn archives(round: &OpenRound) -> Vec<String> {
    let folder = round.places.outputs.join(crate::documents::folders::ARCHIVE);
    let mut names: Vec<String> = fs_err::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| Path::new(name).extension().is_some_and(|end| end == "zip"))
        .collect();
    names.sort();
    names
}

#[derive(Deserialize)]
struct Asked {
    /// Short name of the papers.
    nhom: String,
    /// The step: `trinh-ky` or `da-gui`.
    buoc: Step,
}

/// Writes down a step that only people know of.
async fn step(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(asked): Form<Asked>,
) -> Response {
    let papers = standings(&round);
    let groups = grouped(&papers, None).into_iter().chain(grouped_all(&papers));
    let Some(group) = groups.into_iter().find(|group| group.id() == asked.nhom) else {
        return frame::gone(&desk, &round, Room::Signing);
    };
    if group.stage() == Stage::Draft {
        let why = "Văn bản còn chỗ trống nên chưa đi tiếp được.";
        let remedy = "Điền chỗ trống trong khai báo, soạn lại rồi làm tiếp.";
        return frame::not_now(&desk, &round, Room::Signing, why, remedy);
    }
    let what = match asked.buoc {
        Step::Submitted => format!("Trình ký “{}”.", group.title()),
        Step::Sent => format!("Đã gửi “{}”.", group.title()),
    };
    let files = group.papers.iter().map(|one| (one.paper.file.clone(), one.paper.sha256.clone()));
    let event = Event::now(EventKind::Signed, what, &desk.who.user);
    round.note(event.step(asked.buoc, files.collect()));
    round.change(|_| {});
    Redirect::to(Room::Signing.address()).into_response()
}

/// Every paper as a group of its own.
fn grouped_all(papers: &[PaperStanding]) -> Vec<PaperGroup<'_>> {
    papers.iter().map(|paper| PaperGroup { papers: vec![paper] }).collect()
}

/// Archives the round.
async fn keep(State(desk): State<Arc<Desk>>, OpenToWrite(round): OpenToWrite) -> Response {
    let who = desk.who.user.clone();
    let archive = move |round: &OpenRound| match archive::archive(&round.job) {
        Ok(Archived::Filed { file, new: true, files, .. }) => {
            let what = format!("Lưu hồ sơ {file}, {files} tệp.");
            round.note(Event::now(EventKind::Signed, what, &who));
        }
        Ok(Archived::Filed { .. }) => {}
        Ok(Archived::Refused(unready)) => {
            let technical = format!("{unready:?}");
            round.change(|state| {
                state.trouble = Some(Trouble {
                    what: "Chưa lưu được hồ sơ.".into(),
                    remedy: "Soạn lại văn bản cho khớp với tệp hiện có, rồi lưu.".into(),
                    technical,
                    at: crate::desk::now(),
                });
            });
        }
        Err(fault) => round.change(|state| state.trouble = Some(trouble(&fault))),
    };
    round.ask(Task::Do("Đang lưu hồ sơ", Box::new(archive)));
    Redirect::to(Room::Signing.address()).into_response()
}

/// The path of a file of the outputs folder; `None` when its name leads out of it.
fn path_of(round: &OpenRound, file: &str) -> Option<std::path::PathBuf> {
    ledger::below(&round.places.outputs, file).ok()
}
