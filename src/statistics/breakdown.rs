//! A table of counts: a row for each unit, group, legal form or registration, a column for each
//! result; and its chart.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::StatisticsDesk;
use super::chart::{self, ChartArea};
use super::data::{
    GROUP, OWNER_KIND, OWNERS, OWNERS_OF_GROUP, OWNERS_OF_REGISTRATION, REGISTRATION, RESULT,
    TABLE, UNIT,
};
use super::look::{HEAD, begin, figure, fitting, one_page, table, upper_first};
use crate::documents::Traced;
use crate::documents::facts::report::{Breakdown, BreakdownRow, ReportFacts};
use crate::score_sheet::{FormulaResult, SheetPen};

/// A table of counts.
pub(super) struct CountTable<'a> {
    counts: &'a Breakdown,
    /// Names of the sheet and of its table in Excel.
    sheet: &'static str,
    name: &'static str,
    title: &'static str,
    /// Column of the data sheet by which it counts, and the one that counts each owner once.
    by: &'static str,
    owners: &'static str,
}

/// Returns the tables, in the order of the report.
pub(super) fn tables(facts: &ReportFacts) -> [CountTable<'_>; 4] {
    [
        CountTable {
            counts: &facts.units,
            sheet: "Theo địa phương",
            name: "TheoDiaPhuong",
            title: "Kết quả theo địa phương",
            by: UNIT,
            owners: OWNERS,
        },
        CountTable {
            counts: &facts.groups,
            sheet: "Theo nhóm",
            name: "TheoNhom",
            title: "Kết quả theo nhóm sản phẩm",
            by: GROUP,
            owners: OWNERS_OF_GROUP,
        },
        CountTable {
            counts: &facts.owner_kinds,
            sheet: "Theo loại hình",
            name: "TheoLoaiHinh",
            title: "Kết quả theo loại hình chủ thể",
            by: OWNER_KIND,
            owners: OWNERS,
        },
        CountTable {
            counts: &facts.registrations,
            sheet: "Theo lần đăng ký",
            name: "TheoLanDangKy",
            title: "Kết quả theo lần đăng ký (mới, nâng hạng, đánh giá lại)",
            by: REGISTRATION,
            owners: OWNERS_OF_REGISTRATION,
        },
    ]
}

/// The columns before those of the results: number, name, products, share, owners.
const BEFORE: u16 = 5;

/// Writes the sheet of a table.
pub(super) fn write(
    desk: &StatisticsDesk<'_>,
    counted: &CountTable<'_>,
    kinds: &[String],
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let widths: Vec<u16> =
        [6, 40, 12, 10, 12].into_iter().chain(kinds.iter().map(|_| 13)).collect();
    begin(desk, sheet, counted.sheet, counted.title, &widths)?;
    let mut headings = vec!["TT", counted.by, "Sản phẩm", "Tỷ lệ", "Chủ thể"];
    headings.extend(kinds.iter().map(String::as_str));
    let rows = &counted.counts.rows;
    table(desk, sheet, counted.name, &headings, rows.len())?;
    let mut pen = SheetPen(sheet);
    for (row, counts) in (HEAD + 1..).zip(rows) {
        write_row(desk, counted, row, counts, &mut pen)?;
    }
    let last = HEAD + fitting(rows.len());
    total(desk, counted, last, &mut pen)?;
    let area = ChartArea {
        sheet: counted.sheet,
        title: counted.title,
        rows: (HEAD + 1, last),
        series: (BEFORE..).take(kinds.len()).collect(),
    };
    sheet.insert_chart(last + 3, 1, &chart::stacked(&area))?;
    one_page(sheet, rows.len());
    Ok(())
}

fn write_row(
    desk: &StatisticsDesk<'_>,
    counted: &CountTable<'_>,
    row: u32,
    counts: &BreakdownRow,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let (look, line) = (&desk.look, row + 1);
    let name = upper_first(&counts.name);
    pen.0.set_row_height(row, crate::sheet_look::height([(name.as_str(), 40)]))?;
    pen.number(row, 0, Some(Decimal::from(row - HEAD)), &look.whole)?;
    pen.text(row, 1, &name, &look.text)?;
    let own = format!("--EXACT({TABLE}[{}],$B{line})", counted.by);
    let products = format!("=SUMPRODUCT({own})");
    pen.formula(row, 2, &products, &value(&counts.products), &look.whole)?;
    pen.number(row, 3, figure(&counts.share), &look.share)?;
    let owners = format!("=SUMPRODUCT({own},{TABLE}[{}])", counted.owners);
    pen.formula(row, 4, &owners, &value(&counts.owners), &look.whole)?;
    for (column, count) in (BEFORE..).zip(&counts.kinds) {
        let head = cell(HEAD, column);
        let formula = format!("=SUMPRODUCT({own},--EXACT({TABLE}[{RESULT}],{head}))");
        pen.formula(row, column, &formula, &value(count), &look.whole)?;
    }
    Ok(())
}

/// Writes the row of sums below the table.
fn total(
    desk: &StatisticsDesk<'_>,
    counted: &CountTable<'_>,
    last: u32,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let (look, row, counts) = (&desk.look, last + 1, &counted.counts.total);
    let sum = |column: u16| format!("=SUM({}:{})", cell(HEAD + 1, column), cell(last, column));
    pen.text(row, 0, "", &look.total_text)?;
    pen.text(row, 1, &counts.name, &look.total_text)?;
    pen.formula(row, 2, &sum(2), &value(&counts.products), &look.total_whole)?;
    pen.number(row, 3, figure(&counts.share), &look.total_share)?;
    // An owner may have products in several groups, so the column is not added up.
    let owners = format!("=SUM({TABLE}[{OWNERS}])");
    pen.formula(row, 4, &owners, &value(&counts.owners), &look.total_whole)?;
    for (column, count) in (BEFORE..).zip(&counts.kinds) {
        pen.formula(row, column, &sum(column), &value(count), &look.total_whole)?;
    }
    Ok(())
}

/// Returns a count as the stored result of a formula.
pub(super) fn value(count: &Traced<usize>) -> FormulaResult {
    FormulaResult::Number(Decimal::from(count.value))
}

/// Returns the name of a cell; row and column count from 0.
pub(super) fn cell(row: u32, column: u16) -> String {
    crate::finding::CellRef::new(row, column.into()).to_string()
}
