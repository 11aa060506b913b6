//! `ocop ltv`: adds the evidence with which signed papers can be checked in later years.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pdf_signature::ltv::{Archived, archived};
use pdf_signature::{Issuers, Role, moment};

use super::Exit;
use super::args::LtvArgs;
use super::sign::{PaperTally, WorkWords, now, open};
use crate::careful::{self, PAPER_BYTES};
use crate::signing::Obstacle;

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
    let table = match office.table(Role::Official, &asked.trust) {
        Ok(table) => table,
        Err(obstacle) => return ARCHIVE.refused(None, &obstacle, err),
    };
    let mut tally = PaperTally::new(&ARCHIVE, asked.papers.len());
    for path in &asked.papers {
        let prepared = table.prepare_signed(path);
        let lasting = prepared.is_ok().then(|| standing(path, &table.issuers)).flatten();
        if let Some(lasting) = lasting.filter(|lasting| !lasting.is_due(now().to_utc())) {
            tally.settled(&not_due(path, &lasting), out)?;
            continue;
        }
        let before = prepared.as_ref().ok().map(|signable| table.archived_before(signable));
        if let Some(file) = before.transpose().ok().flatten().flatten() {
            let archived = office.outputs().join(&file);
            match standing(&archived, &table.issuers) {
                Some(lasting) if !lasting.is_due(now().to_utc()) => {
                    tally.settled(&not_due(&archived, &lasting), out)?;
                }
                _ => {
                    let done = Err(Obstacle::ArchivedBefore(file));
                    tally.note(done, path, office.outputs(), out, err)?;
                }
            }
            continue;
        }
        let done = prepared.and_then(|signable| table.archive(&signable, now()));
        let file = done.as_ref().ok().map(|done| office.outputs().join(&done.file));
        if tally.note(done, path, office.outputs(), out, err)? {
            break;
        }
        if let Some(lasting) = file.and_then(|file| standing(&file, &table.issuers)) {
            writeln!(out, "  {}", renew_before(&lasting))?;
        }
    }
    tally.conclude(out)
}

/// Returns until when a file can be checked as it is; `None` when it still wants evidence.
fn standing(path: &Path, issuers: &Issuers) -> Option<Archived> {
    archived(&careful::read_named_file(path, PAPER_BYTES).ok()?, issuers, now().to_utc())
}

/// Says that a paper needs no new timestamp yet (Vietnamese).
fn not_due(path: &Path, lasting: &Archived) -> String {
    format!("Chưa cần gia hạn: {} đã đủ bằng chứng.\n  {}", path.display(), renew_before(lasting))
}

/// Says by when a paper must be stamped again (Vietnamese).
fn renew_before(lasting: &Archived) -> String {
    format!(
        "Gia hạn trước ngày {}: chứng thư của nơi cấp dấu thời gian “{}” hết hạn ngày đó; từ ngày {} \
         chạy lại `ocop ltv` với tệp trong luu-tru.",
        moment::day(lasting.until),
        lasting.authority,
        moment::day(lasting.due()),
    )
}
