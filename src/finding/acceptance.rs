//! The acceptance of a warning by the office.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Date, Month};

/// Who accepted a warning, when and why; from `[[accept]]` of `round.toml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Acceptance {
    /// The reason.
    pub reason: String,
    /// The person who answers for it.
    pub by: String,
    /// The day, written as `YYYY-MM-DD`.
    #[serde(deserialize_with = "of_date", serialize_with = "as_date")]
    pub date: Date,
}

/// Writes a date as `2020-12-08`.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn as_date<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Reads a date as [`as_date`] writes it.
fn of_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    let date = || {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
    };
    date().ok_or_else(|| de::Error::custom("no date"))
}
