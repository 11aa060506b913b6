//! Reads cells that hold a name, and checks that they hold one and not several.

use careful_spreadsheet::{Value, Worksheet};

use crate::finding::{CellRef, Code, Finding, Place};
use crate::forms::phrases::{Phrases, SpeltText};
use crate::forms::value::{self, CellReading};

/// Bytes up to which a value may be a word that is no name, such as `x` or `Nam`.
const SHORT: usize = 12;

/// Reads the name in a cell. A number, a date, a cross, `Nam` or `Nữ` is no name and gives a
/// finding; dashes are an empty cell.
pub(super) fn name(
    sheet: &Worksheet,
    at: CellRef,
    heading: &str,
    no_name: &Phrases,
) -> CellReading<String> {
    let Some((origin, cell)) = value::cell(sheet, at) else { return Ok(None) };
    let is_name = match &cell.value {
        Value::Text(text) if value::is_dash(text) => return Ok(None),
        Value::Text(text) if value::is_error(text) => return value::text(sheet, at, heading),
        Value::Text(text) => is_name(text, no_name),
        Value::NotCalculated | Value::Error(_) => return value::text(sheet, at, heading),
        Value::Number(_) | Value::Bool(_) | Value::Date(_) => false,
    };
    if is_name {
        return value::text(sheet, at, heading);
    }
    let message = format!("Ô “{heading}” không ghi một tên mà ghi số, ngày, dấu hoặc chữ khác.");
    Err(Box::new(
        Finding::new(Code::ValueUnreadable, sheet.place(origin), message)
            .heading(heading)
            .found(cell.shown())
            .allowed("tên ghi bằng chữ")
            .remedy("Ghi đúng tên vào ô; nếu cột này là cột khác thì sửa tiêu đề của cột."),
    ))
}

fn is_name(text: &str, no_name: &Phrases) -> bool {
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).take(2).count();
    letters == 2 && (text.len() > SHORT || !no_name.are(&SpeltText::of(text)))
}

/// The finding about a cell that holds only a dash where a name may stand.
pub(super) fn dash(sheet: &Worksheet, at: CellRef, heading: &str) -> Option<Finding> {
    let (origin, cell) = value::cell(sheet, at)?;
    let text = cell.text().filter(|text| value::is_dash(text))?;
    let message = format!("Ô “{heading}” chỉ có dấu gạch; hiểu là không có.");
    Some(
        Finding::new(Code::ValueIsDash, sheet.place(origin), message)
            .heading(heading)
            .found(text)
            .remedy("Nếu có thì điền vào ô; nếu không có thì để trống."),
    )
}

/// The finding about a cell that names several products, `1. Gạo Séng Cù 2. Gạo tẻ râu`,
/// `Chè xanh; chè vàng`, or may name two, `Chè xanh Chè vàng`.
pub(super) fn several(place: &Place, typed: &str) -> Option<Finding> {
    let (code, message) = if is_list(typed) {
        (Code::ProductsInOneCell, "Một ô ghi nhiều sản phẩm; mỗi sản phẩm phải có một dòng riêng.")
    } else if begins_again(typed) {
        (
            Code::ProductsPerhapsInOneCell,
            "Ô này có thể ghi hai sản phẩm: chữ đầu của tên đứng hai lần.",
        )
    } else {
        return None;
    };
    Some(
        Finding::new(code, place.clone(), message)
            .heading("Tên sản phẩm")
            .found(typed)
            .allowed("một tên sản phẩm")
            .remedy(
                "Tách mỗi sản phẩm thành một dòng có đủ bộ sản phẩm, chủ thể, điểm; nếu là một \
                 sản phẩm thì ghi lại tên.",
            ),
    )
}

/// Whether a text lists several things: `1. … 2. …`, `a) … b) …`, `- … - …`, or parts between
/// semicolons.
fn is_list(typed: &str) -> bool {
    let behind = |first: &[&str], second: &[&str]| {
        first.iter().any(|first| typed.starts_with(first))
            && second.iter().any(|second| typed.contains(second))
    };
    behind(&["1.", "1)", "1/"], &[" 2.", " 2)", " 2/"])
        || behind(&["a.", "a)", "a/"], &[" b.", " b)", " b/"])
        || behind(&["- "], &[" - "])
        || behind(&["+ "], &[" + "])
        || typed.split(';').filter(|part| part.chars().any(char::is_alphabetic)).count() > 1
}

/// Whether the first word comes again with a capital letter: `Chè xanh Chè vàng`.
fn begins_again(typed: &str) -> bool {
    let words: Vec<&str> = typed.split(' ').collect();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let Some(first) = words.first().filter(|first| first.chars().count() >= 2 && capital(first))
    else {
        return false;
    };
    let sentence =
        words.iter().skip(1).any(|word| word.chars().next().is_some_and(char::is_lowercase));
    sentence && words.len() >= 4 && words[2..words.len() - 1].contains(first)
}

/// The name without the number before it: `1. Chè Tả Ngảo`.
pub(super) fn without_number(typed: &str) -> &str {
    let digits = typed.bytes().take_while(u8::is_ascii_digit).count();
    let rest = typed[digits..].strip_prefix(['.', ')']).map(str::trim_start);
    let named = |rest: &&str| rest.starts_with(char::is_alphabetic);
    rest.filter(named).filter(|_| (1..=3).contains(&digits)).unwrap_or(typed)
}

#[cfg(test)]
mod tests {
    use super::{begins_again, is_list, without_number};

    #[test]
    fn several_products_in_one_cell_are_noticed() {
        for typed in [
            "1. Gạo Séng Cù 2. Gạo tẻ râu",
            "a) Chè xanh b) Chè vàng",
            "- Chè xanh - Chè vàng",
            "Chè xanh; chè vàng",
        ] {
            assert!(is_list(typed), "{typed}");
        }
        assert!(begins_again("Chè xanh Chè vàng") && begins_again("Mật ong rừng Mật ong nuôi"));
        for typed in [
            "Chè Shan tuyết cổ thụ Tả Ngảo",
            "Rau, củ, quả sấy",
            "Mật ong 2,5 kg",
            "Cá lăng một nắng hồ Bản Chát",
            "Gạo tẻ râu - Phong Thổ",
            "1. Chè Tả Ngảo",
            "Bản Bo - Bản Giang",
        ] {
            assert!(!is_list(typed) && !begins_again(typed), "{typed}");
        }
    }

    #[test]
    fn a_number_before_the_name_is_no_part_of_it() {
        for (typed, name) in [
            ("1. Chè", "Chè"),
            ("02) Chè", "Chè"),
            ("3.5 kg gạo", "3.5 kg gạo"),
            ("Chè 1. x", "Chè 1. x"),
        ] {
            assert_eq!(without_number(typed), name);
        }
    }
}
