//! All steps of a run on one screen: round, criteria, intake, forms, rules, tally, documents,
//! typeset, ledger.

mod again;
mod changes;
mod compared;
mod comparing;
mod drafts;
mod forms;
mod keys;
mod press;
mod preview;
mod published;
mod returns;
mod viewing;

use std::time::Duration;

pub use self::again::LAST_RUN;
use self::again::MadeFrom;
use self::changes::{PapersBefore, ToldChanges};
pub use self::comparing::{DraftReport, WordingPatch, compare};
use self::forms::WantedForms;
pub use self::forms::forms;
use self::press::{PaperPile, Press};
pub use self::preview::{PreviewReport, preview};
pub use self::viewing::{Compared, PaperView, view};
use crate::changes::{MEMORY, PaperMemory};
use crate::counting::{self, Counted};
use crate::declaration::Change;
use crate::documents::{self, Published, WriteUp, WrittenPaper};
use crate::finding::{Finding, Findings, Place};
use crate::forms::ProductCells;
use crate::intake::{self, Intake};
pub use crate::job::{
    AwaitedForms, DistrictRow, FormsReport, IssuableKind, Job, OutdatedForms, RunFault, RunReport,
    SaidOfForms, StandingForms, Step, WaitingForms, check_folders,
};
use crate::ledger::{FiledPaper, HashedFile, Ledger, RESULTS, Record, Results};
use crate::page::{CHECKED_DATA, CHECKED_PAGE, CheckReport, ReceivedFiles};
use crate::round::{self, Round};
use crate::score_sheet::{self, SCORE_SHEET, SCORE_SHEET_KIND};
use crate::submission::{self, Submission};
use crate::templates::Templates;
use crate::terminal;
use crate::typeset::Typesetter;

/// Checks a round: reads and counts everything, writes the findings as a page and as JSON, and
/// files no paper. `watch` is told each step.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read or written.
pub fn check(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, RunFault> {
    go(job, false, watch, |_| {}).map(|(report, _)| report)
}

/// Checks a round like [`check`], and keeps what `keep` takes of what was counted; `None` while the
/// declaration cannot be used.
///
/// # Errors
///
/// As [`check`].
pub fn check_keeping<T>(
    job: &Job,
    watch: &(dyn Fn(Step) + Sync),
    keep: impl FnOnce(&Counted<'_>) -> T,
) -> Result<(RunReport, Option<T>), RunFault> {
    go(job, false, watch, keep)
}

/// Performs a whole run: reads, checks, counts, and issues every paper that can be issued. `watch`
/// is told each step. A run that could give nothing but what the last one gave is not made; then
/// there is no step.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read or written. Papers that were filed before are whole.
pub fn run(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, RunFault> {
    go(job, true, watch, |_| {}).map(|(report, _)| report)
}

/// How long a run waits for another one in the same outputs folder.
const PATIENCE: Duration = Duration::from_secs(10);

fn go<T>(
    job: &Job,
    issue: bool,
    watch: &(dyn Fn(Step) + Sync),
    keep: impl FnOnce(&Counted<'_>) -> T,
) -> Result<(RunReport, Option<T>), RunFault> {
    intake::look_for(&job.inputs)?;
    job.check_folders()?;
    let ledger = Ledger::take(&job.outputs, &job.who, PATIENCE)?;
    let made_from = if issue { MadeFrom::of(job) } else { None };
    let again = made_from.as_ref().filter(|_| !job.fresh);
    if let Some(report) = again.and_then(|made_from| again::told(&ledger, made_from)) {
        return Ok((report, None));
    }
    let issue = issue.then_some(Issue { job, made_from: made_from.as_ref() });
    let issued = counting::with_results(job, watch, |counted| {
        let kept = keep(&counted);
        print_papers(job, &ledger, issue, counted, watch).map(|report| (report, Some(kept)))
    })?;
    issued.or_else(|(intake, mut findings)| {
        let attachments = attachments(&intake);
        let received = ReceivedFiles { workbooks: &intake.workbooks, attachments: &attachments };
        let told = tell(&ledger, &CheckReport::without_round(received, &findings))?;
        findings.extend(told.wrong);
        findings.extend(ledger.note_data(&told.data).err().map(|wrong| *wrong));
        Ok((RunReport { findings, ..RunReport::default() }, None))
    })
}

/// Performs the second half of a run: writes, prints and files the papers, and what goes back to
/// districts with faults.
fn print_papers(
    job: &Job,
    ledger: &Ledger,
    issue: Option<Issue<'_>>,
    mut counted: Counted<'_>,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<RunReport, RunFault> {
    let mut findings = std::mem::take(&mut counted.findings);
    let Counted { round, acts, intake, templates, forms, tally, facts, .. } = counted;
    watch(Step::WriteUp);
    let mut papers = documents::write_up(round, acts.main(), tally, facts, templates)?;
    let numbers = ledger.declared_numbers(round, &papers.written);
    papers.hold_citing(&numbers.disputed);
    let WriteUp { written, waiting, findings: wrong, published, stated } = papers;
    findings.extend(wrong);
    findings.extend(numbers.findings);

    let typesetter = Typesetter::new(templates)?;
    findings.extend(typesetter.findings().clone());
    let filing = issue.map(|_| ledger);
    if issue.is_some() {
        ledger.begin();
    }
    let before = PapersBefore::read(ledger);
    let press =
        Press { job, typesetter: &typesetter, ledger: filing, before: &before, forms, watch };
    let mut pile = PaperPile { waiting, ..PaperPile::default() };
    pile.add(press.print(&written));
    if issue.is_some() {
        pile.add(press.gather(&pile.filed, round));
        pile.add(drafts::file(job, ledger, &counted, (&written, &stated), &pile.filed)?);
        file_submission(ledger, round, &written, &mut pile)?;
    }
    findings.extend(std::mem::take(&mut pile.findings));
    // Nobody needs the words of the papers from here on; what they said is in the pile.
    let (issuable, kinds) = (written.len(), IssuableKind::all(&written));
    drop((written, stated));

    counted.findings = settled(&counted, findings);
    let changed = changed(ledger, round);
    let Issued { forms: stand, left, papers } = if issue.is_some() {
        file_all(&press, ledger, &counted, published.as_ref(), &mut pile)?
    } else {
        Issued { forms: forms::look(ledger, &counted).told(), ..Issued::default() }
    };
    let PaperPile { filed, waiting, findings: wrong, mut data, .. } = pile;
    let mut findings = counted.findings;
    findings.extend(wrong);
    round.spelling.move_findings(&mut findings);
    findings.sort();

    let attachments = attachments(intake);
    let received = ReceivedFiles { workbooks: &intake.workbooks, attachments: &attachments };
    let last = papers.as_ref().map_or_else(|| before.last(), |papers| papers.memory.last.clone());
    let checked = CheckReport::of(round, forms, received, &tally.products, &findings)
        .with_forms(stand.as_ref())
        .with_changes(&last);
    let told = tell(ledger, &checked)?;
    let read = checked.sentence().map(str::to_owned);
    findings.extend(told.wrong);
    let (differing, memory) = papers.map(|told| (told.changes, told.memory)).unzip();
    let mut report = RunReport {
        findings,
        read,
        changed,
        papers: differing.unwrap_or_default(),
        units: acts.main().units.names().into(),
        products: terminal::rows(round, &tally.products),
        issuable,
        kinds,
        filed,
        waiting,
        forms: stand,
    };
    match (issue, memory) {
        (Some(issue), Some(memory)) => {
            data.extend(told.data);
            issue.close(ledger, (intake, templates), (data, left, memory), &mut report)?;
        }
        _ => report.findings.extend(ledger.note_data(&told.data).err().map(|wrong| *wrong)),
    }
    report.findings.sort();
    Ok(report)
}

/// A run that issues papers.
#[derive(Clone, Copy)]
struct Issue<'a> {
    job: &'a Job,
    /// Everything that it is made from; `None` where that cannot be told.
    made_from: Option<&'a MadeFrom>,
}

impl Issue<'_> {
    /// Files what tells the next run of this one, then the record.
    fn close(
        self,
        ledger: &Ledger,
        (intake, templates): (&Intake, &Templates),
        (mut data, left, memory): (Vec<FiledPaper>, Vec<HashedFile>, PaperMemory),
        report: &mut RunReport,
    ) -> Result<(), RunFault> {
        // Behind everything that tells of changes: a run that is stopped has not told them.
        match ledger.file_pieces(MEMORY, |out| memory.write(out)) {
            Ok(kept) => data.push(kept),
            Err(wrong) => report.findings.push(*wrong),
        }
        drop(memory);
        let record = Record::of(&intake.files, templates, &report.filed, data, &report.findings)?;
        let previous = HashedFile::previous(&self.job.previous)?;
        let mut record = ledger.concluded(Record { previous, left, ..record });
        match ledger.file_data(LAST_RUN, &again::kept(self, ledger, (intake, &record), report)?) {
            Ok(kept) => record.outputs.push(kept),
            Err(wrong) => report.findings.push(*wrong),
        }
        record.outputs.sort();
        report.findings.extend(ledger.close(record).err().map(|wrong| *wrong));
        Ok(())
    }
}

/// Files what goes with papers that are handed over to be signed, one after the other: each is large
/// where there are many papers.
fn file_submission(
    ledger: &Ledger,
    round: &Round,
    written: &[WrittenPaper],
    pile: &mut PaperPile,
) -> Result<(), RunFault> {
    let Some(submission) = Submission::of(round, written, &pile.filed) else { return Ok(()) };
    let sheet = ledger.file_data(submission::SHEET, &submission.workbook()?);
    let header = ledger.file_pieces(submission::HEADER, |out| submission.write_header(out));
    pile.data(sheet);
    pile.data(header);
    Ok(())
}

/// Files the score sheet, unless nothing was scored or it stands there already.
fn score_sheet(
    job: &Job,
    ledger: &Ledger,
    counted: &Counted<'_>,
    pile: &mut PaperPile,
) -> Result<(), RunFault> {
    let key = keys::of_counted(job, counted)?;
    if let Some(standing) =
        ledger.unchanged(SCORE_SHEET_KIND, SCORE_SHEET, &key).filter(|_| !job.fresh)
    {
        pile.filed.push(standing);
    } else if let Some(bytes) = score_sheet::score_sheet(counted)? {
        pile.file(ledger.file_made(SCORE_SHEET_KIND, SCORE_SHEET, &bytes, Some(key), None));
    }
    Ok(())
}

/// What was filed beside the papers.
#[derive(Default)]
struct Issued {
    /// How the forms of the round stand.
    forms: Option<FormsReport>,
    /// Files of earlier runs that stay in the folder.
    left: Vec<HashedFile>,
    /// What changed on the papers; `None` for a mere check.
    papers: Option<ToldChanges>,
}

/// Files everything beside the papers: workbooks, what is published and goes back, forms and data;
/// then clears away what earlier runs left.
fn file_all(
    press: &Press<'_>,
    ledger: &Ledger,
    counted: &Counted<'_>,
    published: Option<&Published>,
    pile: &mut PaperPile,
) -> Result<Issued, RunFault> {
    let Counted { round, acts, tally, facts, .. } = counted;
    score_sheet(press.job, ledger, counted, pile)?;
    published::tables(ledger, counted, pile)?;
    published::file(ledger, counted, published, pile)?;
    pile.add(returns::give_back(press, ledger, counted, &counted.findings)?);
    let issued = forms::issue(press.job, ledger, counted, press.typesetter, WantedForms::Due)?;
    pile.data.extend(issued.data);
    pile.findings.extend(issued.findings);
    pile.findings.extend(ledger.outdated(&pile.filed));
    pile.findings.extend(ledger.register_findings());
    if let Some(text) = round.spelling.canonical() {
        pile.data(ledger.file_data(DECLARED, text.as_bytes()));
    }
    pile.data(ledger.file_data(RESULTS, &Results::of(round, acts, tally, facts).to_json()?));
    let papers = press.before.conclude(ledger, pile);
    let (mut left, told) = ledger.clear(&pile.names());
    left.extend(pile.kept.iter().cloned().map(HashedFile::unknown));
    pile.findings.extend(told);
    pile.findings.extend(ledger.remarks());
    Ok(Issued { forms: issued.report.told(), left, papers: Some(papers) })
}

/// Name of the file that keeps what a run read from a declaration in Excel.
const DECLARED: &str = "khai-bao-da-dung.toml";

/// Tells what changed in a declaration in Excel since the last run.
fn changed(ledger: &Ledger, round: &Round) -> Vec<String> {
    declared_since(ledger, round).iter().map(Change::told).collect()
}

/// Returns what changed in a declaration in Excel since the last run.
pub(crate) fn declared_since(ledger: &Ledger, round: &Round) -> Vec<Change> {
    let before = ledger.data(DECLARED).and_then(|bytes| String::from_utf8(bytes).ok());
    before.map(|before| round.spelling.changes_since(&before)).unwrap_or_default()
}

/// Returns the findings in order, with the accepted warnings marked.
fn settled(counted: &Counted<'_>, mut findings: Findings) -> Findings {
    counted.round.spelling.move_findings(&mut findings);
    let products = ProductCells::of(counted.forms);
    round::accept(counted.round.acceptances(), &mut findings, |finding, product| {
        products.is_about(finding, product)
    });
    counted.round.spelling.move_findings(&mut findings);
    findings.sort();
    findings
}

/// Writes up the letters that would go back to the districts along with these papers, without
/// filing anything. They depend on all findings made until then, also on those of typesetting.
///
/// # Errors
///
/// [`RunFault`] when a wording file cannot be read.
pub fn letters(
    job: &Job,
    typesetter: &Typesetter,
    counted: &Counted<'_>,
    papers: &WriteUp,
) -> Result<WriteUp, RunFault> {
    let (before, forms) = (&PapersBefore::None, counted.forms);
    let press = Press { job, typesetter, ledger: None, before, forms, watch: &|_| {} };
    let mut findings = counted.findings.clone();
    for more in [
        papers.findings.clone(),
        typesetter.findings().clone(),
        press.print(&papers.written).findings,
    ] {
        findings.extend(more);
    }
    Ok(returns::letters(counted, &settled(counted, findings), typesetter)?)
}

/// The files that report a check.
struct CheckFiles {
    data: Vec<FiledPaper>,
    /// Findings about files that could not be written.
    wrong: Vec<Finding>,
}

/// Writes the findings for the clerk: the page and its JSON.
fn tell(ledger: &Ledger, checked: &CheckReport<'_>) -> Result<CheckFiles, RunFault> {
    let mut told = CheckFiles { data: Vec::new(), wrong: Vec::new() };
    for (name, bytes) in [(CHECKED_PAGE, checked.to_html()), (CHECKED_DATA, checked.to_json()?)] {
        match ledger.file_data(name, &bytes) {
            Ok(filed) => told.data.push(filed),
            Err(wrong) => told.wrong.push(*wrong),
        }
    }
    Ok(told)
}

/// Returns the places at which files came in that are not spreadsheets, with their number.
fn attachments(intake: &Intake) -> Vec<(Place, usize)> {
    intake
        .attachments
        .iter()
        .map(|attached| (Place::file(&attached.at), attached.count()))
        .collect()
}
