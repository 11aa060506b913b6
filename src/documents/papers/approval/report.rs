//! The report of the standing agency on the round (Báo cáo tổng hợp, Mẫu 1.4): prose, tables and
//! charts. Remarks are those that people wrote into `round.toml`; nothing here makes any.

use std::collections::BTreeMap;

use minijinja::context;

use super::{charts, tables};
use crate::documents::compose::PaperParts;
use crate::documents::model::BodyBlock;
use crate::documents::papers::minutes;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, authority, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings};

const KIND: &str = "Báo cáo tổng hợp";

/// Writes up the report, or lists it as waiting for what the minutes wait for.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = minutes::missing(desk) {
        papers.wait(KIND, reason);
        return;
    }
    match desk.settings(PaperKind::Report) {
        Ok(paper) => papers.add(KIND, report(desk, &paper)),
        Err(reason) => papers.wait(KIND, reason),
    }
}

fn report(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/bao-cao-tong-hop.pdf", folders::SUBMISSION);
    let inserts = inserts(desk);
    let drawn: Vec<&str> = inserts.keys().copied().collect();
    desk.compose(PaperParts {
        addressees: vec![authority::name(desk.round, desk.act)],
        facts: context! {
            report => context! { remarks => &desk.round.report.remarks, drawn => drawn },
        },
        inserts,
        ..PaperParts::new(KIND, "bao-cao-tong-hop", file, paper)
    })
}

/// Returns the tables and charts of the report by the names under which the wording asks for them.
/// A chart with nothing to compare is left out.
fn inserts(desk: &WritingDesk<'_>) -> BTreeMap<&'static str, BodyBlock> {
    let report = &desk.facts.report;
    let mut inserts: BTreeMap<&'static str, BodyBlock> = BTreeMap::from([
        ("bang-ket-qua", tables::results(desk).into()),
        ("bang-dia-phuong", tables::units(desk).into()),
        ("bang-nhom", tables::groups(desk).into()),
        ("bang-chu-the", tables::owner_kinds(desk).into()),
        ("bang-dang-ky", tables::registrations(desk).into()),
    ]);
    if let Some(compared) = &report.compared {
        inserts.insert("bang-so-sanh", tables::comparison(desk, compared).into());
    }
    let charts = [
        ("bieu-do-dia-phuong", charts::units(desk)),
        ("bieu-do-nhom", charts::groups(desk)),
        ("bieu-do-so-sanh", charts::pairs(desk)),
        ("bieu-do-diem", charts::bands(desk)),
    ];
    inserts.extend(charts.into_iter().filter_map(|(name, chart)| Some((name, chart?.into()))));
    inserts
}
