//! Tells what changed in the papers since the last run, and puts earlier issues of numbered papers
//! aside before they are replaced.

use std::collections::BTreeSet;

use super::press::PaperPile;
use crate::changes::{FiledContent, MEMORY, PaperChanges, PaperMemory, RememberedPaper, SaidPaper};
use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Place};
use crate::ledger::{Filed, KeptIssue, Ledger, Remembered};

/// What the papers said when the last run ended.
pub(super) enum PapersBefore {
    /// There was no earlier run.
    None,
    /// There was one, but its memory is lost.
    Lost,
    /// What they said.
    Known(PaperMemory),
}

/// What a run tells of changes, and what it keeps for the next one.
pub(super) struct ToldChanges {
    /// What changed since the last run.
    pub(super) changes: PaperChanges,
    /// What is kept for the next run.
    pub(super) memory: PaperMemory,
}

impl PapersBefore {
    /// Reads what the last run kept.
    pub(super) fn read(ledger: &Ledger) -> Self {
        match ledger.remembered(MEMORY) {
            Remembered::Nothing => Self::None,
            Remembered::Damaged => Self::Lost,
            Remembered::Bytes(bytes) => PaperMemory::read(&bytes).map_or(Self::Lost, Self::Known),
        }
    }

    /// Returns what changed when last anything changed.
    pub(super) fn last(&self) -> PaperChanges {
        self.known().map(|memory| memory.last.clone()).unwrap_or_default()
    }

    fn known(&self) -> Option<&PaperMemory> {
        match self {
            Self::Known(memory) => Some(memory),
            Self::None | Self::Lost => None,
        }
    }

    /// Tells whether it is known what the papers said.
    pub(super) fn is_known(&self) -> bool {
        self.known().is_some()
    }

    /// Returns what a paper said in the last run; `None` when that is not known, or the last run
    /// did not issue it.
    pub(super) fn earlier(&self, now: &SaidPaper) -> Option<&SaidPaper> {
        self.known()?.earlier(now).map(|paper| &paper.said)
    }

    /// Puts the issue of a paper aside that carries a number and a day and says something else than
    /// this paper. Where it is not known what it said, it is put aside as well.
    ///
    /// # Errors
    ///
    /// A finding when it cannot be put aside; the paper must not be replaced then.
    pub(super) fn keep(&self, ledger: &Ledger, paper: &WrittenPaper) -> Result<(), Box<Finding>> {
        let now = || SaidPaper::of(paper);
        let number = match self.known().and_then(|memory| memory.paper(&paper.file)) {
            Some(before) => before.said.number.clone().filter(|_| before.said.parts != now().parts),
            None => now().number,
        };
        number.map_or(Ok(()), |number| ledger.keep_issue(&paper.file, &number).map(|_| ()))
    }

    /// Compares the papers of this run with those of the last, before the ledger clears away what
    /// is not issued any more, and adds what is to be said of it to the findings.
    pub(super) fn conclude(&self, ledger: &Ledger, pile: &mut PaperPile) -> ToldChanges {
        let mut now = self.standing(std::mem::take(&mut pile.said), ledger);
        pile.findings.extend(self.keep_gone(ledger, &now));
        let waits = |kind: &str| {
            let waiting = pile.waiting.iter().find(|waiting| waiting.paper == kind);
            waiting.map(|waiting| waiting.reason.clone())
        };
        let mut changes = match self {
            Self::None => PaperChanges::default(),
            Self::Lost => PaperChanges::since(None, &now, waits),
            Self::Known(before) => PaperChanges::since(Some(before), &now, waits),
        };
        if matches!(self, Self::Lost) {
            pile.findings.push(lost());
        }
        for kept in ledger.kept_issues() {
            changes.keep(&kept.of, &kept.issue.file);
            pile.findings.push(put_aside(&kept));
        }
        let last = if changes.is_empty() { self.last() } else { changes.clone() };
        let papers = now.drain(..).map(|one| one.paper).collect();
        ToldChanges { changes, memory: PaperMemory::of(papers, last) }
    }

    /// Puts what an earlier run filed in the place of papers that could not be replaced.
    fn standing(&self, said: Vec<SaidContent>, ledger: &Ledger) -> Vec<FiledContent> {
        let memory = self.known();
        let now = said.into_iter().map(|one| {
            let SaidContent { content, signed } = one;
            let before = memory.and_then(|memory| memory.paper(&content.paper.said.file));
            match before.filter(|_| signed) {
                Some(before) => FiledContent { paper: before.clone(), written: false },
                None => content,
            }
        });
        let mut now: Vec<FiledContent> = now.collect();
        let failed = memory.map(PaperMemory::papers).unwrap_or_default().iter();
        now.extend(
            failed
                .filter(|paper| ledger.failed(&paper.said.file))
                .map(|paper| FiledContent { paper: paper.clone(), written: false }),
        );
        now
    }

    /// Puts the numbered papers aside that this run does not issue, unless another paper says the
    /// same now.
    fn keep_gone(&self, ledger: &Ledger, now: &[FiledContent]) -> Vec<Finding> {
        let issued: BTreeSet<&str> = now.iter().map(|one| one.paper.said.file.as_str()).collect();
        let says = |said: &SaidPaper| now.iter().any(|one| one.paper.said.parts == said.parts);
        let gone: Vec<(&str, &str)> = if let Some(memory) = self.known() {
            let papers = memory.papers().iter().map(|paper| &paper.said);
            let gone = papers.filter(|said| !issued.contains(said.file.as_str()));
            let numbered = gone.filter_map(|said| Some((said, said.number.as_deref()?)));
            let lost = numbered.filter(|(said, _)| !says(said));
            lost.map(|(said, number)| (said.file.as_str(), number)).collect()
        } else {
            // What they said is not known; which have a number stands in the record.
            let outputs = ledger.record().into_iter().flat_map(|record| &record.outputs);
            let gone = outputs.filter(|output| !issued.contains(output.file.as_str()));
            let numbered = gone.filter_map(|output| {
                Some((output.file.as_str(), output.to_sign.as_ref()?.number.as_deref()?))
            });
            numbered.collect()
        };
        let kept = gone.into_iter().map(|(file, number)| ledger.keep_issue(file, number));
        kept.filter_map(Result::err).map(|finding| *finding).collect()
    }
}

/// What a paper says that was printed in this run.
pub(super) struct SaidContent {
    content: FiledContent,
    /// Whether a signed paper stands in its place and was kept.
    signed: bool,
}

impl SaidContent {
    /// Gathers what a paper says that was filed like this.
    pub(super) fn of(paper: &WrittenPaper, filed: &Filed) -> Self {
        let key = filed.key.clone().unwrap_or_default();
        let paper = RememberedPaper { said: SaidPaper::of(paper), key };
        Self {
            content: FiledContent { paper, written: filed.changed },
            signed: filed.key.is_none(),
        }
    }

    /// Lets what this paper has in common with another one be the same memory.
    pub(super) fn share_with(&mut self, other: &Self) {
        self.content.paper.said.share_with(&other.content.paper.said);
    }
}

fn put_aside(kept: &KeptIssue) -> Finding {
    let message = format!(
        "Văn bản này đã được xuất với số và ngày, nay nội dung khác hoặc không còn được lập; bản \
         trước được giữ ở “{}”.",
        kept.issue.file
    );
    Finding::new(Code::EarlierIssueKept, Place::file(&kept.of), message).remedy(
        "Bản trước đã ban hành thì lập văn bản sửa đổi, thay thế chứ không dùng lại số cũ; chưa \
         ban hành thì dùng bản mới.",
    )
}

fn lost() -> Finding {
    let message = "Tệp giữ lời văn của lần chạy trước đã mất, bị sửa hoặc bị hỏng, nên chỉ nói \
                   được văn bản nào đổi, không nói được đổi ở đâu.";
    Finding::new(Code::PaperMemoryLost, Place::file(MEMORY), message)
        .remedy("Không phải làm gì: tệp mới được ghi khi chạy xong.")
}
