//! Walks the folder of the round and takes the fingerprint of every file, without following links
//! out of it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use careful_spreadsheet::{FILE_BYTES, HEAD_BYTES, Place, Refusal, text};
use fs_err::File;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::{Fault, told};
use crate::finding::Findings;
use crate::{fingerprint, own};

/// Something found in the folder.
pub(super) struct FoundFile {
    /// Path below the folder, with `/` between the parts, composed.
    pub(super) path: String,
    /// Where it is on disk.
    pub(super) full: PathBuf,
    /// Whether it is a link rather than a file.
    pub(super) link: bool,
}

/// Looks whether the folder can be listed at all.
pub(super) fn look_for(folder: &Path) -> Result<(), Fault> {
    match WalkDir::new(folder).max_depth(0).into_iter().next() {
        Some(Err(source)) => Err(Fault::NotListed { folder: folder.to_owned(), source }),
        Some(Ok(entry)) if !entry.path().is_dir() => {
            Err(Fault::NotAFolder { folder: folder.to_owned() })
        }
        _ => Ok(()),
    }
}

/// Everything below the folder that is a file or a link, sorted by path. Folders that cannot be
/// listed are reported.
pub(super) fn list(folder: &Path, findings: &mut Findings) -> Result<Vec<FoundFile>, Fault> {
    let mut found = Vec::new();
    let mut entries = WalkDir::new(folder).follow_links(false).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() == 0 && !entry.path().is_dir() => {
                return Err(Fault::NotAFolder { folder: folder.to_owned() });
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
                None => return Err(Fault::NotListed { folder: folder.to_owned(), source: error }),
            },
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

fn found_at(folder: &Path, entry: DirEntry) -> Option<FoundFile> {
    let kind = entry.file_type();
    let matters = kind.is_file() || (kind.is_symlink() && entry.depth() > 0);
    matters.then(|| FoundFile {
        path: below(folder, entry.path()),
        link: kind.is_symlink(),
        full: entry.into_path(),
    })
}

/// The path below the folder as it is shown: the same on any system, and nothing in it that a
/// terminal would obey.
fn below(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> =
        relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    text::visible(&parts.join("/").nfc().collect::<String>())
}

/// A file that was read once: its fingerprint, and its bytes unless there are too many.
pub(super) struct FileContent {
    /// SHA-256 of the whole file, in hex.
    pub(super) sha256: String,
    /// The bytes, or only the first of them.
    pub(super) bytes: Vec<u8>,
    /// Whether the bytes are all there.
    pub(super) whole: bool,
}

/// Reads a file. A huge one is only hashed while it streams by, and its first bytes are kept.
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
