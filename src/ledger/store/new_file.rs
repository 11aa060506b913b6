//! New files that are written piece by piece beside their place.

use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;

use tempfile::{NamedTempFile, TempPath};

use super::{Stored, put, standing, unfinished, with_path};
use crate::careful;
use crate::fingerprint::{sha256, sha256_of};

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

/// Writes a file like [`store`](super::store), in the pieces in which `write` gives it, so that it is never whole
/// in memory. `before` is told its SHA-256 just before it takes its place. Returns the SHA-256, too.
///
/// # Errors
///
/// As [`store`](super::store).
pub(in crate::ledger) fn store_pieces(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    before: impl FnOnce(&str) -> io::Result<()>,
) -> io::Result<(Stored, String)> {
    let mut new = NewFile::beside(path)?;
    let mut pieces = BufWriter::new(new.file());
    with_path(path, write(&mut pieces).and_then(|()| pieces.flush()))?;
    drop(pieces);
    let sum = new.sha256()?;
    if let Some(stored) = standing(path, |old| sha256(old) == sum)? {
        return Ok((stored, sum));
    }
    with_path(path, new.0.as_file().sync_all())?;
    before(&sum)?;
    put(new.0, path)?;
    Ok((Stored::Written, sum))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(path: &Path, pieces: &[&str]) -> io::Result<Stored> {
        let write =
            |out: &mut dyn Write| pieces.iter().try_for_each(|one| out.write_all(one.as_bytes()));
        store_pieces(path, write, |_| Ok(())).map(|(stored, _)| stored)
    }

    #[test]
    fn a_file_in_pieces_takes_its_place_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so-ket-xuat.json");
        assert_eq!(pieces(&path, &["{", "}"]).unwrap(), Stored::Written);
        assert_eq!(pieces(&path, &["{}"]).unwrap(), Stored::Unchanged);
        let full = |out: &mut dyn Write| {
            out.write_all(b"[")?;
            Err(io::ErrorKind::StorageFull.into())
        };
        let error = store_pieces(&path, full, |_| Ok(())).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        let unnoted = |sum: &str| {
            assert_eq!(sum, sha256(b"[]"));
            Err(io::ErrorKind::PermissionDenied.into())
        };
        let error = store_pieces(&path, |out| out.write_all(b"[]"), unnoted).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(fs_err::read(&path).unwrap(), b"{}");
        assert_eq!(fs_err::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_signed_paper_is_not_replaced_by_pieces() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("so-ket-xuat.json");
        let signed = b"%PDF-1.7 /ByteRange [0 1 2 3]";
        fs_err::write(&path, signed).unwrap();
        assert_eq!(pieces(&path, &["{}"]).unwrap(), Stored::KeptSigned { sha256: sha256(signed) });
        assert_eq!(fs_err::read(&path).unwrap(), signed);
    }
}
