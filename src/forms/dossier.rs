//! What a list says about the dossiers: which mandatory items are there.

use super::Sourced;
use super::heading::{Field, Header, ITEMS, field_of};
use super::submission::Dossier;
use super::value;
use crate::finding::{CellRef, Code, Finding, Findings, Place};
use crate::intake::{Cell, Sheet, Value, text};

/// The five mandatory items of one product: from their own columns, and otherwise from the one column of the dossier.
pub(super) fn read(sheet: &Sheet, header: &Header, row: u32, findings: &mut Findings) -> Dossier {
    let mut dossier = match header.column(Field::Papers) {
        Some(column) => papers(sheet, CellRef::new(row, column), findings),
        None => Dossier::default(),
    };
    for (index, item) in dossier.iter_mut().enumerate() {
        if let Some(column) = header.column(Field::Item(index)) {
            *item = self::item(sheet, CellRef::new(row, column), ITEMS[index], findings);
        }
    }
    dossier
}

/// Whether an item is there, by its own cell. An empty cell says that it is not; `None`, with a finding, when the cell cannot
/// be understood.
fn item(sheet: &Sheet, at: CellRef, heading: &str, findings: &mut Findings) -> Option<Sourced<bool>> {
    let Some((origin, cell)) = value::cell(sheet, at) else {
        return Some(Sourced { value: false, place: sheet.place(at) });
    };
    let place = sheet.place(origin);
    match &cell.value {
        Value::Number(number) => Some(Sourced { value: !number.is_zero(), place }),
        Value::Bool(there) => Some(Sourced { value: *there, place }),
        Value::Date(_) => Some(Sourced { value: true, place }),
        Value::Text(words) if !value::is_error(words) => {
            let there = is_there(words);
            if there.is_none() {
                findings.push(unreadable(place.clone(), cell, heading));
            }
            there.map(|value| Sourced { value, place })
        }
        _ => {
            value::or_finding(value::text(sheet, at, heading), findings);
            None
        }
    }
}

/// Words of a cell that say yes or no: `x`, `Có`, `05 mẫu`, `Số 17A8…`; `không`, `chưa có`, `thiếu`, `-`.
fn is_there(typed: &str) -> Option<bool> {
    const YES: [&str; 10] = ["x", "xx", "co", "du", "da", "day", "v", "ok", "yes", "y"];
    const TICKS: [char; 6] = ['✓', '✔', '√', '☑', '●', 'ü'];
    const NO: [&str; 9] = ["khong", "k", "ko", "chua", "thieu", "no", "cho", "✗", "☐"];
    if value::is_dash(typed) {
        return Some(false);
    }
    let bare = text::bare(typed);
    let first = bare.split([' ', '-']).find(|word| !word.is_empty()).unwrap_or_default();
    if NO.contains(&first) {
        return Some(false);
    }
    if YES.contains(&first) || typed.starts_with(TICKS) {
        return Some(true);
    }
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| digits.bytes().any(|digit| digit != b'0'))
}

/// The items by one column: `đủ`, `01 bộ`, `thiếu GPKD, SP mẫu`, `có phiếu đăng ký, phương án`.
fn papers(sheet: &Sheet, at: CellRef, findings: &mut Findings) -> Dossier {
    let heading = Field::Papers.name();
    let all = |value: bool, place: &Place| std::array::from_fn(|_| Some(Sourced { value, place: place.clone() }));
    let Some((origin, cell)) = value::cell(sheet, at) else { return all(false, &sheet.place(at)) };
    let place = sheet.place(origin);
    let Value::Text(words) = &cell.value else {
        return item(sheet, at, heading, findings)
            .map_or_else(Dossier::default, |there| all(there.value, &there.place));
    };
    let named = named_items(words);
    let one_of_them = named.iter().any(|there| *there);
    match is_there(words) {
        Some(value) if one_of_them => std::array::from_fn(|index| {
            let value = if named[index] { value } else { !value };
            Some(Sourced { value, place: place.clone() })
        }),
        // `Thiếu` alone does not say what; `Đủ` does.
        Some(true) => all(true, &place),
        Some(false) if value::is_dash(words) || is_plain_no(words) => all(false, &place),
        None if one_of_them => std::array::from_fn(|index| Some(Sourced { value: named[index], place: place.clone() })),
        _ => {
            findings.push(unreadable(place, cell, heading));
            Dossier::default()
        }
    }
}

/// `Không`, `Chưa có`, `0`: no item is there.
fn is_plain_no(typed: &str) -> bool {
    ["khong", "khong co", "chua", "chua co", "chua nop", "0"].contains(&text::bare(typed).as_str())
}

/// Which items a list of words names.
fn named_items(typed: &str) -> [bool; 5] {
    let mut named = [false; 5];
    for piece in typed.split([',', ';', '+', '&', ':', '/', '.']).flat_map(|piece| piece.split(" và ")) {
        let bare = text::bare(piece);
        let words: Vec<&str> = bare.split(' ').filter(|word| !word.is_empty()).collect();
        // `thiếu GPKD`: the words before an item are no part of its name.
        let found = (0..words.len()).find_map(|start| match field_of(&words[start..].join(" ")) {
            Some(Field::Item(index)) => Some(index),
            _ => None,
        });
        if let Some(index) = found {
            named[index] = true;
        }
    }
    named
}

fn unreadable(place: Place, cell: &Cell, heading: &str) -> Finding {
    Finding::new(Code::ValueUnreadable, place, "Không rõ trong hồ sơ có giấy tờ này hay không.")
        .heading(heading)
        .found(cell.shown())
        .allowed("“x” hoặc “có” nếu có; để trống hoặc “không” nếu thiếu; ở cột chung: “đủ” hoặc “thiếu …”")
        .remedy("Ghi rõ có hay không.")
}

#[cfg(test)]
mod tests {
    use super::{is_there, named_items, papers};
    use crate::finding::Findings;
    use crate::forms::tests::{at, sheet};

    #[test]
    fn a_cell_says_yes_or_no_as_people_write_it() {
        for (words, there) in [
            ("x", Some(true)),
            ("X", Some(true)),
            ("có", Some(true)),
            ("Đủ", Some(true)),
            ("✓", Some(true)),
            ("√", Some(true)),
            ("v", Some(true)),
            ("1", Some(true)),
            ("05", Some(true)),
            ("5 mẫu", Some(true)),
            ("08/12/2020", Some(true)),
            ("Số 17A8001234", Some(true)),
            ("Đã nộp", Some(true)),
            ("có bản sao", Some(true)),
            ("không", Some(false)),
            ("Chưa có", Some(false)),
            ("thiếu", Some(false)),
            ("0", Some(false)),
            ("00", Some(false)),
            ("- -", Some(false)),
            ("-", Some(false)),
            ("xem phụ lục", None),
            ("?", None),
        ] {
            assert_eq!(is_there(words), there, "{words}");
        }
    }

    #[test]
    fn one_column_may_tell_all_items() {
        for (words, expected) in [
            ("đủ", Some([true; 5])),
            ("Đầy đủ", Some([true; 5])),
            ("01 bộ", Some([true; 5])),
            ("thiếu GPKD, SP mẫu", Some([true, true, true, false, false])),
            ("Chưa có giấy ĐKKD", Some([true, true, true, false, true])),
            ("Có phiếu đăng ký, phương án kinh doanh", Some([true, true, false, false, false])),
            ("Phiếu ĐK; PA KD; giới thiệu bộ máy", Some([true, true, true, false, false])),
            ("không", Some([false; 5])),
            ("thiếu", None),
            ("thiếu một số giấy tờ", None),
            ("xem file", None),
        ] {
            let sheet = sheet(&[&[words]], &[]);
            let mut findings = Findings::default();
            let told = papers(&sheet, at("A1"), &mut findings).map(|item| item.map(|item| item.value));
            assert_eq!(told, expected.map_or([None; 5], |items| items.map(Some)), "{words}");
            assert_eq!(findings.iter().count(), usize::from(expected.is_none()), "{words}");
        }
        assert_eq!(named_items("hóa đơn"), [false; 5]);
    }
}
