//! The book of signatures (`so-chu-ky.json`): every paper that was signed, by whom, and of which paper of the run it is the
//! signed form. Lines are only added.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::is_below;
use super::store::store_new;
use super::{Filed, Ledger, store};
use crate::finding::{Code, Finding, Findings, Place};
use crate::fingerprint::sha256;

/// Name of the book in the outputs folder.
pub const SIGNATURES: &str = "so-chu-ky.json";

/// Separate annexes are no papers of a run; they stand in the book under this folder.
pub const ANNEXES: &str = "phu-luc/";

/// Revisions of one paper that may be signed; a round has one or two.
const MOST_REVISIONS: usize = 1000;

/// Every signature that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct SignatureBook {
    /// In the order in which they were made.
    pub signed: Vec<SignedPaper>,
}

/// One signature.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct SignedPaper {
    /// The signed file, below the outputs folder.
    pub file: String,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// The paper of the run, below the outputs folder.
    pub paper: String,
    /// SHA-256 of that paper as it was before anybody signed it.
    pub original: String,
    /// In what role: `official`, `seal`, or `evidence` for what is added later on.
    pub role: String,
    /// Whose certificate it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder: String,
    /// SHA-256 of the certificate.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate: String,
    /// When it was made, ISO 8601 in the time of Việt Nam.
    pub time: String,
    /// Whether a timestamp authority vouches for that moment.
    pub timestamped: bool,
    /// Whether it is a rehearsal without any force.
    pub rehearsal: bool,
}

/// Why the book cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BookFault {
    /// It cannot be opened.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is not what this program writes. It is left as it is: what it holds can be had nowhere else.
    #[error("{SIGNATURES}: {0}")]
    Unreadable(serde_json::Error),
}

impl Ledger {
    /// The book of signatures, empty when nothing was signed yet.
    ///
    /// # Errors
    ///
    /// [`BookFault`] when there is one that cannot be read.
    pub fn signatures(&self) -> Result<SignatureBook, BookFault> {
        match fs_err::read(self.outputs.join(SIGNATURES)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(BookFault::Unreadable),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(SignatureBook::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Files a signed paper under this name, or under `…-lan-2` and so on when that name is taken. Nothing is ever replaced.
    /// Returns the name.
    ///
    /// # Errors
    ///
    /// When it cannot be written; nothing is left of it then.
    pub fn file_signed(&self, name: &str, bytes: &[u8]) -> io::Result<String> {
        // The name comes from a record, which is a file like any other and may have been changed.
        if !is_below(name) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name} leads out of the folder")));
        }
        let names = std::iter::once(name.to_owned()).chain((2..=MOST_REVISIONS).map(|number| revision(name, number)));
        for name in names {
            if store_new(&self.outputs.join(&name), bytes)? {
                return Ok(name);
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, name.to_owned()))
    }

    /// Adds a line to the book.
    ///
    /// # Errors
    ///
    /// [`BookFault`]; the book is then as it was.
    pub fn note_signature(&self, signed: SignedPaper) -> Result<(), BookFault> {
        let mut book = self.signatures()?;
        book.signed.push(signed);
        let mut text = serde_json::to_vec_pretty(&book).map_err(BookFault::Unreadable)?;
        text.push(b'\n');
        store(&self.outputs.join(SIGNATURES), &text)?;
        Ok(())
    }

    /// What was signed and is no longer what this run gives: one finding a paper.
    #[must_use]
    pub fn outdated(&self, filed: &[Filed]) -> Findings {
        let mut findings = Findings::default();
        let book = match self.signatures() {
            Ok(book) => book,
            Err(fault) => {
                findings.push(unreadable(&fault));
                return findings;
            }
        };
        let mut papers: BTreeMap<&str, Vec<&SignedPaper>> = BTreeMap::new();
        for line in book.signed.iter().filter(|line| !line.rehearsal && self.still_holds(line)) {
            papers.entry(&line.paper).or_default().push(line);
        }
        for (paper, lines) in papers {
            let now = filed.iter().find(|filed| filed.file == paper);
            if !paper.starts_with(ANNEXES) && lines.iter().all(|line| now.is_none_or(|now| now.sha256 != line.original))
            {
                findings.extend(lines.last().map(|line| no_longer(line, now.is_some())));
            }
        }
        findings
    }

    /// Whether the signed file of this line still stands there, byte for byte.
    #[must_use]
    pub fn still_holds(&self, signed: &SignedPaper) -> bool {
        is_below(&signed.file)
            && fs_err::read(self.outputs.join(&signed.file)).is_ok_and(|bytes| sha256(&bytes) == signed.sha256)
    }
}

impl SignatureBook {
    /// The signatures with force on any revision of a paper of the run.
    pub fn of_paper<'a>(&'a self, paper: &'a str) -> impl Iterator<Item = &'a SignedPaper> {
        self.signed.iter().filter(move |signed| signed.paper == paper && !signed.rehearsal)
    }
}

fn no_longer(line: &SignedPaper, issued: bool) -> Finding {
    let message = if issued {
        "Văn bản này đã ký, nhưng đầu vào hiện nay cho nội dung khác; bản đã ký không còn khớp."
    } else {
        "Văn bản này đã ký, nhưng với đầu vào hiện nay thì không còn xuất được văn bản đó."
    };
    Finding::new(Code::SignedOutdated, Place::file(&line.file), message).remedy(
        "Tìm xem đầu vào đã đổi ở đâu bằng `ocop verify TỆP --inputs THƯ-MỤC`, rồi ký bản mới nếu bản mới đúng.",
    )
}

fn unreadable(fault: &BookFault) -> Finding {
    Finding::new(Code::BookUnreadable, Place::file(SIGNATURES), "Không đọc được sổ chữ ký.")
        .found(fault)
        .remedy("Khôi phục tệp này từ bản lưu rồi chạy lại; đừng xóa nó khi chưa có bản lưu.")
}

/// `da-ky/quyet-dinh.pdf` as `da-ky/quyet-dinh-lan-2.pdf`.
fn revision(name: &str, number: usize) -> String {
    let path = Path::new(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default();
    let folder = name.rfind('/').map_or("", |slash| &name[..=slash]);
    format!("{folder}{stem}-lan-{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signed_paper_gets_a_name_of_its_own_and_a_line_in_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        assert_eq!(ledger.file_signed("da-ky/giay-moi/01-a.pdf", b"1").unwrap(), "da-ky/giay-moi/01-a.pdf");
        let second = ledger.file_signed("da-ky/giay-moi/01-a.pdf", b"2").unwrap();
        assert_eq!(second, "da-ky/giay-moi/01-a-lan-2.pdf");
        assert!(ledger.file_signed("da-ky/../../01-a.pdf", b"2").is_err());
        let line = SignedPaper {
            file: second,
            sha256: sha256(b"2"),
            paper: "giay-moi/01-a.pdf".into(),
            original: sha256(b"0"),
            role: "official".into(),
            holder: String::new(),
            certificate: String::new(),
            time: "2020-12-11T09:00:00+07:00".into(),
            timestamped: false,
            rehearsal: false,
        };
        ledger.note_signature(line.clone()).unwrap();
        ledger.note_signature(line.clone()).unwrap();
        assert_eq!(ledger.signatures().unwrap().signed, [line.clone(), line.clone()]);
        assert!(ledger.still_holds(&line));
        fs_err::write(folder.path().join(&line.file), b"3").unwrap();
        assert!(!ledger.still_holds(&line));
    }

    #[test]
    fn a_book_that_cannot_be_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::write(folder.path().join(SIGNATURES), b"{ torn").unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        assert!(matches!(ledger.signatures(), Err(BookFault::Unreadable(_))));
        assert_eq!(fs_err::read(folder.path().join(SIGNATURES)).unwrap(), b"{ torn");
    }
}
