//! Shows the papers as a run would make them now, on one count, and files nothing: pages on demand,
//! what differs from the last run, where figures come from. The desk looks at papers through this.

use std::io;

use super::changes::PapersBefore;
pub use super::compared::Compared;
use super::compared::{MOST_MARKS, marks};
use super::returns;
use crate::changes::SaidPart;
use crate::counting::{self, Counted};
use crate::documents::{self, WaitingPaper, WriteUp, WrittenPaper};
use crate::explain::{FigureStory, PaperFigure, WordSources};
use crate::finding::Findings;
use crate::intake;
use crate::job::{Job, RunFault};
use crate::ledger::Ledger;
use crate::typeset::{LaidPaper, MarkedWords, TypesetFailure, Typesetter, WordBox};

/// The papers of a round as they would be made now.
pub struct PaperView<'a> {
    /// What they are made from.
    pub counted: &'a Counted<'a>,
    papers: WriteUp,
    /// The letters to districts, whose facts are a list of their own.
    letters: WriteUp,
    typesetter: Typesetter,
    before: PapersBefore,
}

/// Counts a round, writes up its papers and hands them to `then`. `findings` are those of the last
/// check: the letters to districts tell them. Nothing is written. `None` when the declaration cannot
/// be used.
///
/// # Errors
///
/// [`RunFault`] when a folder cannot be read.
pub fn view<T>(
    job: &Job,
    findings: &Findings,
    then: impl FnOnce(&PaperView<'_>) -> T,
) -> Result<Option<T>, RunFault> {
    intake::look_for(&job.inputs)?;
    let viewed = counting::with_results(job, &|_| {}, |counted| {
        let Counted { round, acts, templates, tally, facts, .. } = &counted;
        let typesetter = Typesetter::new(templates)?;
        let papers = documents::write_up(round, acts.main(), tally, facts, templates)?;
        let letters = returns::letters(&counted, findings, &typesetter)?;
        let before = before(job)?;
        Ok(then(&PaperView { counted: &counted, papers, letters, typesetter, before }))
    })?;
    Ok(viewed.ok())
}

/// Reads what the papers of the last run said, without making the folder.
fn before(job: &Job) -> io::Result<PapersBefore> {
    if job.outputs.is_dir() {
        return Ok(PapersBefore::read(&Ledger::open(&job.outputs)?));
    }
    Ok(PapersBefore::None)
}

impl PaperView<'_> {
    /// The papers that can be made now, in the order of the round.
    pub fn written(&self) -> impl Iterator<Item = &WrittenPaper> {
        self.papers.written.iter().chain(&self.letters.written)
    }

    /// The papers that wait.
    pub fn waiting(&self) -> impl Iterator<Item = &WaitingPaper> {
        self.papers.waiting.iter().chain(&self.letters.waiting)
    }

    /// The key of a paper: papers with the same key are the same PDF.
    ///
    /// # Errors
    ///
    /// As [`Typesetter::key`].
    pub fn key(&self, paper: &WrittenPaper) -> Result<String, TypesetFailure> {
        self.typesetter.key(paper)
    }

    /// Lays out a paper.
    ///
    /// # Errors
    ///
    /// As [`Typesetter::lay_out`].
    pub fn lay_out(&self, paper: &WrittenPaper) -> Result<LaidPaper, TypesetFailure> {
        self.typesetter.lay_out(paper)
    }

    /// Compares a paper with the last run's.
    #[must_use]
    pub fn compared(&self, paper: &WrittenPaper) -> Compared {
        Compared::of(&self.before, paper)
    }

    /// Returns the boxes of the differences on the pages; `of` is the index of the difference.
    #[must_use]
    pub fn differing(&self, compared: &Compared, pages: &LaidPaper) -> Vec<WordBox> {
        let found = compared.found.iter().enumerate();
        let (owners, marked): (Vec<usize>, Vec<MarkedWords>) = found
            .flat_map(|(of, one)| {
                marks(&compared.said, one).into_iter().map(move |mark| (of, mark))
            })
            .take(MOST_MARKS)
            .unzip();
        let boxes = pages.boxes(&marked).into_iter();
        boxes.map(|found| WordBox { of: owners[found.of], ..found }).collect()
    }

    /// The figures of a paper that can be followed back.
    #[must_use]
    pub fn figures(&self, paper: &WrittenPaper) -> Vec<PaperFigure> {
        WordSources::of(self.counted, self.of(paper), paper).figures()
    }

    /// Returns the boxes of figures on the pages; `of` is the index of the figure.
    #[must_use]
    pub fn figured(&self, figures: &[PaperFigure], pages: &LaidPaper) -> Vec<WordBox> {
        let mark = |figure: &PaperFigure| MarkedWords {
            words: figure.words.clone(),
            marked: figure.word..figure.word + 1,
        };
        pages.boxes(&figures.iter().map(mark).collect::<Vec<_>>())
    }

    /// Returns the boxes of a whole part of a paper on the pages.
    #[must_use]
    pub fn boxed(&self, part: &SaidPart, pages: &LaidPaper) -> Vec<WordBox> {
        let words: Vec<String> =
            part.texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned).collect();
        let marked = 0..words.len();
        pages.boxes(&[MarkedWords { words, marked }])
    }

    /// Tells the way of a figure of a paper.
    #[must_use]
    pub fn story(&self, paper: &WrittenPaper, figure: &PaperFigure) -> Option<FigureStory> {
        WordSources::of(self.counted, self.of(paper), paper).story(figure)
    }

    /// The papers among which a paper stands.
    fn of(&self, paper: &WrittenPaper) -> &WriteUp {
        let is_letter = self.letters.written.iter().any(|letter| letter.file == paper.file);
        if is_letter { &self.letters } else { &self.papers }
    }
}
