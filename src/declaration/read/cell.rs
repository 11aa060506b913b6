//! Understands one cell by the kind of its field, as people type it.
//!
//! What is not understood is handed on as text: the checks of the settings then say that it is not
//! what belongs there.

use careful_spreadsheet::{Cell, Value, date, number, text};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use time::{Date, Month};
use toml::Value as Setting;

use super::Names;
use crate::declaration::form::{Field, Kind, form};

/// What a cell says.
#[derive(Debug)]
pub(super) enum Said {
    /// A value for `round.toml`.
    Value(Setting),
    /// That the key is left out.
    Nothing,
    /// Nothing that can be read; the text says why (Vietnamese).
    Unreadable(&'static str),
}

/// Understands a cell.
pub(super) fn said(field: &Field, cell: &Cell, names: &Names) -> Said {
    match &cell.value {
        Value::Error(_) => {
            return Said::Unreadable("Công thức trong ô này báo lỗi, ô không có giá trị.");
        }
        Value::NotCalculated => {
            return Said::Unreadable("Công thức trong ô này chưa được tính, ô không có giá trị.");
        }
        _ => {}
    }
    let typed = || Setting::String(typed(cell));
    Said::Value(match field.kind {
        Kind::Text => typed(),
        Kind::Whole | Kind::Decimal => amount(cell).unwrap_or_else(typed),
        Kind::Date => day(cell).and_then(setting).unwrap_or_else(typed),
        Kind::Month => month(cell).map_or_else(typed, Setting::String),
        Kind::PaperDate => {
            let only_month = || cell.text().and_then(month_in).map(Setting::String);
            day(cell).and_then(setting).or_else(only_month).unwrap_or_else(typed)
        }
        Kind::Time => time_of(cell).map_or_else(typed, Setting::String),
        Kind::Choice => return choice(field, cell).unwrap_or_else(|| Said::Value(typed())),
        Kind::OpenChoice => match form().chosen(field, &self::typed(cell)) {
            Some(choice) => choice.value.clone().unwrap_or_else(typed),
            None => typed(),
        },
        Kind::Name => Setting::String(names.id(&field.from, &self::typed(cell))),
    })
}

/// Tells whether a cell says that there is nothing of the kind.
pub(super) fn says_none(cell: &Cell) -> bool {
    cell.text().is_some_and(|typed| text::bare(typed) == "khong co")
}

/// Returns the text of a cell, as a person sees it.
fn typed(cell: &Cell) -> String {
    cell.formatted()
}

fn choice(field: &Field, cell: &Cell) -> Option<Said> {
    let typed = typed(cell);
    if let Some(choice) = form().chosen(field, &typed) {
        return Some(choice.value.clone().map_or(Said::Nothing, Said::Value));
    }
    let number = amount(cell)?;
    let known =
        form().choices_of(field).iter().any(|choice| choice.value.as_ref() == Some(&number));
    known.then_some(Said::Value(number))
}

/// Reads a number: a whole one where it is whole.
fn amount(cell: &Cell) -> Option<Setting> {
    let amount = match &cell.value {
        Value::Number(amount) => *amount,
        Value::Text(typed) => number::parse(typed)?,
        _ => return None,
    };
    if amount.fract().is_zero() {
        amount.to_i64().map(Setting::Integer)
    } else {
        amount.to_string().parse().ok().map(Setting::Float)
    }
}

/// Reads a day.
fn day(cell: &Cell) -> Option<Date> {
    match &cell.value {
        Value::Date(day) => Some(*day),
        Value::Text(typed) => date::parse(typed).or_else(|| early(typed)),
        _ => None,
    }
}

/// Reads a day of an earlier time, as old acts bear it: `19/8/1945`.
fn early(typed: &str) -> Option<Date> {
    let parts: Vec<_> = typed.trim().split(['/', '-', '.']).map(str::trim).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let year = (year.len() == 4).then(|| year.parse::<i32>().ok()).flatten()?;
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    let date = Date::from_calendar_date(year, month, day.parse().ok()?).ok()?;
    (1900..=2100).contains(&year).then_some(date)
}

/// Makes the value of a day.
fn setting(day: Date) -> Option<Setting> {
    iso(day).parse().ok().map(Setting::Datetime)
}

fn iso(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// Reads a month; of a whole day, its month.
fn month(cell: &Cell) -> Option<String> {
    if let Some(day) = day(cell) {
        return Some(format!("{:04}-{:02}", day.year(), u8::from(day.month())));
    }
    cell.text().and_then(month_in)
}

/// Reads `12/2026`, `12-2026`, `2026-12`, `tháng 12 năm 2026`.
fn month_in(typed: &str) -> Option<String> {
    let plain = text::clean(typed).to_lowercase();
    let words = plain.replace("tháng", " ").replace("năm", " ");
    let parts: Vec<_> = words
        .split(|sign: char| sign.is_whitespace() || matches!(sign, '/' | '-' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second] = parts.as_slice() else { return None };
    let (month, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    let (month, year): (u8, u16) = (month.parse().ok()?, year.parse().ok()?);
    ((1..=12).contains(&month) && (1900..=2100).contains(&year))
        .then(|| format!("{year:04}-{month:02}"))
}

/// Reads a time that a spreadsheet program keeps as a fraction of a day: `08 giờ 00`.
fn time_of(cell: &Cell) -> Option<String> {
    let Value::Number(days) = &cell.value else { return None };
    let minutes = (*days * Decimal::from(24 * 60)).round().to_u32()?;
    let within = (Decimal::ZERO..Decimal::ONE).contains(days);
    within.then(|| format!("{:02} giờ {:02}", minutes / 60 % 24, minutes % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_cell(text: &str) -> Cell {
        Cell::typed(Value::Text(text.into()))
    }

    #[test]
    fn days_and_months_are_read_as_people_type_them() {
        for typed in ["08/12/2026", "8-12-2026", "ngày 08 tháng 12 năm 2026", "2026-12-08"] {
            assert_eq!(day(&text_cell(typed)).map(iso).as_deref(), Some("2026-12-08"), "{typed}");
        }
        assert_eq!(day(&text_cell("19/8/1945")).map(iso).as_deref(), Some("1945-08-19"));
        for typed in ["12/2026", "12-2026", "2026-12", "tháng 12 năm 2026", "Tháng 12/2026"] {
            assert_eq!(month(&text_cell(typed)).as_deref(), Some("2026-12"), "{typed}");
        }
        assert_eq!(month(&text_cell("13/2026")), None);
        assert_eq!(day(&text_cell("31/02/2026")), None);
    }

    #[test]
    fn a_time_that_the_program_made_a_fraction_is_a_time_again() {
        let cell = |number: &str| Cell::typed(Value::Number(number.parse().unwrap()));
        assert_eq!(time_of(&cell("0.333333333")).as_deref(), Some("08 giờ 00"));
        assert_eq!(time_of(&cell("0.6875")).as_deref(), Some("16 giờ 30"));
        assert_eq!(time_of(&cell("8")), None);
    }
}
