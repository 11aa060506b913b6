//! The book of signatures (`so-chu-ky.json`): every paper that was signed, by whom, and from which
//! paper of the run. Each signature is one line of JSON; lines are only added.
//!
//! A signed file is written under a temporary name, then its line is added to the book, then the
//! file is renamed to its place. So no signed file stands in its place without its line. When the
//! program is stopped in between, the next one that has the turn renames the file.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::register::RegisteredPaper;
use super::store::{self, below};
use crate::careful::{self, PAPER_BYTES, UnsuitableFile};
use crate::fingerprint::sha256;
use crate::own::{self, RECORD_BYTES};

/// Name of the book in the outputs folder.
pub const SIGNATURES: &str = "so-chu-ky.json";

/// How every line begins. An unfinished last line is recognised by it.
const BEGINNING: &[u8] = b"{\"file\":\"";

/// All signatures that were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct SignatureBook {
    /// The signatures in the order in which they were made.
    pub signed: Vec<SignedPaper>,
}

/// One signature: a line of the book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct SignedPaper {
    /// Path of the signed file below the outputs folder.
    pub file: String,
    /// SHA-256 of the signed file, in hexadecimal.
    pub sha256: String,
    /// Path of the paper of the run below the outputs folder.
    pub paper: String,
    /// SHA-256 of that paper before anybody signed it.
    pub original: String,
    /// The role of the signer: `official`, `seal` or `co_signer`; `number` when number and day were
    /// filled in, `evidence` for evidence that was added later.
    pub role: String,
    /// Holder of the certificate.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub holder: String,
    /// SHA-256 of the certificate.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub certificate: String,
    /// Time of the signature, ISO 8601 in the time of Việt Nam.
    pub time: String,
    /// Whether a timestamp authority confirmed that time.
    pub timestamped: bool,
    /// Whether the certificate is one for rehearsals, so that the signature has no legal force.
    pub rehearsal: bool,
    /// The entry of the paper in the register of the body's papers, made with this line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<RegisteredPaper>,
}

/// Why the book cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BookFault {
    /// It cannot be opened.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The file is not a book that this program writes. It is left unchanged, because what it holds
    /// exists nowhere else.
    #[error("{SIGNATURES}: {0}")]
    Unreadable(serde_json::Error),
}

/// The file of the book as it was read.
#[derive(Debug, Default)]
pub(super) struct BookFile {
    pub(super) book: SignatureBook,
    /// Number of bytes up to the end of the last whole line.
    length: u64,
    /// Whether the file has the former format: one JSON object with a list.
    old: bool,
    /// Whether the last line lacks its line break, as some editors leave it.
    open_end: bool,
}

impl BookFile {
    /// Reads the book of this folder; empty when there is none.
    ///
    /// # Errors
    ///
    /// [`BookFault`] when the file cannot be read, or is not a book of this program.
    pub(super) fn read(outputs: &Path) -> Result<Self, BookFault> {
        match careful::read_file(&outputs.join(SIGNATURES), RECORD_BYTES) {
            Ok(bytes) => Self::of(&bytes).map_err(BookFault::Unreadable),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    fn of(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        if let Ok(book) = serde_json::from_slice::<SignatureBook>(bytes) {
            return Ok(Self { book, length: bytes.len() as u64, old: true, open_end: false });
        }
        let mut pages = Self::default();
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            match serde_json::from_slice(line) {
                Ok(signed) => {
                    pages.book.signed.push(signed);
                    pages.length += line.len() as u64;
                    pages.open_end = !line.ends_with(b"\n");
                }
                // The last line was not written to its end, so its file never took its place.
                _ if !line.ends_with(b"\n")
                    && (line.starts_with(BEGINNING) || BEGINNING.starts_with(line)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(pages)
    }
}

/// Adds a line to the book and syncs it. Returns the length of the book before, in bytes.
pub(super) fn append(outputs: &Path, line: &SignedPaper) -> Result<u64, BookFault> {
    let mut pages = BookFile::read(outputs)?;
    let path = outputs.join(SIGNATURES);
    if pages.old {
        let mut lines = Vec::new();
        for line in &pages.book.signed {
            lines.extend(text(line)?);
        }
        store::store(&path, &lines)?;
        pages.length = lines.len() as u64;
    }
    let mut text = text(line)?;
    if pages.open_end {
        text.insert(0, b'\n');
    }
    let write = || -> io::Result<()> {
        let mut file =
            careful::unfollowing().create(true).write(true).truncate(false).open(&path)?;
        file.set_len(pages.length)?;
        file.seek(SeekFrom::End(0))?;
        file.write_all(&text)?;
        file.sync_all()
    };
    write().map_err(|error| {
        // A full disk may have taken a part of the line.
        let _ = shorten(outputs, pages.length);
        careful::of_path(&path, error)
    })?;
    Ok(pages.length)
}

fn text(line: &SignedPaper) -> Result<Vec<u8>, BookFault> {
    let mut text = serde_json::to_vec(line).map_err(BookFault::Unreadable)?;
    text.push(b'\n');
    Ok(text)
}

/// Cuts the book back to a length, which takes back the last line.
pub(super) fn shorten(outputs: &Path, length: u64) -> io::Result<()> {
    let file = careful::unfollowing().write(true).open(outputs.join(SIGNATURES))?;
    file.set_len(length)?;
    file.sync_all()
}

/// Returns the temporary name under which a signed file is written before it takes its place.
pub(super) fn ready(path: &Path, sha256: &str) -> PathBuf {
    path.with_file_name(format!("{}{sha256}{}", own::TEMPORARY.0, own::TEMPORARY.1))
}

/// Writes a signed file under its temporary name.
pub(super) fn write_ready(ready: &Path, bytes: &[u8]) -> io::Result<()> {
    let _ = fs_err::remove_file(ready);
    if store::store_new(ready, bytes)? { Ok(()) } else { Err(UnsuitableFile::Special.into()) }
}

/// Renames a file to a name that no file has. Whoever calls this has the turn, so nobody else can
/// take the name in between.
pub(super) fn put_in_place(ready: &Path, path: &Path) -> io::Result<()> {
    if fs_err::symlink_metadata(path).is_ok() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, path.display().to_string()));
    }
    fs_err::rename(ready, path)
}

/// Renames signed files whose lines were written before the program was stopped. Only for whoever
/// has the turn.
///
/// # Errors
///
/// When a file could not be renamed, or the book cannot be read. The caller may ignore this: the
/// next command that needs the book reports it.
pub(super) fn finish(outputs: &Path) -> Result<(), BookFault> {
    let pages = BookFile::read(outputs)?;
    for line in &pages.book.signed {
        let Ok(path) = below(outputs, &line.file) else { continue };
        let ready = ready(&path, &line.sha256);
        let missing = fs_err::symlink_metadata(&path).is_err();
        if missing
            && careful::read_file(&ready, PAPER_BYTES)
                .is_ok_and(|bytes| sha256(&bytes) == line.sha256)
        {
            put_in_place(&ready, &path)?;
        }
    }
    Ok(())
}

impl SignatureBook {
    /// Yields the signatures on a paper of the run, without rehearsals.
    pub fn of_paper<'a>(&'a self, paper: &'a str) -> impl Iterator<Item = &'a SignedPaper> {
        self.signed.iter().filter(move |signed| signed.paper == paper && !signed.rehearsal)
    }
}
