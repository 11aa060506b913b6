//! Writes tables: one row an item, some rows an item, and the people of sessions.

use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::row_col_to_cell;
use toml::{Table, Value};

use super::sheet::{FIRST, SheetWriter, is_long, range};
use super::tables;
use super::values::{Shown, lookup, shown};
use crate::declaration::form::{Field, Part, form};
use crate::sheet_look::height;

/// A row: the id of its item, and what its cells show.
struct TableRow {
    id: String,
    cells: Vec<Shown>,
}

impl SheetWriter<'_> {
    /// Writes a table with one row an item.
    pub(super) fn rows(&mut self, part: &Part, items: &[&Table]) -> Result<(), XlsxError> {
        let rows = items.iter().map(|item| TableRow { id: String::new(), cells: row(part, item) });
        self.table(part, rows.collect())
    }

    /// Writes a table whose items have ids and short names.
    pub(super) fn named_rows(&mut self, part: &Part, settings: &Table) -> Result<(), XlsxError> {
        let empty = Table::new();
        let given = lookup(settings, &part.key).and_then(Value::as_table).unwrap_or(&empty);
        let others = given.keys().filter(|id| !part.ids.contains(id));
        let rows = part.ids.iter().chain(others).map(|id| {
            let item = given.get(id).and_then(Value::as_table);
            let mut cells = match item {
                Some(item) => row(part, item),
                None => vec![Shown::Blank; part.fields.len()],
            };
            let name = part.fields.iter().position(|field| field.key == "@name");
            if let Some(cell) = name.and_then(|at| cells.get_mut(at)) {
                *cell = Shown::Text(form().name(&part.key, id).to_owned());
            }
            TableRow { id: id.clone(), cells }
        });
        self.table(part, rows.collect())
    }

    /// Writes a table of groups: the first row names the group, lists go down from it.
    pub(super) fn groups(&mut self, part: &Part, items: &[&Table]) -> Result<(), XlsxError> {
        let mut rows = Vec::new();
        for item in items {
            let columns: Vec<_> = part.fields.iter().map(|field| shown(field, item)).collect();
            let longest = columns.iter().map(Vec::len).max().unwrap_or(1).max(1);
            rows.extend((0..longest).map(|index| {
                TableRow {
                    id: String::new(),
                    cells: columns
                        .iter()
                        .map(|cells| cells.get(index).cloned().unwrap_or(Shown::Blank))
                        .collect(),
                }
            }));
        }
        self.table(part, rows)
    }

    /// Writes the people of sessions who were absent, abstained or were replaced.
    pub(super) fn presence(&mut self, part: &Part, settings: &Table) -> Result<(), XlsxError> {
        let mut rows = Vec::new();
        for session in tables(settings, "sessions") {
            for list in ["absent", "abstaining", "replaced"] {
                for person in tables(session, list) {
                    let mut person = person.clone();
                    if let Some(authority) = person.remove("authority") {
                        person.insert("reason".into(), authority);
                    }
                    person.insert("kind".into(), list.into());
                    person.extend(
                        session.get("number").map(|number| ("session".into(), number.clone())),
                    );
                    rows.push(TableRow { id: String::new(), cells: row(part, &person) });
                }
            }
        }
        self.table(part, rows)
    }

    fn table(&mut self, part: &Part, mut rows: Vec<TableRow>) -> Result<(), XlsxError> {
        let heads: Vec<_> =
            part.fields.iter().map(|field| (field.key.clone(), field.head.clone())).collect();
        self.headings(&heads)?;
        let top = self.row;
        let count = rows.len().max(part.always) + part.spare;
        rows.resize_with(count, || TableRow { id: String::new(), cells: Vec::new() });
        for row in &rows {
            if !row.id.is_empty() {
                self.sheet.write_string(self.row, 0, &row.id)?;
            }
            let mut texts = Vec::new();
            for (index, (column, field)) in (FIRST..).zip(&part.fields).enumerate() {
                let value = row.cells.get(index).unwrap_or(&Shown::Blank);
                if field.name().is_empty() {
                    continue;
                }
                self.value(column, field, value)?;
                if is_long(field.kind) {
                    texts.push((value.text(), self.form.widths[index]));
                }
            }
            self.sheet.set_row_height(self.row, height(texts))?;
            self.row += 1;
        }
        let bottom = self.row - 1;
        for (column, field) in (FIRST..).zip(&part.fields) {
            let list = match (part.key.as_str(), field.key.as_str()) {
                (table, "@name") => table,
                ("council.members", "name") => "members",
                _ => "",
            };
            if !list.is_empty() {
                let name = range(&self.form.name, (top, column), (bottom, column));
                self.lists.range(list, name);
            }
            self.wanted_in_column(part, field, column, (top, bottom))?;
        }
        self.wanted_where_open(top, bottom)
    }

    /// Colours the cells of a field that must be filled in: in the rows that must be there, and in
    /// those that were begun.
    fn wanted_in_column(
        &mut self,
        part: &Part,
        field: &Field,
        column: u16,
        (top, bottom): (u32, u32),
    ) -> Result<(), XlsxError> {
        if !field.needed && !field.asked {
            return Ok(());
        }
        let first = part.fields.iter().position(|field| !field.lone).unwrap_or(0);
        let last = FIRST + u16::try_from(part.fields.len()).unwrap_or(1) - 1;
        let from = FIRST + u16::try_from(first).unwrap_or(0);
        let letters = |column: u16| rust_xlsxwriter::utility::column_number_to_name(column);
        let cell = row_col_to_cell(top, column);
        let begun =
            format!("COUNTA(${}{}:${}{})>0", letters(from), top + 1, letters(last), top + 1);
        let law = if field.asked {
            format!(",ISERROR(SEARCH(\"luật\",${}{}))", letters(from), top + 1)
        } else {
            String::new()
        };
        // In a group, only the first row names it.
        let rule = format!("=AND(LEN(TRIM({cell}))=0,{begun}{law})");
        if part.shape != crate::declaration::form::Shape::Groups {
            self.wanted((top, column), (bottom, column), &rule)?;
        }
        if part.always > 0 && field.needed {
            let bottom = top + u32::try_from(part.always).unwrap_or(1) - 1;
            let rule = format!("=LEN(TRIM({cell}))=0");
            self.wanted((top, column), (bottom, column), &rule)?;
        }
        Ok(())
    }
}

/// Returns what the cells of an item show. A field that is a list has one cell here.
fn row(part: &Part, item: &Table) -> Vec<Shown> {
    let first = |field: &Field| shown(field, item).into_iter().next().unwrap_or(Shown::Blank);
    part.fields.iter().map(first).collect()
}
