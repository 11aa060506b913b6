//! The report of a run, for whoever asked for it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::forms::FormsReport;
use crate::changes::PaperChanges;
use crate::documents::{WaitingPaper, WrittenPaper};
use crate::finding::{Findings, Severity};
use crate::ledger::Filed;

/// The report of a run.
#[derive(Debug, Default)]
pub struct RunReport {
    /// All findings, in order.
    pub findings: Findings,
    /// What was read, in one sentence (Vietnamese); `None` when `round.toml` cannot be used.
    pub read: Option<String>,
    /// What changed in the declaration since the last run, a line each (Vietnamese).
    pub changed: Vec<String>,
    /// What changed in the papers since the last run.
    pub papers: PaperChanges,
    /// The units that submit, as papers call them (`huyện, thành phố`); empty when nothing was
    /// counted.
    pub units: Cow<'static, str>,
    /// The products of each district, by outcome.
    pub products: Vec<DistrictRow>,
    /// How many papers could be written up.
    pub issuable: usize,
    /// The kinds of these papers, in the order of the round.
    pub kinds: Vec<IssuableKind>,
    /// Papers that now stand in the outputs folder; empty after a mere check.
    pub filed: Vec<Filed>,
    /// Papers that could not be issued.
    pub waiting: Vec<WaitingPaper>,
    /// How the forms stand; `None` where there is nothing to tell.
    pub forms: Option<FormsReport>,
}

/// The products of one district, counted by outcome.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct DistrictRow {
    /// Name of the district.
    pub district: String,
    /// Counts in the order of the columns of the terminal's table.
    pub counts: [usize; 7],
}

/// Papers of one kind that could be written up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct IssuableKind {
    /// Name of the kind, e.g. `Giấy mời`.
    pub name: String,
    /// The folder of the outputs into which they go.
    pub folder: String,
    /// How many there are.
    pub count: usize,
}

impl IssuableKind {
    /// Counts papers by kind and folder.
    #[must_use]
    pub fn all(written: &[WrittenPaper]) -> Vec<Self> {
        let mut kinds: Vec<Self> = Vec::new();
        for paper in written {
            let folder = paper.file.split_once('/').map_or("", |(folder, _)| folder);
            let same = |one: &&mut Self| one.name == paper.kind && one.folder == folder;
            if let Some(kind) = kinds.iter_mut().find(same) {
                kind.count += 1;
            } else {
                let (name, folder) = (paper.kind.to_owned(), folder.to_owned());
                kinds.push(Self { name, folder, count: 1 });
            }
        }
        kinds
    }
}

impl RunReport {
    /// Tells whether any finding has this weight.
    #[must_use]
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.count(severity) > 0
    }
}
