//! Columns and sheets that a list should have and has not, or has twice.

use super::form::{ListForm, ListFormSheet, ListValue};
use super::keyed::KeyedTable;
use super::{ListDesk, ListSheets, told};
use crate::finding::{CellRef, Findings};
use crate::forms::heading::ListField;
use crate::forms::issued::KnownForm;
use crate::forms::issued::keys::table;

/// What a list lacks of the form of today.
#[derive(Debug, Default)]
pub(super) struct MissingColumns {
    /// The sheet of dossiers.
    pub(super) dossiers: bool,
    /// The column of an item of the dossier.
    pub(super) items: bool,
    /// A column that stands there twice, so that every product waits (its heading).
    twice: Option<String>,
}

impl MissingColumns {
    /// Why every product of the list must wait (Vietnamese, a clause).
    pub(super) fn doubt(&self) -> Option<String> {
        let heading = self.twice.as_ref()?;
        Some(format!("danh sách có hai cột “{heading}”"))
    }
}

/// Compares the columns of a list with those that the form has today, and tells what is missing,
/// once a sheet.
pub(super) fn check(
    desk: ListDesk<'_, '_>,
    form: &KnownForm<'_>,
    sheets: &ListSheets<'_>,
    findings: &mut Findings,
) -> MissingColumns {
    let expected = ListForm::of(desk.round, desk.acts);
    let today: Vec<&str> = desk.acts.iter().map(|act| act.id.as_str()).collect();
    let is_older = form.identity.as_ref().is_some_and(|made| made.acts != today);
    let mut missing = MissingColumns::default();
    let tables = [
        (table::LIST, Some(&sheets.list)),
        (table::DOSSIERS, sheets.dossiers.as_ref()),
        (table::OWNERS, sheets.owners.as_ref()),
    ];
    for (name, table) in tables {
        let Some(sheet) = expected.sheet(name) else { continue };
        if let Some(table) = table {
            of_table(sheet, table, is_older, &mut missing, findings);
            continue;
        }
        missing.dossiers |= name == table::DOSSIERS;
        let place = &sheets.list.sheet.place;
        findings.push(told::sheet_missing(place, sheet.name, name == table::DOSSIERS));
    }
    missing
}

/// Compares the columns of one sheet.
fn of_table(
    expected: &ListFormSheet,
    table: &KeyedTable<'_>,
    is_older: bool,
    missing: &mut MissingColumns,
    findings: &mut Findings,
) {
    let is_gone = |key: &str| table.column(key).is_none();
    let gone: Vec<_> = expected.columns.iter().filter(|column| is_gone(&column.key)).collect();
    missing.items |= gone.iter().any(|column| column.value == ListValue::Item);
    let needed =
        |key: &str| ListField::of_key(key).is_some_and(|field| ListField::NEEDED.contains(&field));
    let is_list = expected.table == table::LIST;
    let (needed, others): (Vec<_>, Vec<_>) = gone
        .into_iter()
        .partition(|column| column.value == ListValue::Item || is_list && needed(&column.key));
    let at = CellRef::new(table.headings_row(), 1);
    let names = |columns: &[&super::ListFormColumn]| {
        columns.iter().map(|column| column.heading.clone()).collect::<Vec<_>>().join("; ")
    };
    if !needed.is_empty() {
        findings.push(told::needed_missing(table.sheet.place(at), &names(&needed)));
    }
    if !others.is_empty() {
        findings.push(told::columns_missing(table.sheet.place(at), &names(&others), is_older));
    }
    for (at, key) in &table.twice {
        let heading = expected.columns.iter().find(|column| column.key == *key);
        let heading = heading.map_or_else(|| (*key).to_owned(), |column| column.heading.clone());
        let cells = table.rows.iter().map(|(row, _)| CellRef::new(*row, at.column));
        let differs = cells.clone().any(|cell| {
            let other = table.at(cell.row, key).and_then(|at| table.sheet.cell(at));
            table.sheet.cell(cell).map(|cell| &cell.value) != other.map(|cell| &cell.value)
        });
        findings.push(told::column_twice(table.sheet.place(*at), &heading));
        if differs && *key != ListField::Order.key() {
            missing.twice.get_or_insert(heading);
        }
    }
}
