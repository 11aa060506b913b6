//! Reads the numbers of cells once more, as whole units instead of decimals.
//!
//! It is laxer than the desk that reads ballots: whatever could be a number is one here, so that it
//! must be accounted for. What that desk takes for a number must come out the same.

use careful_spreadsheet::{Cell, Value};
use rust_decimal::Decimal;

/// Decimals of a unit: one unit is 10⁻²⁸ points.
pub(super) const PLACES: u32 = 28;

/// Units of one point.
const ONE: i128 = 10_i128.pow(PLACES);

/// Words that follow a number of points.
const POINTS: [&str; 5] = ["điểm", "diem", "điêm", "đ", "d"];

/// A number in whole units; `None` beyond ten thousand million points.
pub(super) fn units(value: Decimal) -> Option<i128> {
    value.mantissa().checked_mul(10_i128.pow(PLACES.checked_sub(value.scale())?))
}

/// The number in a cell, alone or before `điểm`, in units.
pub(super) fn of(cell: &Cell) -> Option<i128> {
    match &cell.value {
        Value::Number(number) => units(*number),
        Value::Text(text) => in_text(text),
        _ => None,
    }
}

/// The points that the cell of an option states, in units: as a number, or as one in its words
/// (`Có hợp đồng (2 điểm)`).
pub(super) fn stated(cell: &Cell) -> Option<i128> {
    of(cell).or_else(|| in_words(cell.text()?))
}

/// The number that a text is, in units: digits with spaces, points and commas between them.
fn in_text(text: &str) -> Option<i128> {
    let text = text.to_lowercase();
    let text = text.trim_end_matches('.');
    let text = POINTS.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(text).trim();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    // A comma or point that stands twice separates thousands, and so does any before the last.
    let decimal = text.rfind([',', '.']).filter(|at| text.matches(&text[*at..=*at]).count() == 1);
    let (whole, fraction) = decimal.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    let ((whole, before), (fraction, after)) = (digits(whole)?, digits(fraction)?);
    let step = 10_i128.pow(PLACES.checked_sub(after)?);
    let units = whole.checked_mul(ONE)?.checked_add(fraction.checked_mul(step)?)?;
    (before + after > 0).then_some(if negative { -units } else { units })
}

/// The digits of a text as a whole number, and their count; `None` where anything else stands
/// there.
fn digits(text: &str) -> Option<(i128, u32)> {
    let mut signs = text.chars().filter(|sign| !matches!(sign, ' ' | ',' | '.'));
    signs.try_fold((0_i128, 0), |(value, count), sign| {
        Some((value.checked_mul(10)?.checked_add(sign.to_digit(10)?.into())?, count + 1))
    })
}

/// The number before `điểm` in a text, in units; `None` where several differ.
fn in_words(text: &str) -> Option<i128> {
    let text = text.to_lowercase();
    let mut found = None;
    for (at, word) in POINTS.iter().flat_map(|word| text.match_indices(word)) {
        let goes_on = text[at + word.len()..].starts_with(char::is_alphanumeric);
        let before = text[..at].trim_end();
        let number =
            before.trim_end_matches(|sign: char| sign.is_ascii_digit() || ",.-–/".contains(sign));
        let number = before[number.len()..].trim_matches(|sign: char| !sign.is_ascii_digit());
        if goes_on || number.is_empty() {
            continue;
        }
        let number = in_text(number)?;
        if found.is_some_and(|other| other != number) {
            return None;
        }
        found = Some(number);
    }
    found
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::number;
    use rust_decimal::Decimal;

    use super::{ONE, in_text, in_words, units};

    #[test]
    fn whatever_the_reader_takes_for_a_number_is_the_same_here() {
        for text in [
            "72,5",
            "72.5",
            "72,50",
            "72,5 điểm",
            "72,5đ",
            "72.5 ĐIỂM.",
            "7 2,5",
            "+72,5",
            "72 ,5",
            "1.234,5",
            "1,234.5",
            "1.234.567",
            "1 234",
            "1 234,5",
            "1234,567",
            "0,125",
            "12,3456",
            "007",
            "\u{2212}1,5",
            "-2",
            "0",
            "- 3",
        ] {
            let read = number::parse(text).and_then(units);
            assert!(
                read.is_some() && in_text(text) == read,
                "{text:?}: {:?} for {read:?}",
                in_text(text)
            );
        }
    }

    #[test]
    fn words_and_lonely_signs_are_no_numbers() {
        for text in [
            "", "-", "–", ".", "…", "x", "□", "điểm", "8-9", "8/10", "85%", "4 sao", "1e5", "12a",
            "٣",
        ] {
            assert_eq!(in_text(text), None, "{text:?}");
        }
        assert_eq!(in_text(&"9".repeat(40)), None, "beyond what units hold");
    }

    #[test]
    fn the_points_of_an_option_are_found_in_its_words() {
        for (text, tenths) in [
            ("Có hợp đồng liên kết (2 điểm)", Some(20)),
            ("Có hợp đồng liên kết: 3 ĐIỂM/năm", Some(30)),
            ("- Mức 0 (0 điểm)", Some(0)),
            ("Đạt một phần: 2,5 điểm", Some(25)),
            ("Đạt 2 đ; cộng lại 2 điểm.", Some(20)),
            ("Từ 50% đến dưới 75%", None),
            ("Đạt 1 điểm hoặc 2 điểm", None),
            ("Từ 2-3 điểm", None),
            ("Có điểm bán hàng", None),
        ] {
            assert_eq!(in_words(text), tenths.map(|tenths| ONE / 10 * tenths), "{text}");
        }
    }

    #[test]
    fn a_number_is_whole_units() {
        assert_eq!(units(Decimal::new(-725, 1)), Some(-72 * ONE - ONE / 2));
        assert_eq!(units(Decimal::MAX), None);
    }
}
