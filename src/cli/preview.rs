//! `ocop preview`: the papers as pictures.

use std::io::{self, Write};

use super::Exit;
use super::fault::failed;
use crate::finding::Severity;
use crate::pipeline::{Job, PreviewReport, RunFault};
use crate::preview::SHEET;
use crate::terminal;

/// How many paths are listed when something was asked for that is no paper.
const MOST: usize = 30;

/// Prints where the pictures are, and what differs from the last run.
pub(super) fn conclude(
    result: Result<PreviewReport, RunFault>,
    job: &Job,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Exit> {
    let report = match result {
        Ok(report) => report,
        Err(fault) => return failed(&fault, err),
    };
    if !report.unknown.is_empty() {
        return unknown(&report, err);
    }
    if !report.findings.is_empty() {
        terminal::findings(out, &report.findings)?;
    }
    let (papers, pages) = report.drawn;
    if papers == 0 {
        for waiting in &report.waiting {
            writeln!(out, "{}: chờ {}", waiting.paper, waiting.reason)?;
        }
        writeln!(out, "Chưa có văn bản nào lập được để xem trước.")?;
        return Ok(Exit::Nothing);
    }
    writeln!(out, "Đã chụp {papers} văn bản, {pages} trang.")?;
    if report.changed > 0 {
        writeln!(out, "{} văn bản khác lần xuất trước; chỗ khác được khoanh.", report.changed)?;
    }
    writeln!(out, "Mở bằng trình duyệt: {}", job.outputs.join(SHEET).display())?;
    let failed = report.findings.count(Severity::Error) > 0;
    Ok(if failed { Exit::Refused } else { Exit::Clean })
}

/// Says which papers there are.
fn unknown(report: &PreviewReport, err: &mut dyn Write) -> io::Result<Exit> {
    let named: Vec<_> = report.unknown.iter().map(|typed| format!("“{typed}”")).collect();
    writeln!(err, "Không có văn bản nào lập được tên là {}.", named.join(", "))?;
    let shown = report.known.iter().take(MOST);
    writeln!(err, "Các văn bản lập được lúc này:")?;
    shown.clone().try_for_each(|file| writeln!(err, "  {file}"))?;
    if report.known.len() > MOST {
        writeln!(err, "  … và {} văn bản khác", report.known.len() - MOST)?;
    }
    Ok(Exit::Warnings)
}
