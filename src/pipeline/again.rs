//! A run whose result cannot differ from that of the last one is not made: what the last one told
//! is told again.
//!
//! Everything that decides a result is compared by its bytes, never by its time: the program, the
//! inputs, the office's templates, the results of earlier rounds, and every file in the outputs
//! folder. Whatever cannot be compared, or is not understood, leads to a whole run.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::{Deserialize, Serialize};

use super::Issue;
use super::keys::PROGRAM;
use crate::careful::{self, PAPER_BYTES};
use crate::declaration;
use crate::documents::WaitingPaper;
use crate::finding::{Code, Findings};
use crate::fingerprint::{self, EntryContent, FolderEntry, sha256, sha256_of_json};
use crate::intake::{self, Intake};
use crate::job::{DistrictRow, FormsReport, IssuableKind, Job, RunReport};
use crate::ledger::{Filed, FiledPaper, HashedFile, Ledger, Record};

/// Name of the file in the outputs folder that keeps what the last run told.
pub const LAST_RUN: &str = "lan-chay-cuoi.json";

/// Version of the fields. A file of another version is not read.
const SCHEMA: u32 = 1;

/// Findings that tell what one run did or could not do; the next run would not tell them again.
const PASSING: [Code; 10] = [
    Code::PaperNotWritten,
    Code::BookUnreadable,
    Code::RecordDamaged,
    Code::FileOfEarlierRun,
    Code::FileNotRemoved,
    Code::FormChangedInPlace,
    Code::FormNotMade,
    Code::PrintFileNotMade,
    Code::EarlierIssueKept,
    Code::PaperMemoryLost,
];

/// The fields of the file.
#[derive(Debug, Deserialize, Serialize)]
struct LastRunFile {
    schema: u32,
    /// The build of the program that wrote it.
    program: String,
    /// The run; absent when the next one must be made in any case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    run: Option<LastRun>,
}

/// A run that need not be made again while everything stays as it is.
#[derive(Debug, Deserialize, Serialize)]
struct LastRun {
    /// Fingerprint of everything that it read ([`MadeFrom`]).
    made_from: String,
    /// Fingerprint of the outputs folder as it left it.
    left: String,
    /// What it told, but for what had changed.
    findings: Findings,
    read: Option<String>,
    units: String,
    products: Vec<DistrictRow>,
    issuable: usize,
    kinds: Vec<IssuableKind>,
    filed: Vec<FiledOfKind>,
    waiting: Vec<WaitingPaper>,
    forms: Option<FormsReport>,
}

/// Files of one kind that the summary names one after the other. All else about them stands in the
/// run record.
#[derive(Debug, Deserialize, Serialize)]
struct FiledOfKind {
    kind: String,
    files: Vec<String>,
}

/// Everything that a run reads outside its outputs folder.
pub(super) struct MadeFrom {
    inputs: Vec<FolderEntry>,
    templates: Vec<FolderEntry>,
    previous: Vec<HashedFile>,
}

impl MadeFrom {
    /// Takes the fingerprints of everything that a run reads; `None` when that cannot be told.
    pub(super) fn of(job: &Job) -> Option<Self> {
        let inputs = fingerprint::of_folder(&job.inputs).ok()?;
        let previous = HashedFile::previous(&job.previous).ok()?;
        Some(Self { inputs, templates: templates(job)?, previous })
    }

    /// Returns the fingerprint of it all, and of this program.
    fn fingerprint(&self) -> serde_json::Result<String> {
        let Self { inputs, templates, previous } = self;
        sha256_of_json(&(PROGRAM, inputs, templates, previous))
    }

    /// Tells whether this is what a run read that is about to end: these inputs, and templates and
    /// earlier results that have not changed since.
    fn was_read(&self, job: &Job, intake: &Intake) -> bool {
        let read: BTreeMap<&str, &str> =
            intake.files.iter().map(|file| (file.path.as_str(), file.sha256.as_str())).collect();
        let found = |entry: &FolderEntry| match (&entry.what, read.get(entry.path.as_str())) {
            // Of a declaration in Excel the run kept the meaning.
            (EntryContent::File(sum), Some(_)) if entry.path == declaration::FILE => {
                let bytes = careful::read_file(&job.inputs.join(&entry.path), PAPER_BYTES);
                bytes.is_ok_and(|bytes| sha256(&bytes) == *sum)
            }
            (EntryContent::File(sum), Some(read)) => sum == read,
            (EntryContent::File(_), None) => intake::is_left_out(&entry.path),
            _ => true,
        };
        let is_file = |entry: &&FolderEntry| matches!(entry.what, EntryContent::File(_));
        let known: BTreeSet<&str> =
            self.inputs.iter().filter(is_file).map(|entry| entry.path.as_str()).collect();
        self.inputs.iter().all(found)
            && read.keys().all(|path| known.contains(path))
            && templates(job).as_ref() == Some(&self.templates)
            && HashedFile::previous(&job.previous).is_ok_and(|previous| previous == self.previous)
    }
}

/// Lists the office's own templates; `None` when a link is among them: what it leads to is read.
fn templates(job: &Job) -> Option<Vec<FolderEntry>> {
    let folder = match fs_err::canonicalize(&job.templates) {
        Ok(folder) => folder,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Vec::new()),
        Err(_) => return None,
    };
    let entries = fingerprint::of_folder(&folder).ok()?;
    let is_link = |entry: &FolderEntry| matches!(entry.what, EntryContent::Link(_));
    (!entries.iter().any(is_link)).then_some(entries)
}

/// Returns what a run would tell that reads what `made_from` names, without making it; `None` when
/// it must be made.
pub(super) fn told(ledger: &Ledger, made_from: &MadeFrom) -> Option<RunReport> {
    let record = ledger.record()?;
    let file: LastRunFile = serde_json::from_slice(&ledger.data(LAST_RUN)?).ok()?;
    let run = file.run.filter(|_| file.schema == SCHEMA && file.program == PROGRAM)?;
    let same = run.made_from == made_from.fingerprint().ok()?
        && ledger.is_as_left()
        && ledger.state(record, LAST_RUN).as_ref() == Some(&run.left);
    if same { run.report(record) } else { None }
}

/// Returns the bytes of the file that keeps a run; `record` is its concluded record without this
/// file.
///
/// # Errors
///
/// None in practice: every key is a string.
pub(super) fn kept(
    Issue { job, made_from }: Issue<'_>,
    ledger: &Ledger,
    (intake, record): (&Intake, &Record),
    report: &RunReport,
) -> serde_json::Result<Vec<u8>> {
    let made_from = made_from
        .filter(|_| is_lasting(record, report))
        .filter(|made_from| made_from.was_read(job, intake));
    let run = match (made_from, ledger.state(record, LAST_RUN)) {
        (Some(made_from), Some(left)) => Some(LastRun::of(made_from.fingerprint()?, left, report)),
        _ => None,
    };
    let file = LastRunFile { schema: SCHEMA, program: PROGRAM.to_owned(), run };
    let mut text = serde_json::to_vec(&file)?;
    text.push(b'\n');
    Ok(text)
}

/// Tells whether the next run, if nothing changes, would tell the same. Where the system had its
/// say, it might not.
fn is_lasting(record: &Record, report: &RunReport) -> bool {
    record.left.is_empty()
        && report
            .findings
            .iter()
            .all(|finding| finding.technical.is_none() && !PASSING.contains(&finding.code))
}

impl LastRun {
    fn of(made_from: String, left: String, report: &RunReport) -> Self {
        let kinds = report.filed.chunk_by(|one, other| one.kind == other.kind);
        let filed = kinds.filter_map(|filed| {
            let kind = filed.first()?.kind.to_string();
            Some(FiledOfKind { kind, files: filed.iter().map(|one| one.file.clone()).collect() })
        });
        Self {
            made_from,
            left,
            findings: report.findings.clone(),
            read: report.read.clone(),
            units: report.units.to_string(),
            products: report.products.clone(),
            issuable: report.issuable,
            kinds: report.kinds.clone(),
            filed: filed.collect(),
            waiting: report.waiting.clone(),
            forms: report.forms.clone(),
        }
    }

    /// Returns what the run that is not made would tell; `None` when the record lacks a file.
    fn report(self, record: &Record) -> Option<RunReport> {
        let filed = self.filed.into_iter().flat_map(|FiledOfKind { kind, files }| {
            files.into_iter().map(move |file| filed(&kind, &file, record))
        });
        Some(RunReport {
            filed: filed.collect::<Option<_>>()?,
            findings: self.findings,
            read: self.read,
            units: self.units.into(),
            products: self.products,
            issuable: self.issuable,
            kinds: self.kinds,
            waiting: self.waiting,
            forms: self.forms,
            ..RunReport::default()
        })
    }
}

/// Returns a file as it stands, from the record.
fn filed(kind: &str, file: &str, record: &Record) -> Option<Filed> {
    let at = record.outputs.binary_search_by(|output| output.file.as_str().cmp(file)).ok()?;
    let FiledPaper { file, sha256, pages, to_sign, key } = record.outputs[at].clone();
    let kind = kind.to_owned().into();
    Some(Filed { kind, file, pages, changed: false, sha256, key, to_sign })
}
