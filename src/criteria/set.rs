//! A product set and its criteria.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Deserialize;

use super::legal_form::LegalForm;

/// A product set (bộ sản phẩm).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductSet {
    /// Name, as the act writes it.
    pub name: String,
    /// Other names that it goes by.
    pub also_called: Vec<String>,
    /// Sector (ngành).
    pub sector: String,
    /// Group (nhóm).
    pub group: String,
    /// The ministry in charge.
    pub ministry: String,
    /// The criteria of parts A, B and C, in the order of the ballot. Empty when only part totals
    /// can be checked.
    ///
    /// Their place here is their key: printed numbers repeat (6.1.3 in `Cà phê, Ca cao`) and jump.
    pub criteria: Vec<Criterion>,
    /// The most points of each part.
    pub part_max: [Decimal; 3],
    /// The most points in all: 100, or less where the marks that are known do not add up.
    pub total: Decimal,
    /// What about this set is not certain. A score above `part_max` in such a set deserves a look,
    /// not a refusal.
    pub unverified: Option<String>,
}

/// A criterion (tiêu chí).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Number as printed, e.g. `6.1.3`. Not unique within a set.
    pub code: String,
    /// Name.
    pub name: String,
    /// Index of its part.
    pub part: usize,
    /// The most points, as printed.
    pub max: u8,
    /// The marks that may be given, ascending.
    pub allowed: Vec<u8>,
    /// Which of them each legal form may be given; empty where the form does not matter.
    pub by_owner: BTreeMap<LegalForm, Vec<u8>>,
    /// What stops the assessment here.
    pub knock_out: Option<KnockOut>,
    /// Index in the set of the criterion that must be above 0. While that one has 0, this one is
    /// blank or 0.
    pub needs: Option<usize>,
}

/// Something that stops the assessment of a product (what people call `điểm liệt`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnockOut {
    /// What follows.
    pub effect: Effect,
    /// The mark that says so by itself; `None` when people must say it.
    pub at_mark: Option<u8>,
    /// What is wrong with the product then, as a Vietnamese sentence.
    pub reason: String,
    /// Where the rule comes from.
    pub source: String,
}

/// What a knock-out does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The product is excluded (bị loại).
    Excluded,
    /// The criteria that follow are not assessed (dừng chấm).
    Stopped,
}

impl ProductSet {
    /// Its name, then the other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.also_called).map(String::as_str)
    }

    /// The criteria of one part.
    pub fn part(&self, part: usize) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(move |criterion| criterion.part == part)
    }

    /// The most points that an owner of one of these forms can reach in a part; of any form when
    /// none is given.
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

    /// The fewest points that a product assessed to the end can have in a part; 0 when the criteria
    /// are not known.
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

impl Criterion {
    /// The marks that an owner of one of these forms may be given, ascending; of any form when none
    /// is given.
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
