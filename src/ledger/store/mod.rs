//! Writes files so that they appear whole or not at all, below a folder; links that lead out of it
//! are not followed.

mod new_file;
mod removal;

use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

pub use self::new_file::NewFile;
pub(super) use self::new_file::store_pieces;
pub(super) use self::removal::{Removal, remove_if_unchanged, sweep};

use crate::careful::{self, FileInUse, PAPER_BYTES, UnsuitableFile};
use crate::device;
use crate::fingerprint::sha256;
use crate::own;

/// The result of storing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// The file was written.
    Written,
    /// The same bytes stood there already.
    Unchanged,
    /// A signed paper stands there; it was kept.
    KeptSigned {
        /// Its SHA-256.
        sha256: String,
    },
}

/// Writes a file so that at every moment either the old or the new file stands there whole: the new
/// file is written beside it, synced, then renamed. An identical file is not touched; a signed
/// paper is never replaced.
///
/// # Errors
///
/// When it cannot be written; an earlier file is then unchanged.
pub fn store(path: &Path, bytes: &[u8]) -> io::Result<Stored> {
    let stored = store_together(&[(path.to_owned(), bytes)], |_| Ok(()));
    stored.into_iter().next().unwrap_or_else(|| Err(io::ErrorKind::Other.into()))
}

/// How many threads wait for the disk together. The file system writes down in one go what several
/// wait for at the same time.
const WAITING: usize = 8;

/// Writes files like [`store`], and calls `before` when the new files are all written and synced,
/// just before the first of them takes its place. `before` is told which files, by their indices,
/// are new; when it fails, none of them takes its place. The results are in the order of the files.
pub(super) fn store_together(
    files: &[(PathBuf, &[u8])],
    before: impl FnOnce(&[usize]) -> io::Result<()>,
) -> Vec<io::Result<Stored>> {
    let begun: Vec<_> = files.iter().map(|(path, bytes)| begin(path, bytes)).collect();
    let synced = synced(begun);
    let new = |(index, one): (usize, &io::Result<Begun>)| {
        matches!(one, Ok(Begun::New(_))).then_some(index)
    };
    let new: Vec<usize> = synced.iter().enumerate().filter_map(new).collect();
    let noted = if new.is_empty() { Ok(()) } else { before(&new) };
    let in_place = |(begun, (path, _)): (io::Result<Begun>, &(PathBuf, &[u8]))| match begun? {
        Begun::Stands(stored) => Ok(stored),
        Begun::New(file) => {
            noted.as_ref().map_err(again)?;
            put(file, path)?;
            Ok(Stored::Written)
        }
    };
    synced.into_iter().zip(files).map(in_place).collect()
}

/// A file that is to be stored: one that needs no writing, or a new one under a temporary name.
enum Begun {
    Stands(Stored),
    New(NamedTempFile),
}

/// How often, and how long apart, a file is tried again that another program holds open: programs
/// that look for viruses and that copy folders to a cloud hold each new file for a moment.
const TRIES: u32 = 8;
const PAUSE: Duration = Duration::from_millis(60);

/// Puts a new file in its place, over an earlier one.
fn put(mut file: NamedTempFile, path: &Path) -> io::Result<()> {
    let place = careful::in_full(path);
    let mut left = TRIES;
    loop {
        let Err(failed) = file.persist(&place) else { return Ok(()) };
        let error = careful::in_use_or(failed.error, path);
        if left == 0 || !FileInUse::is_in(&error) {
            return Err(careful::of_path(path, error));
        }
        left -= 1;
        file = failed.file;
        std::thread::sleep(PAUSE);
    }
}

/// Looks at what stands there, and writes the new file beside it, not synced yet.
fn begin(path: &Path, bytes: &[u8]) -> io::Result<Begun> {
    match standing(path, |old| old == bytes)? {
        Some(stored) => Ok(Begun::Stands(stored)),
        None => written(path, bytes).map(Begun::New),
    }
}

/// Looks whether what stands at a path is to stay; `None` where nothing does, or it is replaced.
fn standing(path: &Path, is_new: impl FnOnce(&[u8]) -> bool) -> io::Result<Option<Stored>> {
    match careful::read_file(path, PAPER_BYTES) {
        Ok(old) if is_new(&old) => Ok(Some(Stored::Unchanged)),
        Ok(old) if is_signed(&old) => Ok(Some(Stored::KeptSigned { sha256: sha256(&old) })),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Syncs the new files, several at the same time.
fn synced(begun: Vec<io::Result<Begun>>) -> Vec<io::Result<Begun>> {
    let sync = |begun: io::Result<Begun>| match begun {
        Ok(Begun::New(file)) => {
            with_path(file.path(), file.as_file().sync_all()).map(|()| Begun::New(file))
        }
        other => other,
    };
    let size = begun.len().div_ceil(WAITING).max(1);
    if begun.len() <= 1 {
        return begun.into_iter().map(sync).collect();
    }
    let (mut parts, mut left) = (Vec::new(), begun.into_iter());
    while left.len() > 0 {
        parts.push(left.by_ref().take(size).collect::<Vec<_>>());
    }
    std::thread::scope(|scope| {
        let wait = |part: Vec<_>| {
            let count = part.len();
            (count, scope.spawn(move || part.into_iter().map(sync).collect::<Vec<_>>()))
        };
        let waiting: Vec<_> = parts.into_iter().map(wait).collect();
        let lost = || Err(io::Error::other("a thread that waited for the disk was lost"));
        let results = waiting.into_iter().flat_map(|(count, part)| {
            part.join().unwrap_or_else(|_| (0..count).map(|_| lost()).collect())
        });
        results.collect()
    })
}

/// Returns an error like this one.
fn again(error: &io::Error) -> io::Error {
    match UnsuitableFile::of(error) {
        Some(strange) => strange.into(),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// Writes a file where none exists. Returns `false` when one exists; that one is left as it is.
///
/// # Errors
///
/// When it cannot be written; nothing is left of it then.
pub fn store_new(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match whole(path, bytes)?.persist_noclobber(careful::in_full(path)) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => with_path(path, Err(error.error)),
    }
}

/// Writes and syncs a temporary file beside the path. It is deleted unless it is renamed.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let file = written(path, bytes)?;
    with_path(path, file.as_file().sync_all())?;
    Ok(file)
}

/// Writes a temporary file beside the path, without waiting for the disk. It is deleted unless it
/// is renamed.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs_err::create_dir_all(folder)?;
    let mut file = with_path(path, unfinished(folder))?;
    with_path(path, file.write_all(bytes))?;
    Ok(file)
}

/// Returns the path of a file below a folder.
///
/// # Errors
///
/// When the name leads out of the folder, or a part of the way is no folder.
pub fn below(root: &Path, name: &str) -> io::Result<PathBuf> {
    if !is_below(name) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{name} leads out of the folder"),
        ));
    }
    if cfg!(windows) && !device::is_storable(name) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("{name} is no name of a file under Windows"),
        ));
    }
    let path = root.join(name);
    let mut folder = root.to_owned();
    for part in Path::new(name).parent().into_iter().flat_map(Path::components) {
        folder.push(part);
        match fs_err::symlink_metadata(&folder) {
            Ok(found) if found.is_dir() => {}
            Ok(found) => {
                return Err(UnsuitableFile::of_type(found.file_type())
                    .unwrap_or(UnsuitableFile::Special)
                    .into());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(error) => return Err(error),
        }
    }
    Ok(path)
}

/// Tells whether a recorded path stays below the outputs folder. A record is a file like any other
/// and may have been changed.
pub(super) fn is_below(file: &str) -> bool {
    !file.is_empty()
        && Path::new(file).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Tells whether the bytes are a signed PDF: a signature covers its file by a `/ByteRange`, which
/// an unsigned paper does not have.
#[must_use]
pub fn is_signed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF")
        && bytes.windows(b"/ByteRange".len()).any(|window| window == b"/ByteRange")
}

/// Makes a temporary file in this folder. Its name begins with a dot; under Windows it is marked as
/// hidden until it takes its place.
fn unfinished(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(own::TEMPORARY.0).suffix(own::TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        builder.permissions(std::fs::Permissions::from_mode(0o644));
        builder.tempfile_in(folder)
    }
    #[cfg(not(unix))]
    builder.make_in(careful::in_full(folder), |path| {
        careful::hidden().read(true).write(true).create_new(true).open(path)
    })
}

fn with_path<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| careful::of_path(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_the_same_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("giay-moi/01.pdf");
        assert_eq!(store(&path, b"mot").unwrap(), Stored::Written);
        let before = fs_err::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(store(&path, b"mot").unwrap(), Stored::Unchanged);
        assert_eq!(fs_err::metadata(&path).unwrap().modified().unwrap(), before);
        assert_eq!(store(&path, b"hai").unwrap(), Stored::Written);
        assert_eq!(fs_err::read(&path).unwrap(), b"hai");
    }

    #[test]
    fn files_that_are_stored_together_take_their_places_only_when_they_were_noted() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs_err::write(path("02.pdf"), b"hai").unwrap();
        fs_err::create_dir(path("03.pdf")).unwrap();
        let names: Vec<_> = (1..=20).map(|number| format!("{number:02}.pdf")).collect();
        let files: Vec<_> = names.iter().map(|name| (path(name), b"hai".as_slice())).collect();
        let stored = store_together(&files, |_| Err(io::ErrorKind::StorageFull.into()));
        assert_eq!(stored[0].as_ref().unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(*stored[1].as_ref().unwrap(), Stored::Unchanged);
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 2, "nothing new stands there");

        let mut noted = Vec::new();
        let stored = store_together(&files, |new| {
            assert!(!path("01.pdf").exists(), "noted before");
            noted.extend(new.to_vec());
            Ok(())
        });
        assert_eq!(noted, (0..20).filter(|index| ![1, 2].contains(index)).collect::<Vec<_>>());
        assert!(stored.iter().enumerate().all(|(index, one)| one.is_ok() == (index != 2)));
        assert_eq!(fs_err::read(path("20.pdf")).unwrap(), b"hai");
    }

    #[test]
    fn a_signed_paper_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quyet-dinh.pdf");
        let signed = b"%PDF-1.7 /ByteRange [0 1 2 3]";
        fs_err::write(&path, signed).unwrap();
        assert_eq!(
            store(&path, b"%PDF-1.7 other").unwrap(),
            Stored::KeptSigned { sha256: sha256(signed) }
        );
        assert_eq!(fs_err::read(&path).unwrap(), signed);
    }

    #[test]
    fn no_half_file_is_left_when_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ke-hoach.pdf");
        fs_err::create_dir(&path).unwrap();
        assert_eq!(
            UnsuitableFile::of(&store(&path, b"mot").unwrap_err()),
            Some(UnsuitableFile::Folder)
        );
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
    }
}
