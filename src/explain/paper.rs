//! Explains a figure on a paper: where it stands, and where it comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::figures::{NamedFigure, by_words, is_figure, tokens};
use super::spots::{self, ExplainedSpot, PrintedCell};
use super::{AT_ONCE, quote, rule, settings, stated};
use crate::counting::Counted;
use crate::documents::model::{BodyBlock, PrintedRow};
use crate::documents::{StatedFact, WriteUp, WrittenPaper};
use crate::tally::ProductResult;

/// Writes to `out` from which cells a number on a paper was made. `paper` is the file name of the
/// paper, with or without folder and extension; `figure` is the number as it is printed: `67,2`.
/// Returns whether such a paper has that number; where it has not, `out` says so.
///
/// The paper is written up anew from the inputs; it need not have been issued.
///
/// # Errors
///
/// When `out` is closed.
pub fn figure(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    papers: &WriteUp,
    paper: &str,
    figure: &str,
) -> io::Result<bool> {
    let Some(written) = named(papers, paper) else {
        no_paper(out, papers, paper)?;
        return Ok(false);
    };
    let spots = spots::of(&written.document);
    let hits: Vec<FigureHit<'_>> = spots.iter().flat_map(|spot| hits(spot, figure)).collect();
    if hits.is_empty() {
        writeln!(out, "Con số “{figure}” không có trên {} ({}).", written.file, written.kind)?;
        writeln!(out, "Ghi con số đúng như in trên văn bản, ví dụ 67,2.")?;
        return Ok(false);
    }
    writeln!(out, "Con số “{figure}” trên {} ({}):", written.file, written.kind)?;
    let (cells, words): (Vec<_>, Vec<_>) =
        hits.into_iter().partition(|hit| hit.spot.cell.is_some() && hit.spot.statements.is_empty());
    let mut products = in_text(out, counted, papers, written, &words, figure)?;
    products.extend(in_tables(out, counted, &cells, figure)?);
    explained(out, counted, &products)
}

/// A place at which the figure was found.
struct FigureHit<'s> {
    /// The piece of text.
    spot: &'s ExplainedSpot<'s>,
    /// Index of the figure among the figures of that text.
    token: usize,
}

fn hits<'s>(spot: &'s ExplainedSpot<'s>, figure: &str) -> Vec<FigureHit<'s>> {
    let found = tokens(&spot.text).enumerate().filter(|(_, token)| is_figure(token, figure));
    found.map(|(token, _)| FigureHit { spot, token }).collect()
}

/// Returns the paper with this file name; folder and extension may be left out.
pub(super) fn named<'w>(papers: &'w WriteUp, name: &str) -> Option<&'w WrittenPaper> {
    let name = name.trim().replace('\\', "/");
    let name = format!("{}.pdf", name.trim_end_matches(".pdf"));
    let below = |long: &str, short: &str| long == short || long.ends_with(&format!("/{short}"));
    papers.written.iter().find(|written| below(&written.file, &name) || below(&name, &written.file))
}

fn no_paper(out: &mut dyn Write, papers: &WriteUp, paper: &str) -> io::Result<()> {
    writeln!(out, "Với hồ sơ hiện có, không lập được văn bản nào tên là “{paper}”.")?;
    for waiting in &papers.waiting {
        writeln!(out, "  {}: đang chờ {}.", waiting.paper, waiting.reason)?;
    }
    if papers.written.is_empty() {
        return Ok(());
    }
    writeln!(out, "Các văn bản lập được:")?;
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for written in &papers.written {
        match written.file.rsplit_once('/') {
            Some((folder, _)) => *folders.entry(folder).or_default() += 1,
            None => writeln!(out, "  {}", written.file)?,
        }
    }
    folders.iter().try_for_each(|(folder, count)| writeln!(out, "  {folder}/… ({count} tệp)"))
}

/// Explains the figures in running text: which fact each states, with the rows of the fact. Returns
/// the products whose score a figure is.
fn in_text<'a>(
    out: &mut dyn Write,
    counted: &'a Counted<'a>,
    papers: &WriteUp,
    written: &WrittenPaper,
    hits: &[FigureHit<'_>],
    figure: &str,
) -> io::Result<Vec<&'a ProductResult<'a>>> {
    let mut told = AlreadyTold::default();
    let mut scored = Vec::new();
    for hit in hits {
        match hit.spot.cell {
            Some(cell) => writeln!(
                out,
                "\nTrong bảng “{}”, {}, dòng “{}”, cột “{}”:",
                cell.table.summary,
                hit.spot.place,
                row_name(cell),
                cell.table.columns[cell.column].title
            )?,
            None => writeln!(
                out,
                "\nTrong lời văn, {}: {}",
                hit.spot.place,
                quote::around(&hit.spot.text, hit.token)
            )?,
        }
        let facts = hit.spot.facts(hit.token).filter_map(|fact| papers.stated.get(fact));
        let facts: Vec<_> = facts.filter(|fact| is_figure(&fact.value, figure)).collect();
        for fact in &facts {
            counted_from(out, counted, fact, &mut told)?;
            scored.extend(stated::scored(counted, fact).into_iter().map(|(product, _)| product));
        }
        if facts.is_empty() {
            not_counted(out, counted, written, hit, figure, &mut told)?;
        }
    }
    Ok(scored)
}

/// What was printed already and need not be repeated.
#[derive(Default)]
struct AlreadyTold {
    rows: BTreeSet<Vec<String>>,
    settings: bool,
}

fn counted_from(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    fact: &StatedFact,
    told: &mut AlreadyTold,
) -> io::Result<()> {
    let rows = stated::rows(counted, fact);
    if rows.is_empty() {
        return writeln!(out, "  Đây là {}.", fact.what);
    }
    if !told.rows.insert(rows.clone()) {
        return writeln!(out, "  Đây là {}, gồm đúng những dòng đã nêu ở trên.", fact.what);
    }
    writeln!(out, "  Đây là {}, gồm:", fact.what)?;
    rows.iter().try_for_each(|row| writeln!(out, "    {row}"))
}

/// Explains a figure that states no fact: what it names, or from where it may come.
fn not_counted(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    written: &WrittenPaper,
    hit: &FigureHit<'_>,
    figure: &str,
    told: &mut AlreadyTold,
) -> io::Result<()> {
    match by_words(&hit.spot.text, hit.token) {
        Some(NamedFigure::Section) => {
            return writeln!(out, "  Đây là số của điều, mục trong văn bản.");
        }
        Some(NamedFigure::Time) => {
            return writeln!(out, "  Đây là ngày, giờ, lấy từ round.toml hoặc lời văn của mẫu.");
        }
        Some(NamedFigure::Star(star)) => {
            return writeln!(
                out,
                "  Đây là tên hạng sao: {star} sao là mức {}.",
                rule::band(counted.acts.main(), star)
            );
        }
        None if told.settings => {
            return writeln!(
                out,
                "  Đây cũng không phải số đếm chung của cả đợt; nơi có thể tra đã nêu ở trên."
            );
        }
        None => told.settings = true,
    }
    writeln!(out, "  Đây không phải số đếm chung của cả đợt. Con số có thể từ:")?;
    for key in settings::holding(counted.round, figure).iter().take(NAMED) {
        writeln!(out, "    round.toml hoặc giá trị mặc định: {key}")?;
    }
    for block in &written.document.body {
        let BodyBlock::Table(table) = block else { continue };
        let rows = table.rows.iter().filter(|row| matches!(row, PrintedRow::Data { .. })).count();
        if is_figure(&rows.to_string(), figure) {
            writeln!(out, "    số dòng của bảng “{}” trong văn bản này", table.summary)?;
        }
    }
    writeln!(out, "    lời văn templates/{}, hoặc ngày tháng trong round.toml", written.wording)
}

/// How many settings are listed.
const NAMED: usize = 5;

/// Explains the figures in tables, column by column. Returns the products whose score or star a
/// figure is.
fn in_tables<'a>(
    out: &mut dyn Write,
    counted: &'a Counted<'a>,
    hits: &[FigureHit<'_>],
    figure: &str,
) -> io::Result<Vec<&'a ProductResult<'a>>> {
    let mut columns: Vec<(&str, Vec<(&FigureHit<'_>, PrintedCell<'_>)>)> = Vec::new();
    let mut products = Vec::new();
    for (hit, cell) in hits.iter().filter_map(|hit| Some((hit, hit.spot.cell?))) {
        let title = match &cell.table.rows[cell.row] {
            PrintedRow::Section { .. } => {
                section(out, hit.spot, cell, figure)?;
                continue;
            }
            PrintedRow::Data { .. } | PrintedRow::Total { .. } => {
                cell.table.columns[cell.column].title.as_str()
            }
        };
        match columns
            .iter_mut()
            .find(|(known, of)| *known == title && std::ptr::eq(of[0].1.table, cell.table))
        {
            Some((_, cells)) => cells.push((hit, cell)),
            None => columns.push((title, vec![(hit, cell)])),
        }
    }
    for (title, cells) in columns {
        let (hit, cell) = cells[0];
        let meaning =
            if title == "TT" { " (số thứ tự của dòng trong bảng)" } else { "" };
        writeln!(
            out,
            "\nTrong bảng “{}”, {}, cột “{title}”{meaning}:",
            cell.table.summary, hit.spot.place
        )?;
        for (hit, cell) in &cells {
            let product = product_of(counted, *cell);
            let name = product.map(|product| super::named(counted, product)).unwrap_or_default();
            writeln!(out, "  dòng {}: {} · {name}", row_number(*cell), hit.spot.text)?;
            products.extend(product.filter(|_| is_result(title)));
        }
    }
    Ok(products)
}

/// Returns the number that the table gives to a row, or its position from the top.
fn row_number(cell: PrintedCell<'_>) -> String {
    let numbered = cell.table.columns.iter().position(|column| column.title == "TT");
    match (&cell.table.rows[cell.row], numbered) {
        (PrintedRow::Data { cells, .. }, Some(column)) => cells[column].clone(),
        _ => (cell.row + 1).to_string(),
    }
}

/// Names a row by the first of its cells that holds words.
fn row_name(cell: PrintedCell<'_>) -> &str {
    let texts = cell.table.rows[cell.row].texts();
    let words = texts.iter().find(|text| text.chars().any(char::is_alphabetic));
    words.or(texts.first()).map_or("", String::as_str)
}

/// Tells whether the figures of a column come from the scoring of the row's product.
pub(super) fn is_result(title: &str) -> bool {
    ["Điểm", "Hạng sao", "Huyện đề nghị"].iter().any(|start| title.starts_with(start))
}

/// Explains a figure in a line across a table, such as `I. Hạng 4 sao (02 sản phẩm)`. When the
/// figure counts the rows below, they are listed.
fn section(
    out: &mut dyn Write,
    spot: &ExplainedSpot<'_>,
    cell: PrintedCell<'_>,
    figure: &str,
) -> io::Result<()> {
    writeln!(out, "\nTrong bảng “{}”, dòng “{}”.", cell.table.summary, spot.text)?;
    let below = rows_below(cell);
    if is_figure(&below.len().to_string(), figure) {
        writeln!(out, "  Bằng số dòng đứng dưới dòng này:")?;
        below.iter().try_for_each(|row| writeln!(out, "    {row}"))?;
    }
    Ok(())
}

/// Returns the rows of a table that stand below a line across it, up to the next such line.
pub(super) fn rows_below(cell: PrintedCell<'_>) -> Vec<String> {
    let below = cell.table.rows[cell.row + 1..].iter().map_while(|row| match row {
        PrintedRow::Data { cells, .. } => Some(cells.join(" · ")),
        PrintedRow::Section { .. } | PrintedRow::Total { .. } => None,
    });
    below.collect()
}

/// Returns the product of a table row; `None` when the row is about none.
pub(super) fn product_of<'a>(
    counted: &'a Counted<'a>,
    cell: PrintedCell<'_>,
) -> Option<&'a ProductResult<'a>> {
    match cell.table.rows[cell.row] {
        PrintedRow::Data { product, .. } => stated::product(counted, product?),
        PrintedRow::Section { .. } | PrintedRow::Total { .. } => None,
    }
}

/// Explains the products to which a figure belongs, when they are few.
fn explained(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    products: &[&ProductResult<'_>],
) -> io::Result<bool> {
    let mut products = products.to_vec();
    products.sort_by_key(|product| product.number);
    products.dedup_by_key(|product| product.number);
    if products.len() > AT_ONCE {
        writeln!(
            out,
            "\nĐể xem cách tính của một sản phẩm, ví dụ: ocop explain \"{}\"",
            products[0].entry.product.value
        )?;
    } else if !products.is_empty() {
        writeln!(out, "\nCách tính:\n")?;
        super::products(out, counted, &products)?;
    }
    Ok(true)
}
