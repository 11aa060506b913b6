//! Gathers the ballots of each session into one file to print.

use std::collections::BTreeMap;

use super::IssuedForms;
use crate::blanks::RoundForm;
use crate::documents::folders;
use crate::finding::Findings;
use crate::job::Job;
use crate::ledger::{FiledPaper, Ledger};
use crate::pipeline::press::gather::{self, Part};
use crate::round::Round;

/// The files to print of all sessions whose ballots were written.
pub(super) struct Together {
    /// The folders that they lie in.
    folders: Vec<String>,
    files: Vec<FiledPaper>,
    findings: Findings,
}

/// Gathers ballots, the members of each session in their order.
pub(super) fn ballots(
    job: &Job,
    ledger: &Ledger,
    round: &Round,
    ballots: Vec<(&RoundForm<'_>, Part)>,
) -> Together {
    let mut sessions: BTreeMap<u8, (String, Vec<Part>)> = BTreeMap::new();
    for (form, part) in ballots {
        let (Some(session), Some((folder, _))) = (form.session, part.file.rsplit_once('/')) else {
            continue;
        };
        let of_session = (folder.to_owned(), Vec::new());
        sessions.entry(session.number).or_insert(of_session).1.push(part);
    }
    let mut together =
        Together { folders: Vec::new(), files: Vec::new(), findings: Findings::default() };
    for (number, (folder, parts)) in sessions {
        let kind = format!("Phiếu chấm điểm, lần chấm {number}");
        let pile = gather::gather(job, ledger, round, &folder, &kind, &parts);
        together.files.extend(pile.filed.iter().map(FiledPaper::of));
        together.findings.extend(pile.findings);
        together.folders.push(folder);
    }
    together
}

impl Together {
    /// Puts the files to print in the place of those that earlier runs made.
    pub(super) fn replace(self, issued: &mut IssuedForms) {
        let is_earlier = |file: &str| {
            file.rsplit_once('/').is_some_and(|(folder, name)| {
                name.starts_with(folders::TOGETHER) && self.folders.iter().any(|own| own == folder)
            })
        };
        issued.data.retain(|known| !is_earlier(&known.file));
        issued.data.extend(self.files);
        issued.findings.extend(self.findings);
    }
}
