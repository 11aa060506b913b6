//! Tells which rows, columns and sheets were read although nobody sees them.

use std::collections::BTreeSet;

use super::sheet::Sheet;
use crate::finding::{CellRef, Code, Finding};

/// So many stretches of rows or columns are named before the rest is only counted.
const NAMED: usize = 12;

/// The finding about a sheet with hidden cells that hold something, at the first of them.
pub(super) fn finding(sheet: &Sheet) -> Option<Finding> {
    let hidden = sheet.hidden();
    if hidden.is_empty() {
        return None;
    }
    let (mut first, mut rows, mut columns) = (None, BTreeSet::new(), BTreeSet::new());
    for (at, _) in sheet.cells().filter(|(at, _)| hidden.cell(*at)) {
        first = first.or(Some(at));
        if hidden.row(at.row) {
            rows.insert(at.row);
        }
        if hidden.column(at.column) {
            columns.insert(at.column);
        }
    }
    let mut what = Vec::new();
    if hidden.sheet {
        what.push("cả trang tính".to_owned());
    }
    if !rows.is_empty() {
        what.push(format!("dòng {}", stretches(&rows, |row| (u64::from(row) + 1).to_string())));
    }
    if !columns.is_empty() {
        what.push(format!("cột {}", stretches(&columns, column)));
    }
    let message = format!("Số liệu bị ẩn vẫn được đọc như số liệu nhìn thấy: {}.", what.join("; "));
    let place = sheet.place(first?);
    Some(Finding::new(Code::HiddenRead, place, message).remedy("Bỏ ẩn để kiểm tra; xóa đi nếu không dùng đến."))
}

/// The letters of a column.
fn column(column: u32) -> String {
    CellRef::new(0, column).to_string().trim_end_matches('1').to_owned()
}

/// Numbers as stretches: `3–7, 9`.
fn stretches(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => stretches.push((number, number)),
        }
    }
    let more = stretches.len().saturating_sub(NAMED);
    let mut named: Vec<_> = stretches
        .into_iter()
        .take(NAMED)
        .map(|(first, last)| if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) })
        .collect();
    if more > 0 {
        named.push(format!("và {more} chỗ khác"));
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::finding;
    use crate::finding::{CellRef, Place};
    use crate::intake::sheet::{Hidden, Sheet};
    use crate::intake::{Cell, Value};

    fn told(hide: impl FnOnce(&mut Hidden)) -> Option<String> {
        let cells = [(0, 0), (2, 0), (3, 0), (3, 2), (9, 1), (9, 30)];
        let cells = cells.map(|(row, column)| (CellRef::new(row, column), Cell::typed(Value::Bool(true))));
        let mut hidden = Hidden::default();
        hide(&mut hidden);
        let sheet = Sheet::new(Place::file("a").sheet("S"), cells.to_vec(), [], hidden);
        finding(&sheet).map(|finding| format!("{} {}", finding.place, finding.message))
    }

    #[test]
    fn hidden_cells_that_hold_something_are_told_once() {
        let expected = "a · S!A3 Số liệu bị ẩn vẫn được đọc như số liệu nhìn thấy: dòng 3–4, 10; cột C, AE.";
        let hide = |hidden: &mut Hidden| {
            hidden.hide_rows(2, 20);
            hidden.hide_columns(2, 2);
            hidden.hide_columns(30, 40);
        };
        assert_eq!(told(hide).as_deref(), Some(expected));
        let whole = "a · S!A1 Số liệu bị ẩn vẫn được đọc như số liệu nhìn thấy: cả trang tính.";
        assert_eq!(told(|hidden| hidden.sheet = true).as_deref(), Some(whole));
    }

    #[test]
    fn hidden_cells_that_hold_nothing_are_not_told() {
        assert_eq!(told(|_| {}), None);
        assert_eq!(told(|hidden| hidden.hide_rows(1, 1)), None);
    }
}
