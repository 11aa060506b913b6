//! The decision (Quyết định, Mẫu 1.2): approves the results, with the recognised products in an
//! annex.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::address_today::OfUnit;
use super::{address, approval, awaited};
use crate::criteria::SubmittingUnits;
use crate::documents::compose::{PaperParts, fixed, gap, numbered, shared};
use crate::documents::model::{Align, Annex, BodyBlock, PrintedRow, PrintedTable};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, authority, folders};
use crate::finding::{Code, Finding, Findings, Place};
use crate::forms::{Registration, RegistrationKind};
use crate::round::{PaperKind, PaperSettings, add_months, pad_number, short_date};
use crate::tally::{ProductOutcome, ProductResult};

const KIND: &str = "Quyết định";

/// Writes up the decision, or lists it as waiting.
pub(super) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if let Some(reason) = missing(desk) {
        papers.wait(KIND, reason);
    } else {
        let decision = decision(desk, &desk.round.printed(PaperKind::Decision));
        papers.findings.extend(not_named(desk, &decision));
        papers.add(KIND, decision);
    }
}

/// Returns what the decision still waits for (Vietnamese); `None` when it can be written.
///
/// Where another decision approves the results of products of 5 stars by points, this one needs a
/// product that the province recognises.
pub(super) fn missing(desk: &WritingDesk<'_>) -> Option<String> {
    let recognised = desk.facts.recognised.products.value > 0;
    let apart = desk.act.authority.approves_apart;
    if !recognised && apart {
        return Some("kết quả chấm có ít nhất một sản phẩm đủ hạng để công nhận".to_owned());
    }
    if !recognised && desk.facts.proposed.is_empty() {
        let reason = "kết quả chấm có ít nhất một sản phẩm đủ hạng để công nhận hoặc đề nghị";
        return Some(reason.to_owned());
    }
    awaited::ballots(desk)
}

/// Writes the decision with these settings.
pub(super) fn decision(
    desk: &WritingDesk<'_>,
    paper: &PaperSettings,
) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/quyet-dinh.pdf", folders::DECISION);
    let mut written = desk.compose(PaperParts {
        layout: "quyet-dinh",
        facts: context! { decision => grants(desk, paper) },
        inserts: BTreeMap::from([("bang-de-nghi", proposed(desk).into())]),
        ..PaperParts::new(KIND, "quyet-dinh", file, paper)
    })?;
    if desk.facts.recognised.products.value > 0 {
        written.document.annexes = vec![annex(desk, paper)];
    }
    Ok(written)
}

/// Returns the template values on who proposes a decision, by which submission, and how long its
/// certificates are valid.
pub(super) fn grants(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Value {
    let decision = &desk.round.decision;
    let standing_agency = &desk.round.round.standing_agency;
    let proposed_by =
        decision.proposed_by.clone().unwrap_or_else(|| format!("Giám đốc {standing_agency}"));
    let valid_months = decision.valid_months.unwrap_or(desk.act.certificate_months);
    let valid_from = paper.date.date();
    let valid_to = valid_from.map(|date| add_months(date, valid_months));
    context! {
        proposed_by,
        submission => approval::submission_cited(desk),
        valid_months,
        valid_from => valid_from.map(short_date),
        valid_to => valid_to.map(short_date),
    }
}

/// Returns the title of a list of the recognised products.
pub(super) fn list_title(desk: &WritingDesk<'_>) -> String {
    let round = &desk.round.round;
    format!(
        "Danh sách {} {} được công nhận năm {} (đợt {})",
        desk.act.wording.products, round.province, round.year, round.number
    )
}

fn annex(desk: &WritingDesk<'_>, paper: &PaperSettings) -> Annex {
    Annex {
        heading: "Phụ lục".into(),
        title: list_title(desk),
        reference: reference(desk, paper),
        landscape: true,
        body: vec![BodyBlock::Table(products(desk))],
    }
}

/// Returns the line `(Kèm theo Quyết định số … ngày … của …)`, with gaps where the decision is
/// blank.
pub(super) fn reference(desk: &WritingDesk<'_>, paper: &PaperSettings) -> String {
    format!("(Kèm theo {})", cite(KIND, paper, &authority::name(desk.round, desk.act)))
}

/// Cites a paper of this round: `… số … ngày … của …`, with gaps where it is blank.
pub(super) fn cite(kind: &str, paper: &PaperSettings, issuer: &str) -> String {
    let number = paper.number.map_or_else(|| gap(12), |number| pad_number(u64::from(number)));
    let day = paper.date.printed_day().unwrap_or_else(|| gap(4));
    format!(
        "{kind} số {number}/{} ngày {day} tháng {} năm {} của {issuer}",
        paper.symbol,
        paper.date.printed_month(),
        paper.date.year(),
    )
}

/// Makes the finding that the wording of a decision names another authority than the one that
/// decides under the act; `None` when it names the right one, or was not written.
pub(super) fn not_named(
    desk: &WritingDesk<'_>,
    paper: &Result<WrittenPaper, Findings>,
) -> Option<Finding> {
    let paper = paper.as_ref().ok()?;
    let authority = authority::name(desk.round, desk.act);
    let place = Place::file(format!("templates/{}", paper.wording));
    let message = "Lời văn của quyết định không có dòng ghi thẩm quyền ban hành theo Bộ tiêu chí.";
    (!authority::is_named(&paper.document, &authority)).then(|| {
        Finding::new(Code::AuthorityNotNamed, place, message)
            .allowed(authority.to_uppercase())
            .remedy(
                "Ghi dòng “# {{ authority.name | upper }}” phía trên các căn cứ; nếu thẩm quyền \
                 khác thì sửa decided_by ở mục [decision] của Bộ tiêu chí.",
            )
    })
}

/// Returns the table of the products of 5 stars by points, which are proposed to the Ministry.
pub(super) fn proposed(desk: &WritingDesk<'_>) -> PrintedTable {
    let is_proposed = |product: &&ProductResult<'_>| {
        matches!(product.outcome, ProductOutcome::ProposedToMinistry { .. })
    };
    let products: Vec<_> = desk.tally.products.iter().filter(is_proposed).collect();
    let rows = products.iter().zip(1..).map(|(product, number): (_, usize)| {
        let cells = vec![
            number.to_string(),
            product.entry.product.value.clone(),
            product.entry.owner.name.value.clone(),
            address(desk, product),
            mean(desk, product),
        ];
        PrintedRow::about(product.number, cells)
    });
    PrintedTable {
        caption: None,
        summary: "Danh sách sản phẩm đề nghị Trung ương đánh giá".into(),
        columns: vec![
            numbered(products.len(), 12),
            shared("Tên sản phẩm", 5),
            shared("Chủ thể", 5),
            shared("Địa chỉ", 5),
            fixed("Điểm", 18, Align::Center),
        ],
        rows: rows.collect(),
    }
}

/// Returns the mean of a product as papers print it; empty when it has none.
fn mean(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> String {
    let decimals = desk.round.tally.printed_decimals;
    product.mean().map(|mean| mean.printed(decimals)).unwrap_or_default()
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
    PrintedTable::new("Danh sách sản phẩm được công nhận", columns, rows)
}

fn row(desk: &WritingDesk<'_>, product: &ProductResult<'_>, number: usize) -> PrintedRow {
    let entry = product.entry;
    let star = product.certified().map(|star| format!("{star} sao"));
    let mut cells = vec![
        number.to_string(),
        entry.product.value.clone(),
        desk.set_name(&entry.set.value),
        entry.owner.name.value.clone(),
        address(desk, product),
        mean(desk, product),
        star.unwrap_or_default(),
    ];
    if !desk.facts.recognised_kinds.is_empty() {
        cells.push(recognition(&entry.registration));
    }
    PrintedRow::about(product.number, cells)
}

/// Returns how a product is recognised: `Công nhận mới`, `Nâng hạng từ 3 sao`, `Công nhận lại`.
pub(super) fn recognition(registration: &Registration) -> String {
    match (registration.kind(), &registration.star) {
        (RegistrationKind::First, _) => "Công nhận mới".to_owned(),
        (RegistrationKind::Again, _) => "Công nhận lại".to_owned(),
        (RegistrationKind::Upgrade, Some(old)) => format!("Nâng hạng từ {} sao", old.value),
        (RegistrationKind::Upgrade, None) => "Nâng hạng".to_owned(),
    }
}

/// Returns the owner's address, completed with commune and district, or commune and province.
pub(super) fn address(desk: &WritingDesk<'_>, product: &ProductResult<'_>) -> String {
    let district = &desk.round.districts[product.district].name;
    let typed = product.entry.owner.address.as_ref().map(|address| address.value.as_str());
    let commune = product.entry.commune.as_ref().map(|commune| commune.value.as_str());
    match desk.act.units {
        SubmittingUnits::District => address::full(typed, commune, district),
        SubmittingUnits::Commune => {
            let unit = OfUnit {
                unit: district,
                province: &desk.round.round.province,
                places: desk.places.as_ref(),
            };
            unit.full(typed, commune)
        }
    }
}
