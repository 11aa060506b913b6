//! The points of the units beside those of the council: a table by unit, and both points of each
//! product as a chart.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::StatisticsDesk;
use super::breakdown::{cell, value};
use super::chart;
use super::data::{DIFFERENCE, PROPOSED, STAR, TABLE, UNIT};
use super::look::{HEAD, begin, figure, fitting, table, upper_first};
use crate::documents::facts::report::{Comparison, ComparisonRow};
use crate::score_sheet::{FormulaResult, SheetPen};

const SHEET: &str = "So sánh điểm";
const TITLE: &str = "Điểm của nơi gửi hồ sơ và điểm của Hội đồng";
const HEADINGS: [&str; 8] = [
    "TT",
    UNIT,
    "Sản phẩm có đủ hai điểm",
    "Hội đồng thấp hơn",
    "Bằng nhau",
    "Hội đồng cao hơn",
    "Chênh lệch bình quân",
    "Hạng sao khác đề nghị",
];

/// Writes the sheet.
pub(super) fn write(
    desk: &StatisticsDesk<'_>,
    compared: &Comparison,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    begin(desk, sheet, SHEET, TITLE, &[6, 34, 14, 13, 11, 13, 13, 14])?;
    sheet.set_row_height(HEAD, 52)?;
    table(desk, sheet, "SoSanhDiem", &HEADINGS, compared.units.len())?;
    let mut pen = SheetPen(sheet);
    for (row, unit) in (HEAD + 1..).zip(&compared.units) {
        let own = format!("--EXACT({TABLE}[{UNIT}],$B{}),", row + 1);
        pen.number(row, 0, Some(Decimal::from(row - HEAD)), &desk.look.whole)?;
        pen.text(row, 1, &upper_first(&unit.name), &desk.look.text)?;
        write_row(desk, row, &own, unit, &mut pen)?;
    }
    let last = HEAD + fitting(compared.units.len());
    pen.text(last + 1, 0, "", &desk.look.total_text)?;
    pen.text(last + 1, 1, &compared.total.name, &desk.look.total_text)?;
    write_row(desk, last + 1, "", &compared.total, &mut pen)?;
    let products = (HEAD + 1, HEAD + fitting(desk.data.rows.len()));
    sheet.insert_chart(last + 3, 1, &chart::pairs(TITLE, products, floor(compared)))?;
    sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

/// Returns the ten at or below all points.
fn floor(compared: &Comparison) -> u32 {
    let points = compared.pairs.iter().flat_map(|pair| [pair.of_unit, pair.of_council]);
    let tens = points.min().and_then(|lowest| (lowest / Decimal::TEN).floor().to_u32());
    tens.unwrap_or_default() * 10
}

/// Writes the figures of a row; `own` picks the products of the unit, and none for all.
fn write_row(
    desk: &StatisticsDesk<'_>,
    row: u32,
    own: &str,
    figures: &ComparisonRow,
    pen: &mut SheetPen<'_>,
) -> Result<(), XlsxError> {
    let look = &desk.look;
    let (whole, difference) = match own {
        "" => (&look.total_whole, &look.total_difference),
        _ => (&look.whole, &look.difference),
    };
    let both = format!("{own}--ISNUMBER({TABLE}[{DIFFERENCE}])");
    let counts = [
        (format!("=SUMPRODUCT({both})"), &figures.products),
        (format!("=SUMPRODUCT({both},--({TABLE}[{DIFFERENCE}]<0))"), &figures.lower),
        (format!("=SUMPRODUCT({both},--({TABLE}[{DIFFERENCE}]=0))"), &figures.same),
        (format!("=SUMPRODUCT({both},--({TABLE}[{DIFFERENCE}]>0))"), &figures.higher),
    ];
    for (column, (formula, count)) in (2..).zip(&counts) {
        pen.formula(row, column, formula, &value(count), whole)?;
    }
    let given = FormulaResult::number(figure(&figures.mean.value));
    let count = cell(row, 2);
    let places = desk.round.tally.printed_decimals;
    let mean = format!(
        "=IF({count}=0,\"\",ROUND(ROUND(SUMPRODUCT({own}{TABLE}[{DIFFERENCE}]),9)/{count},{places}))"
    );
    pen.formula(row, 6, &mean, &given, difference)?;
    let stars = format!(
        "=SUMPRODUCT({both},--ISNUMBER({TABLE}[{PROPOSED}]),--ISNUMBER({TABLE}[{STAR}]),--({TABLE}\
         [{PROPOSED}]<>{TABLE}[{STAR}]))"
    );
    pen.formula(row, 7, &stars, &value(&figures.star_differs), whole)
}
