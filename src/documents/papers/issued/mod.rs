//! The papers that follow the decision: certificates, notices to units and owners, excerpts.
//!
//! They say what the decision says. Its products and their order they take from the decision as it
//! was written up; its number and day from the round, because a decision may get them after it was
//! signed.

mod certificate;
mod decided;
mod excerpt;
mod notice;
mod term;

pub(super) use self::certificate::write as certificates;
pub(super) use self::excerpt::write as excerpts;
pub(super) use self::notice::write as notices;
use crate::documents::compose::gap;
use crate::documents::model::{BodyBlock, Document, PrintedRow, PrintedTable};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper};
use crate::round::{PaperKind, PaperSettings, pad_number};
use crate::tally::ProductResult;

/// Why a paper waits that needs a recognised product.
const NO_PRODUCT: &str = "kết quả chấm có ít nhất một sản phẩm được tỉnh công nhận";

/// Returns the first paper of a kind that this run issues; or why a paper that follows it must wait
/// (Vietnamese).
fn issued(papers: &WriteUp, kind: PaperKind) -> Result<&WrittenPaper, String> {
    let name = kind.name();
    papers.written.iter().find(|paper| paper.kind == name).ok_or_else(|| {
        let waiting = papers.waiting.iter().find(|waiting| waiting.paper == name);
        let reason = waiting.map(|waiting| format!(", đang chờ {}", waiting.reason));
        format!("{}{}", name.to_lowercase(), reason.unwrap_or_default())
    })
}

/// Returns the tables with the products of a decision: that of the annex, and those of its articles.
fn tables(decision: &Document) -> impl Iterator<Item = &PrintedTable> {
    let annexes = decision.annexes.iter().flat_map(|annex| &annex.body);
    annexes.chain(&decision.body).filter_map(|block| match block {
        BodyBlock::Table(table) => Some(table),
        _ => None,
    })
}

/// Returns the numbers of the products in the tables of a decision, in the order of their rows.
fn listed(decision: &Document) -> impl Iterator<Item = usize> {
    tables(decision).flat_map(|table| &table.rows).filter_map(about)
}

/// Returns the product that a row is about.
fn about(row: &PrintedRow) -> Option<usize> {
    match row {
        PrintedRow::Data { product, .. } => *product,
        PrintedRow::Total { .. } | PrintedRow::Section { .. } => None,
    }
}

/// Returns the product with this number in the round's list.
fn product<'a>(desk: &WritingDesk<'a>, number: usize) -> Option<&'a ProductResult<'a>> {
    desk.tally.products.iter().find(|product| product.number == number)
}

/// Names a decision by number and day, with gaps where it has none yet: `Quyết định số
/// 1757/QĐ-UBND ngày 11 tháng 12 năm 2020`.
fn cited(decision: &PaperSettings) -> String {
    format!("Quyết định số {} {}", number(decision), day(decision))
}

/// Returns number and symbol of a decision: `1757/QĐ-UBND`.
fn number(decision: &PaperSettings) -> String {
    let value = decision.number.map_or_else(|| gap(12), |number| pad_number(u64::from(number)));
    format!("{value}/{}", decision.symbol)
}

/// Returns the day of a decision: `ngày 11 tháng 12 năm 2020`.
fn day(decision: &PaperSettings) -> String {
    let (month, year) = (decision.date.printed_month(), decision.date.year().to_string());
    match decision.date.printed_day() {
        Some(day) => format!("ngày {day} tháng {month} năm {year}"),
        None => blank_day(&month, &year),
    }
}

/// Writes a date with a gap instead of its day, which stays on one line.
fn blank_day(month: &str, year: &str) -> String {
    format!("ngày{}tháng {month} năm {year}", gap(8))
}

/// Returns the name of the file of the `number`-th paper of a folder: `03-che-ta-ngao`.
fn file(folder: &str, number: usize, name: &str) -> String {
    let slug = crate::documents::slug(name);
    let dash = if slug.is_empty() { "" } else { "-" };
    format!("{folder}/{number:02}{dash}{slug}.pdf")
}

/// Returns the recipients with the line `Như trên` replaced by those to whom the paper goes.
fn recipients(lines: &[String], to: &[String]) -> Vec<String> {
    let all = lines.iter().flat_map(|line| {
        if line.starts_with("Như trên") { to.to_vec() } else { vec![line.clone()] }
    });
    all.collect()
}
