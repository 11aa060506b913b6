//! `ocop number`: shows which papers get which number, fills number and day in, and enters them in
//! the register.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

use pdf_signature::Role;
use pdf_signature::moment::VIETNAM;
use pdf_signature::sign::Stamp;
use time::Date;

use super::report::{not_yet, register_unwritten, shown};
use super::{PaperTally, WorkWords, now, open};
use crate::cli::Exit;
use crate::cli::args::NumberArgs;
use crate::ledger::REGISTER;
use crate::signing::{FiledSignature, NumberedPaper, Obstacle};

const NUMBER: WorkWords = WorkWords { done: "Đã cấp số", undone: "Không cấp số" };

/// Performs `ocop number`.
pub(in crate::cli) fn number(
    asked: &NumberArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let papers = asked.papers.iter().map(PathBuf::as_path);
    let Some(office) = open((&NUMBER, "ocop number"), &asked.folders, papers, err)? else {
        return Ok(Exit::Nothing);
    };
    let table = match office.table(Role::Seal, &asked.trust) {
        Ok(table) => table,
        Err(obstacle) => return NUMBER.refused(None, &obstacle, err),
    };
    let date = asked.date.unwrap_or_else(|| now().to_offset(VIETNAM).date());
    let mut tally = PaperTally::new(&NUMBER, asked.papers.len());
    let prepare = |path| table.prepare_number(path, asked.instead_of, now());
    let prepared: Vec<_> = asked.papers.iter().map(|path| (path, prepare(path))).collect();
    let names = prepared.iter().filter_map(|(_, paper)| Some(paper.as_ref().ok()?.paper.clone()));
    let names: BTreeSet<_> = names.collect();
    let held = OnceCell::new();
    let mut next = asked.number;
    for (path, paper) in prepared {
        let done = paper.and_then(|paper| {
            table.number(&paper, (next, date), now(), |number| {
                held.get_or_init(|| office.held(&names)).allow(&paper.paper)?;
                show(&paper, (number, date), out).map_err(Obstacle::NotWritten)
            })
        });
        // A number that was not given is free for the next paper.
        if done.is_ok() {
            next = next.and_then(|number| number.checked_add(1));
        }
        let done = done.map(|filed| FiledSignature {
            warnings: filed.warning().into_iter().collect(),
            file: filed.file,
            stamp: Stamp::NotAsked,
        });
        if tally.note(done, path, office.outputs(), out, err)? {
            break;
        }
    }
    let mut exit = None;
    if tally.is_any_done() {
        match table.write_register() {
            Ok(()) => {
                writeln!(out, "Sổ văn bản: {}", office.outputs().join(REGISTER).display())?;
            }
            Err(obstacle) => exit = Some(register_unwritten(&obstacle, err)?),
        }
    }
    let concluded = tally.conclude(out)?;
    Ok(exit.filter(|_| concluded == Exit::Clean).unwrap_or(concluded))
}

/// Shows which paper gets which number and day.
fn show(paper: &NumberedPaper, (number, date): (u32, Date), out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", paper.path.display())?;
    if let Some(title) = &paper.title {
        writeln!(out, "  {title}")?;
    }
    let (holder, signed) = &paper.signed;
    let signed = signed.map(|day| format!(", ngày {}", shown(day))).unwrap_or_default();
    writeln!(out, "  đã có chữ ký của {holder}{signed}")?;
    writeln!(out, "  số {number:02}/{}, ngày {}", paper.symbol, shown(date))?;
    if let Some(noted) = not_yet(date) {
        writeln!(out, "  CHÚ Ý: {noted}.")?;
    }
    Ok(())
}
