//! Files papers beside the threads that typeset them. While the disk writes, papers gather; those
//! that have gathered are filed together, so that the disk is waited for once and not for each.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::finding::Finding;
use crate::ledger::{Filed, Ledger, PaperToFile};

/// How many papers gather at most. It bounds the memory: a paper has some 50 kB.
const TOGETHER: usize = 48;

/// What became of a paper that was filed: with a finding that was made on the way, or with the
/// finding that kept it from being written.
pub(super) type FilingResult = Result<(Filed, Option<Finding>), Box<Finding>>;

/// A paper on its way to the filer, with its place among all papers.
pub(super) type Typeset<'a> = (usize, PaperToFile<'a>);

/// Makes the way to the filer.
pub(super) fn way<'a>() -> (SyncSender<Typeset<'a>>, Receiver<Typeset<'a>>) {
    sync_channel(TOGETHER)
}

/// Files whatever comes in until nothing comes any more. Returns what became of each paper, by its
/// place.
pub(super) fn file_all(
    ledger: &Ledger,
    typeset: &Receiver<Typeset<'_>>,
) -> Vec<(usize, FilingResult)> {
    let mut filed = Vec::new();
    while let Ok(first) = typeset.recv() {
        let (places, papers): (Vec<_>, Vec<_>) =
            std::iter::once(first).chain(typeset.try_iter().take(TOGETHER - 1)).unzip();
        filed.extend(places.into_iter().zip(ledger.file_papers(&papers)));
    }
    filed
}
