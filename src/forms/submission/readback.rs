//! The read-back of a list, for people to check: what each column was taken for, which rows were
//! passed over and why.

use careful_spreadsheet::Worksheet;

use crate::finding::CellRef;
use crate::forms::heading::{ListField, ListHeader, Vocabulary, shown};
use crate::forms::{ColumnKind, ColumnReading, Skipped};

/// How many characters of a row that was passed over are shown.
const SHOWN: usize = 80;

/// What each column of a list was taken for, from the left.
pub(super) fn columns(
    vocabulary: &Vocabulary,
    sheet: &Worksheet,
    header: &ListHeader,
) -> Vec<ColumnReading> {
    let reading = |(column, field): (&crate::forms::heading::ListColumn, Option<ListField>)| {
        let heading = shown(sheet, column.heading);
        let (role, kind) = match field {
            Some(field) if header.undecided.contains(&field) => {
                (format!("chưa rõ cột nào là “{}”", field.name()), ColumnKind::Doubtful)
            }
            Some(field) if header.column(field) == Some(column.index) => {
                (field.role(), kind(field))
            }
            Some(field) => {
                (format!("không đọc: đã có cột khác là “{}”", field.name()), ColumnKind::Unread)
            }
            None => match vocabulary.unread(&heading) {
                Some(property) => (format!("không đọc: {property}"), ColumnKind::Unread),
                None if header.others.contains(column) => {
                    ("không nhận ra".to_owned(), ColumnKind::Doubtful)
                }
                None => ("không đọc".to_owned(), ColumnKind::Unread),
            },
        };
        ColumnReading { place: sheet.place(column.heading), heading, role, kind }
    };
    header.all().into_iter().map(reading).collect()
}

fn kind(field: ListField) -> ColumnKind {
    match field {
        ListField::PartA
        | ListField::PartB
        | ListField::PartC
        | ListField::Total
        | ListField::Star => ColumnKind::Score,
        _ => ColumnKind::Read,
    }
}

/// The read-back of a row that was passed over.
pub(super) fn skipped(sheet: &Worksheet, row: u32, why: &str) -> Skipped {
    let first = sheet.row(row).next().map_or(CellRef::new(row, 0), |(at, _)| at);
    let texts: Vec<String> = sheet.row(row).map(|(_, cell)| cell.shown()).take(4).collect();
    let mut shown: String = texts.join(" | ");
    if let Some((end, _)) = shown.char_indices().nth(SHOWN) {
        shown.truncate(end);
        shown.push('…');
    }
    Skipped { place: sheet.place(first), shown, why: why.to_owned() }
}
