//! Unpacks an archive into an empty folder, and makes sure that every file is the one of its list.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::gather::LARGEST;
use super::manifest::{MANIFEST, Manifest};
use crate::careful;
use crate::device;
use crate::fingerprint::sha256;
use crate::ledger;

/// Largest manifest, in bytes.
const MANIFEST_BYTES: u64 = 64 << 20;
/// Most files of an archive.
const MOST_FILES: usize = 200_000;
/// Most bytes of all files of an archive together.
const MOST_BYTES: u64 = 64 << 30;

/// Why an archive cannot be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    /// The file cannot be read, or a file of the new folder not written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The folder to unpack into is not empty.
    #[error("`{0}` is not empty")]
    NotEmpty(PathBuf),
    /// The file is no archive of this program, or is damaged. Holds what is wrong.
    #[error("{0}")]
    Damaged(String),
    /// Files of the archive are not those of its list. Holds their paths.
    #[error("changed: {}", .0.join(", "))]
    Changed(Vec<String>),
    /// Files of the archive have names that this system does not store. Holds their paths.
    #[error("names that cannot be stored here: {}", .0.join(", "))]
    Names(Vec<String>),
}

/// Unpacks an archive into a folder, which must be empty or not exist yet. Nothing is written unless
/// its list of files can be read; a file that is not as the list says is reported when all are
/// unpacked.
///
/// # Errors
///
/// [`ArchiveFault`].
pub fn unpack(archive: &Path, folder: &Path) -> Result<Manifest, ArchiveFault> {
    let (file, _) = careful::open(&careful::real(archive)?, u64::MAX)?;
    let mut zip = ZipArchive::new(file).map_err(|error| damaged(&error))?;
    let manifest = manifest(&mut zip)?;
    if folder.exists() && fs_err::read_dir(folder)?.next().is_some() {
        return Err(ArchiveFault::NotEmpty(folder.to_owned()));
    }
    if cfg!(windows) {
        storable(&manifest)?;
    }
    let mut changed = Vec::new();
    for file in &manifest.files {
        let bytes = read(&mut zip, &file.path, file.size)?;
        if bytes.len() as u64 != file.size || sha256(&bytes) != file.sha256 {
            changed.push(file.path.clone());
            continue;
        }
        let path = ledger::below(folder, &unpacked(&file.path))?;
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        ledger::store_new(&path, &bytes)?;
    }
    if changed.is_empty() { Ok(manifest) } else { Err(ArchiveFault::Changed(changed)) }
}

/// Makes sure that Windows stores every file under its name.
fn storable(manifest: &Manifest) -> Result<(), ArchiveFault> {
    let paths = manifest.files.iter().map(|file| &file.path);
    let others: Vec<_> = paths.filter(|path| !device::is_storable(path)).cloned().collect();
    if others.is_empty() { Ok(()) } else { Err(ArchiveFault::Names(others)) }
}

/// Returns where a file of the archive is put: what the run issued is kept apart from what will be
/// issued anew.
fn unpacked(path: &str) -> String {
    match path.strip_prefix("outputs/") {
        Some(rest) => format!("ban-luu/{rest}"),
        None => path.to_owned(),
    }
}

fn manifest(zip: &mut ZipArchive<std::fs::File>) -> Result<Manifest, ArchiveFault> {
    let bytes = read(zip, MANIFEST, MANIFEST_BYTES)?;
    let manifest: Manifest =
        serde_json::from_slice(&bytes).map_err(|error| ArchiveFault::Damaged(error.to_string()))?;
    let total: u64 = manifest.files.iter().fold(0, |sum, file| sum.saturating_add(file.size));
    let sound = manifest.format == 1
        && manifest.files.len() <= MOST_FILES
        && total <= MOST_BYTES
        && manifest.files.iter().all(|file| file.size <= LARGEST);
    if sound {
        Ok(manifest)
    } else {
        Err(ArchiveFault::Damaged("too large, or of another form".into()))
    }
}

/// Reads a file of the archive, at most one byte more than `most`.
fn read(
    zip: &mut ZipArchive<std::fs::File>,
    name: &str,
    most: u64,
) -> Result<Vec<u8>, ArchiveFault> {
    let entry = zip.by_name(name).map_err(|error| damaged(&error))?;
    let mut bytes = Vec::new();
    entry
        .take(most.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| ArchiveFault::Damaged(format!("{name}: {error}")))?;
    Ok(bytes)
}

fn damaged(error: &zip::result::ZipError) -> ArchiveFault {
    ArchiveFault::Damaged(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::manifest::{ArchivedFile, FileRole};

    #[test]
    fn an_archive_with_names_that_windows_does_not_store_names_them() {
        let archived = |path: &str| ArchivedFile {
            path: path.into(),
            size: 1,
            sha256: String::new(),
            role: FileRole::Input,
            pages: None,
            paper: None,
        };
        let manifest = |paths: &[&str]| Manifest {
            format: 1,
            program: String::new(),
            files: paths.iter().map(|path| archived(path)).collect(),
        };
        assert!(storable(&manifest(&["inputs/round.toml"])).is_ok());
        let fault =
            storable(&manifest(&["inputs/round.toml", "inputs/ho-so/con.xlsx"])).unwrap_err();
        assert!(
            matches!(&fault, ArchiveFault::Names(names) if *names == ["inputs/ho-so/con.xlsx"]),
            "{fault}"
        );
    }
}
