//! A declaration in Excel that people have worked on: its cells are changed, rows and columns are
//! inserted, sheets are copied, and it is saved by another writer.

use std::collections::BTreeMap;

use careful_spreadsheet::{CellRef, Opener, Value};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// The cells of a workbook, by sheet.
#[derive(Clone)]
pub(crate) struct DeclaredCells {
    sheets: Vec<(String, SheetCells)>,
}

/// The cells of a sheet, by row and column.
type SheetCells = BTreeMap<(u32, u32), Typed>;

/// What somebody typed into a cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Typed {
    Text(String),
    Number(f64),
    /// Text that is struck through.
    Struck(String),
    /// Year, month, day.
    Day(u16, u8, u8),
    /// A formula that another program calculated to this error.
    Broken(&'static str),
}

impl From<&str> for Typed {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<f64> for Typed {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl DeclaredCells {
    pub(crate) fn of(workbook: &[u8]) -> Self {
        let opened = Opener::new().open("khai-bao.xlsx", workbook).remove(0).workbook.unwrap();
        let typed = |value: &Value| match value {
            Value::Text(text) => Typed::Text(text.clone()),
            Value::Number(number) => Typed::Number(number.to_string().parse().unwrap()),
            Value::Date(date) => {
                Typed::Day(date.year().try_into().unwrap(), u8::from(date.month()), date.day())
            }
            other => panic!("the program writes no {other:?}"),
        };
        let sheets = opened.sheets.iter().map(|sheet| {
            let cells = sheet.cells().map(|(at, cell)| ((at.row, at.column), typed(&cell.value)));
            (sheet.name().to_owned(), cells.collect())
        });
        Self { sheets: sheets.collect() }
    }

    #[track_caller]
    pub(crate) fn cells(&mut self, sheet: &str) -> &mut SheetCells {
        let found = self.sheets.iter_mut().find(|(name, _)| name == sheet);
        &mut found.unwrap_or_else(|| panic!("no sheet {sheet}")).1
    }

    /// Types something into a cell such as `C5`; an empty text clears it.
    #[track_caller]
    pub(crate) fn set(&mut self, sheet: &str, cell: &str, typed: impl Into<Typed>) {
        let at: CellRef = cell.parse().unwrap();
        let typed = typed.into();
        if typed == Typed::Text(String::new()) {
            self.cells(sheet).remove(&(at.row, at.column));
        } else {
            self.cells(sheet).insert((at.row, at.column), typed);
        }
    }

    /// The cell in the row of this label and the column of this heading.
    #[track_caller]
    pub(crate) fn find(&mut self, sheet: &str, row: &str, column: &str) -> String {
        let cells = self.cells(sheet);
        let at = |text: &str, from: u32| {
            let found = cells.iter().find(|((row, column), cell)| {
                *row >= from && *column > 0 && **cell == Typed::Text(text.to_owned())
            });
            *found.unwrap_or_else(|| panic!("no “{text}” on {sheet}")).0
        };
        CellRef::new(at(row, 0).0, at(column, 0).1).to_string()
    }

    /// The cell of a field in a table: in the column of this heading, so many rows below it.
    #[track_caller]
    pub(crate) fn below(&mut self, sheet: &str, heading: &str, rows: u32) -> String {
        let cells = self.cells(sheet);
        let found = cells
            .iter()
            .rev()
            .find(|((_, column), cell)| *column > 0 && **cell == Typed::Text(heading.to_owned()));
        let (row, column) = *found.unwrap_or_else(|| panic!("no “{heading}” on {sheet}")).0;
        CellRef::new(row + rows, column).to_string()
    }

    pub(crate) fn delete_sheet(&mut self, sheet: &str) {
        self.sheets.retain(|(name, _)| name != sheet);
    }

    pub(crate) fn rename_sheet(&mut self, sheet: &str, to: &str) {
        self.sheets
            .iter_mut()
            .filter(|(name, _)| name == sheet)
            .for_each(|(name, _)| to.clone_into(name));
    }

    pub(crate) fn copy_sheet(&mut self, sheet: &str, to: &str) {
        let cells = self.cells(sheet).clone();
        self.sheets.push((to.to_owned(), cells));
    }

    /// Adds a sheet of one's own.
    pub(crate) fn add_sheet(&mut self, name: &str, text: &str) {
        self.sheets.insert(1, (name.to_owned(), BTreeMap::from([((0, 1), text.into())])));
    }

    /// Puts the sheets in the opposite order.
    pub(crate) fn turn_sheets(&mut self) {
        self.sheets.reverse();
    }

    /// Moves every cell of a sheet to another position, or drops it.
    pub(crate) fn move_cells(
        &mut self,
        sheet: &str,
        to: impl Fn((u32, u32)) -> Option<(u32, u32)>,
    ) {
        let cells = self.cells(sheet);
        let moved = cells.iter().filter_map(|(at, cell)| Some((to(*at)?, cell.clone())));
        *cells = moved.collect();
    }

    /// Inserts blank rows before a row, counted from 1.
    pub(crate) fn insert_rows(&mut self, sheet: &str, before: u32, count: u32) {
        self.move_cells(sheet, |(row, column)| {
            Some((if row + 1 >= before { row + count } else { row }, column))
        });
    }

    /// Deletes a row, counted from 1.
    pub(crate) fn delete_row(&mut self, sheet: &str, gone: u32) {
        self.move_cells(sheet, |(row, column)| match row + 1 {
            row if row < gone => Some((row - 1, column)),
            row if row == gone => None,
            row => Some((row - 2, column)),
        });
    }

    /// Inserts a blank column before a column, counted from 0.
    pub(crate) fn insert_column(&mut self, sheet: &str, before: u32) {
        self.move_cells(sheet, |(row, column)| {
            Some((row, if column >= before { column + 1 } else { column }))
        });
    }

    /// Exchanges two columns, counted from 0.
    pub(crate) fn swap_columns(&mut self, sheet: &str, one: u32, other: u32) {
        self.move_cells(sheet, |(row, column)| {
            let column = match column {
                column if column == one => other,
                column if column == other => one,
                column => column,
            };
            Some((row, column))
        });
    }

    /// Copies a row, with its hidden cell, to another one. Both are counted from 1.
    pub(crate) fn copy_row(&mut self, sheet: &str, from: u32, to: u32) {
        let cells = self.cells(sheet);
        let row: Vec<_> = cells
            .iter()
            .filter(|((row, _), _)| row + 1 == from)
            .map(|(at, cell)| (*at, cell.clone()))
            .collect();
        cells.extend(row.into_iter().map(|((_, column), cell)| ((to - 1, column), cell)));
    }

    /// The workbook as another program would save it: the same cells, nothing hidden, no formats.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let day_format = Format::new().set_num_format("dd/mm/yyyy");
        for (name, cells) in &self.sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(name).unwrap();
            for ((row, column), cell) in cells {
                let column = u16::try_from(*column).unwrap();
                match cell {
                    Typed::Text(text) => sheet.write_string(*row, column, text),
                    Typed::Struck(text) => {
                        let struck = Format::new().set_font_strikethrough();
                        sheet.write_string_with_format(*row, column, text, &struck)
                    }
                    Typed::Number(number) => sheet.write_number(*row, column, *number),
                    Typed::Day(year, month, day) => {
                        let day = ExcelDateTime::from_ymd(*year, *month, *day).unwrap();
                        sheet.write_datetime_with_format(*row, column, &day, &day_format)
                    }
                    Typed::Broken(error) => {
                        sheet.write_formula(*row, column, Formula::new("=X1").set_result(*error))
                    }
                }
                .unwrap();
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}
