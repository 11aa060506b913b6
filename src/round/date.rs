//! Dates and numbers as official papers write them.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use time::{Date, Month};

/// The date of a paper; its day may be left blank until the paper is issued.
///
/// In `round.toml`: `2020-12-11`, or `"2020-12"` for a blank day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaperDate {
    year: i32,
    month: Month,
    day: Option<u8>,
}

impl PaperDate {
    /// Returns the year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.year
    }

    /// Returns the same month with the day left blank.
    #[must_use]
    pub fn without_day(self) -> Self {
        Self { day: None, ..self }
    }

    /// Returns the calendar date; `None` while the day is blank.
    #[must_use]
    pub fn date(self) -> Option<Date> {
        Date::from_calendar_date(self.year, self.month, self.day?).ok()
    }

    /// Returns the date, or the first day of the month while the day is blank.
    #[must_use]
    pub fn first_day(self) -> Date {
        self.date()
            .or_else(|| Date::from_calendar_date(self.year, self.month, 1).ok())
            .unwrap_or(Date::MIN)
    }

    /// Returns the date, or the last day of the month while the day is blank.
    #[must_use]
    pub fn last_day(self) -> Date {
        let last = Date::from_calendar_date(self.year, self.month, self.month.length(self.year));
        self.date().or_else(|| last.ok()).unwrap_or(Date::MAX)
    }

    /// Writes the month as papers print it: with a leading zero in January and February only.
    ///
    /// Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.4.
    #[must_use]
    pub fn printed_month(self) -> String {
        pad_month(self.month)
    }

    /// Writes the day as papers print it, with a leading zero below 10; `None` while the day is
    /// blank.
    #[must_use]
    pub fn printed_day(self) -> Option<String> {
        self.day.map(|day| pad_number(u64::from(day)))
    }

    /// Reads `2020-12` or `2020-12-11`; `None` when the text is neither, or no such day exists.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = Month::try_from(parts.next()?.parse::<u8>().ok()?).ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        let whole = Date::from_calendar_date(year, month, day.unwrap_or(1)).is_ok();
        (whole && parts.next().is_none()).then_some(Self { year, month, day })
    }
}

impl<'de> Deserialize<'de> for PaperDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Expected;

        impl<'de> Visitor<'de> for Expected {
            type Value = PaperDate;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date like 2020-12-11, or \"2020-12\" with the day left blank")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PaperDate, E> {
                PaperDate::parse(text)
                    .ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<PaperDate, A::Error> {
                let datetime =
                    toml::value::Datetime::deserialize(de::value::MapAccessDeserializer::new(map))?;
                self.visit_str(&datetime.to_string())
            }
        }

        deserializer.deserialize_any(Expected)
    }
}

impl Serialize for PaperDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let month = u8::from(self.month);
        match self.day {
            Some(day) => {
                serializer.collect_str(&format_args!("{:04}-{month:02}-{day:02}", self.year))
            }
            None => serializer.collect_str(&format_args!("{:04}-{month:02}", self.year)),
        }
    }
}

/// Tells whether a date was filled in. The stand-in for a date that is still to be filled in is a
/// day of the year 1.
#[must_use]
pub fn is_known(date: Date) -> bool {
    date.year() > 1
}

/// Writes a date as running text does: `08/6/2020`, `11/12/2019`. The day has a leading zero below
/// 10, the month in January and February only.
#[must_use]
pub fn short_date(date: Date) -> String {
    format!("{}/{}/{}", pad_number(u64::from(date.day())), pad_month(date.month()), date.year())
}

/// Writes a date in words: `ngày 08 tháng 6 năm 2020`.
#[must_use]
pub fn long_date(date: Date) -> String {
    format!(
        "ngày {} tháng {} năm {}",
        pad_number(u64::from(date.day())),
        pad_month(date.month()),
        date.year()
    )
}

/// Returns the same day this many months later, or the last day of that month where the day does
/// not exist.
#[must_use]
pub fn add_months(date: Date, months: u16) -> Date {
    let total =
        i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + i64::from(months);
    let year = i32::try_from(total.div_euclid(12)).unwrap_or(i32::MAX);
    let month =
        u8::try_from(total.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    let month = month.unwrap_or(date.month());
    let day = date.day().min(month.length(year));
    Date::from_calendar_date(year, month, day).unwrap_or(date)
}

/// Writes a number with a leading zero below 10: `05`, `13`.
#[must_use]
pub fn pad_number(number: u64) -> String {
    format!("{number:02}")
}

fn pad_month(month: Month) -> String {
    match u8::from(month) {
        number @ 1..=2 => format!("0{number}"),
        number => number.to_string(),
    }
}

/// Reads and writes plain calendar dates (`2020-12-08`) in `round.toml` and in JSON.
pub(super) mod calendar {
    use serde::{Deserialize, Deserializer, Serializer, de};
    use time::Date;

    use super::PaperDate;

    pub(in crate::round) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Date, D::Error> {
        PaperDate::deserialize(deserializer)?
            .date()
            .ok_or_else(|| de::Error::custom("invalid value: the day is missing"))
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    pub(in crate::round) fn serialize<S: Serializer>(
        date: &Date,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!(
            "{:04}-{:02}-{:02}",
            date.year(),
            u8::from(date.month()),
            date.day()
        ))
    }
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::{PaperDate, add_months, long_date, short_date};

    fn date(year: i32, month: Month, day: u8) -> Date {
        Date::from_calendar_date(year, month, day).unwrap()
    }

    #[test]
    fn only_days_and_the_first_two_months_are_padded() {
        assert_eq!(short_date(date(2020, Month::June, 8)), "08/6/2020");
        assert_eq!(short_date(date(2020, Month::February, 13)), "13/02/2020");
        assert_eq!(long_date(date(2020, Month::January, 5)), "ngày 05 tháng 01 năm 2020");
    }

    #[test]
    fn the_day_of_a_paper_may_be_blank() {
        assert_eq!(PaperDate::parse("2020-12").unwrap().day, None);
        assert_eq!(
            PaperDate::parse("2020-12-11").unwrap().date(),
            Some(date(2020, Month::December, 11))
        );
        assert_eq!(PaperDate::parse("2020-13"), None);
        assert_eq!(PaperDate::parse("2021-02-29"), None);
    }

    #[test]
    fn three_years_after_a_leap_day_is_the_last_of_february() {
        assert_eq!(
            add_months(date(2024, Month::February, 29), 36),
            date(2027, Month::February, 28)
        );
        assert_eq!(add_months(date(2021, Month::August, 10), 36), date(2024, Month::August, 10));
    }
}
