//! The papers among which a signed file is looked for. Each is typeset at most once, when it is
//! first needed.

use std::path::Path;
use std::sync::OnceLock;

use pdf_signature::PdfFile;

use super::signed::SignedFile;
use crate::documents::WrittenPaper;
use crate::typeset::{TypesetFailure, TypesetPaper, Typesetter};

/// Some papers of a round.
pub(super) struct PaperLot<'a> {
    pub(super) written: &'a [WrittenPaper],
    typesetter: &'a Typesetter,
    printed: Vec<OnceLock<Result<TypesetPaper, TypesetFailure>>>,
}

impl<'a> PaperLot<'a> {
    /// Takes these papers, without typesetting any yet.
    pub(super) fn new(typesetter: &'a Typesetter, written: &'a [WrittenPaper]) -> Self {
        let printed = written.iter().map(|_| OnceLock::new()).collect();
        Self { written, typesetter, printed }
    }

    /// Returns the typeset form of a paper.
    pub(super) fn printed(&self, index: usize) -> Result<&TypesetPaper, &TypesetFailure> {
        self.printed[index].get_or_init(|| self.typesetter.print(&self.written[index])).as_ref()
    }

    /// Returns the index of the paper that a signed file is; `None` when it is none of these.
    ///
    /// The identity in the PDF decides, whatever the name of the file is now. A file without a
    /// known identity, e.g. from another version of the program, is recognised by its file name and
    /// its title together.
    pub(super) fn recognise(&self, signed: &SignedFile<'_>) -> Option<usize> {
        let mut order: Vec<usize> = (0..self.written.len()).collect();
        order.sort_by_key(|index| {
            (!self.is_called(*index, signed), !self.is_titled(*index, signed))
        });
        let same = |index: &usize| {
            let printed = self.printed(*index).ok();
            let printed = printed.and_then(|printed| PdfFile::from_bytes(&printed.pdf).ok());
            printed.is_some_and(|printed| printed.identity() == signed.identity)
        };
        let known = signed.identity.as_ref().and_then(|_| order.iter().copied().find(same));
        known.or_else(|| {
            let first = order.first().copied().filter(|first| self.is_called(*first, signed));
            first.filter(|first| signed.title.is_none() || self.is_titled(*first, signed))
        })
    }

    fn is_called(&self, index: usize, signed: &SignedFile<'_>) -> bool {
        Path::new(&self.written[index].file).file_name().is_some_and(|name| name == signed.name)
    }

    fn is_titled(&self, index: usize, signed: &SignedFile<'_>) -> bool {
        signed.title.as_ref().is_some_and(|title| *title == self.written[index].document.title)
    }
}
