//! Fingerprints of everything that decides the bytes of what is not typeset. While one stays the
//! same, the file is not made again.

use crate::counting::Counted;
use crate::fingerprint::{sha256, sha256_of_json};
use crate::job::{Job, RunFault};
use crate::ledger::HashedFile;

/// Names this build of the program: all its sources, templates and libraries.
pub(super) const PROGRAM: &str = env!("OCOP_PROGRAM");

/// Folders of templates that decide how a round is read and counted.
const TEMPLATES: [&str; 3] = ["communes", "criteria", "words"];

/// Returns the fingerprint of everything that decides how a round was read and counted: its files,
/// the results of earlier rounds, the criteria, communes and words, and this program.
///
/// # Errors
///
/// When a file cannot be read again.
pub(super) fn of_counted(job: &Job, counted: &Counted<'_>) -> Result<String, RunFault> {
    let mut templates = Vec::new();
    for folder in TEMPLATES {
        let files = counted.templates.folder(folder)?.into_iter();
        templates.extend(files.map(|file| (sha256(&file.bytes), file.name)));
    }
    let inputs: Vec<_> = counted.intake.files.iter().map(HashedFile::input).collect();
    let previous = HashedFile::previous(&job.previous)?;
    Ok(sha256_of_json(&(PROGRAM, inputs, previous, templates))?)
}
