//! Where the words of a paper stand in its wording file.

use super::trace::LetterOrigin;
use crate::documents::traced::is_mark;

/// Where the letters of a paper come from, block by block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaperOrigin {
    /// The type name.
    pub name: Vec<LetterOrigin>,
    /// The subject.
    pub subject: Vec<LetterOrigin>,
    /// The blocks of the body; empty for tables and charts.
    pub blocks: Vec<Vec<LetterOrigin>>,
}

/// The letters of the blocks of a filled wording, each with the byte at which it stands there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::documents) struct BlockLetters {
    /// The type name, then the subject.
    pub(in crate::documents) heads: Vec<Letters>,
    /// The blocks of the body.
    pub(in crate::documents) blocks: Vec<Letters>,
}

/// Letters with their places; the place is missing where it is not known.
pub(in crate::documents) type Letters = Vec<(char, Option<usize>)>;

impl PaperOrigin {
    /// Joins what the reader of the filled wording found with where its bytes come from.
    pub(in crate::documents) fn of(letters: BlockLetters, origins: &[LetterOrigin]) -> Self {
        let origin = |at: Option<usize>| {
            at.and_then(|at| origins.get(at)).cloned().unwrap_or(LetterOrigin::Unknown)
        };
        let block = |letters: Letters| {
            let own = letters.into_iter().filter(|(sign, _)| !is_mark(*sign));
            own.map(|(_, at)| origin(at)).collect::<Vec<_>>()
        };
        let mut heads = letters.heads.into_iter().map(block);
        Self {
            name: heads.next().unwrap_or_default(),
            subject: heads.next().unwrap_or_default(),
            blocks: letters.blocks.into_iter().map(block).collect(),
        }
    }
}
