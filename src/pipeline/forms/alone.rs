//! Writes all forms of a round, and nothing else: the command `ocop forms`.

use super::{WantedForms, issue};
use crate::counting::{self, Counted};
use crate::finding::Findings;
use crate::intake;
use crate::job::{Job, RunFault, RunReport, Step};
use crate::ledger::{Ledger, Record};
use crate::pipeline::PATIENCE;
use crate::typeset::Typesetter;

/// Writes every form of a round that can be written, due or not, beside what runs filed. `watch` is
/// told each step.
///
/// The findings are those about the forms themselves; the declaration's where it cannot be used.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read or written. Forms that were written are whole.
pub fn forms(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, RunFault> {
    intake::look_for(&job.inputs)?;
    job.check_folders()?;
    let ledger = Ledger::take(&job.outputs, &job.who, PATIENCE)?;
    counting::with_results(job, watch, |counted| write(job, &ledger, &counted))?.or_else(
        |(_, mut findings)| {
            findings.sort();
            Ok(RunReport { findings, ..RunReport::default() })
        },
    )
}

fn write(job: &Job, ledger: &Ledger, counted: &Counted<'_>) -> Result<RunReport, RunFault> {
    ledger.begin();
    let typesetter = Typesetter::new(counted.templates)?;
    let issued = issue(job, ledger, counted, &typesetter, WantedForms::All)?;
    let mut findings: Findings = issued.findings.into_iter().collect();
    findings.extend(typesetter.findings().clone());
    if !issued.data.is_empty() {
        let fresh = Record::of(
            &counted.intake.files,
            counted.templates,
            &[],
            Vec::new(),
            &Findings::default(),
        )?;
        findings.extend(ledger.close_beside(issued.data, fresh).err().map(|wrong| *wrong));
    }
    counted.round.spelling.move_findings(&mut findings);
    findings.sort();
    Ok(RunReport { findings, forms: Some(issued.report), ..RunReport::default() })
}
