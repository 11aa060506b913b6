//! How the products of each district stand: admitted, to be mended, or refused.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Sum;

use serde::Serialize;

use super::origins::FindingOrigin;
use crate::finding::{Code, Finding, Place, Severity};
use crate::forms::Forms;
use crate::tally::ProductResult;

/// Number of rows in a district's lists, by their standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Standings {
    /// Admitted products with nothing to mend in their row.
    pub admitted: usize,
    /// Rows with an error or warning that nobody accepted: admitted products, and rows that could
    /// not be read.
    pub to_mend: usize,
    /// Products that were not admitted.
    pub refused: usize,
}

impl Standings {
    /// Returns the number of all rows.
    #[must_use]
    pub fn total(self) -> usize {
        self.admitted + self.to_mend + self.refused
    }
}

impl<'a> Sum<&'a Self> for Standings {
    fn sum<I: Iterator<Item = &'a Self>>(standings: I) -> Self {
        standings.fold(Self::default(), |sum, one| Self {
            admitted: sum.admitted + one.admitted,
            to_mend: sum.to_mend + one.to_mend,
            refused: sum.refused + one.refused,
        })
    }
}

/// A row of a sheet: file, sheet, index of the row.
type SheetRow<'a> = (&'a str, Option<&'a str>, u32);

fn row(place: &Place) -> Option<SheetRow<'_>> {
    Some((place.file.as_str(), place.sheet.as_deref(), place.cell?.row))
}

/// Counts the rows of each district's lists. Districts that submitted no list are absent.
pub(super) fn by_district(
    forms: &Forms,
    products: &[ProductResult<'_>],
    told: &[(FindingOrigin, &Finding)],
) -> BTreeMap<FindingOrigin, Standings> {
    let admitted = products.iter().filter(|product| product.is_admitted());
    let admitted: BTreeSet<&Place> = admitted.map(|product| &product.entry.product.place).collect();
    let of_districts = told
        .iter()
        .filter(|(origin, _)| matches!(origin, FindingOrigin::District(_)))
        .map(|(_, finding)| *finding);
    let open = of_districts
        .filter(|finding| finding.accepted.is_none() && finding.severity() > Severity::Note);
    let mut faulty = BTreeSet::new();
    let mut unread = BTreeSet::new();
    for finding in open {
        faulty.extend(row(&finding.place));
        if keeps_a_row_unread(finding.code) {
            unread.extend(row(&finding.place));
        }
    }
    let mut standings: BTreeMap<FindingOrigin, Standings> = BTreeMap::new();
    for submission in &forms.submissions {
        let Some(district) = submission.district else { continue };
        let counts = standings.entry(FindingOrigin::District(district)).or_default();
        let mut read = BTreeSet::new();
        for entry in &submission.entries {
            let place = &entry.product.place;
            read.extend(row(place));
            let count = match row(place) {
                _ if !admitted.contains(place) => &mut counts.refused,
                Some(row) if faulty.contains(&row) => &mut counts.to_mend,
                _ => &mut counts.admitted,
            };
            *count += 1;
        }
        let sheet = (submission.place.file.as_str(), submission.place.sheet.as_deref());
        counts.to_mend +=
            unread.iter().filter(|row| (row.0, row.1) == sheet && !read.contains(*row)).count();
    }
    standings
}

/// Tells whether a finding with this code can mean that the row of a list was not read as a
/// product.
fn keeps_a_row_unread(code: Code) -> bool {
    matches!(
        code,
        Code::ValueMissing
            | Code::ValueUnreadable
            | Code::FormulaNotCalculated
            | Code::ErrorValue
            | Code::OwnerKindUnknown
    )
}
