//! Reads the bytes of a workbook again, by the place that findings name.

use std::path::Path;

use careful_spreadsheet::{Place, Refusal, TooLarge, packed};

use super::{folder, told};
use crate::finding::{Finding, Findings};

/// Reads the bytes of a file of the inputs folder, or of an archive in it. `file` is the `file` of
/// its [`Place`] (`ho-so/a.zip!/b/c.xlsx`).
///
/// A workbook that Excel encrypted with its built-in password comes back decrypted.
///
/// The same limits apply as when the folder was opened. `file` is only compared with names, never
/// used as a path.
///
/// # Errors
///
/// The finding that says why the file cannot be read: it is gone, too large or damaged by now.
pub fn original(folder: &Path, file: &str) -> Result<Vec<u8>, Box<Finding>> {
    find(folder, file).map_err(|refusal| Box::new(told::refusal(Place::file(file), refusal)))
}

fn find(folder: &Path, file: &str) -> Result<Vec<u8>, Refusal> {
    let outer = file.split("!/").next().unwrap_or_default();
    let found = folder::list(folder, &mut Findings::default()).map_err(Refusal::not_opened)?;
    let found = found.into_iter().find(|found| found.path == outer && !found.link);
    let found = found.ok_or_else(|| Refusal::not_opened("the file is no longer there"))?;
    let content = folder::read_file(&found.full).map_err(Refusal::not_opened)?;
    if content.whole { packed(content.bytes, file) } else { Err(Refusal::TooLarge(TooLarge::File)) }
}
