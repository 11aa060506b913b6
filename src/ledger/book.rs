//! The book of signatures (`so-chu-ky.json`): every paper that was signed, by whom, and of which
//! paper of the run it is the signed form. One line of JSON a signature; lines are only added.
//!
//! A signed file lies ready beside its place before its line is written, and takes its place
//! afterwards. So no signed file stands there without its line, and after a stop in between the
//! next one who has the turn puts the file in its place.

use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::store::{self, below};
use crate::careful::{self, PAPER_BYTES, Strange};
use crate::fingerprint::sha256;
use crate::own::{self, RECORD_BYTES};

/// Name of the book in the outputs folder.
pub const SIGNATURES: &str = "so-chu-ky.json";

/// How a line begins: what is left of one that was not written to its end begins so too.
const BEGINNING: &[u8] = b"{\"file\":\"";

/// Every signature that was made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
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
    /// It is not what this program writes. It is left as it is: what it holds can be had nowhere
    /// else.
    #[error("{SIGNATURES}: {0}")]
    Unreadable(serde_json::Error),
}

/// The file of the book as it was read.
#[derive(Debug, Default)]
pub(super) struct BookFile {
    pub(super) book: SignatureBook,
    /// Bytes up to the end of the last whole line.
    length: u64,
    /// Whether it is a book as it was written once: one object with a list.
    old: bool,
    /// Whether the last line lacks its end, as editors leave it.
    open_end: bool,
}

impl BookFile {
    pub(super) fn read(outputs: &Path) -> Result<Self, BookFault> {
        match careful::read(&outputs.join(SIGNATURES), RECORD_BYTES) {
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

/// Adds a line to the book and syncs it. Returns how long the book was before.
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
        // A disk that is full took a part of it, perhaps.
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

/// Takes back what was added to the book.
pub(super) fn shorten(outputs: &Path, length: u64) -> io::Result<()> {
    let file = careful::unfollowing().write(true).open(outputs.join(SIGNATURES))?;
    file.set_len(length)?;
    file.sync_all()
}

/// Where a signed file lies ready before it takes its place.
pub(super) fn ready(path: &Path, sha256: &str) -> PathBuf {
    path.with_file_name(format!("{}{sha256}{}", own::TEMPORARY.0, own::TEMPORARY.1))
}

pub(super) fn lay_ready(ready: &Path, bytes: &[u8]) -> io::Result<()> {
    let _ = fs_err::remove_file(ready);
    if store::store_new(ready, bytes)? { Ok(()) } else { Err(Strange::Special.into()) }
}

/// Renames a file to a name that nothing has. Nobody else files at the same time, so nothing can
/// get it in between.
pub(super) fn put_in_place(ready: &Path, path: &Path) -> io::Result<()> {
    if fs_err::symlink_metadata(path).is_ok() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, path.display().to_string()));
    }
    fs_err::rename(ready, path)
}

/// Puts signed files in their places whose lines were written before the program was stopped.
/// Nobody else may be filing.
///
/// # Errors
///
/// When something lies ready still, or may: the book cannot be read, which is told of by whoever
/// needs it.
pub(super) fn finish(outputs: &Path) -> Result<(), BookFault> {
    let pages = BookFile::read(outputs)?;
    for line in &pages.book.signed {
        let Ok(path) = below(outputs, &line.file) else { continue };
        let ready = ready(&path, &line.sha256);
        let missing = fs_err::symlink_metadata(&path).is_err();
        if missing
            && careful::read(&ready, PAPER_BYTES).is_ok_and(|bytes| sha256(&bytes) == line.sha256)
        {
            put_in_place(&ready, &path)?;
        }
    }
    Ok(())
}

impl SignatureBook {
    /// The signatures with force on any revision of a paper of the run.
    pub fn of_paper<'a>(&'a self, paper: &'a str) -> impl Iterator<Item = &'a SignedPaper> {
        self.signed.iter().filter(move |signed| signed.paper == paper && !signed.rehearsal)
    }
}
