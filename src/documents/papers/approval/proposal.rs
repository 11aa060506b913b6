//! The letter of the province to the Ministry (Công văn, Mẫu 1.5) for products of 5 stars by points,
//! with the list of their dossier.
//!
//! Quyết định 26/2026/QĐ-TTg, Điều 6.3 và Điều 7.3.e.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::cited;
use crate::documents::compose::PaperParts;
use crate::documents::papers::{awaited, decision};
use crate::documents::{WriteUp, WritingDesk, WrittenPaper, folders};
use crate::finding::Findings;
use crate::forms::RegistrationKind;
use crate::round::{PaperKind, PaperSettings};
use crate::tally::ProductOutcome;

const KIND: &str = "Công văn đề nghị Trung ương đánh giá";

/// Writes up the letter. Nothing is said of it where no product has so many points.
pub(in crate::documents::papers) fn write(desk: &WritingDesk<'_>, papers: &mut WriteUp) {
    if desk.facts.proposed.is_empty() {
        return;
    }
    if let Some(ballots) = awaited::ballots(desk) {
        papers.wait(KIND, ballots);
        return;
    }
    match desk.settings(PaperKind::Proposal) {
        Ok(paper) => papers.add(KIND, proposal(desk, &paper)),
        Err(reason) => papers.wait(KIND, reason),
    }
}

pub(super) fn proposal(
    desk: &WritingDesk<'_>,
    paper: &PaperSettings,
) -> Result<WrittenPaper, Findings> {
    let file = format!("{}/cong-van-de-nghi-trung-uong.pdf", folders::DECISION);
    let bodies = desk.bodies.on(paper.date.first_day());
    let ministry = bodies.get("ministry").map(|name| (*name).to_owned());
    let apart = desk.act.authority.approves_apart;
    let approved_by = if apart { PaperKind::Approval } else { PaperKind::Decision };
    desk.compose(PaperParts {
        layout: "cong-van",
        addressees: ministry.into_iter().collect(),
        facts: context! {
            proposal => context! {
                decision => cited::cited(&desk.round.paper(approved_by)),
                dossiers => dossiers(desk),
                copies => desk.act.proposal.as_ref().map(|proposal| &proposal.copies),
            },
        },
        inserts: BTreeMap::from([("bang-de-nghi", decision::proposed(desk).into())]),
        ..PaperParts::new(KIND, "cong-van-de-nghi-trung-uong", file, paper)
    })
}

/// Tells whether there is such a letter in this round.
pub(super) fn is_due(desk: &WritingDesk<'_>) -> bool {
    !desk.facts.proposed.is_empty() && awaited::ballots(desk).is_none()
}

/// Returns the lists of the dossiers that go with the letter, each with the products that it is for:
/// one for products evaluated the first time or for a higher star, one for those evaluated again.
/// Empty where the act's list is not known.
fn dossiers(desk: &WritingDesk<'_>) -> Vec<Value> {
    let Some(proposal) = &desk.act.proposal else { return Vec::new() };
    let products = |again: bool| -> Vec<String> {
        let proposed = desk.tally.products.iter().filter(|product| {
            matches!(product.outcome, ProductOutcome::ProposedToMinistry { .. })
                && (product.entry.registration.kind() == RegistrationKind::Again) == again
        });
        proposed.map(|product| product.entry.product.value.clone()).collect()
    };
    let lists = [(false, &proposal.items), (true, &proposal.items_again)];
    lists
        .into_iter()
        .map(|(again, items)| (again, items, products(again)))
        .filter(|(.., products)| !products.is_empty())
        .map(|(again, items, products)| context! { again, items, products })
        .collect()
}
