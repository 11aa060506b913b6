//! Opens what comes in: walks the folder of the round, opens archives within limits, and reads every workbook cell by cell.
//!
//! The desk trusts no file: what a file is, its bytes tell; what it may cost, `limits.rs` tells; and a file that cannot be read
//! is one finding, never the end of the others. It hands on cells with their places, text cleaned, numbers exact. It does
//! not know what a cell means.

mod cell;
mod container;
mod excel;
mod filling;
mod folder;
mod kind;
mod limits;
mod names;
pub mod number;
mod ods;
mod opening;
mod refusal;
mod sheet;
pub mod text;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use serde::Serialize;

pub use self::cell::{Cell, Value};
pub use self::sheet::{Merge, Sheet, Workbook};

use self::folder::{Content, Found};
use self::names::Role;
use self::opening::Opening;
use self::refusal::Refusal;
use crate::finding::{Findings, Place};

/// The settings of the round; hashed here, read by another desk.
const ROUND_FILE: &str = "round.toml";
/// The round's own wording and layout; hashed here, read by other desks.
const TEMPLATES_FOLDER: &str = "templates/";

/// Everything that came in.
#[derive(Debug, Default)]
pub struct Intake {
    /// The workbooks that were read, by path; those of an archive stand in its place.
    pub workbooks: Vec<Workbook>,
    /// Every file below the folder, by path, except hidden and lock files; those that were not opened as well.
    pub files: Vec<InputFile>,
    /// What was refused or left alone, in the order of place.
    pub findings: Findings,
}

/// A file of the folder, for the run record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputFile {
    /// Path below the folder with `/` between its parts.
    pub path: String,
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
}

/// Why the folder as a whole could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The path leads to something that is no folder.
    #[error("`{folder}` is not a folder")]
    NotAFolder {
        /// The path that was given.
        folder: PathBuf,
    },
    /// The folder does not exist, or may not be listed.
    #[error("cannot list the folder `{folder}`")]
    NotListed {
        /// The path that was given.
        folder: PathBuf,
        /// What the system says.
        source: walkdir::Error,
    },
}

/// Opens the folder of the round and reads every workbook below it.
///
/// Nothing in the folder is changed. The result does not depend on the order in which the system lists files.
pub fn open_folder(folder: &Path) -> Result<Intake, Fault> {
    let mut intake = Intake::default();
    for found in folder::list(folder, &mut intake.findings)? {
        intake.take(&found);
    }
    intake.findings.sort();
    Ok(intake)
}

impl Intake {
    /// Takes one file in: fingerprint first, then, if it is a paper, what it holds.
    fn take(&mut self, found: &Found) {
        let place = Place::file(&found.path);
        match names::role(&found.path) {
            Role::Hidden => {}
            Role::Lock => self.findings.push(Refusal::lock_file().at(place)),
            _ if found.link => self.findings.push(Refusal::link().at(place)),
            role => match folder::read(&found.full) {
                Ok(content) => {
                    if role == Role::Paper && !belongs_to_other_desks(&found.path) {
                        self.open(place, &content);
                    }
                    self.files.push(InputFile { path: found.path.clone(), sha256: content.sha256 });
                }
                Err(error) => self.findings.push(Refusal::not_opened(error).at(place)),
            },
        }
    }

    /// Opens a file whose bytes have been read.
    fn open(&mut self, place: Place, content: &Content) {
        if content.whole {
            let mut opening = Opening::default();
            opening.open(place, &content.bytes);
            self.workbooks.extend(opening.workbooks);
            self.findings.extend(opening.findings);
        } else {
            let refusal = kind::look(&content.bytes).err().filter(Refusal::is_harmless);
            self.findings
                .push(refusal.unwrap_or_else(|| Refusal::too_large("Tệp quá lớn nên không được đọc")).at(place));
        }
    }
}

/// Whether the file is none of the papers but belongs to the settings of the round.
fn belongs_to_other_desks(path: &str) -> bool {
    path == ROUND_FILE || path.starts_with(TEMPLATES_FOLDER)
}
