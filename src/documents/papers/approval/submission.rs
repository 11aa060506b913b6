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
            let drafts = drafts(desk);
            let words = drafts.iter().map(|(words, _)| (*words).to_owned());
            let enclosures = enclosed(desk, papers).into_iter().chain(words).collect();
            papers.add(KIND, submission(desk, &paper, enclosures));
            for (_, draft) in drafts {
                papers.add(DRAFT, Ok(draft));
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
            decision => decision::grants(desk, &desk.round.printed(PaperKind::Decision)),
            submission => context! { minutes => cited::minutes(desk), enclosures },
        },
        ..PaperParts::new(KIND, "to-trinh", file, paper)
    })
}

/// Lists the papers of this run that are enclosed, without the drafts.
fn enclosed(desk: &WritingDesk<'_>, papers: &WriteUp) -> Vec<String> {
    let written = |kind: PaperKind| papers.written.iter().any(|paper| paper.kind == kind.name());
    let minutes = written(PaperKind::Minutes)
        .then(|| format!("Biên bản họp Hội đồng {}", cited::minutes(desk)));
    let scores = minutes.is_some().then(|| "Bảng tổng hợp điểm của Hội đồng".to_owned());
    let report = |kind: PaperKind| {
        written(kind).then(|| format!("{} {}", kind.name(), cited::cited(&desk.round.paper(kind))))
    };
    let listed = [minutes, scores, report(PaperKind::CouncilReport), report(PaperKind::Report)];
    listed.into_iter().flatten().collect()
}

/// Writes the drafts of what follows the submission, each with its name in the list of enclosures:
/// what it will say, without number and day. What cannot be written is told with the paper itself.
fn drafts(desk: &WritingDesk<'_>) -> Vec<(&'static str, WrittenPaper)> {
    let settings = |kind| desk.round.paper(kind).without_number();
    let decision = decision::missing(desk)
        .is_none()
        .then(|| decision::decision(desk, &settings(PaperKind::Decision)));
    let approval =
        apart::is_due(desk).then(|| apart::approval(desk, &settings(PaperKind::Approval)));
    let letter =
        proposal::is_due(desk).then(|| proposal::proposal(desk, &settings(PaperKind::Proposal)));
    let all = [
        ("Dự thảo quyết định", decision),
        ("Dự thảo quyết định phê duyệt kết quả", approval),
        ("Dự thảo công văn đề nghị Trung ương đánh giá", letter),
    ];
    all.into_iter().filter_map(|(words, paper)| Some((words, drafted(paper?.ok()?)))).collect()
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
