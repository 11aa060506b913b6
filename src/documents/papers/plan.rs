//! The plan of the round (Kế hoạch, Mẫu 1.4). It needs nothing but `round.toml`.

use crate::documents::compose::PaperParts;
use crate::documents::{WriteUp, WritingDesk, folders};
use crate::round::PaperKind;

const KIND: &str = "Kế hoạch";

/// Writes up the plan.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let file = format!("{}/ke-hoach.pdf", folders::PLAN);
    papers.add(
        KIND,
        desk.compose(PaperParts {
            layout: "ke-hoach",
            ..PaperParts::new(KIND, "ke-hoach", file, &desk.round.printed(PaperKind::Plan))
        }),
    );
}
