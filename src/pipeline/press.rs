//! Typesets papers on all threads and files each as soon as it is ready.

use std::collections::BTreeSet;

use crate::documents::{WaitingPaper, WrittenPaper};
use crate::finding::{Finding, Findings};
use crate::forms::Forms;
use crate::job::{Job, Step};
use crate::ledger::{Filed, FiledPaper, Ledger};
use crate::page::{CHECKED_DATA, CHECKED_PAGE};
use crate::typeset::{self, Failure, Typesetter};

/// What papers are printed with.
pub(super) struct Press<'a> {
    pub(super) job: &'a Job,
    pub(super) typesetter: &'a Typesetter,
    /// Where papers are filed; in a mere check, nowhere.
    pub(super) ledger: Option<&'a Ledger>,
    pub(super) forms: &'a Forms,
    pub(super) watch: &'a (dyn Fn(Step) + Sync),
}

/// What came of some papers.
#[derive(Default)]
pub(super) struct PaperPile {
    pub(super) filed: Vec<Filed>,
    pub(super) waiting: Vec<WaitingPaper>,
    pub(super) findings: Findings,
    /// Files of data beside the papers.
    pub(super) data: Vec<FiledPaper>,
}

/// A paper that was typeset and, in a run, filed, with what was noticed; or what stood against it.
type PressResult = Result<(Option<Filed>, Option<Finding>), Vec<Finding>>;

impl Press<'_> {
    /// Prints these papers; in a mere check, those that tell what stands against any. The pile is
    /// in their order, whatever the threads do.
    pub(super) fn print(&self, written: &[WrittenPaper]) -> PaperPile {
        let written =
            if self.ledger.is_some() { written.iter().collect() } else { telling(written) };
        let mut pile = PaperPile::default();
        if written.is_empty() {
            return pile;
        }
        (self.watch)(Step::Print(written.len()));
        let broken =
            |index: usize| Err(self.told(&Failure::Broken("panic".into()), written[index]));
        let outcomes = typeset::in_parallel(
            self.job.threads,
            written.len(),
            |index| self.one(written[index]),
            broken,
        );
        for (paper, outcome) in written.iter().zip(outcomes) {
            match outcome {
                Ok((paper, noticed)) => {
                    pile.filed.extend(paper);
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

    fn one(&self, paper: &WrittenPaper) -> PressResult {
        let printed = self.typesetter.print(paper).map_err(|failure| self.told(&failure, paper))?;
        (self.watch)(Step::Printed);
        let filed = self.ledger.map(|ledger| ledger.file_paper(paper, &printed)).transpose();
        let (filed, noticed) = filed.map_err(|finding| vec![*finding])?.unzip();
        Ok((filed, noticed.flatten()))
    }

    fn told(&self, failure: &Failure, paper: &WrittenPaper) -> Vec<Finding> {
        failure.findings(paper, |text| self.forms.places_of(text))
    }
}

/// The papers with a layout or a character that no paper before them has: what can keep the others
/// from being printed, can be seen in these.
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
    /// Lays another pile on this one.
    pub(super) fn add(&mut self, other: Self) {
        self.filed.extend(other.filed);
        self.waiting.extend(other.waiting);
        self.findings.extend(other.findings);
        self.data.extend(other.data);
    }

    /// Lays a file of data on the pile, or the finding that kept it from being written.
    pub(super) fn data(&mut self, filed: Result<FiledPaper, Box<Finding>>) {
        match filed {
            Ok(filed) => self.data.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }

    /// The names of everything that a run files, with what it files last.
    pub(super) fn names(&self) -> Vec<&str> {
        let (papers, data) =
            (self.filed.iter().map(|one| &one.file), self.data.iter().map(|one| &one.file));
        papers.chain(data).map(String::as_str).chain([CHECKED_PAGE, CHECKED_DATA]).collect()
    }

    /// Lays a file on the pile that is no paper, or the finding that kept it from being written.
    pub(super) fn file(&mut self, filed: Result<Filed, Box<Finding>>) {
        match filed {
            Ok(filed) => self.filed.push(filed),
            Err(wrong) => self.findings.push(*wrong),
        }
    }
}
