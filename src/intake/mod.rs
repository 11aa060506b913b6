//! Opens what comes in: walks the folder of the round, opens archives within limits, and reads every workbook cell by cell.
//!
//! The desk trusts no file: what a file is, its bytes tell; what it may cost, `limits.rs` tells; and a file that cannot be read
//! is one finding, never the end of the others. It hands on cells with their places, text cleaned, numbers exact. It does
//! not know what a cell means.

mod attachments;
mod cell;
mod child;
mod container;
pub mod date;
mod excel;
mod filling;
mod folder;
mod hidden;
mod kind;
mod legacy;
mod limits;
mod merges;
mod names;
mod notes;
pub mod number;
mod ods;
mod ole;
mod opening;
mod original;
mod refusal;
mod sheet;
pub mod text;
mod unlocked;
mod xml;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

pub use self::attachments::{Attachment, Attachments};
pub use self::cell::{Cell, Value};
pub use self::child::{COMMAND, ChildReader, serve};
pub use self::original::original;
pub use self::sheet::{Hidden, Merge, Sheet, Workbook};

use self::attachments::Counting;
use self::folder::{Content, Found};
use self::names::Role;
use self::opening::{Item, Opening};
use self::refusal::Refusal;
use crate::finding::{Code, Finding, Findings, Place};

/// The settings of the round; hashed here, read by another desk.
const ROUND_FILE: &str = "round.toml";
/// The round's own wording and layout; hashed here, read by other desks.
const TEMPLATES_FOLDER: &str = "templates/";
/// Certificates and pictures of those who sign; hashed here, read when somebody signs.
const SIGNING_FOLDER: &str = "ky-so/";

/// Everything that came in.
#[derive(Debug, Default)]
pub struct Intake {
    /// The workbooks that were read, by path; those of an archive stand in its place.
    pub workbooks: Vec<Workbook>,
    /// Every file below the folder, by path, except hidden and lock files; those that were not opened as well.
    pub files: Vec<InputFile>,
    /// Files that are no spreadsheets, counted by folder or archive, in the order of path.
    pub attachments: Vec<Attachments>,
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

/// Looks whether there is such a folder, before anything is done for it.
///
/// # Errors
///
/// [`Fault`] when it cannot be listed.
pub fn look_for(folder: &Path) -> Result<(), Fault> {
    folder::look_for(folder)
}

/// Opens the folder of the round and reads every workbook below it, on all threads; `reader` reads the old ones.
///
/// Nothing in the folder is changed. The result does not depend on the order in which the system lists files.
pub fn open_folder(folder: &Path, reader: &ChildReader) -> Result<Intake, Fault> {
    let mut intake = Intake::default();
    let found = folder::list(folder, &mut intake.findings)?;
    let taken: Vec<_> = found.par_iter().map(|found| take(found, reader)).collect();
    let (mut seen, mut counting) = (BTreeMap::new(), Counting::default());
    for (file, items) in taken {
        intake.files.extend(file);
        intake.file(items, &mut seen, &mut counting);
    }
    intake.attachments = counting.finish(&mut intake.findings);
    intake.findings.sort();
    Ok(intake)
}

/// The files of the folder as [`Intake::files`] holds them, without opening any.
///
/// # Errors
///
/// [`Fault`] when the folder cannot be listed.
pub fn fingerprints(folder: &Path) -> Result<Vec<InputFile>, Fault> {
    let found = folder::list(folder, &mut Findings::default())?;
    let counts = |found: &&Found| !found.link && !matches!(names::role(&found.path), Role::Hidden | Role::Lock);
    let found: Vec<_> = found.iter().filter(counts).collect();
    let file = |found: &&Found| {
        let content = folder::read(&found.full).ok()?;
        Some(InputFile { path: found.path.clone(), sha256: content.sha256 })
    };
    Ok(found.par_iter().filter_map(file).collect())
}

/// Takes one file in: fingerprint first, then, if it is a paper, what it holds.
fn take(found: &Found, reader: &ChildReader) -> (Option<InputFile>, Vec<Item>) {
    let place = Place::file(&found.path);
    let role = names::role(&found.path);
    let left_alone = opening::left_alone(role, &found.path, |path| Place::file(path));
    if matches!(role, Role::Hidden | Role::Lock) {
        return (None, left_alone.into_iter().collect());
    }
    if found.link {
        return (None, vec![Item::refused(place, None, Refusal::link())]);
    }
    match folder::read(&found.full) {
        Ok(content) => {
            let file = InputFile { path: found.path.clone(), sha256: content.sha256.clone() };
            let items = if role == Role::Paper && !belongs_to_other_desks(&found.path) {
                open(place, content, reader)
            } else {
                left_alone.into_iter().collect()
            };
            (Some(file), items)
        }
        Err(error) => (None, vec![Item::refused(place, None, Refusal::not_opened(error))]),
    }
}

/// Opens a file whose bytes have been read.
fn open(place: Place, content: Content, reader: &ChildReader) -> Vec<Item> {
    if content.whole {
        return Opening::open(&place, &content.bytes, content.sha256, reader);
    }
    let refusal = kind::look_at_huge(&content.bytes, &place.file);
    let refusal = refusal.unwrap_or_else(|| Refusal::too_large("Tệp quá lớn nên không được đọc"));
    vec![Item::refused(place, Some(content.sha256), refusal)]
}

impl Intake {
    /// Files what came of one input file; what has come in before is not filed again.
    fn file(&mut self, items: Vec<Item>, seen: &mut BTreeMap<String, Place>, counting: &mut Counting) {
        let mut within_known = None;
        for item in items {
            if within_known.as_ref().is_some_and(|archive: &String| item.place.file.starts_with(archive)) {
                continue;
            }
            if let Some(kind) = item.attachment {
                counting.add(&item.place, kind);
            }
            if let Some(sha256) = item.sha256 {
                if let Some(first) = seen.get(&sha256) {
                    within_known = Some(format!("{}!/", item.place.file));
                    self.findings.push(twice(item.place, first));
                    continue;
                }
                seen.insert(sha256, item.place);
            }
            self.workbooks.extend(item.workbook);
            self.findings.extend(item.findings);
        }
    }
}

/// The finding about a file that has come in before.
fn twice(place: Place, first: &Place) -> Finding {
    let message = format!("Tệp này giống hệt tệp “{first}” nên không được đọc lần nữa.");
    Finding::new(Code::FileTwice, place, message).remedy("Xóa một trong hai tệp, hoặc thay bằng tệp đúng nếu gửi nhầm.")
}

/// Whether the file is none of the papers but belongs to the settings of the round.
fn belongs_to_other_desks(path: &str) -> bool {
    path == ROUND_FILE || [TEMPLATES_FOLDER, SIGNING_FOLDER].iter().any(|folder| path.starts_with(folder))
}
