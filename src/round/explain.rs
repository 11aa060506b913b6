//! Tells a clerk in Vietnamese why `round.toml` could not be read, at its line.

use std::io;

use super::{FILE, line_place};
use crate::finding::{Code, Finding, Place};

/// The file is missing or cannot be opened.
pub(super) fn not_opened(error: &io::Error) -> Finding {
    let place = Place::file(FILE);
    match error.kind() {
        io::ErrorKind::NotFound => {
            Finding::new(Code::RoundMissing, place, "Không có tệp round.toml trong thư mục đầu vào.")
                .remedy("Tạo một đợt mới bằng lệnh `ocop new THƯ-MỤC`, rồi điền tệp round.toml trong đó.")
        }
        io::ErrorKind::InvalidData => {
            Finding::new(Code::RoundUnreadable, place, "Tệp round.toml không phải văn bản UTF-8.")
                .remedy("Mở bằng Notepad, chọn Lưu thành (Save as), mã hóa UTF-8.")
        }
        _ => Finding::new(Code::RoundMissing, place, "Không mở được tệp round.toml.")
            .found(error)
            .remedy("Kiểm tra quyền đọc tệp."),
    }
}

/// The file is no TOML, or not a round.
pub(super) fn not_understood(text: &str, error: &toml::de::Error) -> Finding {
    let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    let place = line.map_or_else(|| Place::file(FILE), line_place);
    let finding = Finding::new(Code::RoundUnreadable, place, sentence(error.message()));
    let shown = line.and_then(|line| text.lines().nth(line - 1)).map(str::trim).filter(|shown| !shown.is_empty());
    let finding = match shown {
        Some(shown) => finding.found(shown),
        None => finding,
    };
    let dated = shown.is_some_and(has_slashed_date) || error.message().contains("the day is missing");
    let expected = if dated { Some(DATE.to_owned()) } else { expected(error.message()) };
    let finding = match expected {
        Some(expected) => finding.allowed(expected),
        None => finding,
    };
    finding.remedy("So lại với tệp mẫu mà `ocop new` tạo ra; chữ phải nằm giữa hai dấu ngoặc kép.")
}

const DATE: &str = "ngày ghi năm-tháng-ngày, không có ngoặc kép, ví dụ 2020-12-08";

/// `08/12/2020`, as people write dates everywhere else.
fn has_slashed_date(line: &str) -> bool {
    let value = line.split('#').next().unwrap_or_default().rsplit('=').next().unwrap_or_default().trim();
    let parts: Vec<_> = value.trim_matches('"').split('/').collect();
    parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.chars().all(|sign| sign.is_ascii_digit()))
}

/// The parser's English, as one Vietnamese sentence.
fn sentence(message: &str) -> String {
    let named = quoted(message).next().unwrap_or_default();
    if message.starts_with("unknown field") {
        format!("Mục `{named}` không có ở chỗ này trong mẫu round.toml.")
    } else if message.starts_with("missing field") {
        format!("Thiếu mục `{named}`.")
    } else if message.starts_with("unknown variant") {
        format!("Giá trị `{named}` không có trong danh sách được phép.")
    } else if message.starts_with("duplicate") {
        "Một mục được ghi hai lần.".into()
    } else if message.starts_with("invalid type")
        || message.starts_with("invalid value")
        || message.contains("out of range")
    {
        "Giá trị không đúng kiểu.".into()
    } else {
        "Dòng này không đúng cú pháp.".into()
    }
}

/// What the parser would have taken.
fn expected(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("expected")?;
    let names: Vec<_> = quoted(rest).collect();
    if !names.is_empty() {
        return Some(names.join(", "));
    }
    let rest = rest.trim();
    let kinds = [
        ("a string", "chữ trong ngoặc kép"),
        ("a date", "ngày, ví dụ 2020-12-11, hoặc \"2020-12\" khi chưa có ngày"),
        ("a sequence", "danh sách trong ngoặc vuông"),
        ("a map", "một bảng các mục"),
        ("struct", "một bảng các mục"),
        ("a boolean", "true hoặc false"),
        ("u", "số nguyên không âm"),
        ("i", "số nguyên"),
        ("a Decimal", "số"),
    ];
    kinds.iter().find(|(start, _)| rest.starts_with(start)).map(|(_, words)| (*words).to_owned())
}

/// The words between back-ticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use crate::finding::{Code, Findings};

    fn finding(text: &str) -> crate::finding::Finding {
        let mut findings = Findings::default();
        assert!(crate::round::parse(text, &mut findings).is_none());
        findings.into_iter().next().unwrap()
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line() {
        let finding = finding("[round]\nprovince = \"Lai Châu\"\nprovnce = \"Lai Châu\"\n");
        assert_eq!(finding.code, Code::RoundUnreadable);
        assert_eq!(finding.place.line, Some(3));
        assert_eq!(finding.message, "Mục `provnce` không có ở chỗ này trong mẫu round.toml.");
        assert!(finding.allowed.unwrap().contains("province"));
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_told_with_what_belongs_there() {
        let finding = finding("[round]\nprovince = \"Lai Châu\"\nyear = \"2020\"\n");
        assert_eq!(finding.place.line, Some(3));
        assert_eq!(finding.message, "Giá trị không đúng kiểu.");
        assert_eq!(finding.allowed.as_deref(), Some("số nguyên không âm"));
    }

    #[test]
    fn a_date_with_slashes_is_told_how_to_be_written() {
        let finding = finding("[round]\nprovince = \"Lai Châu\"\nyear = 2020\nnumber = 2\nfrom = 08/12/2020\n");
        assert_eq!(finding.place.line, Some(5));
        assert!(finding.allowed.unwrap().contains("2020-12-08"));
    }

    #[test]
    fn a_broken_line_is_told() {
        assert_eq!(finding("[round]\nprovince = Lai Châu\n").message, "Dòng này không đúng cú pháp.");
    }
}
