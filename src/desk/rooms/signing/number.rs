//! Gives signed papers number and day. No secret is needed for it.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};
use pdf_signature::moment::VIETNAM;
use serde::Deserialize;
use time::{Date, Month, OffsetDateTime};

use super::groups::grouped;
use super::received::{Told, at_table};
use super::words::told as told_of;
use super::{at_card, grouped_all, path_of, standings};
use crate::desk::diary::{Event, EventKind};
use crate::desk::frame::{self, Room};
use crate::desk::round::OpenRound;
use crate::desk::serve::{Desk, OpenToWrite};
use crate::desk::standing::{PaperStanding, Stage};
use crate::ledger::REGISTER;
use crate::proving::HeldPapers;
use crate::signing::{self, FiledNumber, Obstacle, SigningTable};

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Short name of the papers.
    nhom: String,
    /// The number of the first; empty for the next one of the register.
    #[serde(default)]
    so: String,
    /// The day, `11/12/2026`.
    ngay: String,
    /// The number that the paper was given by mistake and that this one takes the place of.
    #[serde(default)]
    thay: Option<u32>,
    /// The folder that is shown paper by paper; empty for none.
    #[serde(default)]
    mo: String,
}

/// Today in Việt Nam, as people write it.
pub(super) fn today() -> String {
    let today = OffsetDateTime::now_utc().to_offset(VIETNAM).date();
    format!("{:02}/{:02}/{}", today.day(), u8::from(today.month()), today.year())
}

/// Gives the papers of a card their numbers, and says of each how that went.
pub(super) async fn give(
    State(desk): State<Arc<Desk>>,
    OpenToWrite(round): OpenToWrite,
    Form(asked): Form<Asked>,
) -> Response {
    let papers = standings(&round);
    let groups = grouped(&papers, None).into_iter().chain(grouped_all(&papers));
    let Some(group) = groups.into_iter().find(|group| group.id() == asked.nhom) else {
        return frame::gone(&desk, &round, Room::Signing);
    };
    let (number, date) = match (typed_number(&asked.so), typed_day(&asked.ngay)) {
        (Ok(number), Some(date)) => (number, date),
        (Err(()), _) => {
            let why = format!("“{}” không phải là số văn bản.", asked.so);
            let remedy = "Ghi số, không ghi ký hiệu; để trống thì lấy số tiếp theo trong sổ.";
            return frame::not_now(&desk, &round, Room::Signing, &why, remedy);
        }
        (_, None) => {
            let why = format!("“{}” không phải là ngày.", asked.ngay);
            let remedy = "Ghi ngày như 11/12/2026.";
            return frame::not_now(&desk, &round, Room::Signing, &why, remedy);
        }
    };
    if asked.thay.is_some() && number.is_none() {
        let why = "Chưa ghi số đúng.";
        let remedy = "Quay lại trang trước, ghi số đúng rồi bấm “Cấp lại số”.";
        return frame::not_now(&desk, &round, Room::Signing, why, remedy);
    }
    let stage = if asked.thay.is_some() { Stage::Numbered } else { Stage::Signed };
    let is_meant = |paper: &&&PaperStanding| paper.stage == stage && !paper.is_signed_elsewhere();
    let waiting = group.papers.iter().filter(is_meant);
    let waiting: Vec<PaperStanding> = waiting.map(|paper| (*paper).clone()).collect();
    let wanted = Wanted { first: number, replaced: asked.thay, date };
    let works_on = Arc::clone(&round);
    let who = desk.who.user.clone();
    let told = tokio::task::spawn_blocking(move || numbered(&works_on, &waiting, &wanted, &who));
    let told = told.await.unwrap_or_default();
    round.change(|_| {});
    let is = |one: &Value, what| one.get_attr(what).is_ok_and(|it| it.is_true());
    if told.iter().all(|one| is(one, "good") && !is(one, "warned")) {
        return Redirect::to(&at_card(&papers, &asked.mo, &asked.nhom)).into_response();
    }
    let values = context! { files => told, numbering => true };
    frame::page(&desk, &round, Room::Signing, "ky-nhan.html", values).into_response()
}

/// The numbers that are asked for.
struct Wanted {
    /// Number of the first paper; `None` for the next one of the register.
    first: Option<u32>,
    /// The number that was given by mistake.
    replaced: Option<u32>,
    /// The day of them all.
    date: Date,
}

/// Gives the papers numbers one after the other. Returns what is told of each.
fn numbered(round: &OpenRound, papers: &[PaperStanding], wanted: &Wanted, who: &str) -> Vec<Value> {
    let mut next = wanted.first;
    let given = at_table(round, |table| {
        let names: Vec<_> =
            papers.iter().filter_map(|paper| Some(paper.signed.as_ref()?.paper.as_str())).collect();
        let record = table.ledger.record();
        let held = record.map(|record| HeldPapers::of(&round.job, record, &names));
        let held = held.unwrap_or_default();
        let one = |paper: &PaperStanding| {
            let done = give_one(round, table, paper, (next, wanted), &held);
            if let Ok(filed) = &done {
                round.tells(&filed.file);
                next = next.and_then(|number| number.checked_add(1));
            }
            done
        };
        let given: Vec<_> = papers.iter().map(one).collect();
        (given, table.write_register())
    });
    let (given, register) = match given {
        Ok(done) => done,
        Err((what, remedy)) => {
            return vec![context! { name => "", good => false, what, remedy }];
        }
    };
    let told = papers.iter().zip(given).map(|(paper, done)| match done {
        Ok(filed) => {
            let instead = wanted.replaced.map(|number| format!(", thay số {number:02} cấp nhầm"));
            let instead = instead.unwrap_or_default();
            let what = format!("Cấp số {} cho “{}”{instead}.", filed.number, paper.title());
            let event = Event::now(EventKind::Signed, what.clone(), who);
            round.note(event.with(vec![filed.file.clone()]));
            let warning = filed.replaced.as_ref().map(|file| {
                format!(
                    " Tệp mang số nhầm ({file}) không dùng nữa và không đóng dấu được: đừng gửi tệp ấy; \
                     để nguyên ở đó cũng không sao."
                )
            });
            let warning = warning.unwrap_or_default();
            let remedy = format!("Đã cất vào {}.{warning}", filed.file);
            // A warning is to be seen before the page goes on.
            context! { name => paper.title(), good => true, warned => !warning.is_empty(), what, remedy }
        }
        Err((what, remedy)) => context! { name => paper.title(), good => false, what, remedy },
    });
    // The numbers stand in the book; the register to print is written with the next one.
    let unwritten = register.err().map(|obstacle| {
        let (what, remedy) = told_of(round, &obstacle, &[]);
        context! { name => REGISTER, good => true, warned => true, what, remedy }
    });
    told.chain(unwritten).collect()
}

fn give_one(
    round: &OpenRound,
    table: &SigningTable<'_>,
    paper: &PaperStanding,
    (number, wanted): (Option<u32>, &Wanted),
    held: &HeldPapers,
) -> Told<FiledNumber> {
    let now = OffsetDateTime::now_utc();
    let file = paper.signed.as_ref().and_then(|line| path_of(round, &line.file));
    let file = file.ok_or_else(|| {
        ("Không thấy bản đã ký.".to_owned(), "Mở lại trang rồi làm lại.".to_owned())
    })?;
    let given = || {
        let paper = table.prepare_number(&file, wanted.replaced, now)?;
        table.number(&paper, (number, wanted.date), now, |_| held.allow(&paper.paper))
    };
    given().map_err(|obstacle: Obstacle| told_of(round, &obstacle, &[]))
}

/// A number as it is typed; none when nothing is.
pub(super) fn typed_number(text: &str) -> Result<Option<u32>, ()> {
    match text.trim() {
        "" => Ok(None),
        digits => signing::typed_number(digits).map(Some).ok_or(()),
    }
}

/// A day as people write it.
pub(super) fn typed_day(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('/').map(str::trim);
    let day = parts.next()?.parse().ok()?;
    let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    Date::from_calendar_date(year, month, day).ok().filter(|_| parts.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_read_as_people_type_them() {
        assert_eq!(typed_number(" 1757 "), Ok(Some(1757)));
        assert_eq!(typed_number(""), Ok(None));
        assert_eq!(typed_number("1757/QĐ"), Err(()));
        assert_eq!(typed_number("+5"), Err(()));
        let day = Date::from_calendar_date(2026, Month::December, 11).unwrap();
        assert_eq!(typed_day("11/12/2026"), Some(day));
        assert_eq!(typed_day("11 / 12 / 2026"), Some(day));
        assert_eq!(
            [typed_day("11/13/2026"), typed_day("hôm nay"), typed_day("1/2/3/4")],
            [None; 3]
        );
    }
}
