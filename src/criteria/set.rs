//! A product set and its criteria.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::legal_form::LegalForm;
use super::scale::{Honesty, Minimum, Scale, Slip};

/// A product set (bộ sản phẩm) of an act: its names, whose products it is for, and the criteria by
/// which they are scored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSet {
    /// Name, as the act writes it.
    pub name: String,
    /// Other names of the set.
    pub also_called: Vec<String>,
    /// Sector (ngành).
    pub sector: String,
    /// Group (nhóm).
    pub group: String,
    /// The ministry in charge.
    pub ministry: String,
    /// The legal forms whose products may take part in this set.
    pub owners: Vec<LegalForm>,
    /// When a dossier is excluded, as the form prints it (`Hồ sơ bị loại khi: …`); `None` where it
    /// prints nothing, or where that is not known.
    pub excluded_when: Option<String>,
    /// The groups under which the form prints the criteria; empty where they are not known.
    pub groups: Vec<CriteriaGroup>,
    /// The criteria of parts A, B and C, in the order of the ballot. Empty when only part totals
    /// can be checked.
    ///
    /// Their index here is their key: printed numbers repeat (6.1.3 in `Cà phê, Ca cao`) and jump.
    pub criteria: Vec<Criterion>,
    /// Most points of each part.
    pub part_max: [Decimal; 3],
    /// Most points in all: 100, or less where the known marks do not add up to 100.
    pub total: Decimal,
    /// What is uncertain about this set; `None` when nothing is. A score above `part_max` in such a
    /// set gives a warning, not a refusal.
    pub unverified: Option<String>,
}

/// A group of criteria (mục), such as `1. Tổ chức sản xuất`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriteriaGroup {
    /// Number as printed; those of its criteria begin with it.
    pub code: String,
    /// Name.
    pub name: String,
    /// Most points, as printed.
    pub max: u8,
}

/// Criteria that stand under one heading of the form, or under none.
#[derive(Debug, Clone)]
pub struct CriteriaBlock<'a> {
    /// The heading.
    pub group: Option<&'a CriteriaGroup>,
    /// The criteria, in the order of the form.
    pub criteria: Vec<&'a Criterion>,
}

/// A criterion (tiêu chí).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criterion {
    /// Number as printed, e.g. `6.1.3`. Not unique within a set.
    pub code: String,
    /// Name.
    pub name: String,
    /// Index of its part: 0 for A, 1 for B, 2 for C.
    pub part: usize,
    /// Most points, as printed.
    pub max: u8,
    /// The marks that may be given, ascending; with those of [`doubtful`](Self::doubtful).
    pub allowed: Vec<u8>,
    /// Those of the allowed marks that are not printed, but may be meant. They count.
    pub doubtful: Vec<u8>,
    /// The least marks for 3, 4 and 5 stars.
    pub minimum: Minimum,
    /// The options to choose from: one scale, or one for each of two cases. Empty where they are
    /// not known.
    pub scales: Vec<Scale>,
    /// What the act prints beside the name, other than a knock-out (`Yêu cầu: …`).
    pub note: Option<String>,
    /// How sure the marks and options are.
    pub honesty: Honesty,
    /// Slips of the printed text.
    pub slips: Vec<Slip>,
    /// The allowed marks of each legal form; empty where the form does not matter.
    pub by_owner: BTreeMap<LegalForm, Vec<u8>>,
    /// The knock-out rule of the criterion.
    pub knock_out: Option<KnockOut>,
    /// Index in the set of the criterion that this one depends on: while that one has 0, this one
    /// is blank or 0.
    pub needs: Option<usize>,
}

/// A knock-out (điểm liệt): a rule that stops the assessment of a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnockOut {
    /// The consequence.
    pub effect: Effect,
    /// The mark that triggers the knock-out by itself; `None` when people must decide it.
    pub at_mark: Option<u8>,
    /// What is then wrong with the product, as a Vietnamese sentence.
    pub reason: String,
    /// The rule as the act prints it, in each of its wordings; empty where that is not known.
    #[serde(default)]
    pub printed: Vec<String>,
    /// Source of the rule.
    pub source: String,
}

/// The consequence of a knock-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The product is excluded (bị loại).
    Excluded,
    /// The criteria that follow are not assessed (dừng chấm).
    Stopped,
}

impl ProductSet {
    /// Iterates over the name of the set, then its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.also_called).map(String::as_str)
    }

    /// Iterates over the criteria of one part, given by its index.
    pub fn part(&self, part: usize) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(move |criterion| criterion.part == part)
    }

    /// Returns the criteria of one part under the headings of the form, in their order. Criteria
    /// without a heading stand in blocks of their own.
    #[must_use]
    pub fn blocks(&self, part: usize) -> Vec<CriteriaBlock<'_>> {
        let mut blocks: Vec<CriteriaBlock<'_>> = Vec::new();
        for criterion in self.part(part) {
            let group = self.groups_of(criterion).last();
            let code = |group: Option<&CriteriaGroup>| group.map(|group| group.code.clone());
            if blocks.last().is_none_or(|last| code(last.group) != code(group)) {
                blocks.push(CriteriaBlock { group, criteria: Vec::new() });
            }
            if let Some(last) = blocks.last_mut() {
                last.criteria.push(criterion);
            }
        }
        blocks
    }

    /// Iterates over the groups that a criterion stands in, the widest first.
    pub fn groups_of<'a>(
        &'a self,
        criterion: &'a Criterion,
    ) -> impl Iterator<Item = &'a CriteriaGroup> {
        let mut groups: Vec<_> =
            self.groups.iter().filter(|group| group.holds(criterion)).collect();
        groups.sort_by_key(|group| group.code.len());
        groups.into_iter()
    }

    /// Returns what the most points of the criteria in a group add up to; the group is given by its
    /// number.
    #[must_use]
    pub fn group_sum(&self, code: &str) -> u16 {
        let below = format!("{code}.");
        let inside = self.criteria.iter().filter(|criterion| criterion.code.starts_with(&below));
        inside.map(|criterion| u16::from(criterion.max)).sum()
    }

    /// Returns the most points that an owner of one of these forms can reach in a part; of any form
    /// when `forms` is empty.
    ///
    /// For part A of Quyết định 1048/QĐ-TTg it follows from criteria 3.1 and 3.2: 32 for a
    /// household, 35 for a cooperative.
    #[must_use]
    pub fn ceiling(&self, part: usize, forms: &[LegalForm]) -> Decimal {
        let of = |form: &LegalForm| -> Decimal {
            self.part(part).map(|criterion| highest(&criterion.allowed_for(&[*form]))).sum()
        };
        match forms.iter().map(of).max() {
            Some(ceiling) if !self.criteria.is_empty() => ceiling,
            _ => self.part_max[part],
        }
    }

    /// Returns the fewest points that a completely assessed product can have in a part; 0 when the
    /// criteria are not known.
    ///
    /// For Quyết định 1048/QĐ-TTg it is above 0 in part A, so a total of 0 is “not scored”, not a
    /// low score.
    #[must_use]
    pub fn floor(&self, part: usize) -> Decimal {
        let scored = self.part(part).filter(|criterion| criterion.needs.is_none());
        scored
            .filter_map(|criterion| criterion.allowed.first())
            .map(|mark| Decimal::from(*mark))
            .sum()
    }
}

impl CriteriaGroup {
    /// Tells whether a criterion of the same set stands in the group.
    #[must_use]
    pub fn holds(&self, criterion: &Criterion) -> bool {
        criterion.code.strip_prefix(&self.code).is_some_and(|rest| rest.starts_with('.'))
    }
}

impl Criterion {
    /// Returns the marks, ascending, that an owner of one of these forms may be given; of any form
    /// when `forms` is empty.
    #[must_use]
    pub fn allowed_for(&self, forms: &[LegalForm]) -> Vec<u8> {
        if self.by_owner.is_empty() || forms.is_empty() {
            return self.allowed.clone();
        }
        let marks: BTreeSet<u8> =
            forms.iter().filter_map(|form| self.by_owner.get(form)).flatten().copied().collect();
        marks.into_iter().collect()
    }
}

fn highest(marks: &[u8]) -> Decimal {
    marks.last().copied().unwrap_or_default().into()
}
