//! The summary on a terminal: findings with their cells, products by district, papers, what is waiting.
//!
//! Plain text in columns; weight is told by a word, never by colour alone.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::documents::Waiting;
use crate::finding::{Finding, Findings, Severity};
use crate::ledger::Filed;

use super::districts::COLUMNS;
use super::{DistrictRow, RunReport};

/// Prints every finding, then how many there are of each weight.
///
/// # Errors
///
/// When the stream is closed.
pub fn findings(out: &mut dyn Write, findings: &Findings) -> io::Result<()> {
    for group in grouped(findings) {
        one(out, &group)?;
    }
    if findings.is_empty() {
        return writeln!(out, "Không phát hiện lỗi nào.");
    }
    let count = |severity: Severity| format!("{} {}", findings.count(severity), severity.name());
    writeln!(out, "Tổng số: {}, {}, {}.", count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

/// How many places of one finding are named before the rest is counted.
const PLACES: usize = 4;

/// Findings that say the same, in the order of the first place.
fn grouped(findings: &Findings) -> Vec<Vec<&Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut known = BTreeMap::new();
    for finding in findings {
        let says =
            (finding.code, &finding.heading, &finding.message, &finding.found, &finding.allowed, &finding.remedy);
        let index = *known.entry(says).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[index].push(finding);
    }
    groups
}

/// One thing that was found, at one place or several.
fn one(out: &mut dyn Write, group: &[&Finding]) -> io::Result<()> {
    let Some((finding, others)) = group.split_first() else { return Ok(()) };
    writeln!(out, "[{}] {} · {}", finding.code.id(), finding.severity().name(), finding.place)?;
    others.iter().take(PLACES - 1).try_for_each(|other| writeln!(out, "    và tại {}", other.place))?;
    if let Some(rest) = others.len().checked_sub(PLACES - 1).filter(|rest| *rest > 0) {
        writeln!(out, "    và {rest} chỗ khác")?;
    }
    let heading = finding.heading.as_ref().filter(|heading| !finding.message.contains(heading.as_str()));
    let heading = heading.map(|heading| format!("{heading}: ")).unwrap_or_default();
    writeln!(out, "    {heading}{}", finding.message)?;
    for (label, detail) in [("Đang có", &finding.found), ("Được phép", &finding.allowed), ("Cần làm", &finding.remedy)]
    {
        if let Some(detail) = detail {
            let mut lines = detail.lines();
            writeln!(out, "    {label}: {}", lines.next().unwrap_or_default())?;
            lines.try_for_each(|line| writeln!(out, "        {line}"))?;
        }
    }
    Ok(())
}

/// Prints what a run did: products by district and outcome, papers by kind, and what is waiting for what.
///
/// # Errors
///
/// When the stream is closed.
pub fn summary(out: &mut dyn Write, report: &RunReport) -> io::Result<()> {
    if !report.products.is_empty() {
        writeln!(out)?;
        table(out, &report.products)?;
    }
    papers(out, &report.filed)?;
    waiting(out, &report.waiting)
}

fn table(out: &mut dyn Write, rows: &[DistrictRow]) -> io::Result<()> {
    let first = "Huyện, thành phố";
    let width = rows.iter().map(|row| row.district.chars().count()).chain([first.chars().count()]).max().unwrap_or(0);
    write!(out, "{first:<width$}  {:>8}", "Sản phẩm")?;
    COLUMNS.iter().try_for_each(|name| write!(out, "  {name}"))?;
    writeln!(out)?;
    let mut totals = [0; 6];
    for row in rows {
        line(out, &row.district, width, &row.counts)?;
        totals.iter_mut().zip(row.counts).for_each(|(total, count)| *total += count);
    }
    line(out, "Tổng cộng", width, &totals)
}

fn line(out: &mut dyn Write, name: &str, width: usize, counts: &[usize; 6]) -> io::Result<()> {
    write!(out, "{name:<width$}  {:>8}", counts.iter().sum::<usize>())?;
    for (count, column) in counts.iter().zip(COLUMNS) {
        let width = column.chars().count();
        write!(out, "  {:>width$}", if *count == 0 { "-".to_owned() } else { count.to_string() })?;
    }
    writeln!(out)
}

fn papers(out: &mut dyn Write, filed: &[Filed]) -> io::Result<()> {
    if filed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nVăn bản đã có ({} tệp):", filed.len())?;
    let mut kinds: Vec<(&str, Vec<&Filed>)> = Vec::new();
    for paper in filed {
        match kinds.iter_mut().find(|(kind, _)| *kind == paper.kind) {
            Some((_, papers)) => papers.push(paper),
            None => kinds.push((paper.kind, vec![paper])),
        }
    }
    for (kind, papers) in kinds {
        let pages: Option<usize> = papers.iter().map(|paper| paper.pages).sum();
        let size = pages.map_or_else(|| "Excel".to_owned(), |pages| format!("{pages} trang"));
        let changed = papers.iter().filter(|paper| paper.changed).count();
        let place = match papers.as_slice() {
            [only] => only.file.clone(),
            [first, ..] => {
                format!("{} tệp trong {}/", papers.len(), first.file.rsplit_once('/').map_or("", |(folder, _)| folder))
            }
            [] => continue,
        };
        let state = if changed == 0 {
            "không đổi so với lần trước".to_owned()
        } else {
            format!("{changed} tệp mới ghi")
        };
        writeln!(out, "  {kind}: {place} ({size}; {state})")?;
    }
    Ok(())
}

fn waiting(out: &mut dyn Write, waiting: &[Waiting]) -> io::Result<()> {
    if waiting.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nChưa xuất được, đang chờ:")?;
    for same in waiting.chunk_by(|one, other| one == other) {
        let count = if same.len() > 1 { format!(" ({} văn bản)", same.len()) } else { String::new() };
        writeln!(out, "  {}{count}: {}.", same[0].paper, same[0].reason)?;
    }
    Ok(())
}
