//! The way of the paper on one screen: round, intake, forms, rules, tally, documents, typeset, ledger.

use std::io;
use std::path::PathBuf;

use crate::documents::{self, Facts, WriteUp, Written};
use crate::finding::{Finding, Findings};
use crate::forms::{self, Forms};
use crate::intake::{self, Intake};
use crate::ledger::{Filed, Ledger, RESULTS, Record, Results};
use crate::report::{self, RunReport};
use crate::round::{self, Round};
use crate::templates::Templates;
use crate::typeset::{self, Failure, Typesetter};
use crate::{rules, tally};

/// Where a run reads and writes.
#[derive(Debug, Clone)]
pub struct Job {
    /// The folder with `round.toml` and the workbooks.
    pub inputs: PathBuf,
    /// The folder the papers go to.
    pub outputs: PathBuf,
    /// The office's own wording, layouts and fonts.
    pub templates: PathBuf,
    /// How many papers are typeset at a time, at least 1. The papers do not depend on it.
    pub threads: usize,
}

/// What stops a run as a whole. Not the clerk's to mend in a workbook.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The inputs folder cannot be listed.
    #[error(transparent)]
    Intake(#[from] intake::Fault),
    /// A file of templates or outputs cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The results cannot be put into JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// A step of the way, as told to whoever is watching.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Reading `round.toml` and the workbooks.
    Read,
    /// Finding forms in them.
    Understand,
    /// Applying the rules.
    Check,
    /// Counting.
    Tally,
    /// Writing up the papers.
    WriteUp,
    /// Typesetting and filing so many papers.
    Print(usize),
    /// One more paper is done.
    Printed,
}

/// Goes the whole way but files nothing: the findings of a run, without its papers.
///
/// # Errors
///
/// [`Fault`] when a folder cannot be read.
pub fn check(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    go(job, false, watch)
}

/// Goes the whole way: reads, checks, counts, and issues every paper that can be issued.
///
/// # Errors
///
/// [`Fault`] when a folder cannot be read or written. Papers filed until then are whole.
pub fn run(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    go(job, true, watch)
}

fn go(job: &Job, issue: bool, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    watch(Step::Read);
    let Opened { round, intake, mut findings } = open(job)?;
    let Some(round) = round else { return Ok(RunReport { findings, ..RunReport::default() }) };

    watch(Step::Understand);
    let (forms, wrong) = forms::read(&round, &intake.workbooks);
    findings.extend(wrong);

    watch(Step::Check);
    let (candidates, wrong) = rules::check(&round, &forms);
    findings.extend(wrong);

    watch(Step::Tally);
    let tally = tally::count(&round, &candidates);
    let facts = Facts::of(&round, &tally);

    watch(Step::WriteUp);
    let templates = Templates::new(&job.templates)?;
    let WriteUp { written, mut waiting, findings: wrong } = documents::write_up(&round, &tally, &facts, &templates)?;
    findings.extend(wrong);

    watch(Step::Print(written.len()));
    let typesetter = Typesetter::new(&templates)?;
    findings.extend(typesetter.findings().clone());
    let ledger = issue.then(|| Ledger::open(&job.outputs)).transpose()?;
    let mut filed = Vec::new();
    for (paper, printed) in written.iter().zip(print(job, &typesetter, ledger.as_ref(), &written, &forms, watch)) {
        match printed {
            Ok((paper, noticed)) => {
                filed.extend(paper);
                findings.extend(noticed);
            }
            Err(wrong) => {
                waiting.push(paper.waiting_for("sửa lỗi nêu ở trên"));
                findings.extend(wrong);
            }
        }
    }
    findings.sort();

    if let Some(ledger) = ledger {
        let results = Results::of(&round, &tally, &facts).to_json()?;
        ledger.file(RESULTS, &results)?;
        ledger.close(&Record::of(&intake.files, &templates, &filed, &results, &findings)?)?;
    }
    let issuable = written.len();
    Ok(RunReport { findings, products: report::rows(&round, &tally.products), issuable, filed, waiting })
}

/// What came in.
struct Opened {
    round: Option<Round>,
    intake: Intake,
    findings: Findings,
}

fn open(job: &Job) -> Result<Opened, Fault> {
    let intake = intake::open_folder(&job.inputs)?;
    let (round, mut findings) = round::read(&job.inputs);
    findings.extend(intake.findings.clone());
    findings.sort();
    Ok(Opened { round, intake, findings })
}

/// A paper that was typeset and, in a run, filed, with what was noticed; or what stood against it.
type Outcome = Result<(Option<Filed>, Option<Finding>), Vec<Finding>>;

/// Typesets the papers on all threads, and files each as soon as it is ready.
fn print(
    job: &Job,
    typesetter: &Typesetter,
    ledger: Option<&Ledger>,
    written: &[Written],
    forms: &Forms,
    watch: &(dyn Fn(Step) + Sync),
) -> Vec<Outcome> {
    let told = |failure: &Failure, paper| failure.findings(paper, |text| forms.places_of(text));
    let one = |index: usize| {
        let paper = &written[index];
        let printed = typesetter.print(paper).map_err(|failure| told(&failure, paper))?;
        watch(Step::Printed);
        let filed = ledger.map(|ledger| ledger.file_paper(paper, &printed)).transpose();
        let (filed, noticed) = filed.map_err(|finding| vec![*finding])?.unzip();
        Ok((filed, noticed.flatten()))
    };
    let broken = |index: usize| Err(told(&Failure::Broken("panic".into()), &written[index]));
    typeset::in_parallel(job.threads, written.len(), one, broken)
}
