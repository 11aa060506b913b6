//! Puts the facts that papers state into words, with the rows from which they were made.

use std::collections::BTreeSet;

use super::cells::{places, plain};
use crate::counting::Counted;
use crate::criteria::PARTS;
use crate::documents::{FactSource, StatedFact};
use crate::tally::ProductResult;

/// Lists what a fact was made from, one line each.
pub(super) fn rows(counted: &Counted<'_>, stated: &StatedFact) -> Vec<String> {
    stated.rows.iter().map(|origin| row(counted, origin)).collect()
}

fn row(counted: &Counted<'_>, origin: &FactSource) -> String {
    match origin {
        FactSource::Ballot { product, session, member, part } => {
            ballot(counted, *product, *session, *member, *part)
        }
        FactSource::Product { product: number, detail, .. } => {
            let words = product(counted, *number)
                .map(|product| super::one_line(counted, product))
                .unwrap_or_default();
            if detail.is_empty() { words } else { format!("{words}: {detail}") }
        }
        FactSource::Owner { owner, products } => {
            let names = products.iter().filter_map(|number| product(counted, *number));
            let names: Vec<&str> =
                names.map(|product| product.entry.product.value.as_str()).collect();
            format!("{owner}: {}", names.join("; "))
        }
        FactSource::Person { person } => person.clone(),
        FactSource::Mark { mark } => mark.clone(),
        FactSource::Rule { rule } => rule.clone(),
    }
}

/// Writes what a member gave, with the cells: `Lò Văn A: 62 điểm, từ phieu.xlsx · Chè!F10:F40`.
fn ballot(
    counted: &Counted<'_>,
    number: usize,
    session: u8,
    member: usize,
    part: Option<usize>,
) -> String {
    let name = counted.round.council.members.get(member).map(|member| member.person.name.as_str());
    let name = name.unwrap_or_default();
    let result = product(counted, number)
        .and_then(|product| product.sessions.iter().find(|result| result.session == session));
    let Some(ballot) = result.and_then(|result| result.ballot_of(member)) else {
        return name.to_owned();
    };
    match part {
        None => {
            let score = ballot.score().map(plain).unwrap_or_default();
            format!("{name}: {score} điểm, từ {}", places(ballot.sources()))
        }
        Some(part) => {
            let score = ballot.part_score(part).map(plain).unwrap_or_default();
            let letter = PARTS.get(part).copied().unwrap_or_default();
            let from = places(ballot.part_sources(part));
            format!("{name}: {score} điểm phần {letter}, từ {from}")
        }
    }
}

/// Returns the products, with the session, whose mean the fact is; empty for a count.
pub(super) fn scored<'a>(
    counted: &'a Counted<'a>,
    stated: &StatedFact,
) -> Vec<(&'a ProductResult<'a>, u8)> {
    let scored = stated.rows.iter().filter_map(|origin| match origin {
        FactSource::Product { product: number, session: Some(session), .. } => {
            Some((*number, *session))
        }
        _ => None,
    });
    let numbers: BTreeSet<(usize, u8)> = scored.collect();
    numbers
        .into_iter()
        .filter_map(|(number, session)| Some((product(counted, number)?, session)))
        .collect()
}

/// Returns the product with this number in the round's list.
pub(super) fn product<'a>(
    counted: &'a Counted<'a>,
    number: usize,
) -> Option<&'a ProductResult<'a>> {
    counted.tally.products.iter().find(|product| product.number == number)
}
