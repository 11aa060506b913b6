//! The way of the paper on one screen: round, criteria, intake, forms, rules, tally, documents, typeset, ledger.

use crate::criteria::{self, Criteria};
use crate::documents::{self, Facts, WriteUp, Written};
use crate::finding::{Finding, Findings};
use crate::forms::{self, Forms};
use crate::intake::{self, Intake};
pub use crate::job::{Fault, Job, Step};
use crate::ledger::{Filed, Ledger, RESULTS, Record, Results};
use crate::report::{self, Counted, RunReport, SCORE_SHEET, SCORE_SHEET_KIND};
use crate::round::{self, Round};
use crate::templates::Templates;
use crate::typeset::{self, Failure, Typesetter};
use crate::{recount, rules, tally};

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

/// Reads, checks and counts, then hands what came of it to `then`: the first four steps of the way, filing nothing.
///
/// `Ok(Err(findings))` when there is no usable `round.toml`.
///
/// # Errors
///
/// [`Fault`] when the inputs cannot be listed, and whatever `then` meets.
pub fn with_results<T>(
    job: &Job,
    watch: &(dyn Fn(Step) + Sync),
    then: impl FnOnce(Counted<'_>) -> Result<T, Fault>,
) -> Result<Result<T, Findings>, Fault> {
    watch(Step::Read);
    let Opened { round, criteria, intake, templates, mut findings } = open(job)?;
    let Some(round) = round else { return Ok(Err(findings)) };
    let (act, wrong) = criteria::choose(&criteria, &round);
    findings.extend(wrong);
    let Some(act) = act else { return Ok(Err(findings)) };

    watch(Step::Understand);
    let (forms, wrong) = forms::read(&round, &intake.workbooks);
    findings.extend(wrong);

    watch(Step::Check);
    let (candidates, wrong) = rules::check(&round, act, &forms);
    findings.extend(wrong);

    watch(Step::Tally);
    let tally = tally::count(&round, act, &candidates);
    recount::check(act.star_from, round.tally.printed_decimals, &candidates, &tally)?;
    findings.extend(tally::remarks(&round, act, &tally));
    let facts = Facts::of(&round, act, &tally);

    then(Counted {
        round: &round,
        act,
        files: &intake.files,
        templates: &templates,
        forms: &forms,
        tally: &tally,
        facts: &facts,
        findings,
    })
    .map(Ok)
}

fn go(job: &Job, issue: bool, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    let gone = with_results(job, watch, |counted| print_papers(job, issue, counted, watch))?;
    Ok(gone.unwrap_or_else(|findings| RunReport { findings, ..RunReport::default() }))
}

/// The rest of the way: the papers of what was counted.
fn print_papers(
    job: &Job,
    issue: bool,
    counted: Counted<'_>,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<RunReport, Fault> {
    let score_sheet = if issue { report::score_sheet(&counted)? } else { None };
    let Counted { round, act, files, templates, forms, tally, facts, mut findings } = counted;
    watch(Step::WriteUp);
    let WriteUp { written, mut waiting, findings: wrong } = documents::write_up(round, act, tally, facts, templates)?;
    findings.extend(wrong);

    watch(Step::Print(written.len()));
    let typesetter = Typesetter::new(templates)?;
    findings.extend(typesetter.findings().clone());
    let ledger = issue.then(|| Ledger::open(&job.outputs)).transpose()?;
    let mut filed = Vec::new();
    for (paper, printed) in written.iter().zip(print(job, &typesetter, ledger.as_ref(), &written, forms, watch)) {
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
    if let (Some(ledger), Some(workbook)) = (&ledger, score_sheet) {
        match ledger.file_workbook(SCORE_SHEET_KIND, SCORE_SHEET, &workbook) {
            Ok(workbook) => filed.push(workbook),
            Err(wrong) => findings.push(*wrong),
        }
    }
    findings.sort();

    if let Some(ledger) = ledger {
        let results = Results::of(round, act, tally, facts).to_json()?;
        ledger.file(RESULTS, &results)?;
        ledger.close(&Record::of(files, templates, &filed, &results, &findings)?)?;
    }
    let issuable = written.len();
    Ok(RunReport { findings, products: report::rows(round, &tally.products), issuable, filed, waiting })
}

/// What came in, and the law it is read under.
struct Opened {
    round: Option<Round>,
    criteria: Criteria,
    intake: Intake,
    templates: Templates,
    findings: Findings,
}

fn open(job: &Job) -> Result<Opened, Fault> {
    let intake = intake::open_folder(&job.inputs)?;
    let templates = Templates::new(&job.templates)?;
    let (round, mut findings) = round::read(&job.inputs);
    let (criteria, wrong) = criteria::load(&templates)?;
    findings.extend(wrong);
    findings.extend(intake.findings.clone());
    findings.sort();
    Ok(Opened { round, criteria, intake, templates, findings })
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
