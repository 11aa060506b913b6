//! The room “Tệp”: files come in, are named and filed; each says what it was taken for. Whatever may
//! come in the place of a file that is there is asked about first.

mod arrivals;
mod compare;
mod earlier;
mod filing;
mod known;
mod names;
mod page;
mod question;
mod reading;
mod receive;
mod said;
mod waiting;

use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Form, Query, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};
use serde::Deserialize;

use self::arrivals::Whose;
pub(in crate::desk) use self::arrivals::{Arrivals, told_of_folder};
pub(in crate::desk) use self::earlier::{away_units, missed};
pub(in crate::desk) use self::waiting::sweep;
use self::waiting::{Answer, Waiting};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, Open, OpenToWrite};
use crate::desk::worker::{Task, trouble};
use crate::desk::{clock, ids};
use crate::finding::Severity;
use crate::{blanks, declaration, ledger, pipeline, round as settings};

/// Most files that wait for an answer and are named on the page.
const WAITING: usize = 30;

/// Most files that were put away and are named at the top of the page.
const AWAY: usize = 3;

/// The short name of all files about which a question waits.
const ALL: &str = "tat-ca";

/// The short name of the folder of the round itself.
const FOLDER: &str = "thu-muc";

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    let receive = post(receive::receive).layer(DefaultBodyLimit::max(receive::MOST_BYTES));
    Router::new()
        .route(Room::Files.address(), get(show))
        .route("/tep/nhan", receive)
        .route("/tep/tra-loi", post(answer))
        .route("/tep/mo", post(open))
        .route("/tep/cat", post(put_away))
        .route("/tep/lay-lai", post(take_back))
        .route("/tep/ban-cu", get(earlier))
        .route("/tep/mau", post(make_forms))
}

/// What a page shows besides the files.
#[derive(Deserialize)]
struct Shown {
    /// Short name of the file about which is asked.
    hoi: Option<String>,
    /// Whether nothing is to be asked now.
    sau: Option<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(shown): Query<Shown>,
) -> Html<String> {
    let waiting = waiting::all(&round.places);
    let named = shown.hoi.as_ref().and_then(|id| waiting.iter().find(|(one, _)| one == id));
    let asked = named.or(waiting.first()).filter(|_| shown.sau.is_none()).cloned();
    let question = match asked {
        Some((id, one)) if round.may_write() => {
            let works_on = Arc::clone(&round);
            let asked = move || question::asked(&works_on, &id, &one);
            tokio::task::spawn_blocking(asked).await.ok().flatten()
        }
        _ => None,
    };
    let look = round.look();
    let events = round.diary().read().unwrap_or_default();
    let away = missed(&round.places, &events, look.as_deref());
    let units_away = away_units(&round.places, &events);
    let put_away = away.iter().take(AWAY).map(|one| {
        let file = &one.file;
        let at = clock::moment(&one.at);
        context! { id => ids::of(&file.kept), lay => &file.lay, at, list => one.list }
    });
    let read = look.as_ref().and_then(|look| look.read.as_ref().map(|read| (&**look, read)));
    let row = |(id, one): &(String, Waiting)| {
        let becomes = (one.sent() != one.name).then_some(&one.name);
        context! { id, name => one.sent(), becomes, what => &one.what }
    };
    let is_empty = read.is_some_and(|(_, read)| page::listed(read).next().is_none());
    let values = context! {
        looked => look.is_some(),
        put_away => put_away.collect::<Vec<_>>(),
        list_away => away.iter().any(|one| one.list),
        more_away => away.len().saturating_sub(AWAY),
        question,
        waits => waiting.len(),
        waiting => waiting.iter().take(WAITING).map(row).collect::<Vec<_>>(),
        arrivals => page::arrivals(&round, look.as_deref()),
        declared => page::declared(&round, look.as_deref()),
        empty => is_empty,
        lists => read.map(|(look, read)| page::lists(&round, look, read, &units_away)),
        ballots => read.and_then(|(look, read)| page::ballots(look, read)),
        others => read.and_then(|(look, read)| page::others(look, read)),
        earlier => round.places.earlier().is_dir(),
        errors => look.as_ref().map_or(0, |look| look.report.findings.count(Severity::Error)),
    };
    frame::page(&desk, &round, Room::Files, "tep.html", values)
}

/// What is answered about a file, or about all.
#[derive(Deserialize)]
struct Answered {
    id: String,
    chon: Answer,
}

/// Does what was answered.
async fn answer(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(answered): Form<Answered>,
) -> Response {
    let all = waiting::all(&round.places);
    let wanted: Vec<(String, Waiting)> = all
        .into_iter()
        .filter(|(id, _)| [id.as_str(), ALL].contains(&answered.id.as_str()))
        .collect();
    if wanted.is_empty() {
        return frame::gone(&desk, &round, Room::Files);
    }
    let (works_on, who) = (Arc::clone(&round), desk.who.user.clone());
    let done = move || answer_all(&works_on, &wanted, answered.chon, &who);
    match tokio::task::spawn_blocking(done).await {
        Ok(Ok(())) => Redirect::to(Room::Files.address()).into_response(),
        Ok(Err(error)) => not_moved(&desk, &round, &error.to_string()),
        Err(_) => not_moved(&desk, &round, "panic"),
    }
}

fn answer_all(
    round: &OpenRound,
    wanted: &[(String, Waiting)],
    answer: Answer,
    who: &str,
) -> std::io::Result<()> {
    let mut outcome = Ok(());
    let mut told = Vec::new();
    for (id, one) in wanted {
        // There is one declaration: two do not lie beside each other.
        if one.is_declaration() && answer == Answer::Both {
            continue;
        }
        match waiting::answer(round, (id, one), answer) {
            Ok((arrival, event)) => {
                round.arrivals.add([arrival]);
                told.push(event);
            }
            Err(error) => {
                outcome = Err(error);
                break;
            }
        }
    }
    let event = match told.len() {
        0 => return outcome,
        1 => Event::now(EventKind::File, told.remove(0), who),
        many => {
            Event::now(EventKind::File, format!("Trả lời về {many} tệp vừa thả."), who).with(told)
        }
    };
    round.note(event);
    if answer == Answer::Discard {
        round.change(|_| {});
    } else {
        filing::look_again(round);
    }
    outcome
}

fn not_moved(desk: &Desk, round: &OpenRound, technical: &str) -> Response {
    let why = "Chưa chuyển được tệp, mọi tệp vẫn còn nguyên.";
    let remedy = format!(
        "Đóng tệp đang mở ở chương trình khác, xem ổ đĩa còn chỗ, rồi làm lại ({technical})."
    );
    frame::not_now(desk, round, Room::Files, why, &remedy)
}

/// What is chosen by its short name.
#[derive(Deserialize)]
struct Chosen {
    id: String,
    /// Short name of the papers in the room of signing from where it is asked.
    ky: Option<String>,
    /// Short name of the file about which the page asks, where the button stands.
    hoi: Option<String>,
}

/// The path below the inputs folder of a file that the last look saw.
fn file_of(round: &OpenRound, id: &str) -> Option<String> {
    let look = round.look()?;
    let read = look.read.as_ref()?;
    let files: Vec<&str> = page::listed(read).collect();
    ids::find(id, &files, |path| path).map(|path| (*path).to_owned())
}

/// Opens a file of the round in the clerk's own program, or the folder of the round.
async fn open(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Form(chosen): Form<Chosen>,
) -> Response {
    let declared = [declaration::FILE, settings::FILE].map(str::to_owned);
    let named = || {
        let declared = ids::find(&chosen.id, &declared, String::as_str).cloned();
        let Some(file) = declared.or_else(|| file_of(&round, &chosen.id)) else {
            return waiting::shown(&round, &chosen.id);
        };
        ledger::below(&round.places.inputs, &file).ok().filter(|path| path.is_file())
    };
    let wanted: Option<PathBuf> =
        if chosen.id == FOLDER { Some(round.places.inputs.clone()) } else { named() };
    let Some(path) = wanted else { return frame::gone(&desk, &round, Room::Files) };
    if let Ok(()) = (desk.programs.show_file)(&path) {
        // The page stays where the button is.
        let back = match (&chosen.ky, &chosen.hoi) {
            (_, Some(asked)) => format!("{}?hoi={}", Room::Files.address(), ids::short(asked)),
            (Some(papers), _) => format!("{}#vb-{}", Room::Signing.address(), ids::short(papers)),
            (None, None) => format!("{}#tep-{}", Room::Files.address(), ids::short(&chosen.id)),
        };
        Redirect::to(&back).into_response()
    } else {
        let why = "Không mở được tệp bằng chương trình của máy này.";
        let remedy = format!("Mở tệp này trong thư mục: {}.", path.display());
        frame::not_now(&desk, &round, Room::Files, why, &remedy)
    }
}

/// Puts a file away.
async fn put_away(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(chosen): Form<Chosen>,
) -> Response {
    let Some(path) = file_of(&round, &chosen.id) else {
        return frame::gone(&desk, &round, Room::Files);
    };
    let units = units_of(&round, &path);
    match earlier::put_away(&round, &path) {
        Ok(kept) => {
            let what = format!("Cất tệp {path} đi, không còn thuộc đợt; lấy lại được.");
            let mut details = vec![earlier::kept_at(&kept)];
            details.extend(earlier::lists_of(&units));
            round.note(Event::now(EventKind::File, what, &desk.who.user).with(details));
            checked_again(round).await;
            Redirect::to(Room::Files.address()).into_response()
        }
        Err(error) => not_moved(&desk, &round, &error.to_string()),
    }
}

/// The units whose lists a file holds.
fn units_of(round: &OpenRound, path: &str) -> Vec<String> {
    let look = round.look();
    let Some(read) = look.as_ref().and_then(|look| look.read.as_ref()) else { return Vec::new() };
    let name = |one: &Whose| match one {
        Whose::List(index) => read.round.districts.get(*index).map(|unit| unit.name.clone()),
        Whose::Ballot(..) => None,
    };
    said::whose(&read.forms, path).iter().filter_map(name).collect()
}

/// Takes a file back that was put away.
async fn take_back(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(chosen): Form<Chosen>,
) -> Response {
    let all = earlier::all(&round.places);
    let Some(file) = ids::find(&chosen.id, &all, |one| &one.kept) else {
        return frame::gone(&desk, &round, Room::Files);
    };
    match earlier::take_back(&round, file) {
        Ok(true) => {
            let what = format!("Lấy lại tệp cũ {}.", file.lay);
            round.note(Event::now(EventKind::File, what, &desk.who.user));
            checked_again(round).await;
            Redirect::to(Room::Files.address()).into_response()
        }
        Ok(false) => {
            let why = format!("Đang có tệp {} ở chỗ đó.", file.lay);
            let remedy = "Ở trang Tệp, bấm “Cất đi” ở tệp đang có, rồi lấy lại tệp này.";
            frame::not_now(&desk, &round, Room::Files, &why, remedy)
        }
        Err(error) => not_moved(&desk, &round, &error.to_string()),
    }
}

async fn checked_again(round: Arc<OpenRound>) {
    // It only waits a little for the result; the check itself is asked for in any case.
    let _ = tokio::task::spawn_blocking(move || filing::look_again(&round)).await;
}

/// Lists the files that were put away.
async fn earlier(State(desk): State<Arc<Desk>>, Open(round): Open) -> Html<String> {
    let row = |one: &earlier::PutAway| {
        context! {
            id => ids::of(&one.kept),
            lay => &one.lay,
            until => &one.until,
            size => page::size(one.size),
            changed => one.changed.map(page::moment),
        }
    };
    let files: Vec<Value> = earlier::all(&round.places).iter().map(row).collect();
    frame::page(&desk, &round, Room::Files, "tep-ban-cu.html", context! { files })
}

/// Makes the forms that are sent to units and members, and shows their folder.
async fn make_forms(State(desk): State<Arc<Desk>>, OpenToWrite(round): OpenToWrite) -> Response {
    let (show, who) = (desk.programs.show_file, desk.who.user.clone());
    let make = move |round: &OpenRound| match pipeline::forms(&round.job, &|_| {}) {
        Ok(_) => {
            round.note(Event::now(EventKind::File, "Lập biểu mẫu để gửi đi.", &who));
            // Where no program shows a folder, it lies there all the same.
            let _ = show(&round.places.outputs.join(blanks::FOLDER));
        }
        Err(fault) => round.change(|state| state.trouble = Some(trouble(&fault))),
    };
    round.ask(Task::Do("Đang lập biểu mẫu", Box::new(make)));
    Redirect::to(Room::Files.address()).into_response()
}
