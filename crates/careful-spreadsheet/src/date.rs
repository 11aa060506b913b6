//! Dates as people type them in Vietnam: the day first, always.

use time::{Date, Duration, Month};

use super::text;

/// Years that a date may have; a date in any other year is not read.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2100;

/// Reads text that is exactly one date: `08/12/2020`, `8-12-2020`, `08.12.2020`, `ngày 08 tháng 12
/// năm 2020`, `2020-12-08`.
///
/// `None` for anything else, and for a day that does not exist. The day stands before the month
/// whatever their size, and a year of two digits is one of this century.
///
/// ```
/// # use careful_spreadsheet::date::parse;
/// assert_eq!(parse("08/12/2020").map(|date| date.to_string()).as_deref(), Some("2020-12-08"));
/// assert_eq!(parse("12/13/2020"), None);
/// ```
pub fn parse(text: &str) -> Option<Date> {
    let words = words(text);
    let (date, used) = read_date(&words)?;
    (used == words.len()).then_some(date)
}

/// Finds the first date in running text: `Công văn số 123/UBND-NN ngày 05/11/2020 của UBND huyện`.
pub fn find(text: &str) -> Option<Date> {
    let words = words(text);
    (0..words.len()).find_map(|start| read_date(&words[start..]).map(|(date, _)| date))
}

/// Returns the day of a serial number of the 1900 date system (44143 is 08/11/2020); `None` when
/// the year lies outside 1990 to 2100.
pub fn from_serial(days: i64) -> Option<Date> {
    let epoch = Date::from_calendar_date(1899, Month::December, 30).ok()?;
    let date = epoch.checked_add(Duration::days(days))?;
    YEARS.contains(&date.year()).then_some(date)
}

/// Splits text into lower-case words; a date is one word unless spaces stand in it.
fn words(text: &str) -> Vec<String> {
    let cleaned = text::clean(text).to_lowercase().replace([',', ';', '(', ')'], " ");
    let glued = cleaned.replace(" /", "/").replace("/ ", "/");
    glued
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ':']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Reads a date at the start of these words; returns it with the number of words it takes.
fn read_date(words: &[String]) -> Option<(Date, usize)> {
    let is = |at: usize, known: &[&str]| {
        words.get(at).is_some_and(|word| known.contains(&word.as_str()))
    };
    let skip = usize::from(is(0, &["ngày", "ngay"]));
    let first = words.get(skip)?;
    if let Some(date) = figures(first) {
        return Some((date, skip + 1));
    }
    let day = number(first)?;
    if !(is(skip + 1, &["tháng", "thang"]) && is(skip + 3, &["năm", "nam"])) {
        return None;
    }
    let (month, year) = (number(words.get(skip + 2)?)?, number(words.get(skip + 4)?)?);
    Some((date(day, month, year)?, skip + 5))
}

/// Reads a date that is one word: `08/12/2020`, `8-12-2020`, `08.12.20`, `2020-12-08`.
fn figures(word: &str) -> Option<Date> {
    let separator = word.chars().find(|sign| matches!(sign, '/' | '-' | '.' | '–'))?;
    let pieces: Vec<&str> = word.split(separator).collect();
    let [first, second, third] = pieces.as_slice() else { return None };
    if first.len() == 4 {
        return date(number(third)?, number(second)?, number(first)?);
    }
    let year = number(third)?;
    let year = match third.len() {
        4 => year,
        2 => 2000 + year,
        _ => return None,
    };
    date(number(first)?, number(second)?, year)
}

/// Builds the calendar date; `None` when it does not exist or its year lies outside [`YEARS`].
fn date(day: i32, month: i32, year: i32) -> Option<Date> {
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, u8::try_from(day).ok()?).ok()?;
    YEARS.contains(&year).then_some(date)
}

/// Reads a number of one to four ASCII digits.
fn number(text: &str) -> Option<i32> {
    let digits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{find, from_serial, parse};

    #[test]
    fn a_date_is_read_however_it_was_typed_and_the_day_comes_first() {
        for text in [
            "08/12/2020",
            "8/12/2020",
            "8-12-2020",
            "08.12.2020",
            "ngày 08 tháng 12 năm 2020",
            "Ngày 8/12/2020.",
            "08 tháng 12 năm 2020",
            "2020-12-08",
            "2020/12/08",
            "8/12/20",
            " 08 / 12 / 2020 ",
            "ngay 8 thang 12 nam 2020",
        ] {
            assert_eq!(
                parse(text).map(|date| date.to_string()).as_deref(),
                Some("2020-12-08"),
                "{text}"
            );
        }
        assert_eq!(parse("03/04/2020").map(|date| date.to_string()).as_deref(), Some("2020-04-03"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "12/13/2020",
            "31/02/2020",
            "08/12",
            "08/12/2020 hoặc 09/12/2020",
            "tháng 12 năm 2020",
            "08/12/1020",
            "ngày",
            "2020",
            "1/2/3/4",
            "ngày … tháng 12 năm 2020",
            "８/12/2020",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_first_date_in_a_sentence_is_found() {
        for (text, date) in [
            (
                "(Kèm theo Công văn số 123/UBND-NN ngày 05/11/2020 của UBND huyện)",
                Some("2020-11-05"),
            ),
            ("Sìn Hồ, ngày 05 tháng 11 năm 2020", Some("2020-11-05")),
            ("Công văn số 123/UBND-NN ngày    tháng 11 năm 2020", None),
        ] {
            assert_eq!(find(text).map(|date| date.to_string()).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_serial_number_is_a_day_near_our_own() {
        assert_eq!(from_serial(44_143).map(|date| date.to_string()).as_deref(), Some("2020-11-08"));
        assert_eq!(from_serial(123), None);
        assert_eq!(from_serial(i64::MAX / 100_000), None);
    }
}
