//! The findings of this desk, and the papers that wait for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{FILE, PaperKind};

/// Papers that would say something false, with the codes of the findings about it.
pub type UntruePapers = BTreeMap<PaperKind, BTreeSet<Code>>;

/// The findings so far, and the papers that wait for them.
#[derive(Debug, Default)]
pub(super) struct TruthFindings {
    pub(super) findings: Findings,
    pub(super) untrue: UntruePapers,
}

impl TruthFindings {
    /// Adds a finding about something that may be right; no paper waits for it.
    pub(super) fn doubt(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Adds a finding about something impossible; these papers wait for it.
    pub(super) fn hold(&mut self, papers: impl IntoIterator<Item = PaperKind>, finding: Finding) {
        for paper in papers {
            self.untrue.entry(paper).or_default().insert(finding.code);
        }
        self.findings.push(finding);
    }
}

/// Returns the place of a key of `round.toml`.
pub(super) fn at(key: impl Into<String>) -> Place {
    Place::file(FILE).sheet(key.into())
}
