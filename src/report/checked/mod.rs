//! What the check found, put in order for the clerk: one page (`kiem-tra.html`) and the same as JSON (`kiem-tra.json`).
//!
//! Districts in the order of `round.toml`, then the office's own files; of each the files, of each file its findings. The
//! page is a view of this record and shows nothing that is not in it.

mod first;
mod page;
mod read;
mod standing;

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::{Workbook, text};
use serde::Serialize;

use self::first::First;
use self::read::ReadBack;
pub use self::standing::Standings;
use super::origins::{Origin, Origins};
use crate::finding::catalogue::{self, Explanation};
use crate::finding::{Finding, FindingCounts, Findings, Place, Severity};
use crate::forms::Forms;
use crate::round::Round;
use crate::tally::ProductResult;

/// Name of the page in the outputs folder.
pub const CHECKED_PAGE: &str = "kiem-tra.html";

/// Name of the JSON file in the outputs folder.
pub const CHECKED_DATA: &str = "kiem-tra.json";

/// Version of the fields of `kiem-tra.json`. It grows when a field is taken away or changes its meaning, not when one is added.
const SCHEMA: u32 = 1;

/// What the check of a round found. The fields are those of `kiem-tra.json`.
#[derive(Debug, Serialize)]
pub struct Checked<'a> {
    /// Version of these fields, now 1.
    schema: u32,
    /// Which round; `null` when `round.toml` cannot be used.
    round: Option<Title<'a>>,
    /// Findings of the whole round by weight.
    counts: FindingCounts,
    /// Products of all districts.
    products: Standings,
    /// The errors to mend first, at most three.
    first: Vec<First<'a>>,
    /// What was read; `null` when `round.toml` cannot be used.
    read: Option<ReadBack<'a>>,
    /// The districts in the order of `round.toml`, then whatever else has findings.
    groups: Vec<Group<'a>>,
    /// Every code that occurs, with its title, meaning, example and remedy.
    codes: BTreeMap<&'static str, &'static Explanation>,
}

/// Which round.
#[derive(Debug, Serialize)]
struct Title<'a> {
    /// Province with its kind, e.g. `tỉnh Lai Châu`.
    province: &'a str,
    /// Year.
    year: u16,
    /// Number within the year.
    number: u8,
}

/// A district, or what else findings concern.
#[derive(Debug, Serialize)]
struct Group<'a> {
    /// Short ASCII name, unique in the report and kept from run to run, e.g. `huyen-sin-ho`.
    id: String,
    /// `round`, `district`, `unknown`, `ballots`, `templates` or `papers`.
    kind: &'static str,
    /// Vietnamese name.
    name: &'a str,
    /// Whether a list of products was read; always `false` of what is no district.
    submitted: bool,
    /// Products of the district's lists.
    products: Standings,
    /// Files of dossiers that are no spreadsheets: PDF, Word, pictures.
    attachments: usize,
    /// Findings by weight.
    counts: FindingCounts,
    /// The files with findings, by path.
    files: Vec<FileFindings<'a>>,
}

/// The findings of one file.
#[derive(Debug, Serialize)]
struct FileFindings<'a> {
    /// Path below the inputs folder; the name inside an archive follows `!/`.
    file: &'a str,
    /// Findings by weight.
    counts: FindingCounts,
    /// The findings in the order of place and code.
    findings: Vec<Item<'a>>,
}

/// One finding.
#[derive(Debug, Serialize)]
struct Item<'a> {
    /// Its number in this report, from 1.
    id: usize,
    /// `lỗi`, `cảnh báo` or `ghi chú`.
    severity: Severity,
    /// `place` (`file`, `line`, `sheet`, `cell`), `code`, `heading`, `message`, `found`, `allowed`, `remedy`, `holds`,
    /// `accepted` (`reason`, `by`, `date`); whatever is not known is left out.
    #[serde(flatten)]
    finding: &'a Finding,
}

/// What came in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Received<'a> {
    /// The workbooks that were opened.
    pub workbooks: &'a [Workbook],
    /// Where files came in that are no spreadsheets, and how many.
    pub attachments: &'a [(Place, usize)],
}

impl<'a> Checked<'a> {
    /// What was found in a round.
    #[must_use]
    pub fn of(
        round: &'a Round,
        forms: &'a Forms,
        received: Received<'a>,
        products: &[ProductResult<'_>],
        findings: &'a Findings,
    ) -> Self {
        let read = ReadBack::of(forms, received.workbooks, findings);
        Self { read: Some(read), ..Self::gathered(Some(round), forms, received, products, findings) }
    }

    /// What was found when `round.toml` cannot be used: only files, of nobody in particular.
    #[must_use]
    pub fn without_round(received: Received<'a>, findings: &'a Findings) -> Self {
        static NOTHING: Forms = Forms {
            submissions: Vec::new(),
            ballots: Vec::new(),
            summaries: Vec::new(),
            unclaimed: Vec::new(),
            readings: Vec::new(),
        };
        Self::gathered(None, &NOTHING, received, &[], findings)
    }

    fn gathered(
        round: Option<&'a Round>,
        forms: &'a Forms,
        received: Received<'a>,
        products: &[ProductResult<'_>],
        findings: &'a Findings,
    ) -> Self {
        let origins = Origins::of(round, forms);
        let told = origins.of_all(findings);
        let mut found: BTreeMap<Origin, Vec<&Finding>> = BTreeMap::new();
        for (origin, finding) in &told {
            found.entry(*origin).or_default().push(finding);
        }
        let mut attached: BTreeMap<Origin, usize> = BTreeMap::new();
        for (place, count) in received.attachments {
            *attached.entry(origins.origin(place)).or_default() += count;
        }
        let standings = standing::by_district(forms, products, &told);
        let districts = round.map(|round| round.districts.as_slice()).unwrap_or_default();
        let all: BTreeSet<Origin> = (0..districts.len())
            .map(Origin::District)
            .chain(found.keys().copied())
            .chain(attached.keys().copied())
            .collect();
        let (mut ids, mut number) = (BTreeSet::new(), 0);
        let group = |origin: Origin| {
            let name = match origin {
                Origin::District(index) => districts[index].name.as_str(),
                other => other.name(),
            };
            let findings = found.remove(&origin).unwrap_or_default();
            let products = standings.get(&origin);
            Group {
                id: unique(&mut ids, name),
                kind: origin.kind(),
                name,
                submitted: products.is_some(),
                products: products.copied().unwrap_or_default(),
                attachments: attached.get(&origin).copied().unwrap_or_default(),
                counts: FindingCounts::of(findings.iter().copied()),
                files: by_file(findings, &mut number),
            }
        };
        let groups: Vec<Group<'_>> = all.into_iter().map(group).collect();
        Self {
            schema: SCHEMA,
            round: round.map(|round| &round.round).map(|settings| Title {
                province: &settings.province,
                year: settings.year,
                number: settings.number,
            }),
            counts: FindingCounts::of(findings),
            products: standings.values().sum(),
            first: first::of(findings, &groups),
            read: None,
            groups,
            codes: findings.iter().map(|finding| (finding.code.id(), catalogue::of(finding.code))).collect(),
        }
    }

    /// What was read, in one sentence; `None` when `round.toml` cannot be used.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        self.read.as_ref().map(|read| read.sentence.as_str())
    }

    /// The bytes of `kiem-tra.json`.
    ///
    /// # Errors
    ///
    /// None in practice: every key is a string.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }

    /// The bytes of `kiem-tra.html`.
    #[must_use]
    pub fn to_html(&self) -> Vec<u8> {
        page::page(self)
    }
}

/// Findings in order of place, cut where a new file begins.
fn by_file<'a>(mut findings: Vec<&'a Finding>, number: &mut usize) -> Vec<FileFindings<'a>> {
    findings.sort();
    let mut item = |finding: &&'a Finding| {
        *number += 1;
        Item { id: *number, severity: finding.severity(), finding }
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
fn unique(taken: &mut BTreeSet<String>, name: &str) -> String {
    let bare = text::bare(name);
    let words = bare.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
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

#[cfg(test)]
mod tests;
