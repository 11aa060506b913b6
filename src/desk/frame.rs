//! The frame around every page: the round, the six rooms with what waits in them, and the templates
//! of all pages.
//!
//! Values come from files of strangers. The templates escape each of them for HTML; they are the
//! program's own, and an office cannot replace them.

use std::sync::OnceLock;

use axum::http::StatusCode;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, context};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::clock;
use super::round::{OpenRound, State};
use super::serve::Desk;
use super::turn::{self, Hand};
use super::worker;
use crate::finding::Severity;
use crate::templates::Templates;

/// A room of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// “Hôm nay”.
    Today,
    /// “Tệp”.
    Files,
    /// “Lỗi”.
    Faults,
    /// “Văn bản”.
    Papers,
    /// “Ký và phát hành”.
    Signing,
    /// “Nhật ký”.
    Diary,
}

impl Room {
    /// The rooms in their order.
    const ALL: [Self; 6] =
        [Self::Today, Self::Files, Self::Faults, Self::Papers, Self::Signing, Self::Diary];

    /// The address.
    pub(super) fn address(self) -> &'static str {
        match self {
            Self::Today => "/hom-nay",
            Self::Files => "/tep",
            Self::Faults => "/loi",
            Self::Papers => "/van-ban",
            Self::Signing => "/ky",
            Self::Diary => "/nhat-ky",
        }
    }

    /// The name, and the shorter one for narrow screens.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Today => ("Hôm nay", "Hôm nay"),
            Self::Files => ("Tệp", "Tệp"),
            Self::Faults => ("Lỗi", "Lỗi"),
            Self::Papers => ("Văn bản", "Văn bản"),
            Self::Signing => ("Ký và phát hành", "Ký"),
            Self::Diary => ("Nhật ký", "Nhật ký"),
        }
    }

    /// Name of the drawn sign.
    fn icon(self) -> &'static str {
        match self {
            Self::Today => "i-today",
            Self::Files => "i-files",
            Self::Faults => "i-findings",
            Self::Papers => "i-papers",
            Self::Signing => "i-sign",
            Self::Diary => "i-diary",
        }
    }
}

/// Names of the templates, all below `templates/desk/`.
const PAGES: &[&str] = &[
    "bat-dau.html",
    "chua-xem.html",
    "chua-nen-trinh.html",
    "da-doi.html",
    "van-ban-nay-khac.html",
    "hom-nay.html",
    "khong-co.html",
    "khong-duoc-vao.html",
    "khong-luc-nay.html",
    "khong-nhan.html",
    "khung.html",
    "ky-cua-so.html",
    "ky-nhan.html",
    "ky.html",
    "loi-gui-lai.html",
    "loi-khong-con.html",
    "loi.html",
    "mot-minh.html",
    "nhan-viec.html",
    "nhat-ky.html",
    "rieng.html",
    "so-hong.html",
    "tep-ban-cu.html",
    "tep-dau.html",
    "tep-trung-ten.html",
    "tep.html",
    "tim-san-pham.html",
    "tim-o.html",
    "tim.html",
    "van-ban-khac.html",
    "van-ban-nhom.html",
    "van-ban-xem.html",
    "van-ban.html",
    "vao.html",
];

fn environment() -> &'static Environment<'static> {
    static ENVIRONMENT: OnceLock<Environment<'static>> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for name in PAGES {
            let text = Templates::embedded(&format!("desk/{name}"))
                .and_then(|bytes| std::str::from_utf8(bytes).ok());
            // The extension `.html` of the name switches the escaping on.
            environment
                .add_template(name, text.expect("every page has a template"))
                .expect("the templates are ours, and tests render each of them");
        }
        environment
    })
}

/// Fills a page that stands alone, outside the rooms.
pub(super) fn alone(template: &str, values: impl Serialize) -> Html<String> {
    filled(template, context! { v => Serde(values), style => () })
}

/// Answers with a page that stands alone and brings its style along: the program ends before the
/// browser could ask for it, or hands nothing else out to this browser.
pub(super) fn complete(status: StatusCode, template: &str, values: impl Serialize) -> Response {
    let style = Templates::embedded("desk/desk.css").and_then(|css| std::str::from_utf8(css).ok());
    let style = style.unwrap_or_default();
    let hash = STANDARD.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'"
    );
    let page = filled(template, context! { v => Serde(values), style });
    (status, [(CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

fn filled(template: &str, values: Value) -> Html<String> {
    let page = environment().get_template(template).and_then(|page| page.render(values));
    Html(page.expect("the template fits its values, which tests hold"))
}

/// Fills a page of a room. In the template, `v` holds the values, `khung` the frame.
pub(super) fn page(
    desk: &Desk,
    round: &OpenRound,
    room: Room,
    template: &str,
    values: impl Serialize,
) -> Html<String> {
    let state = round.state();
    let rooms = Room::ALL.into_iter().map(|one| {
        let (name, short) = one.names();
        let waits = waiting(one, &state);
        context! {
            address => one.address(),
            name,
            short,
            icon => one.icon(),
            here => one == room,
            waits => waits.map(|(count, _)| count),
            of_what => waits.map(|(_, what)| what),
        }
    });
    let (title, province) = titles(&state);
    let holder = state.hand.holder().map(turn::told);
    let frame = context! {
        title => title,
        province => province,
        rooms => rooms.collect::<Vec<_>>(),
        folder => round.places.folder().display().to_string(),
        seen => clock::hour(state.seen),
        version => state.version,
        doing => state.doing.as_ref().map(|doing| doing.what),
        issuing => state.doing.as_ref().is_some_and(|doing| doing.what == worker::ISSUING),
        trouble => state.trouble.as_ref().map(|trouble| {
            context! {
                what => trouble.what.as_str(),
                remedy => trouble.remedy.as_str(),
                technical => trouble.technical.as_str(),
                hour => clock::hour(trouble.at),
            }
        }),
        may_write => matches!(state.hand, Hand::Ours(_)),
        holder => holder,
        unwritable => match &state.hand {
            Hand::Nobody(technical) => Some(technical.as_str()),
            Hand::Ours(_) | Hand::Theirs(_) => None,
        },
        key => desk.keys.form(),
    };
    filled(template, context! { khung => frame, v => Serde(values) })
}

/// What waits in a room: how many, and of what.
fn waiting(room: Room, state: &State) -> Option<(usize, &'static str)> {
    let look = state.look.as_ref()?;
    let errors = look.report.findings.count(Severity::Error);
    match room {
        Room::Faults if errors > 0 => Some((errors, "lỗi phải sửa")),
        _ => None,
    }
}

/// The round and its province, as the side column names them.
fn titles(state: &State) -> (String, String) {
    let look = state.look.as_deref();
    let settings = look.and_then(|look| look.read.as_ref()).map(|read| &read.round.round);
    let unread = match (look, &state.trouble) {
        (Some(_), _) => "Đợt chưa khai báo xong",
        (None, Some(_)) => "Đợt chưa đọc được",
        (None, None) => "Đang đọc đợt",
    };
    settings.map_or_else(
        || (unread.to_owned(), String::new()),
        |settings| {
            (format!("Đợt {} năm {}", settings.number, settings.year), settings.province.clone())
        },
    )
}

/// Answers with a page that says that something does not exist any more.
pub(super) fn gone(desk: &Desk, round: &OpenRound, room: Room) -> Response {
    (StatusCode::NOT_FOUND, page(desk, round, room, "khong-co.html", ())).into_response()
}

/// Answers with a page that says why something cannot be done now, and what to do instead.
pub(super) fn not_now(
    desk: &Desk,
    round: &OpenRound,
    room: Room,
    why: &str,
    remedy: &str,
) -> Response {
    let (name, _) = room.names();
    let values = context! { why, remedy, back => room.address(), room => name };
    (StatusCode::CONFLICT, page(desk, round, room, "khong-luc-nay.html", values)).into_response()
}
