//! The words by which lists are understood, as `templates/words/lists.toml` has them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::RegistrationWords;
use crate::forms::heading::{ColumnFile, HeadingFile, Vocabulary};
use crate::forms::phrases::Phrases;

/// The words by which lists are understood. The file explains each list of words.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "ListWordsFile")]
pub(in crate::forms) struct ListWords {
    /// Words of headings over columns.
    pub(in crate::forms) headings: Vocabulary,
    /// Words of rows between and below the products, and of values.
    pub(in crate::forms) rows: ListRowWords,
    /// Words of rows that head a section of products.
    pub(in crate::forms) sections: SectionWords,
    /// Words about the kind of registration.
    pub(in crate::forms) registration: RegistrationWords,
    /// Words about dossiers.
    pub(in crate::forms) dossier: DossierWords,
}

/// The file of words as an office writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListWordsFile {
    columns: BTreeMap<String, ColumnFile>,
    headings: HeadingFile,
    rows: ListRowWords,
    sections: SectionWords,
    registration: RegistrationWords,
    dossier: DossierWords,
}

impl TryFrom<ListWordsFile> for ListWords {
    type Error = String;

    fn try_from(file: ListWordsFile) -> Result<Self, String> {
        Ok(Self {
            headings: Vocabulary::of(&file.columns, &file.headings)?,
            rows: file.rows,
            sections: file.sections,
            registration: file.registration,
            dossier: file.dossier,
        })
    }
}

/// Words of rows that are no products, and of values that count as none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct ListRowWords {
    /// How a totals row begins.
    pub(in crate::forms) totals: Phrases,
    /// What may follow the beginning of a totals row.
    pub(in crate::forms) totals_behind: Phrases,
    /// Sums that are carried from page to page.
    pub(in crate::forms) carried: Phrases,
    /// How signatures and footnotes below a table begin.
    pub(in crate::forms) signature: Phrases,
    /// What withdraws a product, anywhere in a cell of its row.
    pub(in crate::forms) withdrawn: Phrases,
    /// What withdraws a product where nothing else stands in the cell.
    pub(in crate::forms) withdrawn_whole: Phrases,
    /// What says that the products of a section or a table are not proposed.
    pub(in crate::forms) not_proposed: Phrases,
    /// What says that the products of a section are proposed.
    pub(in crate::forms) proposed: Phrases,
    /// What makes a title that of results of the past.
    pub(in crate::forms) past: Phrases,
    /// How the title of a table begins.
    pub(in crate::forms) titles: Phrases,
    /// Signs that repeat the row above.
    pub(in crate::forms) ditto: Vec<String>,
    /// Values that are no names.
    pub(in crate::forms) no_name: Phrases,
}

/// Words of rows that head a section of products.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct SectionWords {
    /// What stands before the name of a product set.
    pub(in crate::forms) set: Phrases,
    /// What stands before the name of a group above product sets.
    pub(in crate::forms) set_above: Phrases,
    /// What stands before the name of an owner.
    pub(in crate::forms) owner: Phrases,
    /// Legal forms with which the names of owners begin.
    pub(in crate::forms) legal: Phrases,
    /// Words of which a heading is made that names legal forms and no owner.
    pub(in crate::forms) legal_words: Phrases,
}

/// Words that say whether items are in a dossier.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::forms) struct DossierWords {
    /// What says that something is there.
    pub(in crate::forms) yes: Phrases,
    /// Those of `yes` that say that everything is there.
    pub(in crate::forms) full: Phrases,
    /// What says that something is lacking.
    pub(in crate::forms) lack: Phrases,
    pub(in crate::forms) negation: Phrases,
    /// Those of `lack` whose negation says neither that an item is there nor that it is lacking:
    /// `không yêu cầu`.
    pub(in crate::forms) cannot_be_negated: Phrases,
    /// Texts of whole cells that say that nothing is there.
    pub(in crate::forms) none: Phrases,
    /// Words with which a new statement begins.
    pub(in crate::forms) breaks: Phrases,
}
