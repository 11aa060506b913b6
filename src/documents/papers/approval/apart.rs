//! The decision that approves the results of products of 5 stars by points (Quyết định, Mẫu 1.2),
//! where the act asks for one apart from the decision that recognises.
//!
//! Quyết định 26/2026/QĐ-TTg, Điều 7.3.e.

use std::collections::BTreeMap;

use minijinja::context;

use crate::documents::compose::PaperParts;
use crate::documents::papers::{awaited, decision};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings};

const KIND: &str = "Quyết định phê duyệt kết quả";

/// Writes up the decision. Nothing is said of it where no product has so many points, or where the
/// decision that recognises approves them too.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if !desk.act.authority.approves_apart || desk.facts.proposed.is_empty() {
        return;
    }
    if let Some(ballots) = awaited::ballots(desk) {
        papers.wait(KIND, ballots);
        return;
    }
    match desk.settings(PaperKind::Approval) {
        Ok(paper) => {
            let written = approval(desk, &paper);
            papers.findings.extend(decision::not_named(desk, &written));
            papers.add(KIND, written);
        }
        Err(reason) => papers.wait(KIND, reason),
    }
}

/// Tells whether there is such a decision in this round.
pub(super) fn is_due(desk: &WritingDesk<'_>) -> bool {
    desk.act.authority.approves_apart
        && !desk.facts.proposed.is_empty()
        && awaited::ballots(desk).is_none()
}

/// Writes the decision with these settings.
pub(super) fn approval(
    desk: &WritingDesk<'_>,
    paper: &PaperSettings,
) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/quyet-dinh-phe-duyet-ket-qua.pdf", folders::DECISION);
    desk.compose(PaperParts {
        layout: "quyet-dinh",
        facts: context! { decision => decision::grants(desk, paper) },
        inserts: BTreeMap::from([("bang-de-nghi", decision::proposed(desk).into())]),
        ..PaperParts::new(KIND, "quyet-dinh-phe-duyet-ket-qua", file, paper)
    })
}
