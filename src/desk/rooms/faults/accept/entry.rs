//! The entry that names a warning: its code, its file, its cell or product, so that it names as few
//! other warnings as can be.

use time::Date;

use crate::desk::look::Look;
use crate::desk::rooms::faults::listing::Listing;
use crate::finding::Findings;
use crate::round::{self, AcceptEntry};

/// What an entry names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposed {
    code: String,
    file: String,
    product: Option<String>,
    cell: Option<String>,
    /// The other findings that it names as well, by their indices in the listing.
    pub(super) also: Vec<usize>,
}

impl Proposed {
    /// Finds what names this finding and as few others as can be.
    pub(super) fn of(listing: &Listing<'_>, look: &Look, at: usize) -> Self {
        let finding = listing.items[at].finding;
        let place = &finding.place;
        let cell = place.cell.map(|cell| match &place.sheet {
            Some(sheet) => format!("{}!{cell}", sheet.as_str()),
            None => cell.to_string(),
        });
        let product = listing.subjects.product(place).or(finding.heading.as_deref());
        let proposed = |cell: Option<&String>, product: Option<&str>| Self {
            code: finding.code.id().to_owned(),
            file: place.file.as_str().to_owned(),
            product: product.map(str::to_owned),
            cell: cell.cloned(),
            also: Vec::new(),
        };
        let bare = place.cell.map(|cell| cell.to_string());
        let mut best: Option<Self> = None;
        for (cell, product) in [
            (cell.as_ref(), None),
            (cell.as_ref(), product),
            // A sheet whose name cannot be written in an entry.
            (bare.as_ref(), product),
            (None, product),
            (None, None),
        ] {
            let mut one = proposed(cell, product);
            let Some(also) = one.named(listing, look, at) else { continue };
            one.also = also;
            if best.as_ref().is_none_or(|best| one.also.len() < best.also.len()) {
                best = Some(one);
            }
        }
        best.unwrap_or_else(|| proposed(cell.as_ref(), None))
    }

    /// The other findings that the entry names; `None` when it does not name this one.
    fn named(&self, listing: &Listing<'_>, look: &Look, at: usize) -> Option<Vec<usize>> {
        let nobody = self.clone().entry("-", "-", Date::MIN);
        let mut findings: Findings = look.report.findings.iter().cloned().collect();
        round::accept([&nobody], &mut findings, |finding, product| {
            listing.subjects.is_about(finding, product)
        });
        let is_new = |(before, after): &(&crate::finding::Finding, &crate::finding::Finding)| {
            before.accepted.is_none() && after.accepted.is_some()
        };
        let new = look.report.findings.iter().zip(&findings).filter(is_new);
        let mut named: Vec<usize> = new
            .filter_map(|(before, _)| {
                listing.items.iter().position(|item| std::ptr::eq(item.finding, before))
            })
            .collect();
        let found = named.iter().position(|one| *one == at)?;
        named.remove(found);
        Some(named)
    }

    /// The entry, with the reason, the person and the day.
    pub(super) fn entry(self, reason: &str, by: &str, date: Date) -> AcceptEntry {
        AcceptEntry {
            code: self.code,
            file: Some(self.file),
            product: self.product,
            cell: self.cell,
            reason: reason.to_owned(),
            by: by.to_owned(),
            date,
            line: 0,
        }
    }
}
