//! Makes the papers of an archive again, and compares them with those that it holds.

use std::path::Path;

use super::manifest::{ArchivedFile, FileRole, Manifest};
use super::{ArchiveFault, job_in, unpack};
use crate::careful;
use crate::changes::MEMORY;
use crate::fingerprint::sha256;
use crate::job::{Job, RunFault};
use crate::ledger::EARLIER;
use crate::ledger::PROGRAM;
use crate::page::{CHECKED_DATA, CHECKED_PAGE};
use crate::pipeline::{self, LAST_RUN};

/// What came of making the papers of an archive again.
#[derive(Debug)]
pub struct Replayed {
    /// Name and version of the program that made the archived papers.
    pub program: String,
    /// Whether that is this program.
    pub same_program: bool,
    /// How many files came out byte for byte the same.
    pub same: usize,
    /// Papers and results that came out differently, or not at all.
    pub differ: Vec<String>,
    /// Reports that also tell of earlier runs, and came out differently.
    pub reports: Vec<String>,
    /// How many signed papers the archive holds; they cannot be made again, and are whole.
    pub signed: usize,
}

/// Why the papers of an archive could not be made again.
#[derive(Debug, thiserror::Error)]
pub enum ReplayFault {
    /// The archive cannot be unpacked.
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    /// The run stopped.
    #[error(transparent)]
    Run(#[from] RunFault),
}

/// Unpacks an archive into an empty folder, makes its papers again there, and compares. `job` says
/// how to work; its folders are not used. In the folder, `ban-luu` holds what was archived,
/// `outputs` what was made now.
///
/// # Errors
///
/// [`ReplayFault`].
pub fn replay(archive: &Path, folder: &Path, job: Job) -> Result<Replayed, ReplayFault> {
    let manifest = unpack(archive, folder)?;
    let job = job_in(folder, &manifest, job);
    pipeline::run(&job, &|_| {})?;
    Ok(compare(&job, &manifest))
}

fn compare(job: &Job, manifest: &Manifest) -> Replayed {
    let mut replayed = Replayed {
        same_program: manifest.program == PROGRAM,
        program: manifest.program.clone(),
        same: 0,
        differ: Vec::new(),
        reports: Vec::new(),
        signed: manifest
            .of(FileRole::Signed)
            .filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "pdf"))
            .count(),
    };
    for file in manifest.of(FileRole::Output) {
        let name = file.path.trim_start_matches("outputs/");
        if is_same(job, name, file) {
            replayed.same += 1;
        } else if tells_of_earlier_runs(name) {
            replayed.reports.push(name.to_owned());
        } else {
            replayed.differ.push(name.to_owned());
        }
    }
    replayed
}

fn is_same(job: &Job, name: &str, file: &ArchivedFile) -> bool {
    careful::read_file(&job.outputs.join(name), file.size)
        .is_ok_and(|bytes| sha256(&bytes) == file.sha256)
}

/// Tells whether a file also depends on earlier runs in the same folder: the report of the check,
/// what papers said with what had changed in them, the forms that were sent, and earlier issues of
/// papers.
fn tells_of_earlier_runs(name: &str) -> bool {
    [CHECKED_PAGE, CHECKED_DATA, MEMORY, LAST_RUN].contains(&name)
        || name.starts_with("bieu-mau/")
        || name.contains(&format!("/{EARLIER}/"))
}
