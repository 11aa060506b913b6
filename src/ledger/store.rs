//! Files that appear whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use crate::fingerprint::sha256;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// It was written.
    Written,
    /// It was there already, byte for byte.
    Unchanged,
    /// A signed paper stands there; it was kept.
    KeptSigned {
        /// Its fingerprint.
        sha256: String,
    },
}

/// Writes a file so that at every moment either the old or the new one stands there whole: a new file beside it, synced,
/// then renamed. A file that is the same is not touched; a signed paper is never replaced.
///
/// # Errors
///
/// When it cannot be written; what stood there before is then still there.
pub fn store(path: &Path, bytes: &[u8]) -> io::Result<Stored> {
    match fs_err::read(path) {
        Ok(old) if old == bytes => return Ok(Stored::Unchanged),
        Ok(old) if is_signed(&old) => return Ok(Stored::KeptSigned { sha256: sha256(&old) }),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    with_path(path, whole(path, bytes)?.persist(path).map_err(|error| error.error))?;
    Ok(Stored::Written)
}

/// Writes a file where none stands yet; `false` when one does, which is left as it is.
///
/// # Errors
///
/// When it cannot be written; nothing is left of it then.
pub fn store_new(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    match whole(path, bytes)?.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => with_path(path, Err(error.error)),
    }
}

/// A file beside the path, written and synced, that is gone when it is not renamed.
fn whole(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs_err::create_dir_all(folder)?;
    let mut file = with_path(path, builder().tempfile_in(folder))?;
    with_path(path, file.write_all(bytes))?;
    with_path(path, file.as_file().sync_all())?;
    Ok(file)
}

/// Takes a file away when it is still what was filed under this hash, and its folder when that is then empty.
pub(super) fn remove_if_unchanged(path: &Path, hash: &str) -> io::Result<()> {
    match fs_err::read(path) {
        Ok(bytes) if sha256(&bytes) == hash && !is_signed(&bytes) => fs_err::remove_file(path)?,
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    }
    if let Some(folder) = path.parent() {
        // Fails, as it should, when the folder still holds something.
        let _ = fs_err::remove_dir(folder);
    }
    Ok(())
}

/// A PDF signature covers its file by a byte range; an unsigned paper has none.
fn is_signed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF") && bytes.windows(b"/ByteRange".len()).any(|window| window == b"/ByteRange")
}

#[cfg(unix)]
fn builder() -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;

    let mut builder = Builder::new();
    builder.prefix(".").permissions(std::fs::Permissions::from_mode(0o644));
    builder
}

#[cfg(not(unix))]
fn builder() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".");
    builder
}

fn with_path<T>(path: &Path, result: io::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
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
    fn a_signed_paper_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("quyet-dinh.pdf");
        let signed = b"%PDF-1.7 /ByteRange [0 1 2 3]";
        fs_err::write(&path, signed).unwrap();
        assert_eq!(store(&path, b"%PDF-1.7 other").unwrap(), Stored::KeptSigned { sha256: sha256(signed) });
        remove_if_unchanged(&path, &sha256(signed)).unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), signed);
    }

    #[test]
    fn no_half_file_is_left_when_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ke-hoach.pdf");
        fs_err::create_dir(&path).unwrap();
        assert!(store(&path, b"mot").is_err());
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
    }
}
