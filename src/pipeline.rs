//! The way of the paper on one screen: round, criteria, intake, forms, rules, tally, documents, typeset, ledger.

mod press;
mod returns;

use std::time::Duration;

use self::press::{Pile, Press};
use crate::communes::{self, Communes};
use crate::criteria::{self, Criteria};
use crate::documents::{self, Facts, WriteUp};
use crate::finding::{Finding, Findings, Place};
use crate::forms::{self, ProductCells};
use crate::intake::{self, Intake};
pub use crate::job::{Fault, Job, Step, check_folders};
use crate::ledger::{FiledPaper, Ledger, RESULTS, Record, Results};
use crate::report::{
    self, CHECKED_DATA, CHECKED_PAGE, Checked, Counted, Received, RunReport, SCORE_SHEET, SCORE_SHEET_KIND,
};
use crate::round::{self, Round};
use crate::templates::Templates;
use crate::typeset::Typesetter;
use crate::{recount, rules, tally, truth};

/// Goes the whole way but files no paper: only the findings of a run, as a page and as JSON.
///
/// # Errors
///
/// [`Fault`] when a folder cannot be read or written.
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
/// `Ok(Err(…))` with what came in and what is wrong when there is no usable `round.toml`, or no act to count by.
///
/// # Errors
///
/// [`Fault`] when the inputs cannot be listed, and whatever `then` meets.
pub fn with_results<T>(
    job: &Job,
    watch: &(dyn Fn(Step) + Sync),
    then: impl FnOnce(Counted<'_>) -> Result<T, Fault>,
) -> Result<Result<T, (Intake, Findings)>, Fault> {
    watch(Step::Read);
    let Opened { round, criteria, communes, intake, templates, mut findings } = open(job)?;
    let Some(mut round) = round else { return Ok(Err((intake, findings))) };
    let (act, wrong) = criteria::choose(&criteria, &round);
    findings.extend(wrong);
    let (untrue, wrong) = truth::check(&round, &criteria);
    round.untrue = untrue;
    findings.extend(wrong);
    let Some(act) = act else { return Ok(Err((intake, findings))) };

    watch(Step::Understand);
    let (words, wrong) = forms::words(&templates)?;
    findings.extend(wrong);
    let (forms, wrong) = forms::read(&round, act, &words, &intake.workbooks);
    findings.extend(wrong);

    watch(Step::Check);
    let province = communes.of(&round.round.province, round.round.from);
    let (mut judgement, wrong) = rules::check(&round, act, province, &forms);
    findings.extend(wrong);
    rules::hold_faulty_rows(&mut judgement, &forms, &findings);

    watch(Step::Tally);
    let tally = tally::count(&round, act, &judgement);
    let decimals = round.tally.printed_decimals;
    recount::check(act.star_from, decimals, &intake.workbooks, &judgement.candidates, &tally)?;
    findings.extend(tally::remarks(&round, act, &tally));
    rules::trace(&round, &words, &forms, &judgement, &mut findings);
    findings.extend(truth::unverified(act));
    findings.extend(rules::silent(&round, &forms));
    let facts = Facts::of(&round, act, &tally);

    then(Counted {
        round: &round,
        act,
        intake: &intake,
        templates: &templates,
        forms: &forms,
        tally: &tally,
        facts: &facts,
        findings,
    })
    .map(Ok)
}

/// How long a run waits for another one in the same outputs folder.
const PATIENCE: Duration = Duration::from_secs(10);

fn go(job: &Job, issue: bool, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    intake::look_for(&job.inputs)?;
    job.check_folders()?;
    let ledger = Ledger::take(&job.outputs, &job.who, PATIENCE)?;
    with_results(job, watch, |counted| print_papers(job, &ledger, issue, counted, watch))?.or_else(
        |(intake, mut findings)| {
            let attachments = attachments(&intake);
            let received = Received { workbooks: &intake.workbooks, attachments: &attachments };
            let told = tell(&ledger, &Checked::without_round(received, &findings))?;
            findings.extend(told.wrong);
            findings.extend(ledger.note_data(&told.data).err().map(|wrong| *wrong));
            Ok(RunReport { findings, ..RunReport::default() })
        },
    )
}

/// The rest of the way: the papers of what was counted, and what goes back to those who have something to mend.
fn print_papers(
    job: &Job,
    ledger: &Ledger,
    issue: bool,
    mut counted: Counted<'_>,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<RunReport, Fault> {
    let mut findings = std::mem::take(&mut counted.findings);
    let Counted { round, act, intake, templates, forms, tally, facts, .. } = counted;
    watch(Step::WriteUp);
    let WriteUp { written, waiting, findings: wrong, .. } = documents::write_up(round, act, tally, facts, templates)?;
    findings.extend(wrong);

    let typesetter = Typesetter::new(templates)?;
    findings.extend(typesetter.findings().clone());
    if issue {
        ledger.begin();
    }
    let press = Press { job, typesetter: &typesetter, ledger: issue.then_some(ledger), forms, watch };
    let mut pile = Pile { waiting, ..Pile::default() };
    pile.add(press.print(&written));
    findings.extend(std::mem::take(&mut pile.findings));

    counted.findings = settled(&counted, findings);
    let mut left = Vec::new();
    if issue {
        if let Some(score_sheet) = report::score_sheet(&counted)? {
            pile.file(ledger.file_workbook(SCORE_SHEET_KIND, SCORE_SHEET, &score_sheet));
        }
        pile.add(returns::give_back(&press, ledger, &counted, &counted.findings)?);
        pile.findings.extend(ledger.outdated(&pile.filed));
        pile.data(ledger.file_data(RESULTS, &Results::of(round, act, tally, facts).to_json()?));
        let (stays, told) = ledger.clear(&pile.names());
        left = stays;
        pile.findings.extend(told);
        pile.findings.extend(ledger.remarks());
    }
    let Pile { filed, waiting, findings: wrong, mut data } = pile;
    let mut findings = counted.findings;
    findings.extend(wrong);
    findings.sort();

    let attachments = attachments(intake);
    let received = Received { workbooks: &intake.workbooks, attachments: &attachments };
    let checked = Checked::of(round, forms, received, &tally.products, &findings);
    let told = tell(ledger, &checked)?;
    let read = checked.sentence().map(str::to_owned);
    findings.extend(told.wrong);
    let noted = if issue {
        data.extend(told.data);
        let record = Record::of(&intake.files, templates, &filed, data, &findings)?;
        ledger.close(Record { left, ..record })
    } else {
        ledger.note_data(&told.data)
    };
    findings.extend(noted.err().map(|wrong| *wrong));
    findings.sort();
    let products = report::rows(round, &tally.products);
    Ok(RunReport { findings, read, units: act.units.names(), products, issuable: written.len(), filed, waiting })
}

/// The findings in order, with the warnings marked that the round accepts.
fn settled(counted: &Counted<'_>, mut findings: Findings) -> Findings {
    let products = ProductCells::of(counted.forms);
    round::accept(counted.round.acceptances(), &mut findings, |finding, product| products.is_about(finding, product));
    findings.sort();
    findings
}

/// The letters that would go back to the districts with these papers: what they tell depends on everything found until then.
/// Files nothing.
///
/// # Errors
///
/// [`Fault`] when a wording file cannot be read.
pub fn letters(job: &Job, typesetter: &Typesetter, counted: &Counted<'_>, papers: &WriteUp) -> Result<WriteUp, Fault> {
    let press = Press { job, typesetter, ledger: None, forms: counted.forms, watch: &|_| {} };
    let mut findings = counted.findings.clone();
    for more in [papers.findings.clone(), typesetter.findings().clone(), press.print(&papers.written).findings] {
        findings.extend(more);
    }
    Ok(returns::letters(counted, &settled(counted, findings), typesetter)?)
}

/// What was told in files.
struct Told {
    data: Vec<FiledPaper>,
    /// Files that could not be written.
    wrong: Vec<Finding>,
}

/// Files what was found, for the clerk.
fn tell(ledger: &Ledger, checked: &Checked<'_>) -> Result<Told, Fault> {
    let mut told = Told { data: Vec::new(), wrong: Vec::new() };
    for (name, bytes) in [(CHECKED_PAGE, checked.to_html()), (CHECKED_DATA, checked.to_json()?)] {
        match ledger.file_data(name, &bytes) {
            Ok(filed) => told.data.push(filed),
            Err(wrong) => told.wrong.push(*wrong),
        }
    }
    Ok(told)
}

/// Where files came in that are no spreadsheets, and how many.
fn attachments(intake: &Intake) -> Vec<(Place, usize)> {
    intake.attachments.iter().map(|attached| (Place::file(&attached.at), attached.count())).collect()
}

/// What came in, and the law it is read under.
struct Opened {
    round: Option<Round>,
    criteria: Criteria,
    communes: Communes,
    intake: Intake,
    templates: Templates,
    findings: Findings,
}

fn open(job: &Job) -> Result<Opened, Fault> {
    let intake = intake::open_folder(&job.inputs, &job.reader)?;
    let templates = Templates::new(&job.templates)?;
    let (round, mut findings) = round::read(&job.inputs);
    let (criteria, wrong) = criteria::load(&templates)?;
    findings.extend(wrong);
    let (communes, wrong) = communes::load(&templates)?;
    findings.extend(wrong);
    findings.extend(intake.findings.clone());
    findings.sort();
    Ok(Opened { round, criteria, communes, intake, templates, findings })
}
