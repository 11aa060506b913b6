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
use crate::desk::fresh::{ChangedSince, Freshness};
use crate::desk::round::{OpenRound, Trouble};
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::standing::{self, KnownPapers, PaperStanding, Stage};
use crate::desk::worker::{Task, trouble};
use crate::desk::{clock, ids};
use crate::documents::folders;
use crate::finding::Severity;
use crate::preview::folder_title;
use crate::round as settings;
use crate::{declaration, ledger};

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    let received = post(received::receive).layer(DefaultBodyLimit::max(received::MOST_BYTES));
    Router::new()
        .route(Room::Signing.address(), get(show))
        .route("/ky/buoc", post(step))
        .route("/ky/cua-so", get(console::show).post(console::open))
        .route("/ky/cap-so", post(number::give))
        .route("/ky/luu", post(keep))
        .route("/ky/mo-ho-so", post(show_archives))
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
    let KnownPapers { papers, dropped, unreadable, events } = standing::known(&round);
    let look = round.look();
    let errors = look.as_ref().map_or(0, |look| look.report.findings.count(Severity::Error));
    let fresh = look.as_ref().map(|look| Freshness::of(&round, look));
    let changed = fresh.as_ref().and_then(Freshness::changed);
    let groups = grouped(&papers, shown.nhom.as_deref());
    let next = next(&papers);
    let is_next =
        |group: &PaperGroup<'_>| next.as_ref().is_some_and(|(at, _)| *at == group.stage());
    let main = groups.iter().position(is_next).filter(|_| changed.is_none() && errors == 0);
    let next_card = main.and_then(|at| groups.get(at)).map(PaperGroup::id);
    let cards = groups.iter().enumerate();
    let outdated = changed.is_some();
    let cards = cards.map(|(at, group)| card(group, (errors, outdated), main == Some(at), &events));
    let cards = cards.collect::<Vec<_>>();
    let dropped = dropped.iter().map(|(file, step)| {
        let folder = file.split_once('/').map_or("", |(folder, _)| folder);
        let name = file.rsplit('/').next().unwrap_or_default();
        context! { kind => folder_title(folder), name, step => step.told() }
    });
    let archives = archives(&round);
    let values = context! {
        any => !cards.is_empty(),
        cards,
        errors,
        changed => changed.map(ChangedSince::shown),
        next => next.map(|(_, words)| words),
        next_card,
        dropped => dropped.collect::<Vec<_>>(),
        declaration => declaration_id(&round),
        opened => shown.nhom,
        archived => archived(&events, &archives),
        archives,
        archive => round.places.outputs.join(folders::ARCHIVE).display().to_string(),
        unreadable,
    };
    frame::page(&desk, &round, Room::Signing, "ky.html", values).into_response()
}

/// What is to be done next in this room, with the stage of the papers for which it is done; `None`
/// while there are no papers.
fn next(papers: &[PaperStanding]) -> Option<(Stage, String)> {
    let count = |stage: Stage| papers.iter().filter(|one| one.stage == stage).count();
    let some = |stage: Stage, words: &dyn Fn(usize) -> String| {
        let count = count(stage);
        (count > 0).then(|| (stage, words(count)))
    };
    some(Stage::Signed, &|count| {
        format!("{count} văn bản đã ký: văn thư ghi số, ngày rồi bấm “Cấp số”.")
    })
    .or_else(|| some(Stage::Numbered, &|count| {
        format!("{count} văn bản đã ký, có số: văn thư bấm “Đóng dấu…”.")
    }))
    .or_else(|| some(Stage::Sealed, &|count| {
        format!("{count} văn bản đã đóng dấu: gửi đi rồi bấm “Ghi đã gửi”.")
    }))
    .or_else(|| some(Stage::Ready, &|count| {
        format!("{count} văn bản sẵn sàng: xem, in ra trình lãnh đạo, rồi bấm “Ghi đã trình”.")
    }))
    .or_else(|| some(Stage::Submitted, &|count| {
        format!("{count} văn bản chờ ký. Ký số: lãnh đạo bấm “Ký số…” trên máy cắm thiết bị ký. Ký trên giấy: gửi xong thì bấm “Đã ký trên giấy, ghi đã gửi”.")
    }))
    .or_else(|| some(Stage::Draft, &|count| {
        format!("{count} văn bản còn chỗ trống: bấm “Mở khai báo”, điền rồi lưu, sau đó soạn lại.")
    }))
    .or_else(|| some(Stage::Sent, &|_| {
        "Văn bản đã gửi hết: bấm “Lưu hồ sơ lúc này” ở cuối trang.".to_owned()
    }))
    .or_else(|| some(Stage::Archived, &|_| {
        "Văn bản đã gửi, hồ sơ đã lưu: không còn việc gì ở trang này.".to_owned()
    }))
}

/// The short name of the declaration that lies there.
fn declaration_id(round: &OpenRound) -> Option<String> {
    let names = [declaration::FILE, settings::FILE];
    names.into_iter().find(|name| round.places.inputs.join(name).is_file()).map(ids::of)
}

/// What a card says of papers that take their steps together; `main` for the one that is next, and
/// `outdated` when the papers are to be made again before one is handed over or signed.
fn card(
    group: &PaperGroup<'_>,
    (errors, outdated): (usize, bool),
    main: bool,
    events: &[Event],
) -> Value {
    let stage = group.stage();
    let on_paper = stage >= Stage::Sent && group.is_unsigned();
    let steps = Stage::ALL.into_iter().map(|one| {
        let beside = on_paper && (Stage::Signed..=Stage::Sealed).contains(&one);
        context! {
            name => if beside { format!("{} (trên giấy)", one.name()) } else { one.name().to_owned() },
            class => match one.cmp(&stage) {
                Ordering::Less => "past",
                // Behind the last step nothing is left to do.
                Ordering::Equal if one == Stage::Archived => "past here",
                Ordering::Equal => "here",
                Ordering::Greater => "",
            },
            here => one == stage,
        }
    });
    let place = Stage::ALL.iter().position(|one| *one == stage).unwrap_or_default() + 1;
    let one = group.only();
    let pdf = one.map(|one| ids::of(one.latest().map_or(&one.paper.file, |line| &line.file)));
    context! {
        id => group.id(),
        title => group.title(),
        told => group.told(errors),
        stage => stage.name(),
        steps => steps.collect::<Vec<_>>(),
        place,
        count => group.papers.len(),
        folder => (group.papers.len() > 1).then(|| group.folder()),
        submit => stage == Stage::Ready && !outdated,
        sign => matches!(stage, Stage::Ready | Stage::Submitted) && !outdated,
        number => stage == Stage::Signed,
        today => (stage == Stage::Signed).then(number::today),
        seal => stage == Stage::Numbered,
        send => match stage {
            Stage::Submitted if !outdated => "Đã ký trên giấy, ghi đã gửi",
            Stage::Sealed => "Ghi đã gửi",
            _ => "",
        },
        undo => can_undo(stage),
        ready => (Stage::Submitted..=Stage::Numbered).contains(&stage),
        pdf,
        main,
        blank => stage == Stage::Draft,
        overtaken => group.overtaken(),
        differs => group.differs(events),
    }
}

/// Whether the last step of papers was only written down by people, who may have been mistaken.
fn can_undo(stage: Stage) -> bool {
    matches!(stage, Stage::Submitted | Stage::Sent)
}

/// Says that the round was archived, as long as nothing else happened since.
fn archived(events: &[Event], archives: &[String]) -> Option<Value> {
    let last = events.last().filter(|event| event.is_archive() && !archives.is_empty())?;
    Some(context! { what => last.what.as_str(), at => clock::moment(&last.at) })
}

/// Shows the folder with the archives of the round.
async fn show_archives(State(desk): State<Arc<Desk>>, Open(round): Open) -> Response {
    let folder = round.places.outputs.join(folders::ARCHIVE);
    if folder.is_dir() && (desk.programs.show_file)(&folder).is_ok() {
        return Redirect::to(&format!("{}#luu", Room::Signing.address())).into_response();
    }
    let why = "Không mở được thư mục hồ sơ lưu bằng chương trình của máy này.";
    let remedy = format!("Mở thư mục này bằng tay: {}.", folder.display());
    frame::not_now(&desk, &round, Room::Signing, why, &remedy)
}

/// Names of the archives of the round.
fn archives(round: &OpenRound) -> Vec<String> {
    let folder = round.places.outputs.join(folders::ARCHIVE);
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
    /// The step: `trinh-ky`, `da-gui` or `lui-lai`.
    buoc: Step,
    /// The folder that is shown paper by paper; empty for none.
    #[serde(default)]
    mo: String,
}

/// The address of the room at the card of these papers, with the same folder opened.
fn at_card(papers: &[PaperStanding], opened: &str, group: &str) -> String {
    let is_known = papers.iter().any(|paper| paper.folder() == opened);
    let opened = if is_known { format!("?nhom={opened}") } else { String::new() };
    format!("{}{opened}#vb-{}", Room::Signing.address(), ids::short(group))
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
        let remedy = "Ở trang Ký và phát hành, bấm “Mở khai báo” ở văn bản đó, điền rồi lưu, sau đó \
                      bấm “Soạn văn bản” ở đầu trang.";
        return frame::not_now(&desk, &round, Room::Signing, why, remedy);
    }
    let what = match asked.buoc {
        Step::Submitted => format!("Trình ký “{}”.", group.title()),
        Step::Sent => format!("Đã gửi “{}”.", group.title()),
        Step::Undone if can_undo(group.stage()) => {
            format!("Ghi nhầm, lùi “{}” lại một bước.", group.title())
        }
        Step::Undone => return frame::gone(&desk, &round, Room::Signing),
    };
    // Only what stands at the step of the card is taken back.
    let stage = group.stage();
    let is_meant = |one: &&&PaperStanding| asked.buoc != Step::Undone || one.stage == stage;
    let files = group
        .papers
        .iter()
        .filter(is_meant)
        .map(|one| (one.paper.file.clone(), one.paper.sha256.clone()));
    let event = Event::now(EventKind::Signed, what, &desk.who.user);
    round.note(event.step(asked.buoc, files.collect()));
    round.change(|_| {});
    Redirect::to(&at_card(&papers, &asked.mo, &asked.nhom)).into_response()
}

/// Every paper as a group of its own.
fn grouped_all(papers: &[PaperStanding]) -> Vec<PaperGroup<'_>> {
    papers.iter().map(|paper| PaperGroup { papers: vec![paper] }).collect()
}

/// Archives the round.
async fn keep(State(desk): State<Arc<Desk>>, OpenToWrite(round): OpenToWrite) -> Response {
    let who = desk.who.user.clone();
    let archive = move |round: &OpenRound| match archive::archive(&round.job) {
        Ok(Archived::Filed { file, new, files, .. }) => {
            let name = file.rsplit('/').next().unwrap_or_default();
            let what = if new {
                format!("Lưu hồ sơ của đợt vào {name}, gồm {files} tệp.")
            } else {
                format!("Lưu hồ sơ của đợt: {name} đã có đủ, không phải lưu thêm.")
            };
            round.note(Event::now(EventKind::Signed, what, &who));
            round.change(|_| {});
        }
        Ok(Archived::Refused(unready)) => {
            let technical = format!("{unready:?}");
            round.change(|state| {
                state.trouble = Some(Trouble {
                    what: "Chưa lưu được hồ sơ.".into(),
                    remedy: "Ở trang Hôm nay bấm “Soạn văn bản” cho khớp với hồ sơ hiện có, rồi \
                             lưu lại ở trang Ký và phát hành."
                        .into(),
                    technical,
                    at: crate::desk::now(),
                });
            });
        }
        Err(fault) => round.change(|state| state.trouble = Some(trouble(&fault))),
    };
    round.ask(Task::Do("Đang lưu hồ sơ", Box::new(archive)));
    Redirect::to(&format!("{}#luu", Room::Signing.address())).into_response()
}

/// The path of a file of the outputs folder; `None` when its name leads out of it.
fn path_of(round: &OpenRound, file: &str) -> Option<std::path::PathBuf> {
    ledger::below(&round.places.outputs, file).ok()
}
