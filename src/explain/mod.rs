//! Explains a number in plain Vietnamese: from a product or a paper back to the cells.
//!
//! This is for a clerk who is asked, and for an outsider who doubts. Nothing is counted a second
//! time here: what the other desks decided is put into words, with the cells on which it rests.

mod ballots;
mod cells;
mod figures;
mod find;
mod minima;
mod origin;
mod paper;
mod product;
mod quote;
mod rule;
mod settings;
mod spots;
mod stated;
mod story;

use std::io::{self, Write};

pub(crate) use self::figures::{is_figure, tokens};
pub use self::origin::{WordSource, WordSources};
pub use self::paper::figure;
pub use self::story::{FigureStory, PaperFigure, StoryRow, StoryStep};
use crate::counting::Counted;
use crate::finding::{Finding, Findings};
use crate::tally::ProductResult;
use crate::terminal;

/// How many products are explained at once; when more match, only their names are listed.
const AT_ONCE: usize = 3;

/// How many places of a name are listed.
const PLACES: usize = 5;

/// Explains the product with this name. `asked` may lack diacritics, or be a part of the name.
/// Returns whether a product was found and explained.
///
/// # Errors
///
/// When the stream is closed.
pub fn product(out: &mut dyn Write, counted: &Counted<'_>, asked: &str) -> io::Result<bool> {
    let found = find::by_name(&counted.tally.products, asked);
    match found.as_slice() {
        [] => {
            not_found(out, counted, asked)?;
            Ok(false)
        }
        few if few.len() <= AT_ONCE => {
            if few.len() > 1 {
                writeln!(
                    out,
                    "Có {} sản phẩm khớp với “{asked}”; giải thích lần lượt từng sản phẩm.\n",
                    few.len()
                )?;
            }
            products(out, counted, few)?;
            Ok(true)
        }
        many => {
            writeln!(out, "Có {} sản phẩm khớp với “{asked}”:", many.len())?;
            list(out, counted, many)?;
            writeln!(
                out,
                "Hãy ghi tên rõ hơn, ví dụ: ocop explain \"{}\"",
                many[0].entry.product.value
            )?;
            Ok(false)
        }
    }
}

/// Explains the product with this number in the round's list. Returns whether there is one.
///
/// # Errors
///
/// When the stream is closed.
pub fn numbered(out: &mut dyn Write, counted: &Counted<'_>, number: usize) -> io::Result<bool> {
    let found = stated::product(counted, number);
    found.map(|found| product::write(out, counted, found)).transpose().map(|told| told.is_some())
}

/// Explains several products, one after the other.
fn products(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    products: &[&ProductResult<'_>],
) -> io::Result<()> {
    for (index, result) in products.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        product::write(out, counted, result)?;
    }
    Ok(())
}

/// Prints one line for each product: number, name, owner, district.
fn list(
    out: &mut dyn Write,
    counted: &Counted<'_>,
    products: &[&ProductResult<'_>],
) -> io::Result<()> {
    products.iter().try_for_each(|result| writeln!(out, "  {}", one_line(counted, result)))
}

/// Names a product with its number: `7. Trà Shan (Hợp tác xã Mây Núi, huyện Sìn Hồ)`.
fn one_line(counted: &Counted<'_>, result: &ProductResult<'_>) -> String {
    format!("{}. {}", result.number, named(counted, result))
}

/// Names a product with owner and district: `Trà Shan (Hợp tác xã Mây Núi, huyện Sìn Hồ)`.
fn named(counted: &Counted<'_>, result: &ProductResult<'_>) -> String {
    let district = &counted.round.districts[result.district].name;
    format!("{} ({}, {district})", result.entry.product.value, result.entry.owner.name.value)
}

/// Says that no list of the round has the product, where else the name stands, and which products
/// have a similar name.
fn not_found(out: &mut dyn Write, counted: &Counted<'_>, asked: &str) -> io::Result<()> {
    writeln!(out, "Danh sách của đợt không có sản phẩm nào tên là “{asked}”.")?;
    let elsewhere = find::elsewhere(counted.forms, asked);
    if !elsewhere.is_empty() {
        writeln!(out, "Tên này có trong hồ sơ nhưng không được tính:")?;
        for name in elsewhere.iter().take(PLACES) {
            writeln!(out, "  “{}” tại {}", name.value, name.place)?;
        }
        if elsewhere.len() > PLACES {
            writeln!(out, "  và {} chỗ khác", elsewhere.len() - PLACES)?;
        }
        let concerns = |finding: &&Finding| {
            let same = |place: &crate::finding::Place| {
                finding.place == *place
                    || finding.place.cell.is_none() && finding.place.file == place.file
            };
            elsewhere.iter().any(|name| same(&name.place))
        };
        let mut own = Findings::default();
        own.extend(counted.findings.iter().filter(concerns).cloned());
        terminal::findings(out, &own)?;
    }
    let near = find::nearest(&counted.tally.products, asked);
    if !near.is_empty() {
        writeln!(out, "Tên gần giống nhất:")?;
        list(out, counted, &near)?;
    } else if elsewhere.is_empty() {
        writeln!(
            out,
            "Đợt này có {} sản phẩm, không tên nào gần giống.",
            counted.tally.products.len()
        )?;
    }
    Ok(())
}
