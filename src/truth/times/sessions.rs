//! Checks the sessions (lần chấm) against the planned days and against each other.

use std::collections::BTreeSet;

use crate::finding::{Code, Finding};
use crate::round::{ClockTime, PaperKind, Round, Session, is_known, short_date};
use crate::truth::told::{TruthFindings, at};

/// Checks each session, and each pair that follows each other.
pub(in crate::truth) fn check(round: &Round, told: &mut TruthFindings) {
    for session in &round.sessions {
        outside(round, session, told);
        hours(session, told);
    }
    for pair in round.sessions.windows(2) {
        if let [earlier, later] = pair {
            order(earlier, later, told);
        }
    }
    fewer_days(round, told);
}

/// Makes a finding about a session.
fn finding(code: Code, session: &Session, message: &str) -> Finding {
    Finding::new(code, at(format!("lần chấm {}", session.number)), message)
}

/// Checks that a session lies within the planned days.
fn outside(round: &Round, session: &Session, told: &mut TruthFindings) {
    let (from, to) = (round.round.from, round.round.to);
    let known = [from, to, session.date].into_iter().all(is_known);
    if known && !(from..=to).contains(&session.date) {
        told.doubt(
            finding(
                Code::SessionOutsideRound,
                session,
                "Ngày của lần chấm nằm ngoài thời gian dự kiến của đợt.",
            )
            .found(short_date(session.date))
            .allowed(format!("từ {} đến {}", short_date(from), short_date(to)))
            .remedy(
                "Sửa date của lần chấm, hoặc from, to ở mục [round]; họp khác dự kiến thì chấp \
                 nhận ở [[accept]].",
            ),
        );
    }
}

/// Notes that the sessions are on fewer days than the meeting is planned for. It may have been
/// shorter; or a day was forgotten, and then programme, attendance lists and minutes lack it.
fn fewer_days(round: &Round, told: &mut TruthFindings) {
    let days: BTreeSet<_> = round.sessions.iter().map(|session| session.date).collect();
    let planned = usize::from(round.round.days);
    if days.is_empty() || days.len() >= planned || !days.iter().copied().all(is_known) {
        return;
    }
    let days = days.into_iter().map(short_date).collect::<Vec<_>>().join(", ");
    let message = "Các lần chấm đã khai diễn ra trong ít ngày hơn dự kiến của đợt.";
    told.doubt(
        Finding::new(Code::FewerDaysThanPlanned, at("round.days"), message)
            .found(format!("dự kiến {planned:02} ngày; lần chấm ngày {days}"))
            .remedy(
                "Còn họp ngày khác thì khai thêm lần chấm của ngày ấy, vì chương trình, điểm danh \
                 và biên bản theo ngày của các lần chấm; họp gọn hơn dự kiến thì để nguyên.",
            ),
    );
}

/// Checks that a session ends after it began, at hours that a clock shows.
fn hours(session: &Session, told: &mut TruthFindings) {
    let (start, end) = (ClockTime::first_in(&session.start), ClockTime::first_in(&session.end));
    let unreal = [(&session.start, start), (&session.end, end)]
        .into_iter()
        .find(|(_, hour)| hour.is_some_and(|hour| !hour.is_real()));
    if let Some((typed, _)) = unreal {
        let finding = finding(Code::SessionImpossible, session, "Giờ của lần chấm không có thật.")
            .found(typed)
            .allowed("từ 00 giờ 00 đến 24 giờ 00")
            .remedy("Sửa start hoặc end của lần chấm.");
        told.hold([PaperKind::Minutes], finding);
    } else if let Some((start, end)) = start.zip(end).filter(|(start, end)| end <= start) {
        let finding =
            finding(Code::SessionImpossible, session, "Lần chấm kết thúc trước khi bắt đầu.")
                .found(format!("bắt đầu {start}, kết thúc {end}"))
                .remedy("Sửa start hoặc end của lần chấm.");
        told.hold([PaperKind::Minutes], finding);
    }
}

/// Checks that sessions follow each other by day and, on one day, by hour.
fn order(earlier: &Session, later: &Session, told: &mut TruthFindings) {
    if !is_known(earlier.date) || !is_known(later.date) {
        return;
    }
    if later.date < earlier.date {
        let message =
            format!("Lần chấm {} ghi ngày trước lần chấm {}.", later.number, earlier.number);
        let finding = finding(Code::SessionImpossible, later, &message)
            .found(format!(
                "{}, lần chấm {} {}",
                short_date(later.date),
                earlier.number,
                short_date(earlier.date)
            ))
            .remedy("Sửa date của một trong hai lần chấm, hoặc đánh số lại theo thứ tự thời gian.");
        told.hold([PaperKind::Minutes], finding);
        return;
    }
    let (end, start) = (ClockTime::first_in(&earlier.end), ClockTime::first_in(&later.start));
    if let Some((end, start)) =
        end.zip(start).filter(|(end, start)| later.date == earlier.date && start < end)
    {
        let message = format!(
            "Lần chấm {} bắt đầu khi lần chấm {} chưa kết thúc.",
            later.number, earlier.number
        );
        let finding = finding(Code::SessionImpossible, later, &message)
            .found(format!("bắt đầu {start}, lần chấm {} kết thúc {end} cùng ngày", earlier.number))
            .remedy("Sửa giờ hoặc ngày của một trong hai lần chấm.");
        told.hold([PaperKind::Minutes], finding);
    }
}
