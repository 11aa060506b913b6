//! Finds the bytes of a workbook again by the place that findings name.

use std::path::Path;

use super::container::Container;
use super::kind::{self, Opened};
use super::limits::Allowance;
use super::refusal::Refusal;
use super::{folder, unlocked};
use crate::finding::{Finding, Findings, Place};

/// The bytes of a file of the folder, or of an archive in it, by the `file` of its [`Place`] (`ho-so/a.zip!/b/c.xlsx`).
///
/// A workbook that Excel encrypted with a password of its own comes back in the clear.
///
/// The same limits apply as when the folder was opened, and the place is only compared with names, never used as a path.
///
/// # Errors
///
/// The finding that tells why the file cannot be had: it is gone, too large, damaged by now.
pub fn original(folder: &Path, file: &str) -> Result<Vec<u8>, Box<Finding>> {
    find(folder, file).map_err(|refusal| Box::new(refusal.at(Place::file(file))))
}

fn find(folder: &Path, file: &str) -> Result<Vec<u8>, Refusal> {
    let gone = || Refusal::not_opened("the file is no longer there");
    let mut names = file.split("!/");
    let outer = names.next().unwrap_or_default();
    let found = folder::list(folder, &mut Findings::default()).map_err(Refusal::not_opened)?;
    let found = found.into_iter().find(|found| found.path == outer && !found.link).ok_or_else(gone)?;
    let content = folder::read(&found.full).map_err(Refusal::not_opened)?;
    if !content.whole {
        return Err(Refusal::too_large("Tệp quá lớn nên không được đọc"));
    }
    let allowance = Allowance::default();
    let bytes = names.try_fold(content.bytes, |bytes, name| {
        let mut archive = Container::open(&bytes, &allowance)?;
        let index = archive.names()?.into_iter().find(|(_, other)| other == name).ok_or_else(gone)?.0;
        archive.part(index, &allowance)
    })?;
    match kind::look(&bytes, file) {
        Ok(Opened::Encrypted) => unlocked::package(&bytes, &allowance),
        _ => Ok(bytes),
    }
}
