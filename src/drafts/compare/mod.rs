//! Holds a draft that came back against the paper as it is made now: words that were changed, each
//! with its place in the wording file or elsewhere, and figures that differ from the round.

mod align;
mod beside;
mod comparer;
mod elsewhere;
mod facts;
mod markdown;
mod patch;
mod rows;
mod verdicts;
mod words;

use self::comparer::Comparer;
pub use self::patch::{SourceEdit, patched};
use super::DraftDesk;
use super::content::lines;
use super::read::ReturnedDraft;
use crate::counting::Counted;
use crate::documents::{WriteUp, WrittenPaper};
use crate::finding::Finding;

/// What is held against each other.
pub struct Compared<'a> {
    /// What the papers are made from.
    pub counted: &'a Counted<'a>,
    /// The papers as they are made now.
    pub papers: &'a WriteUp,
    /// The one of them that the draft is of.
    pub paper: &'a WrittenPaper,
    /// Its wording file, as it is now.
    pub wording: &'a str,
    /// Name of the file that came back.
    pub name: &'a str,
}

/// What a draft that came back says differently.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Figures, names, stars and verdicts that differ, and controls that were taken away.
    pub findings: Vec<Finding>,
    /// Words that were changed.
    pub prose: Vec<ProseChange>,
    /// The paragraphs in which something differs.
    pub paragraphs: Vec<Paragraph>,
    /// Number and day as they were filled in on the draft (Vietnamese).
    pub filled: Vec<String>,
    /// The recipients as the draft has them, where they were changed.
    pub recipients: Option<Vec<String>>,
    /// Whether facts changed since the draft was written.
    pub outdated: bool,
    /// Whether words of the paper changed since the draft was written.
    pub older: bool,
    /// Whether the program with which the draft was saved dropped the names of the controls.
    pub unnamed: bool,
}

/// Words that were changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProseChange {
    /// Where (Vietnamese).
    pub at: String,
    /// What was changed (Vietnamese).
    pub told: String,
    /// Where the change is to be made.
    pub whither: Whither,
    /// Numbers that it puts into the words, where they do not follow the round any more.
    pub figures: Vec<String>,
    /// Index in [`Comparison::paragraphs`].
    pub paragraph: usize,
}

/// A paragraph in which something differs, or several that belong together. Its changes are made
/// all or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What it says on the paper.
    pub olds: Vec<String>,
    /// Which lines of the draft they are.
    pub news: Vec<usize>,
    /// What it says on the draft.
    pub wanted: String,
    /// Why none of its changes can be made, where that is not for one of them (Vietnamese).
    pub barred: Option<&'static str>,
}

/// Where a change of words is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whither {
    /// In the wording file, by these edits.
    Wording(Vec<SourceEdit>),
    /// Somewhere else (Vietnamese).
    Elsewhere(String),
    /// Nowhere: something else of its paragraph cannot be taken.
    Held,
}

impl Comparison {
    /// Tells whether anything differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.findings.is_empty() || !self.prose.is_empty() || !self.filled.is_empty()
    }

    /// Holds back what belongs to a paragraph of which something cannot be taken.
    pub fn hold_together(&mut self) {
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            let own = |change: &&mut ProseChange| change.paragraph == index;
            if let Some(reason) = paragraph.barred
                && let Some(first) = self.prose.iter_mut().find(own)
                && matches!(first.whither, Whither::Wording(_))
            {
                first.whither = Whither::Elsewhere(reason.to_owned());
            }
            let is_for_wording = |change: &ProseChange| {
                change.paragraph != index || matches!(change.whither, Whither::Wording(_))
            };
            if !self.prose.iter().all(is_for_wording) {
                let wording = |change: &&mut ProseChange| {
                    change.paragraph == index && matches!(change.whither, Whither::Wording(_))
                };
                self.prose.iter_mut().filter(wording).for_each(|one| one.whither = Whither::Held);
            }
        }
    }
}

impl ReturnedDraft {
    /// Returns the path of the paper that it says to be.
    #[must_use]
    pub fn paper(&self) -> Option<&str> {
        self.identity.as_ref().map(|identity| identity.paper.as_str())
    }
}

/// Compares a draft with the paper as it is made now.
#[must_use]
pub fn compare(desk: &DraftDesk<'_>, compared: &Compared<'_>, came: &ReturnedDraft) -> Comparison {
    let content = desk.content(compared.paper);
    let old = lines(&content);
    let mut found = Comparer::new(compared, came, &content, &old).compare();
    found.hold_together();
    found
}

/// Returns all edits of a comparison that belong to the wording file, each once.
#[must_use]
pub fn source_edits(changes: &[ProseChange]) -> Vec<SourceEdit> {
    let mut edits: Vec<SourceEdit> = Vec::new();
    for change in changes {
        if let Whither::Wording(own) = &change.whither {
            for edit in own {
                if !edits.contains(edit) {
                    edits.push(edit.clone());
                }
            }
        }
    }
    edits
}
