//! Files one paper or one workbook.

use super::unwritten::not_written;
use super::{Filed, Ledger, Stored, ToSign};
use crate::careful::{self, PAPER_BYTES};
use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::typeset::TypesetPaper;

impl Ledger {
    /// Returns a paper as the last run filed it, where its key is still this one and the file stands
    /// there byte for byte; `None` where it must be typeset.
    #[must_use]
    pub fn unchanged_paper(&self, paper: &WrittenPaper, key: &str) -> Option<Filed> {
        let outputs = &self.record()?.outputs;
        let at = outputs.binary_search_by(|output| output.file.as_str().cmp(&paper.file)).ok()?;
        let recorded = &outputs[at];
        let bytes = (recorded.key.as_deref() == Some(key))
            .then(|| careful::read_file(&self.outputs.join(&paper.file), PAPER_BYTES).ok())??;
        (sha256(&bytes) == recorded.sha256).then(|| Filed {
            kind: paper.kind,
            file: paper.file.clone(),
            pages: recorded.pages,
            changed: false,
            sha256: recorded.sha256.clone(),
            key: recorded.key.clone(),
            to_sign: recorded.to_sign.clone(),
        })
    }

    /// Files one paper, which was typeset from what `key` says. When a signed paper stands in its place, that one is kept, and the finding
    /// beside the result says so.
    ///
    /// # Errors
    ///
    /// A finding, when the paper cannot be written.
    pub fn file_paper(
        &self,
        paper: &WrittenPaper,
        key: String,
        printed: &TypesetPaper,
    ) -> Result<(Filed, Option<Finding>), Box<Finding>> {
        let stored = self
            .file(&paper.file, &printed.pdf)
            .map_err(|error| Box::new(not_written(&paper.file, &error)))?;
        let changed = stored == Stored::Written;
        let (sha256, key, to_sign, noticed) = match stored {
            Stored::KeptSigned { sha256 } => (sha256, None, None, Some(kept(paper))),
            Stored::Written | Stored::Unchanged => {
                (sha256(&printed.pdf), Some(key), Some(ToSign::of(paper, printed)), None)
            }
        };
        let (file, pages) = (paper.file.clone(), Some(printed.pages));
        let filed = Filed { kind: paper.kind, file, pages, changed, sha256, key, to_sign };
        Ok((filed, noticed))
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
        let stored = self.file(file, bytes).map_err(|error| Box::new(not_written(file, &error)))?;
        let changed = stored == Stored::Written;
        Ok(Filed {
            kind,
            file: file.to_owned(),
            pages: None,
            changed,
            sha256: sha256(bytes),
            key: None,
            to_sign: None,
        })
    }
}

fn kept(paper: &WrittenPaper) -> Finding {
    let message = "Văn bản này đã ký số nên được giữ nguyên; nội dung mới khác với bản đã ký.";
    Finding::new(Code::PaperKept, Place::file(&paper.file), message)
        .remedy("Nếu cần ban hành bản mới, chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.")
}
