//! The table of a product set: what text, page and workbook show alike.

use rust_decimal::Decimal;
use serde::Serialize;

use super::words::{self, Remark};
use crate::criteria::{Act, Criterion, MarkOption, PARTS, ProductSet};

/// A product set as a table.
#[derive(Debug, Serialize)]
pub(super) struct SetTable<'a> {
    /// Number in the act, from 1.
    pub number: usize,
    /// How many sets the act has.
    pub of: usize,
    pub name: &'a str,
    pub also_called: &'a [String],
    pub sector: &'a str,
    pub group: &'a str,
    pub ministry: &'a str,
    /// The legal forms that may take part.
    pub owners: String,
    pub excluded_when: Option<&'a str>,
    /// What is uncertain about the whole set.
    pub unverified: Option<&'a str>,
    pub parts: Vec<PartTable<'a>>,
    /// What the parts add up to.
    pub sum: String,
}

/// A part of a set.
#[derive(Debug, Serialize)]
pub(super) struct PartTable<'a> {
    pub letter: &'static str,
    pub title: &'a str,
    /// Most points, as the act prints them.
    pub max: String,
    /// What its criteria add up to; `None` where they are not known.
    pub sum: Option<String>,
    /// Whether the two are equal.
    pub fits: bool,
    pub blocks: Vec<Block<'a>>,
}

/// Criteria under one heading of the form, or under none.
#[derive(Debug, Serialize)]
pub(super) struct Block<'a> {
    pub group: Option<GroupHead<'a>>,
    pub criteria: Vec<CriterionRow<'a>>,
}

/// A heading of the form.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct GroupHead<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub max: u8,
    /// What its criteria add up to.
    pub sum: u16,
}

/// A criterion with its options.
#[derive(Debug, Serialize)]
pub(super) struct CriterionRow<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub max: u8,
    pub allowed: String,
    /// Empty where the values stand so in the source.
    pub honesty: &'static str,
    pub cases: Vec<CaseRows<'a>>,
    pub remarks: Vec<Remark>,
}

/// The options of a criterion, or of one of its cases.
#[derive(Debug, Serialize)]
pub(super) struct CaseRows<'a> {
    pub case: Option<&'a str>,
    pub options: &'a [MarkOption],
}

impl<'a> SetTable<'a> {
    /// Makes the table of the set with this number.
    pub(super) fn of(act: &'a Act, number: usize, set: &'a ProductSet) -> Self {
        Self {
            number,
            of: act.sets.len(),
            name: &set.name,
            also_called: &set.also_called,
            sector: &set.sector,
            group: &set.group,
            ministry: &set.ministry,
            owners: words::forms(&set.owners),
            excluded_when: set.excluded_when.as_deref(),
            unverified: set.unverified.as_deref(),
            parts: (0..PARTS.len()).map(|part| part_table(act, set, part)).collect(),
            sum: points(set.part_max.iter().sum()),
        }
    }
}

fn part_table<'a>(act: &'a Act, set: &'a ProductSet, part: usize) -> PartTable<'a> {
    let printed = &act.parts[part];
    let sum = (!set.criteria.is_empty()).then_some(set.part_max[part]);
    PartTable {
        letter: PARTS[part],
        title: &printed.title,
        max: points(printed.max),
        sum: sum.map(points),
        fits: sum.is_none_or(|sum| sum == printed.max),
        blocks: blocks(set, part),
    }
}

/// Puts the criteria of a part under the headings of the form.
fn blocks(set: &ProductSet, part: usize) -> Vec<Block<'_>> {
    set.blocks(part)
        .into_iter()
        .map(|block| Block {
            group: block.group.map(|group| GroupHead {
                code: &group.code,
                name: &group.name,
                max: group.max,
                sum: set.group_sum(&group.code),
            }),
            criteria: block.criteria.into_iter().map(|criterion| row(set, criterion)).collect(),
        })
        .collect()
}

fn row<'a>(set: &ProductSet, criterion: &'a Criterion) -> CriterionRow<'a> {
    let cases = criterion.scales.iter();
    CriterionRow {
        code: &criterion.code,
        name: &criterion.name,
        max: criterion.max,
        allowed: words::marks(&criterion.allowed),
        honesty: words::honesty(criterion.honesty),
        cases: cases
            .map(|scale| CaseRows { case: scale.case.as_deref(), options: &scale.options })
            .collect(),
        remarks: words::remarks(set, criterion),
    }
}

/// Writes points as the act does: `40`, `2,5`.
fn points(points: Decimal) -> String {
    points.normalize().to_string().replace('.', ",")
}
