//! Finds the headers of the tables of a sheet: in which row each stands, how high it is, which column holds what.
//!
//! A heading is known by its words, written with or without diacritics, wherever the column stands. A header may be one
//! to three rows high, with merged cells; the lowest words of a column count first. A sheet may hold several tables, one
//! below the other.

mod faults;
mod field;
mod label;
mod levels;
mod rivals;
mod vocabulary;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) use self::faults::{report, shown};
pub(super) use self::field::{Field, ITEMS};
use careful_spreadsheet::{Value, Worksheet};

use self::label::Doubt;
pub(super) use self::label::fields_of;
use self::levels::Lexicon;
pub(super) use self::rivals::settle;
pub(super) use self::vocabulary::{ColumnFile, HeadingFile, Vocabulary};
use crate::finding::CellRef;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    /// The column, from 0.
    pub(super) index: u32,
    /// The cell whose words name it.
    pub(super) heading: CellRef,
    /// Whether better words in another column would take the field away.
    pub(super) weak: bool,
    /// What is wrong with its heading.
    pub(super) doubt: Doubt,
}

impl Column {
    /// How good its words are, the best first.
    pub(super) fn rank(&self) -> (Doubt, bool) {
        (self.doubt, self.weak)
    }
}

/// Where a table's header stands and what its columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// First row of the header.
    pub(super) top: u32,
    /// First row under the header.
    pub(super) body: u32,
    /// First row of the next table, or the last row there can be.
    pub(super) end: u32,
    /// The columns of each field, the one that is read first.
    pub(super) columns: BTreeMap<Field, Vec<Column>>,
    /// Columns with a heading that means no field.
    pub(super) others: Vec<Column>,
    /// Columns that are known and not read.
    pub(super) unread: Vec<Column>,
    /// Fields of which two columns have equal right, and not even their values tell which is meant.
    pub(super) undecided: Vec<Field>,
}

impl Header {
    /// The column that holds this field.
    pub(super) fn column(&self, field: Field) -> Option<u32> {
        self.columns.get(&field)?.first().map(|column| column.index)
    }

    /// Whether the other has the same fields in the same columns.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let layout = |header: &Self| {
            let first = |columns: &Vec<Column>| columns.first().map(|column| column.index);
            header.columns.iter().map(|(field, columns)| (*field, first(columns))).collect::<Vec<_>>()
        };
        layout(self) == layout(other)
    }

    /// Every column with a heading, from the left.
    pub(super) fn all(&self) -> Vec<(&Column, Option<Field>)> {
        let fields = self.columns.iter().flat_map(|(field, columns)| columns.iter().map(|one| (one, Some(*field))));
        let others = self.others.iter().chain(&self.unread).map(|column| (column, None));
        let mut all: Vec<_> = fields.chain(others).collect();
        all.sort_by_key(|(column, _)| (column.index, column.heading));
        all
    }

    /// How many fields it has; remarks stand in tables of every kind.
    fn fields(&self) -> usize {
        self.columns.keys().filter(|field| **field != Field::Remark).count()
    }

    /// How well it is known: fields, those of them that are spelt right, and the smaller header of equals, because what
    /// stands above it is a title and may name the district.
    fn known(&self) -> (usize, usize, Reverse<u32>, Reverse<u32>) {
        let exact = self.columns.values().flatten().filter(|column| column.doubt != Doubt::Misspelt).count();
        (self.fields(), exact, Reverse(self.body - self.top), Reverse(self.top))
    }

    /// Whether so much is known that this is the header of a list: three fields with the product among them, or without it
    /// a table that is otherwise complete; and at least one heading in four.
    fn is_sound(&self) -> bool {
        let fields = self.fields();
        let product = self.column(Field::Product).is_some();
        fields >= if product { 3 } else { 5 } && fields * 3 >= self.others.len()
    }

    /// Whether it can be the header of one more table of a sheet that has a better one.
    fn is_another(&self) -> bool {
        let named = [Field::Product, Field::Owner].into_iter().all(|field| self.column(field).is_some());
        named && self.fields() >= 3 && self.fields() >= self.others.len()
    }
}

/// How far down the first header is looked for, and how high a header may be.
const DEEPEST: usize = 60;
const HIGHEST: u32 = 3;
/// Headings that a row must have for a header to begin or end there.
const PROMISING: usize = 2;
/// Rows further down that are looked at, and rows that may be headers: a sheet of nothing but headings costs no more.
const MOST_ROWS: usize = 2_000;
const MOST_HEADERS: usize = 200;
/// How far below a header its first product may stand.
const NEAR: usize = 12;

/// Finds the headers of the lists in this sheet, from the top. None when the sheet holds no list.
pub(super) fn find(sheet: &Worksheet, vocabulary: &Vocabulary) -> Vec<Header> {
    let mut lexicon = Lexicon::new(sheet, vocabulary);
    let rows: Vec<u32> = sheet.rows().collect();
    let (top, below) = rows.split_at(rows.len().min(DEEPEST));
    let below = below.iter().filter(|row| may_be_headings(sheet, **row)).take(MOST_ROWS);
    let promising = top.iter().chain(below).copied().filter(|row| lexicon.known_in(*row) >= PROMISING);
    let promising: Vec<u32> = promising.take(MOST_HEADERS).collect();
    let mut headers: Vec<Header> = Vec::new();
    for row in promising {
        let tops = (row.saturating_sub(HIGHEST - 1)..=row).rev();
        let windows = tops.flat_map(|top| (row - top + 1..=HIGHEST).map(move |height| (top, height)));
        let best = windows.filter_map(|(top, height)| lexicon.header(top, height)).max_by_key(Header::known);
        let Some(best) = best.filter(|best| best.is_sound() && has_body(sheet, &rows, best)) else { continue };
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
    let main = headers.iter().filter(|header| header.top < first).max_by_key(|header| header.known()).cloned();
    headers.retain(|header| Some(header) == main.as_ref() || main.is_some() && header.is_another());
    let tops: Vec<u32> = headers.iter().skip(1).map(|header| header.top).collect();
    for (header, next) in headers.iter_mut().zip(tops) {
        header.end = next;
    }
    headers
}

/// Whether a row far down may be a second header: headings are texts, and products have numbers beside them.
fn may_be_headings(sheet: &Worksheet, row: u32) -> bool {
    let starts_with_digit = |text: &str| text.starts_with(|sign: char| sign.is_ascii_digit());
    let is_value = |value: &Value| match value {
        Value::Text(text) => starts_with_digit(text),
        _ => true,
    };
    !sheet.row(row).any(|(_, cell)| is_value(&cell.value))
}

/// Whether a product or an owner stands not far below: a header without a table is a line of text.
fn has_body(sheet: &Worksheet, rows: &[u32], header: &Header) -> bool {
    let columns = [Field::Product, Field::Owner].map(|field| header.column(field));
    let start = rows.partition_point(|row| *row < header.body);
    rows[start..].iter().take(NEAR).any(|row| {
        let text = |column: &u32| sheet.cell(CellRef::new(*row, *column)).is_some_and(|cell| cell.text().is_some());
        columns.iter().flatten().any(text)
    })
}

#[cfg(test)]
mod tests {
    use super::{Field, Header};
    use crate::forms::Words;
    use crate::forms::tests::sheet;
    use careful_spreadsheet::Worksheet;

    fn find(sheet: &Worksheet) -> Vec<Header> {
        super::find(sheet, &Words::embedded().lists.headings)
    }

    #[test]
    fn a_header_is_not_found_in_product_rows_or_notes() {
        let rows: [&[&str]; 5] = [
            &["Sản phẩm đặc trưng của huyện", "Chủ thể tham gia chương trình", "Bộ sản phẩm quà tặng"],
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
        assert_eq!(headers[0].column(Field::Set), Some(3));
        assert_eq!(headers[0].column(Field::Owner), Some(4));
    }
}
