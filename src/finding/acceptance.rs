//! The acceptance of a warning by the office.

use serde::{Serialize, Serializer};
use time::Date;

/// Who accepted a warning, when and why; from `[[accept]]` of `round.toml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Acceptance {
    /// The reason.
    pub reason: String,
    /// The person who answers for it.
    pub by: String,
    /// The day, written as `YYYY-MM-DD`.
    #[serde(serialize_with = "as_date")]
    pub date: Date,
}

/// Writes a date as `2020-12-08`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn as_date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}
