//! The report of the council on its results (Báo cáo, Mẫu 1.4) to the one who decides, with all
//! products in an annex.
//!
//! Quyết định 26/2026/QĐ-TTg, Điều 7.3.d.

use super::{cited, tables};
use crate::documents::compose::PaperParts;
use crate::documents::model::Annex;
use crate::documents::papers::minutes;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, authority, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings};

const KIND: &str = "Báo cáo kết quả của Hội đồng";

/// Writes up the report, or lists it as waiting for what the minutes wait for.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = minutes::missing(desk) {
        papers.wait(KIND, reason);
        return;
    }
    match desk.settings(PaperKind::CouncilReport) {
        Ok(paper) => papers.add(KIND, report(desk, &paper)),
        Err(reason) => papers.wait(KIND, reason),
    }
}

fn report(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/bao-cao-hoi-dong.pdf", folders::RESULTS);
    let mut written = desk.compose(PaperParts {
        addressees: vec![authority::name(desk.round, desk.act)],
        ..PaperParts::new(KIND, "bao-cao-hoi-dong", file, paper)
    })?;
    if desk.facts.admitted.value > 0 {
        written.document.annexes = vec![annex(desk, paper)];
    }
    Ok(written)
}

fn annex(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Annex {
    let round = &desk.round.round;
    let issuer = desk.round.issuer(&paper.issuer);
    let issuer = issuer.map(|issuer| issuer.name.clone()).unwrap_or_default();
    Annex {
        heading: "Phụ lục".into(),
        title: format!(
            "Kết quả đánh giá, phân hạng từng sản phẩm OCOP năm {} (đợt {})",
            round.year, round.number
        ),
        reference: format!("(Kèm theo Báo cáo {} của {issuer})", cited::cited(paper)),
        landscape: false,
        body: vec![tables::products(desk).into()],
    }
}
