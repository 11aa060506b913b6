//! The data sheet: one row for each product of the lists, in the order of the round. The other
//! sheets count it.
//!
//! In which group a product is counted stands in the facts; nothing is grouped here.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::{Decimal, RoundingStrategy};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::StatisticsDesk;
use super::look::{HEAD, begin, fitting, table, upper_first};
use crate::counting::Counted;
use crate::documents::FactSource;
use crate::documents::facts::report::{Breakdown, ReportFacts};
use crate::score_sheet::{FormulaResult, SheetPen};
use crate::tally::{Mean, ProductResult};

/// Name of the sheet, and of its table in formulas.
pub(super) const SHEET: &str = "Dữ liệu";
pub(super) const TABLE: &str = "DuLieu";

/// Headings of the columns, by which formulas name them.
pub(super) const OWNER_KIND: &str = "Loại hình";
pub(super) const UNIT: &str = "Địa phương";
pub(super) const GROUP: &str = "Nhóm sản phẩm";
pub(super) const REGISTRATION: &str = "Lần đăng ký";
pub(super) const RESULT: &str = "Kết quả";
pub(super) const STAR: &str = "Hạng sao";
pub(super) const PROPOSED: &str = "Hạng đề nghị";
pub(super) const POINTS: &str = "Điểm Hội đồng";
pub(super) const DIFFERENCE: &str = "Chênh lệch";
/// 1 for the first product of an owner, else 0: of all, in its group, in its registration.
pub(super) const OWNERS: &str = "Chủ thể tính 1 lần";
pub(super) const OWNERS_OF_GROUP: &str = "Tính 1 lần trong nhóm";
pub(super) const OWNERS_OF_REGISTRATION: &str = "Tính 1 lần theo lần đăng ký";

/// All columns with their widths.
const COLUMNS: [(&str, u16); 17] = [
    ("TT", 6),
    ("Sản phẩm", 26),
    ("Chủ thể", 28),
    (OWNER_KIND, 13),
    (UNIT, 17),
    (GROUP, 20),
    ("Bộ sản phẩm", 20),
    (REGISTRATION, 14),
    (PROPOSED, 9),
    ("Điểm nơi gửi", 9),
    (POINTS, 9),
    (DIFFERENCE, 9),
    (STAR, 7),
    (RESULT, 16),
    (OWNERS, 10),
    (OWNERS_OF_GROUP, 10),
    (OWNERS_OF_REGISTRATION, 12),
];

/// Columns that charts and formulas name by their place.
pub(super) const NAME_COLUMN: u16 = 1;
pub(super) const UNIT_POINTS_COLUMN: u16 = 9;
pub(super) const POINTS_COLUMN: u16 = 10;
const DIFFERENCE_COLUMN: u16 = 11;
/// How many columns are printed.
const PRINTED: u16 = 14;

/// The rows of the data sheet.
pub(super) struct DataSheet<'a> {
    pub(super) rows: Vec<DataRow<'a>>,
    /// Decimals of printed points.
    decimals: u32,
}

/// A product.
pub(super) struct DataRow<'a> {
    product: &'a ProductResult<'a>,
    /// Legal form, unit, group, registration and result, as the tables name them.
    owner_kind: String,
    unit: String,
    group: String,
    registration: String,
    result: String,
    /// Points of the unit and of the council, rounded as papers print them.
    of_unit: Option<Decimal>,
    of_council: Option<Decimal>,
    /// Whether it is the first of its owner: of all, in its group, in its registration.
    first: [bool; 3],
}

impl<'a> DataSheet<'a> {
    pub(super) fn of(counted: &Counted<'a>) -> Self {
        let facts = &counted.facts.report;
        let decimals = counted.round.tally.printed_decimals;
        let rounded = |points: Decimal| {
            points.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
        };
        let names = Names::of(facts);
        let scored = numbers(&facts.scored.rows);
        let mut owners = [BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
        let row = |product: &'a ProductResult<'a>| {
            let number = product.number;
            let group = Names::at(&names.groups, number);
            let registration = Names::at(&names.registrations, number);
            let owner = names.owners.get(&number).copied();
            let within = [String::new(), group.clone(), registration.clone()];
            let mut firsts = owners.iter_mut().zip(within);
            let mut first = || firsts.next().is_some_and(|(known, of)| known.insert((of, owner)));
            let mean = product.mean().filter(|_| scored.contains(&number)).map(Mean::value);
            DataRow {
                product,
                owner_kind: Names::at(&names.owner_kinds, number),
                unit: Names::at(&names.units, number),
                result: Names::at(&names.results, number),
                of_unit: product.entry.score.counted().map(rounded),
                of_council: mean.map(rounded),
                first: [first(), first(), first()],
                group,
                registration,
            }
        };
        Self { rows: counted.tally.products.iter().map(row).collect(), decimals }
    }
}

/// The groups in which the facts count each product, by its number.
struct Names {
    units: BTreeMap<usize, String>,
    groups: BTreeMap<usize, String>,
    owner_kinds: BTreeMap<usize, String>,
    registrations: BTreeMap<usize, String>,
    results: BTreeMap<usize, String>,
    /// The place of the owner of each product in the list of all owners.
    owners: BTreeMap<usize, usize>,
}

impl Names {
    fn of(facts: &ReportFacts) -> Self {
        let of = |breakdown: &Breakdown| {
            let rows = breakdown.rows.iter().map(|row| (row.name.as_str(), &*row.products.rows));
            by_number(rows)
        };
        let results = facts.results.iter().map(|row| (row.name.as_str(), &*row.products.rows));
        let owners = facts.units.total.owners.rows.iter().enumerate();
        let owners = owners.flat_map(|(owner, source)| match source {
            FactSource::Owner { products, .. } => {
                products.iter().map(|number| (*number, owner)).collect()
            }
            _ => Vec::new(),
        });
        Self {
            owners: owners.collect(),
            units: of(&facts.units),
            groups: of(&facts.groups),
            owner_kinds: of(&facts.owner_kinds),
            registrations: of(&facts.registrations),
            results: by_number(results),
        }
    }

    fn at(names: &BTreeMap<usize, String>, number: usize) -> String {
        names.get(&number).cloned().unwrap_or_default()
    }
}

fn by_number<'f>(
    rows: impl Iterator<Item = (&'f str, &'f [FactSource])>,
) -> BTreeMap<usize, String> {
    rows.flat_map(|(name, sources)| {
        numbers(sources).into_iter().map(move |number| (number, upper_first(name)))
    })
    .collect()
}

/// Returns the numbers of the products that a fact was counted from.
fn numbers(sources: &[FactSource]) -> BTreeSet<usize> {
    let number = |source: &FactSource| match source {
        FactSource::Product { product, .. } => Some(*product),
        _ => None,
    };
    sources.iter().filter_map(number).collect()
}

/// Writes the sheet.
pub(super) fn write(desk: &StatisticsDesk<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let widths = COLUMNS.map(|(_, width)| width);
    begin(desk, sheet, SHEET, "Dữ liệu của các biểu: mỗi sản phẩm một dòng", &widths)?;
    sheet.set_row_height(HEAD, 68)?;
    table(desk, sheet, TABLE, &COLUMNS.map(|(heading, _)| heading), desk.data.rows.len())?;
    // The columns that only formulas need are not printed.
    sheet.set_print_area(0, 0, HEAD + fitting(desk.data.rows.len()), PRINTED - 1)?;
    let mut pen = SheetPen(sheet);
    for (row, data) in (HEAD + 1..).zip(&desk.data.rows) {
        write_row(desk, row, data, &mut pen)?;
    }
    Ok(())
}

fn write_row(
    desk: &StatisticsDesk<'_>,
    row: u32,
    data: &DataRow<'_>,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let (look, entry) = (&desk.look, data.product.entry);
    let texts: [(u16, &str); 8] = [
        (1, &entry.product.value),
        (2, &entry.owner.name.value),
        (3, &data.owner_kind),
        (4, &data.unit),
        (5, &data.group),
        (6, &entry.set.value),
        (7, &data.registration),
        (13, &data.result),
    ];
    for (column, text) in texts {
        pen.text(row, column, text, &look.text)?;
    }
    let proposed = entry.star.as_ref().map(|star| star.value);
    let [of_all, of_group, of_registration] = data.first.map(|first| Some(u64::from(first)));
    let numbers: [(u16, Option<Decimal>, &Format); 8] = [
        (0, Some(Decimal::from(row - HEAD)), &look.whole),
        (8, proposed.map(Decimal::from), &look.whole),
        (UNIT_POINTS_COLUMN, data.of_unit, &look.points),
        (POINTS_COLUMN, data.of_council, &look.points),
        (12, data.product.star().map(Decimal::from), &look.whole),
        (14, of_all.map(Decimal::from), &look.whole),
        (15, of_group.map(Decimal::from), &look.whole),
        (16, of_registration.map(Decimal::from), &look.whole),
    ];
    for (column, number, format) in numbers {
        pen.number(row, column, number, format)?;
    }
    let difference = data.of_unit.zip(data.of_council).map(|(unit, council)| council - unit);
    let line = row + 1;
    let formula = format!(
        "=IF(OR(J{line}=\"\",K{line}=\"\"),\"\",ROUND(K{line}-J{line},{}))",
        desk.data.decimals
    );
    let given = FormulaResult::number(difference);
    pen.formula(row, DIFFERENCE_COLUMN, &formula, &given, &look.difference)?;
    let tall = texts.iter().map(|(column, text)| (*text, COLUMNS[usize::from(*column)].1));
    pen.0.set_row_height(row, crate::sheet_look::height(tall)).map(|_| ())
}
