//! Reads xlsx and xlsb with calamine, cell by cell.
//!
//! Never through `worksheet_range`: that allocates the rectangle between the outermost cells, and a single cell at
//! `XFD1048576` ends the whole program.

mod xlsb;
mod xlsx;

use calamine::{DataRef, ExcelDateTime, SheetType};
use time::{Date, Month};

pub(super) use self::xlsb::read_xlsb;
pub(super) use self::xlsx::read_xlsx;
use super::cell::{Cell, Value};

/// The names of the worksheets, in order, without sheets of charts and macros.
fn worksheets(sheets: &[calamine::Sheet]) -> Vec<String> {
    sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect()
}

/// The cell that a value makes; `None` when there is nothing to see.
fn cell(value: DataRef<'_>, formula: bool) -> Option<Cell> {
    let value = match value {
        DataRef::Empty if formula => Value::NotCalculated,
        DataRef::Empty => return None,
        DataRef::String(raw) | DataRef::DurationIso(raw) => Value::from_text(&raw)?,
        DataRef::SharedString(raw) => Value::from_text(raw)?,
        DataRef::DateTimeIso(raw) => Value::from_iso_date(&raw)?,
        DataRef::Bool(value) => Value::Bool(value),
        DataRef::Int(value) => Value::Number(value.into()),
        DataRef::Float(value) => Value::from_float(value),
        DataRef::DateTime(value) => date(value).map_or_else(|| Value::from_float(value.as_f64()), Value::Date),
        DataRef::Error(error) => Value::Error(error.to_string()),
    };
    Some(Cell { value, formula })
}

/// The day of a serial date; `None` for a duration, a time of day, and the days Excel made up (1900-02-29).
fn date(value: ExcelDateTime) -> Option<Date> {
    if value.is_duration() || value.as_f64() < 1.0 {
        return None;
    }
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
}
