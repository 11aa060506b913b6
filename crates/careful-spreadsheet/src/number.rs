//! Numbers as people type them in Vietnam: `72,5`, `72.5`, `1.234,5`, `72,5 điểm`.
//!
//! A number is read exactly or not at all: text that could mean two numbers gives `None`, and the
//! caller, who knows the column, says so to the clerk.

use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

use super::text;

/// Number of decimals that are trusted in a number stored as binary floating point; digits behind
/// them are rounding noise.
const TRUSTED_DECIMALS: u32 = 9;

/// Words for “points” that may follow a number.
const UNITS: [&str; 3] = ["điểm", "diem", "đ"];

/// Reads text that holds exactly one number; `None` when there is none, more than one, or two ways
/// to read it.
///
/// A single separator before three digits (`1.234`) can be read in two ways: as one thousand two
/// hundred and thirty-four, or as one and a fraction. A zero or more than three digits in front of
/// it settle the doubt (`0,125`, `1234,567`).
///
/// ```
/// # use careful_spreadsheet::number::parse;
/// assert_eq!(parse("72,5 điểm").map(|n| n.to_string()).as_deref(), Some("72.5"));
/// assert_eq!(parse("1.234"), None);
/// ```
pub fn parse(text: &str) -> Option<Decimal> {
    let cleaned = text::clean(text).replace('\u{2212}', "-").to_lowercase();
    let (negative, digits) = match cleaned.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, cleaned.strip_prefix('+').unwrap_or(&cleaned).trim_start()),
    };
    let digits = without_spaces(without_unit(digits))?;
    let (whole, fraction) = split(&digits)?;
    let exact = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    let mut value = Decimal::from_str_exact(&exact).ok()?;
    value.set_sign_negative(negative && !value.is_zero());
    Some(value.normalize())
}

/// Returns the exact number that a workbook means by a binary floating point value:
/// `0.30000000000000004` is 0.3.
///
/// `None` for an infinite value, for NaN and for a value too large for [`Decimal`].
pub fn from_f64(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    // `{}` of a float is the shortest text that reads back the same, and never uses an exponent.
    let exact = Decimal::from_str(&value.to_string()).ok()?;
    let rounded =
        exact.round_dp_with_strategy(TRUSTED_DECIMALS, RoundingStrategy::MidpointAwayFromZero);
    Some(if rounded.is_zero() { Decimal::ZERO } else { rounded.normalize() })
}

/// Writes a number as Vietnamese papers print it: comma before the decimals, points between
/// thousands, nothing rounded.
pub fn vietnamese(value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut out = String::from(if value.is_sign_negative() && !value.is_zero() { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Removes a unit such as `điểm` from the end of the text.
fn without_unit(text: &str) -> &str {
    let text = text.trim_end_matches('.');
    let bare = UNITS.iter().find_map(|unit| text.strip_suffix(unit));
    bare.map_or(text, str::trim_end)
}

/// Joins digits that spaces separate: thousands (`1 234`), or a slip in a decimal number (`7 2,5`).
/// `None` for any other spaces.
fn without_spaces(text: &str) -> Option<String> {
    if !text.contains(' ') {
        return Some(text.to_owned());
    }
    let joined = text.replace(' ', "");
    let mut groups = text.split(' ');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let thousands = first && groups.all(|group| group.len() == 3 && is_digits(group));
    let decimal = joined.matches([',', '.']).count() == 1;
    (thousands || decimal).then_some(joined)
}

/// Splits a number into the digits before and after its decimal separator and removes separators of
/// thousands; `None` when the separators contradict each other.
fn split(text: &str) -> Option<(String, String)> {
    let Some(last) = text.rfind(['.', ',']) else {
        return is_digits(text).then(|| (text.to_owned(), String::new()));
    };
    let (separator, other) = if text[last..].starts_with(',') { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = (&text[..last], &text[last + 1..]);
    let alone = !whole.contains(separator);
    match (alone, whole.contains(other)) {
        (true, true) => {
            is_digits(fraction).then_some((join_thousands(whole, other)?, fraction.to_owned()))
        }
        (true, false) => {
            is_plain_decimal(whole, fraction).then(|| (whole.to_owned(), fraction.to_owned()))
        }
        (false, false) => Some((join_thousands(text, separator)?, String::new())),
        (false, true) => None,
    }
}

/// Tells whether the only separator of a number can only be the decimal one.
fn is_plain_decimal(whole: &str, fraction: &str) -> bool {
    let thousands = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    !thousands && is_digits(whole) && is_digits(fraction)
}

/// Removes the separators of `1.234.567`; `None` when they do not stand between groups of three
/// digits.
fn join_thousands(text: &str, separator: char) -> Option<String> {
    let mut groups = text.split(separator);
    let first = groups
        .next()
        .filter(|first| is_digits(first) && first.len() <= 3 && !first.starts_with('0'));
    let sound = first.is_some() && groups.all(|group| is_digits(group) && group.len() == 3);
    sound.then(|| text.replace(separator, ""))
}

/// Tells whether the text consists of one or more ASCII digits.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::{from_f64, parse, vietnamese};

    fn read(text: &str) -> Option<String> {
        parse(text).map(|value| value.to_string())
    }

    #[test]
    fn a_mark_is_read_however_it_was_typed() {
        for text in [
            "72,5",
            "72.5",
            "72,50",
            "72,5 điểm",
            "72,5đ",
            "72.5 ĐIỂM.",
            "7 2,5",
            "\u{a0}72,5\u{a0}",
            "+72,5",
            "72 ,5",
        ] {
            assert_eq!(read(text).as_deref(), Some("72.5"), "{text:?}");
        }
        assert_eq!(read(" 9.5 ").as_deref(), Some("9.5"));
        assert_eq!(read("007").as_deref(), Some("7"));
        assert_eq!(read("\u{2212}1,5").as_deref(), Some("-1.5"));
        assert_eq!(read("-0").as_deref(), Some("0"));
    }

    #[test]
    fn thousands_are_told_from_decimals() {
        for (text, value) in [
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1 234", "1234"),
            ("1 234,5", "1234.5"),
            ("1234,567", "1234.567"),
            ("0,125", "0.125"),
            ("12,3456", "12.3456"),
        ] {
            assert_eq!(read(text).as_deref(), Some(value), "{text:?}");
        }
    }

    #[test]
    fn what_is_not_one_number_is_none() {
        for text in [
            "", "-", ",", ".", "7,", ",5", "1.234", "50,000", "8 9", "7 2 5", "8-9", "8/10", "1e5",
            "85%", "4 sao", "điểm", "NaN", "1.23.456", "1,2,3", "1.2,3.4", "8,5 9,5", "1.234,",
            "12a", "٣",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read(&"9".repeat(40)), None);
    }

    #[test]
    fn the_noise_of_floating_point_is_rounded_away() {
        for (value, exact) in [
            (0.1 + 0.2, "0.3"),
            (72.5, "72.5"),
            (8.0, "8"),
            (-0.0, "0"),
            (1e-20, "0"),
            (5e-324, "0"),
            (-12.25, "-12.25"),
        ] {
            assert_eq!(
                from_f64(value).map(|value| value.to_string()).as_deref(),
                Some(exact),
                "{value:?}"
            );
        }
        assert_eq!(from_f64(f64::NAN), None);
        assert_eq!(from_f64(f64::INFINITY), None);
        assert_eq!(from_f64(1e300), None);
    }

    #[test]
    fn numbers_are_printed_the_vietnamese_way() {
        for (value, printed) in [
            ("52.75", "52,75"),
            ("1234.5", "1.234,5"),
            ("1234567", "1.234.567"),
            ("-999", "-999"),
            ("0", "0"),
            ("90.0", "90,0"),
        ] {
            let value: Decimal = value.parse().expect("a test writes sound numbers");
            assert_eq!(vietnamese(value), printed);
        }
    }
}
