//! That somebody took a warning as it is.

use serde::{Serialize, Serializer};
use time::Date;

/// Who took a warning as it is, when and why; from `[[accept]]` of `round.toml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Acceptance {
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub by: String,
    /// When, `YYYY-MM-DD`.
    #[serde(serialize_with = "as_date")]
    pub date: Date,
}

/// `2020-12-08`, as `time` shows a date.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn as_date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}
