//! Typesets papers on all threads and files each as soon as it is ready.

mod filer;
pub(super) mod gather;
mod pile;
mod telling;

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::sync::mpsc::SyncSender;
use std::thread;

use self::filer::{FilingResult, Typeset};
pub(super) use self::pile::PaperPile;
use self::telling::Seen;
use super::changes::PapersBefore;
use crate::documents::WrittenPaper;
use crate::finding::Finding;
use crate::forms::Forms;
use crate::job::{Job, Step};
use crate::ledger::{Filed, Ledger, PaperToFile};
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

/// What became of a paper: a paper that stands there already; `None` where it is on its way to the
/// filer, and in a mere check; or the findings that kept it from being printed.
type PressResult = Result<Option<Filed>, Vec<Finding>>;

impl Press<'_> {
    /// Prints papers, and files them unless this is a mere check. A mere check prints only what can
    /// show a fault of its own. The result is in the order of the papers, however the threads work.
    pub(super) fn print(&self, written: &[WrittenPaper]) -> PaperPile {
        match self.ledger {
            Some(ledger) => self.print_and_file(ledger, written),
            None => self.try_out(written),
        }
    }

    /// Typesets papers on all threads while another thread files them.
    fn print_and_file(&self, ledger: &Ledger, written: &[WrittenPaper]) -> PaperPile {
        let (send, typeset) = filer::way();
        let (outcomes, filed) = thread::scope(|scope| {
            let filer = scope.spawn(move || filer::file_all(ledger, &typeset));
            let outcomes =
                self.each(written, |index| self.one(ledger, index, &written[index], &send));
            drop(send);
            (outcomes, filer.join().unwrap_or_default())
        });
        let mut filed: BTreeMap<usize, FilingResult> = filed.into_iter().collect();
        let mut pile = PaperPile::default();
        for (index, (paper, outcome)) in written.iter().zip(outcomes).enumerate() {
            match (outcome, filed.remove(&index)) {
                (Ok(Some(standing)), _) => pile.filed(paper, standing),
                (Ok(None), Some(Ok((filed, noticed)))) => {
                    pile.filed(paper, filed);
                    pile.findings.extend(noticed);
                }
                (Ok(None), Some(Err(wrong))) => pile.cannot(paper, vec![*wrong]),
                (Ok(None), None) => pile.cannot(paper, self.broken(paper)),
                (Err(wrong), _) => pile.cannot(paper, wrong),
            }
        }
        pile
    }

    /// Typesets what can show a fault of its own, and files nothing.
    fn try_out(&self, written: &[WrittenPaper]) -> PaperPile {
        let mut seen = Seen::default();
        let telling = written.iter().filter_map(|paper| Some((paper, seen.telling(paper)?)));
        let (written, data): (Vec<_>, Vec<_>) = telling.unzip();
        let mut pile = PaperPile::default();
        let outcomes = self.each(&written, |index| {
            let tried = self.typesetter.try_out(written[index], &data[index]);
            (self.watch)(Step::Printed);
            tried.map(|()| None).map_err(|failure| self.told(&failure, written[index]))
        });
        for (paper, outcome) in written.into_iter().zip(outcomes) {
            if let Err(wrong) = outcome {
                pile.cannot(paper, wrong);
            }
        }
        pile
    }

    /// Works on papers on all threads.
    fn each<P: Borrow<WrittenPaper> + Sync>(
        &self,
        written: &[P],
        work: impl Fn(usize) -> PressResult + Sync,
    ) -> Vec<PressResult> {
        if written.is_empty() {
            return Vec::new();
        }
        (self.watch)(Step::Print(written.len()));
        let broken = |index: usize| Err(self.broken(written[index].borrow()));
        typeset::in_parallel(self.job.threads, written.len(), work, broken)
    }

    /// Typesets one paper and sends it to the filer, unless it stands there already.
    fn one<'p>(
        &self,
        ledger: &Ledger,
        index: usize,
        paper: &'p WrittenPaper,
        filer: &SyncSender<Typeset<'p>>,
    ) -> PressResult {
        let told = |failure: TypesetFailure| self.told(&failure, paper);
        let key = self.typesetter.key(paper).map_err(told)?;
        let standing =
            if self.job.fresh { None } else { ledger.unchanged(paper.kind, &paper.file, &key) };
        if standing.is_none() {
            let printed = self.typesetter.print(paper).map_err(told)?;
            self.before.keep(ledger, paper).map_err(|finding| vec![*finding])?;
            // The filer stops early only when it breaks down; then the paper is missed at the end.
            let _ = filer.send((index, PaperToFile { paper, key, printed }));
        }
        (self.watch)(Step::Printed);
        Ok(standing)
    }

    /// Says that the program itself failed at a paper.
    fn broken(&self, paper: &WrittenPaper) -> Vec<Finding> {
        self.told(&TypesetFailure::Broken("panic".into()), paper)
    }

    /// Turns a failure into findings at the cells with the missing characters.
    fn told(&self, failure: &TypesetFailure, paper: &WrittenPaper) -> Vec<Finding> {
        failure.findings(paper, |text| self.forms.places_of(text))
    }
}
