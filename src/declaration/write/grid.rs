//! Writes parts with one column an item: bodies, sessions, papers.

use rust_xlsxwriter::XlsxError;
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell};
use toml::{Table, Value};

use super::sheet::{FIRST, SheetWriter, is_long, label, range};
use super::values::{Shown, lookup, shown};
use crate::declaration::form::{Field, Items, Part, form};
use crate::sheet_look::height;

/// A column: its key, its heading, and the table of its item.
struct GridColumn<'t> {
    key: String,
    head: String,
    table: Option<&'t Table>,
}

impl SheetWriter<'_> {
    pub(super) fn grid(&mut self, part: &Part, settings: &Table) -> Result<(), XlsxError> {
        let columns = columns(part, settings);
        let mut heads = vec![(String::new(), "Mục".to_owned())];
        heads.extend(columns.iter().map(|column| (column.key.clone(), column.head.clone())));
        self.headings(&heads)?;
        let top = self.row;
        let mut wanted = Vec::new();
        for field in &part.fields {
            let cells: Vec<_> = columns.iter().map(|column| cells(part, field, column)).collect();
            let longest = cells.iter().map(Vec::len).max().unwrap_or(0);
            let count = if field.list { longest.max(1) + field.spare } else { 1 };
            let first = self.row;
            for index in 0..count {
                self.sheet.write_string(self.row, 0, &field.key)?;
                let label = label(field, index + 1);
                let format = if field.needed && index == 0 {
                    &self.look.needed_label
                } else {
                    &self.look.label
                };
                self.sheet.write_string_with_format(self.row, FIRST, &label, format)?;
                let mut texts = vec![(label.as_str(), self.form.widths[0])];
                for (column, cells) in (FIRST + 1..).zip(&cells) {
                    let value = cells.get(index).unwrap_or(&Shown::Blank);
                    self.value(column, field, value)?;
                    let width = self.form.widths.get(usize::from(column - FIRST)).copied();
                    if is_long(field.kind) {
                        texts.push((value.text(), width.unwrap_or(30)));
                    }
                }
                self.sheet.set_row_height(self.row, height(texts))?;
                self.row += 1;
            }
            if field.needed {
                wanted.push((field, first, self.row - 1));
            }
            if field.key == "@name" {
                let last = FIRST + u16::try_from(columns.len()).unwrap_or(1);
                let name = range(&self.form.name, (first, FIRST + 1), (first, last));
                self.lists.range(&part.key, name);
            }
        }
        for (field, first, last) in wanted {
            let asked =
                (FIRST + 1..).zip(&columns).filter(|(_, item)| !part.is_optional(&item.key));
            for (column, item) in asked {
                let blank = blank(part, field, (first, last), column);
                let letter = column_number_to_name(column);
                // Where an item may be left out, its cells are wanted once it has been begun.
                let below = top + u32::from(part.fields.first().is_some_and(|field| field.lone));
                let begun = format!("COUNTA({letter}${}:{letter}${})>0", below + 1, self.row);
                let rule = if part.must(&item.key) {
                    format!("={blank}")
                } else {
                    format!("=AND({blank},{begun})")
                };
                self.wanted((first, column), (first, column), &rule)?;
            }
        }
        self.wanted_where_open(top, self.row - 1)
    }
}

/// Returns the formula that says that a value is missing.
fn blank(part: &Part, field: &Field, (first, last): (u32, u32), column: u16) -> String {
    let cell = row_col_to_cell(first, column);
    let blank = if field.list {
        format!("COUNTA({cell}:{})=0", row_col_to_cell(last, column))
    } else {
        format!("LEN(TRIM({cell}))=0")
    };
    let other = field.unless.as_ref().and_then(|unless| {
        let here = part.fields.iter().position(|known| known.key == field.key)?;
        let there = part.fields.iter().position(|known| known.key == *unless)?;
        u32::try_from(here.checked_sub(there)?).ok()
    });
    match other {
        Some(above) => {
            format!("AND({blank},LEN(TRIM({}))=0)", row_col_to_cell(first - above, column))
        }
        None => blank,
    }
}

/// Returns the columns of a part: known items, others of the settings, and blank ones.
fn columns<'t>(part: &Part, settings: &'t Table) -> Vec<GridColumn<'t>> {
    let mut columns = Vec::new();
    match lookup(settings, &part.key) {
        Some(Value::Array(items)) => {
            for (number, item) in (1..).zip(items) {
                columns.push(numbered(part, number, item.as_table()));
            }
        }
        given if part.items != Items::List => {
            let given = given.and_then(Value::as_table);
            let named = |id: &str| GridColumn {
                key: id.to_owned(),
                head: form().name(&part.key, id).to_owned(),
                table: given.and_then(|given| given.get(id)).and_then(Value::as_table),
            };
            let others = given.into_iter().flat_map(Table::keys);
            let others = others.filter(|id| !part.ids.contains(id));
            columns.extend(part.ids.iter().chain(others).map(|id| named(id)));
        }
        _ => {}
    }
    let spare = part.columns.max(part.least_columns.saturating_sub(columns.len()));
    for _ in 0..spare {
        columns.push(numbered(part, columns.len() + 1, None));
    }
    columns
}

fn numbered<'t>(part: &Part, number: usize, table: Option<&'t Table>) -> GridColumn<'t> {
    let head = match part.items {
        Items::List => format!("{} {number}", part.column_head),
        _ => part.column_head.clone(),
    };
    GridColumn { key: format!("@{number}"), head, table }
}

/// Returns the cells of a field in a column.
fn cells(part: &Part, field: &Field, column: &GridColumn<'_>) -> Vec<Shown> {
    if field.key == "@name" {
        let named = !column.key.starts_with('@');
        return vec![if named { Shown::Text(column.head.clone()) } else { Shown::Blank }];
    }
    match column.table {
        Some(table) => shown(field, table),
        None if field.lone && part.items == Items::List => {
            let number = column.key.trim_start_matches('@').parse();
            vec![number.map_or(Shown::Blank, Shown::Number)]
        }
        None => Vec::new(),
    }
}
