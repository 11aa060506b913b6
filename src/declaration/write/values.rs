//! What is written into a cell for a value of `round.toml`.

use rust_xlsxwriter::ExcelDateTime;
use toml::value::Date;
use toml::{Table, Value};

use crate::declaration::form::{Field, Kind, form};

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shown {
    Blank,
    Text(String),
    Number(f64),
    Day(Date),
}

impl Shown {
    /// Returns the text by which the height of its row is measured.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }
}

/// Returns the value at a dotted key.
pub(super) fn lookup<'a>(table: &'a Table, key: &str) -> Option<&'a Value> {
    match key.split_once('.') {
        Some((first, rest)) => lookup(table.get(first)?.as_table()?, rest),
        None => table.get(key),
    }
}

/// Returns what the cells of a field show: one cell for a single value, as many as there are for a
/// list. `table` is the table of its item.
pub(super) fn shown(field: &Field, table: &Table) -> Vec<Shown> {
    let value = lookup(table, field.name());
    if !field.list {
        return vec![value.map_or_else(|| absent(field, table), |value| single(field, value))];
    }
    match value {
        Some(Value::Array(values)) if values.is_empty() && field.needed => {
            vec![Shown::Text(NONE.into())]
        }
        Some(Value::Array(values)) => {
            let all: Vec<_> = values.iter().map(|value| single(field, value)).collect();
            let open = |shown: &Shown| *shown == Shown::Blank;
            if all.iter().all(open) {
                return Vec::new();
            }
            // A line that is to be filled in among others keeps its text, so that it is not lost.
            let kept = all.into_iter().zip(values);
            kept.map(|(shown, value)| if open(&shown) { plain(value) } else { shown }).collect()
        }
        Some(value) => vec![single(field, value)],
        None => Vec::new(),
    }
}

/// The word that says that there is nothing of the kind.
const NONE: &str = "Không có";

/// Returns what is shown for a key that is left out.
fn absent(field: &Field, table: &Table) -> Shown {
    let word = form().choices_of(field).iter().find(|choice| choice.value.is_none());
    let law = || {
        let kind = table.get("kind").and_then(Value::as_str).unwrap_or_default();
        ["Luật", "Bộ luật", "Hiến pháp", "Pháp lệnh"].iter().any(|law| kind.starts_with(law))
    };
    match word {
        Some(choice) => Shown::Text(choice.word.clone()),
        None if field.asked && !table.is_empty() && !law() => Shown::Text(NONE.into()),
        None => Shown::Blank,
    }
}

/// Returns what is shown for one value.
fn single(field: &Field, value: &Value) -> Shown {
    if let Value::String(text) = value
        && text.starts_with("<điền")
        && text.ends_with('>')
        && (field.needed || field.asked)
    {
        return Shown::Blank;
    }
    match (field.kind, value) {
        (Kind::Choice, value) => match form().word(field, value) {
            Some(word) => Shown::Text(word.to_owned()),
            None => plain(value),
        },
        (Kind::Name, Value::String(id)) => Shown::Text(form().name(&field.from, id).to_owned()),
        (Kind::Date, Value::String(_)) if field.key == "date@day" => Shown::Blank,
        (Kind::Month, Value::Datetime(_)) => Shown::Blank,
        (Kind::Month, Value::String(month)) => {
            first_of(month).map_or_else(|| plain(value), Shown::Day)
        }
        (Kind::PaperDate, Value::String(month)) => match first_of(month) {
            Some(day) => Shown::Text(format!("{:02}/{}", day.month, day.year)),
            None => plain(value),
        },
        (Kind::Whole | Kind::Decimal | Kind::Date | Kind::PaperDate, value) => plain(value),
        (_, Value::String(text)) => Shown::Text(text.clone()),
        (_, value) => Shown::Text(value.to_string()),
    }
}

/// Returns a value as it is.
fn plain(value: &Value) -> Shown {
    match value {
        Value::Integer(number) => number.to_string().parse().map_or(Shown::Blank, Shown::Number),
        Value::Float(number) => Shown::Number(*number),
        Value::Datetime(day) => day.date.map_or_else(|| Shown::Text(day.to_string()), Shown::Day),
        Value::String(text) => Shown::Text(text.clone()),
        value => Shown::Text(value.to_string()),
    }
}

/// Returns the first day of a month such as `2026-12`.
fn first_of(month: &str) -> Option<Date> {
    let (year, month) = month.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(Date { year, month, day: 1 })
}

/// Returns a day for a workbook; `None` for one before 1900.
pub(super) fn excel_day(day: Date) -> Option<ExcelDateTime> {
    ExcelDateTime::from_ymd(day.year, day.month, day.day).ok()
}
