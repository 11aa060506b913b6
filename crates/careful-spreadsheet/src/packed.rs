//! Unpacks a file again by the place that was reported for it.

use crate::container::Container;
use crate::kind::{self, OuterFormat};
use crate::limits::Allowance;
use crate::refusal::Refusal;
use crate::unlocked;

/// Returns the bytes of the file at `path` (`ho-so/a.zip!/b/c.xlsx`). `bytes` are those of its
/// outermost file (`ho-so/a.zip`).
///
/// The same limits apply as when the file was opened. A workbook that Excel encrypted with its
/// built-in password comes back decrypted.
///
/// # Errors
///
/// A [`Refusal`] when the archive holds no such file or exceeds the limits.
pub fn packed(bytes: Vec<u8>, path: &str) -> Result<Vec<u8>, Refusal> {
    let gone = || Refusal::not_opened("the file is no longer there");
    let allowance = Allowance::default();
    let bytes = path.split("!/").skip(1).try_fold(bytes, |bytes, name| {
        let mut archive = Container::open(&bytes, &allowance)?;
        let index =
            archive.names()?.into_iter().find(|(_, other)| other == name).ok_or_else(gone)?.0;
        archive.part(index, &allowance)
    })?;
    match kind::look(&bytes, path) {
        Ok(OuterFormat::Encrypted) => unlocked::package(&bytes, &allowance),
        _ => Ok(bytes),
    }
}
