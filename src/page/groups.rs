//! The findings of the report in groups: for each district or other origin its files, for each file
//! its findings.

use std::collections::BTreeSet;

use careful_spreadsheet::text;
use serde::Serialize;

use super::standing::Standings;
use crate::finding::{Finding, FindingCounts, Severity};

/// The findings of one district or other origin.
#[derive(Debug, Serialize)]
pub(super) struct FindingGroup<'a> {
    /// Short ASCII name, unique in the report and the same in every run, e.g. `huyen-sin-ho`.
    pub(super) id: String,
    /// Kind of the origin: `round`, `district`, `unknown`, `ballots`, `templates` or `papers`.
    pub(super) kind: &'static str,
    /// Vietnamese name.
    pub(super) name: &'a str,
    /// Whether a list of products was read; always `false` for origins that are not districts.
    pub(super) submitted: bool,
    /// Number of products in the district's lists, by their standing.
    pub(super) products: Standings,
    /// Number of files in dossiers that are not spreadsheets: PDF, Word, pictures.
    pub(super) attachments: usize,
    /// Findings by weight.
    pub(super) counts: FindingCounts,
    /// The files with findings, in the order of their paths.
    pub(super) files: Vec<FileFindings<'a>>,
}

/// The findings of one file.
#[derive(Debug, Serialize)]
pub(super) struct FileFindings<'a> {
    /// Path below the inputs folder; the name inside an archive follows `!/`.
    pub(super) file: &'a str,
    /// Findings by weight.
    pub(super) counts: FindingCounts,
    /// The findings in the order of place and code.
    pub(super) findings: Vec<NumberedFinding<'a>>,
}

/// A finding with its number in the report.
#[derive(Debug, Serialize)]
pub(super) struct NumberedFinding<'a> {
    /// Number of the finding in this report, from 1.
    pub(super) id: usize,
    /// Weight of the finding: `lỗi`, `cảnh báo` or `ghi chú`.
    pub(super) severity: Severity,
    /// The finding: `place` (`file`, `line`, `sheet`, `cell`), `code`, `heading`, `message`,
    /// `found`, `allowed`, `remedy`, `holds`, `accepted` (`reason`, `by`, `date`); unknown values
    /// are left out.
    #[serde(flatten)]
    pub(super) finding: &'a Finding,
}

/// Sorts findings by place and groups them by file. `number` is the number of the last finding in
/// the report so far.
pub(super) fn by_file<'a>(
    mut findings: Vec<&'a Finding>,
    number: &mut usize,
) -> Vec<FileFindings<'a>> {
    findings.sort();
    let mut item = |finding: &&'a Finding| {
        *number += 1;
        NumberedFinding { id: *number, severity: finding.severity(), finding }
    };
    let files = findings.chunk_by(|one, next| one.place.file == next.place.file);
    files
        .map(|findings| FileFindings {
            file: &findings[0].place.file,
            counts: FindingCounts::of(findings.iter().copied()),
            findings: findings.iter().map(&mut item).collect(),
        })
        .collect()
}

/// Turns a name into an id that is not `taken` yet: `Huyện Sìn Hồ` becomes `huyen-sin-ho`; a
/// repeated id gets a number.
pub(super) fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let bare = text::bare(name);
    let words =
        bare.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.collect::<Vec<_>>().join("-");
    let first = if first.is_empty() { "nhom".to_owned() } else { first };
    let mut id = first.clone();
    let mut number = 1;
    while !taken.insert(id.clone()) {
        number += 1;
        id = format!("{first}-{number}");
    }
    id
}
