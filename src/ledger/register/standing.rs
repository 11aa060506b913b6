//! Whether the register says what the numbered papers in the folder say. The register is a file
//! like any other: it may be changed, cut, or brought back from an older copy.

use std::collections::BTreeSet;
use std::path::Path;

use pdf_signature::{BlankField, FillIn, blank_fields};

use super::{RegisteredPaper, SignatureBook};
use crate::careful::{self, PAPER_BYTES};
use crate::finding::{Code, Finding, Findings, Place};
use crate::fingerprint::sha256;
use crate::ledger::folders::{NUMBERED, SEALED};
use crate::ledger::{ANNEXES, BookFault, COPIES, Ledger, SIGNATURES, SignedPaper};

/// How deep folders lie in each other there, at most.
const DEEP: usize = 8;

/// How a paper in the folder and the register differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterFault {
    /// The paper carries another number or day than the register gives it.
    Other {
        /// The file.
        file: String,
        /// What it carries.
        carried: String,
        /// What the register has of it; `None` when it has nothing.
        registered: Option<String>,
    },
    /// No line of the book names the paper.
    Unnamed {
        /// The file.
        file: String,
        /// The number it carries.
        carried: Option<String>,
    },
}

impl RegisterFault {
    /// Returns the file.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Other { file, .. } | Self::Unnamed { file, .. } => file,
        }
    }

    /// Says how they differ (Vietnamese).
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Other { file, carried, registered: Some(registered) } => {
                format!("Tệp {file} mang {carried}, nhưng sổ ghi {registered}.")
            }
            Self::Other { file, carried, registered: None } => {
                format!("Tệp {file} mang {carried}, nhưng sổ không có số của văn bản này.")
            }
            Self::Unnamed { file, carried } => {
                let carried = carried.as_ref().map(|one| format!(", mang {one},"));
                let carried = carried.unwrap_or_default();
                format!("Tệp {file}{carried} nằm trong thư mục kết quả nhưng sổ không có dòng nào.")
            }
        }
    }

    /// Says what to do about it (Vietnamese).
    #[must_use]
    pub fn remedy(&self) -> String {
        let restored = format!("khôi phục {SIGNATURES} từ bản lưu");
        match self {
            Self::Other { .. } => format!(
                "Sổ hoặc tệp đã bị sửa: xem bản giấy, so-van-ban.xlsx đã in, rồi {restored}; chưa \
                 xong thì chưa cấp số được."
            ),
            Self::Unnamed { .. } => format!(
                "Sổ mất dòng cuối thì {restored}; tệp chép từ nơi khác thì chuyển ra ngoài thư mục \
                 kết quả (đem về bằng `ocop receive`); chưa xong thì chưa cấp số được."
            ),
        }
    }
}

impl Ledger {
    /// Compares the register with the numbered and issued papers in the folder, in both directions.
    ///
    /// # Errors
    ///
    /// [`BookFault`] when the book cannot be read.
    pub fn register_faults(&self) -> Result<Vec<RegisterFault>, BookFault> {
        let book = self.signatures()?;
        let outputs = &self.outputs;
        let read = |file: &str| {
            let path = super::super::below(outputs, file).ok()?;
            careful::read_file(&path, PAPER_BYTES).ok()
        };
        let of_run = |line: &&SignedPaper| {
            let apart = [ANNEXES, COPIES].iter().any(|folder| line.paper.starts_with(folder));
            !line.rehearsal && !apart
        };
        let lines = book.signed.iter().filter(of_run);
        let others = lines.filter_map(|line| self.other(&book, line, &read(&line.file)?));
        let mut faults: Vec<_> = others.collect();
        let names: BTreeSet<&str> = book.signed.iter().map(|line| line.file.as_str()).collect();
        let mut files = Vec::new();
        for folder in [NUMBERED, SEALED] {
            papers_below(outputs, folder, DEEP, &mut files);
        }
        for file in files.into_iter().filter(|file| !names.contains(file.as_str())) {
            let Some(bytes) = read(&file) else { continue };
            let sum = sha256(&bytes);
            if book.signed.iter().all(|line| line.sha256 != sum) {
                let carried = carried(&bytes);
                let carried = (!carried.is_empty()).then(|| shown(&carried));
                faults.push(RegisterFault::Unnamed { file, carried });
            }
        }
        Ok(faults)
    }

    /// Returns a finding for each paper that the register says otherwise of. A book that cannot be
    /// read is told elsewhere.
    #[must_use]
    pub fn register_findings(&self) -> Findings {
        let mut findings = Findings::default();
        findings.extend(self.register_faults().unwrap_or_default().iter().map(|fault| {
            let message = "Sổ văn bản không khớp với văn bản đã cấp số.";
            Finding::new(Code::RegisterOtherThanPapers, Place::file(fault.file()), message)
                .found(fault.sentence())
                .remedy(fault.remedy())
        }));
        findings
    }

    /// Compares a paper of the book with its entry: by what was filled into it, or by what the run
    /// printed on it.
    fn other(
        &self,
        book: &SignatureBook,
        line: &SignedPaper,
        bytes: &[u8],
    ) -> Option<RegisterFault> {
        let mut carried = carried(bytes);
        let of_paper = |other: &&SignedPaper| other.original == line.original;
        let entries: Vec<_> = book
            .of_paper(&line.paper)
            .filter(of_paper)
            .filter_map(|line| line.registered.as_ref())
            .collect();
        if carried.is_empty() {
            // Only an entry can be held against what is printed: not every signed paper has one.
            entries.first()?;
            carried.extend(self.printed(line).map(|number| (FillIn::Number, number)));
        }
        let fits = |entry: &&RegisteredPaper| {
            carried.iter().all(|(blank, value)| *value == entry.value(*blank))
        };
        if carried.is_empty() || entries.iter().any(fits) {
            return None;
        }
        let registered = entries.last().map(|entry| entry.shown());
        Some(RegisterFault::Other { file: line.file.clone(), carried: shown(&carried), registered })
    }

    /// The number that the run printed on the paper of a line.
    fn printed(&self, line: &SignedPaper) -> Option<String> {
        let record = self.record()?;
        let is_paper = |one: &&crate::ledger::FiledPaper| {
            one.file == line.paper && one.sha256 == line.original
        };
        let number = record.outputs.iter().find(is_paper)?.to_sign.as_ref()?.number.as_ref()?;
        number.split_once('/').map(|(number, _)| number.to_owned())
    }
}

impl RegisteredPaper {
    /// Writes number and date: `số 1757/QĐ-UBND ngày 11/12/2026`.
    #[must_use]
    pub fn shown(&self) -> String {
        let mut day: Vec<&str> = self.date.split('-').collect();
        day.reverse();
        let number = self.value(FillIn::Number);
        format!("số {number}/{} ngày {}", self.symbol, day.join("/"))
    }

    /// Returns what is filled into a blank for this entry: two digits at least (Nghị định
    /// 30/2020/NĐ-CP, Phụ lục I, mục II.3, II.4).
    #[must_use]
    pub fn value(&self, blank: FillIn) -> String {
        match blank {
            FillIn::Number => format!("{:02}", self.number),
            FillIn::Day => self.date.rsplit('-').next().unwrap_or_default().to_owned(),
        }
    }
}

/// What was filled into the blanks of a file.
fn carried(bytes: &[u8]) -> Vec<(FillIn, String)> {
    let fields = blank_fields(bytes).unwrap_or_default().into_iter();
    fields.filter_map(|BlankField { blank, value, .. }| Some((blank, value?))).collect()
}

/// Writes what stands in blanks: `số 1757, ngày 01`.
fn shown(carried: &[(FillIn, String)]) -> String {
    let words = carried.iter().map(|(blank, value)| match blank {
        FillIn::Number => format!("số {value}"),
        FillIn::Day => format!("ngày {value}"),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Adds the papers below a folder, in order. Links are not followed; files that are not in their
/// place yet begin with a dot.
fn papers_below(outputs: &Path, folder: &str, deep: usize, files: &mut Vec<String>) {
    let entries = fs_err::read_dir(outputs.join(folder)).into_iter().flatten().flatten();
    let mut entries: Vec<_> = entries
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            Some((name, entry.file_type().ok()?))
        })
        .filter(|(name, _)| !name.starts_with('.'))
        .collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    for (name, kind) in entries {
        let path = format!("{folder}/{name}");
        if kind.is_dir() && deep > 0 {
            papers_below(outputs, &path, deep - 1, files);
        } else if kind.is_file() && name.to_lowercase().ends_with(".pdf") {
            files.push(path);
        }
    }
}
