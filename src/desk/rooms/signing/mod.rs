//! The room “Ký và phát hành”: how far each paper is on its way, and its next step.
//!
//! Papers are signed in a console of their own (`ocop sign`), which asks for the secret there: no
//! secret ever comes into a browser or a request.

mod blanks;
mod console;
mod elsewhere;
mod groups;
mod next;
mod number;
mod received;
mod words;

use std::cmp::Ordering;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};
use serde::Deserialize;

pub(in crate::desk::rooms) use self::blanks::given_to_declare;
use self::blanks::{MadeKinds, made};
use self::groups::{PaperGroup, grouped};
use self::next::next;
use crate::archive::{self, Archived};
use crate::desk::diary::{Event, EventKind, Step};
use crate::desk::frame::{self, Room};
use crate::desk::fresh::{ChangedSince, Freshness};
use crate::desk::rooms::today::lacking;
use crate::desk::round::{OpenRound, Trouble};
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::standing::{self, KnownPapers, PaperStanding, Stage, filled_later, held_back};
use crate::desk::worker::{Task, trouble};
use crate::desk::{clock, ids};
use crate::documents::folders;
use crate::finding::Severity;
use crate::ledger::FiledPaper;
use crate::preview::folder_title;
use crate::round::{self as settings, PaperKind, Round};
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
        .route("/ky/mo-so", post(show_register))
        .route("/ky/nhan", received)
        .route("/ky/nhan-ngoai", post(elsewhere::take))
        .route("/ky/cho-nhan/{id}", get(elsewhere::look))
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
    let KnownPapers { papers, drafts, dropped, unreadable, events } = standing::known(&round);
    let look = round.look();
    let errors = look.as_ref().map_or(0, |look| look.report.findings.count(Severity::Error));
    let lacking = look.as_ref().map_or(0, |look| lacking(look));
    let fresh = look.as_ref().map(|look| Freshness::of(&round, look));
    let changed = fresh.as_ref().and_then(Freshness::changed);
    let groups = grouped(&papers, shown.nhom.as_deref());
    let next = next(&papers);
    let is_next = |group: &PaperGroup<'_>| next.as_ref().is_some_and(|next| next.is_for(group));
    let main = groups.iter().position(is_next).filter(|_| changed.is_none() && errors == 0);
    let leads_to_card =
        next.as_ref().is_some_and(|next| !next.is_to_keep() && !next.is_none_left());
    let next_card = main.filter(|_| leads_to_card).and_then(|at| groups.get(at));
    let next_card = next_card.map(PaperGroup::id);
    let main = main.filter(|_| leads_to_card);
    let archives = archives(&round);
    let read = look.as_ref().and_then(|look| look.read.as_ref());
    let around = Around {
        errors,
        lacking,
        outdated: changed.is_some(),
        events: &events,
        archived: !archives.is_empty(),
        made: made(&papers),
        round: read.map(|read| &read.round),
        drafts: drafts.iter().map(draft_shown).collect(),
    };
    let cards = groups.iter().enumerate();
    let cards = cards.map(|(at, group)| card(group, main == Some(at), &around));
    let cards = cards.collect::<Vec<_>>();
    let dropped = dropped.iter().map(|(file, step)| {
        let folder = file.split_once('/').map_or("", |(folder, _)| folder);
        let name = file.rsplit('/').next().unwrap_or_default();
        context! { kind => folder_title(folder), name, step => step.told() }
    });
    let values = context! {
        any => !cards.is_empty(),
        cards,
        errors,
        lacking,
        changed => changed.map(ChangedSince::shown),
        to_keep => next.as_ref().is_some_and(next::NextTask::is_to_keep),
        next => next.map(|next| next.words),
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

/// What cards need besides their papers.
struct Around<'a> {
    /// How many errors the round has.
    errors: usize,
    /// How many of them only say that ballots have not come in.
    lacking: usize,
    /// Whether the papers are to be made again before one is handed over or signed.
    outdated: bool,
    /// The diary.
    events: &'a [Event],
    /// Whether the round has an archive.
    archived: bool,
    /// The kinds of papers that are there, with the number that was given.
    made: MadeKinds,
    /// The declaration; `None` while it cannot be used.
    round: Option<&'a Round>,
    /// The drafts that go with the submission.
    drafts: Vec<Value>,
}

/// A draft, as the card of the submission names it.
fn draft_shown(draft: &FiledPaper) -> Value {
    let title = draft.to_sign.as_ref().and_then(|to_sign| to_sign.title.as_deref());
    context! { title, pdf => ids::of(&draft.file) }
}

/// The short name of the declaration that lies there.
pub(in crate::desk::rooms) fn declaration_id(round: &OpenRound) -> Option<String> {
    let names = [declaration::FILE, settings::FILE];
    names.into_iter().find(|name| round.places.inputs.join(name).is_file()).map(ids::of)
}

/// What a card says of papers that take their steps together; `main` for the one that is next.
fn card(group: &PaperGroup<'_>, main: bool, around: &Around<'_>) -> Value {
    let (stage, outdated, events) = (group.stage(), around.outdated, around.events);
    let on_paper = stage >= Stage::Sent && group.is_unsigned();
    let elsewhere = group.goes_on_elsewhere();
    let to_sign = group.papers.first().and_then(|one| one.paper.to_sign.as_deref());
    let held =
        held_back(group.folder(), around.errors, around.lacking).filter(|_| stage == Stage::Ready);
    let numbered = match to_sign.and_then(filled_later) {
        Some("số") => "Có số",
        Some("ngày") => "Có ngày",
        _ => Stage::Numbered.name(),
    };
    let steps = Stage::ALL.into_iter().map(|one| {
        let beside = on_paper && (Stage::Signed..=Stage::Sealed).contains(&one);
        context! {
            name => match (one, held) {
                (Stage::Numbered, _) => numbered,
                (Stage::Ready, Some((words, _))) => words,
                _ => one.name(),
            },
            beside,
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
    let declared = group.declared_since(events);
    let is_submission = one.is_some_and(|one| one.kind() == Some(PaperKind::Submission));
    let pdf = one.map(|one| ids::of(one.latest().map_or(&one.paper.file, |line| &line.file)));
    context! {
        id => group.id(),
        // A bracket is not cut off from its number.
        title => group.title().replace("(đợt ", "(đợt\u{a0}"),
        told => group.told(around.errors, &around.made, around.round),
        stage => stage.name(),
        steps => steps.collect::<Vec<_>>(),
        place,
        count => group.papers.len(),
        folder => (group.papers.len() > 1).then(|| group.folder()),
        submit => stage == Stage::Ready && !outdated,
        sign => matches!(stage, Stage::Ready | Stage::Submitted) && !outdated,
        number => stage == Stage::Signed && !elsewhere,
        given => given_number(group),
        today => (Stage::Signed..=Stage::Numbered).contains(&stage).then(number::today),
        seal => stage == Stage::Numbered && !elsewhere,
        send => match stage {
            Stage::Submitted if !outdated => "Đã ký trên giấy, ghi đã gửi",
            Stage::Signed | Stage::Numbered if elsewhere => "Đã phát hành ở nơi khác, ghi đã gửi",
            Stage::Sealed => "Ghi đã gửi",
            _ => "",
        },
        undo => can_undo(stage),
        ready => (Stage::Submitted..=Stage::Numbered).contains(&stage),
        pdf,
        issued => issued(group),
        held => held.map(|(_, told)| told),
        main,
        blank => stage == Stage::Draft,
        overtaken => group.overtaken(is_kept(group, around)),
        differs => group.differs(events),
        mend_at => match &declared[..] {
            [one] => one.split([':', '(']).next().map(|at| at.trim().replacen("Trang", "trang", 1)),
            _ => None,
        },
        mend => group.overtaken(false).is_some(),
        declared,
        drafts => if is_submission { around.drafts.clone() } else { Vec::new() },
    }
}

/// The files that are sent: the one of a single paper, or the folder of many.
fn issued(group: &PaperGroup<'_>) -> Option<Value> {
    let mut lines = group.papers.iter().filter_map(|paper| paper.issued());
    let (line, called) = lines.next()?;
    let (folder, name) = line.file.rsplit_once('/')?;
    let many = lines.count() + 1;
    let id = group.only().map(|_| ids::of(&line.file));
    Some(context! { id, called, name, folder, many })
}

/// The number of a paper that waits for its seal: until then a mistaken one can be replaced.
fn given_number(group: &PaperGroup<'_>) -> Option<u32> {
    let paper = group.only().filter(|paper| paper.stage == Stage::Numbered)?;
    let paper = Some(paper).filter(|paper| !paper.is_signed_elsewhere())?;
    Some(paper.numbered.as_ref()?.registered.as_ref()?.number)
}

/// Whether the round was archived after people took the last step with what the papers said before.
fn is_kept(group: &PaperGroup<'_>, around: &Around<'_>) -> bool {
    let step = group.papers.iter().find_map(|one| one.overtaken.as_ref());
    let events = around.events;
    let at = step.and_then(|step| {
        events.iter().rposition(|event| event.step.is_some() && event.at == step.at)
    });
    around.archived && at.is_some_and(|at| events[at..].iter().any(Event::is_archive))
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

/// Shows the register of papers in the program that the computer has for it.
async fn show_register(State(desk): State<Arc<Desk>>, Open(round): Open) -> Response {
    let file = round.places.outputs.join(ledger::REGISTER);
    if !file.is_file() {
        let why = "Chưa có sổ văn bản: sổ được ghi khi cấp số lần đầu.";
        let remedy = "Cấp số cho một văn bản đã ký, rồi mở lại.";
        return frame::not_now(&desk, &round, Room::Signing, why, remedy);
    }
    if (desk.programs.show_file)(&file).is_ok() {
        return Redirect::to(Room::Signing.address()).into_response();
    }
    let why = "Không mở được sổ văn bản bằng chương trình của máy này.";
    let remedy = format!("Mở tệp này bằng tay: {}.", file.display());
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
    let part = match (group.at_stage().count(), group.papers.len()) {
        (some, all) if some < all => format!(" ({some} văn bản trong số đó)"),
        _ => String::new(),
    };
    let what = match asked.buoc {
        Step::Submitted => format!("Trình ký “{}”{part}.", group.title()),
        Step::Sent => format!("Đã gửi “{}”{part}.", group.title()),
        Step::Undone if can_undo(group.stage()) => {
            format!("Ghi nhầm, lùi “{}”{part} lại một bước.", group.title())
        }
        Step::Undone => return frame::gone(&desk, &round, Room::Signing),
    };
    // Only what stands at the step of the card takes the next one, or takes it back.
    let files = group.at_stage().map(|one| (one.paper.file.clone(), one.paper.sha256.clone()));
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
