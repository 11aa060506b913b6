//! Who decides on the results of a round, the words in which papers of that time say so, and the
//! days by which rounds are held.

use serde::{Deserialize, Deserializer, de};
use time::{Date, Month};

/// `[decision]`: who decides on the results, and what a decision does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Who decides.
    pub decided_by: Decider,
    /// What the decision does for the products that the province recognises (Vietnamese, as it
    /// follows `Về việc`).
    pub recognises: String,
    /// What it does for the products of 5 stars by points, which the province does not recognise.
    pub approves: String,
    /// Whether a decision of its own approves the results of these, apart from the one that
    /// recognises the others.
    #[serde(default)]
    pub approves_apart: bool,
    /// Source of the above.
    pub source: String,
    /// What of it was not verified; `None` when all was.
    pub unverified: Option<String>,
}

/// Who decides on the results in a province.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// The chair of the people's committee (Chủ tịch Ủy ban nhân dân).
    Chair,
    /// The people's committee as a body (Ủy ban nhân dân).
    Committee,
}

impl Decider {
    /// Names the decider, given the name of the committee: `Chủ tịch Ủy ban nhân dân tỉnh Lai
    /// Châu`, or the committee itself.
    #[must_use]
    pub fn name(self, committee: &str) -> String {
        match self {
            Self::Chair => format!("Chủ tịch {committee}"),
            Self::Committee => committee.to_owned(),
        }
    }
}

/// `[proposal]`: what the province sends to the Ministry for products of 5 stars by points.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProposalDossier {
    /// How many copies of the dossier, as the letter says it.
    pub copies: String,
    /// The items for a first evaluation and an upgrade, in order, without the letter itself.
    pub items: Vec<String>,
    /// The items for a re-evaluation (đánh giá lại).
    pub items_again: Vec<String>,
    /// Source of the above.
    pub source: String,
}

/// `[wording]`: the words of papers under an act.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperWording {
    /// Folder below `templates/wording/` whose files go before those of the same name above it;
    /// `None` where the general wording fits.
    pub folder: Option<String>,
    /// How titles name the products of the programme, e.g. `sản phẩm mỗi xã một sản phẩm`.
    pub products: String,
    /// How papers call the team that supports the council, e.g. `Tổ tư vấn`.
    pub support_team: String,
    /// Source of the above.
    pub source: String,
    /// What of it was not verified; `None` when all was.
    pub unverified: Option<String>,
}

/// `[calendar]`: the days by which the rounds of a year are held.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundCalendar {
    /// The rounds that every province holds in a year, in order.
    pub rounds: Vec<YearlyRound>,
    /// Source of the above.
    pub source: String,
}

/// One of the rounds that every province holds in a year. Both days are the first ones that are too
/// late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearlyRound {
    /// The submitting units propose their products before this day.
    pub proposed_before: YearDay,
    /// The council meets before this day.
    pub held_before: YearDay,
}

/// The days by which a round of some year must have come so far, as the act sets them: proposed by
/// the units, held by the council. On the day itself it is too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoundDays {
    /// The submitting units propose their products before this day.
    pub proposed_before: Option<Date>,
    /// The council meets before this day.
    pub held_before: Option<Date>,
}

/// A day of any year. In a file of criteria: `"30/6"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct YearDay {
    month: Month,
    day: u8,
}

impl YearDay {
    /// Returns the day in this year; `None` for the 29th of February in most years.
    #[must_use]
    pub fn of(self, year: i32) -> Option<Date> {
        Date::from_calendar_date(year, self.month, self.day).ok()
    }

    /// Reads `30/6`.
    fn parse(text: &str) -> Option<Self> {
        let (day, month) = text.split_once('/')?;
        let month = Month::try_from(month.trim().parse::<u8>().ok()?).ok()?;
        let day = day.trim().parse().ok()?;
        // A leap year has every day that any year has.
        Date::from_calendar_date(2024, month, day).ok().map(|_| Self { month, day })
    }
}

impl<'de> Deserialize<'de> for YearDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"a day and a month like 30/6")
        })
    }
}

impl RoundCalendar {
    /// Returns the days for the round of this number in the year, from 1; `None` for a round that a
    /// province holds beside those.
    #[must_use]
    pub fn round(&self, number: u8) -> Option<YearlyRound> {
        self.rounds.get(usize::from(number).checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use time::Month;

    use super::YearDay;

    fn year_day(text: &str) -> YearDay {
        YearDay::parse(text).unwrap()
    }

    #[test]
    fn a_day_of_the_year_is_read_as_people_write_it() {
        assert_eq!(year_day("30/6"), YearDay { month: Month::June, day: 30 });
        assert_eq!(year_day("05/01"), YearDay { month: Month::January, day: 5 });
        for wrong in ["31/6", "6", "30-6", "30/13", "", "0/1"] {
            assert_eq!(YearDay::parse(wrong), None, "{wrong}");
        }
    }
}
