//! The findings about the header of a list: headings that are missing, doubtful or misspelt.

use careful_spreadsheet::{Worksheet, text};

use super::label::Doubt;
use super::{ListField, ListHeader};
use crate::finding::{CellRef, Code, Finding, Findings, Place};

/// How many headings a finding quotes.
const QUOTED: usize = 20;

/// Reports headings that are missing, stand twice, are misspelt or doubtful. Returns whether the
/// table can be read all the same: it has a column of products, and owners.
///
/// A field in `supplied` stands in rows between the products (`Bộ sản phẩm: Chè tươi, chế biến`)
/// and needs no column.
pub(in crate::forms) fn report(
    sheet: &Worksheet,
    header: &ListHeader,
    supplied: &[ListField],
    findings: &mut Findings,
) -> bool {
    let there = |field: &ListField| header.column(*field).is_some() || supplied.contains(field);
    let missing = ListField::NEEDED.into_iter().filter(|field| !there(field));
    findings.extend(missing.map(|field| self::missing(sheet, header, field)));
    findings.extend(header.undecided.iter().filter_map(|field| twice(sheet, header, *field)));
    findings.extend(header.columns.keys().filter_map(|field| misspelt(sheet, header, *field)));
    header.column(ListField::Product).is_some() && there(&ListField::Owner)
}

/// The finding about a field that the list must have and has not.
fn missing(sheet: &Worksheet, header: &ListHeader, field: ListField) -> Finding {
    let message = format!("Bảng không có cột “{}”.", field.name());
    let finding = Finding::new(Code::HeadingMissing, lost(sheet, header, field), message)
        .heading(field.name())
        .allowed(format!("{}; hoặc: {}", field.name(), field.other_names()))
        .remedy("Thêm cột này, hoặc sửa tiêu đề cột cho đúng chữ.");
    let others: Vec<String> =
        header.others.iter().map(|column| shown(sheet, column.heading)).collect();
    match others.as_slice() {
        [] => finding.found(format!("các tiêu đề đang có: {}", all(sheet, header).join("; "))),
        some => finding
            .found(format!("tiêu đề không nhận ra: {}", some[..some.len().min(QUOTED)].join("; "))),
    }
}

/// The cell where a missing heading was most likely meant to stand: an unknown heading that shares
/// a word with it, the only unknown heading or the only empty one over values, else the first
/// heading of all.
fn lost(sheet: &Worksheet, header: &ListHeader, field: ListField) -> Place {
    let wanted = text::bare(field.name());
    let alike = |at: CellRef| {
        let words = text::bare(&shown(sheet, at));
        let shared =
            wanted.split(' ').filter(|word| words.split(' ').any(|other| other == *word)).count();
        (shared > 0).then_some(shared)
    };
    let near =
        header.others.iter().filter_map(|column| Some((alike(column.heading)?, column.heading)));
    let near = near.max_by_key(|(shared, at)| (*shared, u32::MAX - at.column)).map(|(_, at)| at);
    let mut candidates: Vec<CellRef> =
        header.others.iter().map(|column| column.heading).chain(unnamed(sheet, header)).collect();
    if candidates.is_empty() {
        candidates.extend(header.unread.iter().map(|column| column.heading));
    }
    let only = candidates.first().copied().filter(|_| candidates.len() == 1);
    let first =
        header.columns.values().flatten().chain(&header.others).map(|column| column.heading);
    let at = near.or(only).or_else(|| first.min_by_key(|at| (at.row, at.column)));
    sheet.place(at.unwrap_or(CellRef::new(header.top, 0)))
}

/// The empty cells of the header over columns with values in the first rows of the table.
fn unnamed(sheet: &Worksheet, header: &ListHeader) -> Vec<CellRef> {
    let named: Vec<u32> = header.all().iter().map(|(column, _)| column.index).collect();
    let range = named.iter().min().copied().unwrap_or(0)..=named.iter().max().copied().unwrap_or(0);
    let rows: Vec<u32> =
        sheet.rows().skip_while(|row| *row < header.body).take(super::NEAR).collect();
    let used =
        |column: &u32| rows.iter().any(|row| sheet.cell(CellRef::new(*row, *column)).is_some());
    let bare = |at: &CellRef| {
        (header.top..header.body).all(|row| sheet.merged(CellRef::new(row, at.column)).is_none())
    };
    let free = range.filter(|column| !named.contains(column)).filter(used);
    free.map(|column| CellRef::new(header.body - 1, column)).filter(bare).collect()
}

/// The finding about two columns whose headings have equal right to a field, of which a list has
/// one.
fn twice(sheet: &Worksheet, header: &ListHeader, field: ListField) -> Option<Finding> {
    let [first, rival, ..] = header.columns.get(&field)?.as_slice() else { return None };
    let both = [first, rival]
        .map(|column| format!("“{}” ở ô {}", shown(sheet, column.heading), column.heading));
    let after = match field {
        ListField::Star => "hạng sao không được đọc.",
        _ => "sản phẩm của bảng phải chờ cho đến khi chỉ còn một cột.",
    };
    let message = format!("Có hai cột đều có thể là “{}”; {after}", field.name());
    Some(
        Finding::new(Code::HeadingTwice, sheet.place(rival.heading), message)
            .heading(field.name())
            .found(both.join(" và "))
            .allowed(format!("một cột “{}”", field.name()))
            .remedy("Bỏ cột thừa hoặc sửa tiêu đề của nó."),
    )
}

/// The finding about a heading that was understood in spite of a wrong letter or a strange word.
fn misspelt(sheet: &Worksheet, header: &ListHeader, field: ListField) -> Option<Finding> {
    let column =
        header.columns.get(&field)?.first().filter(|column| column.doubt != Doubt::None)?;
    let (code, wrong) = match column.doubt {
        Doubt::Misspelt => (Code::HeadingMisspelt, "Tiêu đề cột viết sai chính tả"),
        _ => (Code::HeadingDoubtful, "Tiêu đề cột có chữ khác ngoài tên cột"),
    };
    Some(
        Finding::new(
            code,
            sheet.place(column.heading),
            format!("{wrong}; cả ô được hiểu là “{}”.", field.name()),
        )
        .heading(field.name())
        .found(shown(sheet, column.heading))
        .allowed(field.name())
        .remedy("Kiểm tra xem hiểu như vậy có đúng không, rồi sửa lại tiêu đề."),
    )
}

/// The headings of the table, from the left, as they are shown.
fn all(sheet: &Worksheet, header: &ListHeader) -> Vec<String> {
    header.all().iter().take(QUOTED).map(|(column, _)| shown(sheet, column.heading)).collect()
}

/// The text that a cell shows; empty where nothing stands.
pub(in crate::forms) fn shown(sheet: &Worksheet, at: CellRef) -> String {
    sheet.cell(at).map(careful_spreadsheet::Cell::shown).unwrap_or_default()
}
