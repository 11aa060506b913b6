//! Reads one cell as a text, a number or a count of stars, or gives the finding that says why it
//! cannot.

use careful_spreadsheet::{Cell, Value, Worksheet, number, text};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::Sourced;
use crate::finding::{CellRef, Code, Finding, Findings, Place};

/// What one cell gives: `Ok(None)` where it is empty, the finding where it cannot be read.
pub(super) type CellReading<T> = Result<Option<Sourced<T>>, Box<Finding>>;

/// The cell that a person sees here: the cell itself, or the one above in the same column that is
/// merged over it. With it comes where it stands.
pub(super) fn cell(sheet: &Worksheet, at: CellRef) -> Option<(CellRef, &Cell)> {
    sheet.merged(at).filter(|(origin, _)| origin.column == at.column)
}

/// Reads the text of a cell; a number or a date as it is shown.
pub(super) fn text(sheet: &Worksheet, at: CellRef, heading: &str) -> CellReading<String> {
    let Some((origin, cell)) = cell(sheet, at) else { return Ok(None) };
    let value = match &cell.value {
        Value::Text(text) if !is_error(text) => text.clone(),
        Value::NotCalculated => return Err(Box::new(not_calculated(sheet.place(origin), heading))),
        Value::Error(_) | Value::Text(_) => {
            return Err(Box::new(error_value(sheet.place(origin), cell, heading)));
        }
        _ => cell.shown(),
    };
    Ok((!value.is_empty()).then(|| Sourced { value, place: sheet.place(origin) }))
}

/// Reads the number that a person sees here.
pub(super) fn decimal(sheet: &Worksheet, at: CellRef, heading: &str) -> CellReading<Decimal> {
    let Some((origin, cell)) = cell(sheet, at) else { return Ok(None) };
    decimal_of(sheet, origin, cell, heading)
}

/// Reads the number of a cell of the sheet, which stands at `at`. Dashes are an empty cell.
pub(super) fn decimal_of(
    sheet: &Worksheet,
    at: CellRef,
    cell: &Cell,
    heading: &str,
) -> CellReading<Decimal> {
    let place = || sheet.place(at);
    let value = match &cell.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) if is_dash(text) => return Ok(None),
        Value::Text(text) if is_error(text) => {
            return Err(Box::new(error_value(place(), cell, heading)));
        }
        Value::Text(text) => number::parse(text),
        Value::NotCalculated => return Err(Box::new(not_calculated(place(), heading))),
        Value::Error(_) => return Err(Box::new(error_value(place(), cell, heading))),
        Value::Bool(_) | Value::Date(_) => None,
    };
    match value {
        Some(value) => Ok(Some(Sourced { value, place: place() })),
        None => Err(Box::new(not_a_number(&place(), cell, heading))),
    }
}

/// Reads the total of a district's council. A number between 0 and 1 (`0,725`, shown as `72,5%`) is
/// told: people must say which number of points is meant.
pub(super) fn total(sheet: &Worksheet, at: CellRef, heading: &str) -> CellReading<Decimal> {
    let points = decimal(sheet, at, heading)?;
    let share = |value: Decimal| value > Decimal::ZERO && value < Decimal::ONE;
    match points {
        Some(points) if share(points.value) => {
            let meant = number::vietnamese((points.value * Decimal::ONE_HUNDRED).normalize());
            let message = "Điểm nhỏ hơn 1; có lẽ ô đang được định dạng phần trăm.";
            Err(Box::new(
                Finding::new(Code::ValueUnreadable, points.place, message)
                    .heading(heading)
                    .found(number::vietnamese(points.value))
                    .allowed("số điểm trên thang 100, ví dụ: 72,5")
                    .remedy(format!(
                        "Có phải {meant} không? Đổi định dạng ô thành số rồi gõ lại điểm."
                    )),
            ))
        }
        points => Ok(points),
    }
}

/// Takes the value out of a reading; its finding, if it has one, goes to `findings`.
pub(super) fn or_finding<T>(
    reading: CellReading<T>,
    findings: &mut Findings,
) -> Option<Sourced<T>> {
    reading.unwrap_or_else(|finding| {
        findings.push(*finding);
        None
    })
}

/// The stars that a cell states, where they are from 1 to 5.
pub(super) fn stars_in(cell: &Cell) -> Option<u8> {
    let stars = match &cell.value {
        Value::Number(number) => number.to_u8().filter(|stars| Decimal::from(*stars) == *number),
        Value::Text(text) => stars_of(text),
        _ => None,
    };
    stars.filter(|stars| (1..=5).contains(stars))
}

/// Reads a count of stars, from 1 to 5: `3`, `3 sao`, `03 sao`, `Hạng 3 sao`, `ba sao`, `***`,
/// `★★★`.
pub(super) fn stars(sheet: &Worksheet, at: CellRef, heading: &str) -> CellReading<u8> {
    let Some((origin, cell)) = cell(sheet, at) else { return Ok(None) };
    let place = sheet.place(origin);
    match &cell.value {
        Value::Text(text) if is_dash(text) => return Ok(None),
        Value::Text(text) if is_error(text) => {
            return Err(Box::new(error_value(place, cell, heading)));
        }
        Value::NotCalculated => return Err(Box::new(not_calculated(place, heading))),
        Value::Error(_) => return Err(Box::new(error_value(place, cell, heading))),
        _ => {}
    }
    match stars_in(cell) {
        Some(value) => Ok(Some(Sourced { value, place })),
        None => Err(Box::new(
            Finding::new(Code::ValueUnreadable, place, "Hạng sao không đọc được.")
                .heading(heading)
                .found(cell.shown())
                .allowed("từ 1 đến 5 sao, ví dụ: 3 sao")
                .remedy("Ghi hạng sao bằng một chữ số, ví dụ: 3 sao."),
        )),
    }
}

/// The stars that a text states: the number before `sao`, else all its digits as one number, else
/// the count of its star signs. Whether the number is possible is for the caller to check.
fn stars_of(text: &str) -> Option<u8> {
    const WORDS: [&str; 5] = ["mot", "hai", "ba", "bon", "nam"];
    let bare = text::bare(text);
    let words: Vec<&str> = bare.split([' ', '-']).collect();
    let before = words.windows(2).find(|pair| pair[1] == "sao").map(|pair| pair[0]);
    if let Some(position) = before.and_then(|word| WORDS.iter().position(|known| *known == word)) {
        return u8::try_from(position + 1).ok();
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let all = digits(text);
    if all.is_empty() {
        let signs =
            text.chars().filter(|sign| matches!(sign, '*' | '★' | '⭐' | '☆' | '✩' | '✮')).count();
        return u8::try_from(signs).ok();
    }
    let only_one = words.iter().filter(|word| !digits(word).is_empty()).count() == 1;
    let counted = before
        .map(digits)
        .filter(|before| !before.is_empty() && before.len() < all.len() && only_one);
    counted.unwrap_or(all).parse().ok()
}

/// Whether a text holds only dashes and dots, which people type where there is no value.
pub(super) fn is_dash(text: &str) -> bool {
    text.chars().all(|sign| matches!(sign, '-' | '–' | '—' | '.' | '…' | '/' | ' '))
}

/// Whether a text is the error value of a spreadsheet, pasted as text: `#REF!`, `#N/A`, `Err:502`.
pub(super) fn is_error(text: &str) -> bool {
    const KNOWN: [&str; 11] = [
        "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!", "#NAME!",
    ];
    match text.as_bytes().first() {
        Some(b'#') => KNOWN.contains(&text.to_uppercase().as_str()),
        Some(b'E') => text
            .strip_prefix("Err:")
            .is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit())),
        _ => false,
    }
}

/// The finding about a formula that was never calculated.
fn not_calculated(place: Place, heading: &str) -> Finding {
    Finding::new(
        Code::FormulaNotCalculated,
        place,
        "Công thức trong ô chưa được tính nên ô không có giá trị.",
    )
    .heading(heading)
    .remedy("Mở tệp bằng Excel hoặc LibreOffice, bấm Lưu (Ctrl+S) rồi đóng tệp.")
}

/// The finding about a cell that holds an error value such as `#REF!`.
pub(super) fn error_value(place: Place, cell: &Cell, heading: &str) -> Finding {
    Finding::new(Code::ErrorValue, place, "Ô chứa giá trị lỗi của bảng tính.")
        .heading(heading)
        .found(cell.shown())
        .remedy("Sửa công thức của ô, hoặc gõ giá trị đúng vào ô.")
}

/// The finding about a cell that must be a number and is none, with the number that was likely
/// meant.
fn not_a_number(place: &Place, cell: &Cell, heading: &str) -> Finding {
    let unread = |message: &str, remedy: String| {
        Finding::new(Code::ValueUnreadable, place.clone(), message)
            .heading(heading)
            .found(cell.shown())
            .allowed("một số viết bằng chữ số, ví dụ: 2 hoặc 2,5")
            .remedy(remedy)
    };
    if let Value::Text(text) = &cell.value {
        if let Some(meant) = with_comma(text) {
            return unread(
                "Số này có dấu chấm, không rõ là tách phần lẻ hay tách hàng nghìn.",
                format!("Đúng là {meant} thì gõ lại bằng dấu phẩy; không đúng thì gõ số đúng."),
            );
        }
        if !text.chars().any(|sign| sign.is_ascii_digit()) {
            let remedy = "Hỏi lại người ghi, rồi gõ số bằng chữ số, không kèm chữ.";
            return unread("Ô này phải là một số.", remedy.to_owned());
        }
    }
    let (message, meant) = match &cell.value {
        Value::Text(text) => match text.strip_suffix('%').and_then(number::parse) {
            Some(percent) => ("Điểm không ghi bằng phần trăm.", Some(number::vietnamese(percent))),
            None => ("Ô này phải là một số.", None),
        },
        // Excel makes 8/5 or 8.5 a day of this year.
        Value::Date(date) => (
            "Ô này phải là một số, nhưng đang là ngày tháng.",
            Some(format!("{},{}", date.day(), u8::from(date.month()))),
        ),
        _ => ("Ô này phải là một số.", None),
    };
    let remedy = "Gõ lại số vào ô, không kèm chữ.";
    let asked = meant.map(|meant| format!("Có phải {meant} không? {remedy}"));
    unread(message, asked.unwrap_or_else(|| remedy.to_owned()))
}

/// The number with a comma in the place of its only point: `54.825` is `54,825`; `None` for
/// anything else.
fn with_comma(text: &str) -> Option<String> {
    let (whole, fraction) = text.trim().split_once('.')?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits(whole) && is_digits(fraction)).then(|| format!("{whole},{fraction}"))
}

#[cfg(test)]
mod tests {
    use careful_spreadsheet::{Cell, Value, Worksheet};
    use rust_decimal::Decimal;
    use time::{Date, Month};

    use super::{decimal, is_error, stars_of, text, total};
    use crate::finding::{CellRef, Code, Finding, Place};

    const AT: CellRef = CellRef { row: 3, column: 2 };

    fn sheet(value: Value) -> Worksheet {
        Worksheet::from_cells(Place::file("a.xlsx").sheet("S"), [(AT, Cell::typed(value))], [])
    }

    fn typed(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn read(value: Value) -> Result<Option<String>, Code> {
        let points = decimal(&sheet(value), AT, "Điểm").map_err(|finding| finding.code)?;
        Ok(points.map(|points| points.value.to_string()))
    }

    #[test]
    fn a_number_with_a_point_is_asked_about_and_words_are_asked_for_again() {
        let remedy = |text: &str| {
            let finding = decimal(&sheet(typed(text)), AT, "Điểm").unwrap_err();
            finding.remedy.clone().unwrap()
        };
        assert!(remedy("54.825").starts_with("Đúng là 54,825 thì gõ lại bằng dấu phẩy;"));
        assert!(remedy("mười hai").starts_with("Hỏi lại người ghi, rồi gõ số"));
        assert_eq!(remedy("12 và 13"), "Gõ lại số vào ô, không kèm chữ.");
    }

    #[test]
    fn numbers_are_read_as_people_type_them_and_blanks_are_no_zeros() {
        for (value, expected) in [
            ("72,5", Ok(Some("72.5"))),
            ("72.5", Ok(Some("72.5"))),
            ("72,5 điểm", Ok(Some("72.5"))),
            ("7 2,5", Ok(Some("72.5"))),
            ("725", Ok(Some("725"))),
            ("0", Ok(Some("0"))),
            ("-", Ok(None)),
            ("…", Ok(None)),
            ("72,5%", Err(Code::ValueUnreadable)),
            ("khá", Err(Code::ValueUnreadable)),
            ("#REF!", Err(Code::ErrorValue)),
            ("#n/a", Err(Code::ErrorValue)),
        ] {
            assert_eq!(
                read(typed(value)),
                expected.map(|value| value.map(ToOwned::to_owned)),
                "{value}"
            );
        }
        assert_eq!(read(Value::NotCalculated), Err(Code::FormulaNotCalculated));
        assert_eq!(read(Value::Error("#DIV/0!".into())), Err(Code::ErrorValue));
        assert_eq!(read(Value::Bool(true)), Err(Code::ValueUnreadable));
    }

    fn remedy(finding: Result<Option<super::Sourced<Decimal>>, Box<Finding>>) -> String {
        finding.expect_err("it is refused").remedy.expect("there is a way out")
    }

    #[test]
    fn what_may_be_meant_is_asked_and_never_mended() {
        assert!(
            remedy(decimal(&sheet(typed("72,5%")), AT, "Điểm")).starts_with("Có phải 72,5 không?")
        );
        let share = sheet(Value::Number(Decimal::new(725, 3)));
        assert!(remedy(total(&share, AT, "Tổng điểm")).starts_with("Có phải 72,5 không?"));
        let day = Date::from_calendar_date(2020, Month::May, 8).expect("the date exists");
        assert!(
            remedy(decimal(&sheet(Value::Date(day)), AT, "Điểm")).starts_with("Có phải 8,5 không?")
        );
    }

    #[test]
    fn stars_are_read_as_people_write_them() {
        for (typed, stars) in [
            ("3 sao", Some(3)),
            ("03 sao", Some(3)),
            ("Hạng 4 sao", Some(4)),
            ("bốn sao", Some(4)),
            ("Năm sao", Some(5)),
            ("***", Some(3)),
            ("★★★★", Some(4)),
            ("3*", Some(3)),
            ("OCOP 3 sao", Some(3)),
            ("3-4 sao", Some(34)),
            ("chưa xếp", Some(0)),
        ] {
            assert_eq!(stars_of(typed), stars, "{typed}");
        }
    }

    #[test]
    fn an_error_value_is_no_name() {
        assert!(text(&sheet(Value::Error("#REF!".into())), AT, "Tên sản phẩm").is_err());
        assert!(is_error("Err:502") && !is_error("Erica") && !is_error("#1 Trà"));
    }
}
