//! Filing one paper.

use std::io;

use super::{Ledger, Stored, ToSign};
use crate::careful::Strange;
use crate::documents::Written;
use crate::finding::{Code, Finding, Place};
use crate::fingerprint::sha256;
use crate::typeset::Printed;

/// A paper in the outputs folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// What it is called, e.g. `Kế hoạch`.
    pub kind: &'static str,
    /// Where it stands below the outputs folder.
    pub file: String,
    /// Its pages; a workbook has none.
    pub pages: Option<usize>,
    /// Whether this run wrote it.
    pub changed: bool,
    /// SHA-256 of the file that stands there.
    pub sha256: String,
    /// What whoever signs it must know; absent of a workbook, and of a paper that was signed in its place.
    pub to_sign: Option<ToSign>,
}

impl Ledger {
    /// Files one paper. A signed one that stands in its place is kept, and a finding says so.
    ///
    /// # Errors
    ///
    /// A finding, when the paper cannot be written.
    pub fn file_paper(&self, paper: &Written, printed: &Printed) -> Result<(Filed, Option<Finding>), Box<Finding>> {
        let stored =
            self.file(&paper.file, &printed.pdf).map_err(|error| Box::new(not_written(&paper.file, &error)))?;
        let changed = stored == Stored::Written;
        let (sha256, to_sign, noticed) = match stored {
            Stored::KeptSigned { sha256 } => (sha256, None, Some(kept(paper))),
            Stored::Written | Stored::Unchanged => (sha256(&printed.pdf), Some(ToSign::of(paper, printed)), None),
        };
        let pages = Some(printed.pages);
        let filed = Filed { kind: paper.kind, file: paper.file.clone(), pages, changed, sha256, to_sign };
        Ok((filed, noticed))
    }

    /// Files a workbook, which is never signed.
    ///
    /// # Errors
    ///
    /// A finding, when it cannot be written: most often somebody has it open.
    pub fn file_workbook(&self, kind: &'static str, file: &str, bytes: &[u8]) -> Result<Filed, Box<Finding>> {
        let stored = self.file(file, bytes).map_err(|error| Box::new(not_written(file, &error)))?;
        let changed = stored == Stored::Written;
        Ok(Filed { kind, file: file.to_owned(), pages: None, changed, sha256: sha256(bytes), to_sign: None })
    }
}

fn kept(paper: &Written) -> Finding {
    let message = "Văn bản này đã ký số nên được giữ nguyên; nội dung mới khác với bản đã ký.";
    Finding::new(Code::PaperKept, Place::file(&paper.file), message)
        .remedy("Nếu cần ban hành bản mới, chuyển bản đã ký sang nơi lưu trữ rồi chạy lại.")
}

/// A file that could not be written, most often because somebody has it open.
pub(super) fn not_written(file: &str, error: &io::Error) -> Finding {
    let full = matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded);
    let (message, remedy) = match Strange::of(error) {
        Some(strange) => (
            format!("Không ghi được tệp này vì ở chỗ của nó, hoặc trên đường dẫn đến nó, có một {}.", strange.name()),
            format!("Đóng tệp “{file}” nếu đang mở, chuyển thứ đang nằm ở chỗ đó đi nơi khác, rồi chạy lại."),
        ),
        None if full => (
            "Không ghi được tệp này vì đĩa đã đầy; bản cũ, nếu có, vẫn còn nguyên.".to_owned(),
            format!("Xóa bớt tệp để đĩa còn chỗ trống cho “{file}”, rồi chạy lại."),
        ),
        None => (
            "Không ghi được tệp này; bản cũ, nếu có, vẫn còn nguyên.".to_owned(),
            format!("Đóng tệp “{file}” nếu đang mở và kiểm tra quyền ghi vào thư mục kết quả, rồi chạy lại."),
        ),
    };
    Finding::new(Code::PaperNotWritten, Place::file(file), message).remedy(remedy).technical(error)
}
