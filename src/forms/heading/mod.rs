//! Finds the headers of the lists in a sheet: in which row each stands, how many rows it has, which
//! column holds what.
//!
//! A heading is known by its words, written with or without diacritics, wherever the column stands.
//! A header may have one to three rows, with merged cells; the lowest words of a column count
//! first. A sheet may hold several lists, one below the other.

mod faults;
mod field;
mod header;
mod label;
mod levels;
mod rivals;
mod vocabulary;
mod words;

use careful_spreadsheet::{Value, Worksheet};

pub(super) use self::faults::{report, shown};
pub(super) use self::field::{ITEMS, ListField};
pub(super) use self::header::{ListColumn, ListHeader};
pub(super) use self::label::{Doubt, fields_of};
use self::levels::HeadingLexicon;
pub(super) use self::rivals::settle;
pub(super) use self::vocabulary::{ColumnFile, HeadingFile, Vocabulary};
use crate::finding::CellRef;

/// Used rows from the top among which the first header must stand, and rows that a header may have.
const DEEPEST: usize = 60;
const HIGHEST: u32 = 3;
/// Known headings that a row must have to be one of a header.
const PROMISING: usize = 2;
/// Limits on the rows further down that are searched, and on the rows that may be headers, for
/// sheets made of nothing but headings.
const MOST_ROWS: usize = 2_000;
const MOST_HEADERS: usize = 200;
/// Used rows below a header within which its first product must stand.
const NEAR: usize = 12;

/// Finds the headers of the lists in a sheet, from the top; none when the sheet holds no list.
pub(super) fn find(sheet: &Worksheet, vocabulary: &Vocabulary) -> Vec<ListHeader> {
    let mut lexicon = HeadingLexicon::new(sheet, vocabulary);
    let rows: Vec<u32> = sheet.rows().collect();
    let (top, below) = rows.split_at(rows.len().min(DEEPEST));
    let below = below.iter().filter(|row| may_be_headings(sheet, **row)).take(MOST_ROWS);
    let promising =
        top.iter().chain(below).copied().filter(|row| lexicon.known_in(*row) >= PROMISING);
    let promising: Vec<u32> = promising.take(MOST_HEADERS).collect();
    let mut headers: Vec<ListHeader> = Vec::new();
    for row in promising {
        let tops = (row.saturating_sub(HIGHEST - 1)..=row).rev();
        let windows =
            tops.flat_map(|top| (row - top + 1..=HIGHEST).map(move |height| (top, height)));
        let best = windows
            .filter_map(|(top, height)| lexicon.header(top, height))
            .max_by_key(ListHeader::known);
        let Some(best) = best.filter(|best| best.is_sound() && has_body(sheet, &rows, best)) else {
            continue;
        };
        match headers.last_mut() {
            Some(last) if last.body > best.top => {
                if best.known() > last.known() {
                    *last = best;
                }
            }
            _ => headers.push(best),
        }
    }
    let first = rows.get(DEEPEST).copied().unwrap_or(u32::MAX);
    let main = headers
        .iter()
        .filter(|header| header.top < first)
        .max_by_key(|header| header.known())
        .cloned();
    headers.retain(|header| Some(header) == main.as_ref() || main.is_some() && header.is_another());
    let tops: Vec<u32> = headers.iter().skip(1).map(|header| header.top).collect();
    for (header, next) in headers.iter_mut().zip(tops) {
        header.end = next;
    }
    headers
}

/// Whether a row far down may be another header: all its cells are texts that do not begin with a
/// digit, which no row of a product has.
fn may_be_headings(sheet: &Worksheet, row: u32) -> bool {
    let starts_with_digit = |text: &str| text.starts_with(|sign: char| sign.is_ascii_digit());
    let is_value = |value: &Value| match value {
        Value::Text(text) => starts_with_digit(text),
        _ => true,
    };
    !sheet.row(row).any(|(_, cell)| is_value(&cell.value))
}

/// Whether a text stands in the column of the products or owners not far below; a header without
/// that is a mere line of text.
fn has_body(sheet: &Worksheet, rows: &[u32], header: &ListHeader) -> bool {
    let columns = [ListField::Product, ListField::Owner].map(|field| header.column(field));
    let start = rows.partition_point(|row| *row < header.body);
    rows[start..].iter().take(NEAR).any(|row| {
        let text = |column: &u32| {
            sheet.cell(CellRef::new(*row, *column)).is_some_and(|cell| cell.text().is_some())
        };
        columns.iter().flatten().any(text)
    })
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::Worksheet;

    use super::{ListField, ListHeader};
    use crate::forms::FormWords;
    use crate::forms::tests::sheet;

    fn find(sheet: &Worksheet) -> Vec<ListHeader> {
        super::find(sheet, &FormWords::embedded().lists.headings)
    }

    #[test]
    fn a_header_is_not_found_in_product_rows_or_notes() {
        let rows: [&[&str]; 5] = [
            &[
                "Sản phẩm đặc trưng của huyện",
                "Chủ thể tham gia chương trình",
                "Bộ sản phẩm quà tặng",
            ],
            &["Lịch họp", "Thành phần", "Địa điểm"],
            &["1", "Chè", "Cơ sở sản xuất Phìn Hồ", "Bộ sản phẩm quà Tết", "đạt 4 sao", "72.5"],
            &["2", "Rượu", "Cơ sở sản xuất Tả Ngảo", "Loại hình khác", "đạt 3 sao", "62.5"],
            &["3", "Mật", "Cơ sở sản xuất Nậm Cha", "", "đạt 3 sao", "60.5"],
        ];
        assert_eq!(find(&sheet(&rows[1..], &[])), []);
    }

    #[test]
    fn better_words_take_a_field_from_weaker_ones() {
        let rows: [&[&str]; 2] = [
            &["TT", "Tên sản phẩm", "Nhóm", "Bộ sản phẩm", "Chủ thể", "Đơn vị", "Hạng sao"],
            &["1", "Chè", "Chè", "Chè tươi", "HTX", "x", "3"],
        ];
        let headers = find(&sheet(&rows, &[]));
        assert_eq!(headers[0].column(ListField::Set), Some(3));
        assert_eq!(headers[0].column(ListField::Owner), Some(4));
    }
}
