//! Sorts findings by file.

use std::collections::BTreeMap;

use crate::finding::{Finding, Findings, Name};

/// Sorts findings by the file of their place.
pub(super) fn by_file(findings: &mut Findings) -> BTreeMap<Name, Vec<&mut Finding>> {
    let mut by_file: BTreeMap<Name, Vec<&mut Finding>> = BTreeMap::new();
    for finding in findings.iter_mut() {
        by_file.entry(finding.place.file.clone()).or_default().push(finding);
    }
    by_file
}
