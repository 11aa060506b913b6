//! Opens the files that came in: lists the folder of the round, takes the fingerprint of every
//! file, and reads every workbook cell by cell with [`careful_spreadsheet`].
//!
//! A file that cannot be read gives one finding and never stops the others. This desk does not know
//! what a cell means.

mod attachments;
mod folder;
mod original;
mod own_forms;
mod told;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use careful_spreadsheet::{
    ChildReader, FileRole, Noticed, OpenedFile, Opener, OwnFiles, Place, Refusal, Workbook,
    refuse_huge,
};
use rayon::prelude::*;
use serde::Serialize;

use self::attachments::AttachmentCounter;
pub use self::attachments::Attachments;
use self::folder::{FileContent, FoundFile};
pub use self::original::original;
use crate::declaration;
use crate::finding::{Code, Finding, Findings};
use crate::own;

/// The settings of the round. They are hashed here and read by another desk.
const ROUND_FILE: &str = "round.toml";
/// The round's own wording and layout. They are hashed here and read by other desks.
const TEMPLATES_FOLDER: &str = "templates/";
/// Certificates and pictures of signers. They are hashed here and read when somebody signs.
const SIGNING_FOLDER: &str = "ky-so/";

/// Everything that came in with the inputs folder.
#[derive(Debug, Default)]
pub struct Intake {
    /// The workbooks that were read, ordered by path; the workbooks of an archive stand where the
    /// archive does.
    pub workbooks: Vec<Workbook>,
    /// Every file below the folder that could be read, ordered by path, also files that were not
    /// opened. Hidden files, lock files and links are left out.
    pub files: Vec<InputFile>,
    /// Files that are no spreadsheets, counted by folder or archive, ordered by path.
    pub attachments: Vec<Attachments>,
    /// Findings about files that were refused or left alone, and remarks about worksheets, ordered
    /// by place.
    pub findings: Findings,
}

/// A file of the folder, for the run record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputFile {
    /// Path below the folder with `/` between its parts.
    pub path: String,
    /// SHA-256 in lower-case hexadecimal digits: of its bytes, or of the meaning of a declaration in
    /// Excel.
    pub sha256: String,
}

impl InputFile {
    /// Takes the fingerprint of a file: that of its bytes; of the declaration in Excel, that of its
    /// meaning.
    fn of(path: &str, content: &FileContent) -> Self {
        let meaning = (path == declaration::FILE && content.whole)
            .then(|| declaration::fingerprint(&content.bytes))
            .flatten();
        let sha256 = meaning.unwrap_or_else(|| content.sha256.clone());
        Self { path: path.to_owned(), sha256 }
    }
}

/// The reason why the inputs folder as a whole could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum IntakeFault {
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

/// Checks that the inputs folder can be listed, before any work is done for it.
///
/// # Errors
///
/// [`IntakeFault`] when it cannot be listed.
pub fn look_for(folder: &Path) -> Result<(), IntakeFault> {
    folder::look_for(folder)
}

/// Opens the folder of the round and reads every workbook below it, on all threads. `reader` reads
/// the `.xls` workbooks.
///
/// Nothing in the folder is changed. The result does not depend on the order in which the system
/// lists files.
///
/// # Errors
///
/// [`IntakeFault`] when the folder cannot be listed.
pub fn open_folder(folder: &Path, reader: &ChildReader) -> Result<Intake, IntakeFault> {
    let mut intake = Intake::default();
    let found = folder::list(folder, &mut intake.findings)?;
    let opener = opener(reader);
    let taken: Vec<_> = found.par_iter().map(|found| take(found, &opener)).collect();
    let (mut seen, mut counter) = (BTreeMap::new(), AttachmentCounter::default());
    for (file, results) in taken {
        intake.files.extend(file);
        intake.file(results, &mut seen, &mut counter);
    }
    intake.attachments = counter.finish(&mut intake.findings);
    intake.findings.sort();
    Ok(intake)
}

/// Opens one file that does not lie in the folder yet, as [`open_folder`] would open it there under
/// this path. Its fingerprint is not taken.
#[must_use]
pub fn open_file(path: &str, bytes: &[u8], reader: &ChildReader) -> Intake {
    let (mut intake, mut counter) = (Intake::default(), AttachmentCounter::default());
    intake.file(opener(reader).open(path, bytes), &mut BTreeMap::new(), &mut counter);
    intake.attachments = counter.finish(&mut intake.findings);
    intake.findings.sort();
    intake
}

/// Tells whether a file of the folder is never read: a hidden file, or the lock file of a program.
#[must_use]
pub fn is_left_out(path: &str) -> bool {
    matches!(FileRole::of(path), FileRole::Hidden | FileRole::Lock)
}

/// Takes the fingerprints of the files of the folder, as [`Intake::files`] holds them, without
/// opening any workbook.
///
/// # Errors
///
/// [`IntakeFault`] when the folder cannot be listed.
pub fn fingerprints(folder: &Path) -> Result<Vec<InputFile>, IntakeFault> {
    let found = folder::list(folder, &mut Findings::default())?;
    let counts = |found: &&FoundFile| !found.link && !is_left_out(&found.path);
    let found: Vec<_> = found.iter().filter(counts).collect();
    let file = |found: &&FoundFile| {
        let content = folder::read_file(&found.full).ok()?;
        Some(InputFile::of(&found.path, &content))
    };
    Ok(found.par_iter().filter_map(file).collect())
}

/// Creates the opener of workbooks and archives, which recognises the files that this program
/// wrote.
fn opener(reader: &ChildReader) -> Opener {
    let own = OwnFiles { property: own::PROPERTY, record: own::RECORD, is_record: own::is_record };
    Opener::new().with_xls(reader.clone()).leaving(own)
}

/// Takes the fingerprint of one file and, unless its role or place says otherwise, opens it.
/// Returns `None` for the fingerprint of hidden files, lock files, links and files that cannot be
/// read.
fn take(found: &FoundFile, opener: &Opener) -> (Option<InputFile>, Vec<OpenedFile>) {
    let place = Place::file(&found.path);
    let role = FileRole::of(&found.path);
    let left_alone = OpenedFile::left_alone(role, &found.path, |path| Place::file(path));
    if matches!(role, FileRole::Hidden | FileRole::Lock) {
        return (None, left_alone.into_iter().collect());
    }
    if found.link {
        return (None, vec![OpenedFile::refused(place, Refusal::Link)]);
    }
    match folder::read_file(&found.full) {
        Ok(content) => {
            let file = InputFile::of(&found.path, &content);
            let results = if found.path == declaration::FILE && content.whole {
                remarks_only(&found.path, &content)
            } else if role == FileRole::Paper && !belongs_to_other_desks(&found.path) {
                open(&found.path, content, opener)
            } else {
                left_alone.into_iter().collect()
            };
            (Some(file), results)
        }
        Err(error) => (None, vec![OpenedFile::refused(place, Refusal::not_opened(error))]),
    }
}

/// Opens the declaration in Excel only for remarks about its cells, such as text of old fonts: another
/// desk reads it. What is hidden in it the program hid itself.
fn remarks_only(path: &str, content: &FileContent) -> Vec<OpenedFile> {
    let mut opened = Opener::new().open(path, &content.bytes);
    opened.truncate(1);
    for file in &mut opened {
        file.workbook = None;
        file.refusal = None;
        file.remarks.retain(|remark| !matches!(remark.noticed, Noticed::Hidden(_)));
    }
    opened
}

/// Opens a file whose content was read; returns the result for it, and one for each file packed in
/// it.
fn open(path: &str, content: FileContent, opener: &Opener) -> Vec<OpenedFile> {
    let mut results = if content.whole {
        opener.open(path, &content.bytes)
    } else {
        vec![OpenedFile::refused(Place::file(path), refuse_huge(&content.bytes, path))]
    };
    if let Some(file) = results.first_mut()
        && !file.refusal.as_ref().is_some_and(Refusal::is_harmless)
    {
        file.sha256 = Some(content.sha256);
    }
    results
}

impl Intake {
    /// Keeps the results of one input file. A file whose bytes came in before is only reported, and
    /// so are the files packed in it.
    fn file(
        &mut self,
        results: Vec<OpenedFile>,
        seen: &mut BTreeMap<String, Place>,
        counter: &mut AttachmentCounter,
    ) {
        let mut within_known = None;
        for file in results {
            if within_known
                .as_ref()
                .is_some_and(|archive: &String| file.place.file.starts_with(archive))
            {
                continue;
            }
            let attachment = file.refusal.as_ref().and_then(Refusal::attachment);
            if let Some(kind) = attachment {
                counter.add(&file.place, kind);
            }
            if let Some(sha256) = file.sha256 {
                if let Some(first) = seen.get(&sha256) {
                    within_known = Some(format!("{}!/", file.place.file));
                    self.findings.push(twice(file.place, first));
                    continue;
                }
                seen.insert(sha256, file.place.clone());
            }
            let mut remarks = file.remarks;
            if let Some(workbook) = &file.workbook {
                own_forms::drop_remarks(workbook, &mut remarks);
            }
            self.workbooks.extend(file.workbook);
            told::remarks(remarks, &mut self.findings);
            let refusal = file.refusal.filter(|_| attachment.is_none());
            self.findings.extend(refusal.map(|refusal| told::refusal(file.place, refusal)));
        }
    }
}

/// Makes the finding about a file that came in before as `first`.
fn twice(place: Place, first: &Place) -> Finding {
    let message = format!("Tệp này giống hệt tệp “{first}” nên không được đọc lần nữa.");
    Finding::new(Code::FileTwice, place, message)
        .remedy("Xóa một trong hai tệp, hoặc thay bằng tệp đúng nếu gửi nhầm.")
}

/// Tells whether the file belongs to the settings of the round, which other desks read.
fn belongs_to_other_desks(path: &str) -> bool {
    path == ROUND_FILE
        || path == declaration::FILE
        || declaration::is_set_aside(path)
        || [TEMPLATES_FOLDER, SIGNING_FOLDER].iter().any(|folder| path.starts_with(folder))
}
