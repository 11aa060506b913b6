//! Knows the column of the kind of registration by its cells, where its heading alone says too
//! little.

use careful_spreadsheet::Worksheet;

use super::{KindSaid, RegistrationWords};
use crate::finding::CellRef;
use crate::forms::heading::{ListColumn, ListField, ListHeader};
use crate::forms::phrases::SpeltText;
use crate::forms::value;

/// Takes a column headed `Đăng ký` or `Hình thức` for that of the kind of registration, where the
/// list has no other, and every cell of a product in it names a kind. By its heading alone, such a
/// column may be one of legal forms (`Hình thức`).
pub(in crate::forms::submission) fn settle(
    sheet: &Worksheet,
    header: &mut ListHeader,
    words: &RegistrationWords,
) {
    let Some(product) = header.column(ListField::Product) else { return };
    if header.column(ListField::RegistrationKind).is_some() {
        return;
    }
    let is_headed = |column: &ListColumn| {
        let heading = sheet.cell(column.heading).and_then(|cell| cell.text());
        heading.is_some_and(|heading| words.headings.are(&SpeltText::of(heading)))
    };
    let names_kinds = |column: &ListColumn| {
        let body = sheet.rows().skip_while(|row| *row < header.body);
        let products = body.take_while(|row| *row < header.end).filter(|row| {
            let name = value::cell(sheet, CellRef::new(*row, product));
            name.is_some_and(|(_, cell)| cell.text().is_some())
        });
        let mut cells = products
            .filter_map(|row| value::cell(sheet, CellRef::new(row, column.index)))
            .filter(|(_, cell)| !cell.text().is_some_and(value::is_dash))
            .map(|(_, cell)| cell.text().map(|text| words.under_heading(text)))
            .peekable();
        cells.peek().is_some() && cells.all(|said| matches!(said, Some(KindSaid::Clear(_))))
    };
    let all = header.columns.values().flatten().chain(&header.others).chain(&header.unread);
    let found: Vec<ListColumn> =
        all.filter(|column| is_headed(column) && names_kinds(column)).cloned().collect();
    let [only] = found.as_slice() else { return };
    let lists = header.columns.values_mut();
    for columns in lists.chain([&mut header.others, &mut header.unread]) {
        columns.retain(|column| column.index != only.index);
    }
    header.columns.retain(|_, columns| !columns.is_empty());
    header.columns.insert(ListField::RegistrationKind, found);
}
