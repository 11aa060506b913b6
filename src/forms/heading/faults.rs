//! What is wrong with a header: headings that are missing, doubtful or misspelt.

use super::{Field, Header};
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::intake::{Sheet, text};

/// How many headings are quoted.
const QUOTED: usize = 20;

/// Reports headings that are missing, stand twice or are misspelt; says whether the table can be read all the same.
pub(in crate::forms) fn report(sheet: &Sheet, header: &Header, findings: &mut Findings) -> bool {
    let missing = Field::NEEDED.into_iter().filter(|field| header.column(*field).is_none());
    findings.extend(missing.map(|field| self::missing(sheet, header, field)));
    findings.extend(header.columns.keys().filter_map(|field| twice(sheet, header, *field)));
    findings.extend(header.columns.keys().filter_map(|field| misspelt(sheet, header, *field)));
    [Field::Product, Field::Owner].into_iter().all(|field| header.column(field).is_some())
}

fn missing(sheet: &Sheet, header: &Header, field: Field) -> Finding {
    let message = format!("Bảng không có cột “{}”.", field.name());
    let finding = Finding::new(Code::HeadingMissing, lost(sheet, header, field), message)
        .heading(field.name())
        .allowed(format!("{}; hoặc: {}", field.name(), field.other_names()))
        .remedy("Thêm cột này, hoặc sửa tiêu đề cột cho đúng chữ.");
    let others: Vec<String> = header.others.iter().map(|column| shown(sheet, column.heading)).collect();
    match others.as_slice() {
        [] => finding.found(format!("các tiêu đề đang có: {}", all(sheet, header).join("; "))),
        some => finding.found(format!("tiêu đề không nhận ra: {}", some[..some.len().min(QUOTED)].join("; "))),
    }
}

/// The cell where the heading was most likely meant to stand: a heading that means nothing else, or nothing at all over a
/// column with values; else the first of the header.
fn lost(sheet: &Sheet, header: &Header, field: Field) -> Place {
    let wanted = text::bare(field.name());
    let alike = |at: CellRef| {
        let words = text::bare(&shown(sheet, at));
        let shared = wanted.split(' ').filter(|word| words.split(' ').any(|other| other == *word)).count();
        (shared > 0).then_some(shared)
    };
    let near = header.others.iter().filter_map(|column| Some((alike(column.heading)?, column.heading)));
    let near = near.max_by_key(|(shared, at)| (*shared, u32::MAX - at.column)).map(|(_, at)| at);
    let candidates: Vec<CellRef> =
        header.others.iter().map(|column| column.heading).chain(unnamed(sheet, header)).collect();
    let only = candidates.first().copied().filter(|_| candidates.len() == 1);
    let first = header.columns.values().flatten().chain(&header.others).map(|column| column.heading);
    let at = near.or(only).or_else(|| first.min_by_key(|at| (at.row, at.column)));
    sheet.place(at.unwrap_or(CellRef::new(header.top, 0)))
}

/// Empty cells of the header over columns that hold values in the first rows of the table.
fn unnamed(sheet: &Sheet, header: &Header) -> Vec<CellRef> {
    let named: Vec<u32> = header.columns.values().flatten().chain(&header.others).map(|column| column.index).collect();
    let range = named.iter().min().copied().unwrap_or(0)..=named.iter().max().copied().unwrap_or(0);
    let rows: Vec<u32> = sheet.rows().skip_while(|row| *row < header.body).take(super::NEAR).collect();
    let used = |column: &u32| rows.iter().any(|row| sheet.cell(CellRef::new(*row, *column)).is_some());
    let bare = |at: &CellRef| (header.top..header.body).all(|row| sheet.merged(CellRef::new(row, at.column)).is_none());
    let free = range.filter(|column| !named.contains(column)).filter(used);
    free.map(|column| CellRef::new(header.body - 1, column)).filter(bare).collect()
}

/// Two columns with equally good words for a field of which there can be only one.
fn twice(sheet: &Sheet, header: &Header, field: Field) -> Option<Finding> {
    let columns = header.columns.get(&field).filter(|_| field.must_be_one())?;
    let (first, rest) = columns.split_first()?;
    let rival = rest.iter().find(|column| (column.weak, column.misspelt) == (first.weak, first.misspelt))?;
    let both = [first, rival].map(|column| format!("“{}” ở ô {}", shown(sheet, column.heading), column.heading));
    let message = format!("Có hai cột đều có thể là “{}”; chỉ cột bên trái được đọc.", field.name());
    Some(
        Finding::new(Code::HeadingTwice, sheet.place(rival.heading), message)
            .heading(field.name())
            .found(both.join(" và "))
            .allowed(format!("một cột “{}”", field.name()))
            .remedy("Bỏ cột thừa hoặc sửa tiêu đề của nó."),
    )
}

fn misspelt(sheet: &Sheet, header: &Header, field: Field) -> Option<Finding> {
    let column = header.columns.get(&field)?.first().filter(|column| column.misspelt)?;
    let message = format!("Tiêu đề cột viết sai chính tả; đã hiểu là “{}”.", field.name());
    Some(
        Finding::new(Code::HeadingMisspelt, sheet.place(column.heading), message)
            .heading(field.name())
            .found(shown(sheet, column.heading))
            .allowed(field.name())
            .remedy("Kiểm tra xem hiểu như vậy có đúng không, rồi sửa lại tiêu đề."),
    )
}

/// All headings that stand there, from the left.
fn all(sheet: &Sheet, header: &Header) -> Vec<String> {
    let mut cells: Vec<CellRef> =
        header.columns.values().flatten().chain(&header.others).map(|column| column.heading).collect();
    cells.sort_unstable_by_key(|at| (at.column, at.row));
    cells.into_iter().take(QUOTED).map(|at| shown(sheet, at)).collect()
}

fn shown(sheet: &Sheet, at: CellRef) -> String {
    sheet.cell(at).map(crate::intake::Cell::shown).unwrap_or_default()
}
