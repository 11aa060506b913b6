//! Writes the forms of a round, as far as they are due and not there already, and tells how they
//! stand.

mod alone;
mod desk;
mod made_from;
mod printed;
mod together;
mod told;

pub use self::alone::forms;
use self::desk::{FormDesk, FormDone};
use self::made_from::MadeFrom;
use self::printed::PrintedForm;
use super::press::gather::Part;
use crate::blanks::{
    FOLDER, FormRegister, FormStage, FormVersion, REGISTER, RegisteredForm, RoundForm, RoundForms,
};
use crate::counting::Counted;
use crate::finding::Finding;
use crate::job::{FormsReport, Job, RunFault};
use crate::ledger::{FiledPaper, Ledger};
use crate::own::RECORD_BYTES;
use crate::typeset::Typesetter;

/// Which forms are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WantedForms {
    /// Those that are due.
    Due,
    /// All that can be written.
    All,
}

/// The forms after they were written.
#[derive(Debug, Default)]
pub(super) struct IssuedForms {
    /// The files for the run record: every form that stands there, and the register.
    pub(super) data: Vec<FiledPaper>,
    /// What was found on the way.
    pub(super) findings: Vec<Finding>,
    /// How the forms stand.
    pub(super) report: FormsReport,
}

/// Tells how the forms of a round stand, without writing any.
pub(super) fn look(ledger: &Ledger, counted: &Counted<'_>) -> FormsReport {
    let (all, register) = (RoundForms::of(counted), read(ledger));
    told::report(counted, &all, &register, &[])
}

/// Writes the forms of a round that are wanted and not there already, on all threads, and keeps the
/// register. Forms that were written before and are not wanted now stay as they are.
///
/// # Errors
///
/// When a file of criteria cannot be read again.
pub(super) fn issue(
    job: &Job,
    ledger: &Ledger,
    counted: &Counted<'_>,
    typesetter: &Typesetter,
    wanted: WantedForms,
) -> Result<IssuedForms, RunFault> {
    let (all, mut register) = (RoundForms::of(counted), read(ledger));
    let is_wanted =
        |form: &&RoundForm<'_>| wanted == WantedForms::All || form.stage == FormStage::Due;
    let forms: Vec<_> = all.forms.iter().filter(is_wanted).collect();
    let mut issued = IssuedForms::default();
    if forms.is_empty() && register.is_empty() {
        issued.report = told::report(counted, &all, &register, &[]);
        issued.data = standing(ledger, &register);
        return Ok(issued);
    }
    let before = register.clone();
    let made_from = MadeFrom::of(counted)?;
    let desk = FormDesk { job, ledger, counted, register: &before, made_from: &made_from };
    let done = desk.write(&forms);
    let mut ballots = Vec::new();
    for PrintedForm { form, file, done } in desk.print(typesetter, &forms) {
        match done {
            FormDone::Stands { sha256, made_from, .. } => {
                register.note(&file, sha256.clone(), made_from, FormVersion::of(form));
                ballots.push((form, Part { file, sha256 }));
            }
            FormDone::Failed(wrong) => issued.findings.push(*wrong),
        }
    }
    let together = together::ballots(job, ledger, counted.round, ballots);
    let mut written = Vec::new();
    for (form, done) in forms.iter().zip(done) {
        match done {
            FormDone::Stands { written: now, sha256, made_from } => {
                register.note(&form.file, sha256, made_from, FormVersion::of(form));
                written.push((*form, now));
            }
            FormDone::Failed(wrong) => issued.findings.push(*wrong),
        }
    }
    issued.report = told::report(counted, &all, &register, &written);
    forget_gone(ledger, &all, &mut register);
    issued.data = standing(ledger, &register);
    together.replace(&mut issued);
    if register != before || ledger.content(REGISTER, RECORD_BYTES).is_some() {
        match ledger.file_data(REGISTER, &register.to_json()?) {
            Ok(filed) => issued.data.push(filed),
            Err(wrong) => issued.findings.push(*wrong),
        }
    }
    Ok(issued)
}

fn read(ledger: &Ledger) -> FormRegister {
    let bytes = ledger.content(REGISTER, RECORD_BYTES);
    bytes.map(|bytes| FormRegister::read(&bytes)).unwrap_or_default()
}

/// Forgets the forms that the round has no more and that somebody took away. While forms of a kind
/// cannot be written, none of them is forgotten.
fn forget_gone(ledger: &Ledger, all: &RoundForms<'_>, register: &mut FormRegister) {
    let files: Vec<String> = register.forms().map(|(file, _)| file.to_owned()).collect();
    for file in files {
        let is_of_round = all.forms.iter().any(|form| form.has_file(&file));
        if !is_of_round && all.waiting.is_empty() && !ledger.stands(&file) {
            register.forget(&file);
        }
    }
}

/// Returns the forms that stand there, for the run record: those of the register, and where that was
/// lost, those of earlier runs. Those that could not be written are left to the ledger.
fn standing(ledger: &Ledger, register: &FormRegister) -> Vec<FiledPaper> {
    let standing = register.forms().filter(|(file, _)| ledger.stands(file) && !ledger.failed(file));
    let entry = |(file, form): (&str, &RegisteredForm)| FiledPaper {
        file: file.to_owned(),
        sha256: form.sha256.clone(),
        pages: None,
        to_sign: None,
        key: None,
    };
    let mut filed: Vec<FiledPaper> = standing.map(entry).collect();
    for known in ledger.filed_in(FOLDER) {
        if known.file != REGISTER && filed.iter().all(|one| one.file != known.file) {
            filed.push(known);
        }
    }
    filed
}
