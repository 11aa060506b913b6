//! The report of a check: what was read, what was found, and whom it concerns.

use std::collections::{BTreeMap, BTreeSet};

use careful_spreadsheet::Workbook;
use serde::Serialize;

use super::first::{self, UrgentError};
use super::groups::{self, FindingGroup};
use super::origins::{FindingOrigin, FindingOrigins};
use super::read::ReadBack;
use super::standing::{self, Standings};
use crate::changes::PaperChanges;
use crate::declaration::Spelling;
use crate::finding::catalogue::{self, Explanation};
use crate::finding::{Finding, FindingCounts, Findings, Place};
use crate::forms::Forms;
use crate::job::FormsReport;
use crate::round::Round;
use crate::tally::ProductResult;

/// Version of the fields of `kiem-tra.json`. It is raised when a field is removed or changes its
/// meaning, not when one is added.
const SCHEMA: u32 = 1;

/// The report of a check. Its fields are those of `kiem-tra.json`.
#[derive(Debug, Serialize)]
pub struct CheckReport<'a> {
    /// Version of the fields, currently 1.
    schema: u32,
    /// The round; `null` when `round.toml` cannot be used.
    round: Option<RoundTitle<'a>>,
    /// Number of findings of the whole round, by weight.
    pub(super) counts: FindingCounts,
    /// Number of products of all districts, by their standing.
    products: Standings,
    /// The errors to mend first, at most three.
    first: Vec<UrgentError<'a>>,
    /// What was read; `null` when `round.toml` cannot be used.
    pub(super) read: Option<ReadBack<'a>>,
    /// How the forms stand; absent where there is nothing to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) forms: Option<&'a FormsReport>,
    /// What changed in the papers when last anything changed; absent where nothing did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paper_changes: Option<&'a PaperChanges>,
    /// The findings by origin: the districts in the order of `round.toml`, then all other origins
    /// with findings.
    pub(super) groups: Vec<FindingGroup<'a>>,
    /// Every code that occurs, with its title, meaning, example and remedy.
    codes: BTreeMap<&'static str, &'static Explanation>,
}

/// The province, year and number that name a round.
#[derive(Debug, Serialize)]
struct RoundTitle<'a> {
    /// Province with its kind, e.g. `tỉnh Lai Châu`.
    province: &'a str,
    /// Year.
    year: u16,
    /// Number within the year.
    number: u8,
}

/// The files that came in.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReceivedFiles<'a> {
    /// The workbooks that were opened.
    pub workbooks: &'a [Workbook],
    /// Places of files that are not spreadsheets, each with the number of files.
    pub attachments: &'a [(Place, usize)],
}

impl<'a> CheckReport<'a> {
    /// Makes the report of a round.
    #[must_use]
    pub fn of(
        round: &'a Round,
        forms: &'a Forms,
        received: ReceivedFiles<'a>,
        products: &[ProductResult<'_>],
        findings: &'a Findings,
    ) -> Self {
        let read = ReadBack::of(forms, received.workbooks, findings);
        Self {
            read: Some(read),
            ..Self::gathered(Some(round), forms, received, products, findings)
        }
    }

    /// Makes the report when `round.toml` cannot be used: the findings are listed by file, and no
    /// district is known.
    #[must_use]
    pub fn without_round(received: ReceivedFiles<'a>, findings: &'a Findings) -> Self {
        static NOTHING: Forms = Forms {
            submissions: Vec::new(),
            ballots: Vec::new(),
            summaries: Vec::new(),
            unclaimed: Vec::new(),
            attendances: Vec::new(),
            check_lists: Vec::new(),
            issued: Vec::new(),
            readings: Vec::new(),
        };
        Self::gathered(None, &NOTHING, received, &[], findings)
    }

    fn gathered(
        round: Option<&'a Round>,
        forms: &'a Forms,
        received: ReceivedFiles<'a>,
        products: &[ProductResult<'_>],
        findings: &'a Findings,
    ) -> Self {
        let origins = FindingOrigins::of(round, forms);
        let told = origins.of_all(findings);
        let mut found: BTreeMap<FindingOrigin, Vec<&Finding>> = BTreeMap::new();
        for (origin, finding) in &told {
            found.entry(*origin).or_default().push(finding);
        }
        let mut attached: BTreeMap<FindingOrigin, usize> = BTreeMap::new();
        for (place, count) in received.attachments {
            *attached.entry(origins.origin(place)).or_default() += count;
        }
        let standings = standing::by_district(forms, products, &told);
        let districts = round.map(|round| round.districts.as_slice()).unwrap_or_default();
        let all: BTreeSet<FindingOrigin> = (0..districts.len())
            .map(FindingOrigin::District)
            .chain(found.keys().copied())
            .chain(attached.keys().copied())
            .collect();
        let (mut ids, mut number) = (BTreeSet::new(), 0);
        let group = |origin: FindingOrigin| {
            let name = match origin {
                FindingOrigin::District(index) => districts[index].name.as_str(),
                FindingOrigin::Round => round.map_or_else(|| origin.name(), declared),
                other => other.name(),
            };
            let findings = found.remove(&origin).unwrap_or_default();
            let products = standings.get(&origin);
            FindingGroup {
                id: groups::unique(&mut ids, name),
                kind: origin.kind(),
                name,
                submitted: products.is_some(),
                products: products.copied().unwrap_or_default(),
                attachments: attached.get(&origin).copied().unwrap_or_default(),
                counts: FindingCounts::of(findings.iter().copied()),
                files: groups::by_file(findings, &mut number),
            }
        };
        let groups: Vec<FindingGroup<'_>> = all.into_iter().map(group).collect();
        Self {
            schema: SCHEMA,
            round: round.map(|round| &round.round).map(|settings| RoundTitle {
                province: &settings.province,
                year: settings.year,
                number: settings.number,
            }),
            counts: FindingCounts::of(findings),
            products: standings.values().sum(),
            first: first::of(findings, &groups),
            read: None,
            forms: None,
            paper_changes: None,
            groups,
            codes: findings
                .iter()
                .map(|finding| (finding.code.id(), catalogue::of(finding.code)))
                .collect(),
        }
    }

    /// Adds how the forms stand.
    #[must_use]
    pub fn with_forms(self, forms: Option<&'a FormsReport>) -> Self {
        Self { forms, ..self }
    }

    /// Adds what changed in the papers.
    #[must_use]
    pub fn with_changes(self, changes: &'a PaperChanges) -> Self {
        Self { paper_changes: Some(changes).filter(|changes| !changes.is_empty()), ..self }
    }

    /// Returns what was read in one sentence (Vietnamese); `None` when `round.toml` cannot be used.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        self.read.as_ref().map(|read| read.sentence.as_str())
    }

    /// Returns the bytes of `kiem-tra.json`.
    ///
    /// # Errors
    ///
    /// None in practice: every key is a string.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        text.push(b'\n');
        Ok(text)
    }
}

/// Returns the title of the findings about the declaration of a round.
fn declared(round: &Round) -> &'static str {
    match round.spelling {
        Spelling::Toml => FindingOrigin::Round.name(),
        Spelling::Workbook(_) => "Khai báo của đợt (khai-bao.xlsx)",
    }
}
