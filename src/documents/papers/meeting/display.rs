//! The display of the products (trưng bày): the list, and a card for each product.
//!
//! There is a card for each product and not for each owner, because the council marks products: the
//! number on the card is the one of the programme and of the ballots' order.

use std::collections::BTreeMap;

use minijinja::context;

use super::{by_unit, capitalised, insert, numbered_products};
use crate::criteria::DossierItem;
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::model::{Align, PrintedRow, PrintedTable, Sheet, StandCard, StandCards};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperSettings, pad_number};
use crate::tally::ProductResult;

const LIST: &str = "Danh sách trưng bày";
const CARDS: &str = "Thẻ trưng bày";

/// Writes up the list and the cards.
pub(super) fn write(desk: &WritingDesk<'_>, settings: &PaperSettings, papers: &mut WriteUp) {
    papers.add(LIST, list(desk, settings));
    papers.add(CARDS, cards(desk, settings));
}

fn list(desk: &WritingDesk<'_>, settings: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let sampled = numbered_products(desk).any(|(_, product)| samples(product).is_some());
    let rows = by_unit(desk, numbered_products(desk), |number, product| {
        let entry = product.entry;
        let mut cells =
            vec![number.to_string(), entry.product.value.clone(), entry.owner.name.value.clone()];
        if sampled {
            let count = samples(product).map(|count| pad_number(count.into()));
            cells.push(count.unwrap_or_else(|| "–".into()));
        }
        cells.push(String::new());
        PrintedRow::about(product.number, cells)
    });
    let mut columns = vec![
        numbered(desk.facts.admitted.value, 12),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
    ];
    columns.extend(sampled.then(|| fixed("Số mẫu", 15, Align::Center)));
    columns.push(fixed("Vị trí, ghi chú", 28, Align::Left));
    let table = PrintedTable::new("Sản phẩm trưng bày tại cuộc họp", columns, rows);
    let mut written = desk.compose(PaperParts {
        file: format!("{}/danh-sach-trung-bay.pdf", folders::MEETING),
        kind: LIST,
        template: "danh-sach-trung-bay",
        layout: "danh-sach-trung-bay",
        addressees: Vec::new(),
        paper: settings,
        facts: context! { sampled },
        inserts: BTreeMap::from([insert("bang-trung-bay", table)]),
    })?;
    strip(&mut written);
    Ok(written)
}

/// Returns how many samples the product's act asks for; `None` where it asks for none, or says no
/// number.
fn samples(product: &ProductResult<'_>) -> Option<u16> {
    let dossier = product.act.dossier.as_ref()?;
    let set = product.act.set(|name| name == product.entry.set.value);
    let asked =
        dossier.needs(DossierItem::Samples, set) || dossier.awaits(DossierItem::Samples, set);
    dossier.samples.filter(|_| asked)
}

fn cards(desk: &WritingDesk<'_>, settings: &PaperSettings) -> Result<WrittenPaper, Findings> {
    let cards = numbered_products(desk).map(|(number, product)| StandCard {
        number: number.to_string(),
        product: product.entry.product.value.clone(),
        owner: product.entry.owner.name.value.clone(),
        unit: capitalised(&desk.round.districts[product.district].name),
    });
    let mut written = desk.compose(PaperParts {
        file: format!("{}/the-trung-bay.pdf", folders::MEETING),
        kind: CARDS,
        template: "the-trung-bay",
        layout: "the-trung-bay",
        addressees: Vec::new(),
        paper: settings,
        facts: context! {},
        inserts: BTreeMap::new(),
    })?;
    strip(&mut written);
    written.document.sheet = Some(Sheet::Cards(StandCards { cards: cards.collect() }));
    Ok(written)
}

/// Takes away what belongs to papers that are issued: number, place and date, signer, recipients.
fn strip(written: &mut WrittenPaper) {
    let document = &mut written.document;
    (document.header.number, document.header.place) = (None, None);
    document.recipients.clear();
    document.signatures.clear();
}
