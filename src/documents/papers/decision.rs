//! The decision (Quyết định, Mẫu 1.2): approves the results, with the recognised products in an
//! annex.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::{address, awaited};
use crate::criteria::SubmittingUnits;
use crate::documents::compose::{PaperParts, fixed, gap, numbered, shared};
use crate::documents::model::{Align, Annex, BodyBlock, PrintedRow, PrintedTable};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper};
use crate::finding::Findings;
use crate::forms::{Registration, RegistrationKind};
use crate::round::{add_months, pad_number, short_date};
use crate::tally::ProductResult;

const KIND: &str = "Quyết định";

/// Writes up the decision, or lists it as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if desk.facts.recognised.products.value == 0 && desk.facts.proposed.is_empty() {
        papers.wait(KIND, "kết quả chấm có ít nhất một sản phẩm đủ hạng để công nhận hoặc đề nghị");
    } else if let Some(ballots) = awaited::ballots(desk) {
        papers.wait(KIND, ballots);
    } else {
        papers.add(KIND, decision(desk));
    }
}

fn decision(desk: &WritingDesk<'_>) -> Result<WrittenPaper, Findings> {
    let mut written = desk.compose(PaperParts {
        file: "quyet-dinh.pdf".into(),
        kind: KIND,
        template: "quyet-dinh",
        paper: &desk.round.papers.decision,
        facts: context! { decision => grants(desk) },
        tables: BTreeMap::new(),
    })?;
    if desk.facts.recognised.products.value > 0 {
        written.document.annexes = vec![annex(desk)];
    }
    Ok(written)
}

/// Returns the template values on who proposes the decision and how long its certificates are
/// valid.
fn grants(desk: &WritingDesk<'_>) -> Value {
    let decision = &desk.round.decision;
    let standing_agency = &desk.round.round.standing_agency;
    let proposed_by =
        decision.proposed_by.clone().unwrap_or_else(|| format!("Giám đốc {standing_agency}"));
    let valid_months = decision.valid_months.unwrap_or(desk.act.certificate_months);
    let valid_from = desk.round.papers.decision.date.date();
    let valid_to = valid_from.map(|date| add_months(date, valid_months));
    context! {
        proposed_by,
        valid_months,
        valid_from => valid_from.map(short_date),
        valid_to => valid_to.map(short_date),
    }
}

fn annex(desk: &WritingDesk<'_>) -> Annex {
    let round = &desk.round.round;
    Annex {
        heading: "Phụ lục".into(),
        title: format!(
            "Danh sách sản phẩm OCOP {} được công nhận năm {} (đợt {})",
            round.province, round.year, round.number
        ),
        reference: reference(desk),
        landscape: true,
        body: vec![BodyBlock::Table(products(desk))],
    }
}

/// Returns the line `(Kèm theo Quyết định số … ngày … của …)`, with gaps where the decision is
/// blank.
fn reference(desk: &WritingDesk<'_>) -> String {
    let paper = &desk.round.papers.decision;
    let number = paper.number.map_or_else(|| gap(12), |number| pad_number(u64::from(number)));
    let day = paper.date.printed_day().unwrap_or_else(|| gap(4));
    let issuer = desk
        .round
        .issuers
        .get(&paper.issuer)
        .map(|issuer| issuer.name.as_str())
        .unwrap_or_default();
    format!(
        "(Kèm theo Quyết định số {number}/{} ngày {day} tháng {} năm {} của {issuer})",
        paper.symbol,
        paper.date.printed_month(),
        paper.date.year()
    )
}

/// Returns the table of the recognised products: highest star first, then in the order of the
/// round.
fn products(desk: &WritingDesk<'_>) -> PrintedTable {
    let mut columns = vec![
        numbered(desk.facts.recognised.products.value, 12),
        shared("Tên sản phẩm", 5),
        shared("Bộ sản phẩm", 4),
        shared("Chủ thể", 5),
        shared("Địa chỉ", 4),
        fixed("Điểm", 18, Align::Center),
        fixed("Hạng sao", 20, Align::Center),
    ];
    if !desk.facts.recognised_kinds.is_empty() {
        columns.push(fixed("Hình thức", 26, Align::Left));
    }
    let recognised = |star: u8| {
        desk.tally
            .products
            .iter()
            .filter(move |product| product.certified() == Some(star))
            .collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    let mut number = 0;
    let sections = [(4, "I", recognised(4)), (3, "II", recognised(3))]
        .into_iter()
        .filter(|(.., products)| !products.is_empty());
    let sections: Vec<_> = sections.collect();
    for (star, roman, products) in &sections {
        if sections.len() > 1 {
            let count = pad_number(products.len() as u64);
            rows.push(PrintedRow::Section {
                text: format!("{roman}. Hạng {star} sao ({count} sản phẩm)"),
            });
        }
        for product in products {
            number += 1;
            rows.push(row(desk, product, number));
        }
    }
    PrintedTable { summary: "Danh sách sản phẩm được công nhận".into(), columns, rows }
}

fn row(desk: &WritingDesk<'_>, product: &ProductResult<'_>, number: usize) -> PrintedRow {
    let entry = product.entry;
    let mean = product.mean().map(|mean| mean.printed(desk.round.tally.printed_decimals));
    let star = product.certified().map(|star| format!("{star} sao"));
    let mut cells = vec![
        number.to_string(),
        entry.product.value.clone(),
        desk.set_name(&entry.set.value),
        entry.owner.name.value.clone(),
        address(desk, product),
        mean.unwrap_or_default(),
        star.unwrap_or_default(),
    ];
    if !desk.facts.recognised_kinds.is_empty() {
        cells.push(recognition(&entry.registration));
    }
    PrintedRow::Data { cells, product: Some(product.number) }
}

/// Returns how a product is recognised: `Công nhận mới`, `Nâng hạng từ 3 sao`, `Công nhận lại`.
fn recognition(registration: &Registration) -> String {
    match (registration.kind(), &registration.star) {
        (RegistrationKind::First, _) => "Công nhận mới".to_owned(),
        (RegistrationKind::Again, _) => "Công nhận lại".to_owned(),
        (RegistrationKind::Upgrade, Some(old)) => format!("Nâng hạng từ {} sao", old.value),
        (RegistrationKind::Upgrade, None) => "Nâng hạng".to_owned(),
    }
}

/// Returns the owner's address, completed with commune and district, or commune and province.
fn address(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> String {
    let district = &desk.round.districts[product.district].name;
    let typed = product.entry.owner.address.as_ref().map(|address| address.value.as_str());
    let commune = product.entry.commune.as_ref().map(|commune| commune.value.as_str());
    match desk.act.units {
        SubmittingUnits::District => address::full(typed, commune, district),
        SubmittingUnits::Commune => {
            address::in_province(typed, commune, district, &desk.round.round.province)
        }
    }
}
