//! Takes files away that this program wrote.

use std::io;
use std::path::Path;

use super::{below, is_signed};
use crate::careful::{self, PAPER_BYTES, UnsuitableFile};
use crate::fingerprint::sha256;
use crate::own;

/// The result of removing a file.
#[derive(Debug)]
pub(in crate::ledger) enum Removal {
    /// The file is gone.
    Gone,
    /// The file was changed since it was filed, or is signed; it was kept.
    Changed,
    /// The file could not be read or removed.
    Stuck(io::Error),
}

/// Removes a file when its hash is one of `hashes`, and then its folders when they are empty.
pub(in crate::ledger) fn remove_if_unchanged<'a>(
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
pub(in crate::ledger) fn sweep(root: &Path) {
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

#[cfg(test)]
mod tests {
    use super::super::store;
    use super::*;

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

    #[test]
    fn a_signed_paper_is_never_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quyet-dinh.pdf");
        let signed = b"%PDF-1.7 /ByteRange [0 1 2 3]";
        fs_err::write(&path, signed).unwrap();
        let removed = remove_if_unchanged(folder.path(), "quyet-dinh.pdf", [&sha256(signed)]);
        assert!(matches!(removed, Removal::Changed));
        assert_eq!(fs_err::read(&path).unwrap(), signed);
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
