//! How papers of the approval cite each other.

use crate::documents::WritingDesk;
use crate::documents::compose::gap;
use crate::round::{PaperKind, PaperSettings, pad_number, short_date};

/// Cites a paper by number and date: `số 05/BC-SNNMT ngày 10 tháng 12 năm 2026`, with gaps where it
/// has none yet.
pub(super) fn cited(paper: &PaperSettings) -> String {
    // No blank stands beside a gap, so that no line ends there.
    let day = paper.date.printed_day().map_or_else(|| gap(8), |day| format!(" {day} "));
    let (month, year) = (paper.date.printed_month(), paper.date.year());
    format!("{} ngày{day}tháng {month} năm {year}", number(paper))
}

/// Cites the minutes by number and by the day on which the council last met: `số 02/BB-HĐOCOP, họp
/// ngày 09/12/2020`. Minutes carry no date of their own.
pub(super) fn minutes(desk: &WritingDesk<'_>) -> String {
    let paper = &desk.round.papers.minutes;
    let last = desk.round.sessions.iter().map(|session| session.date).max();
    let met = last.map(|day| format!(", họp ngày {}", short_date(day))).unwrap_or_default();
    number(paper) + &met
}

/// Writes number and symbol: `số 05/BC-SNNMT`.
fn number(paper: &PaperSettings) -> String {
    let number = paper
        .number
        .map_or_else(|| gap(12), |number| format!(" {}", pad_number(u64::from(number))));
    format!("số{number}/{}", paper.symbol)
}

/// Cites the submission in the words of a decision: `Tờ trình số 45/TTr-SNNMT ngày 10/12/2026`;
/// `None` while its number or its day is blank.
pub(in crate::documents::papers) fn submission(desk: &WritingDesk<'_>) -> Option<String> {
    let paper = desk.round.paper(PaperKind::Submission);
    let (number, day) = (paper.number?, paper.date.date()?);
    let number = pad_number(u64::from(number));
    Some(format!("Tờ trình số {number}/{} ngày {}", paper.symbol, short_date(day)))
}
