//! Papers that are no running text: certificates, cards of the display, the table of scores, sheets
//! of products. What they say stands there; pictures do not.

use super::build::Builder;
use super::form::{self, bare};
use super::table::{MARGIN, cell, widths};
use super::{Cell, Down, HeldKind, Line, Origin, Piece, Row, Table};
use crate::documents::model::{
    BodyBlock, CertificateSheet, Document, PrintedColumn, PrintedRow, PrintedTable, ProductSheet,
    ProductSheets, ScoreTable, ScoreTables, SheetTable, SigningBox, StandCards,
};
use crate::drafts::measures::millimetres;
use crate::drafts::style::Style;

/// Room at the left and the right of the cells of wide tables.
const NARROW: u32 = 40;

/// Adds a certificate.
pub(super) fn certificate<'d>(
    builder: &mut Builder<'_, 'd>,
    document: &'d Document,
    sheet: &'d CertificateSheet,
) {
    builder.line(Style::Nation, Origin::Form, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    builder.line(Style::Motto, Origin::Form, "Độc lập - Tự do - Hạnh phúc");
    form::rule(builder, millimetres(60));
    builder.line(Style::Issuer, Origin::Issuer, document.header.issuer.join(" "));
    if let Some(number) = &document.header.number {
        let value = number.value.as_deref().unwrap_or_default();
        let symbol =
            if number.symbol.is_empty() { String::new() } else { format!("/{}", number.symbol) };
        builder.line(Style::Number, Origin::Number, format!("Số: {value}{symbol}"));
    }
    form::title(builder, document);
    let stars = builder.holder.piece(&"★".repeat(usize::from(sheet.star)), HeldKind::Sheet);
    builder.add(Line::new(Style::Large, Origin::Sheet, vec![stars]));
    let fields = [
        ("Sản phẩm:", Some(&sheet.product)),
        ("Mã số:", sheet.code.as_ref()),
        ("Chủ thể:", Some(&sheet.owner)),
        ("Địa chỉ:", Some(&sheet.address)),
    ];
    let rows = fields.into_iter().filter_map(|(label, value)| {
        let piece = builder.holder.piece(value?, HeldKind::Sheet);
        let value = Line::new(Style::CellLeft, Origin::Sheet, vec![piece]);
        Some(vec![vec![Line::of(Style::CellLeft, Origin::Form, label)], vec![value]])
    });
    let rows = rows.collect();
    let label = millimetres(24);
    let width = builder.width();
    builder.add(bare(vec![label, width - label], rows));
    let blocks = || document.body.iter().enumerate();
    for (index, block) in blocks() {
        if let BodyBlock::Paragraph { runs } = block {
            let pieces = builder.holder.runs(runs);
            builder.add(Line::new(Style::Centered, Origin::Body(index), pieces));
        }
    }
    let mut left = Vec::new();
    for (index, block) in blocks() {
        if let BodyBlock::Item { runs, .. } = block {
            left.push(Line::new(Style::Recipient, Origin::Body(index), builder.holder.runs(runs)));
        }
    }
    let right = document.header.place.as_ref().map(|place| form::place_line(builder, place));
    let third = builder.width() / 3;
    builder.add(bare(vec![third, 2 * third], vec![vec![left, right.into_iter().collect()]]));
    form::signers(builder, document, 1);
}

/// Adds the cards of the display, two on a page.
pub(super) fn cards(builder: &mut Builder<'_, '_>, document: &Document, cards: &StandCards) {
    for (index, card) in cards.cards.iter().enumerate() {
        let mut number = Line::of(Style::Large, Origin::Sheet, format!("SỐ {}", card.number));
        number.fresh = index > 0 && index % 2 == 0;
        number.above = millimetres(14);
        builder.add(number);
        for (style, text) in [
            (Style::Large, &card.product),
            (Style::Addressee, &card.owner),
            (Style::Parent, &card.unit),
        ] {
            let piece = builder.holder.piece(text, HeldKind::Sheet);
            builder.add(Line::new(style, Origin::Sheet, vec![piece]));
        }
        builder.line(Style::AnnexReference, Origin::Subject, document.subject.as_str());
    }
}

/// Adds the table of scores with the places to sign.
pub(super) fn scores<'d>(
    builder: &mut Builder<'_, 'd>,
    document: &'d Document,
    sheet: &'d ScoreTables,
) {
    let blocks = || document.body.iter().enumerate();
    for (index, block) in blocks() {
        if let BodyBlock::Centered { runs } = block {
            let pieces = builder.holder.runs(runs);
            builder.add(Line::new(Style::AnnexReference, Origin::Body(index), pieces));
        }
    }
    for (index, part) in sheet.parts.iter().enumerate() {
        if index > 0 {
            builder.add(Line { fresh: true, ..form::empty() });
        }
        let made = score_table(builder, part);
        builder.add(made);
        builder.add(form::empty());
    }
    for (index, block) in blocks() {
        if matches!(block, BodyBlock::Paragraph { .. }) {
            builder.block(block, Origin::Body(index));
        }
    }
    builder.line(Style::Centered, Origin::Form, "CÁC THÀNH VIÊN HỘI ĐỒNG KÝ XÁC NHẬN");
    signing(builder, &sheet.signing);
    builder.add(form::empty());
    form::signers(builder, document, 2);
}

fn signing(builder: &mut Builder<'_, '_>, boxes: &[SigningBox]) {
    const ABREAST: usize = 3;
    let third = builder.width() / 3;
    let one = |one: &SigningBox| {
        let mut lines = vec![
            Line::of(Style::CellBold, Origin::Sheet, one.name.as_str()),
            Line::of(Style::CellLeft, Origin::Sheet, one.post.as_str()),
        ];
        let absent = one.absent.iter().map(|text| Line::of(Style::CellLeft, Origin::Sheet, text));
        lines.extend(absent);
        Cell::of(lines)
    };
    let row = |boxes: &[SigningBox]| {
        let mut cells: Vec<Cell> = boxes.iter().map(one).collect();
        cells.resize_with(ABREAST, || Cell::of(Vec::new()));
        Row { cells }
    };
    let rows: Vec<Row> = boxes.chunks(ABREAST).map(row).collect();
    if !rows.is_empty() {
        let height = millimetres(24);
        builder.add(Table {
            widths: vec![third; ABREAST],
            ruled: true,
            heads: 0,
            rows,
            height,
            margin: MARGIN,
        });
    }
}

fn score_table<'d>(builder: &mut Builder<'_, 'd>, part: &'d ScoreTable) -> Table {
    let table = &part.table;
    let last = table.columns.len().saturating_sub(1);
    let has_star = !part.upright.get(last).copied().unwrap_or_default();
    let head = |(index, column): (usize, &PrintedColumn)| {
        let line = Line::of(Style::SmallHead, Origin::Head, column.title.as_str());
        let upright = part.upright.get(index).copied().unwrap_or_default();
        Cell { upright, ..Cell::of(vec![line]) }
    };
    let mut rows = vec![Row { cells: table.columns.iter().enumerate().map(head).collect() }];
    // How many more rows the shared cells go on.
    let mut goes = 0_usize;
    for (index, row) in table.rows.iter().enumerate() {
        let PrintedRow::Data { cells, .. } = row else {
            let text = row.texts().first().cloned().unwrap_or_default();
            let line = Line::of(Style::CellBold, Origin::Table, text).kept();
            rows.push(Row {
                cells: vec![Cell { across: table.columns.len(), ..Cell::of(vec![line]) }],
            });
            continue;
        };
        let drawn = part.rows.get(index).copied().unwrap_or_default();
        if drawn.spans > 0 {
            goes = drawn.spans;
        }
        let mut made = Vec::new();
        for column in 0..cells.len() {
            let is_shared = column < 3 || column == last && has_star;
            if !is_shared && column > 4 && column < 4 + drawn.across {
                continue;
            }
            let down = match (is_shared, drawn.spans) {
                (true, 0) if goes > 0 => Down::Goes,
                (true, spans) if spans > 1 => Down::First,
                _ => Down::Alone,
            };
            let lines = if down == Down::Goes {
                Vec::new()
            } else {
                let mut line = cell(builder, table, index, column);
                let is_name = matches!(column, 1 | 2);
                line.style = if is_name { Style::SmallLeft } else { Style::SmallCenter };
                let bold = drawn.bold && !is_shared || column == last && has_star;
                line.pieces.iter_mut().for_each(|piece| piece.bold |= bold);
                vec![line]
            };
            let across = if column == 4 { drawn.across.max(1) } else { 1 };
            made.push(Cell { across, down, ..Cell::of(lines) });
        }
        goes = goes.saturating_sub(1);
        rows.push(Row { cells: made });
    }
    let widths = widths(&table.columns, builder.width());
    Table { widths, ruled: true, heads: 1, rows, height: 0, margin: NARROW }
}

/// Adds the sheets of the products, each on a page of its own.
pub(super) fn products<'d>(
    builder: &mut Builder<'_, 'd>,
    document: &'d Document,
    sheets: &'d ProductSheets,
) {
    for (index, sheet) in sheets.sheets.iter().enumerate() {
        let issuer = document.header.issuer.join(" ");
        let mut first = Line::of(Style::CellLeft, Origin::Issuer, issuer);
        first.fresh = index > 0;
        builder.add(first);
        builder.line(Style::Name, Origin::Name, document.name.as_str());
        builder.line(Style::CellCenter, Origin::Subject, document.subject.as_str());
        product(builder, sheet);
        let half = builder.width() / 2;
        let mut name = Line::of(Style::Signer, Origin::Sheet, sheets.drawn_by.as_str());
        name.above = millimetres(20);
        let signed = vec![Line::of(Style::Capacity, Origin::Form, "NGƯỜI LẬP PHIẾU"), name];
        builder.add(form::empty());
        builder.add(bare(vec![half, half], vec![vec![Vec::new(), signed]]));
    }
}

fn product<'d>(builder: &mut Builder<'_, 'd>, sheet: &'d ProductSheet) {
    let heading = builder.holder.piece(&sheet.heading, HeldKind::Sheet);
    builder.add(Line::new(Style::Caption, Origin::Sheet, vec![heading]));
    labelled(builder, &sheet.fields);
    for table in &sheet.tables {
        let summary = Line::of(Style::CellBold, Origin::Table, table.table.summary.as_str()).kept();
        builder.add(summary);
        let made = product_table(builder, table);
        builder.add(made);
        builder.add(form::empty());
    }
    labelled(builder, &sheet.remarks);
}

fn labelled(builder: &mut Builder<'_, '_>, fields: &[[String; 2]]) {
    for [label, text] in fields {
        let mut pieces = vec![Piece { text: format!("{label}: "), bold: true, ..Piece::default() }];
        if !text.is_empty() {
            pieces.push(builder.holder.piece(text, HeldKind::Sheet));
        }
        builder.add(Line::new(Style::CellLeft, Origin::Sheet, pieces));
    }
}

fn product_table<'d>(builder: &mut Builder<'_, 'd>, sheet: &'d SheetTable) -> Table {
    let table: &PrintedTable = &sheet.table;
    let head = |text: &str| Cell::of(vec![Line::of(Style::SmallHead, Origin::Head, text)]);
    let own = |down| {
        table.columns.iter().take(2).map(move |column| match down {
            Down::Goes => Cell { down, ..Cell::of(Vec::new()) },
            _ => Cell { down, ..head(&column.title) },
        })
    };
    let sessions =
        sheet.sessions.iter().map(|session| Cell { across: sheet.heads.len(), ..head(session) });
    let below = sheet.sessions.iter().flat_map(|_| &sheet.heads).map(|text| head(text));
    let mut rows = vec![
        Row { cells: own(Down::First).chain(sessions).collect() },
        Row { cells: own(Down::Goes).chain(below).collect() },
    ];
    for (index, row) in table.rows.iter().enumerate() {
        let cells = (0..row.texts().len()).map(|column| {
            let mut line = cell(builder, table, index, column);
            line.style = if column == 1 { Style::SmallLeft } else { Style::SmallCenter };
            Cell::of(vec![line])
        });
        rows.push(Row { cells: cells.collect() });
    }
    let widths = widths(&table.columns, builder.width());
    Table { widths, ruled: true, heads: 2, rows, height: 0, margin: NARROW }
}
