//! Papers as they are handed on: written up, or waiting with the reason.

use time::Date;

use super::model::Document;
use super::traced::StatedFact;
use crate::finding::Findings;

/// A paper ready to be typeset.
#[derive(Debug, Clone)]
pub struct WrittenPaper {
    /// Where it is filed below the outputs folder, e.g. `giay-moi/01-ha-trong-hai.pdf`.
    pub file: String,
    /// What it is called in the summary, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Key of the issuing body in `round.toml`, whose seal it gets.
    pub issuer: String,
    /// Layout file without folder and ending, e.g. `ke-hoach`.
    pub layout: &'static str,
    /// Date in the PDF's metadata: that of the paper, or the first of its month while the day is
    /// blank.
    pub date: Date,
    /// What stands on it.
    pub document: Document,
}

impl WrittenPaper {
    /// The paper as one that cannot be issued, for this reason.
    #[must_use]
    pub fn waiting_for(&self, reason: &str) -> WaitingPaper {
        WaitingPaper { paper: self.kind.to_owned(), reason: reason.to_owned() }
    }
}

/// A paper that cannot be issued yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingPaper {
    /// What it is called, e.g. `Quyết định`.
    pub paper: String,
    /// What it is waiting for (Vietnamese, behind “chờ”).
    pub reason: String,
}

/// All papers of a run.
#[derive(Debug, Default)]
pub struct WriteUp {
    /// Papers that can be issued now, in the order of the round.
    pub written: Vec<WrittenPaper>,
    /// Papers that cannot.
    pub waiting: Vec<WaitingPaper>,
    /// What is wrong with the wording files.
    pub findings: Findings,
    /// The facts of the round that the papers may state; their texts name them by their places
    /// here.
    pub stated: Vec<StatedFact>,
}

impl WriteUp {
    /// Takes a paper, or the findings that say why it could not be written.
    pub(super) fn add(&mut self, kind: &'static str, paper: Result<WrittenPaper, Findings>) {
        match paper {
            Ok(paper) => self.written.push(paper),
            Err(findings) => {
                self.findings.extend(findings);
                self.wait(kind, "sửa lỗi trong lời văn của mẫu, nêu ở trên");
            }
        }
    }

    pub(super) fn wait(&mut self, paper: impl Into<String>, reason: impl Into<String>) {
        let waiting = WaitingPaper { paper: paper.into(), reason: reason.into() };
        if !self.waiting.contains(&waiting) {
            self.waiting.push(waiting);
        }
    }
}
