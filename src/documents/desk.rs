//! The data from which every paper is written.

use std::borrow::Cow;

use careful_spreadsheet::text::fold;
use minijinja::Value;

use super::bodies::Bodies;
use super::facts::Facts;
use super::pictures::CertificatePictures;
use super::traced::{StatedFact, Traced};
use super::wording::Wording;
use crate::communes::PlacesOfToday;
use crate::criteria::Act;
use crate::round::{PaperKind, PaperSettings, Round};
use crate::tally::Tally;

/// The data from which every paper is written: round, act, results, facts and wording.
pub(super) struct WritingDesk<'a> {
    /// The settings of the round.
    pub(super) round: &'a Round,
    /// The act whose criteria apply.
    pub(super) act: &'a Act,
    /// The results.
    pub(super) tally: &'a Tally<'a>,
    /// The facts that papers state.
    pub(super) facts: &'a Facts,
    /// The wording files.
    pub(super) wording: &'a Wording,
    /// The names of public bodies.
    pub(super) bodies: &'a Bodies,
    /// The communes of the province and what they were; `None` where no list is known, and while the
    /// province has districts.
    pub(super) places: Option<PlacesOfToday>,
    /// The office's pictures for certificates.
    pub(super) pictures: CertificatePictures,
    /// Template values that every wording file may use.
    pub(super) common: Value,
    /// All facts in these values, by the index with which papers name them.
    pub(super) stated: Vec<StatedFact>,
    /// Whether the words of each paper are followed back to its wording file.
    pub(super) follows: bool,
}

impl WritingDesk<'_> {
    /// Returns the index of a fact that a cell of a table states: the cell is then explained by it.
    /// `None` for a fact that is not among [`Facts`].
    pub(super) fn fact<T: ToString>(&self, fact: &Traced<T>) -> Option<usize> {
        let value = fact.value.to_string();
        let same = |known: &StatedFact| {
            known.value == value && known.what == fact.what && known.rows == fact.rows
        };
        self.stated.iter().position(same)
    }

    /// Returns the settings with which a paper is printed, or why it must wait: nobody is known to sign it.
    pub(super) fn settings(&self, kind: PaperKind) -> Result<Cow<'_, PaperSettings>, String> {
        let paper = self.round.printed(kind);
        if paper.signer.name.is_empty() {
            return Err(format!("điền người ký (signer) ở mục [papers.{}]", kind.key()));
        }
        Ok(paper)
    }

    /// Returns the official name of a product set. The typed name is compared without regard to
    /// case and spelling of tones; when the act has no such set, the typed name is returned.
    pub(super) fn set_name(&self, typed: &str) -> String {
        let wanted = fold(typed);
        self.act
            .set(|name| fold(name) == wanted)
            .map_or_else(|| typed.to_owned(), |set| set.name.clone())
    }
}
