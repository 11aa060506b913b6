//! A list of the sample round, cell by cell, to be spoiled and written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use calamine::{Data, DataType, Reader as _, SheetVisible, Xlsx};
use ocop::finding::CellRef;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::round::sample_folder;

/// What is typed into a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Typed {
    Text(String),
    Number(f64),
    Bool(bool),
    /// A day of December 2020.
    Day(u8),
    /// A formula and the value that was last calculated; empty when none was.
    Formula(String, String),
}

/// The first sheet of a workbook: what was typed, and which cells are merged.
#[derive(Debug, Clone)]
pub(crate) struct Copy {
    sheet: String,
    cells: BTreeMap<CellRef, Typed>,
    merges: Vec<(CellRef, CellRef)>,
    fonts: BTreeMap<CellRef, &'static str>,
    hidden: BTreeSet<u32>,
}

impl Copy {
    /// A list of the sample round, e.g. `ho-so/than-uyen.xlsx`.
    pub(crate) fn of(file: &str) -> Self {
        let bytes = fs_err::read(sample_folder().join(file)).unwrap();
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        let sheet = workbook
            .sheets_metadata()
            .iter()
            .find(|sheet| sheet.visible == SheetVisible::Visible)
            .unwrap();
        let sheet = sheet.name.clone();
        let formulas = workbook.worksheet_formula(&sheet).unwrap();
        let mut cells = BTreeMap::new();
        let range = workbook.worksheet_range(&sheet).unwrap();
        let (top, left) = range.start().unwrap();
        for (row, column, value) in range.used_cells() {
            let at = CellRef::new(
                top + u32::try_from(row).unwrap(),
                left + u32::try_from(column).unwrap(),
            );
            let formula =
                formulas.get_value((at.row, at.column)).filter(|formula| !formula.is_empty());
            let typed = match (formula, value) {
                (Some(formula), value) => {
                    Typed::Formula(format!("={formula}"), value.as_string().unwrap_or_default())
                }
                (None, Data::Float(number)) => Typed::Number(*number),
                (None, value) => Typed::Text(value.as_string().unwrap_or_default()),
            };
            cells.insert(at, typed);
        }
        let cell = |(row, column)| CellRef::new(row, column);
        let found = workbook.merge_cells_by_sheet_name(&sheet).unwrap();
        let merges = found.iter().map(|merge| (cell(merge.start), cell(merge.end))).collect();
        Self { sheet, cells, merges, fonts: BTreeMap::new(), hidden: BTreeSet::new() }
    }

    /// The first cell with this text.
    #[track_caller]
    pub(crate) fn find(&self, text: &str) -> CellRef {
        let found = self.cells.iter().find(|(_, typed)| **typed == Typed::Text(text.to_owned()));
        *found.unwrap_or_else(|| panic!("`{text}` does not stand in the sheet")).0
    }

    /// The first cell whose text begins like this.
    #[track_caller]
    pub(crate) fn beginning(&self, start: &str) -> CellRef {
        let found = self
            .cells
            .iter()
            .find(|(_, typed)| matches!(typed, Typed::Text(text) if text.starts_with(start)));
        *found.unwrap_or_else(|| panic!("no text begins with `{start}`")).0
    }

    /// The cell of this product under this heading.
    #[track_caller]
    pub(crate) fn under(&self, heading: &str, product: &str) -> CellRef {
        CellRef::new(self.find(product).row, self.find(heading).column)
    }

    /// What is typed in a cell.
    pub(crate) fn typed(&self, at: CellRef) -> Option<&Typed> {
        self.cells.get(&at)
    }

    /// The text of a cell.
    #[track_caller]
    pub(crate) fn text(&self, at: CellRef) -> &str {
        match self.typed(at) {
            Some(Typed::Text(text)) => text,
            other => panic!("{at} holds {other:?}"),
        }
    }

    /// Types something into a cell.
    pub(crate) fn put(&mut self, at: CellRef, typed: Typed) -> CellRef {
        self.cells.insert(at, typed);
        at
    }

    /// Types a text into a cell.
    pub(crate) fn write(&mut self, at: CellRef, text: &str) -> CellRef {
        self.put(at, Typed::Text(text.to_owned()))
    }

    /// Empties a cell.
    pub(crate) fn clear(&mut self, at: CellRef) -> CellRef {
        self.cells.remove(&at);
        at
    }

    /// Types into a cell what another copy has there.
    pub(crate) fn mend(&mut self, at: CellRef, from: &Self) {
        match from.typed(at) {
            Some(typed) => self.cells.insert(at, typed.clone()),
            None => self.cells.remove(&at),
        };
    }

    /// Empties a row.
    pub(crate) fn clear_row(&mut self, row: u32) {
        self.cells.retain(|at, _| at.row != row);
    }

    /// Types over a row what stands in another.
    pub(crate) fn repeat(&mut self, row: u32, onto: u32) {
        let from: Vec<_> = self.cells.iter().filter(|(at, _)| at.row == row).collect();
        let copied: Vec<_> = from
            .into_iter()
            .map(|(at, typed)| (CellRef::new(onto, at.column), typed.clone()))
            .collect();
        self.cells.extend(copied);
    }

    /// Shows a cell in this font.
    pub(crate) fn font(&mut self, at: CellRef, font: &'static str) {
        self.fonts.insert(at, font);
    }

    /// Hides a row.
    pub(crate) fn hide(&mut self, row: u32) {
        self.hidden.insert(row);
    }

    /// The name of the sheet.
    pub(crate) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The workbook.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name(&self.sheet).unwrap();
        let plain = Format::new();
        let column = |at: &CellRef| u16::try_from(at.column).unwrap();
        for (first, last) in &self.merges {
            sheet
                .merge_range(first.row, column(first), last.row, column(last), "", &plain)
                .unwrap();
        }
        for (at, typed) in &self.cells {
            let (row, column) = (at.row, column(at));
            let format = self
                .fonts
                .get(at)
                .map_or_else(Format::new, |font| Format::new().set_font_name(*font));
            match typed {
                Typed::Text(text) => sheet.write_string_with_format(row, column, text, &format),
                Typed::Number(number) => {
                    sheet.write_number_with_format(row, column, *number, &format)
                }
                Typed::Bool(value) => sheet.write_boolean_with_format(row, column, *value, &format),
                Typed::Day(day) => {
                    let day = ExcelDateTime::from_ymd(2020, 12, *day).unwrap();
                    sheet.write_datetime_with_format(
                        row,
                        column,
                        &day,
                        &format.set_num_format("dd/mm/yyyy"),
                    )
                }
                Typed::Formula(formula, value) => {
                    let value = if value.is_empty() { NEVER } else { value };
                    sheet.write_formula_with_format(
                        row,
                        column,
                        Formula::new(formula).set_result(value),
                        &format,
                    )
                }
            }
            .unwrap();
        }
        for row in &self.hidden {
            sheet.set_row_hidden(*row).unwrap();
        }
        never_calculated(&workbook.save_to_buffer().unwrap())
    }
}

/// Stands for the value of a formula that has none, which the writer of workbooks cannot write.
const NEVER: &str = "never calculated";

/// The workbook without the values that stand for none.
fn never_calculated(bytes: &[u8]) -> Vec<u8> {
    with_sheet(bytes, |xml| {
        let value = format!("<v>{NEVER}</v>");
        while let Some(end) = xml.find(&value) {
            xml.replace_range(end..end + value.len(), "<v></v>");
            let kind = xml[..end].rfind(" t=\"str\"").unwrap();
            xml.replace_range(kind..kind + " t=\"str\"".len(), "");
        }
    })
}

/// The workbook with the XML of its first sheet changed.
pub(crate) fn with_sheet(bytes: &[u8], change: impl Fn(&mut String)) -> Vec<u8> {
    with_part(bytes, "xl/worksheets/sheet1.xml", change)
}

/// The workbook with the XML of one part changed.
pub(crate) fn with_part(bytes: &[u8], name: &str, change: impl Fn(&mut String)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        if part.name().unwrap() != name {
            out.raw_copy_file(part).unwrap();
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        change(&mut xml);
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(xml.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}
