//! What a run tells of the forms: which stand there for people to fill in, which of those in their
//! hands are out of date, and who has not sent one back.

mod said;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::said::SaidOfForms;

/// The forms of a round, as a run found and left them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct FormsReport {
    /// Forms that stand in the outputs folder for somebody to fill in; empty after a mere check.
    pub standing: Vec<StandingForms>,
    /// Forms of which people may have an older version.
    pub outdated: Vec<OutdatedForms>,
    /// Forms that have not come back.
    pub awaited: Vec<AwaitedForms>,
    /// Files of forms that the round has no more; they still stand there.
    pub unused: Vec<String>,
    /// Forms that cannot be written yet.
    pub waiting: Vec<WaitingForms>,
}

/// Forms of one kind, and session, that stand in the outputs folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct StandingForms {
    /// What they are (Vietnamese): `phiếu chấm điểm lần 1`.
    pub forms: String,
    /// Who gets them (Vietnamese, to follow “gửi”).
    pub recipients: Cow<'static, str>,
    /// Their folder, or the only file, below the outputs folder.
    pub place: String,
    /// Their number.
    pub files: usize,
    /// How many of them this run wrote.
    #[serde(skip)]
    pub written: usize,
}

/// Forms that changed in the same way since they were written before.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct OutdatedForms {
    /// What they are (Vietnamese): `phiếu chấm điểm lần 1`.
    pub forms: String,
    /// Their files below the outputs folder.
    pub files: Vec<String>,
    /// The codes of the version before, in the order of the files.
    pub codes: Vec<String>,
    /// What changed since that version, a clause each (Vietnamese).
    pub changes: Vec<String>,
    /// Whether there were still older versions.
    pub has_older: bool,
}

/// Forms that have not come back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct AwaitedForms {
    /// What they are (Vietnamese): `phiếu chấm điểm lần 1`.
    pub forms: String,
    /// The members, or units, whose form is awaited.
    pub of: Vec<String>,
    /// Whether these are all members, or units.
    pub all: bool,
    /// Whether a finding names them already.
    pub told: bool,
}

/// Forms that cannot be written yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct WaitingForms {
    /// Which forms (Vietnamese, small letters).
    pub what: String,
    /// What they wait for (Vietnamese, to follow “chờ”).
    pub reason: String,
}

impl FormsReport {
    /// Returns the report, unless it has nothing to tell.
    #[must_use]
    pub fn told(self) -> Option<Self> {
        let Self { standing, outdated, awaited, unused, waiting } = &self;
        let empty = standing.is_empty()
            && outdated.is_empty()
            && awaited.is_empty()
            && unused.is_empty()
            && waiting.is_empty();
        (!empty).then_some(self)
    }

    /// Returns the number of files that stand there, and how many of them were written now.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let sum = |count: fn(&StandingForms) -> usize| self.standing.iter().map(count).sum();
        (sum(|forms| forms.files), sum(|forms| forms.written))
    }
}
