//! Printed tables, and charts as tables.

use super::build::Builder;
use super::{Cell, HeldKind, Line, Origin, Piece, Row, Table};
use crate::documents::model::{Align, Chart, PrintedColumn, PrintedRow, PrintedTable};
use crate::drafts::measures::millimetres;
use crate::drafts::style::Style;

/// Heading of the column with the numbers of the rows, which no fact stands behind.
const ROW_NUMBER: &str = "TT";

/// Room at the left and the right of a cell: 1,5 mm.
pub(super) const MARGIN: u32 = 85;
/// Room below a table.
const BELOW: u32 = 140;

/// Adds a table, with its title above it where it has a number.
pub(super) fn printed<'d>(builder: &mut Builder<'_, 'd>, table: &'d PrintedTable) {
    if let Some(caption) = &table.caption {
        builder.tables += 1;
        let number = builder.tables;
        builder.line(Style::Caption, Origin::Head, format!("Bảng {number}. {caption}"));
    }
    let made = rows(builder, table, 0);
    builder.add(made);
    builder.add(Line { below: BELOW, ..super::form::empty() });
}

/// Adds a table whose rows are high enough to sign in.
pub(super) fn tall<'d>(builder: &mut Builder<'_, 'd>, table: &'d PrintedTable) {
    let made = rows(builder, table, millimetres(11));
    builder.add(made);
    builder.add(Line { below: BELOW, ..super::form::empty() });
}

fn rows<'d>(builder: &mut Builder<'_, 'd>, table: &'d PrintedTable, height: u32) -> Table {
    let widths = widths(&table.columns, builder.width());
    let head = |column: &PrintedColumn| {
        Cell::of(vec![Line::of(Style::TableHead, Origin::Head, column.title.as_str())])
    };
    let mut rows = vec![Row { cells: table.columns.iter().map(head).collect() }];
    for (index, row) in table.rows.iter().enumerate() {
        let cells = match row {
            PrintedRow::Section { text } => {
                let line = Line::of(Style::CellBold, Origin::Table, text.as_str()).kept();
                vec![Cell { across: table.columns.len(), ..Cell::of(vec![line]) }]
            }
            PrintedRow::Data { cells, .. } | PrintedRow::Total { cells, .. } => (0..cells.len())
                .map(|column| Cell::of(vec![cell(builder, table, index, column)]))
                .collect(),
        };
        rows.push(Row { cells });
    }
    Table { widths, ruled: true, heads: 1, rows, height, margin: MARGIN }
}

/// Makes the line of a cell. A cell about a product, and one that states a fact, stands in a
/// control.
pub(super) fn cell<'d>(
    builder: &mut Builder<'_, 'd>,
    table: &'d PrintedTable,
    row: usize,
    column: usize,
) -> Line {
    let printed = &table.rows[row];
    let text = printed.texts().get(column).map(String::as_str).unwrap_or_default();
    let known = table.columns.get(column);
    let is_total = matches!(printed, PrintedRow::Total { .. });
    let style = match known.map(|column| column.align) {
        Some(Align::Center) => Style::CellCenter,
        Some(Align::Right) => Style::CellRight,
        _ => Style::CellLeft,
    };
    let fact = printed.stated().iter().find(|stated| stated.column == column);
    let is_number = known.is_some_and(|column| column.title == ROW_NUMBER);
    let has_figure = text.contains(|sign: char| sign.is_ascii_digit());
    let is_told = match printed {
        PrintedRow::Data { product, .. } => product.is_some() && !is_number,
        PrintedRow::Total { .. } => has_figure,
        PrintedRow::Section { .. } => false,
    };
    let kind = match fact {
        Some(stated) => Some(HeldKind::Fact(stated.fact)),
        None => is_told.then_some(HeldKind::Cell(table, row, column)),
    };
    let mut pieces = match kind.filter(|_| !text.trim().is_empty()) {
        Some(kind) => vec![builder.holder.piece(text, kind)],
        None => builder.holder.text(text),
    };
    pieces.iter_mut().for_each(|piece| piece.bold = is_total);
    Line::new(style, Origin::Table, pieces)
}

/// Returns the widths of columns: fixed ones as given, the others share what is left.
pub(super) fn widths(columns: &[PrintedColumn], width: u32) -> Vec<u32> {
    let fixed: u32 = columns.iter().map(|column| millimetres(u32::from(column.millimetres))).sum();
    let shares: u32 = columns.iter().map(|column| u32::from(column.share)).sum();
    let left = width.saturating_sub(fixed);
    let own = |column: &PrintedColumn| {
        if column.share > 0 {
            (left * u32::from(column.share) / shares.max(1)).max(200)
        } else {
            millimetres(u32::from(column.millimetres))
        }
    };
    columns.iter().map(own).collect()
}

/// Adds a chart as a table of its numbers, under its title.
pub(super) fn chart(builder: &mut Builder<'_, '_>, chart: &Chart) {
    builder.charts += 1;
    let (caption, head, rows) = match chart {
        Chart::Stack(chart) => {
            let names = chart.series.iter().map(|one| one.name.clone());
            let head: Vec<String> =
                std::iter::once(String::new()).chain(names).chain(["Cộng".to_owned()]).collect();
            let row = |row: &crate::documents::model::StackRow| {
                let sum: u32 = row.values.iter().sum();
                let values = row.values.iter().chain([&sum]).map(u32::to_string);
                std::iter::once(row.label.clone()).chain(values).collect()
            };
            (&chart.caption, head, chart.rows.iter().map(row).collect::<Vec<Vec<String>>>())
        }
        Chart::Bars(chart) => {
            let head = vec![String::new(), chart.unit.clone(), "Tỷ lệ".to_owned()];
            let row = |row: &crate::documents::model::BarRow| {
                vec![row.label.clone(), row.value.to_string(), row.share.clone()]
            };
            (&chart.caption, head, chart.rows.iter().map(row).collect())
        }
        Chart::Pairs(chart) => {
            let head = std::iter::once("Sản phẩm".to_owned()).chain(chart.heads.clone()).collect();
            let row = |row: &crate::documents::model::PairRow| {
                std::iter::once(row.label.clone()).chain(row.printed.clone()).collect()
            };
            (&chart.caption, head, chart.rows.iter().map(row).collect())
        }
    };
    let number = builder.charts;
    builder.line(Style::Caption, Origin::Head, format!("Biểu đồ {number}. {caption}"));
    let count = u32::try_from(head.len()).unwrap_or(1).max(2);
    let label = builder.width() / 2;
    let mut widths = vec![(builder.width() - label) / (count - 1); head.len()];
    widths[0] = label;
    let line = |style, text: &str| Cell::of(vec![Line::of(style, Origin::Head, text)]);
    let mut made =
        vec![Row { cells: head.iter().map(|text| line(Style::TableHead, text)).collect() }];
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, text)| {
            let style = if column == 0 { Style::CellLeft } else { Style::CellCenter };
            let is_figure = column > 0 && !text.is_empty();
            let piece = if is_figure {
                builder.holder.piece(text, HeldKind::Sheet)
            } else {
                Piece { text: text.clone(), ..Piece::default() }
            };
            Cell::of(vec![Line::new(style, Origin::Table, vec![piece])])
        });
        made.push(Row { cells: cells.collect() });
    }
    builder.add(Table { widths, ruled: true, heads: 1, rows: made, height: 0, margin: MARGIN });
    builder.add(Line { below: BELOW, ..super::form::empty() });
}
