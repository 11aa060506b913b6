//! Accepts a warning: an entry goes into the declaration that names exactly this warning, with the
//! reason and who answers for it.

mod declared;
mod entry;

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use serde::Deserialize;
use time::Date;

use self::declared::{Added, NotAdded};
use self::entry::Proposed;
use super::listing::{Asked, Listing};
use super::subject::spot;
use super::{Shown, filled};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::look::Look;
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::desk::worker::Task;
use crate::finding::{Code, Severity, catalogue};

/// Least letters of a reason, and most of a reason and of a name.
const REASON: (usize, usize) = (10, 1000);
const NAME: usize = 200;

/// How long an answer waits for the look that follows.
const PATIENCE: (Duration, u32) = (Duration::from_millis(100), 40);

/// What somebody typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    #[serde(rename = "ly-do")]
    reason: String,
    #[serde(rename = "ai")]
    by: String,
}

/// Whether a finding can be accepted: a warning that nobody accepted yet, and that does not speak of
/// acceptances itself.
fn is_acceptable(listing: &Listing<'_>, at: usize) -> bool {
    let finding = listing.items[at].finding;
    finding.severity() == Severity::Warning
        && finding.accepted.is_none()
        && finding.code != Code::AcceptanceUnused
}

/// What the page offers to accept a warning; nothing for everything else. `typed` is what was typed
/// before and cannot be taken.
pub(super) fn offer(
    round: &OpenRound,
    look: &Look,
    listing: &Listing<'_>,
    at: usize,
    typed: Value,
) -> Value {
    let Some(read) = look.read.as_ref().filter(|_| is_acceptable(listing, at)) else {
        return Value::from(());
    };
    let proposed = Proposed::of(listing, look, at);
    let last = read.round.acceptances().last().map(|entry| entry.by.as_str());
    let also = proposed.also.iter().map(|other| {
        let finding = listing.items[*other].finding;
        format!("{} ({})", spot(&finding.place), super::subject::cut(&finding.message, 120))
    });
    let also: Vec<String> = also.take(6).collect();
    context! {
        possible => round.may_write(),
        by => last,
        also,
        others => proposed.also.len(),
        typed,
    }
}

/// Accepts a warning.
pub(super) async fn accept(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Form(typed): Form<Typed>,
) -> Response {
    super::drawn(move || {
        let Some(look) = round.look() else { return frame::gone(&desk, &round, Room::Faults) };
        let listing = Listing::of(&look);
        let Some(at) = listing.find(&id) else { return super::gone(&desk, &round, &listing, &look) };
        if !is_acceptable(&listing, at) || look.read.is_none() {
            let why = "Điều này không chấp nhận được: chỉ cảnh báo mới chấp nhận được, lỗi thì phải sửa.";
            return frame::not_now(&desk, &round, Room::Faults, why, "Về trang Lỗi xem phải sửa gì.");
        }
        match taken(&round, &listing, &look, at, &typed) {
            Ok(()) => {
                wait(&round, look.number);
                Redirect::to(&format!("/loi/{id}{}", asked.carried('?'))).into_response()
            }
            Err(why) => {
                let listed = listing.asked(&asked);
                let shown = Shown { look: &look, listing: &listing, listed: &listed, at };
                let typed = context! { reason => typed.reason, by => typed.by, why => why.sentence, remedy => why.remedy };
                let page = filled(&desk, &round, &shown, &asked, false, typed);
                (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
            }
        }
    })
    .await
}

/// Why a warning was not accepted, and what to do.
struct Refused {
    sentence: &'static str,
    remedy: &'static str,
}

/// Puts the entry into the declaration and asks for a look.
fn taken(
    round: &OpenRound,
    listing: &Listing<'_>,
    look: &Look,
    at: usize,
    typed: &Typed,
) -> Result<(), Refused> {
    let (reason, by) = (plain(&typed.reason), plain(&typed.by));
    let letters = reason.chars().filter(|sign| sign.is_alphanumeric()).count();
    if letters < REASON.0 || reason.chars().count() > REASON.1 {
        return Err(Refused {
            sentence: "Lý do quá ngắn hoặc quá dài, nên chưa ghi gì.",
            remedy: "Ghi lý do bằng một câu, ít nhất 10 chữ cái: đã xem gì, theo giấy tờ nào.",
        });
    }
    if !by.chars().any(char::is_alphabetic) || by.chars().count() > NAME {
        return Err(Refused {
            sentence: "Chưa ghi tên người chấp nhận, nên chưa ghi gì.",
            remedy: "Ghi họ và tên người chịu trách nhiệm.",
        });
    }
    let finding = listing.items[at].finding;
    let entry = Proposed::of(listing, look, at).entry(&reason, &by, today());
    match declared::add(round, look, &entry) {
        Ok(Added { earlier }) => {
            let title = catalogue::of(finding.code).title;
            let place = format!(
                "{}, {}",
                super::subject::file_name(&finding.place.file),
                spot(&finding.place)
            );
            let what = format!("Chấp nhận cảnh báo “{title}” ở {place}.");
            let details = vec![
                format!("Lý do: {reason}"),
                format!("Điều được báo: {}", finding.message),
                format!("Khai báo trước đó được giữ trong các tệp cũ: {earlier}."),
            ];
            round.note(Event::now(EventKind::Accepted, what, &by).with(details));
            round.ask(Task::Look);
            Ok(())
        }
        Err(why) => {
            if matches!(why, NotAdded::Changed) {
                round.ask(Task::Look);
            }
            Err(why.told())
        }
    }
}

impl NotAdded {
    /// Says it to the clerk.
    fn told(self) -> Refused {
        match self {
            Self::Open => Refused {
                sentence: "Tệp khai báo đang mở ở chương trình khác, nên chưa ghi gì.",
                remedy: "Lưu và đóng tệp khai báo trong Excel, rồi bấm Chấp nhận lần nữa.",
            },
            Self::Changed => Refused {
                sentence: "Tệp khai báo vừa thay đổi, nên chưa ghi gì.",
                remedy: "Chờ trang này đọc lại tệp, rồi bấm Chấp nhận lần nữa.",
            },
            Self::Full => Refused {
                sentence: "Trang “Chấp nhận” của tệp khai báo đã hết dòng trống, nên chưa ghi gì.",
                remedy: "Mở tệp khai báo trong Excel, chèn thêm dòng ở cuối bảng của trang đó, lưu, rồi bấm lại.",
            },
            Self::Unlike => Refused {
                sentence: "Không thêm được vào tệp khai báo mà không đụng tới chỗ khác của tệp, nên chưa ghi gì.",
                remedy: "Ghi tay một dòng ở trang “Chấp nhận” của khai-bao.xlsx, hoặc một mục [[accept]] ở cuối round.toml.",
            },
            Self::Io => Refused {
                sentence: "Không đọc hoặc không ghi được tệp khai báo, nên chưa ghi gì.",
                remedy: "Xem ổ đĩa còn chỗ và còn quyền ghi không, rồi bấm lại.",
            },
        }
    }
}

/// Waits until the round was looked at again, but not for long: the page follows by itself.
fn wait(round: &OpenRound, before: u64) {
    let (pause, times) = PATIENCE;
    for _ in 0..times {
        if round.look().is_some_and(|look| look.number > before) {
            return;
        }
        thread::sleep(pause);
    }
}

/// The day of the acceptance.
fn today() -> Date {
    crate::desk::now().date()
}

/// A text on one line, without control characters.
fn plain(text: &str) -> String {
    let kept: String =
        text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}
