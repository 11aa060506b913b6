//! Checks whether the round is held by the day that the act sets for it. Warnings only: a province
//! may hold more rounds, or settle other days by its own regulations.

use crate::criteria::Act;
use crate::finding::{Code, Finding};
use crate::round::{Round, is_known, short_date};
use crate::truth::told::{TruthFindings, at};

/// Checks the last day on which the council meets.
pub(in crate::truth) fn check(round: &Round, act: &Act, told: &mut TruthFindings) {
    let settings = &round.round;
    let limit = act.days_of_round(settings.number, i32::from(settings.year)).held_before;
    let last = round.sessions.iter().map(|session| session.date).max();
    let (key, last) = last.map_or(("round.to", settings.to), |last| ("sessions", last));
    let Some(limit) = limit.filter(|limit| is_known(last) && last >= *limit) else { return };
    told.doubt(
        Finding::new(
            Code::RoundLate,
            at(key),
            format!(
                "Đợt {} của năm họp quá hạn mà {} đặt ra cho đợt này.",
                settings.number,
                act.cited()
            ),
        )
        .found(short_date(last))
        .allowed(format!("trước ngày {}", short_date(limit)))
        .remedy(
            "Sửa ngày họp, hoặc number ở mục [round]; đúng là như vậy, hoặc đợt tổ chức thêm theo \
             Quy chế, thì chấp nhận ở [[accept]].",
        ),
    );
}
