//! Compares a draft that came back with the paper as it would be made now, and makes the patch of
//! the wording file that takes its words. The patch is tried before it is offered: the papers are
//! written up with it, and must say what the draft says.

use std::io;
use std::path::Path;

use super::settled;
use crate::careful;
use crate::counting::{self, Counted};
use crate::documents::{self, WriteUp, WrittenPaper};
use crate::drafts::{
    self, Compared, Comparison, DraftDesk, Marginal, ProseChange, ReturnedDraft, SourceEdit,
    Whither,
};
use crate::finding::{Code, Finding, Findings, Place};
use crate::job::{Job, RunFault};
use crate::ledger::{store, store_new};
use crate::templates::Templates;
use crate::typeset::Typesetter;

/// Largest size of a draft that is read, in bytes.
const DRAFT_BYTES: u64 = careful_spreadsheet::FILE_BYTES;

/// Of more changes than this, each is not tried alone.
const MOST_TRIED: usize = 60;

/// What a draft that came back says.
#[derive(Debug, Default)]
pub struct DraftReport {
    /// Kind and path of the paper; `None` where the file is no draft of one.
    pub paper: Option<(&'static str, String)>,
    /// Figures that differ, controls that are gone, a file that cannot be read.
    pub findings: Findings,
    /// Words that were changed.
    pub prose: Vec<ProseChange>,
    /// Number and day as they were filled in (Vietnamese).
    pub filled: Vec<String>,
    /// The recipients as the draft has them, where they were changed.
    pub recipients: Option<Vec<String>>,
    /// Tracked changes and comments.
    pub marginals: Vec<Marginal>,
    /// The patch of the wording file; `None` where no words belong there.
    pub patch: Option<WordingPatch>,
    /// Whether the program with which the draft was saved dropped the names of the controls.
    pub unnamed: bool,
    /// Whether the file holds a macro, which is not looked at.
    pub macros: bool,
    /// Whether the declaration of the round can be used.
    pub counted: bool,
}

/// A patch of a wording file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordingPatch {
    /// The file below `templates/`.
    pub file: String,
    /// Its text as it is.
    pub before: String,
    /// Its text with the words of the draft.
    pub after: String,
    /// Whether it was written into the office's templates folder.
    pub taken: bool,
}

impl DraftReport {
    /// Tells whether anything differs, or stands at the margin.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.findings.is_empty()
            || !self.prose.is_empty()
            || !self.filled.is_empty()
            || !self.marginals.is_empty()
    }

    /// Tells whether something is left to be done by people.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let elsewhere = |change: &ProseChange| matches!(change.whither, Whither::Elsewhere(_));
        let taken = self.patch.as_ref().is_none_or(|patch| patch.taken);
        !self.findings.is_empty()
            || !self.filled.is_empty()
            || !self.marginals.is_empty()
            || !taken
            || self.prose.iter().any(elsewhere)
    }

    fn refused(finding: Finding) -> Self {
        let mut report = Self { counted: true, ..Self::default() };
        report.findings.push(finding);
        report
    }
}

/// Compares a draft with the paper as it would be made now. With `take`, the patch is written into
/// the office's templates folder.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read, or the patch cannot be written.
pub fn compare(job: &Job, draft: &Path, take: bool) -> Result<DraftReport, RunFault> {
    let name = draft.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = careful::read_file(draft, DRAFT_BYTES)?;
    let came = match drafts::read(&bytes, &name) {
        Ok(came) => came,
        Err(finding) => return Ok(DraftReport::refused(*finding)),
    };
    let answered = counting::with_results(job, &|_| {}, |counted| {
        let mut report = against(&counted, &came, &name)?;
        if let Some(patch) = report.patch.as_mut().filter(|_| take) {
            write(job, patch)?;
        }
        counted.round.spelling.move_findings(&mut report.findings);
        Ok(report)
    })?;
    Ok(answered.unwrap_or_else(|(_, findings)| DraftReport { findings, ..DraftReport::default() }))
}

/// Writes a patch into the office's templates folder. The office's own file is put aside first.
fn write(job: &Job, patch: &mut WordingPatch) -> io::Result<()> {
    let place = job.templates.join(&patch.file);
    match careful::read_file(&place, careful::SETTINGS_BYTES) {
        Ok(own) => {
            let named = |number: usize| match number {
                1 => format!("{}.cu", place.display()),
                number => format!("{}.cu-{number}", place.display()),
            };
            for number in 1.. {
                if store_new(Path::new(&named(number)), &own)? {
                    break;
                }
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if let Some(folder) = place.parent() {
        fs_err::create_dir_all(folder)?;
    }
    store(&place, patch.after.as_bytes())?;
    patch.taken = true;
    Ok(())
}

fn against(
    counted: &Counted<'_>,
    came: &ReturnedDraft,
    name: &str,
) -> Result<DraftReport, RunFault> {
    let Some(asked) = came.paper() else {
        return Ok(DraftReport::refused(unknown(
            name,
            "Tệp không mang dấu của bản thảo do chương trình ghi.",
        )));
    };
    let papers = written(counted, counted.templates)?;
    let letters = if papers.written.iter().any(|paper| paper.file == asked) {
        WriteUp::default()
    } else {
        let typesetter = Typesetter::new(counted.templates)?;
        let findings = settled(counted, counted.findings.clone());
        super::returns::letters(counted, &findings, &typesetter)?
    };
    let found = [&papers, &letters].into_iter().find_map(|papers| {
        let paper = papers.written.iter().find(|paper| paper.file == asked)?;
        Some((papers, paper))
    });
    let Some((papers, paper)) = found else {
        return Ok(DraftReport::refused(unknown(
            name,
            format!("Văn bản “{asked}” của bản thảo này hiện không lập được."),
        )));
    };
    let wording = counted.templates.read_template(&paper.wording)?;
    let wording = wording.as_ref().and_then(|file| file.text().ok()).unwrap_or_default();
    let comparing = Comparing { counted, came, name, paper, wording };
    let desk = DraftDesk::new(&papers.stated, counted.tally, counted.templates)?;
    let compared = Compared { counted, papers, paper, wording, name };
    let first = drafts::compare(&desk, &compared, came);
    let (prose, edits) = comparing.tried(first.prose)?;
    let patch = (!edits.is_empty()).then(|| drafts::patched(wording, &edits)).flatten();
    let patch = patch.map(|after| WordingPatch {
        file: paper.wording.clone(),
        before: wording.to_owned(),
        after,
        taken: false,
    });
    let mut findings = Findings::default();
    findings.extend(first.findings);
    if first.outdated {
        findings.push(outdated(name, paper));
    }
    Ok(DraftReport {
        paper: Some((paper.kind, paper.file.clone())),
        findings,
        prose,
        filled: first.filled,
        recipients: first.recipients,
        marginals: came.marginals.clone(),
        patch,
        unnamed: first.unnamed,
        macros: came.macros,
        counted: true,
    })
}

fn written(counted: &Counted<'_>, templates: &Templates) -> io::Result<WriteUp> {
    let Counted { round, acts, tally, facts, .. } = counted;
    documents::write_up_traced(round, acts.main(), tally, facts, templates)
}

/// A draft beside the paper that it is of.
struct Comparing<'a> {
    counted: &'a Counted<'a>,
    came: &'a ReturnedDraft,
    name: &'a str,
    paper: &'a WrittenPaper,
    wording: &'a str,
}

impl Comparing<'_> {
    /// Tries the edits of the wording file. Returns the changes, and the edits of those that can be
    /// made; the others are told to be made by hand.
    fn tried(
        &self,
        changes: Vec<ProseChange>,
    ) -> Result<(Vec<ProseChange>, Vec<SourceEdit>), RunFault> {
        let all = drafts::source_edits(&changes);
        let by_hand = changes.iter().filter(|change| !is_for_wording(change)).count();
        if all.is_empty() || self.left(&all)?.is_some_and(|left| left <= by_hand) {
            return Ok((changes, all));
        }
        if changes.len() - by_hand > MOST_TRIED {
            let by_hand = |change: ProseChange| match &change.whither {
                Whither::Wording(own) => ProseChange { whither: self.by_hand(own), ..change },
                Whither::Elsewhere(_) => change,
            };
            return Ok((changes.into_iter().map(by_hand).collect(), Vec::new()));
        }
        // One after the other: each must leave less to be changed.
        let (mut made, mut tried) = (Vec::new(), Vec::new());
        let mut left = changes.len();
        for change in changes {
            let Whither::Wording(own) = &change.whither else {
                tried.push(change);
                continue;
            };
            let mut with: Vec<SourceEdit> = made.clone();
            with.extend(own.iter().filter(|edit| !made.contains(edit)).cloned());
            let is_made = with.len() == made.len();
            match self.left(&with)? {
                Some(now) if now < left || is_made => {
                    (left, made) = (now, with);
                    tried.push(change);
                }
                _ => tried.push(ProseChange { whither: self.by_hand(own), ..change }),
            }
        }
        Ok((tried, made))
    }

    /// Says that a change is to be made by hand.
    fn by_hand(&self, edits: &[SourceEdit]) -> Whither {
        let at = edits.first().map_or(0, |edit| edit.start.min(self.wording.len()));
        let line = self.wording[..at].matches('\n').count() + 1;
        Whither::Elsewhere(format!(
            "chỗ này của mẫu dùng chung cho nhiều dòng hoặc nhiều trường hợp; sửa bằng tay ở dòng \
             {line} của templates/{}",
            self.paper.wording
        ))
    }

    /// Returns how many changes are left when these edits are made; `None` when the papers cannot
    /// be written up with them.
    fn left(&self, edits: &[SourceEdit]) -> Result<Option<usize>, RunFault> {
        let Some(text) = drafts::patched(self.wording, edits) else { return Ok(None) };
        let templates = self.counted.templates.with(&self.paper.wording, text.as_bytes());
        let papers = written(self.counted, &templates)?;
        let paper = papers.written.iter().find(|paper| paper.file == self.paper.file);
        let Some(paper) = paper else { return Ok(None) };
        let desk = DraftDesk::new(&papers.stated, self.counted.tally, &templates)?;
        let (counted, wording, name) = (self.counted, text.as_str(), self.name);
        let compared = Compared { counted, papers: &papers, paper, wording, name };
        let Comparison { prose, .. } = drafts::compare(&desk, &compared, self.came);
        Ok(Some(prose.len()))
    }
}

fn is_for_wording(change: &ProseChange) -> bool {
    matches!(change.whither, Whither::Wording(_))
}

fn unknown(name: &str, message: impl Into<String>) -> Finding {
    Finding::new(Code::DraftUnknown, Place::file(name), message)
        .remedy("Gửi lại đúng bản thảo; văn bản còn chờ thì làm xong việc nó chờ rồi so lại.")
}

fn outdated(name: &str, paper: &WrittenPaper) -> Finding {
    let message = format!(
        "Số liệu của {} đã đổi từ khi bản thảo này được ghi; lời văn được so với văn bản hiện nay.",
        paper.kind
    );
    Finding::new(Code::DraftOutdated, Place::file(name), message)
        .remedy("Chạy `ocop run` để có bản thảo mới với số liệu hiện nay.")
}
