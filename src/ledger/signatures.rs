//! Files signed papers, each with its line in the book; and reports signed papers that the current
//! inputs no longer give.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::book::{
    BookFault, BookFile, SIGNATURES, SignatureBook, SignedPaper, append, put_in_place, ready,
    shorten, write_ready,
};
use super::store::below;
use super::{Filed, FiledPaper, Ledger};
use crate::careful::{self, PAPER_BYTES};
use crate::finding::{Code, Finding, Findings, Place};
use crate::fingerprint::sha256;

/// Folder under which separate annexes stand in the book. They are not papers of a run.
pub const ANNEXES: &str = "phu-luc/";
/// Folder under which certified copies stand in the book; they are no papers of a run either.
pub const COPIES: &str = "ban-sao/";

/// How many signed files of one paper are possible; a round needs one or two.
const MOST_REVISIONS: usize = 1000;

/// Why a signed paper could not be filed. No file is left of it then.
#[derive(Debug, thiserror::Error)]
pub enum SignedFault {
    /// The file cannot be written.
    #[error(transparent)]
    NotWritten(#[from] io::Error),
    /// Its line in the book cannot be written.
    #[error(transparent)]
    NotNoted(#[from] BookFault),
}

impl Ledger {
    /// Reads the book of signatures; empty when nothing was signed yet.
    ///
    /// # Errors
    ///
    /// [`BookFault`] when there is one that cannot be read.
    pub fn signatures(&self) -> Result<SignatureBook, BookFault> {
        Ok(BookFile::read(&self.outputs)?.book)
    }

    /// Files a signed paper and adds its line to the book. Returns the name of the file.
    ///
    /// The name is `name`, or `…-lan-2`, `…-lan-3` and so on when it is taken; nothing is ever
    /// replaced. `line` is completed with name and hash. Only for whoever has the turn of the
    /// folder, see [`Ledger::turn`].
    ///
    /// # Errors
    ///
    /// [`SignedFault`]; the book is then as it was before.
    pub fn file_signed(
        &self,
        name: &str,
        bytes: &[u8],
        line: SignedPaper,
    ) -> Result<String, SignedFault> {
        // The name comes from a record, which is a file like any other and may have been changed.
        below(&self.outputs, name)?;
        let names = std::iter::once(name.to_owned())
            .chain((2..=MOST_REVISIONS).map(|number| revision(name, number)));
        let is_free = |name: &String| fs_err::symlink_metadata(self.outputs.join(name)).is_err();
        let file = names.into_iter().find(is_free);
        let file =
            file.ok_or_else(|| io::Error::new(io::ErrorKind::AlreadyExists, name.to_owned()))?;
        let path = below(&self.outputs, &file)?;
        let line = SignedPaper { file: file.clone(), sha256: sha256(bytes), ..line };
        let ready = ready(&path, &line.sha256);
        write_ready(&ready, bytes)?;
        let written = append(&self.outputs, &line).map_err(SignedFault::from).and_then(|before| {
            put_in_place(&ready, &path).map_err(|error| {
                // The line would name a file that is not there.
                let _ = shorten(&self.outputs, before);
                error.into()
            })
        });
        if written.is_err() {
            let _ = fs_err::remove_file(&ready);
        }
        written.map(|()| file)
    }

    /// Returns a finding for each signed paper that differs from what this run gives. `filed` is
    /// what this run filed.
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
            if !paper.starts_with(ANNEXES)
                && !paper.starts_with(COPIES)
                && lines.iter().all(|line| now.is_none_or(|now| now.sha256 != line.original))
            {
                findings.extend(lines.last().map(|line| no_longer(line, now.is_some())));
            }
        }
        findings
    }

    /// Returns the bytes of a paper of the record; `None` when they are no longer what was filed.
    #[must_use]
    pub fn filed_bytes(&self, paper: &FiledPaper) -> Option<Vec<u8>> {
        self.bytes_of(&paper.file, &paper.sha256)
    }

    /// Tells whether the signed file of this line still stands in the folder, unchanged.
    #[must_use]
    pub fn still_holds(&self, signed: &SignedPaper) -> bool {
        self.bytes_of(&signed.file, &signed.sha256).is_some()
    }

    /// Returns the signed file of this line; `None` when it no longer stands in the folder
    /// unchanged.
    #[must_use]
    pub fn signed_bytes(&self, signed: &SignedPaper) -> Option<Vec<u8>> {
        self.bytes_of(&signed.file, &signed.sha256)
    }

    fn bytes_of(&self, file: &str, sum: &str) -> Option<Vec<u8>> {
        let path = below(&self.outputs, file).ok()?;
        let bytes = careful::read_file(&path, PAPER_BYTES).ok()?;
        (sha256(&bytes) == sum).then_some(bytes)
    }
}

fn no_longer(line: &SignedPaper, issued: bool) -> Finding {
    let message = if issued {
        "Văn bản này đã ký, nhưng đầu vào hiện nay cho nội dung khác; bản đã ký không còn khớp."
    } else {
        "Văn bản này đã ký, nhưng với đầu vào hiện nay thì không còn xuất được văn bản đó."
    };
    Finding::new(Code::SignedOutdated, Place::file(&line.file), message).remedy(
        "Tìm xem đầu vào đã đổi ở đâu bằng `ocop verify TỆP --inputs THƯ-MỤC`, rồi ký bản mới nếu \
         bản mới đúng.",
    )
}

fn unreadable(fault: &BookFault) -> Finding {
    Finding::new(Code::BookUnreadable, Place::file(SIGNATURES), "Không đọc được sổ chữ ký.")
        .technical(fault)
        .remedy("Khôi phục tệp này từ bản lưu rồi chạy lại; đừng xóa nó khi chưa có bản lưu.")
}

/// Returns the name for a further signed file: `da-ky/quyet-dinh.pdf` becomes
/// `da-ky/quyet-dinh-lan-2.pdf`.
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
    use crate::ledger::store;

    fn line(file: &str) -> SignedPaper {
        SignedPaper {
            file: file.into(),
            sha256: sha256(b"2"),
            paper: "giay-moi/01-a.pdf".into(),
            original: sha256(b"0"),
            role: "official".into(),
            holder: String::new(),
            certificate: String::new(),
            time: "2020-12-11T09:00:00+07:00".into(),
            timestamped: false,
            rehearsal: false,
            registered: None,
        }
    }

    fn book(folder: &Path) -> Vec<u8> {
        fs_err::read(folder.join(SIGNATURES)).unwrap()
    }

    fn lines(folder: &Path) -> usize {
        String::from_utf8(book(folder)).unwrap().lines().count()
    }

    #[test]
    fn a_signed_paper_gets_a_name_of_its_own_and_a_line_in_the_book() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        let file =
            |bytes: &[u8]| ledger.file_signed("da-ky/giay-moi/01-a.pdf", bytes, line("")).unwrap();
        assert_eq!(file(b"1"), "da-ky/giay-moi/01-a.pdf");
        assert_eq!(file(b"2"), "da-ky/giay-moi/01-a-lan-2.pdf");
        assert!(ledger.file_signed("da-ky/../../01-a.pdf", b"2", line("")).is_err());
        let signed = ledger.signatures().unwrap().signed;
        assert_eq!(signed.len(), 2);
        assert_eq!(signed[1], line("da-ky/giay-moi/01-a-lan-2.pdf"));
        assert_eq!(lines(folder.path()), 2);
        assert!(ledger.still_holds(&signed[1]));
        fs_err::write(folder.path().join(&signed[1].file), b"3").unwrap();
        assert!(!ledger.still_holds(&signed[1]));
    }

    #[test]
    fn a_book_that_cannot_be_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        for torn in [&b"{ torn"[..], b"{\"file\":1}\n", b"\n", b"[]"] {
            fs_err::write(folder.path().join(SIGNATURES), torn).unwrap();
            let ledger = Ledger::open(folder.path()).unwrap();
            assert!(matches!(ledger.signatures(), Err(BookFault::Unreadable(_))));
            assert!(ledger.file_signed("da-ky/a.pdf", b"1", line("")).is_err());
            assert_eq!(book(folder.path()), torn);
            assert!(!folder.path().join("da-ky/a.pdf").exists());
        }
    }

    #[test]
    fn a_book_of_the_old_form_is_read_and_continued() {
        let folder = tempfile::tempdir().unwrap();
        let old = serde_json::json!({ "signed": [line("da-ky/a.pdf"), line("da-ky/b.pdf")] });
        fs_err::write(folder.path().join(SIGNATURES), serde_json::to_vec_pretty(&old).unwrap())
            .unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        assert_eq!(ledger.signatures().unwrap().signed, [line("da-ky/a.pdf"), line("da-ky/b.pdf")]);
        ledger.file_signed("da-ky/c.pdf", b"2", line("")).unwrap();
        let names = ["da-ky/a.pdf", "da-ky/b.pdf", "da-ky/c.pdf"].map(line);
        assert_eq!(ledger.signatures().unwrap().signed, names);
        assert_eq!(lines(folder.path()), 3);
    }

    #[test]
    fn a_line_that_was_not_written_to_its_end_is_none_and_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        ledger.file_signed("da-ky/a.pdf", b"2", line("")).unwrap();
        let whole = book(folder.path());
        for torn in 1..whole.len() - 1 {
            fs_err::write(folder.path().join(SIGNATURES), [&whole[..], &whole[..torn]].concat())
                .unwrap();
            assert_eq!(ledger.signatures().unwrap().signed, [line("da-ky/a.pdf")], "{torn}");
        }
        ledger.file_signed("da-ky/b.pdf", b"2", line("")).unwrap();
        assert_eq!(ledger.signatures().unwrap().signed, ["da-ky/a.pdf", "da-ky/b.pdf"].map(line));
        // An editor took the end of the last line away: the line is whole.
        let whole = book(folder.path());
        fs_err::write(folder.path().join(SIGNATURES), &whole[..whole.len() - 1]).unwrap();
        ledger.file_signed("da-ky/c.pdf", b"2", line("")).unwrap();
        assert_eq!(
            ledger.signatures().unwrap().signed,
            ["da-ky/a.pdf", "da-ky/b.pdf", "da-ky/c.pdf"].map(line)
        );
    }

    #[test]
    fn a_signed_file_whose_line_is_written_takes_its_place_after_a_stop() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("da-ky/a.pdf");
        write_ready(&ready(&path, &sha256(b"2")), b"2").unwrap();
        append(folder.path(), &line("da-ky/a.pdf")).unwrap();
        assert!(!path.exists());
        let ledger = Ledger::take(
            folder.path(),
            &crate::ledger::Holder::default(),
            std::time::Duration::ZERO,
        )
        .unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), b"2");
        assert!(ledger.still_holds(&line("da-ky/a.pdf")));
        assert_eq!(fs_err::read_dir(folder.path().join("da-ky")).unwrap().count(), 1);
    }

    #[test]
    fn what_a_stopped_program_left_beside_signed_papers_goes_with_the_next_turn() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("luu-tru/giay-moi/.ocop-a1b2c3.tmp");
        store::store(&left, b"half").unwrap();
        let elsewhere = folder.path().join("cho-nhan/.ocop-a1b2c3.tmp");
        store::store(&elsewhere, b"half").unwrap();
        let ledger = Ledger::open(folder.path()).unwrap();
        fs_err::write(folder.path().join(SIGNATURES), b"{ torn").unwrap();
        drop(ledger.turn().unwrap());
        assert!(left.exists(), "perhaps the file of a line that cannot be read");
        fs_err::remove_file(folder.path().join(SIGNATURES)).unwrap();
        drop(ledger.turn().unwrap());
        assert!(!left.exists() && elsewhere.exists());
    }

    #[test]
    fn two_who_sign_at_the_same_time_leave_all_lines() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for name in ["a", "b"] {
                let root = folder.path();
                scope.spawn(move || {
                    let ledger = Ledger::open(root).unwrap();
                    for _ in 0..10 {
                        let _turn = ledger.turn().unwrap();
                        ledger.file_signed(&format!("da-ky/{name}.pdf"), b"2", line("")).unwrap();
                    }
                });
            }
        });
        let ledger = Ledger::open(folder.path()).unwrap();
        let signed = ledger.signatures().unwrap().signed;
        assert_eq!(signed.len(), 20);
        assert!(signed.iter().all(|line| ledger.still_holds(line)));
    }
}
