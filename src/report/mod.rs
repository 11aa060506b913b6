//! What the clerk sees of a run. It shows findings and results; it decides nothing.

mod checked;
mod counted;
mod districts;
pub mod explain;
mod origins;
pub mod returned;
mod score_sheet;
mod terminal;
mod urgent;
pub mod verdict;

pub use self::checked::{CHECKED_DATA, CHECKED_PAGE, Checked, Received, Standings};
pub use self::counted::Counted;
pub use self::districts::{DistrictRow, rows};
pub use self::origins::{Origin, Origins};
pub use self::score_sheet::{SCORE_SHEET, SCORE_SHEET_KIND, score_sheet};
pub use self::terminal::{findings, summary};
use crate::documents::Waiting;
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
    pub waiting: Vec<Waiting>,
}

impl RunReport {
    /// Whether any finding weighs this much.
    #[must_use]
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.count(severity) > 0
    }
}
