//! Files one paper or one workbook.

use super::unwritten::not_written;
use super::{Filed, Ledger, Stored, ToSign};
use crate::documents::WrittenPaper;
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::typeset::TypesetPaper;

impl Ledger {
    /// Files one paper. When a signed paper stands in its place, that one is kept, and the finding
    /// beside the result says so.
    ///
    /// # Errors
    ///
    /// A finding, when the paper cannot be written.
    pub fn file_paper(
        &self,
        paper: &WrittenPaper,
        printed: &TypesetPaper,
    ) -> Result<(Filed, Option<Finding>), Box<Finding>> {
        let stored = self
            .file(&paper.file, &printed.pdf)
            .map_err(|error| Box::new(not_written(&paper.file, &error)))?;
        let changed = stored == Stored::Written;
        let (sha256, to_sign, noticed) = match stored {
            Stored::KeptSigned { sha256 } => (sha256, None, Some(kept(paper))),
            Stored::Written | Stored::Unchanged => {
                (sha256(&printed.pdf), Some(ToSign::of(paper, printed)), None)
            }
        };
        let pages = Some(printed.pages);
        let filed =
            Filed { kind: paper.kind, file: paper.file.clone(), pages, changed, sha256, to_sign };
        Ok((filed, noticed))
    }

    /// Files a workbook; workbooks are never signed.
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
            to_sign: None,
        })
    }
}

fn kept(paper: &WrittenPaper) -> Finding {
    let message = "Văn bản này đã ký số nên được giữ nguyên; nội dung mới khác với bản đã ký.";
    Finding::new(Code::PaperKept, Place::file(&paper.file), message)
        .remedy("Nếu cần ban hành bản mới, chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.")
}
