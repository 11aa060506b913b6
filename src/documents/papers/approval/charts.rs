//! The charts of the report. Each shows what a table beside it, or its own labels, hold in numbers.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::documents::WritingDesk;
use crate::documents::compose::capitalised;
use crate::documents::facts::report::{Breakdown, PairedPoints, ResultKind};
use crate::documents::model::{
    BarChart, BarRow, Chart, ChartBorder, ChartSeries, PairChart, PairRow, StackChart, StackRow,
};

/// Most marks on an axis, without the first.
const MARKS: u32 = 8;

/// Draws the products of each unit by result; `None` where there is one unit.
pub(super) fn units(desk: &WritingDesk<'_>) -> Option<Chart> {
    let report = &desk.facts.report;
    let rows = &report.units.rows;
    let value = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let most = rows.iter().map(|row| value(row.products.value)).max()?;
    let series = report
        .result_kinds
        .iter()
        .map(|kind| ChartSeries { name: kind.name(), pattern: pattern(*kind) });
    let rows: Vec<_> = rows
        .iter()
        .map(|row| StackRow {
            label: capitalised(&row.name),
            values: row.kinds.iter().map(|count| value(count.value)).collect(),
        })
        .collect();
    (rows.len() > 1).then(|| {
        Chart::Stack(StackChart {
            caption: format!("Số sản phẩm và kết quả theo {}", desk.act.units.names()),
            alt: format!(
                "Biểu đồ thanh ngang: số sản phẩm của mỗi {}, chia theo kết quả",
                desk.act.units.names()
            ),
            unit: "sản phẩm".to_owned(),
            ticks: ticks(most),
            series: series.collect(),
            rows,
        })
    })
}

/// Returns the pattern of a kind of result, from black for the highest to white for what is open.
fn pattern(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Proposed | ResultKind::Star(5) => "black",
        ResultKind::Star(4) => "lines",
        ResultKind::Star(_) => "grey",
        ResultKind::NotRecognised => "dots",
        ResultKind::Open => "white",
        ResultKind::Out => "cross",
    }
}

/// Draws the products of each group; `None` where there is one group.
pub(super) fn groups(desk: &WritingDesk<'_>) -> Option<Chart> {
    let Breakdown { rows, .. } = &desk.facts.report.groups;
    let rows = rows.iter().map(|row| bar(row.name.clone(), row.products.value, &row.share));
    bars(
        "Số sản phẩm theo nhóm",
        "Biểu đồ thanh ngang: số sản phẩm và tỷ lệ của mỗi nhóm sản phẩm",
        rows.collect(),
    )
}

/// Draws how many products lie in each range of points; `None` where units give points, which are
/// then drawn beside those of the council, and where there is one range.
pub(super) fn bands(desk: &WritingDesk<'_>) -> Option<Chart> {
    let report = &desk.facts.report;
    if report.compared.is_some() {
        return None;
    }
    let rows =
        report.bands.iter().map(|band| bar(band.name.clone(), band.products.value, &band.share));
    bars(
        "Số sản phẩm theo khoảng điểm trung bình",
        "Biểu đồ thanh ngang: số sản phẩm đã chấm trong mỗi khoảng điểm trung bình",
        rows.collect(),
    )
}

fn bar(label: String, count: usize, share: &str) -> BarRow {
    BarRow { label, value: u32::try_from(count).unwrap_or(u32::MAX), share: share.to_owned() }
}

fn bars(caption: &str, alt: &str, rows: Vec<BarRow>) -> Option<Chart> {
    let most = rows.iter().map(|row| row.value).max()?;
    (rows.len() > 1).then(|| {
        Chart::Bars(BarChart {
            caption: caption.to_owned(),
            alt: alt.to_owned(),
            unit: "sản phẩm".to_owned(),
            ticks: ticks(most),
            rows,
        })
    })
}

/// Returns the marks of an axis from 0 to a number that is not less than `most`, eight steps at most:
/// ones, twos, fives or their tens.
fn ticks(most: u32) -> Vec<u32> {
    let most = most.max(1);
    let tens = std::iter::successors(Some(1_u32), |ten| ten.checked_mul(10));
    let step = tens
        .flat_map(|ten| [ten, ten.saturating_mul(2), ten.saturating_mul(5)])
        .find(|step| most.div_ceil(*step) <= MARKS)
        .unwrap_or(most);
    (0..=most.div_ceil(step)).map(|mark| mark.saturating_mul(step)).collect()
}

/// Draws the points of the units beside those of the council; `None` where there are none.
pub(super) fn pairs(desk: &WritingDesk<'_>) -> Option<Chart> {
    let pairs = &desk.facts.report.compared.as_ref()?.pairs;
    let border = |star: u8| {
        let at = desk.act.lowest(star).to_u32()?;
        Some(ChartBorder { at, name: format!("{star} sao") })
    };
    let row = |pair: &PairedPoints| PairRow {
        label: pair.name.clone(),
        values: [hundredths(pair.of_unit), hundredths(pair.of_council)],
        printed: pair.printed(),
    };
    let level = desk.act.units.level();
    Some(Chart::Pairs(PairChart {
        caption: format!("Điểm của {level} và điểm của Hội đồng"),
        alt: format!(
            "Biểu đồ cặp điểm: điểm của {level} và điểm trung bình của Hội đồng cho mỗi sản phẩm"
        ),
        series: [format!("điểm của {level}"), "điểm của Hội đồng".to_owned()],
        heads: [capital(level), "Hội đồng".to_owned(), "Chênh lệch".to_owned()],
        ticks: scale(pairs),
        borders: [3, 4, 5].into_iter().filter_map(border).collect(),
        rows: pairs.iter().map(row).collect(),
    }))
}

/// Writes the first letter as a capital.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn hundredths(points: Decimal) -> i64 {
    (points * Decimal::ONE_HUNDRED).round().to_i64().unwrap_or_default()
}

/// Returns the tens from below the lowest to above the highest of the points, two at least.
fn scale(pairs: &[PairedPoints]) -> Vec<u32> {
    let points = || pairs.iter().flat_map(|pair| [pair.of_unit, pair.of_council]);
    let tens = |points: Option<Decimal>| {
        points.and_then(|points| (points / Decimal::TEN).floor().to_u32()).unwrap_or_default()
    };
    let (low, high) = (tens(points().min()), tens(points().max()));
    (low..=high + 1).map(|ten| ten * 10).collect()
}

#[cfg(test)]
mod tests {
    use super::ticks;

    #[test]
    fn an_axis_has_whole_steps_and_reaches_the_longest_bar() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(6), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(ticks(9), [0, 2, 4, 6, 8, 10]);
        assert_eq!(ticks(61), [0, 10, 20, 30, 40, 50, 60, 70]);
        assert_eq!(ticks(9_000).last(), Some(&10_000));
    }
}
