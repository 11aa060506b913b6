//! The summary of a run: products by district and outcome, papers by kind, and what other papers
//! wait for.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::changes::changes;
use super::districts::COLUMNS;
use super::forms::forms;
use crate::documents::WaitingPaper;
use crate::job::{DistrictRow, RunReport};
use crate::ledger::Filed;

/// Prints what a run read and did: products by district and outcome, papers by kind, and what other
/// papers wait for.
///
/// # Errors
///
/// When the stream is closed.
pub fn summary(out: &mut dyn Write, report: &RunReport) -> io::Result<()> {
    if let Some(read) = &report.read {
        writeln!(out, "{read}")?;
    }
    changed(out, &report.changed)?;
    if !report.products.is_empty() {
        writeln!(out)?;
        table(out, &report.units, &report.products)?;
    }
    papers(out, &report.filed)?;
    changes(out, &report.papers)?;
    waiting(out, &report.waiting)?;
    report.forms.as_ref().map_or(Ok(()), |report| forms(out, report))
}

/// Most changes of the declaration that are told.
const MOST_CHANGES: usize = 40;

/// Tells what changed in the declaration since the last run.
fn changed(out: &mut dyn Write, changed: &[String]) -> io::Result<()> {
    if changed.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nKhai báo đã đổi so với lần chạy trước ({} chỗ):", changed.len())?;
    for change in changed.iter().take(MOST_CHANGES) {
        writeln!(out, "  {change}")?;
    }
    match changed.len().checked_sub(MOST_CHANGES) {
        Some(more @ 1..) => writeln!(out, "  … và {more} chỗ khác"),
        _ => Ok(()),
    }
}

fn table(out: &mut dyn Write, units: &str, rows: &[DistrictRow]) -> io::Result<()> {
    let first = capital(units);
    let width = rows
        .iter()
        .map(|row| row.district.chars().count())
        .chain([first.chars().count()])
        .max()
        .unwrap_or(0);
    write!(out, "{first:<width$}  {:>8}", "Sản phẩm")?;
    let mut totals = [0; COLUMNS.len()];
    for row in rows {
        totals.iter_mut().zip(row.counts).for_each(|(total, count)| *total += count);
    }
    // The last column (withdrawn products) is shown only when it is needed.
    let columns = if totals.last() == Some(&0) { COLUMNS.len() - 1 } else { COLUMNS.len() };
    COLUMNS[..columns].iter().try_for_each(|name| write!(out, "  {name}"))?;
    writeln!(out)?;
    for row in rows {
        line(out, &row.district, width, &row.counts[..columns])?;
    }
    line(out, "Tổng cộng", width, &totals[..columns])
}

/// Writes the first letter as a capital.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn line(out: &mut dyn Write, name: &str, width: usize, counts: &[usize]) -> io::Result<()> {
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
            None => kinds.push((&paper.kind, vec![paper])),
        }
    }
    for (kind, papers) in kinds {
        let pages: Option<usize> = papers.iter().map(|paper| paper.pages).sum();
        let size = pages.map_or_else(|| formats(&papers), |pages| format!("{pages} trang"));
        let changed = papers.iter().filter(|paper| paper.changed).count();
        let place = match papers.as_slice() {
            [only] => only.file.clone(),
            [_, _, ..] => {
                format!("{} tệp trong {}", papers.len(), folders(papers.iter().map(|it| &*it.file)))
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

/// Names the formats of files without pages: `Excel`, `Excel, CSV`.
fn formats(files: &[&Filed]) -> String {
    let mut names: Vec<&str> = files.iter().map(|filed| format(&filed.file)).collect();
    names.dedup();
    names.join(", ")
}

fn format(file: &str) -> &'static str {
    match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "trang web",
        Some("csv") => "CSV",
        _ => "Excel",
    }
}

/// Names the folder of some papers: `02-giay-moi/`, `4 thư mục của tra-lai/`, or the folders where
/// they lie in none together.
fn folders<'a>(files: impl Iterator<Item = &'a str>) -> String {
    let folders: BTreeSet<&str> =
        files.map(|file| file.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
    let first = folders.first().copied().unwrap_or_default();
    if folders.len() < 2 {
        return format!("{first}/");
    }
    let above = |folder: &str| {
        folder.split_once('/').map_or(folder.to_owned(), |(above, _)| above.to_owned())
    };
    if folders.iter().any(|folder| above(folder) != above(first)) {
        return folders
            .into_iter()
            .map(|folder| format!("{folder}/"))
            .collect::<Vec<_>>()
            .join(", ");
    }
    format!("{} thư mục của {}/", folders.len(), above(first))
}

fn waiting(out: &mut dyn Write, waiting: &[WaitingPaper]) -> io::Result<()> {
    if waiting.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nChưa xuất được, đang chờ:")?;
    let mut reasons: Vec<&str> = Vec::new();
    for paper in waiting {
        if !reasons.contains(&paper.reason.as_str()) {
            reasons.push(&paper.reason);
        }
    }
    for reason in reasons {
        let papers: Vec<_> = waiting.iter().filter(|paper| paper.reason == reason).collect();
        writeln!(out, "  {}: {reason}.", named(&papers))?;
    }
    Ok(())
}

/// Names the papers that wait for one thing, each kind once: `Biên bản; Tờ trình (2 văn bản)`.
fn named(papers: &[&WaitingPaper]) -> String {
    let kinds = papers.chunk_by(|one, other| one.paper == other.paper).map(|same| {
        let count =
            if same.len() > 1 { format!(" ({} văn bản)", same.len()) } else { String::new() };
        format!("{}{count}", same[0].paper)
    });
    kinds.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::folders;

    #[test]
    fn papers_of_several_folders_are_said_to_lie_in_several() {
        for (files, told) in [
            (["02-giay-moi/1.pdf", "02-giay-moi/2.pdf", "02-giay-moi/3.pdf"], "02-giay-moi/"),
            (["tra-lai/a/1.xlsx", "tra-lai/a/2.xlsx", "tra-lai/a/3.xlsx"], "tra-lai/a/"),
            (
                ["tra-lai/a/1.xlsx", "tra-lai/a/2.xlsx", "tra-lai/b/1.xlsx"],
                "2 thư mục của tra-lai/",
            ),
            (
                ["02-giay-moi/tat-ca.pdf", "02-giay-moi/b.pdf", "07-giay-chung-nhan/tat-ca.pdf"],
                "02-giay-moi/, 07-giay-chung-nhan/",
            ),
        ] {
            assert_eq!(folders(files.into_iter()), told);
        }
    }
}
