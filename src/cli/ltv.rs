//! `ocop ltv`: adds the evidence with which signed papers can be checked in later years.

use std::io::{self, Write};
use std::path::PathBuf;

use pdf_signature::Role;

use super::Exit;
use super::args::LtvArgs;
use super::sign::{PaperTally, WorkWords, now, open};

const ARCHIVE: WorkWords =
    WorkWords { done: "Đã bổ sung bằng chứng", undone: "Không bổ sung bằng chứng" };

/// Adds evidence for later years to signed papers.
pub(super) fn archive(
    asked: &LtvArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let papers = asked.papers.iter().map(PathBuf::as_path);
    let Some(office) = open((&ARCHIVE, "ocop ltv"), &asked.folders, papers, err)? else {
        return Ok(Exit::Nothing);
    };
    let table = match office.table(Role::Official, &asked.roots, &asked.intermediate) {
        Ok(table) => table,
        Err(obstacle) => return ARCHIVE.refused(None, &obstacle, err),
    };
    let mut tally = PaperTally::new(&ARCHIVE, asked.papers.len());
    for path in &asked.papers {
        let done = table.prepare_signed(path).and_then(|signable| table.archive(&signable, now()));
        if tally.note(done, path, office.outputs(), out, err)? {
            break;
        }
    }
    tally.conclude(out)
}
