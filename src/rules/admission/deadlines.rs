//! Checks the days on which units proposed their products against those that the act sets for the
//! round. Warnings only, as for the day of the meeting.

use std::collections::BTreeSet;

use crate::criteria::Act;
use crate::finding::{Code, Finding, Findings};
use crate::forms::Forms;
use crate::round::{Round, short_date};

/// Reports covering letters dated on the last day for the round or later, each once.
pub(in crate::rules) fn check(round: &Round, act: &Act, forms: &Forms, findings: &mut Findings) {
    let settings = &round.round;
    let days = act.days_of_round(settings.number, i32::from(settings.year));
    let Some(limit) = days.proposed_before else { return };
    let mut told = BTreeSet::new();
    for date in forms.submissions.iter().filter_map(|list| list.letter.date.as_ref()) {
        // Both are written as `YYYY-MM-DD`.
        if date.value < limit.to_string() || !told.insert(&date.place) {
            continue;
        }
        findings.push(
            Finding::new(
                Code::LetterLate,
                date.place.clone(),
                format!(
                    "Công văn đề nghị ghi ngày quá hạn mà {} đặt ra cho đợt {} của năm.",
                    act.cited(),
                    settings.number
                ),
            )
            .found(shown(&date.value))
            .allowed(format!("trước ngày {}", short_date(limit)))
            .remedy(
                "Xem lại ngày của công văn; hồ sơ đến muộn thì để đợt sau, hoặc chấp nhận ở \
                 [[accept]] nếu Quy chế của tỉnh cho phép.",
            ),
        );
    }
}

/// Writes a day that is kept as `YYYY-MM-DD` as papers do.
fn shown(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{}/{year}", month.trim_start_matches('0')),
        _ => day.to_owned(),
    }
}
