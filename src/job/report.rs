//! What a run did, for whoever asked for it.

use crate::documents::WaitingPaper;
use crate::finding::{Findings, Severity};
use crate::ledger::Filed;

/// What a run did.
#[derive(Debug, Default)]
pub struct RunReport {
    /// Everything that was found wrong, in order.
    pub findings: Findings,
    /// What was read, in one sentence; `None` when nothing could be.
    pub read: Option<String>,
    /// The units that submit, as papers name them together; empty when nothing was counted.
    pub units: &'static str,
    /// Products by district.
    pub products: Vec<DistrictRow>,
    /// How many papers could be written up.
    pub issuable: usize,
    /// Papers that stand in the outputs folder now; none after a mere check.
    pub filed: Vec<Filed>,
    /// Papers that could not be issued.
    pub waiting: Vec<WaitingPaper>,
}

/// Products of one district by outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictRow {
    /// Name of the district.
    pub district: String,
    /// Counts in the order of the columns in which a terminal shows them.
    pub counts: [usize; 7],
}

impl RunReport {
    /// Whether any finding weighs this much.
    #[must_use]
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.count(severity) > 0
    }
}
