//! What stands around the products of a list: the unit, the covering letter, the count.

use careful_spreadsheet::{Cell, text};

use super::keyed::KeyedTable;
use super::outside::Strays;
use super::{ListDesk, told};
use crate::finding::{CellRef, Findings};
use crate::forms::Sourced;
use crate::forms::issued::KnownForm;
use crate::forms::issued::keys::{self, list_row};
use crate::forms::submission::{Letter, StatedCount, count_typed, day_typed, letter_typed};

/// The unit whose list it is, by its index in the declaration: the one from which the form was
/// made, if the round still has it and the head of the sheet does not name another.
pub(super) fn unit(
    desk: ListDesk<'_, '_>,
    form: &KnownForm<'_>,
    list: &KeyedTable<'_>,
    findings: &mut Findings,
) -> Option<usize> {
    let named = list.row_of(list_row::UNIT).and_then(|row| list.beside(row).next());
    let by_head = named.and_then(|(_, cell)| desk.tools.districts.by_full_name(cell.text()?));
    let units = &desk.round.districts;
    let made_for = form.identity.as_ref().and_then(|identity| identity.unit.as_ref());
    let by_form = if let Some(unit) = made_for {
        let is_unit = |name: &str| text::fold(name) == text::fold(&unit.name);
        let index = units.iter().position(|own| is_unit(&own.name));
        if index.is_none() {
            findings.push(told::unit_unknown(list.sheet.place.clone(), &unit.name, desk));
            return None;
        }
        index
    } else {
        let number = form.code.who.and_then(|number| usize::from(number).checked_sub(1));
        number.filter(|index| *index < units.len())
    };
    match (by_form, by_head, named) {
        (Some(one), Some(other), Some((at, cell))) if one != other => {
            findings.push(told::unit_differs(list.sheet.place(at), cell, &units[one].name));
            None
        }
        (None, None, _) => {
            findings.push(told::unit_unknown(list.sheet.place.clone(), "", desk));
            None
        }
        (by_form, by_head, _) => by_form.or(by_head),
    }
}

/// Reads the number and the day of the covering letter from their cells. What is no letter is told
/// as standing outside.
pub(super) fn letter<'a>(
    list: &KeyedTable<'a>,
    strays: &mut Strays<'a>,
    findings: &mut Findings,
) -> Letter {
    let row = |part: &str| list.row_of(&keys::join(&[list_row::LETTER, part]));
    let mut letter = Letter::default();
    if let Some(row) = row(list_row::LETTER_NUMBER)
        && let Some((at, cell)) = typed(list, row)
    {
        let (number, day) = letter_typed(&cell.shown());
        let place = list.sheet.place(at);
        if number.is_none() {
            strays.take(list.sheet, vec![(at, cell)]);
        }
        letter.number = number.map(|value| Sourced { value, place: place.clone() });
        letter.date = day.map(|value| Sourced { value, place });
    }
    if let Some(row) = row(list_row::LETTER_DAY)
        && let Some((at, _)) = typed(list, row)
    {
        let day = day_typed(list.sheet, at, "Ngày công văn", findings);
        let day = day.map(|day| Sourced { value: day.value.to_string(), place: day.place });
        letter.date = day.or(letter.date);
    }
    letter
}

/// The cell that people fill in a row that begins with a label.
fn typed<'a>(list: &KeyedTable<'a>, row: u32) -> Option<(CellRef, &'a Cell)> {
    let is_label = |cell: &Cell| cell.text().is_some_and(|text| text.ends_with(':'));
    list.beside(row).find(|(_, cell)| !is_label(cell))
}

/// The count that somebody typed over the formula of the totals.
pub(super) fn stated(list: &KeyedTable<'_>, rows: usize, withdrawn: usize) -> Vec<StatedCount> {
    let Some(row) = list.row_of(list_row::TOTALS) else { return Vec::new() };
    let typed = list.beside(row).filter(|(_, cell)| !cell.formula);
    let counts = typed.filter_map(|(at, _)| count_typed(list.sheet, at));
    counts
        .map(|count| StatedCount { value: count.value, place: count.place, rows, withdrawn })
        .collect()
}
