//! The room “Nhật ký”: what happened on the desk, the newest day first.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::response::Html;
use axum::routing::get;
use minijinja::{Value, context};
use serde::Deserialize;
use time::{Date, Month};

use crate::desk::clock;
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::serve::{Desk, Open};

/// Most days that a page shows.
const DAYS: usize = 14;

/// The addresses of the room.
pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route(Room::Diary.address(), get(show))
}

/// What a page shows of the diary.
#[derive(Deserialize)]
struct Shown {
    /// Word of the only kind that is shown.
    loai: Option<String>,
    /// Whether all days are shown.
    #[serde(default)]
    het: Option<String>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Open(round): Open,
    Query(shown): Query<Shown>,
) -> Html<String> {
    let kind = EventKind::ALL.into_iter().find(|kind| Some(kind.id()) == shown.loai.as_deref());
    let (events, unreadable) = match round.diary().read() {
        Ok(events) => (events, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let of_kind = events.into_iter().filter(|event| kind.is_none_or(|kind| event.kind == kind));
    let mut days = by_day(of_kind.collect());
    let more = shown.het.is_none() && days.len() > DAYS;
    if more {
        days.truncate(DAYS);
    }
    let kinds = EventKind::ALL
        .into_iter()
        .map(|one| context! { id => one.id(), name => one.name(), here => kind == Some(one) });
    let values = context! {
        kinds => kinds.collect::<Vec<_>>(),
        all => kind.is_none(),
        kind => kind.map(EventKind::id),
        days,
        more,
        unreadable,
    };
    frame::page(&desk, &round, Room::Diary, "nhat-ky.html", values)
}

/// Groups events by day, the newest first.
fn by_day(events: Vec<Event>) -> Vec<Value> {
    let mut days: Vec<(String, Vec<Value>)> = Vec::new();
    for event in events.into_iter().rev() {
        let (day, hour) = event.day_and_hour();
        let shown = context! {
            at => event.at.as_str(),
            hour,
            kind => event.kind.name(),
            what => event.what.as_str(),
            details => &event.details,
            who => event.who.as_str(),
        };
        match days.last_mut().filter(|(last, _)| last == day) {
            Some((_, events)) => events.push(shown),
            None => days.push((day.to_owned(), vec![shown])),
        }
    }
    days.into_iter().map(|(day, events)| context! { day => in_words(&day), events }).collect()
}

/// Writes `2020-12-09` as `Thứ Tư, 09/12/2020`; anything else as it is.
fn in_words(day: &str) -> String {
    let mut parts = day.splitn(3, '-').map(str::parse::<u16>);
    let mut next = || parts.next().and_then(Result::ok);
    let date = (|| {
        let (year, month, day) =
            (next()?, u8::try_from(next()?).ok()?, u8::try_from(next()?).ok()?);
        Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
    })();
    date.map_or_else(
        || day.to_owned(),
        |date| {
            let (number, month) = (date.day(), u8::from(date.month()));
            format!("{}, {number:02}/{month:02}/{}", clock::weekday(date), date.year())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_day_is_written_with_its_weekday() {
        assert_eq!(in_words("2020-12-09"), "Thứ Tư, 09/12/2020");
        assert_eq!(in_words("hôm qua"), "hôm qua");
    }
}
