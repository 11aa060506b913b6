//! The score of the unit that submits: the sum of the parts is ours, whatever the formula of the
//! form, or what was typed over it, shows.

use careful_spreadsheet::Value;
use rust_decimal::Decimal;

use super::keyed::KeyedTable;
use super::told;
use crate::criteria::Act;
use crate::finding::Findings;
use crate::forms::heading::ListField;
use crate::forms::submission::ProductEntry;
use crate::forms::{Sourced, value};

/// Adds total and star to a product whose parts were read.
///
/// Where all parts are there, their sum counts, and a total that says something else is told. The
/// star of the formula is reckoned again, since some programs save formulas without their results,
/// or with those of before.
pub(super) fn complete(
    act: &Act,
    list: &KeyedTable<'_>,
    row: u32,
    entry: &mut ProductEntry,
    findings: &mut Findings,
) {
    let sum = entry.score.sum();
    total(list, row, sum, entry, findings);
    let Some(at) = list.at(row, ListField::Star.key()) else { return };
    if list.sheet.cell(at).is_some_and(|cell| !cell.formula) {
        let typed = value::stars(list.sheet, at, ListField::Star.name());
        entry.star = value::or_finding(typed, findings);
    } else if let Some(sum) = sum {
        let star = act.star(|limit| sum >= limit);
        entry.star = Some(Sourced { value: star, place: list.sheet.place(at) });
    }
}

/// Reads the cell of the total.
fn total(
    list: &KeyedTable<'_>,
    row: u32,
    sum: Option<Decimal>,
    entry: &mut ProductEntry,
    findings: &mut Findings,
) {
    let Some((at, cell)) = list.cell(row, ListField::Total.key()) else { return };
    let is_number = matches!(cell.value, Value::Number(_));
    match sum {
        _ if cell.formula && !is_number => {}
        Some(sum) => {
            if cell.amount() != Some(sum) {
                findings.push(told::total_differs(list.sheet.place(at), cell, sum));
            }
        }
        None if cell.formula => {}
        None => {
            let typed = value::total(list.sheet, at, ListField::Total.name());
            entry.score.unreadable |= typed.is_err();
            entry.score.total = value::or_finding(typed, findings);
            if entry.score.total.is_some() {
                findings.push(told::total_typed(list.sheet.place(at), cell));
            }
        }
    }
}
