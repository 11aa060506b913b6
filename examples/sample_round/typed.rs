//! Types into the open cells of the program's own forms, as somebody does who fills one in.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use careful_spreadsheet::{CellRef, Opener, Workbook, Worksheet};
use ocop::forms::form_keys;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::Result;
use crate::model::Date;

/// A form that is being filled in.
pub(crate) struct TypedForm {
    /// The form as it went out.
    blank: Vec<u8>,
    workbook: Workbook,
    /// What is typed, by worksheet and cell.
    typed: BTreeMap<(usize, CellRef), Typed>,
}

/// A value that is typed into a cell.
#[derive(Clone)]
pub(crate) enum Typed {
    /// Text.
    Text(String),
    /// A number, as the file holds it: `23.78`.
    Number(String),
    /// A day.
    Day(Date),
}

impl TypedForm {
    /// Opens a form that was just written.
    pub(crate) fn open(blank: Vec<u8>) -> Result<Self> {
        let opened = Opener::new().open("bieu-mau.xlsx", &blank).into_iter().next();
        let workbook = opened.and_then(|file| file.workbook).ok_or("the form cannot be read")?;
        Ok(Self { blank, workbook, typed: BTreeMap::new() })
    }

    /// Returns the index of the worksheet whose first key is this one.
    pub(crate) fn sheet(&self, key: &str) -> Result<usize> {
        let has = |sheet: &Worksheet| keys(sheet).any(|(_, found)| found == key);
        let at = self.workbook.sheets.iter().position(has);
        at.ok_or_else(|| format!("no worksheet has the key {key}").into())
    }

    /// Types a value into the cell of a row and column, which are given by their keys.
    pub(crate) fn put(
        &mut self,
        sheet: usize,
        row: &str,
        column: &str,
        value: Typed,
    ) -> Result<()> {
        let row = self.row(sheet, row)?;
        let column = self
            .named_columns(sheet)
            .into_iter()
            .flat_map(|at| self.workbook.sheets[sheet].row(at))
            .find(|(_, cell)| cell.text() == Some(column))
            .map(|(at, _)| at.column)
            .ok_or_else(|| format!("no column has the key {column}"))?;
        self.typed.insert((sheet, CellRef::new(row, column)), value);
        Ok(())
    }

    /// Types a value into the only open cell of a row that has a label.
    pub(crate) fn put_beside(&mut self, sheet: usize, row: &str, value: Typed) -> Result<()> {
        let worksheet = &self.workbook.sheets[sheet];
        let row = self.row(sheet, row)?;
        let label = worksheet.row(row).filter(|(at, _)| at.column > 0).map(|(at, _)| at).last();
        let label = label.ok_or("the row has no label")?;
        let last = worksheet.merge_at(label).map_or(label, |merge| merge.last);
        self.typed.insert((sheet, CellRef::new(row, last.column + 1)), value);
        Ok(())
    }

    /// Returns the keys of the columns of a worksheet, without these.
    pub(crate) fn columns(&self, sheet: usize, without: &[&str]) -> Result<Vec<String>> {
        let worksheet = &self.workbook.sheets[sheet];
        let row = self.named_columns(sheet).ok_or("no columns have keys")?;
        let named = worksheet.row(row).filter(|(at, _)| at.column > 0);
        let named = named.filter_map(|(_, cell)| cell.text());
        Ok(named.filter(|key| !without.contains(key)).map(str::to_owned).collect())
    }

    /// Returns the row that has this key.
    fn row(&self, sheet: usize, key: &str) -> Result<u32> {
        let row = keys(&self.workbook.sheets[sheet]).find(|(_, found)| *found == key);
        row.map(|(at, _)| at).ok_or_else(|| format!("no row has the key {key}").into())
    }

    /// Returns the row that names the columns.
    fn named_columns(&self, sheet: usize) -> Option<u32> {
        let mut keys = keys(&self.workbook.sheets[sheet]);
        keys.find(|(_, key)| form_keys::split(key).0 == form_keys::COLUMNS).map(|(at, _)| at)
    }

    /// Returns the filled form as a workbook.
    pub(crate) fn finish(self) -> Result<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(&self.blank))?;
        let mut written = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index)?;
            let name = entry.name()?.into_owned();
            let sheet = sheet_number(&name);
            let typed = self.typed.iter().filter(|((of, _), _)| Some(*of) == sheet);
            let typed: Vec<_> = typed.map(|((_, at), value)| (*at, value)).collect();
            if typed.is_empty() {
                written.raw_copy_file(entry)?;
                continue;
            }
            let mut text = String::new();
            entry.read_to_string(&mut text)?;
            for (at, value) in typed {
                text = with_cell(&text, at, value)?;
            }
            written.start_file(name, SimpleFileOptions::default())?;
            written.write_all(text.as_bytes())?;
        }
        Ok(ocop::own::of_any_system(written.finish()?.into_inner()))
    }
}

/// Returns the number of a day as Excel counts it.
fn serial(day: Date) -> Result<i64> {
    let date = time::Date::from_calendar_date(
        i32::from(day.year),
        time::Month::try_from(day.month)?,
        day.day,
    )?;
    let zero = time::Date::from_ordinal_date(1899, 364)?;
    Ok((date - zero).whole_days())
}

/// Iterates over the keys in the hidden first column, with their rows.
fn keys(sheet: &Worksheet) -> impl Iterator<Item = (u32, &str)> {
    let first = sheet.cells().filter(|(at, _)| at.column == 0);
    first.filter_map(|(at, cell)| Some((at.row, cell.text()?)))
}

/// Returns the index of the worksheet that a part of the package holds.
fn sheet_number(part: &str) -> Option<usize> {
    let number = part.strip_prefix("xl/worksheets/sheet")?.strip_suffix(".xml")?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// Returns the worksheet with this value in an empty cell, whose format stays.
fn with_cell(sheet: &str, at: CellRef, value: &Typed) -> Result<String> {
    let start = format!("<c r=\"{at}\"");
    let from = sheet.find(&start).ok_or_else(|| format!("{at} has no format"))?;
    let length = sheet[from..].find("/>").ok_or_else(|| format!("{at} is not empty"))?;
    let (before, rest) = (&sheet[..from + length], &sheet[from + length + "/>".len()..]);
    let cell = match value {
        Typed::Day(day) => format!("><v>{}</v></c>", serial(*day)?),
        Typed::Number(number) => format!("><v>{number}</v></c>"),
        Typed::Text(text) => {
            let text = quick_xml::escape::escape(text.as_str());
            format!(" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        }
    };
    Ok(format!("{before}{cell}{rest}"))
}
