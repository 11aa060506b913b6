//! What can be wrong with the papers that come in, told so that a clerk can mend it.
//!
//! A [`Finding`] is data: a stable code, the place, what was found, what is allowed and what to do.
//! It is not an error of the program (those are the faults of each desk), and it does not know how
//! a screen or a page will show it.

mod acceptance;
pub mod catalogue;
mod code;
mod counts;
pub(crate) mod urgent;

use std::fmt::Display;

pub use careful_spreadsheet::{CellRef, Name, Place};
use serde::Serialize;

pub use self::acceptance::Acceptance;
pub use self::code::Code;
pub use self::counts::FindingCounts;

/// How much a finding weighs. The order is the order of weight.
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
    /// The Vietnamese word a clerk reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "ghi chú",
            Self::Warning => "cảnh báo",
            Self::Error => "lỗi",
        }
    }
}

/// One thing that is wrong, at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What kind of thing is wrong.
    pub code: Code,
    /// Heading of the column or row the cell belongs to, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// One plain Vietnamese sentence.
    pub message: String,
    /// The value that stands there, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What may stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// The products that wait for it, as their lists write them; empty where none does, or where
    /// the sentences name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<String>,
    /// What the system or a library said, for whoever helps the clerk; it stands in the run record
    /// and nowhere else.
    #[serde(skip)]
    pub technical: Option<String>,
    /// Who took it as it is, and why. Never of an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// A finding at `place` with a one-sentence message; details are added with the methods below.
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

    /// Names the column or row the cell belongs to.
    #[must_use]
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Quotes the value that stands there.
    #[must_use]
    pub fn found(mut self, found: impl Display) -> Self {
        self.found = Some(found.to_string());
        self
    }

    /// Says what may stand there.
    #[must_use]
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.allowed = Some(allowed.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Keeps what the system or a library said, which no clerk is shown.
    #[must_use]
    pub fn technical(mut self, detail: impl Display) -> Self {
        // It may quote the file, control characters and all.
        self.technical = Some(
            detail
                .to_string()
                .chars()
                .map(|sign| if sign.is_control() { ' ' } else { sign })
                .collect(),
        );
        self
    }

    /// Names a product that waits for it.
    pub fn hold(&mut self, product: &str) {
        if !self.holds.iter().any(|held| held == product) {
            self.holds.push(product.to_owned());
        }
    }

    /// The weight of this finding's code.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// All findings of a run, kept in the order of place and code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Puts the findings in the order of place, then code, and drops repetitions.
    ///
    /// Desks report in the order they happen to work in; what is shown must not depend on it.
    pub fn sort(&mut self) {
        self.0.sort();
        self.0.dedup();
    }

    /// The findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// The findings, to mark the accepted ones.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Finding> {
        self.0.iter_mut()
    }

    /// Leaves out what is told elsewhere.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.0.retain(keep);
    }

    /// How many findings have this weight. Accepted ones no longer count.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.iter()
            .filter(|finding| finding.accepted.is_none() && finding.severity() == severity)
            .count()
    }

    /// The findings that somebody took as they are.
    pub fn accepted(&self) -> impl Iterator<Item = (&Finding, &Acceptance)> {
        self.iter().filter_map(|finding| Some((finding, finding.accepted.as_ref()?)))
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any finding refuses something.
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
