//! Finds the declaration of an inputs folder, in either spelling.

use std::io;
use std::path::Path;

use careful_spreadsheet::text;

use super::read;
use crate::careful;
use crate::fingerprint::sha256;

/// Name of the declaration in Excel inside the inputs folder.
pub const FILE: &str = "khai-bao.xlsx";

/// Largest workbook that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The declaration of an inputs folder.
#[derive(Debug)]
pub enum FoundDeclaration {
    /// Only `round.toml`, or nothing.
    Toml,
    /// Only the workbook: its bytes, or why they cannot be had.
    Workbook(io::Result<Vec<u8>>),
    /// Both.
    Both,
}

/// Ending of a declaration that was converted into the other spelling and set aside.
pub const ASIDE: &str = ".cu";

/// Tells whether a file of this path below the inputs folder is a declaration that was set aside.
#[must_use]
pub fn is_set_aside(path: &str) -> bool {
    path.strip_suffix(ASIDE).is_some_and(|name| ["round.toml", FILE].contains(&name))
}

/// Looks for the declaration of an inputs folder.
#[must_use]
pub fn find(inputs: &Path) -> FoundDeclaration {
    let stands = |name: &str| fs_err::symlink_metadata(inputs.join(name)).is_ok();
    match (stands("round.toml"), stands(FILE)) {
        (true, true) => FoundDeclaration::Both,
        (false, true) => {
            FoundDeclaration::Workbook(careful::read_file(&inputs.join(FILE), LARGEST))
        }
        _ => FoundDeclaration::Toml,
    }
}

/// Returns the name of a file in the inputs folder that looks like a declaration saved in another
/// format or under another name: `khai-bao.ods`, `Khai báo (1).xlsx`. Of several, the first by name.
#[must_use]
pub fn other_form(inputs: &Path) -> Option<String> {
    let names = fs_err::read_dir(inputs).ok()?.filter_map(Result::ok).take(MOST);
    let names = names.filter_map(|entry| entry.file_name().into_string().ok());
    let is_one = |name: &String| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        let table = ending.is_some_and(|ending| TABLES.contains(&ending.as_str()));
        table && text::bare(name).replace(['-', '_', ' '], "").starts_with("khaibao")
    };
    names.filter(is_one).min()
}

/// Endings of the formats in which people save tables.
const TABLES: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// How many entries of the folder are examined.
const MOST: usize = 1000;

/// Returns the fingerprint of a declaration in Excel: that of its meaning. The same values give the
/// same fingerprint, however often the workbook is saved. `None` for bytes that cannot be read as a
/// declaration.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> Option<String> {
    read(bytes).ok().map(|declared| sha256(declared.text.as_bytes()))
}
