//! What the layouts of the shared pages read: the criteria of a set, the heads of the products.

use serde::Serialize;

use crate::criteria::{Act, CriteriaBlock, Criterion, MarkOption, PARTS, ProductSet, Scale};
use crate::forms::FormProduct;

/// The data of `phieu-cham.typ`.
#[derive(Debug, Serialize)]
pub(super) struct SetsData<'a> {
    pub(super) sets: &'a [SetPages<'a>],
}

/// A product set with its criteria.
#[derive(Debug, Serialize)]
pub(super) struct SetPages<'a> {
    parts: Vec<PartRows<'a>>,
    total: String,
    excluded: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PartRows<'a> {
    letter: &'static str,
    title: &'a str,
    max: String,
    /// Empty where the criteria of the set are not known.
    blocks: Vec<BlockRows<'a>>,
}

#[derive(Debug, Serialize)]
struct BlockRows<'a> {
    code: Option<&'a str>,
    name: Option<&'a str>,
    max: Option<String>,
    criteria: Vec<CriterionRow<'a>>,
}

#[derive(Debug, Serialize)]
struct CriterionRow<'a> {
    code: &'a str,
    name: &'a str,
    max: String,
    note: Option<&'a str>,
    cases: Vec<CaseRows<'a>>,
    /// The allowed marks, where the options are not known.
    allowed: Option<String>,
    /// The knock-out, as the act prints it where that is known.
    knock_out: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct CaseRows<'a> {
    case: Option<&'a str>,
    options: Vec<OptionRow<'a>>,
}

#[derive(Debug, Serialize)]
struct OptionRow<'a> {
    text: &'a str,
    mark: String,
    /// Three, four or five asterisks where the option is the least for a star.
    stars: String,
}

/// The data of `phieu-cham-san-pham.typ`.
#[derive(Debug, Serialize)]
pub(super) struct ProductPages<'a> {
    products: Vec<ProductHead<'a>>,
}

#[derive(Debug, Serialize)]
struct ProductHead<'a> {
    number: String,
    name: &'a str,
    owner: &'a str,
    unit: &'a str,
    set: &'a str,
}

impl<'a> SetPages<'a> {
    /// Returns the criteria of a set as its pages print them.
    pub(super) fn of(act: &'a Act, set: &'a ProductSet) -> Self {
        let part = |part: usize| PartRows {
            letter: PARTS[part],
            title: &act.parts[part].title,
            max: points(&act.parts[part].max),
            blocks: set.blocks(part).into_iter().map(block).collect(),
        };
        Self {
            parts: (0..PARTS.len()).map(part).collect(),
            total: points(&set.total),
            excluded: set.excluded_when.as_deref(),
        }
    }
}

impl<'a> ProductPages<'a> {
    /// Returns the heads of products, which are numbered in this order.
    pub(super) fn of(products: &[&'a FormProduct]) -> Self {
        let head = |(number, product): (usize, &&'a FormProduct)| ProductHead {
            number: number.to_string(),
            name: &product.name,
            owner: &product.owner,
            unit: &product.unit,
            set: &product.set,
        };
        Self { products: (1..).zip(products).map(head).collect() }
    }
}

fn block(block: CriteriaBlock<'_>) -> BlockRows<'_> {
    BlockRows {
        code: block.group.map(|group| group.code.as_str()),
        name: block.group.map(|group| group.name.as_str()),
        max: block.group.map(|group| group.max.to_string()),
        criteria: block.criteria.into_iter().map(criterion).collect(),
    }
}

fn criterion(criterion: &Criterion) -> CriterionRow<'_> {
    let Criterion { code, name, max, note, scales, allowed, knock_out, .. } = criterion;
    let marks = || allowed.iter().map(u8::to_string).collect::<Vec<_>>().join("; ");
    CriterionRow {
        code,
        name,
        max: max.to_string(),
        note: note.as_deref(),
        cases: scales.iter().map(case).collect(),
        allowed: scales.is_empty().then(marks),
        knock_out: knock_out
            .as_ref()
            .map(|rule| rule.printed.first().unwrap_or(&rule.reason).as_str()),
    }
}

fn case(scale: &Scale) -> CaseRows<'_> {
    CaseRows { case: scale.case.as_deref(), options: scale.options.iter().map(option).collect() }
}

fn option(option: &MarkOption) -> OptionRow<'_> {
    let MarkOption { text, mark, star } = option;
    let stars = "*".repeat(usize::from(star.unwrap_or_default()));
    OptionRow { text, mark: mark.to_string(), stars }
}

/// Writes points as the act does: `40`, `2,5`.
pub(super) fn points(points: &rust_decimal::Decimal) -> String {
    points.normalize().to_string().replace('.', ",")
}
