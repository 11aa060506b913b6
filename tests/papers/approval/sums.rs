//! The sums of the tables, against each other and against `ket-qua.json`.

use ocop::documents::Document;
use ocop::documents::model::{BodyBlock, Chart, PrintedRow, PrintedTable};
use serde_json::Value;

use super::{REPORT, scored, sixty_one};
use crate::support::judged::Judged;
use crate::support::round::RoundFolder;
use crate::support::workbooks::tea;
use crate::today;

/// The numbered tables of a paper.
fn tables(document: &Document) -> Vec<&PrintedTable> {
    let tables = document.body.iter().filter_map(|block| match block {
        BodyBlock::Table(table) if table.caption.is_some() => Some(table),
        _ => None,
    });
    tables.collect()
}

fn charts(document: &Document) -> Vec<&Chart> {
    let charts = document.body.iter().filter_map(|block| match block {
        BodyBlock::Chart(chart) => Some(chart),
        _ => None,
    });
    charts.collect()
}

/// A cell in tenths: `61,7 %` is 617, `24` is 240; `None` for one without a plain number.
fn tenths(cell: &str) -> Option<i64> {
    let cell = cell.trim_end_matches(['%', '\u{a0}']);
    let (whole, part) = cell.split_once(',').unwrap_or((cell, "0"));
    (part.len() == 1).then(|| Some(whole.parse::<i64>().ok()? * 10 + part.parse::<i64>().ok()?))?
}

/// Every column of counts adds up to its last row, and every column of shares but for what rounding
/// makes of it. Returns whether that differs.
#[track_caller]
fn adds_up(table: &PrintedTable) -> bool {
    let caption = table.caption.as_deref().unwrap();
    let (total, rows) = table.rows.split_last().unwrap();
    assert!(matches!(total, PrintedRow::Total { .. }), "{caption}");
    let mut differs = false;
    for (index, column) in table.columns.iter().enumerate().skip(1) {
        if column.title.starts_with("Điểm") || column.title.starts_with("Chênh") {
            continue;
        }
        let sum: i64 = rows.iter().map(|row| tenths(&row.texts()[index]).unwrap()).sum();
        let total = tenths(&total.texts()[index]).unwrap();
        if column.title == "Tỷ lệ" {
            let most = i64::try_from(rows.len()).unwrap() / 2;
            assert!((sum - total).abs() <= most, "{caption}: {sum}");
            differs |= sum != total;
        } else {
            assert_eq!(sum, total, "{caption}: {}", column.title);
        }
    }
    differs
}

/// The column of this heading, row by row, with the first cell of each.
fn column(table: &PrintedTable, heading: &str) -> Vec<(String, usize)> {
    let index = table.columns.iter().position(|column| column.title == heading).unwrap();
    let cells = table.rows.iter().map(PrintedRow::texts);
    cells.map(|cells| (cells[0].clone(), cells[index].parse().unwrap())).collect()
}

fn products(results: &Value) -> &Vec<Value> {
    results["products"].as_array().unwrap()
}

fn count(judged: &Judged, wanted: impl Fn(&Value) -> bool) -> usize {
    products(&judged.results).iter().filter(|product| wanted(product)).count()
}

/// All tables of the report add up, to the same sums, and count what `ket-qua.json` holds.
#[track_caller]
fn agrees(judged: &Judged) {
    let report = judged.document(REPORT);
    let tables = tables(report);
    assert!(tables.len() >= 4, "{}", tables.len());
    let all = products(&judged.results).len();
    let differs = tables.iter().map(|table| adds_up(table)).fold(false, |one, other| one | other);
    let note = serde_json::to_string(report).unwrap().contains("Tỷ lệ được làm tròn");
    assert_eq!(note, differs, "what rounding makes of the shares is said, and only then");
    for table in tables.iter().filter(|table| !table.caption.as_ref().unwrap().contains("so với"))
    {
        assert_eq!(column(table, "Số sản phẩm").last().unwrap().1, all, "{:?}", table.caption);
    }
    for (unit, products) in column(tables[1], "Số sản phẩm").split_last().unwrap().1 {
        assert!(unit.starts_with(char::is_uppercase), "{unit}");
        let is_of = |name: &str| name.chars().skip(1).eq(unit.chars().skip(1));
        let own = count(judged, |product| is_of(product["district"].as_str().unwrap()));
        assert_eq!(*products, own, "{unit}");
    }
    let of_kind = |kind: &str| count(judged, |product| product["outcome"]["kind"] == kind);
    let of_star = |star: u64| {
        count(judged, |product| {
            product["outcome"]["kind"] == "recognised" && product["outcome"]["star"] == star
        })
    };
    for (result, products) in column(tables[0], "Số sản phẩm").split_last().unwrap().1 {
        let wanted = match result.as_str() {
            "Đề nghị 5 sao" => of_kind("proposed_to_ministry"),
            "4 sao" => of_star(4),
            "3 sao" => of_star(3),
            "Tỉnh chưa công nhận" => of_kind("not_recognised") + of_kind("knocked_out"),
            "Chưa kết luận" => {
                of_kind("held") + of_kind("not_scored") + of_kind("needs_supplement")
            }
            "Không đánh giá" => of_kind("withdrawn") + of_kind("not_admitted"),
            other => panic!("{other}"),
        };
        assert_eq!(*products, wanted, "{result}");
    }
    // Every count is a fact that can be explained.
    for table in tables {
        for row in &table.rows {
            let counts = row.texts().iter().skip(1).filter(|cell| cell.parse::<usize>().is_ok());
            assert!(row.stated().len() >= counts.count(), "{:?} {row:?}", table.caption);
        }
    }
    for chart in charts(report) {
        let sum: u32 = match chart {
            Chart::Stack(stack) => stack.rows.iter().flat_map(|row| &row.values).sum(),
            Chart::Bars(bars) => bars.rows.iter().map(|row| row.value).sum(),
            Chart::Pairs(pairs) => u32::try_from(pairs.rows.len()).unwrap(),
        };
        assert!(usize::try_from(sum).unwrap() <= all && sum > 0, "{sum} of {all}");
    }
}

#[test]
fn the_tables_of_the_sample_add_up_to_its_results() {
    let judged = RoundFolder::sample(&[]).judge();
    agrees(&judged);
    let report = judged.document(REPORT);
    assert_eq!(tables(report).len(), 5);
    assert_eq!(charts(report).len(), 3);
    let by_owner = column(tables(report)[3], "Số chủ thể");
    assert_eq!(by_owner.last().unwrap().1, 15);
    let compared = tables(report)[4];
    assert_eq!(compared.caption.as_deref().unwrap(), "Điểm của Hội đồng so với điểm của cấp huyện");
    assert_eq!(column(compared, "Số sản phẩm").last().unwrap().1, 24);
}

#[test]
fn the_tables_of_2026_add_up_and_nothing_is_compared_where_communes_do_not_score() {
    let judged = today::round().judge();
    agrees(&judged);
    let report = judged.document(REPORT);
    assert!(tables(report).iter().all(|table| !table.caption.as_ref().unwrap().contains("so với")));
    assert!(charts(report).iter().all(|chart| !matches!(chart, Chart::Pairs(_))));
    assert_eq!(charts(report).len(), 3);
}

#[test]
fn the_tables_of_sixty_one_products_add_up() {
    let judged = sixty_one().judge();
    assert_eq!(products(&judged.results).len(), 61);
    agrees(&judged);
}

#[test]
fn one_product_of_one_owner_has_tables_and_no_chart_of_one_bar() {
    let judged = scored(&[(tea("Chè Tả Ngảo"), [25, 15, 20])]).judge();
    agrees(&judged);
    let report = judged.document(REPORT);
    assert!(charts(report).iter().all(|chart| matches!(chart, Chart::Pairs(_))));
    let text = judged.paper(REPORT);
    assert!(text.contains("UBND huyện Sìn Hồ gửi 01 hồ sơ sản phẩm của 01 chủ thể"), "{text}");
    assert!(text.contains("Điểm trung bình của sản phẩm đã chấm là 60,0 điểm"), "{text}");
}
