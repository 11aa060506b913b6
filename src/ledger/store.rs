//! Writes files so that they appear whole or not at all, below a folder; links that lead out of it
//! are not followed.

use std::io::{self, Seek, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use tempfile::{Builder, NamedTempFile, TempPath};

use crate::careful::{self, FileInUse, PAPER_BYTES, UnsuitableFile};
use crate::device;
use crate::fingerprint::{sha256, sha256_of};
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

/// The result of removing a file.
#[derive(Debug)]
pub(super) enum Removal {
    /// The file is gone.
    Gone,
    /// The file was changed since it was filed, or is signed; it was kept.
    Changed,
    /// The file could not be read or removed.
    Stuck(io::Error),
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
    match careful::read_file(path, PAPER_BYTES) {
        Ok(old) if old == bytes => return Ok(Begun::Stands(Stored::Unchanged)),
        Ok(old) if is_signed(&old) => {
            return Ok(Begun::Stands(Stored::KeptSigned { sha256: sha256(&old) }));
        }
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    written(path, bytes).map(Begun::New)
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

/// A new file that is written beside its place, and takes it whole or not at all.
#[derive(Debug)]
pub struct NewFile(NamedTempFile);

impl NewFile {
    /// Begins a file beside this path.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made, or not written.
    pub fn beside(path: &Path) -> io::Result<Self> {
        let folder = path.parent().unwrap_or(Path::new("."));
        fs_err::create_dir_all(folder)?;
        with_path(path, unfinished(folder)).map(Self)
    }

    /// Returns the file, to be written.
    pub fn file(&mut self) -> &mut std::fs::File {
        self.0.as_file_mut()
    }

    /// Closes the file, which stays under its temporary name until it is moved or forgotten.
    ///
    /// # Errors
    ///
    /// When it cannot be written down.
    pub fn close(self) -> io::Result<TempPath> {
        with_path(self.0.path(), self.0.as_file().sync_all())?;
        Ok(self.0.into_temp_path())
    }

    /// Returns the SHA-256 of what was written.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn sha256(&mut self) -> io::Result<String> {
        self.0.as_file_mut().rewind()?;
        sha256_of(self.0.as_file_mut())
    }

    /// Puts the file in its place, where nothing stands.
    ///
    /// # Errors
    ///
    /// When something stands there, or it cannot be written.
    pub fn keep_as(self, path: &Path) -> io::Result<()> {
        with_path(path, self.0.as_file().sync_all())?;
        let kept = self.0.persist_noclobber(careful::in_full(path));
        with_path(path, kept.map_err(|error| error.error)).map(drop)
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

/// Removes a file when its hash is one of `hashes`, and then its folders when they are empty.
pub(super) fn remove_if_unchanged<'a>(
    root: &Path,
    name: &str,
    hashes: impl IntoIterator<Item = &'a String>,
) -> Removal {
    let removed = match below(root, name)
        .and_then(|path| careful::read_file(&path, PAPER_BYTES).map(|bytes| (path, bytes)))
    {
        Ok((path, bytes)) => {
            let sum = sha256(&bytes);
            if is_signed(&bytes) || hashes.into_iter().all(|hash| *hash != sum) {
                return Removal::Changed;
            }
            fs_err::remove_file(path)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        // Something that is not a plain file stands there now; it is not ours.
        Err(error) if UnsuitableFile::of(&error).is_some() => return Removal::Changed,
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => {
            remove_empty_folders(root, name);
            Removal::Gone
        }
        Err(error) => Removal::Stuck(error),
    }
}

/// Removes the folders of a file that have become empty.
fn remove_empty_folders(root: &Path, name: &str) {
    let mut folder = Path::new(name).parent();
    while let Some(part) = folder.filter(|part| !part.as_os_str().is_empty()) {
        // This fails, as intended, when the folder is not empty.
        if fs_err::remove_dir(root.join(part))
            .is_err_and(|error| error.kind() != io::ErrorKind::NotFound)
        {
            return;
        }
        folder = part.parent();
    }
}

/// Removes the temporary files of runs that have ended. Only for whoever has the turn of the
/// folder.
pub(super) fn sweep(root: &Path) {
    let entries =
        walkdir::WalkDir::new(root).follow_links(false).max_depth(DEPTH).into_iter().flatten();
    for entry in entries.filter(|entry| entry.file_type().is_file()) {
        if entry.file_name().to_str().is_some_and(own::is_temporary) {
            // On failure, the next run removes it.
            let _ = fs_err::remove_file(entry.path());
        }
    }
}

/// How deep folders with papers are nested at most: `ban-thu/ban-hanh/tra-lai/huyen-sin-ho`.
const DEPTH: usize = 6;

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
        let removed = remove_if_unchanged(folder.path(), "quyet-dinh.pdf", [&sha256(signed)]);
        assert!(matches!(removed, Removal::Changed));
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

    #[test]
    fn only_what_was_filed_is_taken_away_and_empty_folders_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let (root, name) = (folder.path(), "tra-lai/huyen-sin-ho/cong-van.pdf");
        store(&root.join(name), b"mot").unwrap();
        assert!(matches!(remove_if_unchanged(root, name, [&sha256(b"hai")]), Removal::Changed));
        assert!(matches!(
            remove_if_unchanged(root, name, [&sha256(b"hai"), &sha256(b"mot")]),
            Removal::Gone
        ));
        assert_eq!(fs_err::read_dir(root).unwrap().count(), 0);
        assert!(matches!(remove_if_unchanged(root, name, [&sha256(b"mot")]), Removal::Gone));
        assert!(matches!(remove_if_unchanged(root, "../a", [&sha256(b"mot")]), Removal::Stuck(_)));
    }

    #[test]
    fn what_dead_runs_left_unfinished_goes() {
        let folder = tempfile::tempdir().unwrap();
        store(&folder.path().join("giay-moi/.ocop-a1b2c3.tmp"), b"nua").unwrap();
        store(&folder.path().join("giay-moi/01.pdf"), b"mot").unwrap();
        sweep(folder.path());
        let names: Vec<_> =
            fs_err::read_dir(folder.path().join("giay-moi")).unwrap().flatten().collect();
        assert_eq!(names.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_followed_out_of_the_folder() {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs_err::write(elsewhere.path().join("01.pdf"), b"mot").unwrap();
        fs_err::os::unix::fs::symlink(elsewhere.path(), folder.path().join("giay-moi")).unwrap();
        let error = below(folder.path(), "giay-moi/01.pdf").unwrap_err();
        assert_eq!(UnsuitableFile::of(&error), Some(UnsuitableFile::Link));
        let removed = remove_if_unchanged(folder.path(), "giay-moi/01.pdf", [&sha256(b"mot")]);
        assert!(matches!(removed, Removal::Changed));
        assert!(elsewhere.path().join("01.pdf").exists());
    }
}
