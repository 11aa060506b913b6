//! Finds dates of the round on which offices are closed, and reports them in one note, since people
//! do meet and sign on such days.

use time::{Date, Month, Weekday};

use crate::finding::{Code, Finding};
use crate::round::{PaperKind, Round, is_known, short_date};
use crate::truth::acts;
use crate::truth::told::{TruthFindings, at};

/// Checks the dates of sessions, papers, the deadline and cited acts.
pub(in crate::truth) fn check(round: &Round, told: &mut TruthFindings) {
    let sessions = round
        .sessions
        .iter()
        .map(|session| (format!("lần chấm {}", session.number), Some(session.date)));
    let papers = PaperKind::ALL.into_iter().filter(|kind| round.papers.is_set(*kind));
    let papers = papers.map(|kind| (kind.name().to_lowercase(), round.paper(kind).date.date()));
    let deadline = (
        "thời hạn bổ sung hồ sơ".to_owned(),
        round.supplement.deadline.and_then(crate::round::PaperDate::date),
    );
    let acts = round.acts.values().filter(|act| !acts::is_example(act)).map(|act| {
        let number = act.number.as_deref().unwrap_or_default();
        (format!("{} {number}", act.kind).trim_end().to_owned(), Some(act.date))
    });
    let all = sessions.chain(papers).chain([deadline]).chain(acts);
    let closed = all.filter_map(|(name, day)| {
        let day = day.filter(|day| is_known(*day))?;
        Some(format!("{name}: {} ({})", short_date(day), closed(day)?))
    });
    let closed: Vec<_> = closed.collect();
    if !closed.is_empty() {
        told.doubt(
            Finding::new(Code::DayOff, at("round"), "Có ngày rơi vào ngày nghỉ.")
                .found(closed.join("; "))
                .remedy("Đúng là ngày đó thì không phải làm gì; gõ nhầm thì sửa lại."),
        );
    }
}

/// Returns why offices are closed on a day, as far as the calendar tells: weekends and holidays
/// with a fixed date. `None` for a working day.
fn closed(day: Date) -> Option<&'static str> {
    match (day.month(), day.day()) {
        (Month::January, 1) => return Some("Tết Dương lịch"),
        (Month::April, 30) => return Some("ngày Chiến thắng"),
        (Month::May, 1) => return Some("ngày Quốc tế lao động"),
        (Month::September, 2) => return Some("Quốc khánh"),
        _ => {}
    }
    match day.weekday() {
        Weekday::Saturday => Some("thứ Bảy"),
        Weekday::Sunday => Some("Chủ nhật"),
        _ => None,
    }
}
