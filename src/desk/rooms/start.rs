//! The page before a round is open: to make a new one, or to open one that is there.
//!
//! No path is typed: a new folder gets its name from number and year, and a round is chosen by its
//! number in the list of the page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Value, context};
use serde::Deserialize;

use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::places::Places;
use crate::desk::rooms::words::quoted;
use crate::desk::serve::Desk;
use crate::new_round::{self, KnownRound, NotMade};

/// The address of the page.
pub(in crate::desk) const ADDRESS: &str = "/bat-dau";

/// The addresses of the page.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route(ADDRESS, get(show))
        .route("/mo-dot", post(open))
        .route("/tao-dot", post(make))
}

async fn show(State(desk): State<Arc<Desk>>) -> Html<String> {
    page(&desk, &NewRound::of_today(), None)
}

/// What is typed for a new round.
#[derive(Debug, Deserialize)]
struct NewRound {
    tinh: String,
    dot: u8,
    thang: u8,
    nam: u16,
}

impl NewRound {
    /// What the fields say at first.
    fn of_today() -> Self {
        let today = crate::desk::now().date();
        let year = u16::try_from(today.year()).unwrap_or_default();
        Self { tinh: String::new(), dot: 1, thang: u8::from(today.month()), nam: year }
    }

    /// The name of its folder.
    fn folder(&self) -> String {
        format!("dot-{}-{}", self.dot, self.nam)
    }
}

/// Fills the page; with what was typed and why it cannot be, after a vain attempt.
fn page(desk: &Desk, typed: &NewRound, wrong: Option<Value>) -> Html<String> {
    let rounds = rounds(&desk.base);
    let rounds = rounds.iter().zip(1..).map(|((name, _), number)| context! { number, name });
    let values = context! {
        key => desk.keys.form(),
        base => desk.base.display().to_string(),
        rounds => rounds.collect::<Vec<_>>(),
        province => typed.tinh.as_str(),
        number => typed.dot,
        month => typed.thang,
        year => typed.nam,
        wrong,
    };
    frame::alone("bat-dau.html", values)
}

/// The rounds in a folder: its subfolders that hold a declaration, by name.
fn rounds(base: &Path) -> Vec<(String, PathBuf)> {
    let Ok(entries) = fs_err::read_dir(base) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| Places::of(&entry.path()).are_declared())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    found
}

#[derive(Deserialize)]
struct Chosen {
    thu_muc: usize,
}

async fn open(State(desk): State<Arc<Desk>>, Form(chosen): Form<Chosen>) -> Response {
    let rounds = rounds(&desk.base);
    match chosen.thu_muc.checked_sub(1).and_then(|index| rounds.get(index)) {
        Some((_, folder)) => {
            desk.open_round(Places::of(folder));
            Redirect::to(Room::Today.address()).into_response()
        }
        None => Redirect::to(ADDRESS).into_response(),
    }
}

/// Makes the folder of a new round and opens it.
async fn make(State(desk): State<Arc<Desk>>, Form(typed): Form<NewRound>) -> Response {
    let folder = desk.base.join(typed.folder());
    let date = format!("{:04}-{:02}", typed.nam, typed.thang);
    let known = KnownRound { province: typed.tinh.clone(), date };
    let taken = context! {
        what => format!("Thư mục {} đã có.", typed.folder()),
        remedy => "Mở đợt đó ở danh sách bên cạnh, hoặc ghi số đợt khác.",
    };
    if folder.exists() {
        return (StatusCode::CONFLICT, page(&desk, &typed, Some(taken))).into_response();
    }
    let inputs = folder.join("inputs");
    let wrong = match new_round::make_numbered(&inputs, (&known, typed.dot), Path::new("")) {
        Ok(()) => {
            desk.open_round(Places::of(&folder));
            if let Some(round) = desk.round().filter(|round| round.may_write()) {
                let what = format!("Tạo đợt {} năm {}.", typed.dot, typed.nam);
                round.note(Event::now(EventKind::Desk, what, &desk.who.user));
            }
            return Redirect::to(Room::Today.address()).into_response();
        }
        Err(NotMade::NotEmpty) => taken,
        Err(NotMade::Unknown(told)) => {
            let told = quoted(&told);
            let (what, known) = told.split_once(". ").unwrap_or((&told, ""));
            let remedy = format!("Gõ lại ở ô “Tỉnh, thành phố”. {known}");
            context! { what => format!("{}.", what.trim_end_matches('.')), remedy }
        }
        Err(NotMade::Templates(error) | NotMade::Folder(error)) => context! {
            what => format!("Không tạo được thư mục {}.", typed.folder()),
            remedy => format!("Xem thư mục này còn ghi được không ({error})."),
        },
    };
    (StatusCode::UNPROCESSABLE_ENTITY, page(&desk, &typed, Some(wrong))).into_response()
}
