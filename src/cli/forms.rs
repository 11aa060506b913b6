//! `ocop forms`: writes the forms that units and members fill in.

use std::io::{self, Write};

use super::Exit;
use super::fault::failed;
use crate::blanks::FOLDER;
use crate::finding::Severity;
use crate::pipeline::{FormsReport, Job, RunFault, RunReport};
use crate::terminal;

/// Prints what became of the forms, and what to do with them.
pub(super) fn conclude(
    result: Result<RunReport, RunFault>,
    job: &Job,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let run = match result {
        Ok(run) => run,
        Err(fault) => return failed(&fault, err),
    };
    if !run.findings.is_empty() {
        terminal::findings(out, &run.findings)?;
    }
    let Some(report) = &run.forms else { return Ok(Exit::Nothing) };
    let (files, _) = report.count();
    if files > 0 {
        let folder = job.outputs.join(FOLDER);
        writeln!(out, "Đã có {files} biểu mẫu trong {}.", folder.display())?;
    }
    terminal::forms(out, report)?;
    next(report, job, out)?;
    Ok(match files {
        0 => Exit::Nothing,
        _ if run.has(Severity::Error) => Exit::Refused,
        _ if run.has(Severity::Warning) => Exit::Warnings,
        _ => Exit::Clean,
    })
}

/// Says what to do next.
fn next(report: &FormsReport, job: &Job, out: &mut dyn Write) -> io::Result<()> {
    if report.standing.is_empty() {
        return writeln!(out, "\nViệc tiếp theo: làm xong những việc nêu trên, rồi chạy lại.");
    }
    writeln!(
        out,
        "\nViệc tiếp theo: gửi từng tệp cho người nêu ở trên. Tệp nào điền xong gửi về thì chép vào \
         {}, rồi chạy `ocop run`.",
        job.inputs.display()
    )
}
