//! The clock of the desk. What it tells stands on pages and in the diary, never in a paper.

use time::{Date, OffsetDateTime, UtcOffset, Weekday};

/// Offset of the time of Việt Nam from UTC, in hours.
const VIETNAM: i8 = 7;

/// Returns the time in Việt Nam.
#[must_use]
pub fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
        .to_offset(UtcOffset::from_hms(VIETNAM, 0, 0).unwrap_or(UtcOffset::UTC))
}

/// Writes the time of day: `16:48`.
pub(super) fn hour(at: OffsetDateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Writes a day in words: `Thứ Tư, ngày 09 tháng 12 năm 2020`.
pub(super) fn day(date: Date) -> String {
    format!(
        "{}, ngày {:02} tháng {:02} năm {}",
        weekday(date),
        date.day(),
        u8::from(date.month()),
        date.year()
    )
}

/// Writes a moment that stands in the diary or the book, `2020-12-09T16:22`, as people do:
/// `16:22 ngày 09/12/2020`. Anything else stays as it is.
pub(super) fn moment(at: &str) -> String {
    let told = || {
        let (day, hour) = at.split_once('T')?;
        let mut parts = day.split('-').rev();
        let day = [parts.next()?, parts.next()?, parts.next()?].join("/");
        Some(format!("{} ngày {day}", hour.get(..5)?))
    };
    told().unwrap_or_else(|| at.to_owned())
}

/// Names a day of the week.
pub(super) fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ Nhật",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Month;

    #[test]
    fn a_day_is_written_as_papers_write_it() {
        let date = Date::from_calendar_date(2020, Month::December, 9).unwrap();
        assert_eq!(day(date), "Thứ Tư, ngày 09 tháng 12 năm 2020");
        assert_eq!(hour(date.with_hms(7, 5, 0).unwrap().assume_utc()), "07:05");
        assert_eq!(moment("2020-12-09T16:22"), "16:22 ngày 09/12/2020");
        assert_eq!(moment("2020-12-09T16:22:05+07:00"), "16:22 ngày 09/12/2020");
        assert_eq!(moment("hôm qua"), "hôm qua");
    }
}
