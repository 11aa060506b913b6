//! Finds the header of a table: in which row it stands, how high it is, which column holds what.
//!
//! A heading is known by its words, written with or without diacritics, wherever the column stands. A header may be one
//! to three rows high, with merged cells; the lowest words of a column count first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::CellRef;
use crate::intake::{Sheet, text};

/// What a column of a submission holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Order,
    Product,
    Set,
    Owner,
    Kind,
    Address,
    Representative,
    Phone,
    TaxCode,
    PartA,
    PartB,
    PartC,
    Total,
    Star,
}

impl Field {
    /// The heading as a clerk knows it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Order => "TT",
            Self::Product => "Tên sản phẩm",
            Self::Set => "Bộ sản phẩm",
            Self::Owner => "Tên chủ thể",
            Self::Kind => "Loại hình",
            Self::Address => "Địa chỉ",
            Self::Representative => "Người đại diện",
            Self::Phone => "Điện thoại",
            Self::TaxCode => "Mã số thuế",
            Self::PartA => "Phần A",
            Self::PartB => "Phần B",
            Self::PartC => "Phần C",
            Self::Total => "Tổng điểm",
            Self::Star => "Hạng sao đề nghị",
        }
    }

    /// The field that these words, without diacritics, are the heading of.
    fn of(words: &str) -> Option<Self> {
        let has = |part: &str| words.contains(part);
        let is = |whole: &[&str]| whole.contains(&words);
        if is(&["tt", "stt", "so tt", "so thu tu"]) {
            Some(Self::Order)
        } else if has("dien thoai") || is(&["dt", "sdt", "so dt"]) {
            Some(Self::Phone)
        } else if has("ma so thue") || is(&["mst"]) {
            Some(Self::TaxCode)
        } else if has("ghi chu") || has("ma so") || has("ma san pham") {
            None
        } else if has("bo san pham") || has("nhom san pham") || has("phan nhom") || is(&["nhom", "bo", "nganh hang"]) {
            Some(Self::Set)
        } else if has("loai hinh") {
            Some(Self::Kind)
        } else if has("dia chi") || has("dia diem") || is(&["xa", "xa phuong", "xa, phuong", "xa, phuong, thi tran"]) {
            Some(Self::Address)
        } else if has("dai dien") {
            Some(Self::Representative)
        } else if has("ten san pham") || is(&["san pham", "san pham de nghi", "ten"]) {
            Some(Self::Product)
        } else if has("chu the") || has("co so san xuat") || has("ten co so") || has("don vi san xuat") {
            Some(Self::Owner)
        } else if has("phan a") || is(&["a", "diem a"]) {
            Some(Self::PartA)
        } else if has("phan b") || is(&["b", "diem b"]) {
            Some(Self::PartB)
        } else if has("phan c") || is(&["c", "diem c"]) {
            Some(Self::PartC)
        } else if has("tong diem")
            || has("tong so diem")
            || has("diem trung binh")
            || is(&["tong", "tong cong", "diem"])
        {
            Some(Self::Total)
        } else if has("sao") || has("xep hang") || has("hang de nghi") {
            Some(Self::Star)
        } else {
            None
        }
    }
}

/// Where a table's header stands and what its columns hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// First row under the header.
    pub(super) body: u32,
    /// First row of the header.
    pub(super) top: u32,
    /// Column of each field that was found, leftmost first.
    pub(super) columns: BTreeMap<Field, Vec<u32>>,
}

impl Header {
    /// The column that holds this field.
    pub(super) fn column(&self, field: Field) -> Option<u32> {
        self.columns.get(&field)?.first().copied()
    }
}

/// How far down a header is looked for, and how high it may be.
const DEEPEST: usize = 60;
const HIGHEST: u32 = 3;

/// Finds the header of a submission: the place where the most headings are known. Three are enough with the product
/// among them; without it, only a table that is otherwise complete is taken for one.
pub(super) fn find(sheet: &Sheet) -> Option<Header> {
    let candidates = sheet.rows().take(DEEPEST).flat_map(|top| (1..=HIGHEST).map(move |height| (top, height)));
    // Of equals the lowest header counts: what stands above it is a title and may name the district.
    let known = |header: &Header| (header.columns.len(), Reverse(header.body - header.top));
    let mut best: Option<Header> = None;
    for header in candidates.map(|(top, height)| read(sheet, top, height)) {
        if best.as_ref().is_none_or(|best| known(&header) > known(best)) {
            best = Some(header);
        }
    }
    best.filter(|header| header.columns.len() >= if header.column(Field::Product).is_some() { 3 } else { 5 })
}

/// Reads the rows from `top` as a header.
fn read(sheet: &Sheet, top: u32, height: u32) -> Header {
    let mut columns: BTreeMap<Field, Vec<u32>> = BTreeMap::new();
    let bottom = top + height - 1;
    let mut used: Vec<u32> = (top..=bottom).flat_map(|row| sheet.row(row).map(|(at, _)| at.column)).collect();
    used.sort_unstable();
    used.dedup();
    for column in used {
        if let Some(field) = field(sheet, top, bottom, column) {
            columns.entry(field).or_default().push(column);
        }
    }
    Header { body: bottom + 1, top, columns }
}

/// The field of one column: by its lowest words, or by the words above them and these together.
fn field(sheet: &Sheet, top: u32, bottom: u32, column: u32) -> Option<Field> {
    let mut levels: Vec<String> = Vec::new();
    for row in top..=bottom {
        let words = sheet.merged(CellRef::new(row, column)).and_then(|(_, cell)| cell.text()).map(heading_words);
        if let Some(words) = words.filter(|words| !words.is_empty() && levels.last() != Some(words)) {
            levels.push(words);
        }
    }
    match levels.as_slice() {
        [] => None,
        [only] => Field::of(only),
        [.., above, lowest] if lowest == "ten" => Field::of(above),
        [.., lowest] => Field::of(lowest),
    }
}

/// Heading without diacritics, notes in brackets or units.
fn heading_words(heading: &str) -> String {
    let plain = heading.split('(').next().filter(|before| !before.trim().is_empty()).unwrap_or(heading);
    text::bare(plain).trim_matches([' ', ':', '*', '.']).to_owned()
}
