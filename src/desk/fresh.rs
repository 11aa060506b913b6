//! Tells whether the papers that stand in the outputs folder are still those of what came in.

use super::look::Look;
use super::round::OpenRound;
use crate::ledger::{HashedFile, Ledger};
use crate::templates::Templates;

/// Tells whether inputs or templates changed since the papers were made, or no run came to its end.
pub(super) fn differs(round: &OpenRound, look: &Look) -> bool {
    let made = || {
        let files = &look.read.as_ref()?.files;
        let ledger = Ledger::open(&round.places.outputs).ok()?;
        let record = ledger.record()?.clone();
        let templates = Templates::new(&round.job.templates).ok()?;
        let previous = HashedFile::previous(&round.job.previous).ok()?;
        let is_same = record.changed(files, &templates, &previous).ok()?.is_empty();
        Some(is_same && record.is_of_this_program())
    };
    made() != Some(true)
}
