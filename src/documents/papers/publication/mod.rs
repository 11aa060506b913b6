//! The announcement of the results (Thông báo, Mẫu 1.4): the recognised products by star and unit,
//! and those that are proposed to the Ministry. It says nothing of any other product.

mod gathered;

use minijinja::context;

use super::decision;
use crate::documents::compose::{PaperParts, capitalised, fixed, numbered, shared};
use crate::documents::facts::UnitResults;
use crate::documents::model::{Align, Annex, BodyBlock, CellFact, PrintedRow, PrintedTable};
use crate::documents::{Traced, WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings, pad_number};
use crate::tally::{ProductOutcome, ProductResult};

const KIND: &str = "Công bố kết quả";

/// Writes up the announcement, or lists it as waiting; and hands on what may be published.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if !gathered::is_decided(desk, papers) {
        papers.wait(KIND, "có Quyết định về kết quả");
        return;
    }
    papers.published = Some(gathered::published(desk));
    match desk.settings(PaperKind::Publication) {
        Ok(paper) => papers.add(KIND, announcement(desk, &paper)),
        Err(reason) => papers.wait(KIND, reason),
    }
}

fn announcement(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/cong-bo.pdf", folders::PUBLICATION);
    let tables = [("bang-dia-phuong", by_unit(desk)), ("bang-de-nghi", proposed(desk))];
    let mut written = desk.compose(PaperParts {
        facts: context! {
            decision => decision::grants(desk, &desk.round.papers.decision),
            decisions => gathered::cited(desk),
        },
        inserts: tables.into_iter().map(|(name, table)| (name, table.into())).collect(),
        ..PaperParts::new(KIND, "cong-bo", file, paper)
    })?;
    if desk.facts.recognised.products.value > 0 {
        written.document.annexes = vec![annex(desk, paper)];
    }
    Ok(written)
}

/// Returns the table of counts: a row for each unit with products.
fn by_unit(desk: &WritingDesk<'_>) -> PrintedTable {
    let facts = desk.facts;
    let mut columns = vec![
        numbered(facts.published.len(), 12),
        shared("Địa phương", 1),
        fixed("Sản phẩm được công nhận", 28, Align::Center),
        fixed("Chủ thể", 18, Align::Center),
    ];
    let stars: Vec<u8> = facts.recognised_stars.iter().map(|group| group.star).collect();
    columns.extend(stars.iter().map(|star| fixed(&format!("{star} sao"), 16, Align::Center)));
    if !facts.proposed.is_empty() {
        columns.push(fixed("Đề nghị Trung ương", 26, Align::Center));
    }
    let mut rows: Vec<_> = (1..)
        .zip(&facts.published)
        .map(|(number, unit)| unit_row(desk, &stars, number, unit))
        .collect();
    if rows.len() > 1 {
        rows.push(total(desk));
    }
    PrintedTable::new("Số sản phẩm được công nhận theo địa phương và hạng sao", columns, rows)
}

fn unit_row(desk: &WritingDesk<'_>, stars: &[u8], number: usize, unit: &UnitResults) -> PrintedRow {
    let mut counts = vec![Some(&unit.recognised), Some(&unit.owners)];
    counts.extend(stars.iter().map(|star| {
        unit.stars.iter().find(|group| group.star == *star).map(|group| &group.products)
    }));
    counts.extend((!desk.facts.proposed.is_empty()).then_some(Some(&unit.proposed)));
    let name = capitalised(&unit.unit);
    let (cells, stated) = counted(desk, vec![number.to_string(), name], &counts);
    PrintedRow::Data { cells, product: None, stated }
}

/// Returns the row of sums; its counts are those of the whole round, not added up here.
fn total(desk: &WritingDesk<'_>) -> PrintedRow {
    let facts = desk.facts;
    let mut counts = vec![Some(&facts.recognised.products), Some(&facts.recognised.owners)];
    counts.extend(facts.recognised_stars.iter().map(|group| Some(&group.products)));
    counts.extend((!facts.proposed.is_empty()).then_some(Some(&facts.proposed_count)));
    let (cells, stated) = counted(desk, vec![String::new(), "Cộng".to_owned()], &counts);
    PrintedRow::Total { cells, stated }
}

/// Adds counts to the cells of a row; none and zero are a dash.
fn counted(
    desk: &WritingDesk<'_>,
    mut cells: Vec<String>,
    counts: &[Option<&Traced<usize>>],
) -> (Vec<String>, Vec<CellFact>) {
    let mut stated = Vec::new();
    for count in counts {
        match count.filter(|count| count.value > 0) {
            Some(count) => {
                let column = cells.len();
                stated.extend(desk.fact(count).map(|fact| CellFact { column, fact }));
                cells.push(count.value.to_string());
            }
            None => cells.push("–".to_owned()),
        }
    }
    (cells, stated)
}

fn annex(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Annex {
    Annex {
        heading: "Phụ lục".into(),
        title: decision::list_title(desk),
        reference: attached(desk, paper),
        landscape: false,
        body: vec![BodyBlock::Table(list(desk))],
    }
}

/// Returns the line `(Kèm theo Thông báo số … ngày … của …)`, with gaps where it is blank.
fn attached(desk: &WritingDesk<'_>, paper: &PaperSettings) -> String {
    let issuer = desk.round.issuer(&paper.issuer);
    let issuer = issuer.map(|issuer| issuer.name.clone()).unwrap_or_default();
    format!("(Kèm theo {})", decision::cite("Thông báo", paper, &issuer))
}

/// Returns the table of the recognised products: a section for each star, where there are several.
fn list(desk: &WritingDesk<'_>) -> PrintedTable {
    let facts = desk.facts;
    let columns = vec![
        numbered(facts.recognised.products.value, 12),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
        shared("Địa chỉ", 5),
        fixed("Hạng sao", 17, Align::Center),
    ];
    let mut rows = Vec::new();
    let mut number = 0;
    for (roman, group) in ["I", "II", "III"].into_iter().zip(&facts.recognised_stars) {
        if facts.recognised_stars.len() > 1 {
            let count = pad_number(group.products.value as u64);
            let text = format!("{roman}. Hạng {} sao ({count} sản phẩm)", group.star);
            rows.push(PrintedRow::Section { text });
        }
        for product in desk.tally.products.iter().filter(|one| one.certified() == Some(group.star))
        {
            number += 1;
            let cells = [
                vec![number.to_string()],
                names(desk, product).to_vec(),
                vec![format!("{} sao", group.star)],
            ];
            rows.push(PrintedRow::about(product.number, cells.concat()));
        }
    }
    PrintedTable::new("Danh sách sản phẩm được công nhận", columns, rows)
}

/// Returns the table of the products that are proposed to the Ministry.
fn proposed(desk: &WritingDesk<'_>) -> PrintedTable {
    let products: Vec<_> = desk.tally.products.iter().filter(|one| is_proposed(one)).collect();
    let columns = vec![
        numbered(products.len(), 12),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
        shared("Địa chỉ", 5),
    ];
    let rows = (1..).zip(products).map(|(number, product): (usize, _)| {
        let cells = [vec![number.to_string()], names(desk, product).to_vec()].concat();
        PrintedRow::about(product.number, cells)
    });
    PrintedTable::new("Danh sách sản phẩm đề nghị Trung ương đánh giá", columns, rows.collect())
}

/// Returns the names of a product and its owner, and the owner's address.
fn names(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> [String; 3] {
    let entry = product.entry;
    let address = decision::address(desk, product);
    [entry.product.value.clone(), entry.owner.name.value.clone(), address]
}

fn is_proposed(product: &ProductResult<'_>) -> bool {
    matches!(product.outcome, ProductOutcome::ProposedToMinistry { .. })
}
