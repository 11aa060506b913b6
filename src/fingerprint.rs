//! Fingerprints of files: SHA-256 in lower-case hexadecimal digits, as the run record writes it.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use crate::careful;

/// Returns the SHA-256 of bytes in lower-case hexadecimal digits.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the SHA-256 of what a reader gives, in lower-case hexadecimal digits.
///
/// # Errors
///
/// When it cannot be read to its end.
pub fn sha256_of(reader: &mut impl Read) -> io::Result<String> {
    let mut sum = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(hex(&sum.finalize())),
            read => sum.update(&piece[..read]),
        }
    }
}

/// Returns the SHA-256 of a value as JSON, which need not be held in memory for it.
///
/// # Errors
///
/// When the value cannot be written as JSON.
pub fn sha256_of_json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut sum = HashedBytes(Sha256::new());
    serde_json::to_writer(&mut sum, value)?;
    Ok(hex(&sum.0.finalize()))
}

/// Takes bytes for their fingerprint only.
struct HashedBytes(Sha256);

impl Write for HashedBytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Something below a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FolderEntry {
    /// Path below the folder, with `/` between its parts.
    pub path: String,
    /// What stands there.
    pub what: EntryContent,
}

/// What stands somewhere below a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryContent {
    /// A file, by its SHA-256.
    File(String),
    /// A folder.
    Folder,
    /// A link, by what it names. It is not followed.
    Link(String),
    /// A pipe, a socket or a device.
    Special,
}

/// Lists everything below a folder, ordered by path, and takes the fingerprint of every file, on all
/// threads.
///
/// # Errors
///
/// When something cannot be listed or read, and for a file larger than [`careful::PAPER_BYTES`]: to
/// read it would take longer than whoever asks can gain.
pub fn of_folder(folder: &Path) -> io::Result<Vec<FolderEntry>> {
    let entries = WalkDir::new(folder).min_depth(1).follow_links(false).sort_by_file_name();
    let entries = entries.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut found = entries
        .par_iter()
        .map(|entry| Ok(FolderEntry { path: below(folder, entry), what: content(entry)? }))
        .collect::<io::Result<Vec<_>>>()?;
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// Writes a path below the folder the same on every system.
fn below(folder: &Path, entry: &DirEntry) -> String {
    let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
    let parts = relative.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/").nfc().collect()
}

fn content(entry: &DirEntry) -> io::Result<EntryContent> {
    let kind = entry.file_type();
    if kind.is_file() {
        let (mut file, _) = careful::open(entry.path(), careful::PAPER_BYTES)?;
        sha256_of(&mut file).map(EntryContent::File)
    } else if kind.is_dir() {
        Ok(EntryContent::Folder)
    } else if kind.is_symlink() {
        let named = fs_err::read_link(entry.path())?;
        Ok(EntryContent::Link(named.to_string_lossy().into_owned()))
    } else {
        Ok(EntryContent::Special)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_every_byte_below_a_folder_shows_in_its_list() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs_err::create_dir(root.join("b")).unwrap();
        fs_err::write(root.join("b/c.txt"), "một").unwrap();
        fs_err::write(root.join("a.txt"), "").unwrap();
        let list = || of_folder(root).unwrap();
        let file = |bytes: &[u8]| EntryContent::File(sha256(bytes));
        let found: Vec<_> = list().into_iter().map(|entry| (entry.path, entry.what)).collect();
        let expected = [
            ("a.txt", file(b"")),
            ("b", EntryContent::Folder),
            ("b/c.txt", file("một".as_bytes())),
        ];
        assert_eq!(found, expected.map(|(path, what)| (path.to_owned(), what)));
        let before = list();
        fs_err::write(root.join("b/c.txt"), "hai").unwrap();
        assert_ne!(list(), before);
        assert!(of_folder(&root.join("khong-co")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_shows_by_what_it_names() {
        let folder = tempfile::tempdir().unwrap();
        fs_err::os::unix::fs::symlink("/khong/co", folder.path().join("a")).unwrap();
        let found = of_folder(folder.path()).unwrap();
        assert_eq!(found[0].what, EntryContent::Link("/khong/co".into()));
    }
}
