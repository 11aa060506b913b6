//! The table of results: how many products have each result, and between which points.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::StatisticsDesk;
use super::breakdown::{cell, value};
use super::chart::{self, ChartArea};
use super::data::{POINTS, RESULT, TABLE};
use super::look::{HEAD, begin, figure, fitting, one_page, table};
use crate::documents::Traced;
use crate::documents::facts::report::{ReportFacts, ResultRow};
use crate::score_sheet::{FormulaResult, SheetPen};

const SHEET: &str = "Theo kết quả";
const TITLE: &str = "Kết quả đánh giá, phân hạng";
const HEADINGS: [&str; 6] = ["TT", RESULT, "Sản phẩm", "Tỷ lệ", "Điểm thấp nhất", "Điểm cao nhất"];

/// Writes the sheet.
pub(super) fn write(
    desk: &StatisticsDesk<'_>,
    facts: &ReportFacts,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    begin(desk, sheet, SHEET, TITLE, &[6, 40, 12, 10, 14, 14])?;
    table(desk, sheet, "TheoKetQua", &HEADINGS, facts.results.len())?;
    let mut pen = SheetPen(sheet);
    for (row, result) in (HEAD + 1..).zip(&facts.results) {
        write_row(desk, row, result, &mut pen)?;
    }
    let last = HEAD + fitting(facts.results.len());
    total(desk, facts, last, &mut pen)?;
    let area = ChartArea { sheet: SHEET, title: TITLE, rows: (HEAD + 1, last), series: vec![2] };
    let mut drawn = chart::stacked(&area);
    drawn.legend().set_hidden();
    sheet.insert_chart(last + 3, 1, &drawn)?;
    one_page(sheet, facts.results.len());
    Ok(())
}

fn write_row(
    desk: &StatisticsDesk<'_>,
    row: u32,
    result: &ResultRow,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let own = format!("EXACT({TABLE}[{RESULT}],$B{})", row + 1);
    pen.number(row, 0, Some(Decimal::from(row - HEAD)), &look.whole)?;
    pen.text(row, 1, &result.name, &look.text)?;
    let products = format!("=SUMPRODUCT(--{own})");
    pen.formula(row, 2, &products, &value(&result.products), &look.whole)?;
    pen.number(row, 3, figure(&result.share), &look.share)?;
    bound(pen, (row, 4), &lowest(&own), result.lowest.as_ref(), &look.points)?;
    bound(pen, (row, 5), &highest(&own), result.highest.as_ref(), &look.points)
}

/// The lowest points among the rows that `own` picks. Points are at most 100.
fn lowest(own: &str) -> String {
    format!("=100-SUMPRODUCT(MAX({own}*ISNUMBER({TABLE}[{POINTS}])*(100-{TABLE}[{POINTS}])))")
}

/// The highest points among these rows.
fn highest(own: &str) -> String {
    format!("=SUMPRODUCT(MAX({own}*{TABLE}[{POINTS}]))")
}

/// Writes the points at a bound; nothing where no product has points.
fn bound(
    pen: &mut SheetPen<'_>,
    (row, column): (u32, u16),
    formula: &str,
    points: Option<&Traced<String>>,
    format: &Format,
) -> Result<(), XlsxError> {
    match points.and_then(|points| figure(&points.value)) {
        Some(points) => {
            let formula = format!("=ROUND({},4)", formula.trim_start_matches('='));
            pen.formula(row, column, &formula, &FormulaResult::Number(points), format)
        }
        None => pen.number(row, column, None, format),
    }
}

/// Writes the row of sums below the table.
fn total(
    desk: &StatisticsDesk<'_>,
    facts: &ReportFacts,
    last: u32,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let (look, row, total) = (&desk.look, last + 1, &facts.units.total);
    pen.text(row, 0, "", &look.total_text)?;
    pen.text(row, 1, &total.name, &look.total_text)?;
    let sum = format!("=SUM({}:{})", cell(HEAD + 1, 2), cell(last, 2));
    pen.formula(row, 2, &sum, &value(&total.products), &look.total_whole)?;
    pen.number(row, 3, figure(&total.share), &look.total_share)?;
    pen.number(row, 4, None, &look.total_points)?;
    pen.number(row, 5, None, &look.total_points)
}
