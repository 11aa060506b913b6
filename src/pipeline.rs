//! The way of the paper on one screen: round, intake, forms, rules, tally, documents, typeset, ledger.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use crate::documents::{self, Facts, Waiting, WriteUp, Written};
use crate::finding::{Code, Finding, Findings, Place, Severity};
use crate::fingerprint::sha256;
use crate::forms::{self, Forms};
use crate::intake::{self, Intake};
use crate::ledger::{FiledPaper, FindingCounts, HashedFile, Ledger, RESULTS, Record, Results, Stored};
use crate::report::DistrictRow;
use crate::round::{self, Round};
use crate::templates::Templates;
use crate::typeset::{self, Printed, Typesetter};
use crate::{report, rules, tally};

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

/// What a run did, for the report.
#[derive(Debug, Default)]
pub struct RunReport {
    /// Everything that was found wrong, in order.
    pub findings: Findings,
    /// Products by district.
    pub products: Vec<DistrictRow>,
    /// Papers that stand in the outputs folder now.
    pub filed: Vec<Filed>,
    /// Papers that could not be issued.
    pub waiting: Vec<Waiting>,
}

/// A paper in the outputs folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// What it is called, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Where it stands below the outputs folder.
    pub file: String,
    /// Its pages.
    pub pages: usize,
    /// Whether this run wrote it.
    pub changed: bool,
    /// SHA-256 of its bytes.
    pub sha256: String,
}

/// What was read, before anything is counted.
struct Read {
    round: Option<Round>,
    intake: Intake,
    forms: Forms,
    findings: Findings,
}

/// Reads, checks and counts, and writes nothing.
///
/// # Errors
///
/// [`Fault`] when the inputs folder cannot be listed.
pub fn check(job: &Job, watch: &dyn Fn(Step)) -> Result<RunReport, Fault> {
    let mut read = read(job, watch)?;
    let Some(round) = &read.round else { return Ok(RunReport { findings: read.findings, ..RunReport::default() }) };
    watch(Step::Check);
    let (candidates, wrong) = rules::check(round, &read.forms);
    read.findings.extend(wrong);
    let tally = tally::count(round, &candidates);
    read.findings.sort();
    Ok(RunReport { products: report::rows(round, &tally.products), findings: read.findings, ..RunReport::default() })
}

/// The whole way: reads, checks, counts, and issues every paper that can be issued.
///
/// # Errors
///
/// [`Fault`] when a folder cannot be read or written. Papers filed until then are whole.
pub fn run(job: &Job, watch: &(dyn Fn(Step) + Sync)) -> Result<RunReport, Fault> {
    let Read { round, intake, forms, mut findings } = read(job, watch)?;
    let Some(round) = round else { return Ok(RunReport { findings, ..RunReport::default() }) };
    let templates = Templates::new(&job.templates)?;

    watch(Step::Check);
    let (candidates, wrong) = rules::check(&round, &forms);
    findings.extend(wrong);

    watch(Step::Tally);
    let tally = tally::count(&round, &candidates);
    let facts = Facts::of(&round, &tally);

    watch(Step::WriteUp);
    let WriteUp { written, mut waiting, findings: wrong } = write_up(&round, &tally, &facts, &templates, &findings)?;
    findings.extend(wrong);

    watch(Step::Print(written.len()));
    let ledger = Ledger::open(&job.outputs)?;
    let typesetter = Typesetter::new(&templates)?;
    findings.extend(typesetter.findings().clone());
    let printed = print(job, &typesetter, &ledger, &written, &forms, watch);
    let mut filed = Vec::new();
    for (paper, result) in written.iter().zip(printed) {
        match result {
            Ok((paper, kept)) => {
                findings.extend(kept);
                filed.push(paper);
            }
            Err(wrong) => {
                findings.extend(wrong);
                waiting.push(Waiting {
                    paper: format!("{} ({})", paper.kind, paper.file),
                    reason: "có lỗi ở trên".into(),
                });
            }
        }
    }
    findings.sort();

    let results = Results::of(&round, &tally, &facts).to_json()?;
    ledger.file(RESULTS, &results)?;
    ledger.close(&record(&intake, &templates, &filed, &results, &findings)?)?;
    Ok(RunReport { products: report::rows(&round, &tally.products), findings, filed, waiting })
}

/// Reads `round.toml` and the workbooks.
fn read(job: &Job, watch: &dyn Fn(Step)) -> Result<Read, Fault> {
    watch(Step::Read);
    let intake = intake::open_folder(&job.inputs)?;
    let (round, mut findings) = round::read(&job.inputs);
    findings.extend(intake.findings.clone());

    watch(Step::Understand);
    let mut forms = Forms::default();
    if let Some(round) = &round {
        let (read, wrong) = forms::read(round, &intake.workbooks);
        forms = read;
        findings.extend(wrong);
    }
    findings.sort();
    Ok(Read { round, intake, forms, findings })
}

/// Writes up the papers. None is written while `round.toml` still holds values to be filled in.
fn write_up(
    round: &Round,
    tally: &tally::Tally<'_>,
    facts: &Facts,
    templates: &Templates,
    findings: &Findings,
) -> io::Result<WriteUp> {
    let unfilled = findings.iter().filter(|finding| finding.code == Code::RoundUnfilled).count();
    if unfilled > 0 {
        let reason = format!("round.toml còn {unfilled} dòng chưa điền");
        let waiting = vec![Waiting { paper: "Tất cả văn bản".into(), reason }];
        return Ok(WriteUp { waiting, ..WriteUp::default() });
    }
    documents::write_up(round, tally, facts, templates)
}

/// A paper that was filed, with what was noticed; or what stood against it.
type Outcome = Result<(Filed, Vec<Finding>), Vec<Finding>>;

/// Typesets and files the papers; each comes back filed, or with the findings that say why not.
fn print(
    job: &Job,
    typesetter: &Typesetter,
    ledger: &Ledger,
    written: &[Written],
    forms: &Forms,
    watch: &(dyn Fn(Step) + Sync),
) -> Vec<Outcome> {
    let cells = |text: &str| {
        let holding = forms.texts().filter(|sourced| sourced.value.contains(text));
        holding.map(|sourced| sourced.place.clone()).collect::<Vec<_>>()
    };
    let one = |index: usize| {
        let paper = &written[index];
        let printed = typesetter.print(paper).map_err(|failure| failure.findings(paper, cells));
        let filed =
            printed.and_then(|printed| file(ledger, paper, &printed).map_err(|error| vec![not_written(paper, &error)]));
        watch(Step::Printed);
        filed
    };
    let broken = |index: usize| Err(typeset::Failure::Broken("panic".into()).findings(&written[index], cells));
    typeset::in_parallel(job.threads, written.len(), one, broken)
}

/// Files one paper. A signed one that stands in its place is kept, with a finding.
fn file(ledger: &Ledger, paper: &Written, printed: &Printed) -> io::Result<(Filed, Vec<Finding>)> {
    let stored = ledger.file(&paper.file, &printed.pdf)?;
    let kept = (stored == Stored::KeptSigned).then(|| {
        Finding::new(
            Code::PaperKept,
            Place::file(&paper.file),
            "Văn bản này đã ký số nên được giữ nguyên; nội dung mới khác với bản đã ký.",
        )
        .remedy("Nếu cần ban hành bản mới, chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.")
    });
    let filed = Filed {
        kind: paper.kind,
        file: paper.file.clone(),
        pages: printed.pages,
        changed: stored == Stored::Written,
        sha256: sha256(&printed.pdf),
    };
    Ok((filed, kept.into_iter().collect()))
}

fn not_written(paper: &Written, error: &io::Error) -> Finding {
    Finding::new(Code::PaperNotWritten, Place::file(&paper.file), "Không ghi được văn bản này.")
        .found(error)
        .remedy("Đóng tệp nếu đang mở, kiểm tra quyền ghi và dung lượng đĩa, rồi chạy lại.")
}

/// The run record.
fn record(
    intake: &Intake,
    templates: &Templates,
    filed: &[Filed],
    results: &[u8],
    findings: &Findings,
) -> io::Result<Record> {
    let input = |file: &intake::InputFile| HashedFile {
        file: file.path.clone(),
        sha256: file.sha256.clone(),
        from_office: None,
    };
    let mut used = BTreeMap::new();
    for folder in ["fonts", "layout", "wording"] {
        for template in templates.folder(folder)? {
            used.insert(template.name, (sha256(&template.bytes), template.from_office));
        }
    }
    let template = |(file, (sha256, from_office))| HashedFile { file, sha256, from_office: Some(from_office) };
    let paper =
        |paper: &Filed| FiledPaper { file: paper.file.clone(), sha256: paper.sha256.clone(), pages: Some(paper.pages) };
    let results = FiledPaper { file: RESULTS.into(), sha256: sha256(results), pages: None };
    let mut outputs: Vec<_> = filed.iter().map(paper).chain([results]).collect();
    outputs.sort();
    Ok(Record {
        program: concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).into(),
        inputs: intake.files.iter().map(input).collect(),
        templates: used.into_iter().map(template).collect(),
        outputs,
        findings: FindingCounts::of(findings),
    })
}

impl RunReport {
    /// Whether any finding weighs this much.
    #[must_use]
    pub fn has(&self, severity: Severity) -> bool {
        self.findings.count(severity) > 0
    }
}
