//! Tells the cells in which two versions of a file differ.

use std::collections::BTreeSet;

use careful_spreadsheet::{Cell, CellRef, Workbook, Worksheet};

use super::reading::ReadFile;
use super::said;
use crate::forms::{Forms, TableReading, TakenFor};

/// Most differences that are named.
pub(super) const MOST: usize = 40;

/// Most characters of a value that are shown.
const SHOWN: usize = 80;

/// A cell that differs, or a sheet that only one version has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Differing {
    /// The cell (`Ô K9`, with its sheet where there are several), or the sheet.
    pub(super) at: String,
    /// What stands there: the heading of its column, and what its row is about.
    pub(super) of: String,
    /// The value before; empty for none.
    pub(super) before: String,
    /// The value now; empty for none.
    pub(super) now: String,
}

/// The differences of two versions: the first few, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Differences {
    pub(super) told: Vec<Differing>,
    pub(super) count: usize,
}

impl Differences {
    /// Compares what was read of two versions.
    pub(super) fn of(before: &ReadFile, now: &ReadFile) -> Self {
        let mut all = Self::default();
        let (old, new) = (&before.intake.workbooks, &now.intake.workbooks);
        for workbook in new {
            match partner(workbook, new, old) {
                Some(partner) => all.of_workbooks((partner, before), (workbook, now)),
                None => all.push(whole(inner(&workbook.place.file), "", "chỉ có ở tệp vừa thả")),
            }
        }
        for gone in old.iter().filter(|one| partner(one, old, new).is_none()) {
            all.push(whole(inner(&gone.place.file), "chỉ có ở tệp đang có", ""));
        }
        all
    }

    fn push(&mut self, one: Differing) {
        self.count += 1;
        if self.told.len() < MOST {
            self.told.push(one);
        }
    }

    fn of_workbooks(
        &mut self,
        (old, before): (&Workbook, &ReadFile),
        (new, now): (&Workbook, &ReadFile),
    ) {
        let several = new.sheets.len() > 1 || old.sheets.len() > 1;
        for sheet in &new.sheets {
            let same = old.sheets.iter().find(|one| one.name() == sheet.name());
            let same = same.or_else(|| old.sheets.first().filter(|_| !several));
            match same {
                Some(same) => self.of_sheets((same, &before.forms), (sheet, &now.forms), several),
                None if sheet.is_empty() => {}
                None => self.push(whole(&named(sheet), "", "trang mới")),
            }
        }
        let is_gone = |one: &&Worksheet| {
            several && !one.is_empty() && new.sheets.iter().all(|sheet| sheet.name() != one.name())
        };
        for gone in old.sheets.iter().filter(is_gone) {
            self.push(whole(&named(gone), "có trang này", ""));
        }
    }

    fn of_sheets(
        &mut self,
        (old, before): (&Worksheet, &Forms),
        (new, now): (&Worksheet, &Forms),
        several: bool,
    ) {
        let cells: BTreeSet<CellRef> = old.cells().chain(new.cells()).map(|(at, _)| at).collect();
        for at in cells {
            let (was, is) = (old.cell(at), new.cell(at));
            if was.map(|cell| &cell.value) == is.map(|cell| &cell.value) {
                continue;
            }
            let told = if self.told.len() < MOST {
                let known = about(new, now, at).or_else(|| about(old, before, at));
                let at =
                    if several { format!("{}, ô {at}", named(new)) } else { format!("Ô {at}") };
                Differing { at, of: known.unwrap_or_default(), before: shown(was), now: shown(is) }
            } else {
                whole("", "", "")
            };
            self.push(told);
        }
    }
}

fn named(sheet: &Worksheet) -> String {
    format!("Trang “{}”", sheet.name())
}

fn whole(at: &str, before: &str, now: &str) -> Differing {
    Differing { at: at.into(), of: String::new(), before: before.into(), now: now.into() }
}

/// The name of a workbook in its archive; empty for one that lies in none.
fn inner(file: &str) -> &str {
    file.split_once("!/").map_or("", |(_, inner)| inner)
}

/// The workbook of the other version that has the same name in its archive, or the only one.
fn partner<'a>(one: &Workbook, mine: &[Workbook], others: &'a [Workbook]) -> Option<&'a Workbook> {
    let name = inner(&one.place.file);
    let same = others.iter().find(|other| inner(&other.place.file) == name);
    same.or_else(|| others.first().filter(|_| mine.len() == 1 && others.len() == 1))
}

fn shown(cell: Option<&Cell>) -> String {
    cell.map(|cell| cut(&cell.shown())).unwrap_or_default()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Says what a cell is about: the heading of its column, and the product or criterion of its row.
fn about(sheet: &Worksheet, forms: &Forms, at: CellRef) -> Option<String> {
    let reading = forms.readings.iter().find(|one| one.place == sheet.place)?;
    let above = |table: &&TableReading| table.place.cell.is_none_or(|top| top.row <= at.row);
    let table = reading.tables.iter().rfind(above)?;
    let column = table.columns.iter().find(|one| {
        one.place.cell.is_some_and(|head| head.column == at.column && head.row < at.row)
    });
    let name = said::name_column(table).filter(|_| reading.taken_for == TakenFor::List);
    let row = match name.map(|head| CellRef::new(at.row, head.column)) {
        Some(name) if name == at => None,
        Some(name) => sheet.cell(name).map(Cell::shown),
        None => sheet.row(at.row).filter(|(cell, _)| *cell != at).find_map(|(_, cell)| {
            cell.text().filter(|text| text.chars().count() > 3).map(str::to_owned)
        }),
    };
    let parts = column.map(|one| cut(&one.heading)).into_iter().chain(row.map(|row| cut(&row)));
    let told = parts.collect::<Vec<_>>().join(", ");
    (!told.is_empty()).then_some(told)
}
