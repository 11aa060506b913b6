//! Walks the folder of the round and takes the fingerprint of every file, without following links
//! out of it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use careful_spreadsheet::{FILE_BYTES, HEAD_BYTES, Place, Refusal, text};
use fs_err::File;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{IntakeFault, told};
use crate::finding::Findings;
use crate::{fingerprint, own};

/// A file or link that was found below the folder of the round.
pub(super) struct FoundFile {
    /// Path below the folder with `/` between its parts, composed (NFC).
    pub(super) path: String,
    /// Path on disk.
    pub(super) full: PathBuf,
    /// Whether it is a link rather than a file.
    pub(super) link: bool,
}

/// Checks that the folder can be listed.
///
/// # Errors
///
/// A [`IntakeFault`] when it cannot be listed or is no folder.
pub(super) fn look_for(folder: &Path) -> Result<(), IntakeFault> {
    match WalkDir::new(folder).max_depth(0).into_iter().next() {
        Some(Err(source)) => Err(IntakeFault::NotListed { folder: folder.to_owned(), source }),
        Some(Ok(entry)) if !entry.path().is_dir() => {
            Err(IntakeFault::NotAFolder { folder: folder.to_owned() })
        }
        _ => Ok(()),
    }
}

/// Lists every file and link below the folder, ordered by path. A subfolder that cannot be listed
/// gives a finding; folders that this program writes to are left out, with a finding.
///
/// # Errors
///
/// A [`IntakeFault`] when the folder itself cannot be listed.
pub(super) fn list(folder: &Path, findings: &mut Findings) -> Result<Vec<FoundFile>, IntakeFault> {
    let mut found = Vec::new();
    let mut entries = WalkDir::new(folder).follow_links(false).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 && !entry.path().is_dir() => {
                return Err(IntakeFault::NotAFolder { folder: folder.to_owned() });
            }
            Ok(entry)
                if entry.depth() > 0
                    && entry.file_type().is_dir()
                    && own::is_outputs(entry.path()) =>
            {
                findings.push(told::refusal(
                    Place::file(below(folder, entry.path())),
                    Refusal::OwnFolder,
                ));
                entries.skip_current_dir();
            }
            Ok(entry) => found.extend(found_at(folder, entry)),
            Err(error) => match error.path().filter(|_| error.depth() > 0) {
                Some(path) => {
                    let place = Place::file(below(folder, path));
                    findings.push(told::refusal(place, Refusal::not_opened(&error)));
                }
                None => {
                    return Err(IntakeFault::NotListed {
                        folder: folder.to_owned(),
                        source: error,
                    });
                }
            },
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Keeps files and links of a listing; `None` for folders and special files.
fn found_at(folder: &Path, entry: DirEntry) -> Option<FoundFile> {
    let kind = entry.file_type();
    let matters = kind.is_file() || (kind.is_symlink() && entry.depth() > 0);
    matters.then(|| FoundFile {
        path: below(folder, entry.path()),
        link: kind.is_symlink(),
        full: entry.into_path(),
    })
}

/// Writes a path below the folder as it is shown: the same on every system, and without characters
/// that a terminal would obey.
fn below(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> =
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    text::visible(&parts.join("/").nfc().collect::<String>())
}

/// The content of a file: its fingerprint, and its bytes unless there are too many.
pub(super) struct FileContent {
    /// SHA-256 of the whole file, in lower-case hexadecimal digits.
    pub(super) sha256: String,
    /// All bytes, or only the first [`HEAD_BYTES`] when `whole` is false.
    pub(super) bytes: Vec<u8>,
    /// Whether `bytes` holds the whole file.
    pub(super) whole: bool,
}

/// Reads a file. A file of more than [`FILE_BYTES`] bytes is hashed as a stream, and only its first
/// bytes are kept.
pub(super) fn read_file(path: &Path) -> io::Result<FileContent> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    Read::by_ref(&mut file).take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let mut hash = Sha256::new();
    hash.update(&bytes);
    let whole = bytes.len() as u64 <= FILE_BYTES;
    if !whole {
        bytes.truncate(HEAD_BYTES);
        bytes.shrink_to_fit();
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                count => hash.update(&buffer[..count]),
            }
        }
    }
    Ok(FileContent { sha256: fingerprint::hex(&hash.finalize()), bytes, whole })
}
