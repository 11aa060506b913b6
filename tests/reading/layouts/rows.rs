//! Makes tables with the products downwards: A | B | C | Tổng across, or the criteria across.

use ocop::criteria::Criterion;
use rust_decimal::Decimal;

use super::down::Table;
use super::form::{Filled, Numbering, Shape};
use super::page::{Page, What, number, text};
use super::words;
use crate::support::marks::act_1048;

/// What one column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Product,
    Owner,
    Set,
    Criterion(usize),
    Part(usize),
    Total,
    Remark,
}

/// Writes the table from this row on.
pub(crate) fn write(table: &Table<'_>, page: &mut Page, row: u32) {
    let columns = columns(table);
    let first = headings(table, &columns, page, row);
    for (row, (place, product)) in (first..).zip(table.products.iter().enumerate()) {
        for (index, column) in columns.iter().enumerate() {
            cell(table, *column, (place, *product), page, (row, at(table, index)));
        }
    }
}

fn at(table: &Table<'_>, index: usize) -> u32 {
    table.form.left + u32::try_from(index).unwrap()
}

fn columns(table: &Table<'_>) -> Vec<Column> {
    let form = table.form;
    let mut columns = vec![Column::Number, Column::Product];
    if !form.extras_before.is_empty() && form.shape == Shape::RowsOfParts {
        columns.push(Column::Set);
    }
    if form.owner_row {
        columns.insert(1 + form.session_style % 2, Column::Owner);
    }
    let set = table.truth.products[table.products[0]].set;
    for part in [0, 1, 2] {
        if form.shape == Shape::RowsOfParts {
            columns.push(Column::Part(part));
            continue;
        }
        let inside =
            set.criteria.iter().enumerate().filter(|(_, criterion)| criterion.part == part);
        columns.extend(inside.map(|(index, _)| Column::Criterion(index)));
        if form.part_points && form.sums != Filled::Blank {
            columns.push(Column::Part(part));
        }
    }
    if form.total.is_some() && (form.sums != Filled::Blank) {
        columns.push(Column::Total);
    }
    if !form.extras_after.is_empty() {
        columns.push(Column::Remark);
    }
    columns
}

fn headings(table: &Table<'_>, columns: &[Column], page: &mut Page, top: u32) -> u32 {
    let form = table.form;
    let set = table.truth.products[table.products[0]].set;
    let two_rows = form.over.is_some();
    let below = if two_rows { top + 1 } else { top };
    let scored =
        |column: &Column| matches!(column, Column::Criterion(_) | Column::Part(_) | Column::Total);
    if two_rows && form.shape == Shape::RowsOfParts {
        let first = columns.iter().position(scored).unwrap();
        let last = columns.iter().rposition(scored).unwrap();
        page.plain(top, at(table, first), "Điểm chấm");
        page.merge((top, at(table, first)), (top, at(table, last)));
    }
    for (index, column) in columns.iter().enumerate() {
        let column_at = at(table, index);
        let (words, what) = match column {
            Column::Number => {
                (text(["TT", "STT", "Số TT", "T.T"][form.session_style]), What::Plain)
            }
            Column::Product => (text("Tên sản phẩm"), What::Plain),
            Column::Owner => (
                text(
                    ["Chủ thể", "Tên chủ thể", "Đơn vị sản xuất", "Cơ sở sản xuất"]
                        [form.session_style],
                ),
                What::Plain,
            ),
            Column::Set => (text("Bộ sản phẩm"), What::Plain),
            Column::Criterion(index) => {
                (criterion_heading(table, &set.criteria[*index]), What::Number(*index))
            }
            Column::Part(part) => (text(part_heading(table, *part)), What::PartLabel),
            Column::Total => (text(form.total.unwrap_or_default()), What::TotalLabel),
            Column::Remark => (text("Ghi chú"), What::Plain),
        };
        let row = if scored(column) { below } else { top };
        page.put(row, column_at, words, what);
        if two_rows && !scored(column) {
            page.merge((top, column_at), (below, column_at));
        }
    }
    if two_rows && form.shape == Shape::RowsOfCriteria {
        for part in 0..3 {
            let of = |column: &Column| match column {
                Column::Criterion(index) => set.criteria[*index].part == part,
                Column::Part(other) => *other == part,
                _ => false,
            };
            let first = columns.iter().position(of).unwrap();
            let last = columns.iter().rposition(of).unwrap();
            let data = &act_1048().parts[part];
            let letter = ["A", "B", "C"][part];
            page.plain(
                top,
                at(table, first),
                format!("Phần {letter}: {} ({} điểm)", data.title, data.max.normalize()),
            );
            page.merge((top, at(table, first)), (top, at(table, last)));
        }
    }
    let mut row = below + 1;
    if form.merged_heads {
        // What can be reached, in a row below the headings.
        page.plain(
            row,
            at(table, 1),
            ["Điểm tối đa", "Thang điểm", "Điểm chuẩn", "Tối đa"][form.session_style],
        );
        for (index, column) in columns.iter().enumerate() {
            let max: u8 = match column {
                Column::Criterion(criterion) => set.criteria[*criterion].max,
                Column::Part(part) => set.part(*part).map(|criterion| criterion.max).sum(),
                Column::Total => 100,
                _ => continue,
            };
            page.put(row, at(table, index), number(Decimal::from(max)), What::Plain);
        }
        row += 1;
    }
    if let Some(as_text) = form.column_numbers {
        for index in 0..columns.len() {
            let count = Decimal::from(index + 1);
            let value = if as_text { text(format!("({count})")) } else { number(count) };
            page.put(row, at(table, index), value, What::Plain);
        }
        row += 1;
    }
    row
}

fn criterion_heading(table: &Table<'_>, criterion: &Criterion) -> careful_spreadsheet::Value {
    match table.form.numbering {
        Numbering::Codes(style) => words::code(style, &criterion.code),
        Numbering::None | Numbering::Running | Numbering::Letters => text(criterion.name.clone()),
        Numbering::InName => text(format!("{}. {}", criterion.code, criterion.name)),
    }
}

fn part_heading(table: &Table<'_>, part: usize) -> String {
    let form = table.form;
    let data = &act_1048().parts[part];
    let letter = ["A", "B", "C"][part];
    if form.shape == Shape::RowsOfCriteria {
        return format!(
            "{} {letter}",
            ["Cộng", "Tổng", "Cộng phần", "Điểm phần"][form.session_style]
        );
    }
    let max = data.max.normalize();
    match form.member_style {
        0 => letter.to_owned(),
        1 => format!("Phần {letter}"),
        2 => format!("Phần {letter} ({max} điểm)"),
        3 => format!("Điểm phần {letter}"),
        4 => format!("Phần {letter}: {}", data.title),
        _ => format!("{} (tối đa {max} điểm)", data.title),
    }
}

fn cell(
    table: &Table<'_>,
    column: Column,
    (place, index): (usize, usize),
    page: &mut Page,
    (row, at): (u32, u32),
) {
    let form = table.form;
    let product = &table.truth.products[index];
    let marks = &table.truth.marks[&(table.session, table.member, index)];
    let sum = |inside: &dyn Fn(&Criterion) -> bool| -> u8 {
        let marks =
            product.set.criteria.iter().zip(marks).filter(|(criterion, _)| inside(criterion));
        marks.map(|(_, mark)| *mark).sum()
    };
    let typed = form.shape == Shape::RowsOfParts || form.sums == Filled::Typed;
    match column {
        Column::Number => page.put(row, at, number(Decimal::from(place + 1)), What::Plain),
        Column::Product => {
            page.put(row, at, text(words::product(form, product, place)), What::Product(index));
        }
        Column::Owner => page.put(row, at, text(product.owner), What::Owner(index)),
        Column::Set => page.plain(row, at, product.set.name.clone()),
        Column::Criterion(criterion) => {
            page.put(row, at, words::mark(form, marks[criterion]), What::Mark(index, criterion));
        }
        Column::Part(part) if typed => {
            let sum = sum(&|criterion| criterion.part == part);
            page.put(row, at, words::mark(form, sum), What::Part(index, part));
        }
        Column::Part(part) => {
            let sum = sum(&|criterion| criterion.part == part);
            page.calculated(row, at, number(Decimal::from(sum)), What::Part(index, part));
        }
        Column::Total if form.sums == Filled::Typed => {
            page.put(row, at, words::mark(form, sum(&|_| true)), What::Total(index));
        }
        Column::Total => {
            page.calculated(row, at, number(Decimal::from(sum(&|_| true))), What::Total(index));
        }
        Column::Remark if place % 2 == 1 => page.plain(row, at, "Cần bổ sung nhãn phụ"),
        Column::Remark => {}
    }
}
