//! The notices of the results (Thông báo kết quả, Mẫu 1.4): one to each unit that sent products and
//! one to each owner, in plain words (Quyết định 26/2026/QĐ-TTg, Điều 7.3.g).
//!
//! They follow the decision. In a round in which no product is recognised or proposed there is
//! none; then they follow the minutes, and say so.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use serde::Serialize;

use super::decided::Decided;
use super::term::{Term, next_round};
use super::{file, recipients};
use crate::documents::compose::{PaperParts, fixed, numbered, shared};
use crate::documents::facts::{NoticedProduct, headroom, owner_key};
use crate::documents::model::{Align, BodyBlock, CellFact, PrintedRow, PrintedTable};
use crate::documents::traced::{self, FactSource, Traced};
use crate::documents::{StatedFact, WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::round::{PaperKind, PaperSettings};
use crate::tally::ProductResult;

const KIND: &str = "Thông báo kết quả";

/// The outcomes after which a product can be registered again for the next round.
const AGAIN: [&str; 6] = ["low", "kept", "district", "knocked_out", "not_scored", "not_admitted"];

/// Writes up the notices, or lists them as waiting.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    let decided = match Decided::of(desk, papers) {
        Ok(decided) => decided,
        Err(reason) => return papers.wait(KIND, reason),
    };
    let settings = match desk.settings(PaperKind::Notice) {
        Ok(settings) => settings,
        Err(reason) => return papers.wait(KIND, reason),
    };
    let common = context! {
        term => Term::of(desk).values(desk),
        next_round => next_round(desk).map(|day| day.to_string()),
    };
    let said = desk.tally.products.iter();
    let said = said.map(|product| (product.number, NoticedProduct::of(desk.round, product)));
    let said = said.collect();
    let notices = Notices { desk, settings: &settings, decided, said, common };
    let units = by(desk, |product| product.district);
    for (number, products) in (1..).zip(&units) {
        let paper = notices.to_unit(number, products, &mut papers.stated);
        papers.add(KIND, paper);
    }
    for (number, products) in (1..).zip(&by(desk, owner_key)) {
        let paper = notices.to_owner(number, products, &mut papers.stated);
        papers.add(KIND, paper);
    }
}

/// Returns the products of each key, in the order of each key's first product.
fn by<'a, K: PartialEq>(
    desk: &WritingDesk<'a>,
    key: impl Fn(&ProductResult<'a>) -> K,
) -> Vec<Vec<&'a ProductResult<'a>>> {
    let mut groups: Vec<(K, Vec<&ProductResult<'_>>)> = Vec::new();
    for product in &desk.tally.products {
        let key = key(product);
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, products)) => products.push(product),
            None => groups.push((key, vec![product])),
        }
    }
    groups.into_iter().map(|(_, products)| products).collect()
}

/// What all notices share.
struct Notices<'p, 'a> {
    desk: &'p WritingDesk<'a>,
    settings: &'p PaperSettings,
    decided: Decided,
    /// What is said of each product, by its number.
    said: BTreeMap<usize, NoticedProduct>,
    common: Value,
}

/// The values of a notice that state facts.
#[derive(Serialize)]
struct NoticeFacts<'p> {
    submitted: Traced<usize>,
    recognised: Traced<usize>,
    proposed: Traced<usize>,
    products: &'p [&'p NoticedProduct],
}

impl Notices<'_, '_> {
    /// Writes up the notice to a unit about its products; `number` counts the notices from 1.
    fn to_unit(
        &self,
        number: usize,
        products: &[&ProductResult<'_>],
        stated: &mut Vec<StatedFact>,
    ) -> Result<WrittenPaper, Findings> {
        let unit = self.unit(products);
        let noticed = self.noticed(products);
        let table = results(products, &noticed, stated);
        let paper = self.compose(
            NoticeParts {
                file: file(&format!("{}/don-vi", folders::NOTICES), number, unit),
                template: "thong-bao-don-vi",
                unit,
                owner: None,
                inserts: BTreeMap::from([("bang-ket-qua".to_owned(), table.into())]),
            },
            &noticed,
            stated,
        )?;
        Ok(self.addressed(paper, &[format!("UBND {unit};")]))
    }

    /// Writes up the notice to an owner about its products.
    fn to_owner(
        &self,
        number: usize,
        products: &[&ProductResult<'_>],
        stated: &mut Vec<StatedFact>,
    ) -> Result<WrittenPaper, Findings> {
        let unit = self.unit(products);
        let owner = products[0].entry.owner.name.value.as_str();
        let noticed = self.noticed(products);
        let tables = (1..).zip(products.iter().zip(&noticed)).filter_map(
            |(number, (product, noticed)): (usize, _)| {
                let table = self.where_points_are(product, noticed, stated)?;
                Some((format!("bang-tieu-chi-{number}"), BodyBlock::from(table)))
            },
        );
        let inserts = tables.collect();
        let paper = self.compose(
            NoticeParts {
                file: file(&format!("{}/chu-the", folders::NOTICES), number, owner),
                template: "thong-bao-chu-the",
                unit,
                owner: Some(owner),
                inserts,
            },
            &noticed,
            stated,
        )?;
        Ok(self.addressed(paper, &[format!("{owner};"), format!("UBND {unit};")]))
    }

    fn unit(&self, products: &[&ProductResult<'_>]) -> &str {
        let district = products.first().map(|product| product.district);
        district.map_or("", |district| &self.desk.round.districts[district].name)
    }

    fn noticed(&self, products: &[&ProductResult<'_>]) -> Vec<&NoticedProduct> {
        products.iter().filter_map(|product| self.said.get(&product.number)).collect()
    }

    fn compose(
        &self,
        parts: NoticeParts<'_>,
        products: &[&NoticedProduct],
        stated: &mut Vec<StatedFact>,
    ) -> Result<WrittenPaper, Findings> {
        let NoticeParts { file, template, unit, owner, inserts } = parts;
        let whose = owner.unwrap_or(unit);
        let tables: Vec<usize> = (1..=products.len())
            .filter(|number| inserts.contains_key(&format!("bang-tieu-chi-{number}")))
            .collect();
        let mut outcomes = products.iter().map(|product| product.outcome);
        let again = outcomes.any(|outcome| AGAIN.contains(&outcome));
        let decisions = self.decided.on(products);
        let facts = traced::more_for_wording(&NoticeFacts::of(whose, products), stated);
        let shared = self.common.clone();
        self.desk.compose(PaperParts {
            facts: context! {
                notice => context! { unit, owner, tables, again, ..facts },
                decisions,
                ..shared
            },
            inserts: inserts.iter().map(|(name, block)| (name.as_str(), block.clone())).collect(),
            ..PaperParts::new(KIND, template, file, self.settings)
        })
    }

    /// Names those to whom the paper goes among its recipients.
    fn addressed(&self, mut paper: WrittenPaper, to: &[String]) -> WrittenPaper {
        paper.document.recipients = recipients(&self.settings.recipients, to).into();
        paper
    }

    /// Returns the table of the criteria in which a product can still have most points; `None` for
    /// one that is recognised or has no score, and where the marks are not known.
    fn where_points_are(
        &self,
        product: &ProductResult<'_>,
        noticed: &NoticedProduct,
        stated: &mut Vec<StatedFact>,
    ) -> Option<PrintedTable> {
        let wanted = matches!(noticed.outcome, "low" | "kept" | "district");
        let rooms = if wanted { headroom(self.desk.round, product) } else { Vec::new() };
        if rooms.is_empty() {
            return None;
        }
        let columns = vec![
            shared("Tiêu chí", 1),
            fixed("Điểm trung bình", 24, Align::Center),
            fixed("Điểm tối đa", 20, Align::Center),
            fixed("Còn có thể tăng", 24, Align::Center),
        ];
        let rows = rooms.into_iter().map(|room| {
            let cells = vec![
                room.criterion,
                room.mean.value.clone(),
                room.most.to_string(),
                room.more.clone(),
            ];
            let facts = [(1, room.mean.clone()), (3, Traced { value: room.more, ..room.mean })];
            let facts = facts.map(|(column, fact)| state(column, fact, stated)).into();
            PrintedRow::Data { cells, product: None, stated: facts }
        });
        let rows = rows.collect();
        let summary = format!("Tiêu chí còn có thể tăng điểm của “{}”", noticed.name);
        Some(PrintedTable::new(summary, columns, rows))
    }
}

/// What one kind of notice contributes.
struct NoticeParts<'p> {
    file: String,
    template: &'static str,
    unit: &'p str,
    owner: Option<&'p str>,
    inserts: BTreeMap<String, BodyBlock>,
}

impl<'p> NoticeFacts<'p> {
    /// Counts the products of a notice; `whose` names the unit or the owner.
    fn of(whose: &str, products: &'p [&'p NoticedProduct]) -> Self {
        let count = |what: &str, wanted: &dyn Fn(&&&NoticedProduct) -> bool| {
            let rows = products.iter().filter(wanted).map(|product| FactSource::Product {
                product: product.number,
                session: None,
                detail: product.verdict.clone(),
            });
            Traced::count(format!("{what} của {whose}"), rows.collect())
        };
        Self {
            submitted: count("số sản phẩm", &|_| true),
            recognised: count("số sản phẩm được công nhận", &|product| {
                product.star.is_some()
            }),
            proposed: count("số sản phẩm đề nghị Trung ương đánh giá", &|product| {
                product.outcome == "proposed"
            }),
            products,
        }
    }
}

/// Returns the table of the results of a unit.
fn results(
    products: &[&ProductResult<'_>],
    noticed: &[&NoticedProduct],
    stated: &mut Vec<StatedFact>,
) -> PrintedTable {
    let columns = vec![
        numbered(products.len(), 10),
        shared("Tên sản phẩm", 5),
        shared("Chủ thể", 5),
        fixed("Điểm", 16, Align::Center),
        shared("Kết quả", 6),
    ];
    let rows =
        (1..).zip(products.iter().zip(noticed)).map(|(number, (product, noticed)): (usize, _)| {
            let mean = noticed.mean.as_ref();
            let cells = vec![
                number.to_string(),
                noticed.name.clone(),
                product.entry.owner.name.value.clone(),
                mean.map_or_else(|| "–".to_owned(), |mean| mean.value.clone()),
                noticed.in_short(),
            ];
            let facts = mean.map(|mean| state(3, mean.clone(), stated));
            PrintedRow::Data {
                cells,
                product: Some(product.number),
                stated: facts.into_iter().collect(),
            }
        });
    let rows = rows.collect();
    PrintedTable::new("Kết quả từng sản phẩm của đơn vị", columns, rows)
}

/// Adds a fact to those that papers state, as one that a cell of this column states.
fn state(column: usize, fact: StatedFact, stated: &mut Vec<StatedFact>) -> CellFact {
    stated.push(fact);
    CellFact { column, fact: stated.len() - 1 }
}
