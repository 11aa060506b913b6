//! Drafts (bản thảo): every paper that is not signed yet as a Word file that leaders correct, and
//! what they changed when it comes back.
//!
//! A draft is made from the same document as the PDF. What a paper states as a fact of the round
//! stands in a locked control; number and day stand in open ones. The official PDF always comes
//! from the typesetter: of a draft that comes back, words are taken into the wording, and figures
//! are held against the round.

mod compare;
mod content;
mod identity;
mod measures;
mod read;
mod style;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use zip::result::ZipError;

pub use self::compare::{
    Compared, Comparison, Paragraph, ProseChange, SourceEdit, Whither, compare, patched,
    source_edits,
};
use self::content::{Content, content};
use self::identity::Identity;
use self::measures::Measures;
pub use self::read::{Marginal, MarginalKind, ReturnedDraft, Seen, SeenKind, read};
use self::write::{Properties, docx};
use crate::documents::{StatedFact, WrittenPaper};
use crate::tally::Tally;
use crate::templates::Templates;

/// The folder of the drafts below the outputs folder.
pub const FOLDER: &str = "ban-thao";
/// Name of a draft in the summary.
pub const KIND: &str = "Bản thảo";
/// What stands on every draft.
pub const MARK: &str = "DỰ THẢO";
/// Of more papers of one kind and wording than this, the first stands for all: they differ in names
/// and figures, and their words are one wording file.
pub const ALIKE: usize = 100;

/// What drafts are written with.
pub struct DraftDesk<'a> {
    stated: &'a [StatedFact],
    /// Names of products and owners, longest first.
    names: Vec<String>,
    measures: Measures,
}

impl<'a> DraftDesk<'a> {
    /// Gets ready. `stated` are the facts that the papers may state.
    ///
    /// # Errors
    ///
    /// When the office's templates folder cannot be read.
    pub fn new(
        stated: &'a [StatedFact],
        tally: &Tally<'_>,
        templates: &Templates,
    ) -> io::Result<Self> {
        let products = tally.products.iter().map(|product| product.entry);
        let every = products
            .flat_map(|entry| [entry.product.value.as_str(), entry.owner.name.value.as_str()]);
        let long = |name: &&str| name.chars().count() >= SHORTEST;
        let mut names: Vec<String> = every.map(str::trim).filter(long).map(str::to_owned).collect();
        names.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        names.dedup();
        Ok(Self { stated, names, measures: Measures::read(templates)? })
    }

    /// Writes the draft of a paper.
    ///
    /// # Errors
    ///
    /// None in practice: nothing is written to a disk.
    pub fn write(&self, paper: &WrittenPaper) -> Result<Vec<u8>, ZipError> {
        let content = self.content(paper);
        let identity = Identity::of(paper, &content);
        let document = &paper.document;
        let day = format!(
            "{:04}-{:02}-{:02}",
            paper.date.year(),
            u8::from(paper.date.month()),
            paper.date.day()
        );
        let properties = Properties { title: &document.title, author: &document.author, day };
        docx(&content, &identity, &properties, &self.measures)
    }

    fn content<'d>(&self, paper: &'d WrittenPaper) -> Content<'d> {
        content(paper, self.stated, &self.names, &self.measures)
    }

    /// Returns the lines of the draft of a paper, as it says them.
    #[must_use]
    pub fn lines(&self, paper: &WrittenPaper) -> Vec<String> {
        content::lines(&self.content(paper)).iter().map(content::FlatLine::text).collect()
    }
}

/// Letters of the shortest name that is looked for in running text.
const SHORTEST: usize = 3;

/// Returns where the draft of a paper is filed: `ban-thao/06-quyet-dinh/quyet-dinh.docx`.
#[must_use]
pub fn file_of(paper: &str) -> String {
    format!("{FOLDER}/{}.docx", paper.strip_suffix(".pdf").unwrap_or(paper))
}

/// Tells which papers get a draft of their own: all, but of many alike the first.
#[must_use]
pub fn wanted(written: &[WrittenPaper]) -> Vec<&WrittenPaper> {
    let mut counts = BTreeMap::new();
    for paper in written {
        *counts.entry((paper.kind, paper.wording.as_str())).or_insert(0_usize) += 1;
    }
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    for paper in written {
        let own = (paper.kind, paper.wording.as_str());
        let is_first = seen.insert(own);
        if is_first || counts.get(&own).is_some_and(|count| *count <= ALIKE) {
            wanted.push(paper);
        }
    }
    wanted
}
