//! Opens the desk: listens on the loopback address, opens the browser, and answers requests until
//! the clerk closes the desk.

use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, mpsc};
use std::thread;
use std::time::Duration;

use axum::extract::{FromRequestParts, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use minijinja::context;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::Notify;

use super::diary::{Event, EventKind};
use super::frame::{self, Room};
use super::guard::{ENTRY, cookie_name, guard};
use super::keys::Keys;
use super::places::Places;
use super::round::OpenRound;
use super::turn::{self, Hand, Wish, Wished};
use super::worker::{self, Task};
use super::{clock, rooms};
use crate::job::Job;
use crate::ledger::Holder;
use crate::templates::Templates;

/// What stops the desk.
#[derive(Debug, thiserror::Error)]
pub enum DeskFault {
    /// No port can be opened, or a file cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The system gives no random bytes.
    #[error(transparent)]
    Random(#[from] getrandom::Error),
}

/// What the desk asks of other programs of the computer.
#[derive(Debug, Clone, Copy)]
pub struct Programs {
    /// Shows a file in the program that the system has for it: a page in the browser, a workbook in
    /// Excel.
    pub show_file: fn(&Path) -> io::Result<()>,
    /// Opens a console in which this program runs with these arguments.
    pub open_console: fn(&[OsString]) -> io::Result<()>,
}

/// The desk while it is open.
pub struct Desk {
    /// Where it listens.
    pub(super) address: SocketAddr,
    /// The keys of this start.
    pub(super) keys: Keys,
    /// The folder whose subfolders are offered as rounds.
    pub(super) base: PathBuf,
    /// Who works on it.
    pub(super) who: Holder,
    /// How runs read and write, but for the folders.
    job: Job,
    /// The round that is open.
    round: RwLock<Option<Arc<OpenRound>>>,
    /// Tells that the desk is to be closed.
    closed: Notify,
    /// The other programs of the computer.
    pub(super) programs: Programs,
}

impl Desk {
    /// Prepares a desk that listens at this address and offers the rounds in `base`. Runs work like
    /// `job`, whose folders do not count; `programs` are what else there is on the computer.
    ///
    /// # Errors
    ///
    /// [`DeskFault::Random`] when the system gives no random bytes.
    pub fn new(
        address: SocketAddr,
        base: &Path,
        job: Job,
        programs: Programs,
    ) -> Result<Arc<Self>, DeskFault> {
        Ok(Arc::new(Self {
            address,
            keys: Keys::new()?,
            base: base.to_owned(),
            who: job.who.clone(),
            job,
            round: RwLock::new(None),
            closed: Notify::new(),
            programs,
        }))
    }

    /// Opens the round at these places, and closes the one that was open. Its first look begins at
    /// once.
    pub fn open_round(self: &Arc<Self>, places: Places) {
        self.close_round();
        let hand = Hand::take(&places.own, &self.who, Duration::ZERO);
        if matches!(hand, Hand::Ours(_)) {
            rooms::sweep(&places);
        }
        let templates = places.inputs.join("templates");
        let job = Job {
            inputs: places.inputs.clone(),
            outputs: places.outputs.clone(),
            templates,
            ..self.job.clone()
        };
        let (tasks, asked) = mpsc::channel();
        let round = Arc::new(OpenRound::new(places, job, hand, tasks));
        round.ask(Task::Look);
        let (desk, works_on) = (Arc::downgrade(self), Arc::clone(&round));
        let show: worker::ShowPage = Box::new(move || {
            if let Some(desk) = desk.upgrade() {
                // Whoever started the program again still has the address in the first console.
                let _ = desk.show();
            }
        });
        let who = self.who.clone();
        thread::spawn(move || worker::work(&works_on, &asked, &who, &show));
        *self.round.write().unwrap_or_else(PoisonError::into_inner) = Some(round);
    }

    /// Closes the round that is open, when what is being done is done.
    pub(super) fn close_round(&self) {
        let round = self.round.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(round) = round {
            round.ask(Task::End);
        }
    }

    /// The round that is open.
    pub(super) fn round(&self) -> Option<Arc<OpenRound>> {
        self.round.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Draws a key that lets a browser in once. Returns the address that it opens.
    ///
    /// # Errors
    ///
    /// When the system gives no random bytes.
    pub fn entry(&self) -> Result<String, DeskFault> {
        Ok(format!("http://{}{ENTRY}?khoa={}", self.address, self.keys.launch()?))
    }

    /// Opens the browser with a key that lets it in once. The key lies in a file that only this user
    /// can read: what stands on a command line, others may see.
    ///
    /// # Errors
    ///
    /// [`DeskFault`] when the file cannot be written or no browser opens.
    pub fn show(&self) -> Result<(), DeskFault> {
        let page = frame::alone("vao.html", context! { address => self.entry()? });
        let file = tempfile::Builder::new().prefix("ocop-ban-").suffix(".html").tempfile()?;
        fs_err::write(file.path(), page.0)?;
        let (_, path) = file.keep().map_err(|error| error.error)?;
        (self.programs.show_file)(&path)?;
        // The key works once, so the file may stay until the browser has read it.
        thread::spawn(move || {
            thread::sleep(Duration::from_mins(1));
            let _ = fs_err::remove_file(path);
        });
        Ok(())
    }

    /// Closes the desk: requests that have begun are answered, then [`open`] returns.
    pub(super) fn close(&self) {
        self.closed.notify_waiters();
        self.closed.notify_one();
    }
}

/// The open round, for handlers of pages that need one; without one, they are led to the start.
pub(super) struct Open(pub(super) Arc<OpenRound>);

impl FromRequestParts<Arc<Desk>> for Open {
    type Rejection = Redirect;

    async fn from_request_parts(_: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Redirect> {
        desk.round().map(Self).ok_or_else(|| Redirect::to(rooms::START))
    }
}

/// The open round, for handlers that change something in its folder; refused while somebody else
/// has the turn.
pub(super) struct OpenToWrite(pub(super) Arc<OpenRound>);

impl FromRequestParts<Arc<Desk>> for OpenToWrite {
    type Rejection = Response;

    async fn from_request_parts(_: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let round = desk.round().ok_or_else(|| Redirect::to(rooms::START).into_response())?;
        if round.may_write() {
            return Ok(Self(round));
        }
        let why = "Người khác đang làm việc trên thư mục này, nên ở đây chỉ xem được.";
        let remedy = "Chờ người đó đóng bàn làm việc, hoặc nhận việc ở đầu trang Hôm nay.";
        Err(frame::not_now(desk, &round, Room::Today, why, remedy))
    }
}

/// Opens the desk on a free port, shows it in the browser, and answers until it is closed. `told`
/// gets the address when it listens, and whether a browser opened.
///
/// # Errors
///
/// [`DeskFault`] when no port can be opened.
pub fn open(
    base: &Path,
    folder: Option<&Path>,
    job: Job,
    programs: Programs,
    told: &mut dyn FnMut(&Desk, Result<(), DeskFault>),
) -> Result<(), DeskFault> {
    let places = folder.map(Places::of);
    if let Some(places) = &places
        && runs_already(places, &job.who)
    {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let desk = Desk::new(listener.local_addr()?, base, job, programs)?;
        if let Some(places) = places {
            desk.open_round(places);
        }
        let shown = desk.show();
        told(&desk, shown);
        let closing = Arc::clone(&desk);
        let ended = async move { closing.closed.notified().await };
        axum::serve(listener, router(&desk)).with_graceful_shutdown(ended).await?;
        Ok(())
    })
}

/// Asks a desk of the same user and computer that has this folder open to show its page. Tells
/// whether there was one that answered.
fn runs_already(places: &Places, who: &Holder) -> bool {
    let Hand::Theirs(Some(other)) = Hand::take(&places.own, who, Duration::ZERO) else {
        return false;
    };
    if other.host != who.host || other.user != who.user {
        return false;
    }
    let asks = Wish { who: who.clone(), what: Wished::Page };
    turn::wish(&places.own, &asks).is_ok() && {
        thread::sleep(Duration::from_secs(5));
        turn::wished(&places.own).is_none()
    }
}

/// All addresses of the desk, behind its guard.
pub fn router(desk: &Arc<Desk>) -> Router {
    Router::new()
        .route(ENTRY, get(enter))
        .route("/", get(|| async { Redirect::to(Room::Today.address()) }))
        .route("/desk.css", get(|| async { asset("desk/desk.css", "text/css; charset=utf-8") }))
        .route(
            "/desk.js",
            get(|| async { asset("desk/desk.js", "text/javascript; charset=utf-8") }),
        )
        .route("/bieu-tuong.svg", get(|| async { asset("desk/bieu-tuong.svg", "image/svg+xml") }))
        .route("/tinh-hinh", get(standing))
        .route("/xem-lai", post(look_again))
        .route("/nhan-viec", get(ask_turn).post(take_turn))
        .route("/dong", post(close))
        .merge(rooms::routes())
        .fallback(unknown)
        .layer(middleware::from_fn_with_state(Arc::clone(desk), guard))
        .with_state(Arc::clone(desk))
}

fn asset(name: &str, kind: &'static str) -> Response {
    let bytes = Templates::embedded(name).unwrap_or_default();
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], bytes).into_response()
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    khoa: String,
}

/// Lets a browser in with the key of the start. The page that it gets leads on by itself: a cookie
/// of this strictness is not sent along where another page leads.
async fn enter(State(desk): State<Arc<Desk>>, Query(entry): Query<Entry>) -> Response {
    let Some(cookie) = desk.keys.enter(&entry.khoa) else {
        return frame::complete(StatusCode::FORBIDDEN, "khong-duoc-vao.html", ());
    };
    let name = cookie_name(desk.address);
    let cookie = format!("{name}={cookie}; HttpOnly; SameSite=Strict; Path=/");
    let page = frame::alone("vao.html", context! { address => "/" });
    ([(SET_COOKIE, cookie)], page).into_response()
}

/// How things stand, for the script of an open page: whether it is still new, what is being done.
async fn standing(State(desk): State<Arc<Desk>>) -> Response {
    let Some(round) = desk.round() else { return Json(serde_json::json!({})).into_response() };
    let state = round.state();
    let papers = state.doing.as_ref().and_then(|doing| doing.papers);
    let doing = state.doing.as_ref().map(|doing| doing.what);
    Json(serde_json::json!({
        "ban": state.version,
        "dang": doing,
        "xong": papers.map(|(done, _)| done),
        "tat_ca": papers.map(|(_, all)| all),
        "luc": clock::hour(state.seen),
    }))
    .into_response()
}

/// Looks at the round again.
async fn look_again(Open(round): Open) -> Redirect {
    round.ask(Task::Look);
    Redirect::to(Room::Today.address())
}

/// Asks whether the turn is really to be taken over.
async fn ask_turn(State(desk): State<Arc<Desk>>, Open(round): Open) -> Response {
    let state = round.state();
    let Hand::Theirs(holder) = &state.hand else {
        return Redirect::to(Room::Today.address()).into_response();
    };
    let values = context! { holder => holder.as_deref().map(turn::told) };
    frame::page(&desk, &round, Room::Today, "nhan-viec.html", values).into_response()
}

/// Asks the other desk for the turn. It is taken when that desk has given it up.
async fn take_turn(State(desk): State<Arc<Desk>>, Open(round): Open) -> Response {
    let asks = Wish { who: desk.who.clone(), what: Wished::Turn };
    if let Ok(()) = turn::wish(&round.places.own, &asks) {
        Redirect::to(Room::Today.address()).into_response()
    } else {
        let why = "Không ghi được vào thư mục của đợt.";
        let remedy = "Xem ổ đĩa còn chỗ và còn quyền ghi không, rồi thử lại.";
        frame::not_now(&desk, &round, Room::Today, why, remedy)
    }
}

/// Closes the desk.
async fn close(State(desk): State<Arc<Desk>>) -> Response {
    if let Some(round) = desk.round().filter(|round| round.may_write()) {
        round.note(Event::now(EventKind::Desk, "Đóng bàn làm việc.", &desk.who.user));
    }
    desk.close_round();
    desk.close();
    let values = context! {
        head => "Đã đóng bàn làm việc",
        text => "Mọi thứ đã nằm trong thư mục của đợt. Trang này đóng được rồi.",
        next => "Muốn làm tiếp, mở lại chương trình ocop: một trang mới sẽ mở ra.",
    };
    frame::complete(StatusCode::OK, "mot-minh.html", values)
}

/// Answers an address that does not exist.
async fn unknown(State(desk): State<Arc<Desk>>) -> Response {
    match desk.round() {
        Some(round) => frame::gone(&desk, &round, Room::Today),
        None => Redirect::to(rooms::START).into_response(),
    }
}

/// Says how a download is named: by its own name, whatever letters are in it.
pub(super) fn named(name: &str) -> (header::HeaderName, String) {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    (header::CONTENT_DISPOSITION, format!("inline; filename*=UTF-8''{encoded}"))
}
