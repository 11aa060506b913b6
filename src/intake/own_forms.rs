//! Leaves out the notes about what the program itself hid in its forms.

use careful_spreadsheet::{Cell, CellRef, HiddenCells, Noticed, Remark, Workbook, Worksheet};

use crate::own;

/// Drops the remarks about hidden cells of a form of ours that the program hid: the sheet with the
/// identity, the column of keys, the row that names the columns, columns without a name. What else
/// is hidden was hidden by somebody.
pub(super) fn drop_remarks(workbook: &Workbook, remarks: &mut Vec<Remark>) {
    let is_form =
        workbook.properties.contains_key(own::FORM) || workbook.sheets.iter().any(is_identity);
    if is_form {
        remarks.retain(|remark| !is_ours(workbook, remark));
    }
}

fn is_ours(workbook: &Workbook, remark: &Remark) -> bool {
    let Noticed::Hidden(cells) = &remark.noticed else { return false };
    let sheet = workbook.sheets.iter().find(|sheet| sheet.place.sheet == remark.place.sheet);
    sheet.is_some_and(|sheet| is_identity(sheet) || !cells.sheet && only_keys(sheet, cells))
}

/// Whether a sheet holds the identity of a form.
fn is_identity(sheet: &Worksheet) -> bool {
    sheet.cells().next().is_some_and(|(_, cell)| cell.text() == Some(own::FORM))
}

/// Whether nothing but keys, and columns that the form has not named, is hidden.
fn only_keys(sheet: &Worksheet, cells: &HiddenCells) -> bool {
    let key = |row: u32| sheet.cell(CellRef::new(row, 0)).and_then(Cell::text);
    let names_columns = |row: u32| key(row).is_some_and(|key| key.starts_with(own::FORM_COLUMNS));
    let Some(names) = sheet.rows().find(|row| names_columns(*row)) else { return false };
    let has_name = |column: u32| column > 0 && sheet.cell(CellRef::new(names, column)).is_some();
    cells.rows.iter().all(|(first, last)| first == last && names_columns(*first))
        && cells.columns.iter().all(|(first, last)| !(*first..=*last).any(has_name))
}
