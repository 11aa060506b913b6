//! The products to be checked in the field or tested (danh sách kiểm tra thực tế, kiểm nghiệm độc
//! lập), with the reason for each. Where the data names none, the paper says that none is proposed.

use std::collections::BTreeMap;

use minijinja::context;

use super::{compose, star};
use crate::documents::compose::{PaperParts, capitalised, fixed, numbered, shared};
use crate::documents::facts::FieldCheck;
use crate::documents::model::{Align, BodyBlock, PrintedRow, PrintedTable};
use crate::documents::papers::decision::address;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::PaperKind;

const KIND: &str = "Danh sách kiểm tra thực tế";

/// Writes up the list.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    papers.add(KIND, list(desk));
}

fn list(desk: &WritingDesk<'_>) -> Result<WrittenPaper, Findings> {
    let table: BodyBlock = table(desk).into();
    compose(
        desk,
        PaperParts {
            file: format!("{}/kiem-tra-thuc-te.pdf", folders::RESULTS),
            kind: KIND,
            template: "kiem-tra-thuc-te",
            layout: "kiem-tra-thuc-te",
            addressees: Vec::new(),
            paper: &desk.round.printed(PaperKind::Minutes),
            facts: context! {},
            inserts: BTreeMap::from([("bang-kiem-tra", table)]),
        },
    )
}

fn table(desk: &WritingDesk<'_>) -> PrintedTable {
    let checks = &desk.facts.field_checks.products;
    let rows = (1..).zip(checks).filter_map(|(number, check)| row(desk, number, check)).collect();
    let columns = vec![
        numbered(checks.len(), 10),
        shared("Tên sản phẩm", 4),
        shared("Chủ thể", 4),
        shared("Địa chỉ", 4),
        fixed("Điểm", 14, Align::Center),
        fixed("Hạng sao", 22, Align::Center),
        shared("Lý do đề xuất", 7),
    ];
    PrintedTable::new("Sản phẩm đề xuất kiểm tra thực tế, kiểm nghiệm độc lập", columns, rows)
}

fn row(desk: &WritingDesk<'_>, number: usize, check: &FieldCheck) -> Option<PrintedRow> {
    let product = desk.tally.products.iter().find(|product| product.number == check.number)?;
    let decimals = desk.round.tally.printed_decimals;
    let mean = product.mean().filter(|_| !product.is_unclear());
    let mean = mean.map(|mean| mean.printed(decimals));
    let cells = vec![
        number.to_string(),
        product.entry.product.value.clone(),
        product.entry.owner.name.value.clone(),
        address(desk, product),
        mean.unwrap_or_else(|| "–".into()),
        star(product),
        capitalised(&check.reasons.join("; ")),
    ];
    Some(PrintedRow::about(product.number, cells))
}
