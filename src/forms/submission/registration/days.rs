//! Days in the cells of a list, and in JSON.

use careful_spreadsheet::{Cell, Value, Worksheet, date};
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use time::Date;

use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::forms::{Sourced, value};

/// Reads the day in a cell; `None`, with a finding, where the cell holds no single day.
pub(in crate::forms::submission) fn day(
    sheet: &Worksheet,
    at: CellRef,
    heading: &str,
    findings: &mut Findings,
) -> Option<Sourced<Date>> {
    let (origin, cell) = value::cell(sheet, at)?;
    let place = sheet.place(origin);
    let found = match &cell.value {
        Value::Text(text) if value::is_dash(text) => return None,
        Value::Text(text) => only_day(text),
        Value::Date(_) => date::find(&cell.shown()),
        // A day whose cell has no date format is shown as a number.
        Value::Number(days) => days.to_i64().and_then(date::from_serial),
        _ => None,
    };
    if found.is_none() {
        findings.push(unread(place.clone(), cell, heading));
    }
    found.map(|value| Sourced { value, place })
}

/// The only day that a text names; `None` where it names none, or several.
pub(super) fn only_day(text: &str) -> Option<Date> {
    let first = date::find(text)?;
    let starts = text.char_indices().filter(|(_, letter)| *letter == ' ').map(|(at, _)| at);
    let mut others = starts.filter_map(|at| date::find(&text[at..]));
    others.all(|other| other == first).then_some(first)
}

/// The finding about a cell that should hold a day.
fn unread(place: Place, cell: &Cell, heading: &str) -> Finding {
    Finding::new(
        Code::RegistrationUnread,
        place,
        "Ô này phải ghi một ngày nhưng không đọc được; ngày không được dùng.",
    )
    .heading(heading)
    .found(cell.shown())
    .allowed("ngày, tháng, năm; ví dụ: 15/06/2026")
    .remedy("Ghi đủ ngày, tháng, năm.")
}

/// Writes a day as `YYYY-MM-DD`, with its cell.
#[expect(clippy::ref_option, reason = "serde gives a reference")]
pub(in crate::forms::submission) fn serialize<S: Serializer>(
    day: &Option<Sourced<Date>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    day.as_ref()
        .map(|day| Sourced { value: day.value.to_string(), place: day.place.clone() })
        .serialize(serializer)
}
