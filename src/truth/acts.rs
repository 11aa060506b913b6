//! Checks the acts that the papers cite: their dates against those of the papers, against their
//! numbers, and against what is known of them.

use time::{Date, Month};

use super::times::DaySpan;
use super::told::{TruthFindings, at};
use crate::criteria::Criteria;
use crate::finding::{Code, Finding};
use crate::round::{
    CitedAct, PaperKind, PaperSettings, Round, is_filled, is_known, leading_number, short_date,
};

/// Keys of the acts that the wording of the plan names besides its legal bases.
const OF_PLAN: [&str; 5] =
    ["criteria", "criteria_amendment", "council", "division_of_work", "funding"];

/// The papers whose wording names the first three of them.
const OF_REPORTS: [PaperKind; 3] =
    [PaperKind::CouncilReport, PaperKind::Report, PaperKind::Proposal];

/// Highest number that an act of the first of January can have: numbers begin anew on that day,
/// which is a holiday.
///
/// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3; the limit is chosen by us.
const FIRST_OF_YEAR: u32 = 5;

/// Checks every act whose date is filled in.
pub(super) fn check(round: &Round, criteria: &Criteria, told: &mut TruthFindings) {
    for (key, act) in round.acts.iter().filter(|(_, act)| is_known(act.date)) {
        let citing: Vec<_> =
            PaperKind::ALL.into_iter().filter(|kind| cites(round, *kind, key)).collect();
        if is_example(act) {
            told.hold(citing, example(key, act));
            continue;
        }
        later_than_papers(round, key, act, &citing, told);
        number_and_date(key, act, criteria, told);
    }
}

/// Tells whether a paper of this kind cites the act of this key.
fn cites(round: &Round, kind: PaperKind, key: &str) -> bool {
    let paper: &PaperSettings = &round.paper(kind);
    paper.legal_bases.iter().any(|cited| cited == key)
        || (kind == PaperKind::Plan && OF_PLAN.contains(&key))
        || (OF_REPORTS.contains(&kind) && OF_PLAN[..3].contains(&key))
}

/// Makes a finding at the date of an act.
fn finding(code: Code, key: &str, message: &str) -> Finding {
    Finding::new(code, at(format!("acts.{key}.date")), message)
}

/// Writes an act with its date: `Quyết định 1048/QĐ-TTg ngày 21/8/2019`.
fn shown(act: &CitedAct) -> String {
    let number = act.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
    format!("{}{number} ngày {}", act.kind, short_date(act.date))
}

/// Returns the number before the first slash.
fn number(act: &CitedAct) -> Option<u32> {
    leading_number(act.number.as_deref()?.trim()).map(|(number, _)| number)
}

/// Tells whether the date is the one that `ocop new` once wrote as an example, and cannot be the
/// act's own.
pub(super) fn is_example(act: &CitedAct) -> bool {
    let example = Date::from_calendar_date(2026, Month::January, 1);
    example == Ok(act.date) && number(act).is_none_or(|number| number > FIRST_OF_YEAR)
}

/// Makes the finding that the date is still the example.
fn example(key: &str, act: &CitedAct) -> Finding {
    finding(
        Code::ActDateExample,
        key,
        "Ngày của văn bản căn cứ còn là ngày ví dụ mà `ocop new` ghi sẵn.",
    )
    .found(shown(act))
    .remedy("Ghi ngày thật của văn bản, xem ở trang đầu của văn bản đó.")
}

/// Checks that no paper cites an act of a later date.
fn later_than_papers(
    round: &Round,
    key: &str,
    act: &CitedAct,
    citing: &[PaperKind],
    told: &mut TruthFindings,
) {
    let Some(date) = DaySpan::of_day(act.date) else { return };
    let before = |kind: &PaperKind| {
        DaySpan::of_paper(round.paper(*kind).date).is_some_and(|paper| paper.is_before(date))
    };
    let papers: Vec<_> = citing.iter().copied().filter(before).collect();
    // What follows from other papers is held with them, and not named beside them.
    let set: Vec<_> = papers.iter().copied().filter(|kind| round.papers.is_set(*kind)).collect();
    let shown_papers = if set.is_empty() { &papers } else { &set };
    let Some(first) = shown_papers.first() else { return };
    let named =
        shown_papers.iter().map(|kind| kind.name().to_lowercase()).collect::<Vec<_>>().join(", ");
    let when = DaySpan::of_paper(round.paper(*first).date).map(DaySpan::shown).unwrap_or_default();
    let message = format!("Văn bản căn cứ ghi ngày sau ngày của văn bản viện dẫn nó ({named}).");
    let finding = finding(Code::ActLaterThanPaper, key, &message)
        .found(format!("{}, {} {when}", shown(act), first.name().to_lowercase()))
        .remedy("Sửa ngày của văn bản căn cứ, hoặc date ở mục [papers] của văn bản viện dẫn.");
    told.hold(papers, finding);
}

/// Checks the date of an act against the year in its number, against the first of January, and
/// against what the criteria know of the act.
fn number_and_date(key: &str, act: &CitedAct, criteria: &Criteria, told: &mut TruthFindings) {
    let Some(typed) = act.number.as_deref().filter(|number| is_filled(number)) else { return };
    let year = typed.split('/').nth(1).and_then(|part| part.trim().parse::<i32>().ok());
    let doubt = |message: &str| {
        finding(Code::ActNumberAndDate, key, message)
            .found(shown(act))
            .remedy("Đối chiếu với bản chính của văn bản rồi sửa number hoặc date.")
    };
    if let Some(known) =
        criteria.issued(|number| plain(number) == plain(typed)).filter(|known| *known != act.date)
    {
        told.doubt(
            doubt(
                "Ngày của văn bản căn cứ khác ngày của văn bản mang số đó trong dữ liệu Bộ tiêu \
                 chí.",
            )
            .allowed(short_date(known)),
        );
    } else if year.is_some_and(|year| (1900..2200).contains(&year) && year != act.date.year()) {
        told.doubt(doubt("Số của văn bản căn cứ ghi một năm, ngày của nó ghi năm khác."));
    } else if act.date.ordinal() == 1 && number(act).is_some_and(|number| number > FIRST_OF_YEAR) {
        told.doubt(doubt(
            "Văn bản căn cứ ghi ngày 01 tháng 01, ngày nghỉ và ngày đánh số lại từ 01, mà số đã \
             lớn.",
        ));
    }
}

/// Normalises a number for comparison: no spaces, lower case.
fn plain(number: &str) -> String {
    number.split_whitespace().collect::<String>().to_lowercase()
}
