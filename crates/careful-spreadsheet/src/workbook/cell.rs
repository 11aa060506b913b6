//! One cell of a workbook: its value, whether a formula made it, and how it looks.

use rust_decimal::{Decimal, RoundingStrategy};
use time::{Date, Duration, Month};

use crate::{number, text};

/// A cell that holds something. Empty cells, and cells that hold only spaces, are not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The value of the cell.
    pub value: Value,
    /// Whether the value comes from a formula. It is then the value that a program calculated last.
    pub formula: bool,
    /// Whether the whole text is struck through. Known of xlsx and ods; always `false` in xls and
    /// xlsb.
    pub struck: bool,
    /// The number of decimals that the cell shows, where it differs from those of the number
    /// itself: 1.1 in the format `0.00` shows as `1,10`. Known of xlsx and ods; `None` for formats
    /// that are more than decimals (percentages, fractions, exponents).
    pub shown_decimals: Option<u8>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, cleaned by [`text::clean`] and never empty.
    Text(String),
    /// A number without the rounding noise of binary floating point. Percentages are fractions,
    /// durations are days.
    Number(Decimal),
    /// True or false.
    Bool(bool),
    /// A calendar date; a time of day is dropped.
    Date(Date),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula that no program has calculated yet: the value is not zero but unknown.
    NotCalculated,
}

impl Value {
    /// A text value, cleaned; `None` when nothing visible is left.
    pub(crate) fn from_text(raw: &str) -> Option<Self> {
        let text = text::clean(raw);
        (!text.is_empty()).then_some(Self::Text(text))
    }

    /// An error value of the name that stands in the file.
    pub(crate) fn from_error(raw: &str) -> Self {
        Self::Error(text::clean(raw))
    }

    /// A number; one that is too large for [`Decimal`] becomes text, so that the clerk sees it.
    pub(crate) fn from_float(value: f64) -> Self {
        number::from_f64(value).map_or_else(|| Self::Text(format!("{value:e}")), Self::Number)
    }

    /// Reads `2020-12-08` or `2020-12-08T14:00:00` as a date. Any other text stays text; `None`
    /// when nothing visible is left.
    pub(crate) fn from_iso_date(raw: &str) -> Option<Self> {
        iso_date(raw).map(Self::Date).or_else(|| Self::from_text(raw))
    }
}

impl Cell {
    /// A cell whose value was typed, not calculated.
    pub fn typed(value: Value) -> Self {
        Self::new(value, false)
    }

    /// A cell that is not struck through and has no special number format; `formula` says whether a
    /// formula made the value.
    pub fn new(value: Value, formula: bool) -> Self {
        Self { value, formula, struck: false, shown_decimals: None }
    }

    /// Sets whether the cell is struck through.
    #[must_use]
    pub(crate) fn struck(self, struck: bool) -> Self {
        Self { struck, ..self }
    }

    /// Sets the number of decimals that the cell shows; it is kept only where it changes what is
    /// seen.
    #[must_use]
    pub(crate) fn with_decimals(self, decimals: Option<u8>) -> Self {
        let own = match &self.value {
            Value::Number(number) => number.scale(),
            _ => return self,
        };
        Self { shown_decimals: decimals.filter(|&decimals| u32::from(decimals) != own), ..self }
    }

    /// Returns the text; `None` when the cell holds no text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the number that the cell holds, or that its text states (`7`, `2,5`, `3 điểm`);
    /// `None` otherwise.
    pub fn amount(&self) -> Option<Decimal> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Text(typed) => number::parse(typed),
            _ => None,
        }
    }

    /// Writes the value like [`Self::shown`], but a number with the decimals of its format: `1,10`
    /// for 1.1 in `0.00`, `8` for 7.5 in `0`.
    ///
    /// Use it for numbers that are names, such as the number of a criterion. For amounts, use the
    /// exact value.
    pub fn formatted(&self) -> String {
        match (&self.value, self.shown_decimals) {
            (Value::Number(number), Some(decimals)) => {
                let decimals = u32::from(decimals);
                let mut seen =
                    number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
                seen.rescale(decimals);
                seen.to_string().replace('.', ",")
            }
            _ => self.shown(),
        }
    }

    /// Writes the value about as a clerk sees it in the spreadsheet program: decimals with a comma,
    /// dates as `08/12/2020`.
    pub fn shown(&self) -> String {
        match &self.value {
            Value::Text(text) | Value::Error(text) => text.clone(),
            Value::Number(number) => number.to_string().replace('.', ","),
            Value::Bool(true) => "TRUE".to_owned(),
            Value::Bool(false) => "FALSE".to_owned(),
            Value::Date(date) => {
                format!("{:02}/{:02}/{:04}", date.day(), u8::from(date.month()), date.year())
            }
            Value::NotCalculated => "(công thức chưa được tính)".to_owned(),
        }
    }
}

/// Returns the day of a serial number of Excel, counted from 1900 or from 1904. `None` for a time
/// of day, for the day that Excel invented (1900-02-29), and beyond the calendar.
pub(crate) fn day_of(serial: f64, from_1904: bool) -> Option<Date> {
    if !(1.0..3_000_000.0).contains(&serial) || (!from_1904 && (60.0..61.0).contains(&serial)) {
        return None;
    }
    let (year, month, day) = match from_1904 {
        true => (1904, Month::January, 1),
        false if serial < 60.0 => (1899, Month::December, 31),
        false => (1899, Month::December, 30),
    };
    let first = Date::from_calendar_date(year, month, day).ok()?;
    first.checked_add(Duration::seconds_f64(serial.floor() * 86_400.0))
}

/// Reads the day at the beginning of ISO 8601 text.
fn iso_date(text: &str) -> Option<Date> {
    let day = text.trim().split(['T', ' ']).next()?;
    let mut parts = day.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use time::{Date, Month};

    use super::{Cell, Value, day_of};

    #[test]
    fn a_value_is_shown_as_in_the_spreadsheet() {
        let date = Date::from_calendar_date(2020, Month::December, 8).expect("the date exists");
        let number = "1234.50".parse().expect("the number is sound");
        for (value, shown) in [
            (Value::Text("Chè".to_owned()), "Chè"),
            (Value::Number(number), "1234,50"),
            (Value::Date(date), "08/12/2020"),
            (Value::Bool(true), "TRUE"),
            (Value::Error("#REF!".to_owned()), "#REF!"),
        ] {
            assert_eq!(Cell::typed(value).shown(), shown);
        }
    }

    #[test]
    fn a_number_can_be_had_as_its_format_shows_it() {
        for (number, decimals, seen, kept) in [
            ("1.1", Some(2), "1,10", Some(2)),
            ("1.1", Some(1), "1,1", None),
            ("1", Some(1), "1,0", Some(1)),
            ("7.5", Some(0), "8", Some(0)),
            ("-2.45", Some(1), "-2,5", Some(1)),
            ("72.5", None, "72,5", None),
        ] {
            let number = number.parse().expect("the number is sound");
            let cell = Cell::typed(Value::Number(number)).with_decimals(decimals);
            assert_eq!((cell.formatted().as_str(), cell.shown_decimals), (seen, kept), "{number}");
        }
        let text = Cell::typed(Value::Text("1.10".to_owned())).with_decimals(Some(1));
        assert_eq!((text.formatted().as_str(), text.shown_decimals), ("1.10", None));
    }

    #[test]
    fn iso_dates_are_dates_and_the_rest_stays_text() {
        let date = Date::from_calendar_date(2020, Month::December, 8).expect("the date exists");
        assert_eq!(Value::from_iso_date("2020-12-08T14:00:00"), Some(Value::Date(date)));
        assert_eq!(Value::from_iso_date("2020-13-08"), Some(Value::Text("2020-13-08".to_owned())));
        assert_eq!(Value::from_iso_date(" "), None);
    }

    #[test]
    fn serial_numbers_are_days() {
        let day = |serial, from_1904| day_of(serial, from_1904).map(|date| date.to_string());
        for (serial, from_1904, expected) in [
            (1.0, false, Some("1900-01-01")),
            (59.9, false, Some("1900-02-28")),
            (60.0, false, None),
            (61.0, false, Some("1900-03-01")),
            (44_173.583, false, Some("2020-12-08")),
            (42_711.0, true, Some("2020-12-08")),
            (0.5, false, None),
            (-1.0, true, None),
            (2_999_999.0, false, None),
            (f64::NAN, false, None),
        ] {
            assert_eq!(day(serial, from_1904).as_deref(), expected, "{serial}");
        }
    }
}
