//! Reads the files that `[signing]` names: trusted certificates, and pictures.

use std::path::{Component, Path, PathBuf};

use pdf_signature::{Certificate, Issuers};

use super::Obstacle;
use crate::careful::{self, PAPER_BYTES};
use crate::round::{SIGNING_FOLDER, SigningSettings};

/// Returns the trusted authorities: the roots of the settings and of the files `more`, with the
/// intermediate certificates of the settings.
///
/// # Errors
///
/// [`Obstacle`] when a file cannot be read, or no root is named at all.
pub fn issuers(
    signing: &SigningSettings,
    inputs: &Path,
    more: &[PathBuf],
) -> Result<Issuers, Obstacle> {
    let mut trusted = roots(signing, inputs)?;
    for path in more {
        trusted.extend(read_certificates(path)?);
    }
    if trusted.is_empty() {
        return Err(Obstacle::NoRoot);
    }
    let between = certificates(&signing.intermediates, inputs)?;
    Ok(Issuers::new(trusted, between))
}

/// Returns the root certificates that the settings name.
///
/// # Errors
///
/// [`Obstacle`] when a file cannot be read.
pub fn roots(signing: &SigningSettings, inputs: &Path) -> Result<Vec<Certificate>, Obstacle> {
    certificates(&signing.roots, inputs)
}

/// Reads the certificates of a file: PEM with any number of them, or DER with one.
///
/// # Errors
///
/// [`Obstacle`] when it cannot be read or understood.
pub fn read_certificates(path: &Path) -> Result<Vec<Certificate>, Obstacle> {
    let bytes = read_file(path)?;
    Certificate::from_pem_or_der(&bytes)
        .map_err(|fault| Obstacle::Certificates { path: path.to_owned(), fault })
}

fn certificates(paths: &[PathBuf], inputs: &Path) -> Result<Vec<Certificate>, Obstacle> {
    let mut all = Vec::new();
    for path in paths {
        all.extend(read_certificates(&below(path, inputs)?)?);
    }
    Ok(all)
}

/// Returns the path of a file that the settings name.
///
/// # Errors
///
/// [`Obstacle::OutsideFolder`] when the path leads out of its folder.
pub(super) fn below(path: &Path, inputs: &Path) -> Result<PathBuf, Obstacle> {
    if path.components().all(|part| matches!(part, Component::Normal(_))) {
        Ok(inputs.join(SIGNING_FOLDER).join(path))
    } else {
        Err(Obstacle::OutsideFolder(path.to_owned()))
    }
}

/// Reads a whole file, within the limit for papers.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, Obstacle> {
    careful::read_named_file(path, PAPER_BYTES)
        .map_err(|source| Obstacle::NotRead { path: path.to_owned(), source })
}
