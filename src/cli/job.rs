//! Makes the job that the arguments ask for.

use std::env;
use std::path::PathBuf;

use careful_spreadsheet::ChildReader;

use crate::ledger::Holder;
use crate::pipeline::Job;

/// Makes a job that reads and writes these folders, and reads the results of these earlier rounds.
/// The default for templates is the folder `templates` in the inputs.
pub(super) fn job(
    inputs: PathBuf,
    outputs: PathBuf,
    templates: Option<PathBuf>,
    previous: Vec<PathBuf>,
) -> Job {
    let templates = templates.unwrap_or_else(|| inputs.join("templates"));
    // Without a path to this program, old workbooks are not read, and a finding says so.
    let reader = env::current_exe().map(ChildReader::at).unwrap_or_default();
    // RAYON_NUM_THREADS sets the number of threads, as for everything parallel here.
    Job {
        inputs,
        outputs,
        templates,
        previous,
        threads: rayon::current_num_threads(),
        fresh: false,
        reader,
        who: Holder::default(),
    }
}
