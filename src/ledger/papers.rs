//! Files one paper or one workbook.

use std::borrow::Cow;
use std::io;

use super::unwritten::not_written;
use super::{FileToStore, Ledger, Stored, ToSign};
use crate::careful::{self, PAPER_BYTES};
use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::shared::Shared;
use crate::typeset::TypesetPaper;

/// A paper that was filed, with what was noticed; or the finding that it cannot be written.
pub(crate) type FiledPaperResult = Result<(Filed, Option<Finding>), Box<Finding>>;

/// A paper or workbook that stands in the outputs folder after a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Name of the kind of paper, e.g. `Kế hoạch`.
    pub kind: Cow<'static, str>,
    /// Path below the outputs folder.
    pub file: String,
    /// Number of pages; `None` for a workbook.
    pub pages: Option<usize>,
    /// Whether this run wrote the file; `false` when it stood there already.
    pub changed: bool,
    /// SHA-256 of the file that stands there.
    pub sha256: String,
    /// What decided its bytes ([`Typesetter::key`](crate::typeset::Typesetter::key)); `None` for a
    /// workbook, and for a paper that was kept because it is signed.
    pub key: Option<String>,
    /// What is needed to sign it; `None` for a workbook, and for a paper that was kept because it
    /// is signed.
    pub to_sign: Option<Shared<ToSign>>,
}

impl Ledger {
    /// Returns a file as the last run filed it, where its key is still this one and the file stands
    /// there byte for byte; `None` where it must be made.
    #[must_use]
    pub fn unchanged(&self, kind: &'static str, file: &str, key: &str) -> Option<Filed> {
        let outputs = &self.record()?.outputs;
        let at = outputs.binary_search_by(|output| output.file.as_str().cmp(file)).ok()?;
        let recorded = &outputs[at];
        let bytes = (recorded.key.as_deref() == Some(key))
            .then(|| careful::read_file(&self.outputs.join(file), PAPER_BYTES).ok())??;
        (sha256(&bytes) == recorded.sha256).then(|| Filed {
            kind: kind.into(),
            file: file.to_owned(),
            pages: recorded.pages,
            changed: false,
            sha256: recorded.sha256.clone(),
            key: recorded.key.clone(),
            to_sign: recorded.to_sign.clone(),
        })
    }

    /// Files papers, and waits for the disk once. When a signed paper stands in the place of one,
    /// that one is kept, and the finding beside the result says so. The results are in their order;
    /// a finding tells that a paper cannot be written.
    pub fn file_papers(&self, papers: &[PaperToFile<'_>]) -> Vec<FiledPaperResult> {
        let sums: Vec<_> = papers.iter().map(|one| sha256(&one.printed.pdf)).collect();
        let files = papers.iter().zip(&sums);
        let files: Vec<_> = files
            .map(|(one, sha256)| FileToStore {
                name: &one.paper.file,
                bytes: &one.printed.pdf,
                sha256,
            })
            .collect();
        let stored = self.file_together(&files);
        let each = papers.iter().zip(sums.iter().cloned()).zip(stored);
        each.map(|((one, sha256), stored)| one.filed(sha256, stored)).collect()
    }

    /// Files a workbook, a page or a list that people use; these are never signed.
    ///
    /// # Errors
    ///
    /// A finding when it cannot be written, most often because somebody has it open.
    pub fn file_workbook(
        &self,
        kind: &'static str,
        file: &str,
        bytes: &[u8],
    ) -> Result<Filed, Box<Finding>> {
        self.file_made(kind, file, bytes, None, None)
    }

    /// Files what is never signed: a workbook, or a file to print with its number of pages. `key`
    /// says what decided its bytes, so that the next run need not make it again.
    ///
    /// # Errors
    ///
    /// As [`Ledger::file_workbook`].
    pub fn file_made(
        &self,
        kind: &'static str,
        file: &str,
        bytes: &[u8],
        key: Option<String>,
        pages: Option<usize>,
    ) -> Result<Filed, Box<Finding>> {
        let stored = self.file(file, bytes).map_err(|error| Box::new(not_written(file, &error)))?;
        let (file, changed) = (file.to_owned(), stored == Stored::Written);
        let kind = kind.into();
        Ok(Filed { kind, file, pages, changed, sha256: sha256(bytes), key, to_sign: None })
    }
}

/// A paper that is to be filed.
pub struct PaperToFile<'a> {
    /// What it says.
    pub paper: &'a WrittenPaper,
    /// What it was typeset from ([`Typesetter::key`](crate::typeset::Typesetter::key)).
    pub key: String,
    /// Its pages.
    pub printed: TypesetPaper,
}

impl PaperToFile<'_> {
    fn filed(
        &self,
        sha256: String,
        stored: io::Result<Stored>,
    ) -> Result<(Filed, Option<Finding>), Box<Finding>> {
        let (paper, printed) = (self.paper, &self.printed);
        let stored = stored.map_err(|error| Box::new(not_written(&paper.file, &error)))?;
        let changed = stored == Stored::Written;
        let (sha256, key, to_sign, noticed) = match stored {
            Stored::KeptSigned { sha256 } => (sha256, None, None, Some(kept(paper))),
            Stored::Written | Stored::Unchanged => {
                (sha256, Some(self.key.clone()), Some(ToSign::of(paper, printed).into()), None)
            }
        };
        let (file, pages) = (paper.file.clone(), Some(printed.pages));
        let kind = paper.kind.into();
        let filed = Filed { kind, file, pages, changed, sha256, key, to_sign };
        Ok((filed, noticed))
    }
}

fn kept(paper: &WrittenPaper) -> Finding {
    let message = "Văn bản này đã ký số nên được giữ nguyên; nội dung mới khác với bản đã ký.";
    Finding::new(Code::PaperKept, Place::file(&paper.file), message)
        .remedy("Nếu cần ban hành bản mới, chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.")
}
