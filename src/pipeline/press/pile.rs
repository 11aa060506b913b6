//! What came off the press.

use super::super::again::LAST_RUN;
use super::super::changes::SaidContent;
use crate::changes::MEMORY;
use crate::documents::{WaitingPaper, WrittenPaper};
use crate::finding::{Finding, Findings};
use crate::ledger::{Filed, FiledPaper};
use crate::page::{CHECKED_DATA, CHECKED_PAGE};

/// The result of printing some papers.
#[derive(Default)]
pub(in crate::pipeline) struct PaperPile {
    /// Papers that were filed.
    pub(in crate::pipeline) filed: Vec<Filed>,
    /// Papers that could not be printed.
    pub(in crate::pipeline) waiting: Vec<WaitingPaper>,
    /// What was found on the way.
    pub(in crate::pipeline) findings: Findings,
    /// What the filed papers say.
    pub(in crate::pipeline) said: Vec<SaidContent>,
    /// Data files beside the papers.
    pub(in crate::pipeline) data: Vec<FiledPaper>,
    /// Files of the folder that somebody changed and that stay as they are.
    pub(in crate::pipeline) kept: Vec<String>,
}

impl PaperPile {
    /// Adds another pile to this one.
    pub(in crate::pipeline) fn add(&mut self, other: Self) {
        self.filed.extend(other.filed);
        self.waiting.extend(other.waiting);
        self.findings.extend(other.findings);
        self.data.extend(other.data);
        self.said.extend(other.said);
        self.kept.extend(other.kept);
    }

    /// Adds a paper that stands in the folder, with what it says.
    pub(super) fn filed(&mut self, paper: &WrittenPaper, filed: Filed) {
        let mut said = SaidContent::of(paper, &filed);
        if let Some(before) = self.said.last() {
            said.share_with(before);
        }
        self.said.push(said);
        self.filed.push(filed);
    }

    /// Lists a paper that could not be printed, with the findings that say why.
    pub(super) fn cannot(&mut self, paper: &WrittenPaper, wrong: Vec<Finding>) {
        self.waiting.push(paper.waiting_for("sửa lỗi nêu ở trên"));
        self.findings.extend(wrong);
    }

    /// Adds a data file, or the finding that kept it from being written.
    pub(in crate::pipeline) fn data(&mut self, filed: Result<FiledPaper, Box<Finding>>) {
        match filed {
            Ok(filed) => self.data.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }

    /// Returns the names of all files of the run, with what is written last.
    pub(in crate::pipeline) fn names(&self) -> Vec<&str> {
        let (papers, data) =
            (self.filed.iter().map(|one| &one.file), self.data.iter().map(|one| &one.file));
        let last = [CHECKED_PAGE, CHECKED_DATA, MEMORY, LAST_RUN];
        papers.chain(data).chain(&self.kept).map(String::as_str).chain(last).collect()
    }

    /// Adds a workbook, or the finding that kept it from being written.
    pub(in crate::pipeline) fn file(&mut self, filed: Result<Filed, Box<Finding>>) {
        match filed {
            Ok(filed) => self.filed.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }
}
