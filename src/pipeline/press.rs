//! Typesets papers on all threads and files each as soon as it is ready.

use std::collections::BTreeSet;

use super::changes::{PapersBefore, SaidContent};
use crate::changes::MEMORY;
use crate::documents::{WaitingPaper, WrittenPaper};
use crate::finding::{Finding, Findings};
use crate::forms::Forms;
use crate::job::{Job, Step};
use crate::ledger::{Filed, FiledPaper, Ledger};
use crate::page::{CHECKED_DATA, CHECKED_PAGE};
use crate::typeset::{self, TypesetFailure, Typesetter};

/// Everything that is needed to print papers.
pub(super) struct Press<'a> {
    /// The job; its number of threads is used.
    pub(super) job: &'a Job,
    /// Typesets the papers.
    pub(super) typesetter: &'a Typesetter,
    /// The ledger in which papers are filed; `None` for a mere check.
    pub(super) ledger: Option<&'a Ledger>,
    /// What the papers of the last run said.
    pub(super) before: &'a PapersBefore,
    /// Tells in which cells a character stands.
    pub(super) forms: &'a Forms,
    /// Is told each step.
    pub(super) watch: &'a (dyn Fn(Step) + Sync),
}

/// The result of printing some papers.
#[derive(Default)]
pub(super) struct PaperPile {
    /// Papers that were filed.
    pub(super) filed: Vec<Filed>,
    /// Papers that could not be printed.
    pub(super) waiting: Vec<WaitingPaper>,
    /// What was found on the way.
    pub(super) findings: Findings,
    /// What the filed papers say.
    pub(super) said: Vec<SaidContent>,
    /// Data files beside the papers.
    pub(super) data: Vec<FiledPaper>,
}

/// The result for one paper: the filed paper (`None` in a mere check) with a finding that was made
/// on the way; or the findings that kept it from being printed.
type PressResult = Result<(Option<Filed>, Option<Finding>), Vec<Finding>>;

impl Press<'_> {
    /// Prints papers, and files them unless this is a mere check. A mere check prints only the
    /// papers that can show a fault of their own. The result is in the order of the papers, however
    /// the threads work.
    pub(super) fn print(&self, written: &[WrittenPaper]) -> PaperPile {
        let written =
            if self.ledger.is_some() { written.iter().collect() } else { telling(written) };
        let mut pile = PaperPile::default();
        if written.is_empty() {
            return pile;
        }
        (self.watch)(Step::Print(written.len()));
        let broken =
            |index: usize| Err(self.told(&TypesetFailure::Broken("panic".into()), written[index]));
        let outcomes = typeset::in_parallel(
            self.job.threads,
            written.len(),
            |index| self.one(written[index]),
            broken,
        );
        for (paper, outcome) in written.iter().zip(outcomes) {
            match outcome {
                Ok((filed, noticed)) => {
                    pile.said.extend(filed.as_ref().map(|filed| SaidContent::of(paper, filed)));
                    pile.filed.extend(filed);
                    pile.findings.extend(noticed);
                }
                Err(wrong) => {
                    pile.waiting.push(paper.waiting_for("sửa lỗi nêu ở trên"));
                    pile.findings.extend(wrong);
                }
            }
        }
        pile
    }

    /// Typesets one paper and files it, unless this is a mere check.
    fn one(&self, paper: &WrittenPaper) -> PressResult {
        let told = |failure: TypesetFailure| self.told(&failure, paper);
        let key = self.typesetter.key(paper).map_err(told)?;
        if let Some(standing) = self.standing(paper, &key) {
            (self.watch)(Step::Printed);
            return Ok((Some(standing), None));
        }
        let printed = self.typesetter.print(paper).map_err(told)?;
        (self.watch)(Step::Printed);
        let kept = self.ledger.map(|ledger| self.before.keep(ledger, paper)).transpose();
        kept.map_err(|finding| vec![*finding])?;
        let filed = self.ledger.map(|ledger| ledger.file_paper(paper, key, &printed)).transpose();
        let (filed, noticed) = filed.map_err(|finding| vec![*finding])?.unzip();
        Ok((filed, noticed.flatten()))
    }

    /// Returns a paper that stands in the outputs folder as it would be typeset now; `None` where it
    /// must be typeset, and where the job asks for everything anew.
    fn standing(&self, paper: &WrittenPaper, key: &str) -> Option<Filed> {
        self.ledger.filter(|_| !self.job.fresh)?.unchanged_paper(paper, key)
    }

    /// Turns a failure into findings at the cells with the missing characters.
    fn told(&self, failure: &TypesetFailure, paper: &WrittenPaper) -> Vec<Finding> {
        failure.findings(paper, |text| self.forms.places_of(text))
    }
}

/// Returns the papers with a layout or a character that no earlier paper has. Whatever could keep
/// one of the other papers from being printed shows in these.
fn telling(written: &[WrittenPaper]) -> Vec<&WrittenPaper> {
    let (mut layouts, mut characters) = (BTreeSet::new(), BTreeSet::new());
    let mut new = |paper: &&WrittenPaper| {
        let text = serde_json::to_string(&paper.document).unwrap_or_default();
        let before = characters.len();
        characters.extend(text.chars());
        layouts.insert(paper.layout) || characters.len() > before
    };
    written.iter().filter(|paper| new(paper)).collect()
}

impl PaperPile {
    /// Adds another pile to this one.
    pub(super) fn add(&mut self, other: Self) {
        self.filed.extend(other.filed);
        self.waiting.extend(other.waiting);
        self.findings.extend(other.findings);
        self.data.extend(other.data);
        self.said.extend(other.said);
    }

    /// Adds a data file, or the finding that kept it from being written.
    pub(super) fn data(&mut self, filed: Result<FiledPaper, Box<Finding>>) {
        match filed {
            Ok(filed) => self.data.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }

    /// Returns the names of all files of the run, with the report that is written last.
    pub(super) fn names(&self) -> Vec<&str> {
        let (papers, data) =
            (self.filed.iter().map(|one| &one.file), self.data.iter().map(|one| &one.file));
        papers.chain(data).map(String::as_str).chain([CHECKED_PAGE, CHECKED_DATA, MEMORY]).collect()
    }

    /// Adds a workbook, or the finding that kept it from being written.
    pub(super) fn file(&mut self, filed: Result<Filed, Box<Finding>>) {
        match filed {
            Ok(filed) => self.filed.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }
}
