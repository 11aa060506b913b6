//! What goes back to the units that have something to mend: their workbooks with the faults marked, and a letter.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::press::{Pile, Press};
use crate::documents::{self, ToMend, WriteUp};
use crate::finding::{Finding, Findings, Severity};
use crate::intake;
use crate::job::Fault;
use crate::ledger::Ledger;
use crate::report::returned::{self, Names, Returned};
use crate::report::{Counted, Origin, Origins};

/// What a marked workbook is called in a summary.
const KIND: &str = "Bảng tính trả lại";

/// Gives every unit its files back, with what was found in them and was not accepted.
///
/// # Errors
///
/// When a wording file cannot be read, or a list has more findings than a sheet has rows.
pub(super) fn give_back(
    press: &Press<'_>,
    ledger: &Ledger,
    counted: &Counted<'_>,
    findings: &Findings,
) -> Result<Pile, Fault> {
    let mut pile = Pile::default();
    let units = to_mend(counted, findings);
    for unit in &units {
        pile.add(workbooks(press, ledger, counted, unit)?);
    }
    let WriteUp { written, waiting, findings, .. } = supplements(counted, &units)?;
    pile.waiting.extend(waiting);
    pile.findings.extend(findings);
    pile.add(press.print(&written));
    Ok(pile)
}

/// The letters to the units with something to mend.
///
/// # Errors
///
/// When a wording file cannot be read.
pub(super) fn letters(counted: &Counted<'_>, findings: &Findings) -> io::Result<WriteUp> {
    supplements(counted, &to_mend(counted, findings))
}

fn supplements(counted: &Counted<'_>, units: &[ToMend<'_>]) -> io::Result<WriteUp> {
    let Counted { round, act, tally, facts, templates, .. } = counted;
    documents::supplements(round, act, tally, facts, templates, units)
}

/// The units with errors or warnings in their files.
fn to_mend<'a>(counted: &Counted<'_>, findings: &'a Findings) -> Vec<ToMend<'a>> {
    let origins = Origins::of(Some(counted.round), counted.forms);
    let mut units: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.accepted.is_none()) {
        if let Origin::District(district) = origins.of_finding(finding) {
            units.entry(district).or_default().push(finding);
        }
    }
    let heavy = |findings: &[&Finding]| findings.iter().any(|finding| finding.severity() > Severity::Note);
    let units = units.into_iter().filter(|(_, findings)| heavy(findings));
    units.map(|(district, findings)| ToMend { district, findings }).collect()
}

/// One unit's files, each marked or listed.
fn workbooks(press: &Press<'_>, ledger: &Ledger, counted: &Counted<'_>, unit: &ToMend<'_>) -> Result<Pile, Fault> {
    let mut pile = Pile::default();
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &unit.findings {
        files.entry(&finding.place.file).or_default().push(finding);
    }
    let read: BTreeSet<&str> = counted.intake.workbooks.iter().map(|workbook| workbook.place.file.as_str()).collect();
    let folder = documents::returned_folder(counted.round, unit.district);
    let mut names = Names::default();
    for (file, findings) in files {
        if findings.iter().all(|finding| finding.severity() == Severity::Note) {
            continue;
        }
        let title = file.rsplit('/').next().unwrap_or(file);
        let original = if read.contains(file) { intake::original(&press.job.inputs, file).ok() } else { None };
        let Returned { bytes, ending } = match original {
            Some(original) => {
                let (returned, listed) = returned::give_back(&original, &findings[0].place, title, &findings)?;
                pile.findings.extend(listed);
                returned
            }
            None => Returned { bytes: returned::list(title, &findings)?, ending: "xlsx" },
        };
        pile.file(ledger.file_workbook(KIND, &names.file(&folder, file, ending), &bytes));
    }
    Ok(pile)
}
