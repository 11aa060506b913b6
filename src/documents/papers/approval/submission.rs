//! The submission of the standing agency (Tờ trình, Mẫu 1.4) to the one who decides, with the drafts
//! of what is submitted.
//!
//! Quyết định 26/2026/QĐ-TTg, Điều 7.3.đ.

use minijinja::context;

use super::{apart, cited, proposal};
use crate::documents::compose::PaperParts;
use crate::documents::papers::decision;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, authority, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings};

const KIND: &str = "Tờ trình";
const DRAFT: &str = "Dự thảo kèm tờ trình";

/// Writes up the submission and the drafts, or lists it as waiting for what the decision waits for.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = decision::missing(desk).filter(|_| !apart::is_due(desk)) {
        papers.wait(KIND, reason);
        return;
    }
    match desk.settings(PaperKind::Submission) {
        Ok(paper) => {
            papers.add(KIND, submission(desk, &paper, enclosures(desk, papers)));
            for draft in drafts(desk) {
                papers.add(DRAFT, draft);
            }
        }
        Err(reason) => papers.wait(KIND, reason),
    }
}

fn submission(
    desk: &WritingDesk<'_>,
    paper: &PaperSettings,
    enclosures: Vec<String>,
) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/to-trinh.pdf", folders::SUBMISSION);
    desk.compose(PaperParts {
        addressees: vec![authority::name(desk.round, desk.act)],
        facts: context! {
            decision => decision::grants(desk, &desk.round.papers.decision),
            submission => context! { minutes => cited::minutes(desk), enclosures },
        },
        ..PaperParts::new(KIND, "to-trinh", file, paper)
    })
}

/// Lists what is enclosed: the papers of this run that go before, and the drafts.
fn enclosures(desk: &WritingDesk<'_>, papers: &WriteUp) -> Vec<String> {
    let written = |kind: PaperKind| papers.written.iter().any(|paper| paper.kind == kind.name());
    let minutes = written(PaperKind::Minutes)
        .then(|| format!("Biên bản họp Hội đồng {}", cited::minutes(desk)));
    let scores = minutes.is_some().then(|| "Bảng tổng hợp điểm của Hội đồng".to_owned());
    let report = |kind: PaperKind| {
        written(kind).then(|| format!("{} {}", kind.name(), cited::cited(&desk.round.paper(kind))))
    };
    let listed = [
        minutes,
        scores,
        report(PaperKind::CouncilReport),
        report(PaperKind::Report),
        decision::missing(desk).is_none().then(|| "Dự thảo quyết định".to_owned()),
        apart::is_due(desk).then(|| "Dự thảo quyết định phê duyệt kết quả".to_owned()),
        proposal::is_due(desk).then(|| "Dự thảo công văn đề nghị Trung ương đánh giá".to_owned()),
    ];
    listed.into_iter().flatten().collect()
}

/// Writes the drafts of what follows the submission: what it will say, without number and day.
fn drafts(desk: &WritingDesk<'_>) -> Vec<Result<WrittenPaper, Findings>> {
    let mut drafts = Vec::new();
    if decision::missing(desk).is_none() {
        let paper = blank(&desk.round.papers.decision);
        drafts.push(decision::decision(desk, &paper).map(drafted));
    }
    if apart::is_due(desk) {
        let paper = blank(&desk.round.paper(PaperKind::Approval));
        drafts.push(apart::approval(desk, &paper).map(drafted));
    }
    if proposal::is_due(desk) {
        let paper = blank(&desk.round.paper(PaperKind::Proposal));
        drafts.push(proposal::proposal(desk, &paper).map(drafted));
    }
    drafts
}

/// Returns the settings of a paper before it has a number and a day.
fn blank(paper: &PaperSettings) -> PaperSettings {
    PaperSettings { number: None, date: paper.date.without_day(), ..paper.clone() }
}

/// Marks a paper as a draft and files it with the submission.
fn drafted(mut paper: WrittenPaper) -> WrittenPaper {
    let name = paper.file.rsplit('/').next().unwrap_or_default();
    paper.file = format!("{}/du-thao-{name}", folders::SUBMISSION);
    paper.kind = DRAFT;
    paper.document.title = format!("Dự thảo {}", paper.document.title);
    paper.document.draft = true;
    paper
}
