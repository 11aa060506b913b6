//! Papers as this desk hands them on: written up, or waiting with the reason.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use time::Date;

use super::model::Document;
use super::published::Published;
use super::traced::StatedFact;
use super::wording::PaperOrigin;
use crate::finding::Findings;
use crate::round::{PaperKind, Round};

/// A paper that is written up and ready to be typeset.
#[derive(Debug, Clone)]
pub struct WrittenPaper {
    /// Path below the outputs folder under which it is filed, e.g. `02-giay-moi/01-ha-trong-hai.pdf`.
    pub file: String,
    /// Name of the kind of paper, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Key of the issuing body in `round.toml`; the paper gets the seal of this body.
    pub issuer: String,
    /// Name of the layout file without folder and extension, e.g. `ke-hoach`.
    pub layout: &'static str,
    /// Its wording file below `templates/`, e.g. `wording/ke-hoach.md`.
    pub wording: String,
    /// Date in the metadata of the PDF: the date of the paper, or the first of its month while the
    /// day is blank.
    pub date: Date,
    /// The content of the paper.
    pub document: Document,
    /// Where its words stand in the wording file; `None` unless that was asked for.
    pub origin: Option<PaperOrigin>,
}

impl WrittenPaper {
    /// Returns the name of its wording file, without folders and extension.
    #[must_use]
    pub fn template(&self) -> &str {
        let name = self.wording.rsplit('/').next().unwrap_or_default();
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// Returns the paper as one that cannot be issued, with this reason (Vietnamese).
    #[must_use]
    pub fn waiting_for(&self, reason: &str) -> WaitingPaper {
        WaitingPaper { paper: self.kind.to_owned(), reason: reason.to_owned() }
    }
}

/// A paper that cannot be issued yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct WaitingPaper {
    /// Name of the kind of paper, e.g. `Quyết định`.
    pub paper: String,
    /// What the paper is waiting for (Vietnamese; follows the word “chờ”).
    pub reason: String,
}

/// All papers of a run.
#[derive(Debug, Default)]
pub struct WriteUp {
    /// Papers that can be issued now, in the order of the round.
    pub written: Vec<WrittenPaper>,
    /// Papers that cannot be issued yet.
    pub waiting: Vec<WaitingPaper>,
    /// Faults of the wording files, and whatever else was noticed while writing.
    pub findings: Findings,
    /// All facts that the papers may state. A [`FactMention`](super::model::FactMention) names a
    /// fact by its index in this list.
    pub stated: Vec<StatedFact>,
    /// What may be published; `None` where nothing is recognised yet.
    pub published: Option<Published>,
}

impl WriteUp {
    /// Adds a paper; or adds the findings that say why it could not be written, and lists it as
    /// waiting.
    pub(super) fn add(&mut self, kind: &'static str, paper: Result<WrittenPaper, Findings>) {
        match paper {
            Ok(mut paper) => {
                if let Some(before) = self.written.last().filter(|before| before.kind == kind) {
                    paper.document.share_with(&before.document);
                }
                self.written.push(paper);
            }
            Err(findings) => {
                self.findings.extend(findings);
                self.wait(kind, "sửa lỗi trong lời văn của mẫu, nêu ở trên");
            }
        }
    }

    /// Words the reasons of waiting papers for the spelling of the declaration.
    pub(super) fn spelled(mut self, round: &Round) -> Self {
        for waiting in &mut self.waiting {
            waiting.reason = round.spelling.reword(&waiting.reason);
        }
        self
    }

    /// Lets every paper wait that may cite a paper whose declared number is another one than the
    /// register gave, and what rests on those.
    pub fn hold_citing(&mut self, disputed: &BTreeSet<PaperKind>) {
        for kind in PaperKind::ALL.into_iter().filter(|kind| cites(*kind, disputed)) {
            let before = self.written.len();
            self.written.retain(|paper| paper.kind != kind.name());
            if self.written.len() < before {
                self.wait(kind.name(), "số, ngày trong khai báo khớp với sổ văn bản, nêu ở trên");
            }
            if kind == PaperKind::Publication {
                self.published = None;
            }
        }
    }

    /// Lists a paper as waiting for this reason, unless the same is listed already.
    pub(super) fn wait(&mut self, paper: impl Into<String>, reason: impl Into<String>) {
        let waiting = WaitingPaper { paper: paper.into(), reason: reason.into() };
        if !self.waiting.contains(&waiting) {
            self.waiting.push(waiting);
        }
    }
}

/// Tells whether papers of a kind may cite one of these, directly or through others.
fn cites(kind: PaperKind, cited: &BTreeSet<PaperKind>) -> bool {
    kind.follows().iter().any(|earlier| cited.contains(earlier) || cites(*earlier, cited))
}
