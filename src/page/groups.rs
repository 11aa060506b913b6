//! Findings as the record lists them: of each district or other origin the files, of each file its
//! findings.

use std::collections::BTreeSet;

use careful_spreadsheet::text;
use serde::Serialize;

use super::standing::Standings;
use crate::finding::{Finding, FindingCounts, Severity};

/// A district, or what else findings concern.
#[derive(Debug, Serialize)]
pub(super) struct FindingGroup<'a> {
    /// Short ASCII name, unique in the report and kept from run to run, e.g. `huyen-sin-ho`.
    pub(super) id: String,
    /// `round`, `district`, `unknown`, `ballots`, `templates` or `papers`.
    pub(super) kind: &'static str,
    /// Vietnamese name.
    pub(super) name: &'a str,
    /// Whether a list of products was read; always `false` of what is no district.
    pub(super) submitted: bool,
    /// Products of the district's lists.
    pub(super) products: Standings,
    /// Files of dossiers that are no spreadsheets: PDF, Word, pictures.
    pub(super) attachments: usize,
    /// Findings by weight.
    pub(super) counts: FindingCounts,
    /// The files with findings, by path.
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

/// One finding.
#[derive(Debug, Serialize)]
pub(super) struct NumberedFinding<'a> {
    /// Its number in this report, from 1.
    pub(super) id: usize,
    /// `lỗi`, `cảnh báo` or `ghi chú`.
    pub(super) severity: Severity,
    /// `place` (`file`, `line`, `sheet`, `cell`), `code`, `heading`, `message`, `found`, `allowed`,
    /// `remedy`, `holds`, `accepted` (`reason`, `by`, `date`); whatever is not known is left out.
    #[serde(flatten)]
    pub(super) finding: &'a Finding,
}

/// Findings in order of place, cut where a new file begins.
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

/// `Huyện Sìn Hồ` as `huyen-sin-ho`; a name that is taken gets a number.
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
