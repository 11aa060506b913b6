//! Findings: what is wrong with the files that came in, said so that a clerk can correct it.
//!
//! A [`Finding`] is data: a stable code, the place, the value found, the values allowed, and the
//! remedy. It is not an error of the program (those are the faults of each desk), and it does not
//! know how a terminal or a page will show it.

mod acceptance;
pub mod catalogue;
mod code;
mod counts;
pub(crate) mod urgent;

use std::fmt::Display;

pub use careful_spreadsheet::{CellRef, Name, Place};
use serde::{Deserialize, Serialize};

pub use self::acceptance::Acceptance;
pub use self::code::Code;
pub use self::counts::FindingCounts;

/// The severity of a finding, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Severity {
    /// Worth knowing; nothing to do (`N…`).
    #[serde(rename = "ghi chú")]
    Note,
    /// The work went on; a person should look (`W…`).
    #[serde(rename = "cảnh báo")]
    Warning,
    /// A file, a product or a paper was refused (`E…`).
    #[serde(rename = "lỗi")]
    Error,
}

impl Severity {
    /// Returns the Vietnamese word for the severity.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "ghi chú",
            Self::Warning => "cảnh báo",
            Self::Error => "lỗi",
        }
    }
}

/// A finding: one thing that is wrong, at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Finding {
    /// The place.
    pub place: Place,
    /// The kind of the finding.
    pub code: Code,
    /// Heading of the column or row that the cell belongs to, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// One plain Vietnamese sentence.
    pub message: String,
    /// The value that stands there, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// The values that are allowed there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// The remedy: what the clerk should do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// The products that wait for this finding, as their lists write them. Empty when no product
    /// waits, or when the message names the products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<String>,
    /// What the system or a library said, in English. It stands in the run record and nowhere else.
    #[serde(skip)]
    pub technical: Option<String>,
    /// The acceptance by the office; never of an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// Creates a finding at `place` with a message of one sentence; the methods below add details.
    pub fn new(code: Code, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            code,
            heading: None,
            message: message.into(),
            found: None,
            allowed: None,
            remedy: None,
            holds: Vec::new(),
            technical: None,
            accepted: None,
        }
    }

    /// Adds the heading of the column or row that the cell belongs to.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Adds the value that stands there.
    #[must_use]
    pub fn found(mut self, found: impl Display) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// Adds the values that are allowed there.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// Adds the remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Adds what the system or a library said, which no clerk is shown.
    #[must_use]
    pub fn technical(mut self, detail: impl Display) -> Self {
        // The detail may quote the file, control characters included.
        self.technical = Some(
            detail
                .to_string()
                .chars()
                .map(|sign| if sign.is_control() { ' ' } else { sign })
                .collect(),
        );
        self
    }

    /// Adds a product that waits for this finding, once.
    pub fn hold(&mut self, product: &str) {
        if !self.holds.iter().any(|held| held == product) {
            self.holds.push(product.to_owned());
        }
    }

    /// Returns the severity of the finding's code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// A list of findings. [`Self::sort`] brings them into the order of place and code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Sorts the findings by place, then code, and removes repetitions.
    ///
    /// Desks report findings in the order of their work; what is shown must not depend on it.
    pub fn sort(&mut self) {
        self.0.sort();
        self.0.dedup();
    }

    /// Iterates over the findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Iterates over the findings mutably, to mark accepted ones.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.0.iter_mut()
    }

    /// Keeps only the findings for which `keep` returns true.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.0.retain(keep);
    }

    /// Counts the findings of this severity that were not accepted.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|finding| finding.accepted.is_none() && finding.severity() == severity)
            .count()
    }

    /// Iterates over the accepted findings with their acceptances.
    pub fn accepted(&self) -> impl Iterator<Item = (&Finding, &Acceptance)> {
        self.iter().filter_map(|finding| Some((finding, finding.accepted.as_ref()?)))
    }

    /// Tells whether there are no findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether any finding is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a mut Findings {
    type Item = &'a mut Finding;
    type IntoIter = std::slice::IterMut<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
