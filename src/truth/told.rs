//! What was found, and the papers that wait for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding, Findings, Place};
use crate::round::{FILE, PaperKind};

/// Papers that would say something false, with the codes of the findings that say what.
pub type UntruePapers = BTreeMap<PaperKind, BTreeSet<Code>>;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct TruthFindings {
    pub(super) findings: Findings,
    pub(super) untrue: UntruePapers,
}

impl TruthFindings {
    /// Something that may be right.
    pub(super) fn doubt(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Something that cannot be, for which these papers wait.
    pub(super) fn hold(&mut self, papers: impl IntoIterator<Item = PaperKind>, finding: Finding) {
        for paper in papers {
            self.untrue.entry(paper).or_default().insert(finding.code);
        }
        self.findings.push(finding);
    }
}

/// A key of `round.toml`.
pub(super) fn at(key: impl Into<String>) -> Place {
    Place::file(FILE).sheet(key.into())
}
