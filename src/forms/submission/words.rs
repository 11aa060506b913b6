//! The words of lists: `templates/words/lists.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::forms::heading::{ColumnFile, HeadingFile, Vocabulary};
use crate::forms::phrases::Phrases;

/// The words by which lists are understood.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "ListWordsFile")]
pub(in crate::forms) struct ListWords {
    /// Those of headings.
    pub(in crate::forms) headings: Vocabulary,
    /// Those of rows between and below the products, and of values.
    pub(in crate::forms) rows: ListRowWords,
    /// Those of rows that head a group of products.
    pub(in crate::forms) sections: SectionWords,
    /// Those that say whether a dossier is complete.
    pub(in crate::forms) dossier: DossierWords,
}

/// The file as the office writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListWordsFile {
    columns: BTreeMap<String, ColumnFile>,
    headings: HeadingFile,
    rows: ListRowWords,
    sections: SectionWords,
    dossier: DossierWords,
}

impl TryFrom<ListWordsFile> for ListWords {
    type Error = String;

    fn try_from(file: ListWordsFile) -> Result<Self, String> {
        let headings = Vocabulary::of(&file.columns, &file.headings)?;
        Ok(Self { headings, rows: file.rows, sections: file.sections, dossier: file.dossier })
    }
}

/// Words of rows that are no products, and of values that are none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct ListRowWords {
    /// What a totals row begins with, and what may follow.
    pub(in crate::forms) totals: Phrases,
    pub(in crate::forms) totals_behind: Phrases,
    /// Sums that are carried from page to page.
    pub(in crate::forms) carried: Phrases,
    /// What stands under a table, and never in one.
    pub(in crate::forms) signature: Phrases,
    /// A product that its list withdraws.
    pub(in crate::forms) withdrawn: Phrases,
    /// The same, where nothing else stands in the cell.
    pub(in crate::forms) withdrawn_whole: Phrases,
    /// Products of a section or a table that are not proposed, and the section that ends them.
    pub(in crate::forms) not_proposed: Phrases,
    pub(in crate::forms) proposed: Phrases,
    /// Results of the past.
    pub(in crate::forms) past: Phrases,
    /// What the title of a table begins with.
    pub(in crate::forms) titles: Phrases,
    /// Signs that repeat the row above.
    pub(in crate::forms) ditto: Vec<String>,
    /// Values that are no name.
    pub(in crate::forms) no_name: Phrases,
}

/// Words of rows that head a group of products.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct SectionWords {
    /// A product set, and what stands above sets.
    pub(in crate::forms) set: Phrases,
    pub(in crate::forms) set_above: Phrases,
    /// An owner.
    pub(in crate::forms) owner: Phrases,
    /// What the name of an owner begins with, and the words that say a legal form and no name.
    pub(in crate::forms) legal: Phrases,
    pub(in crate::forms) legal_words: Phrases,
}

/// Words that say whether something is in a dossier.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct DossierWords {
    pub(in crate::forms) yes: Phrases,
    /// Those of `yes` that say that nothing is lacking.
    pub(in crate::forms) full: Phrases,
    pub(in crate::forms) lack: Phrases,
    pub(in crate::forms) negation: Phrases,
    /// Words of lack of which a negation says neither: `không yêu cầu`.
    pub(in crate::forms) cannot_be_negated: Phrases,
    /// Whole cells that say that nothing is there.
    pub(in crate::forms) none: Phrases,
    /// Words between which one statement ends and the next begins.
    pub(in crate::forms) breaks: Phrases,
}
