//! Numbers of findings by severity.

use serde::{Deserialize, Serialize};

use super::{Finding, Severity};

/// Numbers of findings by severity. An accepted finding counts as accepted only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct FindingCounts {
    /// Errors.
    pub errors: usize,
    /// Warnings that nobody accepted.
    pub warnings: usize,
    /// Notes that nobody accepted.
    pub notes: usize,
    /// Accepted warnings and notes.
    pub accepted: usize,
}

impl FindingCounts {
    /// Counts findings by severity.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        let mut counts = Self::default();
        for finding in findings {
            let count = match finding.severity() {
                _ if finding.accepted.is_some() => &mut counts.accepted,
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Note => &mut counts.notes,
            };
            *count += 1;
        }
        counts
    }
}
