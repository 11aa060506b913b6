//! When a file that has its evidence must be stamped again: before the certificate ends that
//! vouches for the time of all the rest (EN 319 142-1, 5.5).

use time::{Duration, UtcDateTime};

use crate::issuers::Issuers;
use crate::verify::{SignatureKind, State, Trust, verify_with};

/// How long before the end a new timestamp is due.
pub const RENEWAL: Duration = Duration::days(90);

/// How far the clock of an authority may be ahead of the one that is looked at here.
const AHEAD: Duration = Duration::minutes(10);

/// Until when a file with its evidence can be checked as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// Who stamped the whole file last.
    pub authority: String,
    /// The last moment at which the certificate of that authority is valid.
    pub until: UtcDateTime,
}

impl Archived {
    /// From when on it should be stamped again.
    pub fn due(&self) -> UtcDateTime {
        self.until.saturating_sub(RENEWAL)
    }

    /// Whether it should be stamped again at a moment.
    pub fn is_due(&self, at: UtcDateTime) -> bool {
        at >= self.due()
    }
}

/// Until when a file can be checked as it is; `None` when it still wants evidence: it is not
/// archived, something was added behind its last timestamp, or it does not hold as a whole.
pub fn archived(pdf: &[u8], issuers: &Issuers, at: UtcDateTime) -> Option<Archived> {
    let time = at.saturating_add(AHEAD);
    let trust = Trust { roots: issuers.roots().to_vec(), crls: Vec::new(), time };
    let verdict = verify_with(pdf, &trust, issuers.between());
    let last = verdict.signatures.last().filter(|last| {
        last.kind == SignatureKind::DocumentTimestamp
            && last.covers_whole_file
            && verdict.state == State::Valid
    })?;
    let proof = last.timestamp.as_ref()?;
    Some(Archived { authority: last.holder.clone().unwrap_or_default(), until: proof.until })
}
