//! Where the grid of a ballot stands: the heading of the criteria, and the columns with marks.

use super::who::{MEMBER, SESSION, label};
use crate::finding::{CellRef, Code, Finding, Findings};
use crate::forms::{Sourced, Words};
use crate::intake::{Cell, Sheet, text};

/// Where the grid of a ballot stands.
pub(in crate::forms) struct Grid {
    /// Row of the headings.
    pub(super) header: u32,
    /// Column of the criteria's numbers, when there is one.
    pub(super) number: Option<u32>,
    /// Column of the criteria's names.
    pub(super) criterion: u32,
    /// One column a product.
    pub(super) products: Vec<u32>,
    /// The product of a sheet that has only one, named above the grid.
    pub(super) only: Option<Sourced<String>>,
}

/// How far down the headings are looked for.
const DEEPEST: usize = 60;
/// Longest heading of the criteria, in bytes.
const LONGEST: usize = 80;

/// Headings of the criteria.
const CRITERIA: [&str; 5] =
    ["tieu chi", "noi dung danh gia", "noi dung tieu chi", "chi tieu danh gia", "tieu chi danh gia"];
/// Headings beside the criteria that name no product.
const BESIDE: [&str; 12] = [
    "diem toi da",
    "diem cham",
    "thang diem",
    "ghi chu",
    "muc diem",
    "diem chuan",
    "nhan xet",
    "y kien",
    "diem danh gia",
    "diem dat",
    "so diem",
    "diem thanh vien",
];
/// Those of them that stand over the marks of a sheet with one product.
const MARKS: [&str; 6] = ["diem cham", "diem danh gia", "diem dat", "so diem", "diem thanh vien", "diem"];
const PRODUCT: [&str; 3] = ["ten san pham", "san pham", "ten sp"];

/// Finds the grid of a ballot: a heading `Tiêu chí`, with the member or the session named above it.
pub(in crate::forms) fn find(_words: &Words, sheet: &Sheet, findings: &mut Findings) -> Option<Grid> {
    let (at, misspelt) = sheet
        .rows()
        .take(DEEPEST)
        .find_map(|row| sheet.row(row).find_map(|(at, cell)| Some((at, is_criteria(cell.text()?)?))))?;
    let header = at.row;
    if label(sheet, header, &MEMBER).is_none() && label(sheet, header, &SESSION).is_none() {
        return None;
    }
    if misspelt {
        let shown = sheet.cell(at).map(Cell::shown).unwrap_or_default();
        let message = "Tiêu đề cột viết sai chính tả; đã hiểu là “Tiêu chí”.";
        findings.push(
            Finding::new(Code::HeadingMisspelt, sheet.place(at), message)
                .heading("Tiêu chí")
                .found(shown)
                .allowed("Tiêu chí")
                .remedy("Kiểm tra xem hiểu như vậy có đúng không, rồi sửa lại tiêu đề."),
        );
    }
    let number = at.column.checked_sub(1).filter(|column| {
        let words = sheet.merged(CellRef::new(header, *column)).and_then(|(_, cell)| cell.text()).map(text::bare);
        words.is_some_and(|words| ["tt", "stt", "so tt", "ma", "ma so", "so thu tu"].contains(&words.as_str()))
    });
    let beside: Vec<(u32, String)> = sheet
        .row(header)
        .filter(|(cell, _)| cell.column > at.column)
        .filter_map(|(cell, heading)| Some((cell.column, text::bare(heading.text()?))))
        .collect();
    let is_known = |words: &str| words == "diem" || BESIDE.iter().any(|known| words.starts_with(known));
    let mut products: Vec<u32> =
        beside.iter().filter(|(_, words)| !is_known(words)).map(|(column, _)| *column).collect();
    let mut only = None;
    if products.is_empty() {
        only = label(sheet, header, &PRODUCT);
        let marks = |words: &str| MARKS.iter().any(|known| words == *known || words.starts_with(&format!("{known} ")));
        let column = beside.iter().find(|(_, words)| marks(words)).map(|(column, _)| *column);
        products.extend(column.filter(|_| only.is_some()));
    }
    if products.is_empty() {
        findings.push(
            Finding::new(Code::HeadingMissing, sheet.place(at), "Phiếu không có cột sản phẩm nào.")
                .heading("Tên sản phẩm")
                .allowed("một cột cho mỗi sản phẩm, bên phải cột “Tiêu chí”")
                .remedy("Ghi tên sản phẩm vào dòng tiêu đề của phiếu."),
        );
    }
    Some(Grid { header, number, criterion: at.column, products, only })
}

/// A sheet that names a member of the council, but has no criteria.
pub(in crate::forms) fn without_criteria(sheet: &Sheet) -> Option<Finding> {
    let deepest = sheet.rows().take(DEEPEST).last()?;
    let member = label(sheet, deepest, &MEMBER)?;
    label(sheet, deepest, &SESSION)?;
    Some(
        Finding::new(Code::HeadingMissing, member.place, "Phiếu không có cột “Tiêu chí”.")
            .heading("Tiêu chí")
            .allowed("Tiêu chí; hoặc: Nội dung đánh giá")
            .remedy("Sửa tiêu đề cột ghi các tiêu chí cho đúng chữ."),
    )
}

/// Whether this is the heading of the criteria, and if so whether a letter of it is wrong.
fn is_criteria(heading: &str) -> Option<bool> {
    if heading.len() > LONGEST {
        return None;
    }
    let bare = text::bare(heading);
    if bare.starts_with("tieu chi ") || CRITERIA.contains(&bare.as_str()) {
        return Some(false);
    }
    let near = |known: &&str| known.len().abs_diff(bare.len()) <= 1 && strsim::osa_distance(known, &bare) == 1;
    CRITERIA.iter().any(near).then_some(true)
}
