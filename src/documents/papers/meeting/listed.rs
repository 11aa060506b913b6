//! The list of products and owners to be evaluated (danh sách sản phẩm, chủ thể dự đánh giá), with
//! those that are not admitted apart.

use std::collections::BTreeMap;

use minijinja::context;

use super::{by_unit, capitalised, insert, numbered_products, ready};
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::model::{Align, PrintedColumn, PrintedRow, PrintedTable};
use crate::documents::papers::decision::address;
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::forms::OwnerKind;
use crate::round::PaperSettings;
use crate::tally::{ProductOutcome, ProductResult};

const KIND: &str = "Danh sách dự đánh giá";

/// Writes up the list, or lists it as waiting.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    match ready(desk) {
        Err(reason) => papers.wait(KIND, reason),
        Ok(settings) => papers.add(KIND, list(desk, &settings)),
    }
}

fn list(desk: &WritingDesk<'_>, settings: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let mut written = desk.compose(PaperParts {
        file: format!("{}/danh-sach-du-danh-gia.pdf", folders::PLAN),
        kind: KIND,
        template: "danh-sach-du-danh-gia",
        layout: "danh-sach-du-danh-gia",
        addressees: Vec::new(),
        paper: settings,
        facts: context! {},
        inserts: BTreeMap::from([
            insert("bang-san-pham", admitted(desk)),
            insert("bang-khong-du", others(desk)),
        ]),
    })?;
    written.document.header.number = None;
    Ok(written)
}

/// Which columns the table has beside those of every round.
struct Columns {
    /// The star that the unit proposes.
    star: bool,
    /// How the product is registered.
    registration: bool,
}

fn admitted(desk: &WritingDesk<'_>) -> PrintedTable {
    let columns = Columns {
        star: numbered_products(desk).any(|(_, product)| product.entry.star.is_some()),
        registration: !desk.facts.registered.is_empty(),
    };
    let rows = by_unit(desk, numbered_products(desk), |number, product| {
        row(desk, &columns, number, product)
    });
    PrintedTable::new(
        "Danh sách sản phẩm, chủ thể dự đánh giá",
        columns.titles(desk.facts.admitted.value),
        rows,
    )
}

impl Columns {
    fn titles(&self, rows: usize) -> Vec<PrintedColumn> {
        let mut titles = vec![
            numbered(rows, 10),
            shared("Tên sản phẩm", 5),
            shared("Bộ sản phẩm", 4),
            shared("Chủ thể", 5),
            fixed("Loại hình chủ thể", 26, Align::Left),
            shared("Địa chỉ", 5),
        ];
        titles.extend(self.star.then(|| fixed("Sao đề nghị", 17, Align::Center)));
        titles.extend(self.registration.then(|| fixed("Lần đăng ký", 26, Align::Left)));
        titles
    }
}

fn row(
    desk: &WritingDesk<'_>,
    columns: &Columns,
    number: usize,
    product: &ProductResult<'_>,
) -> PrintedRow {
    let entry = product.entry;
    let mut cells = vec![
        number.to_string(),
        entry.product.value.clone(),
        desk.set_name(&entry.set.value),
        entry.owner.name.value.clone(),
        capitalised(product.owner_kind().map_or("–", OwnerKind::name)),
        address(desk, product),
    ];
    if columns.star {
        let star = entry.star.as_ref().map(|star| format!("{} sao", star.value));
        cells.push(star.unwrap_or_else(|| "–".into()));
    }
    if columns.registration {
        cells.push(entry.registration.kind().name().to_owned());
    }
    PrintedRow::about(product.number, cells)
}

/// Returns the products that do not come before the council, each with the reason.
fn others(desk: &WritingDesk<'_>) -> PrintedTable {
    let refused = |product: &&ProductResult<'_>| !product.is_admitted();
    let products: Vec<_> = desk.tally.products.iter().filter(refused).collect();
    let rows = (1..).zip(&products).map(|(number, product): (usize, _)| {
        let entry = product.entry;
        let reason = match &product.outcome {
            ProductOutcome::NotAdmitted { reason } => reason.clone(),
            ProductOutcome::Withdrawn { reason } => format!("đã rút: {reason}"),
            _ => String::new(),
        };
        let cells = vec![
            number.to_string(),
            entry.product.value.clone(),
            entry.owner.name.value.clone(),
            desk.round.districts[product.district].name.clone(),
            reason,
        ];
        PrintedRow::about(product.number, cells)
    });
    let columns = vec![
        numbered(products.len(), 10),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
        shared("Đơn vị gửi", 3),
        shared("Lý do", 7),
    ];
    PrintedTable::new("Sản phẩm không đưa ra Hội đồng", columns, rows.collect())
}
