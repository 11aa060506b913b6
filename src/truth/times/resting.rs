//! Checks that no paper is dated before one on which it rests: an excerpt or a notice before the
//! decision.

use super::DaySpan;
use crate::finding::{Code, Finding};
use crate::round::{PaperKind, Round};
use crate::truth::told::{TruthFindings, at};

/// Checks the papers of which something is set; the others take their month from those.
pub(super) fn check(round: &Round, told: &mut TruthFindings) {
    for kind in PaperKind::ALL.into_iter().filter(|kind| round.papers.is_set(*kind)) {
        for below in kind.rests_on() {
            told_before(round, kind, *below, told);
        }
    }
}

/// Tells that a paper is dated before one on which it rests.
fn told_before(round: &Round, kind: PaperKind, below: PaperKind, told: &mut TruthFindings) {
    let when = |kind| DaySpan::of_paper(round.paper(kind).date);
    let Some((own, base)) = when(kind).zip(when(below)) else { return };
    if !own.is_before(base) {
        return;
    }
    let name = kind.name();
    let finding = Finding::new(
        Code::PaperOutOfOrder,
        at(format!("papers.{}.date", kind.key())),
        format!("{name} ghi ngày trước ngày của {}.", below.name().to_lowercase()),
    );
    let found = format!(
        "{} {}, {} {}",
        name.to_lowercase(),
        own.shown(),
        below.name().to_lowercase(),
        base.shown()
    );
    told.hold([kind], finding.found(found).remedy("Sửa ngày của một trong hai văn bản."));
}
