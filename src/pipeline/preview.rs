//! Draws the papers as a run would make them now: the command `ocop preview`.

use super::changes::PapersBefore;
use super::compared::{Compared, MOST_MARKS, marks};
use super::{PATIENCE, letters};
use crate::changes::Difference;
use crate::counting::{self, Counted};
use crate::documents::{self, WaitingPaper, WrittenPaper};
use crate::finding::{Finding, Findings};
use crate::intake;
use crate::job::{Job, RunFault, Step};
use crate::ledger::{FiledPaper, Ledger, Record};
use crate::preview::{
    ContactSheet, FOLDER, PreviewedPage, PreviewedPaper, SHEET, is_meant, picture_name,
};
use crate::typeset::{self, MarkedWords, TypesetFailure, Typesetter};

/// What a preview shows.
#[derive(Debug, Default)]
pub struct PreviewReport {
    /// Papers that could not be drawn, pictures that could not be written; the declaration's faults
    /// where it cannot be used.
    pub findings: Findings,
    /// Number of papers and of pages that were drawn.
    pub drawn: (usize, usize),
    /// Number of papers that differ from the last run.
    pub changed: usize,
    /// Paths of all papers; empty unless something was asked for that is none of them.
    pub known: Vec<String>,
    /// What was asked for and is no paper.
    pub unknown: Vec<String>,
    /// Papers that cannot be issued yet.
    pub waiting: Vec<WaitingPaper>,
}

/// Draws all papers of a round, or those that are `asked` for, and files the pictures with a contact
/// sheet in the outputs folder, in the place of earlier ones. `watch` is told each step.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read or written. Pictures that were written are whole.
pub fn preview(
    job: &Job,
    asked: &[String],
    watch: &(dyn Fn(Step) + Sync),
) -> Result<PreviewReport, RunFault> {
    intake::look_for(&job.inputs)?;
    job.check_folders()?;
    let ledger = Ledger::take(&job.outputs, &job.who, PATIENCE)?;
    counting::with_results(job, watch, |counted| draw(job, &ledger, asked, &counted, watch))?
        .or_else(|(_, mut findings)| {
            findings.sort();
            Ok(PreviewReport { findings, ..PreviewReport::default() })
        })
}

fn draw(
    job: &Job,
    ledger: &Ledger,
    asked: &[String],
    counted: &Counted<'_>,
    watch: &(dyn Fn(Step) + Sync),
) -> Result<PreviewReport, RunFault> {
    watch(Step::WriteUp);
    let Counted { round, acts, templates, tally, facts, .. } = counted;
    let mut papers = documents::write_up(round, acts.main(), tally, facts, templates)?;
    let typesetter = Typesetter::new(templates)?;
    let back = letters(job, &typesetter, counted, &papers)?;
    papers.written.extend(back.written);
    papers.waiting.extend(back.waiting);
    let (written, waiting) = (papers.written, papers.waiting);
    let meant = |typed: &String| written.iter().any(|paper| is_meant(&paper.file, typed));
    let unknown: Vec<String> = asked.iter().filter(|typed| !meant(typed)).cloned().collect();
    if !unknown.is_empty() {
        let known = written.into_iter().map(|paper| paper.file).collect();
        return Ok(PreviewReport { known, unknown, waiting, ..PreviewReport::default() });
    }
    let is_asked = |paper: &&WrittenPaper| {
        asked.is_empty() || asked.iter().any(|typed| is_meant(&paper.file, typed))
    };
    let chosen: Vec<&WrittenPaper> = written.iter().filter(is_asked).collect();
    ledger.begin();
    let before = PapersBefore::read(ledger);
    let camera = Camera { typesetter: &typesetter, ledger, before: &before, counted };
    let taken = camera.take_all(job.threads, &chosen, watch);
    let mut report = PreviewReport { waiting: waiting.clone(), ..PreviewReport::default() };
    let (mut files, mut shown) = (Vec::new(), Vec::new());
    for pictures in taken {
        files.extend(pictures.files);
        report.findings.extend(pictures.findings);
        report.drawn.0 += usize::from(!pictures.paper.pages.is_empty());
        report.drawn.1 += pictures.paper.pages.len();
        report.changed += usize::from(pictures.paper.what.is_some());
        shown.push(pictures.paper);
    }
    let settings = &round.round;
    let sheet = ContactSheet {
        round: format!("Đợt {} năm {}, {}", settings.number, settings.year, settings.province),
        compared: before.is_known(),
        chosen: !asked.is_empty(),
        papers: shown,
        waiting: if asked.is_empty() { waiting } else { Vec::new() },
    };
    match ledger.file_data(SHEET, &sheet.to_html()) {
        Ok(stands) => files.push(stands),
        Err(wrong) => report.findings.push(*wrong),
    }
    report.findings.extend(close(ledger, counted, files)?);
    report.findings.extend(typesetter.findings().clone());
    round.spelling.move_findings(&mut report.findings);
    report.findings.sort();
    Ok(report)
}

/// Adds the pictures to the record, and takes away those of the last preview.
fn close(
    ledger: &Ledger,
    counted: &Counted<'_>,
    files: Vec<FiledPaper>,
) -> Result<Findings, RunFault> {
    let names: Vec<&str> = files.iter().map(|file| file.file.as_str()).collect();
    let mut findings = ledger.clear_folder(FOLDER, &names);
    let (inputs, templates) = (&counted.intake.files, counted.templates);
    let fresh = Record::of(inputs, templates, &[], Vec::new(), &Findings::default())?;
    findings.extend(ledger.close_beside(files, fresh).err().map(|wrong| *wrong));
    Ok(findings)
}

/// Draws papers and files their pictures.
struct Camera<'a> {
    typesetter: &'a Typesetter,
    ledger: &'a Ledger,
    before: &'a PapersBefore,
    counted: &'a Counted<'a>,
}

/// The pictures of one paper, as they were filed.
struct Pictures {
    paper: PreviewedPaper,
    files: Vec<FiledPaper>,
    findings: Vec<Finding>,
}

impl Camera<'_> {
    /// Draws papers on so many threads. Each thread holds the pages of one paper at a time.
    fn take_all(
        &self,
        threads: usize,
        papers: &[&WrittenPaper],
        watch: &(dyn Fn(Step) + Sync),
    ) -> Vec<Pictures> {
        watch(Step::Print(papers.len()));
        let take = |index: usize| {
            let taken = self.take(papers[index]);
            watch(Step::Printed);
            taken
        };
        let broken = |index: usize| {
            let failure = TypesetFailure::Broken("panic".into());
            self.failed(self.without_pages(papers[index]).0, papers[index], &failure)
        };
        typeset::in_parallel(threads, papers.len(), take, broken)
    }

    fn take(&self, paper: &WrittenPaper) -> Pictures {
        let (mut shown, marked) = self.without_pages(paper);
        let pages = match self.typesetter.pictures(paper, &marked) {
            Ok(pages) => pages,
            Err(failure) => return self.failed(shown, paper, &failure),
        };
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        for (page, number) in pages.into_iter().zip(1..) {
            let name = picture_name(&paper.file, number);
            match self.ledger.file_data(&format!("{FOLDER}/{name}"), &page.png) {
                Ok(stands) => files.push(stands),
                Err(wrong) => findings.push(*wrong),
            }
            let (width, height, marks) = (page.width, page.height, page.marks);
            shown.pages.push(PreviewedPage { name, width, height, marks });
        }
        Pictures { paper: shown, files, findings }
    }

    fn failed(&self, paper: PreviewedPaper, of: &WrittenPaper, why: &TypesetFailure) -> Pictures {
        let findings = why.findings(of, |text| self.counted.forms.places_of(text));
        Pictures { paper, files: Vec::new(), findings }
    }

    /// Compares a paper with the last run's. Returns what is told of it, and what is marked.
    fn without_pages(&self, paper: &WrittenPaper) -> (PreviewedPaper, Vec<MarkedWords>) {
        let Compared { said, what, found } = Compared::of(self.before, paper);
        let told = found.iter().map(Difference::told).collect();
        let marked = found.iter().flat_map(|one| marks(&said, one)).take(MOST_MARKS).collect();
        let (kind, file) = (paper.kind.to_owned(), paper.file.clone());
        (PreviewedPaper { kind, file, pages: Vec::new(), what, told }, marked)
    }
}
