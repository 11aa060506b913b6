//! How long a certificate is valid, and when the product is to be evaluated again.

use minijinja::{Value, context};
use time::{Date, Duration};

use super::blank_day;
use crate::documents::WritingDesk;
use crate::round::{add_months, long_date, pad_number, short_date};

/// The validity of the certificates of a decision.
pub(super) struct Term {
    /// How many months a certificate is valid.
    pub(super) months: u16,
    /// The last day as papers print it, with a gap for the day while the decision has none: `ngày
    /// 11 tháng 12 năm 2023`.
    pub(super) to: String,
    /// The last day; `None` while the decision has no day.
    ends: Option<Date>,
}

impl Term {
    /// Returns the validity that the decision of the round grants.
    pub(super) fn of(desk: &WritingDesk<'_>) -> Self {
        let months = desk.round.decision.valid_months.unwrap_or(desk.act.certificate_months);
        let date = desk.round.papers.decision.date;
        let ends = date.date().map(|day| add_months(day, months));
        let to = ends.map_or_else(|| without_day(add_months(date.first_day(), months)), long_date);
        Self { months, to, ends }
    }

    /// Returns the days between which a dossier for a new evaluation is handed in, in words
    /// (Vietnamese): `từ ngày … đến ngày …`; while the end is not known, `trong khoảng từ 180 đến
    /// 120 ngày trước khi Giấy chứng nhận hết giá trị`. `None` where the act sets no days.
    pub(super) fn again(&self, desk: &WritingDesk<'_>) -> Option<String> {
        let times = desk.act.registration.as_ref()?;
        let before = |days: u16| self.ends?.checked_sub(Duration::days(i64::from(days)));
        let days = before(times.earliest_days).zip(before(times.latest_days));
        let (earliest, latest) = (times.earliest_days, times.latest_days);
        Some(match days {
            Some((first, last)) => {
                format!("từ ngày {} đến ngày {}", short_date(first), short_date(last))
            }
            None => format!(
                "trong khoảng từ {earliest} đến {latest} ngày trước khi Giấy chứng nhận hết giá trị"
            ),
        })
    }

    /// Returns the values of wording files on the term.
    pub(super) fn values(&self, desk: &WritingDesk<'_>) -> Value {
        context! { months => self.months, to => &self.to, again => self.again(desk) }
    }
}

/// Writes a date with a gap instead of its day.
fn without_day(date: Date) -> String {
    let month = u8::from(date.month());
    let month = if month < 3 { pad_number(u64::from(month)) } else { month.to_string() };
    blank_day(&month, &date.year().to_string())
}

/// Returns the day before which units propose products for the next round that the act sets, after
/// the papers of this one; `None` where it sets none.
pub(super) fn next_round(desk: &WritingDesk<'_>) -> Option<Date> {
    let after = desk.round.papers.decision.date.last_day();
    let rounds = (after.year()..=after.year() + 1)
        .flat_map(|year| (1..=12).map(move |number| (number, year)));
    rounds
        .filter_map(|(number, year)| desk.act.days_of_round(number, year).proposed_before)
        .filter(|day| *day > after)
        .min()
}
