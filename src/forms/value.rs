//! One cell as a text, a number or a count of stars, or a finding that says why not.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Sourced;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::intake::{Cell, Sheet, Value, number};

/// A cell that a reader sees in this column: itself, or the cell above that was merged down over it.
pub(super) fn cell(sheet: &Sheet, at: CellRef) -> Option<(Place, &Cell)> {
    let (origin, cell) = sheet.merged(at)?;
    (origin.column == at.column).then(|| (sheet.place(origin), cell))
}

/// The text of a cell; numbers are taken as typed. `None` for an empty cell.
pub(super) fn text(sheet: &Sheet, at: CellRef) -> Option<Sourced<String>> {
    let (place, cell) = cell(sheet, at)?;
    let value = match &cell.value {
        Value::Error(_) | Value::NotCalculated => return None,
        _ => cell.shown(),
    };
    (!value.is_empty()).then_some(Sourced { value, place })
}

/// The number of a cell. `Ok(None)` for an empty cell, a finding for anything that is no number.
pub(super) fn decimal(sheet: &Sheet, at: CellRef, heading: &str) -> Result<Option<Sourced<Decimal>>, Box<Finding>> {
    let Some((place, cell)) = cell(sheet, at) else { return Ok(None) };
    let value = match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) if text.is_empty() || is_dash(text) => return Ok(None),
        Value::Text(text) => number::parse(text),
        Value::NotCalculated => return Err(Box::new(not_calculated(place, heading))),
        Value::Bool(_) | Value::Date(_) | Value::Error(_) => None,
    };
    match value {
        Some(value) => Ok(Some(Sourced { value, place })),
        None => Err(Box::new(not_a_number(place, cell, heading))),
    }
}

/// As [`decimal`], with the finding put aside.
pub(super) fn decimal_or_finding(
    sheet: &Sheet,
    at: CellRef,
    heading: &str,
    findings: &mut Findings,
) -> Option<Sourced<Decimal>> {
    decimal(sheet, at, heading).unwrap_or_else(|finding| {
        findings.push(*finding);
        None
    })
}

/// A count of stars: `3`, `3 sao`, `03 sao`, `Hạng 3 sao`, `***`, `★★★`.
pub(super) fn stars(sheet: &Sheet, at: CellRef, heading: &str, findings: &mut Findings) -> Option<Sourced<u8>> {
    let (place, cell) = cell(sheet, at)?;
    let shown = cell.shown();
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    let marks = shown.chars().filter(|sign| matches!(sign, '*' | '★' | '⭐')).count();
    let stars = match &cell.value {
        Value::Number(number) => number.to_u8().filter(|stars| Decimal::from(*stars) == *number),
        _ if !digits.is_empty() => digits.parse().ok(),
        _ => u8::try_from(marks).ok(),
    };
    match stars.filter(|stars| (1..=5).contains(stars)) {
        Some(value) => Some(Sourced { value, place }),
        None if shown.is_empty() || is_dash(&shown) => None,
        None => {
            findings.push(
                Finding::new(Code::ValueUnreadable, place, "Hạng sao không đọc được.")
                    .heading(heading)
                    .found(shown)
                    .allowed("từ 1 đến 5 sao, ví dụ: 3 sao"),
            );
            None
        }
    }
}

/// Dashes that people type where there is nothing to say.
fn is_dash(text: &str) -> bool {
    text.chars().all(|sign| matches!(sign, '-' | '–' | '—' | '.' | '…' | '/' | ' '))
}

fn not_calculated(place: Place, heading: &str) -> Finding {
    Finding::new(Code::FormulaNotCalculated, place, "Công thức trong ô chưa được tính nên ô không có giá trị.")
        .heading(heading)
        .remedy("Mở tệp bằng Excel hoặc LibreOffice, bấm Lưu (Ctrl+S), rồi nộp lại.")
}

fn not_a_number(place: Place, cell: &Cell, heading: &str) -> Finding {
    Finding::new(Code::ValueUnreadable, place, "Ô này phải là một số.")
        .heading(heading)
        .found(cell.shown())
        .allowed("một số, ví dụ: 72,5")
        .remedy("Gõ lại số vào ô, không kèm chữ.")
}
